"""What contacts estimated, each revision, and what it took: working time in the contact's hours, else the desk's."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.errors import Invalid
from deskapp.domain.words import EscalationState
from deskapp.domain.working_time import Calendar
from deskapp.models.attempts import Estimate
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.models.site import Staff
from deskapp.services.escalation_views import EstimateView, TookView
from deskapp.services.route_rules import Hours


def record(session: Session, escalation: Escalation, length: timedelta | None, now: datetime, staff_id: int) -> None:
    """Keep what the contact says now; the last one counts. None: they said nothing. Raises Invalid."""
    if length is None:
        return
    if length < timedelta(0):
        raise Invalid({"estimate": "below_zero"})
    escalation.estimate = length
    session.flush()
    session.add(Estimate(escalation_id=escalation.id, at=now, staff_id=staff_id, length=length))
    session.flush()


def of(
    session: Session, hours: Hours, escalations: Sequence[tuple[Escalation, Contact | None]]
) -> dict[int, tuple[EstimateView, ...]]:
    """Every estimate of these escalations, the first one first."""
    by_id = {escalation.id: contact for escalation, contact in escalations if escalation.estimate is not None}
    found: dict[int, list[EstimateView]] = defaultdict(list)
    for row, by in _rows(session, by_id):
        calendar = _hours_of(hours, by_id[row.escalation_id])
        found[row.escalation_id].append(EstimateView(row.at, by, row.length, calendar.due(row.at, row.length)))
    return {number: tuple(said) for number, said in found.items()}


def took(
    hours: Hours, escalation: Escalation, contact: Contact | None, said: Sequence[EstimateView]
) -> TookView | None:
    """Actual against estimated time of an escalation that was returned; None while it is out, or had no contact."""
    if escalation.state is not EscalationState.RETURNED or contact is None or escalation.ended_at is None:
        return None
    began = said[0].at if said else escalation.accepted_at or escalation.made_at
    ended = escalation.fixed_at or escalation.ended_at
    first, estimated, length = measured(_hours_of(hours, contact), began, ended, [(one.at, one.length) for one in said])
    return TookView(length, first, estimated, contact.calendar_id is not None)


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
    asked = {number: (calendar_id, at) for number, calendar_id, at in ended}
    first: dict[int, Estimate] = {}
    for row, _by in _rows(session, asked):
        first.setdefault(row.escalation_id, row)
    found = {}
    for number, row in first.items():
        calendar_id, at = asked[number]
        _said, _estimated, length = measured(hours.calendar(calendar_id), row.at, at, [])
        found[number] = (row.length, length)
    return found


def _rows(session: Session, numbers: Iterable[int]) -> list[tuple[Estimate, str]]:
    wanted = sorted(numbers)
    if not wanted:
        return []
    query = (
        select(Estimate, Staff.name)
        .join(Staff, Staff.id == Estimate.staff_id)
        .where(Estimate.escalation_id.in_(wanted))
        .order_by(Estimate.at, Estimate.id)
    )
    return [(row, by) for row, by in session.execute(query)]


def _hours_of(hours: Hours, contact: Contact | None) -> Calendar:
    return hours.calendar(None if contact is None else contact.calendar_id)
