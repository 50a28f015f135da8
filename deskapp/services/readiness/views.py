"""Readiness as the screen and its paper get it: plain frozen data. Instants are aware UTC, days those of the site."""

from collections.abc import Mapping
from datetime import date, datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.periods import Period
from deskapp.domain.readiness.questions import Answer, Question, State
from deskapp.services.actions.views import ActionView


@dataclass(frozen=True, slots=True)
class Gap:
    """A question that is worked on, and what was agreed about it last; None: nothing yet."""

    answer: Answer
    action: ActionView | None


@dataclass(frozen=True, slots=True)
class KeptState:
    """The answers as they were on a day."""

    day: date
    by: str
    states: Mapping[Question, State]


@dataclass(frozen=True, slots=True)
class ReadinessView:
    """The eight answers as of now, the gaps, and how it went. today: the site's day; month: whose figures are told.

    logged: how many calls were logged in it. chosen: whether somebody chose the gaps; else they are proposed.
    """

    as_of: datetime
    today: date
    month: Period
    logged: int
    answers: tuple[Answer, ...]
    gaps: tuple[Gap, ...]
    chosen: bool
    #: The last first.
    kept: tuple[KeptState, ...]

    def count(self, state: State) -> int:
        """How many questions stand so."""
        return sum(one.state is state for one in self.answers)

    def answer(self, question: Question) -> Answer:
        return next(one for one in self.answers if one.question is question)
