"""The words of the desk, each for one thing only: codes as they are stored, never sentences."""

from enum import StrEnum


class CallState(StrEnum):
    """Where a call is in its life. Escalated is not a state: see the call's unreturned escalations."""

    NEW = "new"
    OPEN = "open"
    WAITING = "waiting"
    RESOLVED = "resolved"
    CLOSED = "closed"
    LAPSED = "lapsed"
    VOID = "void"
    ARCHIVED = "archived"


#: States in which somebody still has to do something for the customer.
OPEN_STATES = (CallState.NEW, CallState.OPEN, CallState.WAITING, CallState.RESOLVED)
#: Of those, the ones in which the call is not solved yet.
UNRESOLVED_STATES = (CallState.NEW, CallState.OPEN, CallState.WAITING)


class Impact(StrEnum):
    ONE = "one"
    SEVERAL = "several"
    DEPARTMENT = "department"
    SITE = "site"


class Urgency(StrEnum):
    CAN_WAIT = "can_wait"
    SOON = "soon"
    NOW = "now"


class Priority(StrEnum):
    P1 = "P1"
    P2 = "P2"
    P3 = "P3"
    P4 = "P4"


class Channel(StrEnum):
    PHONE = "phone"
    EMAIL = "email"
    IN_PERSON = "in_person"
    CHAT = "chat"
    OTHER = "other"


class Tier(StrEnum):
    STANDARD = "standard"
    KEY = "key"


class Tone(StrEnum):
    CALM = "calm"
    WORRIED = "worried"
    FRUSTRATED = "frustrated"
    ANGRY = "angry"
    ABUSIVE = "abusive"


#: Tones in which what is said next matters more than usual.
EMOTIONAL_TONES = (Tone.ANGRY, Tone.ABUSIVE)


class ClockKind(StrEnum):
    RESPONSE = "response"
    UPDATE = "update"
    RESOLUTION = "resolution"
    ACCEPTANCE = "acceptance"
    FIRST_WORD = "first_word"
    CHASE = "chase"
    CALL_BACK = "call_back"
    #: The customer's own deadline: an instant, sorted by and warned about like a clock.
    DEADLINE = "deadline"


#: The clocks that run against the desk, and so make a call due; acceptance and first word run against a contact.
DUE_KINDS = (
    ClockKind.RESPONSE,
    ClockKind.UPDATE,
    ClockKind.RESOLUTION,
    ClockKind.CHASE,
    ClockKind.CALL_BACK,
    ClockKind.DEADLINE,
)

#: Of those, the ones by which a call is overdue. A chase that has run out waits for the customer's word, not the
#: customer for ours: such a call stands under "not yet agreed".
OVERDUE_KINDS = tuple(kind for kind in DUE_KINDS if kind is not ClockKind.CHASE)

#: The clocks that a pause of the call stops.
PAUSABLE = (ClockKind.RESPONSE, ClockKind.RESOLUTION)


class Verdict(StrEnum):
    MET = "met"
    MISSED = "missed"


class PauseReason(StrEnum):
    CUSTOMER = "customer"
    SUPPLIER = "supplier"
    OTHER = "other"
    #: Resolved, and the customer has not said yes or no: a pause of the kind "customer".
    AGREEMENT = "agreement"


class ContactKind(StrEnum):
    SENIOR = "senior"
    EXPERT = "expert"
    CUSTOMER_SERVICES = "customer_services"
    SUPPLIER = "supplier"
    CONTRACTOR = "contractor"


#: Contacts outside the house: the allow-list of what they may see applies to them.
OUTSIDE_KINDS = (ContactKind.SUPPLIER, ContactKind.CONTRACTOR)


class EscalationType(StrEnum):
    FUNCTIONAL = "functional"
    HIERARCHICAL = "hierarchical"
    PRIORITY = "priority"
    INCIDENT = "incident"


#: The types that hand the work to a contact.
CONTACT_TYPES = (EscalationType.FUNCTIONAL, EscalationType.HIERARCHICAL)


class EscalationState(StrEnum):
    OFFERED = "offered"
    ACCEPTED = "accepted"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    RETURNED = "returned"


#: Escalations in these states are unreturned: the call is escalated.
UNRETURNED = (EscalationState.OFFERED, EscalationState.ACCEPTED)


class ReturnBox(StrEnum):
    """What a contact ticks when a call comes back, on paper and in the dialog; several may go together."""

    FIXED = "fixed"
    NOT_FIXED = "not_fixed"
    PART_ORDERED = "part_ordered"
    ANOTHER_VISIT = "another_visit"


class RouteHours(StrEnum):
    """When a route counts: always, or inside or outside the hours of a calendar."""

    ALWAYS = "always"
    INSIDE = "inside"
    OUTSIDE = "outside"


class Consent(StrEnum):
    YES = "yes"
    NO = "no"
    NOT_ASKED = "not_asked"


class Transfer(StrEnum):
    WARM = "warm"
    COLD = "cold"
    MESSAGE = "message"


class PromiseKind(StrEnum):
    CALL_BACK = "call_back"
    UPDATE = "update"


class Answer(StrEnum):
    """The customer's answer to "is it solved?"."""

    YES = "yes"
    NO = "no"


class Role(StrEnum):
    AGENT = "agent"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"

    def reaches(self, at_least: "Role") -> bool:
        """Whether this is that role, or one above."""
        roles = list(Role)
        return roles.index(self) >= roles.index(at_least)


class Level(StrEnum):
    """Levels of authority, lowest first."""

    AGENT = "agent"
    SUPERVISOR = "supervisor"
    MANAGER = "manager"
    OUTSIDE = "outside"


class HandoffPart(StrEnum):
    """What a handoff passes on; the customer and the way to reach them always lead it."""

    ISSUE = "issue"
    STEPS = "steps"
    WANTS = "wants"
    TONE = "tone"
    DEADLINE = "deadline"


class Paper(StrEnum):
    A4 = "A4"
    LETTER = "Letter"


class ApprovalKind(StrEnum):
    """What an agent's authority has limits for. Only the first two are amounts of money."""

    REFUND = "refund"
    CREDIT = "credit"
    POLICY_EXCEPTION = "policy_exception"
    CONTRACT_CHANGE = "contract_change"


#: The kinds that are an amount of money.
AMOUNTS = (ApprovalKind.REFUND, ApprovalKind.CREDIT)


class ApprovalState(StrEnum):
    ASKED = "asked"
    GRANTED = "granted"
    REFUSED = "refused"
    #: Taken back by whoever asked, or overtaken.
    WITHDRAWN = "withdrawn"


class ApprovalMeans(StrEnum):
    """How somebody above said yes or no."""

    #: By their own PIN, at the workstation of whoever asked.
    PIN = "pin"
    #: Signed in themselves.
    SIGNED_IN = "signed_in"
    #: Told by phone: unconfirmed until they confirm it.
    PHONE = "phone"


class AttemptResult(StrEnum):
    """What came of trying to reach a contact."""

    REACHED = "reached"
    NO_ANSWER = "no_answer"
    MESSAGE = "message"


class GuideKind(StrEnum):
    FILE = "file"
    LINK = "link"
    NOTE = "note"


class FieldKind(StrEnum):
    """What a field of a category takes."""

    TEXT = "text"
    CHOICE = "choice"
    DATE = "date"
    NUMBER = "number"


class VoidReason(StrEnum):
    DUPLICATE = "duplicate"
    IN_ERROR = "in_error"


class Answered(StrEnum):
    """How asking an owner for an update ended."""

    WORDS = "words"
    NOTE = "note"
    CONVERSATION = "conversation"
    #: Taken back at once by whoever asked.
    WITHDRAWN = "withdrawn"
    #: Asked once more: the later one stands in its place.
    AGAIN = "again"
    #: The call came to its end.
    OVER = "over"


class Asks(StrEnum):
    """Whether calls of a category are asked for something."""

    NOT = "not"
    ASKED = "asked"
    #: And it must be there before a call is escalated.
    NEEDED = "needed"


class RowOutcome(StrEnum):
    """What taking in a row of an imported file does with whom it is about."""

    ADDED = "added"
    CHANGED = "changed"
    SAME = "same"
    KEPT = "kept"


class Existing(StrEnum):
    """What becomes of somebody of a file whose name is there already."""

    KEEP = "keep"
    TAKE = "take"
    BOTH = "both"


class LongActKind(StrEnum):
    """What is done to so many calls that it is carried out in steps."""

    #: They follow other targets and hours.
    TARGETS = "targets"
    #: Which signs they show is written down anew.
    SIGNS = "signs"
    #: What was said of them is indexed anew.
    WORDS = "words"
    #: They are counted anew: the site has another time zone.
    MEASURES = "measures"


class RetentionKind(StrEnum):
    """What goes by its age where the site says so."""

    #: What calls that are over say.
    WORDS = "words"
    #: Customers of whom nothing is kept but who they are.
    CUSTOMERS = "customers"
    #: What is in files and pictures of calls that are over.
    FILES = "files"
    #: What papers of calls that are over said.
    PAPERS = "papers"
    #: What was typed and not done.
    DRAFTS = "drafts"


class PaperWay(StrEnum):
    """How a paper leaves the desk."""

    PRINTED = "printed"
    SAVED = "saved"
    DRAFTED = "drafted"


class DeskPaper(StrEnum):
    """A paper of the desk as a whole of which it is kept that it left."""

    POLICY = "policy"
    REPORT = "report"


class PaperState(StrEnum):
    """What became of a numbered paper. Failed: it never left; unknown: a program or printer ended in the middle."""

    LEAVING = "leaving"
    PRINTED = "printed"
    SAVED = "saved"
    DRAFTED = "drafted"
    FAILED = "failed"
    UNKNOWN = "unknown"


class ActionOf(StrEnum):
    """What an agreed action came of."""

    SIGNAL = "signal"
    REVIEW = "review"
    #: A gap of readiness.
    GAP = "gap"


class ActionEnd(StrEnum):
    """How an action ended."""

    DONE = "done"
    #: Taken back: it is not wanted any more.
    WITHDRAWN = "withdrawn"


class ReviewState(StrEnum):
    """What became of a call that somebody was to look at."""

    FINISHED = "finished"
    #: Not scored, for a reason.
    SKIPPED = "skipped"


class OfCopies(StrEnum):
    """What becomes of a desk's copies when the desk is encrypted, or is no longer."""

    #: By the same passphrase, or by none.
    AS_THE_DESK = "as_the_desk"
    REMOVED = "removed"
    LEFT = "left"


class CopyRead(StrEnum):
    """Who can read a copy of a desk."""

    BY_ANYBODY = "by_anybody"
    #: Whoever can read the desk.
    BY_PASSPHRASE = "by_passphrase"
    #: Whoever has a passphrase that the desk had before, or another desk has.
    BY_ANOTHER = "by_another"
    #: Nobody, as it seems.
    DAMAGED = "damaged"
