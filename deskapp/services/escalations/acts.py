"""What people do about escalations, from making one to its end, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    AttemptResult,
    Consent,
    EscalationState,
    EscalationType,
    Priority,
    ReturnBox,
    Transfer,
)
from deskapp.services.approvals.acts import AskApproval


@dataclass(frozen=True, slots=True)
class Escalate:
    """One escalating of one call. `triggers` are (code, reason) pairs; `handoff` maps HandoffPart values to words.

    contact_id is needed with a functional or hierarchical type, and refused with priority alone.
    """

    call_id: int
    types: tuple[EscalationType, ...]
    triggers: tuple[tuple[str, str], ...]
    contact_id: int | None = None
    handoff: Mapping[str, str] = field(default_factory=dict)
    consent: Consent | None = None
    consent_reason: str = ""
    next_update: datetime | None = None
    transfer: Transfer | None = None
    transfer_reason: str = ""
    estimate: timedelta | None = None
    #: With the priority type: the priority it is raised to, and why.
    priority: Priority | None = None
    priority_reason: str = ""
    #: Through a rota: the contact must be on call by it; both are kept.
    rota_id: int | None = None
    #: Asked of somebody above in the same act.
    approval: AskApproval | None = None
    #: With the incident type: the open incident it joins; else one is opened under this title, None: the call's own.
    incident_id: int | None = None
    incident_title: str | None = None
    #: Other calls that belong to it, gathered in the same act.
    incident_calls: tuple[int, ...] = ()
    #: Make the call confidential too, where it is not already.
    confidential: bool = False
    #: The number of the call's last escalation when the person looked (0: none); a later one by now is a Conflict.
    base_number: int | None = None
    #: The escalation whose place this one takes: withdrawn with the reason if it is out still.
    instead_of: int | None = None
    instead_reason: str = ""
    #: How that one stood when the person looked; another state by now is a Conflict.
    instead_state: EscalationState | None = None
    #: How the customer can be reached, where nothing is on record: needed then, and kept with the customer.
    reach: str = ""
    #: Where it is and what it is about, by a word, where the category needs them and the call has none.
    place: str = ""
    equipment: str = ""


@dataclass(frozen=True, slots=True)
class AcceptEscalation:
    escalation_id: int
    by: str = ""
    estimate: timedelta | None = None


@dataclass(frozen=True, slots=True)
class RefuseEscalation:
    escalation_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class WithdrawEscalation:
    escalation_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class HearFromContact:
    """An update from the contact: stops the first-word clock; may revise the estimate."""

    escalation_id: int
    words: str
    estimate: timedelta | None = None


@dataclass(frozen=True, slots=True)
class ReturnEscalation:
    """The contact's answer: words or boxes must be there. returned_by: who answered."""

    escalation_id: int
    outcome: str
    done: str = ""
    reference: str = ""
    fixed_at: datetime | None = None
    boxes: tuple[ReturnBox, ...] = ()
    returned_by: str = ""


@dataclass(frozen=True, slots=True)
class AmendHandoff:
    """The parts of a handoff as they are to be, by HandoffPart values; before: as they were when the person looked."""

    escalation_id: int
    handoff: Mapping[str, str]
    before: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TryContact:
    """An attempt to reach a contact for a call: before an escalation is made, or of one that is out."""

    call_id: int
    contact_id: int
    result: AttemptResult
    words: str = ""
    escalation_id: int | None = None
