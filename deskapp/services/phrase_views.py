"""What the phrases' service gives back: plain frozen data."""

from dataclasses import dataclass

from deskapp.domain.phrases import Step


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
