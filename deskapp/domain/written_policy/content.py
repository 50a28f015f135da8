"""What a written escalation policy says, as plain data: kept as it was issued, and compared with what came later.

Codes are codes, names are the site's own, lengths of time are seconds and amounts hundredths: nothing here is in the
words of a language. Each part of a list has a key by which it is found again in another version.
"""

from collections.abc import Mapping
from dataclasses import fields
from typing import Any, TypeVar

from deskapp.domain.data_class import dataclass
from deskapp.domain.working_time import Calendar
from deskapp.domain.working_year import WEEKDAYS

Part = TypeVar("Part")


@dataclass(frozen=True, slots=True)
class Hours:
    """The hours of a calendar. spans: "mon 09:00 17:30", in the order of the week; the desk's is the first."""

    name: str
    zone: str
    spans: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Sign:
    """A sign to escalate. label: the site's own name of it, "" where it is called as shipped.

    suggests: codes of EscalationType. said: what customers say that shows it, some of it.
    """

    code: str
    label: str
    suggests: tuple[str, ...]
    said: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.code


@dataclass(frozen=True, slots=True)
class Cell:
    """What priority an impact and an urgency make."""

    impact: str
    urgency: str
    priority: str

    @property
    def key(self) -> str:
        return f"{self.impact} {self.urgency}"


@dataclass(frozen=True, slots=True)
class Path:
    """A route: for which calls ("" for any), and whom it offers, in order, by name. then: the route after it."""

    id: int
    name: str
    category: str
    type: str
    trigger: str
    trigger_label: str
    priority: str
    hours: str
    calendar: str
    steps: tuple[str, ...]
    then: str

    @property
    def key(self) -> str:
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Person:
    """A contact in use. hours: the name of their calendar, "" for the desk's; answers: agreed seconds, or None."""

    id: int
    name: str
    kind: str
    organisation: str
    role: str
    account: str
    phones: tuple[str, ...]
    hours: str
    answers: int | None
    authority: str

    @property
    def key(self) -> str:
        return str(self.id)


@dataclass(frozen=True, slots=True)
class Duty:
    """A rotation of a rota in use, counted from 1: who takes turns, and when. days empty: round the clock.

    A rota of dated shifts alone has one without unit and members. start, end: "HH:MM".
    """

    id: int
    number: int
    name: str
    unit: str
    length: int
    days: tuple[str, ...]
    start: str
    end: str
    members: tuple[str, ...]
    catch_all: str

    @property
    def key(self) -> str:
        return f"{self.id} {self.number}"


@dataclass(frozen=True, slots=True)
class Target:
    """So many seconds of a calendar's hours for a clock; category and tier are "" for all. None: no clock."""

    kind: str
    priority: str
    category: str
    tier: str
    seconds: int | None
    hours: str

    @property
    def key(self) -> str:
        return " ".join((self.kind, self.priority, self.tier, self.category))


@dataclass(frozen=True, slots=True)
class Limit:
    """What a level may decide of a kind; one that is not there: not at all. amount None: whatever it is."""

    level: str
    kind: str
    amount: int | None

    @property
    def key(self) -> str:
        return f"{self.level} {self.kind}"


@dataclass(frozen=True, slots=True)
class Saying:
    """What can be said at a step of a conversation."""

    step: str
    words: tuple[str, ...]

    @property
    def key(self) -> str:
        return self.step


@dataclass(frozen=True, slots=True)
class NotSaid:
    """What is better not said, in its forms, and what to say instead."""

    forms: tuple[str, ...]
    better: str

    @property
    def key(self) -> str:
        return self.forms[0] if self.forms else ""


@dataclass(frozen=True, slots=True)
class PolicyContent:
    """All of it, from the site's settings."""

    site: str
    zone: str
    currency: str
    phone_answers: bool
    supplier_pauses: bool
    other_pauses: bool
    tone_to_outside: bool
    required_parts: tuple[str, ...]
    calendars: tuple[Hours, ...]
    signs: tuple[Sign, ...]
    matrix: tuple[Cell, ...]
    paths: tuple[Path, ...]
    contacts: tuple[Person, ...]
    rotas: tuple[Duty, ...]
    targets: tuple[Target, ...]
    limits: tuple[Limit, ...]
    phrases: tuple[Saying, ...]
    avoided: tuple[NotSaid, ...]


#: The lists of a policy, and what each is made of.
PARTS: Mapping[str, type] = {
    "calendars": Hours,
    "signs": Sign,
    "matrix": Cell,
    "paths": Path,
    "contacts": Person,
    "rotas": Duty,
    "targets": Target,
    "limits": Limit,
    "phrases": Saying,
    "avoided": NotSaid,
}


def week_spans(calendar: Calendar) -> tuple[str, ...]:
    """The hours of an ordinary week: "mon 09:00 17:30", in its order."""
    week: Mapping[str, list[tuple[str, str]]] = calendar.to_dict()["week"]
    return tuple(f"{day} {start} {end}" for day in WEEKDAYS for start, end in week.get(day, ()))


def to_dict(content: PolicyContent) -> dict[str, Any]:
    """Plain data for JSON; equal contents give equal data."""
    return {
        one.name: [_plain(part) for part in value] if one.name in PARTS else _listed(value)
        for one in fields(content)
        for value in (getattr(content, one.name),)
    }


def from_dict(data: Mapping[str, Any]) -> PolicyContent:
    """The content that `to_dict` told; what a later version added is what it is where nothing is set."""
    told: dict[str, Any] = {}
    for one in fields(PolicyContent):
        if one.name in PARTS:
            told[one.name] = tuple(_part(PARTS[one.name], part) for part in data.get(one.name, ()))
        else:
            told[one.name] = _unlisted(data[one.name])
    return PolicyContent(**told)


def _plain(part: Any) -> dict[str, Any]:
    return {one.name: _listed(getattr(part, one.name)) for one in fields(part)}


def _part(kind: type[Part], data: Mapping[str, Any]) -> Part:
    return kind(**{name: _unlisted(value) for name, value in data.items()})


def _listed(value: Any) -> Any:
    return list(value) if isinstance(value, tuple) else value


def _unlisted(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value
