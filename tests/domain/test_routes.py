"""Routes: RULES.md, "Routes"."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import permutations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.routes import Asked, OnCall, Route, Skipped, Step, loop, plan
from deskapp.domain.routing import Candidate, Ranking, route
from deskapp.domain.words import ContactKind, EscalationType, Level, Priority, RouteHours
from deskapp.domain.working_time import WEEKDAYS, Calendar

ALWAYS = Calendar("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS})
DAYS = Calendar("UTC", {day: [("09:00", "17:30")] for day in ("mon", "tue", "wed", "thu", "fri")})
NOON = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
NIGHT = datetime(2026, 11, 16, 22, 0, tzinfo=UTC)
MORNING = datetime(2026, 11, 17, 9, 0, tzinfo=UTC)
BILLING = 7
CALL = Asked(BILLING, (EscalationType.FUNCTIONAL,), ("no_solution",), Priority.P2)


def _person(number: int, calendar: Calendar = DAYS, **more: object) -> Candidate:
    return Candidate(number, ContactKind.EXPERT, (), Level.AGENT, calendar, **more)  # type: ignore[arg-type]


def _route(number: int, *contacts: int, **more: object) -> Route:
    return Route(number, tuple(Step(contact) for contact in contacts), **more)  # type: ignore[arg-type]


PEOPLE = tuple(_person(number) for number in range(1, 7))


def _ranking(*routes: Route, now: datetime = NOON, people: tuple[Candidate, ...] = PEOPLE, **more: object) -> Ranking:
    return route(CALL, people, now, routes=routes, **more)  # type: ignore[arg-type]


def _order(ranking: Ranking) -> list[int]:
    return [one.id for one in ranking.ranked]


def _codes(ranking: Ranking, number: int) -> list[str]:
    return [code for one in ranking.ranked if one.id == number for code, _values in one.reasons]


def test_a_route_offers_these_contacts_in_this_order() -> None:
    ranking = _ranking(_route(1, 5, 2, category_id=BILLING))
    assert _order(ranking) == [5, 2, 1, 3, 4, 6]
    assert (_codes(ranking, 5), _codes(ranking, 2), _codes(ranking, 1)) == (["route_first"], ["route"], [])


@pytest.mark.parametrize(
    "condition",
    [
        {"category_id": 8},
        {"type": EscalationType.HIERARCHICAL},
        {"trigger": "abusive"},
        {"priority": Priority.P1},
        {"hours": RouteHours.OUTSIDE, "calendar": DAYS},
    ],
    ids=lambda condition: next(iter(condition)),
)
def test_for_this_category_escalation_type_trigger_priority_and_hour(condition: dict[str, object]) -> None:
    """The rule whose condition does not hold is passed over; the first one in order that fits counts."""
    other, fits = _route(1, 6, **condition), _route(2, 4, category_id=BILLING, priority=Priority.P2)
    ranking = _ranking(other, fits, _route(3, 3, category_id=BILLING))
    assert ranking.plan.route_id == 2
    assert _order(ranking)[0] == 4


def test_the_first_rule_in_order_that_fits_counts() -> None:
    one, other = _route(1, 6, category_id=BILLING), _route(2, 4, category_id=BILLING)
    assert _order(_ranking(one, other))[0] == 6
    assert _order(_ranking(other, one))[0] == 4


def test_a_rule_without_a_condition_is_the_catch_all_wherever_it_stands() -> None:
    ranking = _ranking(_route(1, 6), _route(2, 4, category_id=BILLING))
    assert (ranking.plan.route_id, ranking.plan.catch_all_id) == (2, 1)
    assert _order(ranking)[0] == 4
    assert "catch_all" in _codes(ranking, 6)


def test_hours_outside_those_of_the_desk_are_a_rule_of_their_own() -> None:
    day = _route(1, 6, hours=RouteHours.INSIDE, calendar=DAYS)
    night = _route(2, 4, hours=RouteHours.OUTSIDE, calendar=DAYS)
    people = tuple(_person(number, ALWAYS) for number in range(1, 7))
    assert _order(_ranking(day, night, people=people))[0] == 6
    assert _order(_ranking(day, night, people=people, now=NIGHT))[0] == 4


def test_a_chain_goes_on_when_nobody_accepts() -> None:
    ranking = _ranking(_route(1, 5, category_id=BILLING, then_id=2), _route(2, 3, category_id=99))
    assert _order(ranking)[:2] == [5, 3]
    assert _codes(ranking, 3) == ["chain"]


def test_a_chain_that_loops_ends_where_it_began_and_is_said() -> None:
    ranking = _ranking(_route(1, 5, category_id=BILLING, then_id=2), _route(2, 3, category_id=99, then_id=1))
    assert _order(ranking)[:2] == [5, 3]
    assert ranking.skipped == (Skipped(2, "loop"),)


def test_an_empty_step_in_a_chain_is_skipped_at_once_and_said() -> None:
    steps = (Step(rota_id=8), Step(rota_id=9), Step(99), Step(2), Step(2))
    answers = {8: OnCall(None, None, "no rotation applies")}
    asked = Route(1, steps, category_id=BILLING, then_id=2)
    ranking = _ranking(asked, Route(2, (), category_id=99, then_id=77), on_call=answers)
    assert _order(ranking)[0] == 2
    assert ranking.skipped == (
        Skipped(1, "nobody_on_call", None, 8, "no rotation applies"),
        Skipped(1, "rota_unknown", None, 9),
        Skipped(1, "inactive", 99),
        Skipped(1, "twice", 2),
        Skipped(2, "no_steps"),
        Skipped(2, "route_unknown"),
    )


def test_a_rota_in_a_route_offers_who_is_on_call_now() -> None:
    ranking = _ranking(Route(1, (Step(rota_id=8),), category_id=BILLING), now=NIGHT, on_call={8: OnCall(4, MORNING)})
    best = ranking.ranked[0]
    assert (best.id, best.reachable, best.until) == (4, True, MORNING)
    assert best.reasons[:2] == (
        ("route_first", {"route": 1, "place": 0}),
        ("on_call", {"rota": 8, "until": MORNING}),
    )


def test_after_hours_the_rotas_person_comes_first() -> None:
    skilled = replace(_person(1, ALWAYS), skills=(BILLING,), authority=Level.MANAGER)
    people = (skilled, *(_person(number) for number in range(2, 5)))
    ranking = route(CALL, people, NIGHT, on_call={8: OnCall(3, MORNING)}, desk_open=False)
    assert _order(ranking)[:2] == [3, 1]
    assert _order(route(CALL, people, NOON, on_call={8: OnCall(3, MORNING)}))[0] == 1


def test_who_is_unreachable_is_shown_as_such_with_when_they_are_back_and_their_deputy_is_offered() -> None:
    people = (
        _person(1, ALWAYS),
        _person(2, deputies=(3, 4)),
        _person(3),
        replace(_person(4, ALWAYS), kind=ContactKind.CONTRACTOR),
    )
    ranking = _ranking(_route(1, 2, category_id=BILLING), people=people, now=NIGHT)
    assert _order(ranking)[:2] == [4, 1]
    assert ("deputy", {"contact": 2}) in ranking.ranked[0].reasons
    away = next(one for one in ranking.ranked if one.id == 2)
    assert (away.reachable, away.until) == (False, MORNING)
    assert away.reasons == (
        ("route_first", {"route": 1, "place": 0}),
        ("back", {"at": MORNING}),
        ("ask_deputy", {"contact": 4}),
    )


def test_deputies_who_name_one_another_turn_nobody_round_for_ever() -> None:
    people = (_person(1, deputies=(2,)), _person(2, deputies=(1, 3)), _person(3, ALWAYS, deputies=(1,)))
    ranking = _ranking(_route(1, 1, category_id=BILLING), people=people, now=NIGHT)
    assert ranking.ranked[0].reasons[0] == ("deputy", {"contact": 1})


def test_never_empty_without_saying_why_at_worst_the_catch_all_and_the_supervisor_on_duty() -> None:
    ranking = _ranking(_route(1, 6), now=NIGHT, supervisors=(11, 12))
    assert (ranking.nobody, ranking.supervisors) == ("nobody_reachable", (11, 12))
    assert _order(ranking)[0] == 6
    empty = route(CALL, (), NOON, supervisors=(11,))
    assert (empty.ranked, empty.nobody, empty.supervisors) == ((), "no_contacts", (11,))
    assert _ranking().nobody == ""


def test_a_rule_for_a_type_waits_until_that_type_is_chosen() -> None:
    only = _route(1, 6, type=EscalationType.HIERARCHICAL)
    for types, found in (((), None), ((EscalationType.FUNCTIONAL,), None), (tuple(EscalationType), 1)):
        assert plan(replace(CALL, types=types), (only,), {6}, {}, NOON).route_id == found


@pytest.mark.parametrize(
    ("then", "found"),
    [
        ({1: 2, 2: None}, ()),
        ({1: 2, 2: 3, 3: 2}, (2, 3)),
        ({1: 1}, (1,)),
        ({1: 9}, ()),
        ({}, ()),
    ],
)
def test_a_chain_that_loops_is_found(then: dict[int, int | None], found: tuple[int, ...]) -> None:
    assert loop(then) == found


ROUTES = st.lists(
    st.builds(
        Route,
        st.integers(1, 5),
        st.lists(st.builds(Step, st.one_of(st.none(), st.integers(0, 8)), st.one_of(st.none(), st.just(8)))).map(tuple),
        category_id=st.sampled_from((None, BILLING, 8)),
        then_id=st.one_of(st.none(), st.integers(1, 6)),
    ),
    max_size=5,
    unique_by=lambda route: route.id,
)


@given(ROUTES, st.sampled_from((NOON, NIGHT)))
def test_deterministic_everybody_once_the_reachable_first_and_every_step_named_or_skipped(
    routes: list[Route], now: datetime
) -> None:
    people = (*PEOPLE, _person(7, ALWAYS, deputies=(1,)))
    answers = {8: OnCall(3, now + timedelta(hours=1))}
    found = route(CALL, people, now, routes=routes, on_call=answers)
    assert sorted(_order(found)) == [1, 2, 3, 4, 5, 6, 7]
    there = [one.reachable for one in found.ranked]
    assert there == sorted(there, reverse=True)
    for order in list(permutations(people))[:3]:
        assert route(CALL, order, now, routes=routes, on_call=answers) == found
    named = [one.contact_id for one in found.plan.named]
    assert len(set(named)) == len(named)
