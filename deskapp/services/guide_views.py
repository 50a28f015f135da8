"""What helps to solve calls of a category, as plain frozen data: to show, and to change."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from deskapp.domain.words import GuideKind
from deskapp.services.first_views import CallRow


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


@dataclass(frozen=True, slots=True)
class EditedCheck:
    """A line as it shall be; id None: a new one."""

    text: str
    id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class EditedGuide:
    """A guide as it shall be; id None: a new one."""

    kind: GuideKind
    title: str
    content: str
    id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class SaveCategory:
    """A new category (id None) or a changed one (id and the version that was seen).

    Lines and guides are named in their order; none that is there may be left out: they are switched off instead.
    """

    name: str
    checks: tuple[EditedCheck, ...] = ()
    guides: tuple[EditedGuide, ...] = ()
    contact_id: int | None = None
    active: bool = True
    id: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class TickCheck:
    """A line of the checklist was done for a call, or was not after all."""

    call_id: int
    check_id: int
    done: bool = True


@dataclass(frozen=True, slots=True)
class LinkRepeat:
    """A call is a repeat contact of an earlier one of the same customer; None: of none."""

    call_id: int
    repeat_of: int | None


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
