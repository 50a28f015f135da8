"""What becomes of an escalation: tried, accepted, refused, withdrawn, heard of, returned."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.measures.facts import UNDONE_WITHIN
from deskapp.domain.words import UNRETURNED, ClockKind, EscalationState, ReturnBox
from deskapp.models.base import to_stored
from deskapp.models.contacts import Contact
from deskapp.models.escalations import ContactAttempt, Escalation
from deskapp.services.calls.care import must_fit, taken_up, the_call
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.directory import contacts
from deskapp.services.escalations import attempts, estimates, undo
from deskapp.services.escalations import incident as incident_escalation
from deskapp.services.escalations.conflicts import still
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import AttemptView, EscalationView
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.escalations.acts import (
        AcceptEscalation,
        HearFromContact,
        RefuseEscalation,
        ReturnEscalation,
        TryContact,
        WithdrawEscalation,
    )

#: The clocks that an escalation stops by its end.
_ENDED = (ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD)


def attempt(work: Work, act: TryContact) -> Done[AttemptView]:
    """Record that somebody tried to reach a contact. It starts, stops and moves nothing."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_fit(call, CallAct.TRY_CONTACT)
        contact = contacts.one(unit.session, act.contact_id)
        escalation = None
        if act.escalation_id is not None:
            escalation = still(unit.session, act.escalation_id, *UNRETURNED)
            if (escalation.call_id, escalation.contact_id) != (call.id, contact.id):
                raise Invalid({"contact": FieldFault.UNKNOWN})
        taken_up(unit, call)
        row = ContactAttempt(
            call_id=call.id,
            contact_id=contact.id,
            escalation_id=None if escalation is None else escalation.id,
            at=unit.now,
            staff_id=unit.staff.id,
            result=act.result,
            words=clean(act.words),
        )
        unit.session.add(row)
        unit.session.flush()
        payload: dict[str, object] = {
            "contact": contact.name,
            "contact_role": contact.role or contact.organisation,
            "result": act.result.value,
            "words": row.words,
        }
        if escalation is not None:
            payload |= {"number": escalation.number, "escalation": escalation.id}
        unit.tell(EventKind.CONTACT_TRIED, call.id, payload=payload)
        unit.record()
        clocks.refresh(unit, call)
        value = attempts.of(unit.session, ContactAttempt.id == row.id)[0]
        return unit.done(value, calls=(call.id,))


def accept(work: Work, act: AcceptEscalation) -> Done[EscalationView]:
    """The contact took it: the acceptance clock stops. The owner stays."""
    with work.act() as unit:
        escalation = still(unit.session, act.escalation_id, EscalationState.OFFERED)
        estimates.record(unit, escalation, act.estimate)
        escalation.state, escalation.accepted_at, escalation.accepted_by = (
            EscalationState.ACCEPTED,
            unit.now,
            clean(act.by),
        )
        payload = _payload(unit.session, escalation, by=clean(act.by))
        return _done(unit, escalation, EventKind.ACCEPTED, payload, ClockKind.ACCEPTANCE)


def refuse(work: Work, act: RefuseEscalation) -> Done[EscalationView]:
    with work.act() as unit:
        escalation = still(unit.session, act.escalation_id, *UNRETURNED)
        _needs(act.reason, "reason")
        _end(unit, escalation, EscalationState.REFUSED, clean(act.reason))
        payload = _payload(unit.session, escalation, words=clean(act.reason))
        return _done(unit, escalation, EventKind.REFUSED, payload, *_ENDED)


def withdraw(work: Work, act: WithdrawEscalation) -> Done[EscalationView]:
    """Taken back. Undone at once, so is what came with it: an incident is left again, a raised priority lowered."""
    with work.act() as unit:
        at_once = _just_made(unit, act.escalation_id)
        # One without a contact counts as returned at once: it can only be undone.
        states = (*UNRETURNED, EscalationState.RETURNED) if at_once else UNRETURNED
        escalation = still(unit.session, act.escalation_id, *states)
        _needs(act.reason, "reason")
        if at_once:
            unit.calls.update(incident_escalation.take_back(unit, escalation, clean(act.reason)))
            undo.lower_again(unit, escalation, clean(act.reason))
        return take_back(unit, escalation, clean(act.reason))


def take_back(unit: Unit, escalation: Escalation, reason: str, to: str = "") -> Done[EscalationView]:
    """Withdraw an escalation within an act; `to`: who gets the call instead."""
    _end(unit, escalation, EscalationState.WITHDRAWN, reason)
    payload = _payload(unit.session, escalation, words=reason, to=to)
    return _done(unit, escalation, EventKind.WITHDRAWN, payload, *_ENDED)


def hear(work: Work, act: HearFromContact) -> Done[EscalationView]:
    """A meaningful update from the contact: stops the first-word clock; a revised estimate is kept with the old."""
    with work.act() as unit:
        escalation = still(unit.session, act.escalation_id, *UNRETURNED)
        _needs(act.words, "words")
        estimates.record(unit, escalation, act.estimate)
        payload = _payload(unit.session, escalation, words=clean(act.words))
        return _done(unit, escalation, EventKind.HEARD, payload, ClockKind.FIRST_WORD)


def give_back(work: Work, act: ReturnEscalation) -> Done[EscalationView]:
    """The contact's answer: what was done, when fixed, under which reference. Then the owner asks the customer."""
    with work.act() as unit:
        escalation = still(unit.session, act.escalation_id, *UNRETURNED)
        if not act.boxes:
            _needs(act.outcome, "outcome")
        if {ReturnBox.FIXED, ReturnBox.NOT_FIXED} <= set(act.boxes):
            raise Invalid({"outcome": FieldFault.FIXED_AND_NOT})
        if act.fixed_at is not None and act.fixed_at > unit.now:
            raise Invalid({"fixed_at": FieldFault.FUTURE})
        if escalation.accepted_at is None:
            # Whoever returns an answer had taken it on.
            escalation.accepted_at = unit.now
        _end(unit, escalation, EscalationState.RETURNED, clean(act.outcome))
        escalation.done, escalation.contact_reference = clean(act.done), clean(act.reference)
        escalation.fixed_at = act.fixed_at
        escalation.boxes = [box.value for box in ReturnBox if box in act.boxes]
        escalation.returned_by = clean(act.returned_by)
        said = {"boxes": escalation.boxes, "words": clean(act.outcome), "done": clean(act.done)}
        payload = _payload(unit.session, escalation, **said, by=escalation.returned_by)
        if escalation.contact_reference:
            payload["reference"] = escalation.contact_reference
        if act.fixed_at is not None:
            payload["fixed_at"] = to_stored(act.fixed_at)
        _not_told_yet(unit.session, escalation)
        return _done(unit, escalation, EventKind.RETURNED, payload, *_ENDED)


def _just_made(unit: Unit, escalation_id: int) -> bool:
    """Whether it is an undo: within its time, and nobody was handed anything, or has not answered yet."""
    escalation = unit.session.get(Escalation, escalation_id)
    # A clock that was set back makes nothing new that is old.
    if escalation is None or abs(unit.now - escalation.made_at) > UNDONE_WITHIN:
        return False
    return escalation.contact_id is None or escalation.state in UNRETURNED


def _needs(text: str, field: str) -> None:
    if not text.strip():
        raise Invalid({field: FieldFault.MISSING})


def _not_told_yet(session: Session, escalation: Escalation) -> None:
    """It came back: until the customer has been spoken to, the call says so."""
    contact = session.get(Contact, escalation.contact_id) if escalation.contact_id is not None else None
    if contact is not None:
        the_call(session, escalation.call_id).back_from = contact.name


def _end(unit: Unit, escalation: Escalation, state: EscalationState, outcome: str) -> None:
    escalation.state, escalation.outcome, escalation.ended_at = state, outcome, unit.now


def _payload(session: Session, escalation: Escalation, **more: object) -> dict[str, object]:
    contact = session.get(Contact, escalation.contact_id) if escalation.contact_id is not None else None
    payload: dict[str, object] = {
        "number": escalation.number,
        "escalation": escalation.id,
        "contact": contact.name if contact else "",
        "contact_role": (contact.role or contact.organisation) if contact else "",
    }
    if escalation.estimate is not None:
        payload["estimate"] = int(escalation.estimate.total_seconds())
    return payload | {name: value for name, value in more.items() if value}


def _done(
    unit: Unit, escalation: Escalation, kind: EventKind, payload: dict[str, object], *stops: ClockKind
) -> Done[EscalationView]:
    escalation.version += 1
    unit.session.flush()
    call = the_call(unit.session, escalation.call_id)
    for clock in clocks.running(unit.session, call.id, *stops):
        if clock.escalation_id == escalation.id:
            clocks.stop(unit, clock)
    unit.tell(kind, call.id, payload=payload)
    unit.record()
    clocks.refresh(unit, call)
    value = escalations_of(unit.session, Escalation.id == escalation.id)[0]
    return unit.done(value, "contacts", *(("incidents",) if escalation.incident_id else ()), calls=(call.id,))
