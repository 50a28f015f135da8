"""What is due to go by its age, what keeps the rest, and what is held, as plain frozen data."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import RetentionKind


@dataclass(frozen=True, slots=True)
class RuleView:
    """months: None: it stays."""

    kind: RetentionKind
    months: int | None


@dataclass(frozen=True, slots=True)
class DueView:
    """How many of a kind are due, older than `until`; and how many are as old and stay all the same, by why.

    held: somebody holds them. disputed: the customer's last word was no. unfinished: something is still to come.
    """

    kind: RetentionKind
    months: int
    until: datetime
    due: int
    held: int = 0
    disputed: int = 0
    unfinished: int = 0


@dataclass(frozen=True, slots=True)
class DueItem:
    """One that is due. id: of the call or customer, None of a draft. name: a reference, a name, or a draft's key.

    said: what it says now, or whose it is. since: its last word.
    """

    id: int | None
    name: str
    said: str
    since: datetime


@dataclass(frozen=True, slots=True)
class HoldView:
    """ref: the call's reference, "" where a customer is held. name: the customer's."""

    id: int
    ref: str
    name: str
    reason: str
    at: datetime
    by: str
