"""What people do with calls, from logging one to its end and what comes after a yes, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import field
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    Answer,
    Channel,
    Impact,
    PauseReason,
    Priority,
    Tier,
    Tone,
    Urgency,
    VoidReason,
)
from deskapp.services.places.acts import Chosen


@dataclass(frozen=True, slots=True)
class FollowUp:
    """The customer agreed, and wants to hear from us all the same."""

    due_at: datetime
    phone: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class PromiseFollowUp:
    """A follow-up wished for after the call was closed; the call stays closed."""

    call_id: int
    due_at: datetime
    phone: str = ""
    words: str = ""


@dataclass(frozen=True, slots=True)
class RateCall:
    """How content the customer was with the present cycle, 1 to 5; a later one corrects it."""

    call_id: int
    score: int


@dataclass(frozen=True, slots=True)
class LapseCall:
    """Resolved, and the customer could not be reached: over, and never counted as agreed."""

    call_id: int
    reason: str
    #: The last line of the timeline on the call's state that was seen; a newer one is a Conflict.
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class VoidCall:
    """No call of its own: the duplicate of another, or logged in error. Outside all measures; can be taken back."""

    call_id: int
    reason: VoidReason
    #: Needed for a duplicate, refused else.
    duplicate_of: int | None = None
    #: Needed where it is no duplicate.
    words: str = ""
    base_version: int | None = None
    #: The other one may be over: then nobody looks at either. Asked for before.
    over_too: bool = False
    #: Calls that are void as duplicates of this one: named to whoever makes it void, for then nobody looks at any.
    duplicates: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class RestoreCall:
    """A void call is again what it was; its clocks go on from where they began."""

    call_id: int
    reason: str


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
    #: When the customer was promised to hear from us; None: by the policy's target.
    next_update: datetime | None = None
    #: The kind of call that it began as, of its category; whose own lines are in the checklist.
    template_id: int | None = None
    #: Where they need help, and what it is about; a word makes a new place or piece of equipment of theirs.
    place: Chosen = field(default_factory=Chosen)
    equipment: Chosen = field(default_factory=Chosen)
    #: Who of their people speaks for them; a word makes a new one.
    person: Chosen = field(default_factory=Chosen)
    #: By the id of a field of its category what it says there, as it was typed; dates as 2026-12-24.
    fields: Mapping[int, str] = field(default_factory=dict)
    #: The key under which files wait that are to be attached (`WaitFile`); "": none do.
    files: str = ""


@dataclass(frozen=True, slots=True)
class EditCall:
    """Changes of a call's own fields. `base_version` is the one the person saw; a stale one is a Conflict."""

    call_id: int
    base_version: int
    summary: str
    details: str
    wants: str
    steps: str
    tone: Tone | None
    category_id: int | None
    customer_deadline: datetime | None
    #: None leaves it as it is.
    place: Chosen | None = None
    equipment: Chosen | None = None
    person: Chosen | None = None
    #: By the id of a field of its category what it says there; one that is not named is left as it is.
    fields: Mapping[int, str] = field(default_factory=dict)


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
    base_priority: Priority | None = None
    #: The same with what it rests on: somebody else's reason is not overwritten unseen either.
    base: PriorityBasis | None = None


@dataclass(frozen=True, slots=True)
class TryStep:
    """Something was tried to solve it; the words say what, and what came of it."""

    call_id: int
    words: str


@dataclass(frozen=True, slots=True)
class AddNote:
    """Words, another next step, or both."""

    call_id: int
    words: str
    #: What is done next, in a line; "": nothing any more; None leaves what stands.
    next_step: str | None = None
    #: What stood there when the person looked; another one by now is a Conflict. None: whatever stands.
    base_next_step: str | None = None


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
    #: As of a note.
    next_step: str | None = None
    base_next_step: str | None = None


@dataclass(frozen=True, slots=True)
class PauseCall:
    call_id: int
    reason: PauseReason
    words: str = ""
    back_by: datetime | None = None
    #: Here and below: the last line of the timeline on the call's state that was seen (`CallDetail.state_version`).
    #: Where somebody made it another since, that is a Conflict. None: whatever it is.
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class ResumeCall:
    call_id: int
    words: str = ""
    base_version: int | None = None


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
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class RecordAgreement:
    call_id: int
    agreement: GiveAgreement
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class ReopenCall:
    call_id: int
    reason: str
    base_version: int | None = None


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
    base_named: tuple[int, ...] | None = None


@dataclass(frozen=True, slots=True)
class Reassign:
    call_ids: tuple[int, ...]
    owner_id: int
    reason: str
    #: The owners that were seen, by call; where one has another by now, that is a Conflict.
    base_owners: Mapping[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class GiveCall:
    """Give a call to another customer, whose it really is."""

    call_id: int
    customer_id: int
    reason: str
    #: Whose it was when this was asked; where it is somebody else's by now, that is a Conflict.
    from_customer_id: int | None = None


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
