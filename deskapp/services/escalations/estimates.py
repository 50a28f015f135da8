"""What contacts estimated, each revision, and what it took: working time in the contact's hours, else the desk's."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.words import EscalationState
from deskapp.domain.working_time import Calendar
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation, Estimate
from deskapp.services.clocks.hours import Hours
from deskapp.services.escalations.views import EstimateView, TookView
from deskapp.services.routes.took import _rows, measured
from deskapp.services.work import Look, Unit


def record(unit: Unit, escalation: Escalation, length: timedelta | None) -> None:
    """Keep what the contact says now; the last one counts. None: they said nothing. Raises Invalid."""
    if length is None:
        return
    if length < timedelta(0):
        raise Invalid({"estimate": FieldFault.BELOW_ZERO})
    escalation.estimate = length
    unit.session.flush()
    unit.session.add(Estimate(escalation_id=escalation.id, at=unit.now, staff_id=unit.staff.id, length=length))
    unit.session.flush()


def left(look: Look, call: Call, contact_id: int) -> timedelta | None:
    """How much of a contact's hours lies before the customer's own deadline; None where none is still to come."""
    deadline = call.customer_deadline
    if deadline is None or deadline <= look.now:
        return None
    hours = Hours(look.session, look.rules)
    length = _hours_of(hours, look.session.get_one(Contact, contact_id)).elapsed(look.now, deadline)
    return length - length % timedelta(minutes=1)


def of(
    session: Session, hours: Hours, escalations: Sequence[tuple[Escalation, Contact | None]]
) -> dict[int, tuple[EstimateView, ...]]:
    """Every estimate of these escalations, the first one first."""
    by_id = {escalation.id: contact for escalation, contact in escalations if escalation.estimate is not None}
    found: dict[int, list[EstimateView]] = defaultdict(list)
    for row, by in _rows(session, by_id):
        calendar = _hours_of(hours, by_id[row.escalation_id])
        found[row.escalation_id].append(EstimateView(row.at, by, row.length, calendar.reached(row.at, row.length)))
    return {escalation_id: tuple(said) for escalation_id, said in found.items()}


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


def _hours_of(hours: Hours, contact: Contact | None) -> Calendar:
    return hours.calendar(None if contact is None else contact.calendar_id)
