"""What practice gives back: plain frozen data."""

from datetime import datetime

from deskapp.domain.calming.cards import Situation
from deskapp.domain.data_class import dataclass
from deskapp.domain.practice.scenario import HandoffPart, Scenario, Theme
from deskapp.domain.practice.scoring import Score


@dataclass(frozen=True, slots=True)
class PastTry:
    """One try of somebody: when, and what it came to."""

    id: int
    scenario_id: str
    title: str
    themes: tuple[Theme, ...]
    begun_at: datetime
    ended_at: datetime
    points: int
    most: int
    hints: int


@dataclass(frozen=True, slots=True)
class OnOffer:
    """A scenario that can be played, and one's own tries at it, the last first."""

    scenario: Scenario
    #: Whether it is the site's own.
    of_site: bool
    tries: tuple[PastTry, ...]


@dataclass(frozen=True, slots=True)
class OfTheme:
    """How many of the scenarios for one thing somebody has played to the end."""

    theme: Theme
    played: int
    of: int


@dataclass(frozen=True, slots=True)
class TrainingRecord:
    """What somebody has practised: their tries, the last first, and by what it was practice for."""

    staff_id: int
    name: str
    tries: tuple[PastTry, ...]
    themes: tuple[OfTheme, ...]


@dataclass(frozen=True, slots=True)
class PracticeView:
    """Everything that can be played, one's own record, and who may see it."""

    offers: tuple[OnOffer, ...]
    record: TrainingRecord
    #: Whether supervisors see one's own record, and whether the site has said so for everybody.
    shown: bool
    shown_by_site: bool
    #: Those whose record whoever looks may see, beside their own: (id, name).
    others: tuple[tuple[int, str], ...]


@dataclass(frozen=True, slots=True)
class Practised:
    """How many agents practised for one thing: no more than that is told of anybody.

    hidden: of them those who show their practice to nobody, of whom it is not known.
    """

    agents: int
    practised: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Result:
    """A try that was kept, with the score as it was told, and the tries at the same scenario before it."""

    #: As it can be played now; None: nobody offers it any more.
    scenario: Scenario | None
    score: Score
    #: What was written for whoever takes over.
    handoff: tuple[tuple[HandoffPart, str], ...]
    this: PastTry
    #: The last first.
    before: tuple[PastTry, ...]
    record: TrainingRecord
    #: The card that was read during the talk.
    card: Situation | None = None
