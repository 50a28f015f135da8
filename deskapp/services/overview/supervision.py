"""What is overdue and at risk, as a list for paper with its figures: those of `late`, which knows what is late."""

from datetime import datetime

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.models.calls import Call
from deskapp.models.promises import Promise
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.overview.late import figures
from deskapp.services.overview.late.ask import Ask, Tile
from deskapp.services.overview.late.views import Holding as Held
from deskapp.services.overview.not_accepted import not_accepted
from deskapp.services.overview.views import Holding, OverdueView
from deskapp.services.work import Work


class Supervision:
    def __init__(self, work: Work) -> None:
        self._work = work

    def overdue(self, now: datetime | None = None) -> OverdueView:
        """All open calls that can become overdue, the most overdue first, and the figures over them."""
        now = now or self._work.clock.now()
        with self._work.read() as session:
            run = runner(session)
            every = call_rows.view(run, "due", self._work.staff_id)
            told = figures.read(session, run, Ask(), now)
            late = told.tiles[Tile.OVERDUE]
            return OverdueView(
                as_of=now,
                rows=tuple(row for row in every if row.due_at is not None and not _standing(row, now)),
                overdue=late.calls,
                oldest=None if late.since is None else now - late.since,
                due_soon=told.tiles[Tile.DUE_SOON].calls,
                promised_soon=_promised_soon(session, now),
                not_accepted=not_accepted(session, self._work.rules, now, present=now),
                not_agreed=told.tiles[Tile.NOT_AGREED].calls,
                may_lapse=told.may_lapse,
                met_today=told.met_today,
                stopped_today=told.stopped_today,
                where=tuple(_holding(one) for one in figures.where(run, now)),
                who=tuple(_holding(one) for one in figures.who(run, now)),
            )


def _standing(row: CallRow, now: datetime) -> bool:
    """Whether the call only waits: paused, and nothing else of it is due soon."""
    return row.paused is not None and state_of_call(row.clock, row.due_at, row.warn_at, now) is ClockState.RUNNING


def _promised_soon(session: Session, now: datetime) -> int:
    return (
        session.scalar(
            select(func.count())
            .select_from(Promise)
            .join(Call, Call.id == Promise.call_id)
            .where(
                Promise.kept_at.is_(None),
                Promise.moved_at.is_(None),
                Promise.due_at >= now,
                Promise.due_at <= now + sla.SOON_FOR_PROMISES,
            )
        )
        or 0
    )


def _holding(one: Held) -> Holding:
    return Holding(one.name, one.open, one.late, one.paused, one.left)
