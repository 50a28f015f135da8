"""What people do at the end of a call: let it lapse, make it void, take that back, and what comes after a yes."""

from dataclasses import dataclass
from datetime import datetime

from deskapp.domain.words import VoidReason


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The customer agreed, and wants to hear from us all the same."""

    due_at: datetime
    phone: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PromiseFollowUp:
    """A follow-up wished for after the call was closed; the call stays closed."""

    call_id: int
    due_at: datetime
    phone: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RateCall:
    """How content the customer was with the present cycle, 1 to 5; a later one corrects it."""

    call_id: int
    score: int


@dataclass(frozen=True, slots=True)
class LapseCall:
    """Resolved, and the customer could not be reached: over, and never counted as agreed."""

    call_id: int
    reason: str
    #: The last line of the timeline on the call's state that was seen; a newer one is a Conflict.
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class VoidCall:
    """No call of its own: the duplicate of another, or logged in error. Outside all measures; can be taken back."""

    call_id: int
    reason: VoidReason
    #: Needed for a duplicate, refused else.
    duplicate_of: int | None = None
    #: Needed where it is no duplicate.
    words: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class RestoreCall:
    """A void call is again what it was; its clocks go on from where they began."""

    call_id: int
    reason: str
