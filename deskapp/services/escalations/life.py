"""What becomes of an escalation: tried, accepted, refused, withdrawn, heard of, returned."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import UNRETURNED, ClockKind, EscalationState
from deskapp.models.attempts import ContactAttempt
from deskapp.models.base import to_stored
from deskapp.models.contacts import Contact
from deskapp.models.escalations import Escalation
from deskapp.services import events
from deskapp.services.calls.care import must_fit, taken_up, the_call
from deskapp.services.changes import Changes, Done
from deskapp.services.clocks import clocks
from deskapp.services.directory import contacts
from deskapp.services.escalations import attempts, estimates, undo
from deskapp.services.escalations import incident as incident_escalation
from deskapp.services.escalations.conflicts import still
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import AttemptView, EscalationView
from deskapp.services.people import StaffView
from deskapp.services.texts import clean
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.escalations.acts import (
        AcceptEscalation,
        HearFromContact,
        RefuseEscalation,
        ReturnEscalation,
        TryContact,
        WithdrawEscalation,
    )

#: Undo stands in the window for 10 seconds; so long it may take until the act arrives.
_UNDO = timedelta(seconds=15)
#: The clocks that an escalation stops by its end.
_ENDED = (ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD)


def attempt(work: Work, act: TryContact) -> Done[AttemptView]:
    """Record that somebody tried to reach a contact. It starts, stops and moves nothing."""
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        must_fit(call, CallAct.TRY_CONTACT)
        contact = contacts.one(session, act.contact_id)
        escalation = None
        if act.escalation_id is not None:
            escalation = still(session, act.escalation_id, *UNRETURNED)
            if (escalation.call_id, escalation.contact_id) != (call.id, contact.id):
                raise Invalid({"contact": FieldFault.UNKNOWN})
        lines = taken_up(call, now, staff.id)
        row = ContactAttempt(
            call_id=call.id,
            contact_id=contact.id,
            escalation_id=None if escalation is None else escalation.id,
            at=now,
            staff_id=staff.id,
            result=act.result,
            words=clean(act.words),
        )
        session.add(row)
        session.flush()
        payload: dict[str, object] = {
            "contact": contact.name,
            "contact_role": contact.role or contact.organisation,
            "result": act.result.value,
            "words": row.words,
        }
        if escalation is not None:
            payload |= {"number": escalation.number, "escalation": escalation.id}
        lines.append(events.Line(EventKind.CONTACT_TRIED, now, staff.id, call.id, payload=payload))
        events.record(session, lines, now)
        clocks.refresh(session, work.rules, call)
        value = attempts.of(session, ContactAttempt.id == row.id)[0]
        return Done(value, Changes(calls=frozenset({call.id})))


def accept(work: Work, act: AcceptEscalation) -> Done[EscalationView]:
    """The contact took it: the acceptance clock stops. The owner stays."""
    with work.act() as (session, now, staff):
        escalation = still(session, act.escalation_id, EscalationState.OFFERED)
        estimates.record(session, escalation, act.estimate, now, staff.id)
        escalation.state, escalation.accepted_at, escalation.accepted_by = (
            EscalationState.ACCEPTED,
            now,
            clean(act.by),
        )
        payload = _payload(session, escalation, by=clean(act.by))
        return _done(work, session, escalation, EventKind.ACCEPTED, payload, now, staff, ClockKind.ACCEPTANCE)


def refuse(work: Work, act: RefuseEscalation) -> Done[EscalationView]:
    with work.act() as (session, now, staff):
        escalation = still(session, act.escalation_id, *UNRETURNED)
        _needs(act.reason, "reason")
        _end(escalation, EscalationState.REFUSED, clean(act.reason), now)
        payload = _payload(session, escalation, words=clean(act.reason))
        return _done(work, session, escalation, EventKind.REFUSED, payload, now, staff, *_ENDED)


def withdraw(work: Work, act: WithdrawEscalation) -> Done[EscalationView]:
    """Taken back. Undone at once, so is what came with it: an incident is left again, a raised priority lowered."""
    with work.act() as (session, now, staff):
        at_once = _just_made(session, act.escalation_id, now)
        # One without a contact counts as returned at once: it can only be undone.
        states = (*UNRETURNED, EscalationState.RETURNED) if at_once else UNRETURNED
        escalation = still(session, act.escalation_id, *states)
        _needs(act.reason, "reason")
        left: Collection[int] = ()
        if at_once:
            left = incident_escalation.take_back(session, escalation, now, staff, clean(act.reason))
            undo.lower_again(work, session, escalation, clean(act.reason), now, staff)
        outcome = take_back(work, session, escalation, clean(act.reason), now, staff)
        changes = outcome.changes
        return Done(outcome.value, Changes(changes.calls.union(left), changes.lists))


def take_back(
    work: Work, session: Session, escalation: Escalation, reason: str, now: datetime, staff: StaffView, to: str = ""
) -> Done[EscalationView]:
    """Withdraw an escalation within an act; `to`: who gets the call instead."""
    _end(escalation, EscalationState.WITHDRAWN, reason, now)
    payload = _payload(session, escalation, words=reason, to=to)
    return _done(work, session, escalation, EventKind.WITHDRAWN, payload, now, staff, *_ENDED)


def hear(work: Work, act: HearFromContact) -> Done[EscalationView]:
    """A meaningful update from the contact: stops the first-word clock; a revised estimate is kept with the old."""
    with work.act() as (session, now, staff):
        escalation = still(session, act.escalation_id, *UNRETURNED)
        _needs(act.words, "words")
        estimates.record(session, escalation, act.estimate, now, staff.id)
        payload = _payload(session, escalation, words=clean(act.words))
        return _done(work, session, escalation, EventKind.HEARD, payload, now, staff, ClockKind.FIRST_WORD)


def give_back(work: Work, act: ReturnEscalation) -> Done[EscalationView]:
    """The contact's answer: what was done, when fixed, under which reference. Then the owner asks the customer."""
    with work.act() as (session, now, staff):
        escalation = still(session, act.escalation_id, *UNRETURNED)
        _needs(act.outcome, "outcome")
        if act.fixed_at is not None and act.fixed_at > now:
            raise Invalid({"fixed_at": FieldFault.FUTURE})
        if escalation.accepted_at is None:
            # Whoever returns an answer had taken it on.
            escalation.accepted_at = now
        _end(escalation, EscalationState.RETURNED, clean(act.outcome), now)
        escalation.done, escalation.contact_reference = clean(act.done), clean(act.reference)
        escalation.fixed_at = act.fixed_at
        payload = _payload(session, escalation, words=clean(act.outcome), done=clean(act.done))
        if escalation.contact_reference:
            payload["reference"] = escalation.contact_reference
        if act.fixed_at is not None:
            payload["fixed_at"] = to_stored(act.fixed_at)
        _not_told_yet(session, escalation)
        return _done(work, session, escalation, EventKind.RETURNED, payload, now, staff, *_ENDED)


def _just_made(session: Session, escalation_id: int, now: datetime) -> bool:
    """Whether it is an undo: within its time, and nobody was handed anything, or has not answered yet."""
    escalation = session.get(Escalation, escalation_id)
    # A clock that was set back makes nothing new that is old.
    if escalation is None or abs(now - escalation.made_at) > _UNDO:
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


def _end(escalation: Escalation, state: EscalationState, outcome: str, now: datetime) -> None:
    escalation.state, escalation.outcome, escalation.ended_at = state, outcome, now


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
    work: Work,
    session: Session,
    escalation: Escalation,
    kind: EventKind,
    payload: dict[str, object],
    now: datetime,
    staff: StaffView,
    *stops: ClockKind,
) -> Done[EscalationView]:
    escalation.version += 1
    session.flush()
    call = the_call(session, escalation.call_id)
    for clock in clocks.running(session, call.id, *stops):
        if clock.escalation_id == escalation.id:
            clocks.stop(session, work.rules, clock, now)
    events.record(session, [events.Line(kind, now, staff.id, call.id, payload=payload)], now)
    clocks.refresh(session, work.rules, call)
    value = escalations_of(session, Escalation.id == escalation.id)[0]
    lists = frozenset({"contacts", *({"incidents"} if escalation.incident_id else ())})
    return Done(value, Changes(calls=frozenset({call.id}), lists=lists))
