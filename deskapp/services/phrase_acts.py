"""What people do with the library of phrases, as plain frozen data."""

from dataclasses import dataclass

from deskapp.domain.phrases import Step


@dataclass(frozen=True, slots=True)
class SavePhrase:
    """A new phrase at the end of a step, or an edited one: a row's id and version, or the place of a shipped one."""

    step: Step
    words: str
    id: int | None = None
    shipped: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class PhraseMeant:
    """One phrase of a step, as it was seen: to take it out, or to move it."""

    step: Step
    id: int | None = None
    shipped: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveAvoided:
    """What is better not said, a form a line, and what to say instead; new, or an edited one."""

    forms: tuple[str, ...]
    better: str
    id: int | None = None
    shipped: int | None = None
    version: int | None = None


@dataclass(frozen=True, slots=True)
class AvoidedMeant:
    """One entry of what is better not said, as it was seen: to take it out."""

    id: int | None = None
    shipped: int | None = None
    version: int | None = None
