"""What the services say about the end of a call."""

from dataclasses import dataclass
from datetime import datetime

from deskapp.domain.lapse import Attempts
from deskapp.domain.words import VoidReason


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
