"""Ranking contacts, which aims at one hand-off: RULES.md, "Escalation"."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.routes import Asked
from deskapp.domain.routing import Candidate, rank, route
from deskapp.domain.words import ContactKind, EscalationType, Level
from deskapp.domain.working_time import WEEKDAYS, Calendar

ALWAYS = Calendar("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS})
DAYS = Calendar("UTC", {day: [("09:00", "17:30")] for day in ("mon", "tue", "wed", "thu", "fri")})
NEVER = Calendar("UTC", {})
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 16, 22, 0, tzinfo=UTC)
ANYBODY = Candidate(1, ContactKind.EXPERT, (), Level.AGENT, DAYS)
MINUTE = timedelta(minutes=1)


def _order(*candidates: Candidate, now: datetime = NOON, **asked: object) -> list[int]:
    return [one.id for one in rank(candidates, now, 7, **asked)]  # type: ignore[arg-type]


def test_who_is_reachable_comes_before_who_has_the_skill_but_is_not() -> None:
    away = replace(ANYBODY, id=2, skills=(7,), authority=Level.MANAGER)
    assert _order(away, replace(ANYBODY, calendar=ALWAYS), now=NIGHT) == [1, 2]
    assert _order(away, ANYBODY) == [2, 1]


def test_skill_comes_before_authority_unless_authority_is_asked_for() -> None:
    expert, head = replace(ANYBODY, skills=(7,)), replace(ANYBODY, id=2, authority=Level.MANAGER)
    assert _order(head, expert) == [1, 2]
    assert _order(head, expert, types=(EscalationType.HIERARCHICAL,)) == [2, 1]
    assert _order(head, expert, asks={"beyond_authority"}) == [2, 1]


def test_it_prefers_who_has_both_the_authority_and_the_skill_to_finish_it() -> None:
    both = replace(ANYBODY, id=3, skills=(7,), authority=Level.MANAGER)
    others = (replace(ANYBODY, skills=(7,)), replace(ANYBODY, id=2, authority=Level.MANAGER), both)
    assert _order(*others)[0] == 3
    assert _order(*others, types=(EscalationType.HIERARCHICAL,))[0] == 3


def test_who_answers_for_the_category_comes_before_its_other_experts_and_says_so() -> None:
    experts = [replace(ANYBODY, id=number, skills=(7,), authority=Level.MANAGER) for number in (1, 2)]
    owner = replace(ANYBODY, id=3)
    ranked = route(Asked(7, answers_for=3), (*experts, owner), NOON).ranked
    assert [one.id for one in ranked] == [3, 1, 2]
    assert ranked[0].reasons == (("answers_for", {"category": 7}),)
    # Whoever decides comes first where a decision is asked for; who cannot be reached comes last all the same.
    above = route(Asked(7, (EscalationType.HIERARCHICAL,), answers_for=3), (*experts, owner), NOON).ranked
    assert [one.id for one in above] == [1, 2, 3]
    away = replace(owner, calendar=NEVER)
    assert route(Asked(7, answers_for=3), (*experts, away), NOON).ranked[-1].id == 3


def test_a_skill_in_another_category_is_none_here() -> None:
    assert _order(replace(ANYBODY, id=2, skills=(8,)), ANYBODY) == [1, 2]


def test_between_equals_ones_own_house_comes_first_and_then_who_accepts_more_often() -> None:
    kinds = [replace(ANYBODY, id=number, kind=kind) for number, kind in enumerate(ContactKind)]
    names = [list(ContactKind)[number] for number in _order(*kinds)]
    assert names == ["expert", "senior", "customer_services", "supplier", "contractor"]
    rarely = replace(ANYBODY, answered=(MINUTE,), offered=5)
    often = replace(ANYBODY, id=2, answered=(MINUTE,) * 4, offered=5)
    assert _order(rarely, often, replace(ANYBODY, id=3)) == [2, 3, 1]


def test_each_comes_with_its_reasons() -> None:
    (one,) = rank(
        [
            Candidate(
                1,
                ContactKind.SUPPLIER,
                (7,),
                Level.OUTSIDE,
                DAYS,
                timedelta(hours=4),
                "ACC-1",
                (5 * MINUTE, 50 * MINUTE, 10 * MINUTE),
                4,
            )
        ],
        NOON,
        7,
    )
    assert one.reasons == (
        ("covers", {"category": 7}),
        ("authority", {"level": Level.OUTSIDE}),
        ("agreed_response", {"length": timedelta(hours=4)}),
        ("our_account", {"account": "ACC-1"}),
        ("answers_in", {"length": 10 * MINUTE, "within": 50 * MINUTE, "accepted": 3, "offered": 4}),
    )
    assert (one.reachable, one.until) == (True, datetime(2026, 11, 16, 17, 30, tzinfo=UTC))


def test_who_is_unreachable_is_shown_as_such_with_when_they_are_back() -> None:
    (one,) = rank([ANYBODY], NIGHT, None)
    back = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
    assert (one.reachable, one.until, one.reasons) == (False, back, (("back", {"at": back}),))


def test_who_is_never_there_is_said_so() -> None:
    (one,) = rank([replace(ANYBODY, calendar=NEVER)], NOON, None)
    assert (one.reachable, one.until, one.reasons) == (False, None, (("no_hours", {}),))


def test_who_is_always_there_has_no_end_of_it() -> None:
    (one,) = rank([replace(ANYBODY, calendar=ALWAYS)], NOON, None)
    assert (one.reachable, one.until) == (True, None)


def test_the_order_is_decided_never_by_chance() -> None:
    four = [replace(ANYBODY, id=number, skills=(7,) if number % 2 else ()) for number in range(4)]
    assert {tuple(_order(*some)) for some in permutations(four)} == {(1, 3, 0, 2)}


@pytest.mark.parametrize("category", [None, 7])
def test_nobody_to_offer_is_an_empty_list(category: int | None) -> None:
    assert rank([], NOON, category) == ()


@given(
    st.lists(
        st.builds(
            Candidate,
            id=st.integers(1, 9),
            kind=st.sampled_from(ContactKind),
            skills=st.sets(st.integers(6, 8)),
            authority=st.sampled_from(Level),
            calendar=st.sampled_from([ALWAYS, DAYS, NEVER]),
            answered=st.lists(st.just(MINUTE), max_size=3).map(tuple),
            offered=st.integers(3, 5),
        ),
        unique_by=lambda one: one.id,
        max_size=9,
    ),
    st.sampled_from([NOON, NIGHT]),
    st.sets(st.sampled_from(EscalationType)),
)
def test_everybody_is_offered_once_and_the_reachable_first(
    candidates: list[Candidate], now: datetime, types: set[EscalationType]
) -> None:
    ranked = rank(candidates, now, 7, types)
    assert sorted(one.id for one in ranked) == sorted(one.id for one in candidates)
    assert [one.reachable for one in ranked] == sorted((one.reachable for one in ranked), reverse=True)
