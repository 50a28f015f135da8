"""What people do about reviews of calls, as plain frozen data."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.periods import Period
from deskapp.domain.reviews.draw import OF_EACH_AGENT
from deskapp.domain.reviews.scorecard import CardLine


@dataclass(frozen=True, slots=True)
class DrawCalls:
    """Draw calls of a period by lot: so many, and at most `most_low` more with low marks. seed: None: a new one."""

    period: Period
    size: int
    most_low: int = 0
    each_agent: int = OF_EACH_AGENT
    seed: str | None = None


@dataclass(frozen=True, slots=True)
class AgreedAction:
    """What was agreed with somebody. due: the last local day on which it is in time."""

    what: str
    owner_id: int
    due: date
    #: What it came of, in words for its owner.
    about: str


@dataclass(frozen=True, slots=True)
class FinishReview:
    """A call is scored. base_version: of one's earlier review of it, 0: there was none.

    card_id: the version of the scorecard that it was made with; None: the one that came along.
    """

    call_id: int
    card_id: int | None
    marks: Mapping[str, int | None] = field(default_factory=dict)
    note: str = ""
    names_hidden: bool = True
    share: bool = False
    action: AgreedAction | None = None
    base_version: int = 0


@dataclass(frozen=True, slots=True)
class SkipReview:
    call_id: int
    reason: str
    names_hidden: bool = True
    base_version: int = 0


@dataclass(frozen=True, slots=True)
class AnswerReview:
    """A word back to the reviewer."""

    review_id: int
    words: str


@dataclass(frozen=True, slots=True)
class SaveScorecard:
    """A new version. base_id: the one that was seen; None: the one that came along. A line without a code is new."""

    lines: tuple[CardLine, ...]
    base_id: int | None
