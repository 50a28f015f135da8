"""What people do to several calls at once, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import field
from datetime import timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Priority

#: So long an act can be taken back whole: what was done longer ago is done anew, by whoever may.
WITHIN = timedelta(minutes=10)


@dataclass(frozen=True, slots=True)
class Standing:
    """How a call stood where it was chosen: what somebody else changed meanwhile is not overwritten unseen."""

    owner_id: int
    priority: Priority


@dataclass(frozen=True, slots=True)
class ReassignCalls:
    """Another owner for each, with the reason. What another got meanwhile is refused."""

    call_ids: tuple[int, ...]
    owner_id: int
    reason: str
    stood: Mapping[int, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class RaiseCalls:
    """A higher priority for each, with the reason. What was set anew meanwhile is refused."""

    call_ids: tuple[int, ...]
    #: The priority that each gets; None: one step up from its own.
    to: Priority | None
    reason: str
    stood: Mapping[int, Standing] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class AskOwners:
    """Ask the owner of each for an update."""

    call_ids: tuple[int, ...]
    words: str
    #: Also where a question waits already: it is asked anew.
    again: bool = False


@dataclass(frozen=True, slots=True)
class NoteCalls:
    """The same note for each."""

    call_ids: tuple[int, ...]
    words: str


@dataclass(frozen=True, slots=True)
class TakeBack:
    """Undo what one did to several calls: the lines of the timeline that it wrote, and the reason that is told."""

    lines: tuple[int, ...]
    reason: str
