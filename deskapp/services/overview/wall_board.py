"""What hangs on the wall: figures, the calls that are over longest, who is on call. No customer, and nobody's words.

It is read as by nobody: whoever walks past sees of a confidential call that it is there, and its clocks.
"""

from datetime import datetime
from typing import NamedTuple

from sqlalchemy import func, select

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import ClockKind
from deskapp.models.events import Event
from deskapp.models.site import Site, Staff
from deskapp.services.calls.lists import runner
from deskapp.services.overview.late import figures
from deskapp.services.overview.late.ask import Ask, GroupBy, Tile
from deskapp.services.overview.late.question import Question
from deskapp.services.overview.late.service import page_of
from deskapp.services.overview.late.views import Figures, LateRow
from deskapp.services.overview.visits.service import since_of
from deskapp.services.overview.visits.views import Since
from deskapp.services.rotas import reading as rota_reading
from deskapp.services.rotas.views import OnCallView
from deskapp.services.work import Look, Work

#: So many calls are told.
WORST = 10
_WORST = Ask(tiles=(Tile.OVERDUE,), group=GroupBy.NOTHING)


class WallRow(NamedTuple):
    """A call that is overdue. A plain tuple, and all that a wall is told of it.

    what, due_at: the clock that is due first; more: how many others are over. priority "": not for everybody.
    with_name: where it waits, "" for nobody else; accept_by: until when they should have accepted, where nobody has.
    """

    id: int
    ref: str
    priority: str
    what: ClockKind | None
    more: int
    due_at: datetime | None
    owner: str
    with_name: str
    accept_by: datetime | None


@dataclass(frozen=True, slots=True)
class WallView:
    """As of one instant. mark: the newest line of the timeline then, by which news are noticed."""

    as_of: datetime
    site: str
    zone: str
    figures: Figures
    #: What happened since the last mark of the desk's day.
    since: Since
    rows: tuple[WallRow, ...]
    #: Who works here, by whole names: what first names are told by.
    staff: tuple[str, ...]
    duty: OnCallView | None
    mark: int


class WallBoard:
    """Read by whoever shows it, also while its window is locked or nobody is signed in."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def look(self, mark: int | None = None) -> WallView | None:
        """What there is to show; None: nothing was written since the look that had this mark."""
        with self._work.read_by_nobody() as session:
            newest = session.scalar(select(func.max(Event.id))) or 0
            if newest == mark:
                return None
            look = Look(session, self._work.clock.now(), self._work.rules)
            run, site = runner(session), session.get_one(Site, 1)
            worst = page_of(run, Question(_WORST, run.viewer), look.now, WORST)
            return WallView(
                as_of=look.now,
                site=site.name,
                zone=site.zone,
                figures=figures.read(session, run, Ask(), look.now),
                since=since_of(look),
                rows=tuple(map(_row, worst.rows)),
                staff=tuple(session.scalars(select(Staff.name).order_by(Staff.name))),
                duty=rota_reading.duty(look),
                mark=newest,
            )


def _row(row: LateRow) -> WallRow:
    waits = None if row.accepted else row.accept_by
    return WallRow(row.id, row.ref, row.priority, row.what, row.more, row.due_at, row.owner, row.with_name, waits)
