"""Signals as the screens see them: plain frozen data. Instants are aware UTC, days those of the site."""

from collections.abc import Mapping
from datetime import date, datetime, timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.findings.finding import Finding
from deskapp.domain.findings.kinds import FeedbackTo
from deskapp.domain.findings.standing import Asked, Standing
from deskapp.domain.measures.periods import Period
from deskapp.domain.words import ApprovalState, Channel, ContactKind
from deskapp.services.actions.views import ActionView
from deskapp.services.calls.row import CallRow


@dataclass(frozen=True, slots=True)
class SubjectNames:
    """What the subject is called; "" where it is not of that kind. label: the site's own of the trigger."""

    category: str = ""
    label: str = ""
    contact: str = ""
    contact_kind: ContactKind | None = None
    thing: str = ""
    #: The whole name of the customer.
    customer: str = ""


@dataclass(frozen=True, slots=True)
class SignalStep:
    """A line of the timeline about a signal or its feedback. feedback_id: of which; 0: of none."""

    at: datetime
    by: str
    kind: EventKind
    feedback_id: int
    words: str
    changed: str = ""
    #: The day that the line names, and by which way it was sent.
    day: date | None = None
    how: Channel | None = None


@dataclass(frozen=True, slots=True)
class FeedbackView:
    """What somebody else was asked for because of a signal."""

    id: int
    signal_id: int
    number: str
    area: FeedbackTo
    to_whom: str
    title: str
    told: str
    asks: str
    wanted_by: date
    with_names: bool
    calls: tuple[int, ...]
    made_at: datetime
    made_by: str
    left_at: datetime | None
    sent_on: date | None
    sent_how: Channel | None
    sent_by: str
    answered_on: date | None
    answer: str
    changed: str
    version: int
    steps: tuple[SignalStep, ...]

    @property
    def asked(self) -> Asked:
        return Asked(self.sent_on, self.wanted_by, self.answered_on)


@dataclass(frozen=True, slots=True)
class SignalView:
    """A signal of a month, and what was made of it. id: None: nobody has noted it yet."""

    id: int | None
    finding: Finding
    names: SubjectNames
    standing: Standing
    found_at: datetime | None
    decided_calls: int | None
    dismissed_at: datetime | None
    dismissed_by: str
    reason: str
    version: int
    actions: tuple[ActionView, ...]
    feedback: tuple[FeedbackView, ...]

    @property
    def key(self) -> str:
        return self.finding.key


@dataclass(frozen=True, slots=True)
class Signals:
    """The signals of a month. months: those that can be asked for, the newest first; running: it is not over yet.

    logged: how many calls were logged in it; today: the site's day.
    """

    month: Period
    months: tuple[Period, ...]
    charted: tuple[Period, ...]
    running: bool
    today: date
    logged: int
    escalated: int
    signals: tuple[SignalView, ...]


@dataclass(frozen=True, slots=True)
class SignalCall:
    """A call behind a signal. row: masked where it is confidential and not for whoever looks.

    What belongs to the rule beside it: what was asked for and what came of it; whether it was late; its hand-off.
    """

    row: CallRow
    amount: int | None = None
    currency: str = ""
    answer: ApprovalState | None = None
    waited: timedelta | None = None
    triggers: tuple[str, ...] = ()
    with_names: str = ""


@dataclass(frozen=True, slots=True)
class FeedbackSheet:
    """All that stands on the sheet of a feedback. Without names, summaries that name their customer are left out.

    site: name and address; calls as they may be told; hidden: how many are confidential, and only counted.
    """

    feedback: FeedbackView
    site: str
    address: str
    phone: str
    email: str
    zone: str
    calls: tuple[SignalCall, ...]
    hidden: int
    labels: Mapping[str, str]
    #: Whether title or figures name a customer; without names, neither is told.
    names_them: bool = False
