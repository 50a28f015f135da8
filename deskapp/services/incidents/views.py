"""What the services tell of major incidents: plain frozen data. Instants are aware UTC."""

from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.domain.data_class import dataclass
from deskapp.services.calls.row import CallRow

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView


@dataclass(frozen=True, slots=True)
class IncidentView:
    """An incident as a list shows it."""

    id: int
    title: str
    category_id: int | None
    category: str
    began_at: datetime
    opened_at: datetime
    opened_by: str
    lead_id: int
    lead: str
    over_at: datetime | None
    over_by: str
    outcome: str
    version: int
    #: The calls that belong to it; of those, how many customers still must be told the newest message.
    calls: int
    to_tell: int
    steps: int
    steps_done: int
    #: The number of the newest message, and its words; 0: none yet.
    number: int
    message: str


@dataclass(frozen=True, slots=True)
class IncidentCallView:
    """A call of an incident, and which message its customer was told last."""

    row: CallRow
    phone: str
    joined_at: datetime
    joined_by: str
    #: The number of the message; 0: none yet.
    told: int
    told_at: datetime | None
    told_by: str
    #: There is a newer message, and the call is not over.
    must_be_told: bool


@dataclass(frozen=True, slots=True)
class IncidentStepView:
    id: int
    text: str
    done_at: datetime | None
    done_by: str
    words: str


@dataclass(frozen=True, slots=True)
class IncidentMessageView:
    number: int
    words: str
    made_at: datetime
    made_by: str


@dataclass(frozen=True, slots=True)
class IncidentDetail:
    """Everything of one incident. Calls that must be told first, then by reference; events oldest first."""

    incident: IncidentView
    calls: tuple[IncidentCallView, ...]
    steps: tuple[IncidentStepView, ...]
    #: Oldest first; the last one counts.
    messages: tuple[IncidentMessageView, ...]
    events: tuple["EventView", ...]

    @property
    def to_tell(self) -> tuple[IncidentCallView, ...]:
        """Whose customers still must be told the newest message."""
        return tuple(call for call in self.calls if call.must_be_told)


@dataclass(frozen=True, slots=True)
class IncidentFit:
    """An open incident that a call may belong to, and why: "category", "words", or "" for no reason but that it is."""

    incident: IncidentView
    reason: str


@dataclass(frozen=True, slots=True)
class CallIncident:
    """The incident that a call belongs to, as the call's panel needs it."""

    id: int
    title: str
    over: bool
    #: The newest message, its words, and which one this call's customer was told.
    number: int
    message: str
    told: int
    #: The customer still must be told the newest message.
    must_be_told: bool = False


@dataclass(frozen=True, slots=True)
class IncidentStart:
    """What escalating a call as an incident begins with."""

    #: Those that are open, the best first.
    fits: tuple[IncidentFit, ...]
    #: Calls of the last hour about the same, and the others of its category: unresolved, in no open incident.
    alike: tuple[CallRow, ...]
    others: tuple[CallRow, ...]
