"""What people do with categories, checklists, guides, phrases and signs, as plain frozen data."""

from deskapp.domain.data_class import dataclass
from deskapp.domain.phrases import Step
from deskapp.domain.words import Asks, Channel, EscalationType, FieldKind, GuideKind, Impact, Urgency


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
class EditedField:
    """A field as it shall be; id None: a new one. choices: two at least, where one is chosen."""

    label: str
    kind: FieldKind
    choices: tuple[str, ...] = ()
    needed: bool = False
    id: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class SaveCategory:
    """A new category (id None) or a changed one (id and the version that was seen).

    Lines, guides and fields are named in their order; none that is there may be left out: each is switched off instead.
    """

    name: str
    checks: tuple[EditedCheck, ...] = ()
    guides: tuple[EditedGuide, ...] = ()
    contact_id: int | None = None
    active: bool = True
    id: int | None = None
    base_version: int | None = None
    #: Whether its calls are asked where it is, and what it is about; None leaves it, and a new one asks for both.
    asks_place: Asks | None = None
    asks_equipment: Asks | None = None
    #: Of its own; five in use at most.
    fields: tuple[EditedField, ...] = ()


@dataclass(frozen=True, slots=True)
class SaveTemplate:
    """A new kind of call (id None) or a changed one (id and the version that was seen).

    Its lines of the checklist are named in their order; none that is there may be left out.
    """

    name: str
    category_id: int | None
    summary: str = ""
    wants: str = ""
    impact: Impact = Impact.ONE
    urgency: Urgency = Urgency.SOON
    #: None: by whichever the call comes.
    channel: Channel | None = None
    checks: tuple[EditedCheck, ...] = ()
    active: bool = True
    id: int | None = None
    base_version: int | None = None


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
class SavePhrase:
    """A new phrase at the end of a step, or an edited one: a row's id and version, or the place of a shipped one."""

    step: Step
    words: str
    id: int | None = None
    shipped: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class PhraseMeant:
    """One phrase of a step, as it was seen: to take it out, or to move it."""

    step: Step
    id: int | None = None
    shipped: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveAvoided:
    """What is better not said, a form a line, and what to say instead; new, or an edited one."""

    forms: tuple[str, ...]
    better: str
    id: int | None = None
    shipped: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class AvoidedMeant:
    """One entry of what is better not said, as it was seen: to take it out."""

    id: int | None = None
    shipped: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveTrigger:
    """A new sign to escalate (code None), or an edited one. A built-in one may do without a label."""

    label: str
    suggests: tuple[EscalationType, ...]
    active: bool = True
    code: str | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveSignWords:
    """What customers say that shows a sign, in a language ("": in any); a new list (id None), or an edited one."""

    code: str
    language: str
    words: tuple[str, ...]
    but_not: tuple[str, ...] = ()
    id: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SignWordsMeant:
    """One list of what shows a sign, as it was seen: to take it out."""

    id: int
    base_version: int | None
