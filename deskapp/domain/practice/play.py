"""One try at a scenario: what was said, what was noticed, and what comes next. Frozen: each step gives the next try."""

from dataclasses import replace
from enum import StrEnum

from deskapp.domain.data_class import dataclass
from deskapp.domain.practice.scenario import Answer, HandoffPart, Line, Scenario
from deskapp.domain.practice.words_said import says
from deskapp.domain.words import EscalationType


class Step(StrEnum):
    """What an agent does in a try, in this order."""

    TALK = "talk"
    SIGNS = "signs"
    ROUTE = "route"
    FRAME = "frame"
    HANDOFF = "handoff"
    OVER = "over"


STEPS = tuple(Step)


@dataclass(frozen=True, slots=True)
class Said:
    """A line of the caller and the answer to it; own_words: "" where a sentence was chosen.

    answer: its place among the line's answers; None: words of one's own that none of them says.
    """

    line_id: str
    answer: int | None
    own_words: str = ""


@dataclass(frozen=True, slots=True)
class Try:
    """How far somebody is in a scenario."""

    scenario: Scenario
    line_id: str
    step: Step = Step.TALK
    said: tuple[Said, ...] = ()
    signs: frozenset[str] = frozenset()
    types: frozenset[EscalationType] = frozenset()
    #: A name among the scenario's people; "": nobody yet.
    person: str = ""
    frame: str = ""
    handoff: tuple[tuple[HandoffPart, str], ...] = ()
    #: In which steps a hint was asked for.
    hints: tuple[Step, ...] = ()
    #: Whether the card beside the talk was read.
    card_read: bool = False

    @property
    def line(self) -> Line:
        """What the caller said last."""
        return self.scenario.line(self.line_id)

    @property
    def heard(self) -> tuple[Line, ...]:
        """Everything the caller has said so far, in order."""
        before = tuple(self.scenario.line(one.line_id) for one in self.said)
        # Words that none of the answers say are asked for again: the caller has said nothing new.
        lines = (*before, self.line)
        return tuple(line for at, line in enumerate(lines) if at == 0 or line.id != lines[at - 1].id)


def begun(scenario: Scenario) -> Try:
    """A try at its beginning; where nothing is to be answered, at its first step after the talk."""
    return _talked(Try(scenario, scenario.first.id))


def answered(one: Try, place: int, own_words: str = "") -> Try:
    """With one of the answers to the present line. place: among the line's answers. Raises IndexError for another."""
    answer = one.line.answers[place]
    said = (*one.said, Said(one.line_id, place, own_words))
    if not answer.to:
        return replace(one, said=said, step=Step.SIGNS)
    return _talked(replace(one, said=said, line_id=answer.to))


def answered_in_words(one: Try, words: str) -> Try:
    """With words of one's own: as the best of the answers that they mean.

    What means none of them is kept, and the caller waits for another; so the same try is at the same line.
    """
    place = meant(one.line, words)
    if place is None:
        return replace(one, said=(*one.said, Said(one.line_id, None, words.strip())))
    return answered(one, place, words.strip())


def meant(line: Line, words: str) -> int | None:
    """Which answer of a line the words mean: the best worth of those all of whose groups are said; None: none."""
    fits = [
        (answer.worth, len(answer.meant), -place)
        for place, answer in enumerate(line.answers)
        if answer.meant and all(says(words, group) for group in answer.meant)
    ]
    # A bad answer is meant rather than a good one where the words say both: the caller has heard it.
    worst = min((fit for fit in fits if fit[0] == 0), default=None)
    best = worst or max(fits, default=None)
    return None if best is None else -best[2]


def noticed(one: Try, signs: frozenset[str]) -> Try:
    """With the signs that were noticed; they may be changed until the try is over."""
    return replace(one, signs=signs)


def routed(one: Try, types: frozenset[EscalationType], person: str) -> Try:
    """With the types and with whom the call is passed on to."""
    return replace(one, types=types, person=person)


def framed(one: Try, words: str) -> Try:
    """With what the customer is told."""
    return replace(one, frame=words.strip())


def handed_on(one: Try, parts: tuple[tuple[HandoffPart, str], ...]) -> Try:
    """With what is written for whoever takes over."""
    return replace(one, handoff=tuple((part, words.strip()) for part, words in parts))


def hinted(one: Try) -> Try:
    """With a hint asked for in the present step: it stands in the result."""
    return replace(one, hints=(*one.hints, one.step))


def card_opened(one: Try) -> Try:
    """With the card beside the talk read: it stands in the result, and costs nothing."""
    return replace(one, card_read=one.scenario.card is not None)


def gone_on(one: Try) -> Try:
    """At the next step. The talk is gone on from by its answers alone."""
    if one.step in (Step.TALK, Step.OVER):
        return one
    return replace(one, step=STEPS[STEPS.index(one.step) + 1])


def gone_back(one: Try) -> Try:
    """At the step before; what was said in the talk was said."""
    if one.step in (Step.TALK, Step.SIGNS, Step.OVER):
        return one
    return replace(one, step=STEPS[STEPS.index(one.step) - 1])


def answer_of(one: Try, said: Said) -> Answer | None:
    """The answer that was given; None for words that meant none."""
    return None if said.answer is None else one.scenario.line(said.line_id).answers[said.answer]


def _talked(one: Try) -> Try:
    return one if one.line.answers else replace(one, step=Step.SIGNS)
