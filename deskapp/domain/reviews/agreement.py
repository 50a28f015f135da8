"""How far two reviewers of one call give the same marks."""

from collections import Counter
from collections.abc import Iterable, Sequence
from fractions import Fraction

from deskapp.domain.data_class import dataclass
from deskapp.domain.reviews.scorecard import HIGHEST, LOWEST, Marks

#: Fewer pairs, or marks, than this say too little.
ENOUGH = 10

Pair = tuple[int, int]


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of pairs of marks of one line: how many, alike, and at most one step apart.

    kappa: how much closer they are than by chance, near misses counting in part: 1 always alike, 0 as by chance.
    None: too few to say, or everybody always gave one and the same mark.
    """

    pairs: int
    alike: int
    within_one: int
    kappa: float | None

    @property
    def enough(self) -> bool:
        return self.pairs >= ENOUGH


def agreement(pairs: Iterable[Pair]) -> Agreement:
    """Of pairs of marks, 1 to 4 each."""
    every = list(pairs)
    alike = sum(one == other for one, other in every)
    near = sum(abs(one - other) <= 1 for one, other in every)
    return Agreement(len(every), alike, near, kappa(every) if len(every) >= ENOUGH else None)


def kappa(pairs: Sequence[Pair]) -> float | None:
    """Cohen's kappa with linear weights, of reviewers who stand for each other: of more than two none is the first.

    None where chance alone would always agree.
    """
    marks = Counter(mark for pair in pairs for mark in pair)
    total = sum(marks.values())
    observed = Fraction(sum(abs(one - other) for one, other in pairs), max(1, len(pairs)))
    by_chance = Fraction(
        sum(marks[one] * marks[other] * abs(one - other) for one in marks for other in marks), max(1, total * total)
    )
    return float(1 - observed / by_chance) if by_chance else None


def pairs_of(line: str, reviews: Iterable[Sequence[Marks]]) -> tuple[Pair, ...]:
    """The pairs of marks of a line, of reviews by call: each two of one call that both say a step."""
    found = []
    for of_call in reviews:
        said = [mark for marks in of_call if (mark := marks.get(line)) is not None]
        found += [(one, other) for place, one in enumerate(said) for other in said[place + 1 :]]
    assert all(LOWEST <= mark <= HIGHEST for pair in found for mark in pair)
    return tuple(found)


@dataclass(frozen=True, slots=True)
class Average:
    """The average of a line over all reviews, of so many marks; None: there is none."""

    marks: int
    average: float | None

    @property
    def enough(self) -> bool:
        return self.marks >= ENOUGH


def average(line: str, reviews: Iterable[Marks]) -> Average:
    said = [mark for marks in reviews if (mark := marks.get(line)) is not None]
    return Average(len(said), float(Fraction(sum(said), len(said))) if said else None)
