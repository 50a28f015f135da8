"""Categories, checklists, guides, past calls, phrases and signs as the screens see them: plain frozen data."""

from datetime import datetime, timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.phrases import Step
from deskapp.domain.words import (
    Asks,
    Channel,
    EscalationType,
    GuideKind,
    Impact,
    Urgency,
)
from deskapp.services.call_fields import FieldView
from deskapp.services.calls.row import CallRow


@dataclass(frozen=True, slots=True)
class GuideView:
    """A file, a link or a note. content: a path, an address, or the note itself."""

    id: int
    kind: GuideKind
    title: str
    content: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class CheckView:
    """A line of a checklist; one that is not active is asked for no more."""

    id: int
    text: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class CategorySettings:
    """A category with everything that can be changed of it."""

    id: int
    name: str
    active: bool
    #: Who answers for it, where that is not the desk, with their name and whether they are active still.
    contact_id: int | None
    contact: str
    contact_active: bool
    checks: tuple[CheckView, ...]
    guides: tuple[GuideView, ...]
    version: int
    #: Whether its calls are asked where it is, and what it is about.
    asks_place: Asks = Asks.ASKED
    asks_equipment: Asks = Asks.ASKED
    #: Of its own, those out of use too.
    fields: tuple[FieldView, ...] = ()


@dataclass(frozen=True, slots=True)
class CheckState:
    """A line of the checklist as it stands for a call: whether it was done, when and by whom."""

    id: int
    text: str
    done: bool = False
    done_at: datetime | None = None
    by: str = ""


@dataclass(frozen=True, slots=True)
class HelpView:
    """What helps with a call of this category."""

    category_id: int | None = None
    category: str = ""
    #: Who answers for it, where that is not the desk.
    contact: str = ""
    checks: tuple[CheckState, ...] = ()
    guides: tuple[GuideView, ...] = ()


@dataclass(frozen=True, slots=True)
class SolvedBy:
    """Whom a past call was escalated to, and how long they had it; None: it never came back."""

    contact: str
    took: timedelta | None


@dataclass(frozen=True, slots=True)
class SimilarCall:
    """A past call whose solution the customer agreed to."""

    call_id: int
    ref: str
    summary: str
    category: str
    solution: str
    closed_at: datetime
    owner: str
    #: From the first contact until it was resolved.
    took: timedelta
    escalated: tuple[SolvedBy, ...] = ()
    #: How many calls like this one were solved in these words.
    times: int = 1


@dataclass(frozen=True, slots=True)
class RepeatsView:
    """The calls of the same customer that a call can be linked to, newest first, and the one it is linked to."""

    repeat_of: int | None
    earlier: tuple[CallRow, ...]


@dataclass(frozen=True, slots=True)
class PhraseView:
    """One phrase of a step. id None: it is as shipped, and `shipped` is its place there."""

    step: Step
    words: str
    id: int | None = None
    shipped: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class StepPhrases:
    """What can be said at a step, in order. own: the site has written its own; else it is as shipped."""

    step: Step
    phrases: tuple[PhraseView, ...]
    own: bool = False


@dataclass(frozen=True, slots=True)
class AvoidedView:
    """What is better not said, in its forms, and what to say instead. id None: as shipped, at place `shipped`."""

    forms: tuple[str, ...]
    better: str
    id: int | None = None
    shipped: int | None = None
    version: int = 0


@dataclass(frozen=True, slots=True)
class PhrasesView:
    """The whole library as it is edited."""

    steps: tuple[StepPhrases, ...]
    avoided: tuple[AvoidedView, ...]
    avoided_own: bool = False


@dataclass(frozen=True, slots=True)
class CategoryView:
    id: int
    name: str
    active: bool
    #: (id, text) of the first-contact checklist, in order.
    checks: tuple[tuple[int, str], ...]
    #: Whether its calls are asked where it is, and what it is about.
    asks_place: Asks = Asks.ASKED
    asks_equipment: Asks = Asks.ASKED
    #: What it asks for beside those of every call, in order.
    fields: tuple[FieldView, ...] = ()


@dataclass(frozen=True, slots=True)
class TemplateView:
    """A kind of call that comes again and again: what a new one begins with."""

    id: int
    name: str
    category_id: int
    category: str
    summary: str
    wants: str
    impact: Impact
    urgency: Urgency
    channel: Channel | None
    active: bool
    #: Its own lines of the checklist, beside those of its category, in order.
    checks: tuple[CheckView, ...]
    version: int


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
class SignWordsView:
    """What customers say that shows a sign, in a language ("": in any), and what of it shows nothing."""

    id: int
    code: str
    language: str
    words: tuple[str, ...]
    but_not: tuple[str, ...]
    version: int


@dataclass(frozen=True, slots=True)
class SignWordsLists:
    """Every list of words that show signs. own: they are not as shipped any more."""

    lists: tuple[SignWordsView, ...]
    own: bool = False
