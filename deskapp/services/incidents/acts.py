"""What people do with major incidents, as plain frozen data."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Channel


@dataclass(frozen=True, slots=True)
class OpenIncident:
    """began_at None: now, as far as is known. lead_id None: whoever opens it."""

    title: str
    calls: tuple[int, ...] = ()
    category_id: int | None = None
    began_at: datetime | None = None
    lead_id: int | None = None


@dataclass(frozen=True, slots=True)
class JoinIncident:
    incident_id: int
    calls: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class LeaveIncident:
    """The call has another cause after all."""

    incident_id: int
    call_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class DoStep:
    step_id: int
    words: str = ""


@dataclass(frozen=True, slots=True)
class UndoStep:
    step_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class AddStep:
    incident_id: int
    text: str


@dataclass(frozen=True, slots=True)
class WriteMessage:
    """What all affected customers are to be told from now on. `base_number`: the message it takes over from."""

    incident_id: int
    words: str
    base_number: int


@dataclass(frozen=True, slots=True)
class TellCustomer:
    """A conversation with the customer of a call, who was told a message of the incident.

    words: what was said, where it was not the message as it stands. next_update: promised, fixed; None: by the policy.
    """

    incident_id: int
    call_id: int
    number: int
    how: Channel = Channel.PHONE
    words: str = ""
    next_update: datetime | None = None


@dataclass(frozen=True, slots=True)
class NotReached:
    """Somebody tried to tell the customer of a call, and nobody answered: stops nothing."""

    incident_id: int
    call_id: int
    how: Channel = Channel.PHONE
    words: str = ""


@dataclass(frozen=True, slots=True)
class HandOverLead:
    """`base_version` is the one the person saw; a stale one is a Conflict."""

    incident_id: int
    base_version: int
    lead_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class NoteIncident:
    incident_id: int
    words: str


@dataclass(frozen=True, slots=True)
class EndIncident:
    """It is over: what it was, and what ended it. Customers who were not told yet stay on the list."""

    incident_id: int
    base_version: int
    outcome: str


@dataclass(frozen=True, slots=True)
class ReopenIncident:
    incident_id: int
    base_version: int
    reason: str


@dataclass(frozen=True, slots=True)
class SaveIncidentChecklist:
    """The site's checklist in its order: (id or None for a new line, text). `base_lines`: as they were."""

    lines: tuple[tuple[int | None, str], ...]
    base_lines: tuple[tuple[int, str], ...]
