"""Who is on call: turns, windows, holidays and which rule wins, on days one can look up in a calendar."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from rota_scene import EVERY_DAY, TICK, WORKDAYS, berlin, nights, rota, rule, weekly, who

from deskapp.domain.rota import OnCall, Rotation, Rule, Window

# Turns


def test_turn_k_begins_at_start_plus_k_times_length_and_members_take_it_in_turn() -> None:
    plan = rota(weekly("a", "b", "c"))
    assert [who(plan, berlin(1, 5, 8) + timedelta(weeks=k)) for k in range(5)] == ["a", "b", "c", "a", "b"]


@pytest.mark.parametrize(
    ("unit", "length", "turn"),
    [
        ("hour", 1, timedelta(hours=1)),
        ("hour", 12, timedelta(hours=12)),
        ("day", 2, timedelta(days=2)),
        ("week", 1, timedelta(weeks=1)),
        ("week", 3, timedelta(weeks=3)),
    ],
)
def test_a_length_is_counted_in_units(unit: str, length: int, turn: timedelta) -> None:
    start = datetime(2026, 1, 5, 8, tzinfo=UTC)
    plan = rota(Rotation(unit=unit, length=length, start=start, members=["a", "b"]), zone="UTC")
    assert who(plan, start + turn - TICK) == "a"
    assert who(plan, start + turn) == "b"
    assert who(plan, start + 2 * turn) == "a"


def test_weeks_turn_on_the_weekday_of_the_start() -> None:
    plan = rota(weekly("a", "b", start=berlin(1, 7, 12)))  # a Wednesday
    assert who(plan, berlin(1, 14, 11, 59)) == "a"
    assert who(plan, berlin(1, 14, 12)) == "b"


def test_before_the_start_nobody_is_on_it() -> None:
    plan = rota(weekly("a", "b"))
    assert plan.on_call(berlin(1, 5, 8) - TICK) == OnCall(
        None, "nobody: before the start of the rotation, and no catch-all", Rule.NOT_STARTED
    )
    assert who(plan, berlin(1, 5, 8)) == "a"


def test_a_rotation_ends_at_its_until() -> None:
    plan = rota(weekly("a", until=berlin(1, 20, 12)), catch_all="z")
    assert who(plan, berlin(1, 20, 12) - TICK) == "a"
    assert plan.on_call(berlin(1, 20, 12)) == OnCall("z", "catch-all: after the end of the rotation", Rule.ENDED)


def test_the_zone_of_a_start_does_not_matter_the_rotas_does() -> None:
    start = berlin(1, 5, 8)
    for written in (start.astimezone(UTC), start.astimezone(ZoneInfo("Asia/Tokyo"))):
        plan = rota(weekly("a", "b", start=written))
        assert who(plan, berlin(7, 6, 8) - TICK) != who(plan, berlin(7, 6, 8))


# Windows


def test_a_window_that_ends_before_it_begins_belongs_to_the_day_it_starts_on() -> None:
    plan = rota(weekly("a", window=nights(WORKDAYS)))
    assert who(plan, berlin(1, 9, 17, 30)) == "a"  # Friday evening
    assert who(plan, berlin(1, 10, 8) - TICK) == "a"
    assert rule(plan, berlin(1, 10, 8)) is Rule.OUTSIDE_HOURS
    assert rule(plan, berlin(1, 10, 17, 30)) is Rule.OUTSIDE_HOURS
    assert rule(plan, berlin(1, 12, 7, 59)) is Rule.OUTSIDE_HOURS  # would be Sunday's


def test_equal_times_mean_24_hours() -> None:
    plan = rota(weekly("a", window=Window(days={"sat"}, start="09:00", end="09:00")))
    assert rule(plan, berlin(1, 10, 9) - TICK) is Rule.OUTSIDE_HOURS
    assert who(plan, berlin(1, 10, 9)) == "a"
    assert who(plan, berlin(1, 11, 9) - TICK) == "a"
    assert rule(plan, berlin(1, 11, 9)) is Rule.OUTSIDE_HOURS


@pytest.mark.parametrize("end", ["24:00", "00:00"])
def test_midnight_ends_a_day(end: str) -> None:
    plan = rota(weekly("a", window=Window(days={"sat"}, start="12:00", end=end)))
    told = plan.stretches(berlin(1, 10), berlin(1, 12))
    assert [(one.member, one.start, one.end) for one in told][1] == ("a", berlin(1, 10, 12), berlin(1, 11))


def test_a_turn_changes_within_a_window_where_its_time_comes() -> None:
    plan = rota(weekly("a", "b", start=berlin(1, 5), window=nights()))
    assert who(plan, berlin(1, 12) - TICK) == "a"
    assert who(plan, berlin(1, 12)) == "b"


def test_a_window_over_a_clock_change_keeps_its_times_on_the_wall() -> None:
    plan = rota(weekly("a", window=nights()))
    for month, day, hours in ((3, 28, 13.5), (10, 24, 15.5), (6, 1, 14.5)):
        evening = berlin(month, day, 17, 30)
        night = plan.stretches(evening, evening + timedelta(hours=20))[0]
        assert night.end == berlin(month, day + 1, 8)
        assert night.end - night.start == timedelta(hours=hours)


def test_a_window_whose_edges_are_skipped_or_repeated() -> None:
    plan = rota(weekly("a", window=Window(days=EVERY_DAY, start="02:30", end="08:00")))
    assert plan.until(berlin(3, 29, 0)) == datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert plan.until(berlin(10, 25, 0)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert who(plan, berlin(10, 25, 2, 10, fold=1)) == "a"
    early = rota(weekly("a", window=Window(days=EVERY_DAY, start="22:00", end="02:30")))
    assert early.until(berlin(10, 25, 0)) == datetime(2026, 10, 25, 0, 30, tzinfo=UTC)
    assert who(early, berlin(10, 25, 2, 10, fold=1)) is None


# Holidays


def test_a_rotation_that_rests_on_holidays_leaves_out_the_hours_that_belong_to_them() -> None:
    christmas = {date(2026, 12, 25)}
    plan = rota(weekly("a", holidays=christmas))
    told = plan.stretches(berlin(12, 24), berlin(12, 27))
    assert [(one.rule, one.start) for one in told] == [
        (Rule.ROTATION, berlin(12, 24)),
        (Rule.HOLIDAY, berlin(12, 25)),
        (Rule.ROTATION, berlin(12, 26)),
    ]
    at_night = rota(weekly("a", holidays=christmas, window=nights()))
    assert who(at_night, berlin(12, 25, 3)) == "a"  # the night of the 24th
    assert rule(at_night, berlin(12, 25, 20)) is Rule.HOLIDAY
    assert rule(at_night, berlin(12, 26, 3)) is Rule.HOLIDAY
    assert who(at_night, berlin(12, 26, 20)) == "a"


def test_a_rotation_may_have_its_holidays_all_day() -> None:
    plan = rota(weekly("a", window=nights(WORKDAYS), holidays={date(2026, 12, 25)}, on_holidays="all_day"))
    told = plan.stretches(berlin(12, 24, 12), berlin(12, 27))  # the 25th is a Friday
    assert [(one.member, one.start) for one in told] == [
        (None, berlin(12, 24, 12)),
        ("a", berlin(12, 24, 17, 30)),
        (None, berlin(12, 26, 8)),
    ]
    assert who(plan, berlin(12, 25, 12)) == "a"
    assert who(plan, berlin(12, 24, 12)) is None


def test_a_rotation_without_holidays_takes_no_notice_of_them() -> None:
    assert who(rota(weekly("a")), berlin(12, 25, 12)) == "a"
