"""Papers of the desk as a whole that left it: the written policy, reports. Kept once their bytes are out."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.measures.periods import Period
from deskapp.domain.words import DeskPaper, PaperWay
from deskapp.models.improve.readiness import DeskPaperOut
from deskapp.services.changes import Changes, Done
from deskapp.services.work import Work

_OUT = Changes(frozenset(), frozenset(("desk_papers",)))


class DeskPapers:
    """Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def policy_left(self, number: int, way: PaperWay) -> Done[None]:
        """A version of the written policy was printed or saved."""
        return self._left(DeskPaper.POLICY, str(number), way)

    def report_left(self, period: Period, way: PaperWay) -> Done[None]:
        """The report of a period was printed or saved."""
        return self._left(DeskPaper.REPORT, about(period), way)

    def _left(self, kind: DeskPaper, about: str, way: PaperWay) -> Done[None]:
        with self._work.act() as unit:
            unit.session.add(DeskPaperOut(kind=kind, about=about, at=unit.now, way=way, staff_id=unit.staff.id))
            unit.tell(EventKind.DESK_PAPER_OUT, payload={"paper": kind.value, "about": about, "way": way.value})
            return unit.done(None, "desk_papers")


def about(period: Period) -> str:
    """A period as a report is kept under it."""
    return f"{period.first.isoformat()} {period.last.isoformat()}"


def last_out(session: Session, kind: DeskPaper, abouts: Collection[str]) -> dict[str, datetime]:
    """When each of these left last; of what never did nothing."""
    query = select(DeskPaperOut.about, func.max(DeskPaperOut.at)).where(
        DeskPaperOut.kind == kind, DeskPaperOut.about.in_(abouts)
    )
    return {row[0]: row[1] for row in session.execute(query.group_by(DeskPaperOut.about))}
