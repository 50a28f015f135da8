"""What an escalation that is undone at once changed beside itself: the priority that it raised."""

from sqlalchemy import select

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import OPEN_STATES, Priority
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.services.calls.care import change_priority, the_call
from deskapp.services.work import Unit


def lower_again(unit: Unit, escalation: Escalation, reason: str) -> None:
    """Give the call the priority it had, and why it had that; not where somebody set it anew since, or it is over."""
    if escalation.priority_was is None:
        return
    call = the_call(unit.session, escalation.call_id)
    if call.state not in OPEN_STATES:
        return
    said = unit.session.execute(
        select(Event.at, Event.was, Event.becomes, Event.kind, EventWords.payload)
        .outerjoin(EventWords, EventWords.event_id == Event.id)
        .where(Event.call_id == call.id, Event.kind.in_((EventKind.LOGGED, EventKind.PRIORITY)))
        .order_by(Event.id.desc())
        .limit(2)
    ).all()
    raised, *before = said
    if (raised.at, raised.was, raised.becomes) != (escalation.made_at, escalation.priority_was, call.priority.value):
        return
    change_priority(unit, call, Priority(escalation.priority_was), reason)
    payload = (before[0].payload or {}) if before else {}
    call.priority_reason = payload.get("reason") or payload.get("priority_reason") or ""
