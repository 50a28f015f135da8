"""Who is on call where several rules have something to say."""

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from rota_scene import TICK, WORKDAYS, berlin, nights, rota, rule, weekly, who

from deskapp.domain.rota import OnCall, Override, Rota, Rule, Shift, Window


def test_of_several_rotations_that_apply_the_first_in_order_wins() -> None:
    plan = rota(weekly("night", window=nights()), weekly("day"))
    assert who(plan, berlin(1, 6, 17, 30)) == "night"
    assert who(plan, berlin(1, 6, 8)) == "day"


def test_of_several_shifts_that_apply_the_first_in_order_wins() -> None:
    shifts = [Shift(berlin(1, 6), berlin(1, 7), "s"), Shift(berlin(1, 5), berlin(1, 8), "t")]
    plan = rota(weekly("a"), shifts=shifts)
    told = plan.stretches(berlin(1, 4), berlin(1, 9))
    assert [one.member for one in told] == [None, "t", "s", "t", "a"]


def test_an_override_wins_over_a_shift_that_over_the_rotation_that_over_the_catch_all() -> None:
    plan = rota(catch_all="z")
    assert plan.on_call(berlin(1, 6, 12)) == OnCall("z", "catch-all: no shift at this time", Rule.NO_SHIFT)
    plan = replace(plan, rotations=[weekly("a")])
    assert plan.on_call(berlin(1, 6, 12)) == OnCall("a", "on turn in the rotation", Rule.ROTATION)
    plan = replace(plan, shifts=[Shift(berlin(1, 6), berlin(1, 7), "s")])
    assert plan.on_call(berlin(1, 6, 12)) == OnCall("s", "on a dated shift", Rule.SHIFT)
    plan = replace(plan, overrides=[Override("set", berlin(1, 6), berlin(1, 7), "o")])
    assert plan.on_call(berlin(1, 6, 12)) == OnCall("o", "set by an override", Rule.SET)


def test_a_replacement_holds_while_the_replaced_one_would_be_on_call() -> None:
    plan = rota(weekly("a", "b"), overrides=[Override("replace", berlin(1, 8), berlin(1, 15), "c", "a")])
    told = plan.stretches(berlin(1, 7), berlin(1, 16))
    assert [(one.member, one.start) for one in told] == [
        ("a", berlin(1, 7)),
        ("c", berlin(1, 8)),
        ("b", berlin(1, 12, 8)),
    ]
    assert plan.on_call(berlin(1, 8)) == OnCall("c", "stands in by an override", Rule.REPLACE, "a")


def test_a_replacement_also_stands_in_for_a_shift_and_for_the_catch_all() -> None:
    plan = rota(
        shifts=[Shift(berlin(1, 6), berlin(1, 7), "s")],
        catch_all="z",
        overrides=[
            Override("replace", berlin(1, 5), berlin(1, 8), "b", replaces="s"),
            Override("replace", berlin(1, 5), berlin(1, 8), "y", replaces="z"),
        ],
    )
    assert [one.member for one in plan.stretches(berlin(1, 4), berlin(1, 9))] == ["z", "y", "b", "y", "z"]


def test_two_swap_by_two_replacements() -> None:
    week = {"start": berlin(1, 5, 8), "end": berlin(1, 19, 8)}
    swap = [
        Override("replace", **week, member="b", replaces="a"),
        Override("replace", **week, member="a", replaces="b"),
    ]
    plan = rota(weekly("a", "b"), overrides=swap)
    assert [one.member for one in plan.stretches(berlin(1, 5, 8), berlin(1, 19, 8))] == ["b", "a"]


def test_after_a_remove_comes_the_catch_all() -> None:
    day_off = [Override("remove", berlin(1, 6), berlin(1, 7), replaces="a")]
    plan = rota(weekly("a"), weekly("second"), overrides=day_off, catch_all="z")
    assert plan.on_call(berlin(1, 6)) == OnCall("z", "catch-all: taken off by an override", Rule.REMOVED, "a")
    assert who(plan, berlin(1, 7)) == "a"
    plan = replace(plan, catch_all=None)
    assert plan.on_call(berlin(1, 6)) == OnCall(
        None, "nobody: taken off by an override, and no catch-all", Rule.REMOVED, "a"
    )


NIGHT = {"start": berlin(1, 6), "end": berlin(1, 7)}
REPLACED = Override("replace", **NIGHT, member="b", replaces="a")
OFF = Override("remove", **NIGHT, replaces="b")


@pytest.mark.parametrize(
    "stands_in",
    [
        [REPLACED],
        [Override("set", **NIGHT, member="b")],
        [REPLACED, Override("replace", **NIGHT, member="a", replaces="b")],  # the two swap
        [Override("replace", **NIGHT, member="c", replaces="a"), Override("set", **NIGHT, member="b")],
        [REPLACED, REPLACED],
    ],
)
def test_whoever_stands_in_and_is_taken_off_is_not_on_call_any_more(stands_in: list[Override]) -> None:
    plan = rota(weekly("a"), overrides=[*stands_in, OFF], catch_all="z")
    assert plan.on_call(berlin(1, 6, 12)) == OnCall("z", "catch-all: taken off by an override", Rule.REMOVED, "b")
    assert [one.member for one in plan.stretches(berlin(1, 5, 8), berlin(1, 8))] == ["a", "z", "a"]


def test_whoever_covers_a_cover_stays_when_the_first_cover_is_taken_off() -> None:
    covers = [REPLACED, Override("set", **NIGHT, member="c")]
    assert who(rota(weekly("a"), overrides=[*covers, OFF], catch_all="z"), berlin(1, 6, 12)) == "c"


def test_whoever_was_taken_off_comes_back_by_an_override_made_later() -> None:
    for again in (REPLACED, Override("set", **NIGHT, member="b")):
        assert who(rota(weekly("a"), overrides=[REPLACED, OFF, again], catch_all="z"), berlin(1, 6, 12)) == "b"


def test_a_catch_all_who_was_taken_off_is_not_asked() -> None:
    overrides = [Override("remove", **NIGHT, replaces="z"), Override("remove", **NIGHT, replaces="a")]
    for order in (overrides, overrides[::-1]):
        assert who(rota(weekly("a"), overrides=order, catch_all="z"), berlin(1, 6, 12)) is None
    assert who(rota(overrides=overrides[:1], catch_all="z"), berlin(1, 6, 12)) is None


def test_a_remove_of_somebody_else_changes_nothing() -> None:
    plan = rota(weekly("a"), overrides=[Override("remove", berlin(1, 6), berlin(1, 7), replaces="b")])
    assert who(plan, berlin(1, 6, 12)) == "a"


def test_set_is_for_the_whole_stretch_whatever_the_rest_says() -> None:
    plan = rota(weekly("a", window=nights()), overrides=[Override("set", berlin(1, 1), berlin(1, 10), "o")])
    assert [one.member for one in plan.stretches(berlin(1, 1), berlin(1, 10))] == ["o"]


@pytest.mark.parametrize(
    ("earlier", "later", "member"),
    [
        (("set", "b", None), ("set", "c", None), "c"),
        (("replace", "b", "a"), ("replace", "c", "a"), "c"),
        (("set", "b", None), ("remove", None, "a"), "z"),
        (("remove", None, "a"), ("set", "b", None), "b"),
        (("remove", None, "a"), ("replace", "b", "a"), "b"),
        (("set", "b", None), ("replace", "c", "x"), "b"),
    ],
)
def test_of_overrides_the_last_made_wins(earlier: Any, later: Any, member: str) -> None:
    overrides = [
        Override(kind, berlin(1, 6), berlin(1, 7), stands_in, replaces)
        for kind, stands_in, replaces in (earlier, later)
    ]
    assert who(rota(weekly("a"), overrides=overrides, catch_all="z"), berlin(1, 6, 12)) == member


def test_a_stretch_is_from_the_start_inclusive_to_the_end_exclusive() -> None:
    for plan in (
        rota(shifts=[Shift(berlin(1, 6), berlin(1, 7), "a")]),
        rota(overrides=[Override("set", berlin(1, 6), berlin(1, 7), "a")]),
    ):
        assert who(plan, berlin(1, 6) - TICK) is None
        assert who(plan, berlin(1, 6)) == "a"
        assert who(plan, berlin(1, 7) - TICK) == "a"
        assert who(plan, berlin(1, 7)) is None


def test_an_empty_rota_says_why_nobody_is_on_call() -> None:
    plan = Rota("Europe/Berlin")
    assert plan.on_call(berlin(1, 1)).member is None
    assert plan.on_call(berlin(1, 1)).reason == "nobody: no shift at this time, and no catch-all"
    assert plan.until(berlin(1, 1)) is None


def test_of_several_reasons_why_nobody_is_on_call_the_most_telling_is_given() -> None:
    ended, to_come = weekly("a", until=berlin(2, 1)), weekly("b", start=berlin(3, 2, 8))
    by_day = weekly("c", window=Window(days=WORKDAYS, start="09:00", end="17:00"), holidays={date(2026, 2, 10)})
    assert rule(rota(to_come, ended), berlin(2, 10)) is Rule.ENDED
    assert rule(rota(to_come), berlin(2, 10)) is Rule.NOT_STARTED
    assert rule(rota(by_day), berlin(2, 9)) is Rule.OUTSIDE_HOURS
    assert rule(rota(to_come, ended, by_day), berlin(2, 10, 12)) is Rule.HOLIDAY
