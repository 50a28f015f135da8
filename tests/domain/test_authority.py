"""Who may decide what: RULES.md, "Authority". Laws that hold for all limits, and the defaults' own edges."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from deskapp.domain.authority import Limits, is_above, level_of, lowest_level, may, who_may_less
from deskapp.domain.words import AMOUNTS, ApprovalKind, Level, Role

KINDS = st.sampled_from(ApprovalKind)
LEVELS = st.sampled_from(Level)
AMOUNT = st.integers(0, 10**9)
LIMITS = st.dictionaries(LEVELS, st.dictionaries(KINDS, st.none() | AMOUNT))


@st.composite
def rising(draw: st.DrawFn) -> Limits:
    """Limits of which none is below the one of the level below."""
    limits: dict[Level, dict[ApprovalKind, int | None]] = {level: {} for level in Level}
    for kind in ApprovalKind:
        begins = draw(st.integers(0, len(Level)))
        steps = sorted(draw(st.lists(st.integers(0, 10**9), min_size=len(Level), max_size=len(Level))))
        endless = draw(st.integers(0, len(Level)))
        for place, level in enumerate(Level):
            if place >= begins:
                limits[level][kind] = None if place >= endless else steps[place]
    return limits


#: By the defaults of a new desk.
GIVEN: Limits = {
    Level.AGENT: {ApprovalKind.REFUND: 50_00},
    Level.SUPERVISOR: {ApprovalKind.REFUND: 500_00, ApprovalKind.POLICY_EXCEPTION: None},
    Level.MANAGER: {ApprovalKind.REFUND: 5_000_00, ApprovalKind.CONTRACT_CHANGE: None},
}


@given(LEVELS, st.sampled_from(AMOUNTS), AMOUNT, AMOUNT, LIMITS)
def test_whoever_may_decide_an_amount_may_decide_any_smaller_one(level, kind, amount, smaller, limits) -> None:
    assume(smaller <= amount)
    if may(level, kind, amount, limits):
        assert may(level, kind, smaller, limits)


@given(KINDS, AMOUNT, rising())
def test_a_higher_level_never_may_less_where_no_limit_is_below_the_one_of_the_level_below(kind, amount, limits) -> None:
    assert who_may_less(limits) == ()
    who = [may(level, kind, amount, limits) for level in Level]
    assert who == sorted(who)


@given(KINDS, AMOUNT, LIMITS)
def test_the_lowest_level_may_decide_it_and_none_below_it_may(kind, amount, limits) -> None:
    lowest = lowest_level(kind, amount, limits)
    assert may(lowest, kind, amount, limits)
    assert not any(may(level, kind, amount, limits) for level in Level if is_above(lowest, level))


@given(LIMITS)
def test_where_a_level_may_less_than_the_one_below_there_is_an_amount_that_shows_it(limits) -> None:
    up = list(Level)
    for level, kind in who_may_less(limits):
        below = up[up.index(level) - 1]
        low, high = limits[below][kind], limits.get(level, {}).get(kind, -1)
        if kind in AMOUNTS:
            amount = low if low is not None else (high or 0) + 1
            assert may(below, kind, amount, limits)
            assert not may(level, kind, amount, limits)


@pytest.mark.parametrize(
    ("level", "limit"), [(Level.AGENT, 50_00), (Level.SUPERVISOR, 500_00), (Level.MANAGER, 5_000_00)]
)
def test_a_limit_itself_is_within_and_one_hundredth_more_is_not(level: Level, limit: int) -> None:
    assert may(level, ApprovalKind.REFUND, limit, GIVEN)
    assert not may(level, ApprovalKind.REFUND, limit + 1, GIVEN)
    assert lowest_level(ApprovalKind.REFUND, limit, GIVEN) is level
    assert is_above(lowest_level(ApprovalKind.REFUND, limit + 1, GIVEN), level)


def test_what_nobody_here_may_decide_is_for_somebody_outside() -> None:
    assert lowest_level(ApprovalKind.REFUND, 5_000_01, GIVEN) is Level.OUTSIDE
    assert lowest_level(ApprovalKind.CREDIT, 1, GIVEN) is Level.OUTSIDE
    assert lowest_level(ApprovalKind.CREDIT, 1, {}) is Level.OUTSIDE


def test_an_exception_is_a_matter_of_yes_or_no() -> None:
    assert not may(Level.AGENT, ApprovalKind.POLICY_EXCEPTION, None, GIVEN)
    assert may(Level.SUPERVISOR, ApprovalKind.POLICY_EXCEPTION, None, GIVEN)


def test_an_amount_that_is_not_known_is_within_no_limit_but_one_without_end() -> None:
    assert not may(Level.MANAGER, ApprovalKind.REFUND, None, GIVEN)
    assert may(Level.AGENT, ApprovalKind.REFUND, None, {Level.AGENT: {ApprovalKind.REFUND: None}})


@pytest.mark.parametrize("role", Role)
def test_every_role_has_its_level(role: Role) -> None:
    assert level_of(role).value == role.value
