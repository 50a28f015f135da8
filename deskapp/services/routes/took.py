"""What contacts said it would take, and what it took."""

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.working_time import Calendar
from deskapp.models.escalations import Estimate
from deskapp.models.site import Staff
from deskapp.services.clocks.hours import Hours


def measured(
    calendar: Calendar, began: datetime, ended: datetime, said: Sequence[tuple[datetime, timedelta]]
) -> tuple[timedelta | None, timedelta | None, timedelta]:
    """(what was said first, what it had become, what it took), from when it was first said."""
    length = calendar.elapsed(began, ended) if ended > began else timedelta(0)
    if not said:
        return None, None, length
    at, last = said[-1]
    return said[0][1], calendar.elapsed(began, at) + last, length


def history(
    session: Session, hours: Hours, ended: Iterable[tuple[int, int | None, datetime]]
) -> dict[int, tuple[timedelta, timedelta]]:
    """(said first, taken) of escalations that were returned: (id, the contact's calendar, when it was fixed)."""
    asked = {escalation_id: (calendar_id, at) for escalation_id, calendar_id, at in ended}
    first: dict[int, Estimate] = {}
    for row, _by in _rows(session, asked):
        first.setdefault(row.escalation_id, row)
    found = {}
    for escalation_id, row in first.items():
        calendar_id, at = asked[escalation_id]
        _said, _estimated, length = measured(hours.calendar(calendar_id), row.at, at, [])
        found[escalation_id] = (row.length, length)
    return found


def _rows(session: Session, escalation_ids: Iterable[int]) -> list[tuple[Estimate, str]]:
    wanted = sorted(escalation_ids)
    if not wanted:
        return []
    query = (
        select(Estimate, Staff.name)
        .join(Staff, Staff.id == Estimate.staff_id)
        .where(Estimate.escalation_id.in_(wanted))
        .order_by(Estimate.at, Estimate.id)
    )
    return [(row, by) for row, by in session.execute(query)]
