"""What is read across concepts, as the screens see it: plain frozen data. Instants are aware UTC."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime, timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff import steps
from deskapp.domain.signs.triggers import Sign
from deskapp.domain.words import (
    CallState,
    Channel,
    Impact,
    Priority,
    Tone,
    Urgency,
)
from deskapp.services.approvals.views import ApprovalView
from deskapp.services.attachments.views import AttachmentView
from deskapp.services.call_fields import FieldValue
from deskapp.services.calls.row import CallRow
from deskapp.services.calls.views import AgreementView, Endings, EventView, PromiseView
from deskapp.services.clocks.views import ClockView, PauseView
from deskapp.services.directory.views import CustomerView
from deskapp.services.escalations.views import AttemptView, EscalationView
from deskapp.services.incidents.views import CallIncident
from deskapp.services.library.views import SimilarCall, TriggerView
from deskapp.services.places.views import EquipmentView, PersonView, PlaceView
from deskapp.services.requests.views import RequestView
from deskapp.services.routes.views import Offer, RankedContact


@dataclass(frozen=True, slots=True)
class OtherCall:
    """A call that names the same place or equipment, and what solved it; "": nothing yet."""

    row: CallRow
    solution: str


@dataclass(frozen=True, slots=True)
class History:
    """The newest calls that name a place or a piece of equipment, and how many there are in all."""

    calls: tuple[OtherCall, ...] = ()
    count: int = 0
    #: Whether there are more than `count`.
    more: bool = False


@dataclass(frozen=True, slots=True)
class TriedStep:
    """One step of what was tried. at, by: when and by whom; None and "" where it was only written down."""

    words: str
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class CallDetail:
    """Everything the panel, the dialogs and `deskapp show` need of one call."""

    row: CallRow
    version: int
    customer: CustomerView
    #: The customer's contacts with the desk in the last 30 days, this call included.
    contacts_30_days: int
    category_id: int | None
    category: str
    channel: Channel
    impact: Impact
    urgency: Urgency
    priority: Priority
    priority_reason: str
    details: str
    wants: str
    steps: str
    tone: Tone | None
    state: CallState
    cycle: int
    resolved_at: datetime | None
    solution: str
    repeat_of: str
    source_ref: str
    clocks: tuple[ClockView, ...]
    pauses: tuple[PauseView, ...]
    escalations: tuple[EscalationView, ...]
    promises: tuple[PromiseView, ...]
    agreements: tuple[AgreementView, ...]
    events: tuple[EventView, ...]
    approvals: tuple[ApprovalView, ...] = ()
    #: The incident that the call belongs to, open or over.
    incident: CallIncident | None = None
    #: The signs to escalate that the record shows now, with their reasons.
    signs: tuple[Sign, ...] = ()
    #: The later calls that repeat this one, by reference.
    repeated_by: tuple[str, ...] = ()
    #: (id, name) of the staff named on the call while it is confidential.
    named: tuple[tuple[int, str], ...] = ()
    #: What priority an impact and an urgency make for this call: by the policy that it began with.
    matrix: Mapping[tuple[Impact, Urgency], Priority] = field(default_factory=dict)
    #: How it ended, or may end, beside its state.
    endings: Endings = field(default_factory=Endings)
    #: Where the customer needs help, and what it is about.
    place: PlaceView | None = None
    equipment: EquipmentView | None = None
    #: Who of the customer's people speaks for them.
    person: PersonView | None = None
    #: What its category asks for, empty ones too; then what was said where nothing is asked for any more.
    fields: tuple[FieldValue, ...] = ()

    #: Files and pictures kept with it, the oldest first.
    attachments: tuple[AttachmentView, ...] = ()
    #: Attempts to reach contacts for it, the oldest first.
    attempts: tuple[AttemptView, ...] = ()
    #: The numbers of each contact whom it was handed to, by the contact's id, the first one first.
    contact_phones: Mapping[int, tuple[str, ...]] = field(default_factory=dict)
    #: What its owner was asked last, answered or not.
    request: RequestView | None = None
    #: How far the desk's timeline goes, as papers say it.
    head: str = ""

    @property
    def masked(self) -> bool:
        """Confidential, and not for whoever looks: only reference, state, clocks and owner say anything."""
        return self.row.masked

    @property
    def tried(self) -> tuple[TriedStep, ...]:
        """What was tried, in order: first what was written down as a text, then each step as it was told."""
        told = (at for at in self.events if at.kind is EventKind.STEP_TRIED and at.payload.get("words"))
        return (
            *(TriedStep(words) for words in steps.parted(self.steps)),
            *(TriedStep(str(at.payload["words"]), at.at, at.by) for at in told),
        )

    @property
    def state_version(self) -> int:
        """The last line of the timeline on the call's state: what an act on it is told that was seen."""
        return max((event.id for event in self.events if event.field == "state"), default=0)


@dataclass(frozen=True, slots=True)
class EarlierCall:
    """Another call of the customer's; solution: "" while nobody has one."""

    call_id: int
    ref: str
    summary: str
    logged_at: datetime
    state: CallState
    solution: str


@dataclass(frozen=True, slots=True)
class CustomerHistory:
    """The customer's other calls of the last year: the newest few, and figures of all."""

    calls: tuple[EarlierCall, ...] = ()
    count: int = 0
    #: Whether there are more than `count`.
    more: bool = False
    #: When the oldest of them was logged.
    since: datetime | None = None
    #: Of how many the customer was asked whether they are solved, and said yes at the first asking.
    asked: int = 0
    agreed: int = 0
    #: How often the customer said how content they were, 1 to 5, and the average of it.
    answers: int = 0
    average: float | None = None


@dataclass(frozen=True, slots=True)
class AroundCall:
    """What is read after the call itself: it may take longer."""

    call_id: int
    history: CustomerHistory = CustomerHistory()
    #: Past calls like this one, the best first.
    alike: tuple[SimilarCall, ...] = ()
    #: The other calls that name its place, and its equipment.
    at_place: History = History()
    on_equipment: History = History()


@dataclass(frozen=True, slots=True)
class EscalationStart:
    """What the escalation dialog opens with: everything the record already knows."""

    call: CallDetail
    triggers: tuple[TriggerView, ...]
    signs: tuple[Sign, ...]
    contacts: tuple[RankedContact, ...]
    #: The five parts, prefilled from the record, by `HandoffPart` value.
    handoff: Mapping[str, str]
    #: Which parts the site says must be there.
    required: tuple[str, ...]
    #: Contact ids with an unreturned escalation of this call: not offered twice.
    taken: tuple[int, ...]
    #: The next update to offer the customer.
    next_update: datetime | None
    as_of: datetime
    #: `contacts` with what the routes said on the way.
    offer: Offer | None = None
    #: Contact ids that had this call in its present cycle, or could not be reached for it.
    tried: tuple[int, ...] = ()
    #: The escalation whose place the new one takes, to be filled in from.
    earlier: EscalationView | None = None
    #: What the category needs and the call does not name yet: "place", "equipment".
    lacks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class OverdueView:
    """What is overdue and at risk, for paper, as of one instant."""

    as_of: datetime
    rows: tuple[CallRow, ...]
    #: (contact, waiting since) of escalations past their acceptance.
    not_accepted: tuple[tuple[str, timedelta], ...]
