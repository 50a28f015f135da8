"""Two people at one escalation at once: the later one sees both, and decides."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import EscalationState
from deskapp.models.calls import Call
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.site import Staff
from deskapp.services.calls.care import the_call
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import EscalationView
from deskapp.services.texts import reference

if TYPE_CHECKING:
    from deskapp.services.escalations.acts import Escalate

#: The lines of the timeline by which an escalation moves on.
_MOVES = (EventKind.ACCEPTED, EventKind.REFUSED, EventKind.WITHDRAWN, EventKind.RETURNED)


def still(session: Session, escalation_id: int, *states: EscalationState) -> Escalation:
    """The escalation, if it stands in one of these states; else Conflict with what became of it, and by whom."""
    escalation = session.get(Escalation, escalation_id)
    if escalation is None:
        raise NotFound(Refusal.ESCALATION_UNKNOWN, id=escalation_id)
    the_call(session, escalation.call_id)  # may be hidden
    if escalation.state not in states:
        raise moved_on(session, escalation)
    return escalation


def moved_on(session: Session, escalation: Escalation) -> Conflict:
    """What somebody else has recorded of an escalation meanwhile."""
    newer, by = view(session, escalation.id), _moved_by(session, escalation)
    if escalation.state is EscalationState.ACCEPTED:
        return Conflict(Refusal.ESCALATION_ACCEPTED, contact=newer.contact, by=by, newer=newer)
    return Conflict(Refusal.ESCALATION_OVER, contact=newer.contact, by=by, newer=newer)


def check(session: Session, call: Call, act: Escalate) -> None:
    """Raise Conflict where somebody else escalated the call after the person looked, with the newer escalation.

    The same contact twice is another matter: that is refused beside the field.
    """
    if act.base_number is None:
        return
    last = session.scalars(
        select(Escalation).where(Escalation.call_id == call.id).order_by(Escalation.number.desc()).limit(1)
    ).first()
    if last is None or last.number <= act.base_number:
        return
    if last.ended_at is None and last.contact_id == act.contact_id:
        return
    newer = view(session, last.id)
    raise Conflict(Refusal.ESCALATED_MEANWHILE, ref=reference(call.id), by=newer.made_by, newer=newer)


def replaced(session: Session, call: Call, act: Escalate) -> Escalation | None:
    """The escalation whose place the new one takes. Raises Conflict where it moved on since the person looked."""
    if act.instead_of is None:
        return None
    earlier = session.get(Escalation, act.instead_of)
    if earlier is None or earlier.call_id != call.id:
        raise Invalid({"instead_of": FieldFault.UNKNOWN})
    if act.instead_state is not None and earlier.state is not act.instead_state:
        raise moved_on(session, earlier)
    return earlier


def one(session: Session, escalation_id: int) -> EscalationView:
    """The escalation, whatever became of it. Raises NotFound, NotAllowed."""
    escalation = session.get(Escalation, escalation_id)
    if escalation is None:
        raise NotFound(Refusal.ESCALATION_UNKNOWN, id=escalation_id)
    the_call(session, escalation.call_id)
    return view(session, escalation_id)


def view(session: Session, escalation_id: int) -> EscalationView:
    return escalations_of(session, Escalation.id == escalation_id)[0]


def _moved_by(session: Session, escalation: Escalation) -> str:
    rows = session.execute(
        select(Staff.name, EventWords.payload)
        .join(Event, Event.staff_id == Staff.id)
        .outerjoin(EventWords, EventWords.event_id == Event.id)
        .where(Event.call_id == escalation.call_id, Event.kind.in_(_MOVES))
        .order_by(Event.id.desc())
    )
    return next((name for name, payload in rows if (payload or {}).get("escalation") == escalation.id), "")
