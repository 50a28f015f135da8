"""Whether two figures differ by more than chance would make: against plain whole numbers, and known values."""

from fractions import Fraction
from math import comb, isclose

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.measures import chance
from deskapp.domain.measures.chance import Difference
from deskapp.domain.measures.values import Share

_PAIRS = st.integers(0, 60).flatmap(lambda den: st.tuples(st.integers(0, den), st.just(den)))
SHARES = _PAIRS.map(lambda pair: Share(*pair))


def _dealt_out(one: Share, other: Share) -> Fraction:
    """Fisher's exact test by its definition."""
    together = one.num + other.num
    low, high = max(0, together - other.den), min(together, one.den)
    ways = {k: comb(one.den, k) * comb(other.den, together - k) for k in range(low, high + 1)}
    return Fraction(sum(way for way in ways.values() if way <= ways[one.num]), sum(ways.values()))


@given(SHARES, SHARES)
def test_it_is_fishers_exact_test(one: Share, other: Share) -> None:
    assert isclose(chance.chance(one, other), float(_dealt_out(one, other)), rel_tol=1e-9, abs_tol=1e-12)


@given(SHARES, SHARES)
def test_it_is_the_same_from_either_side_and_of_either_answer(one: Share, other: Share) -> None:
    there = chance.shares(one, other)
    turned = {Difference.HIGHER: Difference.LOWER, Difference.LOWER: Difference.HIGHER}
    assert chance.shares(other, one) == turned.get(there, there)
    against = [Share(share.den - share.num, share.den) for share in (one, other)]
    assert chance.shares(*against) == turned.get(there, there)


@pytest.mark.parametrize(
    ("one", "other", "known"),
    [
        # The lady tasting tea: three of four cups told right.
        (Share(3, 4), Share(1, 4), 34 / 70),
        # As in every text book: studying by sex.
        (Share(1, 12), Share(9, 12), 0.002759456185220),
        (Share(0, 0), Share(5, 9), 1.0),
        (Share(10, 10), Share(10, 10), 1.0),
    ],
)
def test_known_values(one: Share, other: Share, known: float) -> None:
    assert chance.chance(one, other) == pytest.approx(known, rel=1e-9)


def test_of_a_hundred_thousand_calls_it_is_told_as_well() -> None:
    assert chance.chance(Share(18_000, 100_000), Share(18_400, 100_000)) == pytest.approx(0.0208, abs=2e-4)
    assert chance.shares(Share(18_000, 100_000), Share(18_000, 100_000)) is Difference.SAME


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        # 18 % of 214 beside 27 % of 198.
        (Share(39, 214), Share(53, 198), Difference.LOWER),
        (Share(162, 209), Share(139, 195), Difference.SAME),
        (Share(0, 9), Share(200, 200), Difference.TOO_FEW),
        (Share(10, 10), Share(9, 9), Difference.TOO_FEW),
        (Share(10, 10), Share(0, 10), Difference.HIGHER),
    ],
)
def test_what_is_called_a_difference(one: Share, other: Share, said: Difference) -> None:
    assert chance.shares(one, other) is said


def test_times_differ_by_how_many_lie_above_the_middle_of_all() -> None:
    short, long = sorted([10] * 12), sorted([100] * 12)
    assert chance.times(short, long) is Difference.LOWER
    assert chance.times(long, short) is Difference.HIGHER
    assert chance.times(short, short) is Difference.SAME
    assert chance.times(short[:9], long) is Difference.TOO_FEW


@given(st.lists(st.integers(0, 50), min_size=10, max_size=40), st.lists(st.integers(0, 50), min_size=10, max_size=40))
def test_times_are_compared_the_same_from_either_side(one: list[int], other: list[int]) -> None:
    turned = {Difference.HIGHER: Difference.LOWER, Difference.LOWER: Difference.HIGHER}
    there = chance.times(sorted(one), sorted(other))
    assert chance.times(sorted(other), sorted(one)) == turned.get(there, there)
