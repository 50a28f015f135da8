"""The eight questions and what answers each: figures in, one of three states out. Nobody ticks one by hand.

Days are those of the site's calendar. The figures of a month are those of the last whole one, or of the first while a
desk is younger; what is looked back on is the last half year or quarter, as each says.
"""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.periods import Period, PeriodKind, containing
from deskapp.domain.words import HandoffPart, Priority

#: Transfers that are to be warm, in a hundred, where the site has said nothing else.
WARM_GOAL = 80
#: Practice and cards of so long count, and so does feedback.
HALF_A_YEAR = timedelta(days=183)
#: Of so many whole months a report is looked for.
MONTHS = 3
#: Feedback that waits for its answer longer is not a loop.
PATIENCE = timedelta(days=14)
#: So many escalations in a hundred name a sign, and have the parts that the site asks for; so many have all five.
NEARLY_ALL, MOST = 95, 75
#: So many gaps are proposed.
GAPS = 3


class Question(StrEnum):
    """What is asked, in the order of the guide."""

    POLICY = "policy"
    AUTHORITY = "authority"
    TRIGGERS = "triggers"
    WARM = "warm"
    TRAINING = "training"
    HANDOFF = "handoff"
    TRACKING = "tracking"
    FEEDBACK = "feedback"

    @property
    def number(self) -> int:
        return list(Question).index(self) + 1


class State(StrEnum):
    """How a question stands."""

    THERE = "there"
    PART = "part"
    MISSING = "missing"


@dataclass(frozen=True, slots=True)
class PolicyFacts:
    """The written policy. number 0: none was issued, and nothing else is known of it.

    without_path: categories that no route is for, where none is for all; without_target: priorities without a time
    to answer or to resolve. changed: what the settings say otherwise by now.
    """

    today: date
    number: int = 0
    issued_on: date | None = None
    printed_on: date | None = None
    next_review: date | None = None
    categories: int = 0
    without_path: tuple[str, ...] = ()
    without_target: tuple[Priority, ...] = ()
    changed: int = 0

    @property
    def review_over(self) -> bool:
        return self.next_review is not None and self.next_review <= self.today

    @property
    def state(self) -> State:
        """There: issued, printed, its review to come, and filled for all categories and priorities."""
        if not self.number:
            return State.MISSING
        filled = not self.without_path and not self.without_target
        whole = self.printed_on is not None and not self.review_over and filled
        return State.THERE if whole else State.PART

    @property
    def touched(self) -> int | None:
        return None


@dataclass(frozen=True, slots=True)
class AuthorityFacts:
    """kinds: of decisions; settled: those that some level here may make. asked, above, unconfirmed: approvals of the
    month, those granted by somebody whose level it was not, and those told by phone that nobody has confirmed.
    """

    kinds: int
    settled: int
    levels: int
    asked: int = 0
    above: int = 0
    unconfirmed: int = 0

    @property
    def state(self) -> State:
        """There: every kind has its limits, and nothing was granted that was not somebody's to grant."""
        if not self.settled:
            return State.MISSING
        whole = self.settled == self.kinds and not self.above and not self.unconfirmed
        return State.THERE if whole else State.PART

    @property
    def touched(self) -> int | None:
        return self.above + self.unconfirmed if self.settled == self.kinds else None


@dataclass(frozen=True, slots=True)
class TriggerFacts:
    """signs: in use; without_type: those that suggest none. escalations of the month, and those that name a sign."""

    signs: int
    without_type: int = 0
    escalations: int = 0
    named: int = 0

    @property
    def state(self) -> State:
        """There: each sign has its types, and 95 of 100 escalations name one. Missing: no signs, or fewer than half."""
        if not self.signs or self.named * 2 < self.escalations:
            return State.MISSING
        whole = not self.without_type and self.named * 100 >= self.escalations * NEARLY_ALL
        return State.THERE if whole else State.PART

    @property
    def touched(self) -> int | None:
        return self.escalations - self.named if self.signs else None


@dataclass(frozen=True, slots=True)
class WarmFacts:
    """warm of all transfers of the month, the goal in a hundred; without_reason: others that say no why.

    went: to whom the others went, the most first, with how many.
    """

    warm: int
    transfers: int
    goal: int = WARM_GOAL
    without_reason: int = 0
    went: tuple[tuple[str, int], ...] = ()

    @property
    def state(self) -> State:
        """There: the goal is reached, and each other has its reason. Missing: not half of the goal."""
        if self.transfers and self.warm * 200 < self.goal * self.transfers:
            return State.MISSING
        whole = self.transfers > 0 and self.warm * 100 >= self.goal * self.transfers and not self.without_reason
        return State.THERE if whole else State.PART

    @property
    def touched(self) -> int | None:
        return self.transfers - self.warm


@dataclass(frozen=True, slots=True)
class TrainingFacts:
    """agents: who answer calls; practised: those of whom it may be known, and who played a de-escalation scenario to
    its end in half a year; hidden: those who show their practice to nobody. cards: how often one was opened since.
    """

    agents: int
    practised: int = 0
    hidden: int = 0
    cards: int = 0

    @property
    def state(self) -> State:
        """There: everybody practised. Missing: not half of those of whom it may be known, nor a card of nobody's."""
        known = self.agents - self.hidden
        if self.agents and self.practised == self.agents:
            return State.THERE
        if known <= 0:
            return State.PART if self.cards else State.MISSING
        return State.MISSING if self.practised * 2 < known else State.PART

    @property
    def touched(self) -> int | None:
        return None


@dataclass(frozen=True, slots=True)
class HandoffFacts:
    """Handoffs of the month: with the parts that the site asks for, with all five, with the tone.

    left_out: the part that is left out most, and how often.
    """

    handoffs: int
    required: int = 0
    all_five: int = 0
    toned: int = 0
    left_out: HandoffPart | None = None
    left_out_in: int = 0

    @property
    def state(self) -> State:
        """There: 95 of 100 have what the site asks for, 75 all five. Missing: not half have what it asks for."""
        if self.required * 2 < self.handoffs:
            return State.MISSING
        enough = self.required * 100 >= self.handoffs * NEARLY_ALL and self.all_five * 100 >= self.handoffs * MOST
        return State.THERE if self.handoffs and enough else State.PART

    @property
    def touched(self) -> int | None:
        return self.handoffs - self.all_five


@dataclass(frozen=True, slots=True)
class TrackingFacts:
    """printed, unprinted: of the last three whole months, by their first day, those of which a report left the desk.

    drawn, reviewed: of the last whole month's sample; reviewed_since: in these months.
    """

    printed: tuple[date, ...] = ()
    unprinted: tuple[date, ...] = ()
    drawn: int = 0
    reviewed: int = 0
    reviewed_since: int = 0

    @property
    def state(self) -> State:
        """There: a report of each month, and the sample reviewed whole. Missing: neither a report nor a review."""
        if not self.printed and not self.reviewed_since:
            return State.MISSING
        whole = not self.unprinted and 0 < self.drawn <= self.reviewed
        return State.THERE if whole else State.PART

    @property
    def touched(self) -> int | None:
        return None


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    """Feedback of half a year to whoever makes or decides what is used: sent, answered, acted on.

    about, waits: of those without an answer the one that waits longest, for so many days. calls: those behind what
    has no answer.
    """

    sent: int = 0
    answered: int = 0
    acted_on: int = 0
    about: str = ""
    waits: int = 0
    calls: int = 0

    @property
    def state(self) -> State:
        """There: something was acted on, and no answer is waited for longer than 14 days. Missing: nothing was sent."""
        if not self.sent:
            return State.MISSING
        whole = self.acted_on > 0 and (self.answered >= self.sent or self.waits <= PATIENCE.days)
        return State.THERE if whole else State.PART

    @property
    def touched(self) -> int | None:
        return self.calls


Facts = (
    PolicyFacts
    | AuthorityFacts
    | TriggerFacts
    | WarmFacts
    | TrainingFacts
    | HandoffFacts
    | TrackingFacts
    | FeedbackFacts
)


@dataclass(frozen=True, slots=True)
class Answer:
    """A question with what the record shows of it."""

    question: Question
    facts: Facts

    @property
    def state(self) -> State:
        return self.facts.state

    @property
    def touched(self) -> int | None:
        """How many calls what is missing touches; None: every call."""
        return self.facts.touched


def month_of(today: date, first: date | None) -> Period:
    """The month whose figures are told: the last whole one, or the first while the desk is younger.

    first: the local day of the desk's first call; None: there is none.
    """
    present = containing(PeriodKind.MONTH, today)
    last = present.before()
    return last if first is not None and first <= last.last else present


def whole_months(today: date, first: date | None) -> tuple[Period, ...]:
    """The last three whole months, the oldest first, from that of the desk's first call on."""
    months = containing(PeriodKind.MONTH, today).before().course(MONTHS)
    return tuple(one for one in months if first is not None and first <= one.last)


def biggest(answers: Iterable[Answer]) -> tuple[Question, ...]:
    """The three gaps that are proposed: what is missing first, then what touches the most calls."""
    open_ones = [one for one in answers if one.state is not State.THERE]
    open_ones.sort(key=lambda one: (one.state is not State.MISSING, one.touched is not None, -(one.touched or 0)))
    return tuple(one.question for one in open_ones[:GAPS])
