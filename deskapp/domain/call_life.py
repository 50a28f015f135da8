"""Which act on a call has its place in which of its states, and what it makes of it.

The one table of this: services refuse by it, screens offer by it, tests are made from it.
"""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from deskapp.domain.words import OPEN_STATES, UNRESOLVED_STATES, CallState


class CallAct(StrEnum):
    """What people do with a call."""

    ESCALATE = "escalate"
    TRY_CONTACT = "try_contact"
    NOTE = "note"
    STEP = "step"
    SPOKE = "spoke"
    TRIED = "tried"
    TELL = "tell"
    JOIN_INCIDENT = "join_incident"
    TICK = "tick"
    ATTACH = "attach"
    CALL_BACK = "call_back"
    APPROVAL = "approval"
    PAUSE = "pause"
    RESUME = "resume"
    RESOLVE = "resolve"
    AGREEMENT = "agreement"
    CLOSE = "close"
    NOT_AGREED = "not_agreed"
    REOPEN = "reopen"
    FOLLOW_UP = "follow_up"
    RATE = "rate"
    LAPSE = "lapse"
    VOID = "void"
    RESTORE = "restore"
    EDIT = "edit"
    PRIORITY = "priority"
    RAISE = "raise"
    REASSIGN = "reassign"
    ASK = "ask"
    ANSWER = "answer"
    GIVE = "give"
    REPEAT = "repeat"
    TAG = "tag"
    CONFIDENTIAL = "confidential"
    NAMED = "named"
    UNSEAL = "unseal"
    # What is only looked at or read aloud.
    HELP = "help"
    CARD = "card"
    PHRASES = "phrases"
    SHEET = "sheet"
    # What leaves the desk, on paper or otherwise.
    DESK_SHEET = "desk_sheet"
    COPY_TEXT = "copy_text"
    EMAIL = "email"
    #: Among those that are looked at afterwards, for how they were looked after.
    REVIEW = "review"


class Place(NamedTuple):
    """Where an act has its place."""

    states: tuple[CallState, ...]
    #: The state after; None: it stays what it is.
    becomes: CallState | None = None
    #: Whether it is work on the call: a new one is open after it.
    takes_up: bool = False


ANY = tuple(CallState)
#: Nobody works on it any more; it may be opened again.
OVER_STATES = (CallState.CLOSED, CallState.LAPSED, CallState.ARCHIVED)


def _any_but(*states: CallState) -> tuple[CallState, ...]:
    return tuple(state for state in CallState if state not in states)


PLACES: Mapping[CallAct, Place] = {
    CallAct.ESCALATE: Place(UNRESOLVED_STATES, takes_up=True),
    CallAct.TRY_CONTACT: Place(UNRESOLVED_STATES, takes_up=True),
    CallAct.NOTE: Place(ANY, takes_up=True),
    CallAct.STEP: Place(UNRESOLVED_STATES, takes_up=True),
    CallAct.SPOKE: Place(OPEN_STATES, takes_up=True),
    # Closed: only where the customer was promised a follow-up.
    CallAct.TRIED: Place((*OPEN_STATES, CallState.CLOSED), takes_up=True),
    CallAct.TELL: Place(OPEN_STATES, takes_up=True),
    CallAct.JOIN_INCIDENT: Place(OPEN_STATES, takes_up=True),
    CallAct.TICK: Place(OPEN_STATES, takes_up=True),
    CallAct.ATTACH: Place(ANY),
    CallAct.CALL_BACK: Place(OPEN_STATES, takes_up=True),
    CallAct.APPROVAL: Place(OPEN_STATES, takes_up=True),
    CallAct.PAUSE: Place((CallState.NEW, CallState.OPEN), CallState.WAITING),
    CallAct.RESUME: Place((CallState.WAITING,), CallState.OPEN),
    CallAct.RESOLVE: Place(UNRESOLVED_STATES, CallState.RESOLVED),
    # The question; the customer's yes closes, their no opens again.
    CallAct.AGREEMENT: Place((CallState.RESOLVED,)),
    CallAct.CLOSE: Place((CallState.RESOLVED,), CallState.CLOSED),
    CallAct.NOT_AGREED: Place((CallState.RESOLVED,), CallState.OPEN),
    CallAct.REOPEN: Place(OVER_STATES, CallState.OPEN),
    CallAct.FOLLOW_UP: Place((CallState.CLOSED,)),
    CallAct.RATE: Place((CallState.CLOSED, CallState.LAPSED)),
    CallAct.LAPSE: Place((CallState.RESOLVED,), CallState.LAPSED),
    CallAct.VOID: Place(_any_but(CallState.CLOSED, CallState.VOID), CallState.VOID),
    # It becomes what it was before.
    CallAct.RESTORE: Place((CallState.VOID,)),
    CallAct.EDIT: Place(_any_but(CallState.VOID), takes_up=True),
    CallAct.PRIORITY: Place(OPEN_STATES, takes_up=True),
    # Raised among others: nobody works on a call by that, so a new one stays new until its owner does.
    CallAct.RAISE: Place(OPEN_STATES),
    # Closed: only where the customer was promised a follow-up, which somebody must keep.
    CallAct.REASSIGN: Place((*OPEN_STATES, CallState.CLOSED)),
    CallAct.ASK: Place(OPEN_STATES),
    CallAct.ANSWER: Place(OPEN_STATES, takes_up=True),
    CallAct.GIVE: Place(_any_but(CallState.VOID)),
    CallAct.REPEAT: Place(_any_but(CallState.VOID)),
    CallAct.TAG: Place(ANY),
    CallAct.CONFIDENTIAL: Place(ANY),
    CallAct.NAMED: Place(ANY),
    CallAct.UNSEAL: Place(ANY),
    CallAct.HELP: Place(ANY),
    CallAct.CARD: Place(ANY),
    CallAct.PHRASES: Place(ANY),
    CallAct.SHEET: Place(ANY),
    CallAct.DESK_SHEET: Place(ANY),
    CallAct.COPY_TEXT: Place(ANY),
    CallAct.EMAIL: Place(ANY),
    CallAct.REVIEW: Place(_any_but(CallState.VOID, CallState.ARCHIVED)),
}


def fits(act: CallAct, state: CallState) -> bool:
    """Whether the act has its place in a call of this state."""
    return state in PLACES[act].states


def after(act: CallAct, state: CallState) -> CallState:
    """The state of a call after the act; a restored one's is known only to the call itself."""
    place = PLACES[act]
    if place.becomes is None and place.takes_up and state is CallState.NEW:
        return CallState.OPEN
    return place.becomes or state
