"""Reviews as the screens see them: plain frozen data. Instants are aware UTC, days those of the site."""

from collections.abc import Mapping
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.measures.periods import Period
from deskapp.domain.reviews.agreement import Agreement, Average
from deskapp.domain.reviews.draw import Picked
from deskapp.domain.reviews.scorecard import CardLine
from deskapp.domain.words import ReviewState
from deskapp.services.actions.views import ActionView
from deskapp.services.overview.views import CallDetail
from deskapp.services.reviews.evidence import Evidence


@dataclass(frozen=True, slots=True)
class CardView:
    """A version of the scorecard. id: None: the one that came along, which nobody has used yet."""

    id: int | None
    lines: tuple[CardLine, ...]
    at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class ToReview:
    """A call to be looked at, and how far whoever looks is with it: None and not begun: not at all."""

    call_id: int
    ref: str
    why: Picked
    state: ReviewState | None
    begun: bool = False

    @property
    def is_over(self) -> bool:
        return self.state is not None


@dataclass(frozen=True, slots=True)
class DrawView:
    """A draw, with the calls that are for whoever looks: none of their own, none that they may not see."""

    id: int
    period: Period
    at: datetime
    by: str
    seed: str
    size: int
    each_agent: int
    pool: int
    low_found: int
    low_added: int
    calls: tuple[ToReview, ...]


@dataclass(frozen=True, slots=True)
class ReviewsView:
    """What a reviewer has before them. draws: the newest first; done: how many reviews of theirs are over."""

    draws: tuple[DrawView, ...]
    chosen: tuple[ToReview, ...]
    done: int
    card: CardView
    #: Of their own calls: how many were shared with them.
    shared: int


@dataclass(frozen=True, slots=True)
class MyReview:
    """One's own review of a call. fixed: it was shared, or seen beside another's, and stays as it is."""

    id: int
    state: ReviewState
    at: datetime
    card: CardView
    marks: Mapping[str, int | None]
    note: str
    skip_reason: str
    names_hidden: bool
    shared_at: datetime | None
    read_at: datetime | None
    answer: str
    answered_at: datetime | None
    version: int
    fixed: bool


@dataclass(frozen=True, slots=True)
class OtherReview:
    """Another reviewer's. marks: None until both are finished."""

    reviewer: str
    marks: Mapping[str, int | None] | None


@dataclass(frozen=True, slots=True)
class ReviewPage:
    """A call before a reviewer: its story, what the record shows, and what they and others made of it."""

    call: CallDetail
    agent_id: int
    agent: str
    #: What it is scored by: that of one's own review, else the newest.
    card: CardView
    evidence: Evidence
    mine: MyReview | None
    others: tuple[OtherReview, ...]
    #: What was agreed with one's own.
    actions: tuple[ActionView, ...]
    #: The staff by name, whoever of them stands in the story; the agent first.
    staff: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class DoneReview:
    """A line of those that one has done. summary: "" where it is not for whoever looks any more."""

    id: int
    call_id: int
    ref: str
    summary: str
    agent: str
    state: ReviewState
    at: datetime
    lines: tuple[CardLine, ...]
    marks: Mapping[str, int | None]
    note: str
    skip_reason: str
    shared_at: datetime | None
    read_at: datetime | None
    answer: str
    #: How many others have finished this call too.
    others: int


@dataclass(frozen=True, slots=True)
class LineFigures:
    """A line over all reviews of a period, nobody named: its average, and how well two reviewers of a call agree."""

    code: str
    name: str
    average: Average
    agreement: Agreement


@dataclass(frozen=True, slots=True)
class Figures:
    """By line, in the order of the present scorecard; then all lines together. cards: how many versions are mixed."""

    lines: tuple[LineFigures, ...]
    together: Agreement
    reviews: int
    calls: int
    twice: int
    cards: int


@dataclass(frozen=True, slots=True)
class SharedReview:
    """What was shared with whoever looks: marks and note, no more. summary: "" where the call is not theirs to see."""

    id: int
    call_id: int
    ref: str
    summary: str
    reviewer: str
    shared_at: datetime
    lines: tuple[CardLine, ...]
    marks: Mapping[str, int | None]
    note: str
    read_at: datetime | None
    answer: str
    answered_at: datetime | None
