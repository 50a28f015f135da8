"""Gaps ahead: where nobody answers while the desk is closed, and who is not there any more."""

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from rota_scene import BERLIN, EVERY_DAY, WORKDAYS, berlin, rota, weekly

from deskapp.domain.rota import OnCall, Override, Rota, Rule, Stretch, Window, cut, gaps_between, present
from deskapp.domain.working_time import Calendar

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri")
DESK = Calendar("Europe/Berlin", {day: [("08:30", "17:30")] for day in WEEKDAYS})
MONDAY = berlin(11, 16)


def gaps(plan: Rota, begin: datetime, end: datetime, desk: Calendar | None = DESK) -> list[tuple[str, str]]:
    spans = desk.spans(begin, end) if desk else ()
    return [(_local(gap.start), _local(gap.end)) for gap in gaps_between(plan.stretches(begin, end), spans)]


def _local(at: datetime) -> str:
    return f"{at.astimezone(BERLIN):%a %H:%M}"


def test_where_nobody_answers_outside_the_desks_hours_is_a_gap_also_outside_the_rotas() -> None:
    plan = rota(weekly("a", window=Window(WORKDAYS, "18:00", "08:00")))
    found = gaps(plan, MONDAY + timedelta(days=4), MONDAY + timedelta(days=8))  # from Friday on
    assert found == [
        ("Fri 08:00", "Fri 08:30"),
        ("Fri 17:30", "Fri 18:00"),
        ("Sat 08:00", "Mon 08:30"),
        ("Mon 17:30", "Mon 18:00"),
    ]


def test_half_an_hour_before_the_desk_opens_is_a_gap() -> None:
    plan = rota(weekly("a", window=Window(EVERY_DAY, "17:30", "08:00")))
    assert gaps(plan, MONDAY, MONDAY + timedelta(days=1)) == [("Mon 08:00", "Mon 08:30")]


def test_all_day_a_gap_takes_the_desks_hours_too() -> None:
    plan = rota(weekly("a", window=Window(EVERY_DAY, "17:30", "08:00")))
    assert gaps(plan, MONDAY, MONDAY + timedelta(days=1), None) == [("Mon 08:00", "Mon 17:30")]


def test_a_catch_all_leaves_no_gap_outside_the_rotas_hours() -> None:
    plan = rota(weekly("a", window=Window(WORKDAYS, "18:00", "08:00")), catch_all="z")
    for desk in (DESK, None):
        assert gaps(plan, MONDAY, MONDAY + timedelta(days=28), desk) == []


def test_where_a_rotation_has_ended_one_gap_reaches_over_the_desks_hours() -> None:
    plan = rota(weekly("a", until=berlin(11, 18, 12)))
    assert gaps(plan, MONDAY, MONDAY + timedelta(days=7)) == [("Wed 17:30", "Mon 00:00")]


def test_a_desk_that_never_opens_and_one_that_always_does() -> None:
    plan = rota(catch_all=None)
    never = Calendar("Europe/Berlin", {})
    always = Calendar("Europe/Berlin", {day: [("00:00", "24:00")] for day in EVERY_DAY})
    assert gaps(plan, MONDAY, MONDAY + timedelta(days=1), never) == [("Mon 00:00", "Tue 00:00")]
    assert gaps(plan, MONDAY, MONDAY + timedelta(days=1), always) == []


@pytest.mark.parametrize("hours", [{"mon": [("08:30", "17:30")]}, {}, {"mon": [("22:00", "21:00")]}])
def test_pieces_cut_at_the_desks_hours_are_the_same_time_once(hours: dict[str, list[tuple[str, str]]]) -> None:
    stretches = rota(weekly("a", window=Window(EVERY_DAY, "17:30", "08:00"))).stretches(MONDAY, berlin(11, 30))
    calendar = Calendar("Europe/Berlin", hours)
    pieces = list(cut(stretches, calendar.spans(MONDAY, berlin(11, 30))))
    assert (pieces[0][0].start, pieces[-1][0].end) == (stretches[0].start, stretches[-1].end)
    for (one, _closed), (other, _closed_too) in pairwise(pieces):
        assert one.start < one.end == other.start
    for one, closed in pieces:
        assert calendar.elapsed(one.start, one.end) == (timedelta() if closed else one.end - one.start)
        assert any(_in(one, whole) for whole in stretches)


def _in(one: Stretch, whole: Stretch) -> bool:
    return whole.start <= one.start and one.end <= whole.end and one.on_call == whole.on_call


def test_for_whoever_left_the_catch_all_answers_and_it_is_a_gap() -> None:
    said = rota(weekly("a"), catch_all="z").on_call(MONDAY)
    told = present(said, {"a"}, "z")
    phrase = "catch-all: whoever has the turn is not in the directory any more"
    assert told == OnCall("z", phrase, Rule.LEFT, "a")
    gap = Stretch(MONDAY, berlin(11, 17), "a", said.reason, said.rule).with_answer(told)
    assert gaps_between([gap]) == [gap]


def test_a_catch_all_who_left_answers_nothing() -> None:
    on_turn, nobodys = rota(weekly("a"), catch_all="z"), rota(catch_all="z")
    for said, gone, rule in (
        (on_turn.on_call(MONDAY), {"a", "z"}, Rule.LEFT),
        (nobodys.on_call(MONDAY), {"z"}, Rule.NO_SHIFT),
    ):
        told = present(said, gone, "z")
        assert (told.member, told.rule) == (None, rule)
        assert told.reason.startswith("nobody: ")


def test_who_stands_in_and_left_is_not_on_call_either() -> None:
    cover = Override("replace", MONDAY, berlin(11, 17), "b", "a")
    said = rota(weekly("a"), overrides=[cover]).on_call(MONDAY)
    assert present(said, {"a"}, None) == said
    assert present(said, {"b"}, None) == OnCall(
        None, "nobody: whoever has the turn is not in the directory any more, and no catch-all", Rule.LEFT, "b"
    )
