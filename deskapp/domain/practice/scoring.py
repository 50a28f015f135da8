"""What a try comes to, point by point, each with its reason; against what the scenario says and nothing else."""

from collections.abc import Iterable, Iterator
from enum import StrEnum

from deskapp.domain.data_class import dataclass
from deskapp.domain.phrases import PhraseToAvoid, avoided
from deskapp.domain.practice.play import Said, Step, Try, answer_of
from deskapp.domain.practice.scenario import Sign
from deskapp.domain.practice.words_said import found
from deskapp.domain.words import EscalationType


class Kind(StrEnum):
    """What a reason is about."""

    ANSWER = "answer"
    NOT_UNDERSTOOD = "not_understood"
    SIGN = "sign"
    NO_SIGN = "no_sign"
    TYPE = "type"
    NO_TYPE = "no_type"
    PERSON = "person"
    NOBODY = "nobody"
    SAID = "said"
    PHRASES = "phrases"
    PART = "part"


@dataclass(frozen=True, slots=True)
class Reason:
    """One thing that was looked at. good: found or done; else missed, or too much."""

    kind: Kind
    good: bool
    #: What it is about: a code (trigger, type, part), or words of the scenario.
    about: str
    #: What shows it: words that were said or written; "" where there are none.
    quote: str = ""
    why: str = ""


@dataclass(frozen=True, slots=True)
class Marks:
    """Points of a step, and why."""

    step: Step
    points: int
    of: int
    reasons: tuple[Reason, ...]


@dataclass(frozen=True, slots=True)
class Score:
    """What a whole try comes to."""

    parts: tuple[Marks, ...]

    @property
    def points(self) -> int:
        return sum(part.points for part in self.parts)

    @property
    def of(self) -> int:
        return sum(part.of for part in self.parts)


def score(one: Try, to_avoid: Iterable[PhraseToAvoid] = ()) -> Score:
    """The points of a try. to_avoid: phrases that the desk would rather not hear in words for customers."""
    avoid = tuple(to_avoid)
    talk = _talk(one, avoid)
    parts = (_signs(one), _route(one), _frame(one, avoid), _handoff(one))
    return Score((talk, *parts) if talk.of else parts)


def signs_heard(one: Try) -> tuple[Sign, ...]:
    """The signs in what the caller said on the way that was taken, each once."""
    heard: dict[str, Sign] = {}
    for line in one.heard:
        for sign in line.signs:
            heard.setdefault(sign.trigger, sign)
    return tuple(heard.values())


def _talk(one: Try, avoid: tuple[PhraseToAvoid, ...]) -> Marks:
    reasons = [_answer(one, said, avoid) for said in one.said]
    given = [answer for said in one.said if (answer := answer_of(one, said)) is not None]
    return Marks(Step.TALK, sum(answer.worth for answer in given), 2 * len(given), tuple(reasons))


def _answer(one: Try, said: Said, avoid: tuple[PhraseToAvoid, ...]) -> Reason:
    answer = answer_of(one, said)
    if answer is None:
        return Reason(Kind.NOT_UNDERSTOOD, False, said.own_words)
    words = said.own_words or answer.says
    phrases = [words[hit.start : hit.end] for hit in avoided(said.own_words, avoid)]
    return Reason(Kind.ANSWER, answer.worth == 2 and not phrases, words, ", ".join(phrases), answer.why)


def _signs(one: Try) -> Marks:
    there = signs_heard(one)
    reasons = [Reason(Kind.SIGN, sign.trigger in one.signs, sign.trigger, sign.words, sign.why) for sign in there]
    points = sum(reason.good for reason in reasons)
    none = dict(one.scenario.not_signs)
    too_much = sorted(one.signs - {sign.trigger for sign in there})
    reasons += [Reason(Kind.NO_SIGN, False, trigger, "", none.get(trigger, "")) for trigger in too_much]
    return Marks(Step.SIGNS, max(0, points - len(too_much)), len(there), tuple(reasons))


def _route(one: Try) -> Marks:
    scenario = one.scenario
    wanted = frozenset(scenario.types)
    reasons = [
        Reason(Kind.TYPE, kind in one.types, kind.value, "", scenario.types_why)
        for kind in EscalationType
        if kind in wanted
    ]
    points = sum(reason.good for reason in reasons)
    too_much = [kind for kind in EscalationType if kind in one.types - wanted]
    reasons += [Reason(Kind.NO_TYPE, False, kind.value, "", scenario.types_why) for kind in too_much]
    chosen = next((person for person in scenario.people if person.name == one.person), None)
    if chosen is None:
        right = next(person for person in scenario.people if person.right)
        reasons.append(Reason(Kind.NOBODY, False, right.name, "", right.why))
    else:
        reasons.append(Reason(Kind.PERSON, chosen.right, chosen.name, chosen.when, chosen.why))
        points += chosen.right
    return Marks(Step.ROUTE, max(0, points - len(too_much)), len(wanted) + 1, tuple(reasons))


def _frame(one: Try, avoid: tuple[PhraseToAvoid, ...]) -> Marks:
    reasons = list(_said(one))
    phrases = avoided(one.frame, avoid)
    told = ", ".join(one.frame[hit.start : hit.end] for hit in phrases)
    reasons.append(Reason(Kind.PHRASES, bool(one.frame) and not phrases, "", told))
    return Marks(Step.FRAME, sum(reason.good for reason in reasons), len(reasons), tuple(reasons))


def _said(one: Try) -> Iterator[Reason]:
    for wanted in one.scenario.frame:
        quote = found(one.frame, wanted.forms)
        yield Reason(Kind.SAID, quote is not None, wanted.name, quote or "", wanted.why)


def _handoff(one: Try) -> Marks:
    written = dict(one.handoff)
    reasons = []
    for part in one.scenario.handoff:
        quote = found(written.get(part.part, ""), part.wanted.forms)
        reasons.append(Reason(Kind.PART, quote is not None, part.part.value, quote or "", part.wanted.why))
    return Marks(Step.HANDOFF, sum(reason.good for reason in reasons), len(reasons), tuple(reasons))
