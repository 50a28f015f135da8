"""A scenario, whole: the caller's lines with their branches, and what is looked for in what an agent makes of them."""

from dataclasses import field
from enum import StrEnum

from deskapp.domain.calming.cards import Situation
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import EscalationType


class Theme(StrEnum):
    """What a scenario is practice for; a training record counts by these."""

    SIGNS = "signs"
    MANAGER = "manager"
    DE_ESCALATION = "de_escalation"
    SILENCE = "silence"
    LEGAL = "legal"
    OUTAGE = "outage"
    DEADLINE = "deadline"


class HandoffPart(StrEnum):
    """The five parts of a handoff."""

    ISSUE = "issue"
    STEPS = "steps"
    WANTS = "wants"
    TONE = "tone"
    DEADLINE = "deadline"


@dataclass(frozen=True, slots=True)
class Wanted:
    """Something that words should say: any one of `forms` is enough, unless the words stand after a no.

    `{time}` among the forms is any time of day or length of time that a customer can hold somebody to.
    """

    name: str
    forms: tuple[str, ...]
    #: Why it matters here, told with the result.
    why: str


@dataclass(frozen=True, slots=True)
class Answer:
    """What an agent may say to a line of the caller."""

    says: str
    #: The line that comes next; "": the caller has said what they have to say.
    to: str
    #: 0 makes it worse, 1 will do, 2 is what somebody with experience says.
    worth: int
    why: str
    #: Words of one's own that mean this answer: one of each group must be there.
    meant: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign to escalate, said by the caller, perhaps in passing."""

    trigger: str
    #: The very words in which it is said: they stand in the line.
    words: str
    why: str


@dataclass(frozen=True, slots=True)
class Line:
    """What the caller says at one point of the conversation. Without answers the conversation ends with it."""

    id: str
    says: str
    answers: tuple[Answer, ...] = ()
    signs: tuple[Sign, ...] = ()
    #: How it is said: "speaks faster".
    how: str = ""


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody who could help."""

    name: str
    role: str
    #: When they can be had, in words: "in until 18:00".
    when: str
    reachable: bool
    #: Why they are the right one, or not.
    why: str
    right: bool = False


@dataclass(frozen=True, slots=True)
class PartOfHandoff:
    """What one part of the handoff should say."""

    part: HandoffPart
    wanted: Wanted
    #: As it could be written.
    model: str


@dataclass(frozen=True, slots=True)
class Scenario:
    """One role-play. Sentences are in the language in which it was written."""

    id: str
    title: str
    #: Whose desk it could be at: "print shop".
    trade: str
    about: str
    minutes: int
    themes: tuple[Theme, ...]
    caller: str
    priority: str
    #: What stands on the agent's screen: (name, value).
    facts: tuple[tuple[str, str], ...]
    tips: tuple[str, ...]
    #: Those that can be said first, then the others; every `to` is among them.
    lines: tuple[Line, ...]
    #: Signs that may be thought of and are none here, by trigger, with why.
    not_signs: tuple[tuple[str, str], ...]
    types: tuple[EscalationType, ...]
    types_why: str
    people: tuple[Person, ...]
    frame: tuple[Wanted, ...]
    #: Sentences to choose from, where one does not write oneself.
    framings: tuple[str, ...]
    handoff: tuple[PartOfHandoff, ...]
    #: How the framing could be said.
    said: str
    #: The de-escalation card at hand beside the talk; None: none fits.
    card: Situation | None = None
    by_id: dict[str, Line] = field(default_factory=dict, compare=False, repr=False)

    def __post_init__(self) -> None:
        self.by_id.update((line.id, line) for line in self.lines)

    @property
    def first(self) -> Line:
        return self.lines[0]

    def line(self, line_id: str) -> Line:
        return self.by_id[line_id]
