"""The calls of a major incident: joined, left, told, not reached. A call belongs to one open incident at a time."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.phrases import fill
from deskapp.models.base import to_stored
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.models.incidents import Incident, IncidentCall, IncidentMessage
from deskapp.models.site import Staff
from deskapp.services.calls.care import must_fit, spoke, taken_up, the_call
from deskapp.services.calls.incident import must_be_open, put_in, record
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks, last_word
from deskapp.services.incidents.parts import done, needs, newest_number, the_incident
from deskapp.services.incidents.views import IncidentView
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.incidents.acts import JoinIncident, LeaveIncident, NotReached, TellCustomer


def join(work: Work, act: JoinIncident) -> Done[IncidentView]:
    """These calls belong to the incident. Raises NotAllowed where one does already, or belongs to another open one."""
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        if not act.calls:
            raise Invalid({"calls": FieldFault.MISSING})
        put_in(unit, incident, act.calls)
        return done(unit, incident, act.calls)


def leave(work: Work, act: LeaveIncident) -> Done[IncidentView]:
    """The call does not belong to it after all, with the reason."""
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        must_be_open(incident)
        there = _there(unit.session, incident, the_call(unit.session, act.call_id).id)
        needs(act.reason, "reason")
        take_out(unit, incident, there, clean(act.reason))
        return done(unit, incident, (act.call_id,))


def take_out(unit: Unit, incident: Incident, there: IncidentCall, reason: str) -> None:
    """Take a call out of an incident, within the act of the caller."""
    there.left_at = unit.now
    unit.session.flush()
    payload = {"incident": incident.title, "words": reason}
    unit.tell(EventKind.INCIDENT_LEFT, there.call_id, payload=payload)
    record(unit, incident)


def tell(work: Work, act: TellCustomer) -> Done[IncidentView]:
    """The customer was told a message: a conversation, so the promised update is kept and the next one starts.

    An older message than the newest was told all the same; such a customer still must be told the newest.
    """
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        there = _there(unit.session, incident, act.call_id)
        call = the_call(unit.session, act.call_id)
        must_fit(call, CallAct.TELL)
        if act.next_update is not None and act.next_update <= unit.now:
            raise Invalid({"next_update": FieldFault.PAST})
        message = unit.session.scalars(
            select(IncidentMessage).where(
                IncidentMessage.incident_id == incident.id, IncidentMessage.number == act.number
            )
        ).first()
        if message is None:
            raise Invalid({"number": FieldFault.UNKNOWN})
        if there.told >= message.number:
            raise _told_already(unit.session, there, incident)
        taken_up(unit, call)
        spoke(unit, call, act.next_update)
        there.told, there.told_at, there.told_by_id = message.number, unit.now, unit.staff.id
        payload: dict[str, object] = {
            "words": clean(act.words) or _filled(unit.session, call, message),
            "how": act.how.value,
            "incident": incident.title,
            "message": message.number,
        }
        if act.next_update is not None:
            payload["next_update"] = to_stored(act.next_update)
        unit.tell(EventKind.CUSTOMER_TOLD, call.id, payload=payload)
        record(unit, incident)
        clocks.refresh(unit, call)
        return done(unit, incident, (call.id,), "promises")


def not_reached(work: Work, act: NotReached) -> Done[IncidentView]:
    """Nobody answered: recorded on the call and in the incident; the customer still must be told."""
    with work.act() as unit:
        incident = the_incident(unit.session, act.incident_id)
        _there(unit.session, incident, act.call_id)
        call = the_call(unit.session, act.call_id)
        must_fit(call, CallAct.TELL)
        taken_up(unit, call)
        payload = {"words": clean(act.words), "how": act.how.value, "incident": incident.title}
        last_word.tried(unit, call)
        unit.tell(EventKind.ATTEMPT, call.id, payload=payload)
        record(unit, incident)
        clocks.refresh(unit, call)
        return done(unit, incident, (call.id,))


def calls_of(session: Session, incident_id: int) -> tuple[int, ...]:
    """The ids of the calls that belong to an incident now."""
    found = select(IncidentCall.call_id).where(IncidentCall.incident_id == incident_id, IncidentCall.left_at.is_(None))
    return tuple(session.scalars(found.order_by(IncidentCall.call_id)))


def _there(session: Session, incident: Incident, call_id: int) -> IncidentCall:
    the_call(session, call_id)
    there = session.get(IncidentCall, (incident.id, call_id))
    if there is None or there.left_at is not None:
        raise NotAllowed(Refusal.INCIDENT_NOT_IN_IT, ref=reference(call_id), title=incident.title)
    return there


def _filled(session: Session, call: Call, message: IncidentMessage) -> str:
    """The message as this call's customer was told it."""
    customer = session.get_one(Customer, call.customer_id)
    return fill(message.words, {"customer": customer.name, "ref": reference(call.id)})


def _told_already(session: Session, there: IncidentCall, incident: Incident) -> Conflict:
    by = session.get(Staff, there.told_by_id) if there.told_by_id is not None else None
    return Conflict(
        Refusal.INCIDENT_TOLD,
        ref=reference(there.call_id),
        name=by.name if by else "",
        number=there.told,
        newer=newest_number(session, incident.id),
    )
