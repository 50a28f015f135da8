"""What people do, as plain frozen data: a widget fills one in, a service carries it out in one transaction."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta

from deskapp.domain.words import (
    Answer,
    Channel,
    Consent,
    ContactKind,
    EscalationState,
    EscalationType,
    Impact,
    Level,
    Paper,
    PauseReason,
    Priority,
    Role,
    Tier,
    Tone,
    Transfer,
    Urgency,
)
from deskapp.services.approval_acts import AskApproval
from deskapp.services.closing_acts import FollowUp


@dataclass(frozen=True, slots=True)
class NewCustomer:
    name: str
    organisation: str = ""
    account: str = ""
    phone: str = ""
    email: str = ""
    tier: Tier = Tier.STANDARD


@dataclass(frozen=True, slots=True)
class LogCall:
    """Who, what, priority; everything else can follow. Either customer_id or new_customer."""

    summary: str
    customer_id: int | None = None
    new_customer: NewCustomer | None = None
    details: str = ""
    category_id: int | None = None
    channel: Channel = Channel.PHONE
    impact: Impact = Impact.ONE
    urgency: Urgency = Urgency.SOON
    #: Overrides the matrix; needs priority_reason.
    priority: Priority | None = None
    priority_reason: str = ""
    customer_deadline: datetime | None = None
    tone: Tone | None = None
    wants: str = ""
    #: Ids of the checklist's lines that were done.
    checks: tuple[int, ...] = ()
    repeat_of: int | None = None
    #: The open incident that the call belongs to.
    incident_id: int | None = None
    #: Seen only by its owner, the supervisors and the people named on it.
    confidential: bool = False


@dataclass(frozen=True, slots=True)
class EditCall:
    """Changes of a call's own fields. `version` is the one the person saw; a stale one is a Conflict."""

    call_id: int
    version: int
    summary: str
    details: str
    wants: str
    steps: str
    tone: Tone | None
    category_id: int | None
    customer_deadline: datetime | None


@dataclass(frozen=True, slots=True)
class PriorityBasis:
    """A call's priority with what it rests on."""

    impact: Impact
    urgency: Urgency
    priority: Priority
    #: Why it differs from the matrix; "": it does not.
    reason: str


@dataclass(frozen=True, slots=True)
class SetPriority:
    """By the matrix (priority None) or overridden (with a reason). Deadlines move from the original start."""

    call_id: int
    impact: Impact
    urgency: Urgency
    priority: Priority | None = None
    reason: str = ""
    #: What the priority was when the person looked; another one by now is a Conflict.
    seen: Priority | None = None
    #: The same with what it rested on: somebody else's reason is not overwritten unseen either.
    saw: PriorityBasis | None = None


@dataclass(frozen=True, slots=True)
class AddNote:
    call_id: int
    words: str


@dataclass(frozen=True, slots=True)
class ContactCustomer:
    """A conversation with the customer, or an attempt nobody answered (reached False: stops nothing)."""

    call_id: int
    reached: bool
    how: Channel = Channel.PHONE
    words: str = ""
    #: The next update promised, fixed; None: the policy's target from now.
    next_update: datetime | None = None
    #: After an attempt nobody answered, of a call that waits: when to try again, which brings it up then.
    try_again: datetime | None = None


@dataclass(frozen=True, slots=True)
class PauseCall:
    call_id: int
    reason: PauseReason
    words: str = ""
    back_by: datetime | None = None
    #: Here and below: the last line of the timeline on the call's state that was seen (`CallDetail.state_seen`).
    #: Where somebody made it another since, that is a Conflict. None: whatever it is.
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class ResumeCall:
    call_id: int
    words: str = ""
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class GiveAgreement:
    """The customer's answer to "is it solved?": who said it, how. A no says in words what is still missing."""

    answer: Answer
    who: str
    how: Channel = Channel.PHONE
    words: str = ""
    #: After a yes: how content they are, 1 to 5, and when they want to hear from us all the same.
    satisfaction: int | None = None
    follow_up: FollowUp | None = None


@dataclass(frozen=True, slots=True)
class ResolveCall:
    """What solved it; with the agreement too when the customer is still on the line."""

    call_id: int
    solution: str
    agreement: GiveAgreement | None = None
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class RecordAgreement:
    call_id: int
    agreement: GiveAgreement
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class ReopenCall:
    call_id: int
    reason: str
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class MakeConfidential:
    """From now on only its owner, supervisors, managers and the staff named here see the call."""

    call_id: int
    reason: str
    #: Ids of staff.
    named: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class MakeOpen:
    """Everybody sees the call again."""

    call_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class NameOnCall:
    """Who is named on a confidential call, instead of those who were."""

    call_id: int
    named: tuple[int, ...]
    #: Who was named when the person looked; others by now are a Conflict.
    seen: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reassign:
    call_ids: tuple[int, ...]
    owner_id: int
    reason: str
    #: The owners that were seen, by call; where one has another by now, that is a Conflict.
    seen: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PromiseCallBack:
    call_id: int
    due_at: datetime
    phone: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class KeepPromise:
    """The customer was spoken to: the note becomes the contact, and the next update starts."""

    promise_id: int
    words: str = ""
    next_update: datetime | None = None


@dataclass(frozen=True, slots=True)
class MovePromise:
    promise_id: int
    due_at: datetime
    reason: str


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
    seen: int | None = None
    #: The escalation whose place this one takes: withdrawn with the reason if it is out still.
    instead_of: int | None = None
    instead_reason: str = ""
    #: How that one stood when the person looked; another state by now is a Conflict.
    instead_seen: EscalationState | None = None
    #: How the customer can be reached, where nothing is on record: needed then, and kept with the customer.
    reach: str = ""


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
    escalation_id: int
    outcome: str
    done: str = ""
    reference: str = ""
    fixed_at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SaveContact:
    """A new contact (id None) or an edited one (id and the version that was seen)."""

    kind: ContactKind
    name: str
    organisation: str = ""
    role: str = ""
    skills: tuple[int, ...] = ()
    phones: tuple[str, ...] = ()
    email: str = ""
    calendar_id: int | None = None
    authority: Level = Level.AGENT
    agreed_response: timedelta | None = None
    our_account: str = ""
    may_see: tuple[str, ...] = ()
    language: str = ""
    notes: str = ""
    active: bool = True
    #: Who stands in for them, in order.
    deputies: tuple[int, ...] = ()
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveCustomer:
    name: str
    organisation: str = ""
    account: str = ""
    email: str = ""
    tier: Tier = Tier.STANDARD
    notes: str = ""
    phones: tuple[str, ...] = ()
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveStaff:
    name: str
    role: Role
    active: bool = True
    id: int | None = None


@dataclass(frozen=True, slots=True)
class SaveSite:
    name: str
    address: str
    phone: str
    zone: str
    paper: Paper
    language: str
    supplier_pauses: bool
    other_pauses: bool
    tone_to_outside: bool
    version: int
    #: What must be there before a handoff leaves: values of HandoffPart; None leaves it as it is.
    required_parts: tuple[str, ...] | None = None
    #: None leaves what there is; 0: windows never lock by themselves.
    lock_minutes: int | None = None


@dataclass(frozen=True, slots=True)
class SaveHours:
    """A calendar's hours from now on, as `Calendar.to_dict` gives them. Calls keep the version they began with.

    The spec may also say what its dates are called: "names", {"2026-12-25": "Christmas Day"}.
    calendar_id None: a new calendar, which needs a name. None elsewhere leaves what there is.
    """

    calendar_id: int | None
    spec: Mapping[str, object]
    name: str | None = None
    country: str | None = None
    region: str | None = None
    #: The version that was edited; None: whatever is in force is replaced.
    seen: int | None = None


@dataclass(frozen=True, slots=True)
class SaveTargets:
    """All targets from now on: (priority, clock kind value, target or None, calendar id).

    For all calls, or for those of a category, a tier of customers, or both, which leaves the others as they are;
    there None means: as for the rest.
    """

    targets: tuple[tuple[Priority, str, timedelta | None, int], ...]
    category_id: int | None = None
    tier: Tier | None = None
    #: The policy that was edited; None: whatever is in force is replaced.
    seen: int | None = None
