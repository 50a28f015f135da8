"""What belongs to a call, as the screens see it: plain frozen data. Instants are aware UTC."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.lapse import Attempts
from deskapp.domain.words import (
    Answer,
    CallState,
    PromiseKind,
    VoidReason,
)


@dataclass(frozen=True, slots=True)
class VoidingView:
    """Why a call is void."""

    reason: VoidReason
    #: The call that it duplicates: its id and reference; None and "" where it was logged in error.
    duplicate_of: int | None
    duplicate_ref: str
    words: str
    at: datetime
    by: str


@dataclass(frozen=True, slots=True)
class Endings:
    """How a call ended or may end, beside its state."""

    #: To reach the customer since the call was resolved; None where it is not.
    attempts: Attempts | None = None
    #: When to try again.
    next_attempt: datetime | None = None
    #: Who may let a call lapse, and make any void.
    supervisors: tuple[str, ...] = ()
    voiding: VoidingView | None = None
    #: (id, reference) of calls that are void as duplicates of this one.
    duplicates: tuple[tuple[int, str], ...] = ()
    #: (cycle, 1 to 5) where the customer said how content they were.
    satisfaction: tuple[tuple[int, int], ...] = ()

    def score(self, cycle: int) -> int | None:
        """How content the customer was with a cycle."""
        return dict(self.satisfaction).get(cycle)


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the timeline. `payload` holds what people wrote and what the line names."""

    id: int
    call_id: int | None
    at: datetime
    kind: EventKind
    by: str
    field: str | None
    was: str | None
    becomes: str | None
    payload: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class PromiseView:
    """A point in time named to the customer."""

    id: int
    call_id: int
    ref: str
    customer: str
    summary: str
    kind: PromiseKind
    made_at: datetime
    due_at: datetime
    phone: str
    words: str
    owner: str
    owner_id: int
    kept_at: datetime | None = None
    moved_to: datetime | None = None
    moved_reason: str = ""
    #: Of a confidential call, and not for whoever looks: customer, summary, phone and words are empty.
    masked: bool = False
    #: Promised for after the close: the customer agreed, and wants to hear from us all the same.
    follow_up: bool = False
    #: The state of its call.
    state: CallState = CallState.OPEN
    #: The customer's own, while the call is open.
    deadline: datetime | None = None


@dataclass(frozen=True, slots=True)
class PromisePage:
    """Some of the open promises by time, and how many there are and were missed in all."""

    promises: tuple[PromiseView, ...]
    more: bool
    all: int
    missed: int


@dataclass(frozen=True, slots=True)
class AgreementView:
    id: int
    cycle: int
    answer: Answer
    who: str
    how: str
    at: datetime
    words: str
    by: str


@dataclass(frozen=True, slots=True)
class Counts:
    """The figures beside the side bar's entries and the log's filters."""

    open: int
    mine: int
    waiting: int
    not_agreed: int
    escalations: int
    overdue: int
    due_soon: int
    promises: int
    #: Major incidents that are open.
    incidents: int = 0
