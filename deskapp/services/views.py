"""What the services give back: plain frozen data, never a mapped object. Instants are aware UTC."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any, Generic, TypeVar

from deskapp.domain.phrases import Library
from deskapp.domain.sla import ClockFacts
from deskapp.domain.words import (
    Answer,
    CallState,
    Channel,
    ClockKind,
    Consent,
    ContactKind,
    EscalationState,
    EscalationType,
    Impact,
    Level,
    Paper,
    PauseReason,
    Priority,
    PromiseKind,
    Role,
    Tier,
    Tone,
    Transfer,
    Urgency,
    Verdict,
)
from deskapp.domain.working_time import Calendar
from deskapp.services.approval_views import ApprovalView, AuthorityView
from deskapp.services.closing_views import Endings
from deskapp.services.escalation_views import AttemptView, EstimateView, TookView
from deskapp.services.first_views import CallRow, FirstScreen
from deskapp.services.incident_views import CallIncident

__all__ = ["CallRow", "FirstScreen"]  # made elsewhere, so that the first screen loads nothing else


@dataclass(frozen=True, slots=True)
class Changes:
    """What an act, or another workstation, changed. `everything` when it cannot be told apart."""

    calls: frozenset[int] = frozenset()
    #: Any of: "customers", "contacts", "rotas", "promises", "site", "policy", "staff", "categories", "routes",
    #: "approvals", "guides", "phrases".
    lists: frozenset[str] = frozenset()
    everything: bool = False

    def touches(self, *lists: str) -> bool:
        return self.everything or bool(self.lists.intersection(lists))


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Done(Generic[T]):
    """The answer to an act: its value, and what must be looked at again."""

    value: T
    changes: Changes


@dataclass(frozen=True, slots=True)
class CustomerView:
    id: int
    name: str
    organisation: str
    account: str
    email: str
    tier: Tier
    notes: str
    phones: tuple[str, ...]
    version: int
    open_calls: int = 0


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock with the facts that `deskapp.domain.sla` reads: state, due, what is left, why."""

    id: int
    kind: ClockKind
    cycle: int
    facts: ClockFacts
    #: sla's verdict as kept for good, and by how much (positive: time was left); None while it runs.
    verdict: Verdict | None
    margin: timedelta | None
    escalation_id: int | None = None
    promise_id: int | None = None
    #: The contact the clock runs against (acceptance, first word), else "".
    contact: str = ""


@dataclass(frozen=True, slots=True)
class PauseView:
    id: int
    reason: PauseReason
    began_at: datetime
    ended_at: datetime | None
    back_by: datetime | None
    #: Whether response and resolution stand still meanwhile.
    stops_clocks: bool
    words: str


@dataclass(frozen=True, slots=True)
class EventView:
    """One line of the timeline. `kind` is a code; `words` holds what people wrote and what the line names."""

    id: int
    call_id: int | None
    at: datetime
    kind: str
    by: str
    field: str | None
    was: str | None
    becomes: str | None
    words: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class EscalationView:
    id: int
    call_id: int
    number: int
    cycle: int
    made_at: datetime
    made_by: str
    state: EscalationState
    types: tuple[EscalationType, ...]
    #: (code, reason) of each trigger.
    triggers: tuple[tuple[str, str], ...]
    contact_id: int | None
    contact: str
    contact_role: str
    contact_kind: ContactKind | None
    handoff: Mapping[str, str]
    consent: Consent
    consent_reason: str
    transfer: Transfer | None
    transfer_reason: str
    estimate: timedelta | None
    accepted_at: datetime | None
    accepted_by: str
    ended_at: datetime | None
    outcome: str
    contact_reference: str
    done: str
    fixed_at: datetime | None
    sheets: int
    version: int
    #: Through which rota the contact was found; "" where it was not.
    rota: str = ""
    #: Of a confidential call, and not for whoever looks: only that it is, and how it stands.
    masked: bool = False
    #: Every estimate of the time to fix, the first one first.
    estimates: tuple[EstimateView, ...] = ()
    #: Once returned: actual against estimated time.
    took: TookView | None = None
    #: The number of the escalation whose place this one took; None: of none.
    instead_of: int | None = None

    @property
    def estimated_for(self) -> datetime | None:
        """When the time that was last estimated is over; None: nothing was estimated."""
        return self.estimates[-1].due if self.estimates else None


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
    seen: tuple["SeenTrigger", ...] = ()
    #: The later calls that repeat this one, by reference.
    repeated_by: tuple[str, ...] = ()
    #: (id, name) of the staff named on the call while it is confidential.
    named: tuple[tuple[int, str], ...] = ()
    #: How it ended, or may end, beside its state.
    endings: Endings = field(default_factory=Endings)

    @property
    def masked(self) -> bool:
        """Confidential, and not for whoever looks: only reference, state, clocks and owner say anything."""
        return self.row.masked

    #: Attempts to reach contacts for it, the oldest first.
    attempts: tuple[AttemptView, ...] = ()

    @property
    def state_seen(self) -> int:
        """The last line of the timeline on the call's state: what an act on it is told that was seen."""
        return max((event.id for event in self.events if event.field == "state"), default=0)


@dataclass(frozen=True, slots=True)
class CallerMatch:
    """A customer found while typing, with their open calls and those of the last 7 days, newest first."""

    customer: CustomerView
    calls: tuple[CallRow, ...]


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What logging a call now would promise; None where the policy sets no target."""

    priority: Priority
    #: Answered when logged, because it is a phone call.
    answered: bool
    response: datetime | None
    update: datetime | None
    resolution: datetime | None
    resolution_target: timedelta | None


@dataclass(frozen=True, slots=True)
class CategoryView:
    id: int
    name: str
    active: bool
    #: (id, text) of the first-contact checklist, in order.
    checks: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class StaffView:
    id: int
    name: str
    role: Role
    active: bool


@dataclass(frozen=True, slots=True)
class TriggerView:
    """A sign that a call must be escalated. built-in codes are worded by the screens; `label` is the site's."""

    code: str
    label: str
    suggests: tuple[EscalationType, ...]
    #: Switched off, it is neither ticked nor offered; what was escalated for it keeps its words.
    active: bool = True
    version: int = 1
    built_in: bool = True


@dataclass(frozen=True, slots=True)
class SeenTrigger:
    """A trigger the record already shows, with the reason as a code and its values."""

    code: str
    reason: str
    values: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ContactView:
    id: int
    kind: ContactKind
    name: str
    organisation: str
    role: str
    skills: tuple[int, ...]
    phones: tuple[str, ...]
    email: str
    #: The contact's own hours; None: the desk's calendar.
    calendar_id: int | None
    authority: Level
    agreed_response: timedelta | None
    our_account: str
    #: Codes of `deskapp.domain.handoff.Seen` this contact may see.
    may_see: tuple[str, ...]
    language: str
    notes: str
    active: bool
    version: int
    open_escalations: int = 0
    #: Who stands in for them, in order.
    deputies: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RankedContact:
    """A contact offered for a call: best first. Reasons are (code, values); reachable as of the asked instant."""

    contact: ContactView
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    reachable: bool
    #: Until when they are in, or from when they are back; None: always, or not known.
    until: datetime | None
    #: When an acceptance clock started now would be due; None where nothing is set.
    accept_by: datetime | None


@dataclass(frozen=True, slots=True)
class SkippedView:
    """A step that offers nobody: the code of `domain.routes.Skipped`, and the names that it is about."""

    code: str
    route: str
    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom a call is offered to, best first, and what the routes said on the way."""

    contacts: tuple[RankedContact, ...]
    #: The rule that fits first; "" where none does.
    route: str = ""
    skipped: tuple[SkippedView, ...] = ()
    #: Why nobody can be offered now: no_contacts, nobody_reachable; "" where somebody can.
    nobody: str = ""
    #: Then these are whom to ask: the supervisors on duty.
    supervisors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class EscalationStart:
    """What the escalation dialog opens with: everything the record already knows."""

    call: CallDetail
    triggers: tuple[TriggerView, ...]
    seen: tuple[SeenTrigger, ...]
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


@dataclass(frozen=True, slots=True)
class CalendarView:
    id: int
    name: str
    #: The id of the version in force; `calendar` is what it says.
    version_id: int
    calendar: Calendar
    #: Whose public holidays were chosen, as the `holidays` package names them; "": nobody's.
    country: str = ""
    region: str = ""
    #: What closed and special dates are called, where they have a name.
    names: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class SiteView:
    name: str
    address: str
    phone: str
    zone: str
    paper: Paper
    language: str
    supplier_pauses: bool
    other_pauses: bool
    tone_to_outside: bool
    demo: bool
    version: int
    #: Values of HandoffPart that must be there before a handoff leaves.
    required_parts: tuple[str, ...] = ()
    #: After so many minutes without a key or click a window locks; 0: never.
    lock_minutes: int = 10


@dataclass(frozen=True, slots=True)
class TargetView:
    """A policy's target for one clock at one priority; None: no clock.

    For all calls, or those of a category, a tier of customers, or both; there only targets that differ are listed.
    """

    priority: Priority
    kind: ClockKind
    target: timedelta | None
    calendar_id: int
    category_id: int | None = None
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """What applying the targets and hours in force would do to one clock of an open call; None: it is paused."""

    ref: str
    summary: str
    kind: ClockKind
    was: datetime | None
    becomes: datetime | None


@dataclass(frozen=True, slots=True)
class DeskFacts:
    """What every screen needs at hand: loaded once, again when the site, policy, staff or categories change."""

    site: SiteView
    #: Every calendar version that a call may refer to, by version id.
    calendars: Mapping[int, Calendar]
    #: The desk's own calendar in force.
    desk_calendar: CalendarView
    staff: tuple[StaffView, ...]
    categories: tuple[CategoryView, ...]
    #: All of them, those that are switched off too.
    triggers: tuple[TriggerView, ...]
    targets: tuple[TargetView, ...]
    matrix: Mapping[tuple[Impact, Urgency], Priority]
    #: The version of the policy that `targets` are of.
    policy_id: int
    #: What each level may decide, and in what currency.
    authority: AuthorityView = field(default_factory=AuthorityView)
    #: What can be said to customers, and what better not.
    phrases: Library = field(default_factory=Library)


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


@dataclass(frozen=True, slots=True)
class EscalationOut:
    """One unreturned escalation: with whom, since when, accepted or not, what was estimated and promised."""

    escalation: EscalationView
    ref: str
    customer: str
    summary: str
    priority: Priority
    owner: str
    #: The acceptance clock, running or stopped; None: nothing was agreed.
    acceptance: ClockView | None
    #: The next update promised to the customer, or the update clock's due.
    next_update: datetime | None
    #: Of a confidential call, and not for whoever looks: customer, summary and with whom are empty.
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Holding:
    """How many open calls somebody holds, and how many of them are overdue or paused."""

    name: str
    calls: int
    overdue: int
    paused: int


@dataclass(frozen=True, slots=True)
class OverdueView:
    """The supervisor's one view, as of one instant."""

    as_of: datetime
    rows: tuple[CallRow, ...]
    overdue: int
    oldest: timedelta | None
    due_soon: int
    promised_soon: int
    #: (contact, waiting since) of escalations past their acceptance.
    not_accepted: tuple[tuple[str, timedelta], ...]
    not_agreed: int
    met_today: int
    stopped_today: int
    where: tuple[Holding, ...]
    who: tuple[Holding, ...]
    #: Of those not agreed: how many a supervisor may let lapse.
    may_lapse: int = 0
