"""The supervisor's one view: what is overdue, at risk, not accepted; who holds it, where it waits."""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from datetime import datetime, time
from zoneinfo import ZoneInfo

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.clock_state import ClockState, state_of_call
from deskapp.domain.words import CallState, Verdict
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.promises import Promise
from deskapp.models.site import Site, Staff
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
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
            every = call_rows.view(runner(session), "due", self._work.staff_id)
            late = [row for row in every if _state(row, now) is ClockState.OVERDUE]
            soon = [row for row in every if _state(row, now) is ClockState.SOON]
            met, stopped = self._verdicts_today(session, now)
            return OverdueView(
                as_of=now,
                rows=tuple(row for row in every if row.due_at is not None and not _standing(row, now)),
                overdue=len(late),
                oldest=max((now - row.due_at for row in late if row.due_at), default=None),
                due_soon=len(soon),
                promised_soon=_promised_soon(session, now),
                not_accepted=not_accepted(session, self._work.rules, now, present=now),
                not_agreed=sum(row.state == CallState.RESOLVED for row in every),
                may_lapse=sum(row.may_lapse for row in every),
                met_today=met,
                stopped_today=stopped,
                where=_holdings(every, now, lambda row: row.with_name),
                who=_with_left(session, _holdings(every, now, lambda row: row.owner)),
            )

    def _verdicts_today(self, session: Session, now: datetime) -> tuple[int, int]:
        """Clocks that stopped since midnight at the site: met, and all."""
        zone = ZoneInfo(session.get_one(Site, 1).zone)
        midnight = datetime.combine(now.astimezone(zone).date(), time(), zone)
        found = dict(
            session.execute(
                select(ClockRow.verdict, func.count())
                .join(Call, Call.id == ClockRow.call_id)
                .where(Call.state != CallState.VOID)
                .where(ClockRow.stopped_at >= midnight, ClockRow.stopped_at <= now, ClockRow.verdict.is_not(None))
                .group_by(ClockRow.verdict)
            ).all()
        )
        return found.get(Verdict.MET, 0), sum(found.values())


def _state(row: CallRow, now: datetime) -> ClockState:
    return state_of_call(row.clock, row.due_at, row.warn_at, now)


def _standing(row: CallRow, now: datetime) -> bool:
    """Whether the call only waits: paused, and nothing else of it is due soon."""
    return row.paused is not None and _state(row, now) is ClockState.RUNNING


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


def _with_left(session: Session, held: Iterable[Holding]) -> tuple[Holding, ...]:
    """Calls of somebody who left come first: nobody answers for them."""
    left = set(session.scalars(select(Staff.name).where(Staff.active.is_(False))))
    told = [replace(one, left=one.name in left) for one in held]
    return tuple(sorted(told, key=lambda one: not one.left))


def _holdings(rows: Iterable[CallRow], now: datetime, who: Callable[[CallRow], str]) -> tuple[Holding, ...]:
    """Grouped by somebody, those with most overdue first."""
    calls: Counter[str] = Counter()
    late: Counter[str] = Counter()
    paused: Counter[str] = Counter()
    for row in rows:
        name = who(row)
        if name:
            calls[name] += 1
            late[name] += _state(row, now) is ClockState.OVERDUE
            paused[name] += row.paused is not None
    held = [Holding(name, calls[name], late[name], paused[name]) for name in calls]
    return tuple(sorted(held, key=lambda one: (-one.overdue, -one.calls, one.name)))
