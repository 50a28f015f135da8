"""When the customer was last spoken to, from what the record says of it."""

from datetime import datetime

from sqlalchemy import and_, func, or_, select
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState, Consent, PromiseKind
from deskapp.models.calls import Call
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event
from deskapp.models.promises import Promise

#: Lines of the timeline that each are a conversation: somebody spoke with the customer, or the customer with us.
SPOKEN = (EventKind.CUSTOMER_TOLD, EventKind.PROMISE_KEPT, EventKind.NOT_AGREED)


def last_of_cycle(session: Session, call: Call, phone_answers: bool) -> datetime | None:
    """The last conversation since the call was logged, or opened again; None: nobody has answered the customer yet.

    phone_answers: whether the customer who logs or reopens by phone is answered by that.
    """
    events = Event.call_id == call.id
    reopened = session.scalar(select(func.max(Event.id)).where(events, Event.kind == EventKind.REOPENED)) or 0
    since = session.scalar(select(Event.at).where(Event.id == reopened)) or call.logged_at
    # Logged open, and not new: a call by phone that was answered at once.
    answered = and_(Event.kind == EventKind.LOGGED, Event.becomes == CallState.OPEN.value)
    spoken = or_(Event.kind.in_((*SPOKEN, EventKind.REOPENED) if phone_answers else SPOKEN), answered)
    # Moving a promise is no conversation.
    followers = select(Promise.moved_to_id).where(Promise.call_id == call.id, Promise.moved_to_id.is_not(None))
    found = (
        session.scalar(select(func.max(Event.at)).where(events, Event.id >= reopened, spoken)),
        # Asking for consent is one, and so is naming the time of the next update.
        session.scalar(
            select(func.max(Escalation.made_at)).where(
                Escalation.call_id == call.id,
                Escalation.cycle == call.cycle,
                Escalation.consent.in_((Consent.YES, Consent.NO)),
            )
        ),
        session.scalar(
            select(func.max(Promise.made_at)).where(
                Promise.call_id == call.id,
                Promise.kind == PromiseKind.UPDATE,
                Promise.made_at >= since,
                Promise.id.not_in(followers),
            )
        ),
    )
    return max((at for at in found if at is not None), default=None)
