"""A draw is fair (RULES.md, "Reviews"): by lot, types and outcomes in their share, enough of each agent, repeatable."""

from collections import Counter
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.reviews.draw import Candidate, Picked, draw

TYPES = (("functional",), ("hierarchical",), ("functional", "priority"))
OUTCOMES = ("agreed", "lapsed", "not_over")
#: Drawn once, and written down.
PINNED = [18, 4, 14, 7, 5, 12, 13, 11]


@st.composite
def pools(of: st.DrawFn) -> list[Candidate]:
    ids = of(st.lists(st.integers(1, 10_000), unique=True, max_size=60))
    pick = st.sampled_from
    return [
        Candidate(one, of(st.integers(1, 6)), of(pick(TYPES)), of(pick(OUTCOMES)), of(st.booleans())) for one in ids
    ]


SEEDS, SIZES = st.text(min_size=1, max_size=8), st.integers(1, 30)


@given(pools(), SEEDS, SIZES, st.integers())
def test_the_same_seed_over_the_same_calls_draws_the_same_in_whichever_order_they_come(
    pool: list[Candidate], seed: str, size: int, order: int
) -> None:
    other = list(pool)
    Random(order).shuffle(other)
    assert draw(pool, seed, size, most_low=2) == draw(other, seed, size, most_low=2)


@given(pools(), SEEDS, SIZES)
def test_a_draw_has_each_call_once_and_at_least_two_of_each_agent(pool: list[Candidate], seed: str, size: int) -> None:
    drawn = draw(pool, seed, size)
    agents = {one.call_id: one.agent_id for one in pool}
    have, there_are = Counter(agents[call_id] for call_id, _why in drawn.picks), Counter(agents.values())
    assert len({call_id for call_id, _why in drawn.picks}) == len(drawn.picks) == sum(have.values())
    assert all(have[agent] >= min(2, there_are[agent]) for agent in there_are)
    # There are more than were asked for only where the agents need them.
    assert len(drawn.picks) <= max(size, sum(min(2, count) for count in there_are.values()))
    assert drawn.pool == len(pool)


@given(pools(), SEEDS, SIZES)
def test_of_each_type_and_outcome_there_is_its_share_rounded_down_or_up(
    pool: list[Candidate], seed: str, size: int
) -> None:
    drawn = draw(pool, seed, size, each_agent=0)
    size = min(size, len(pool))
    assert len(drawn.picks) == size
    strata = {one.call_id: one.stratum for one in pool}
    have = Counter(strata[call_id] for call_id, _why in drawn.picks)
    for stratum, count in Counter(strata.values()).items():
        assert abs(have[stratum] - count * size / len(pool)) < 1


@given(pools(), SEEDS, SIZES, st.integers(0, 5))
def test_low_marks_that_the_lot_left_out_are_added_up_to_so_many(
    pool: list[Candidate], seed: str, size: int, most: int
) -> None:
    by_lot, drawn = draw(pool, seed, size), draw(pool, seed, size, most_low=most)
    low = {one.call_id for one in pool if one.low}
    left_out = low - {call_id for call_id, _why in by_lot.picks}
    added = {call_id for call_id, why in drawn.picks if why is Picked.LOW}
    assert [pick for pick in drawn.picks if pick[1] is not Picked.LOW] == list(by_lot.picks)
    assert added <= left_out
    assert len(added) == min(most, len(left_out))
    assert drawn.low_found == len(low)


def test_over_many_seeds_each_call_has_the_same_chance_whatever_it_is_like() -> None:
    pool = [Candidate(i, i % 5, TYPES[i % 3], OUTCOMES[i % 7 % 3]) for i in range(1, 40)]
    rounds = 2000
    found = Counter(call_id for seed in range(rounds) for call_id, _why in draw(pool, str(seed), 8, each_agent=0).picks)
    expected = rounds * 8 / 39
    # Four standard deviations; the seeds are always the same, so nothing here is left to chance.
    assert all(abs(found[one.call_id] - expected) < 4 * (expected * (1 - 8 / 39)) ** 0.5 for one in pool)


def test_a_lot_is_the_same_on_every_machine_and_in_every_version() -> None:
    pool = [Candidate(i, i % 4, TYPES[i % 2], OUTCOMES[0], i == 7) for i in range(1, 21)]
    assert [call_id for call_id, _why in draw(pool, "october", 8, most_low=1).picks] == PINNED
