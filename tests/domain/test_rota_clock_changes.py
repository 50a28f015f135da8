"""Rotas where clocks are set forward and back: handover is at wall-clock time."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

from rota_scene import TICK, berlin, in_zone, rota, rule, who

from deskapp.domain.rota import Rota, Rotation, Rule, Shift


def test_handover_is_at_wall_clock_time_in_the_rotas_zone() -> None:
    plan = rota(Rotation(unit="day", length=1, start=berlin(3, 27, 8), members=["a", "b", "c"]))
    assert [one.start for one in plan.stretches(berlin(3, 27, 8), berlin(3, 31, 8))] == [
        datetime(2026, 3, 27, 7, tzinfo=UTC),
        datetime(2026, 3, 28, 7, tzinfo=UTC),
        datetime(2026, 3, 29, 6, tzinfo=UTC),
        datetime(2026, 3, 30, 6, tzinfo=UTC),
    ]


def test_a_skipped_local_time_means_the_first_instant_after_it() -> None:
    plan = rota(Rotation(unit="day", length=1, start=berlin(3, 27, 2, 30), members=["a", "b", "c"]))
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)  # from 02:00 to 03:00
    assert who(plan, change - TICK) == "b"
    assert who(plan, change) == "c"
    assert who(plan, berlin(3, 30, 2, 30)) == "a"


def test_a_repeated_local_time_means_its_first_occurrence() -> None:
    plan = rota(Rotation(unit="day", length=1, start=berlin(10, 23, 2, 30), members=["a", "b", "c"]))
    assert who(plan, berlin(10, 25, 2, 30) - TICK) == "b"
    assert who(plan, berlin(10, 25, 2, 30)) == "c"
    # The clock shows 02:00 to 02:30 once more: nobody hands back.
    assert who(plan, berlin(10, 25, 2, 10, fold=1)) == "c"
    assert who(plan, berlin(10, 25, 2, 40, fold=1)) == "c"


def test_turns_are_counted_on_the_wall_clock_hourly_ones_too() -> None:
    plan = rota(Rotation(unit="hour", length=1, start=berlin(10, 25), members=["a", "b", "c", "d", "e"]))
    assert who(plan, berlin(10, 25, 2, 59)) == "c"
    assert who(plan, berlin(10, 25, 2, 0, fold=1)) == "c"
    assert who(plan, berlin(10, 25, 2, 59, fold=1)) == "c"
    assert who(plan, berlin(10, 25, 3)) == "d"
    long_turn = plan.stretches(berlin(10, 25, 2), berlin(10, 25, 4))[0]
    assert long_turn.end - long_turn.start == timedelta(hours=2)
    plan = rota(Rotation(unit="hour", length=1, start=berlin(3, 29), members=["a", "b", "c", "d", "e"]))
    told = plan.stretches(berlin(3, 29), berlin(3, 29, 5))
    assert [one.member for one in told] == ["a", "b", "d", "e"]  # c's hour is skipped
    assert [one.end - one.start for one in told] == [timedelta(hours=1)] * 4


def test_clocks_that_change_by_half_an_hour() -> None:
    place = "Australia/Lord_Howe"  # on 4 October 2026 from 02:00 to 02:30; on 5 April from 02:00 back to 01:30
    start = in_zone(place, 2026, 10, 3, 2, 15)
    plan = rota(Rotation(unit="day", length=1, start=start, members=["a", "b"]), zone=place)
    change = datetime(2026, 10, 3, 15, 30, tzinfo=UTC)
    assert [one.start for one in plan.stretches(change - timedelta(hours=1), change + timedelta(hours=1))][1] == change
    start = in_zone(place, 2026, 4, 4, 1, 45)
    plan = rota(Rotation(unit="day", length=1, start=start, members=["a", "b"]), zone=place)
    assert who(plan, in_zone(place, 2026, 4, 5, 1, 45)) == "b"
    assert who(plan, in_zone(place, 2026, 4, 5, 1, 35, fold=1)) == "b"


def test_a_day_that_a_zone_left_out_has_no_turn_of_its_own() -> None:
    place = "Pacific/Apia"  # there was no 30 December 2011
    plan = rota(Rotation("day", 1, in_zone(place, 2011, 12, 28), ["a", "b", "c", "d"]), zone=place)
    told = plan.stretches(in_zone(place, 2011, 12, 28), in_zone(place, 2012, 1, 1))
    assert [one.member for one in told] == ["a", "b", "d"]
    assert [one.end - one.start for one in told] == [timedelta(days=1)] * 3
    early = rota(Rotation("hour", 7, in_zone(place, 2011, 12, 29, 1), ["a", "b", "c", "d"]), zone=place)
    # The turn that would have begun on the 30th at 19:00 is the latest of those that were skipped.
    assert who(early, in_zone(place, 2011, 12, 31)) == "abcd"[(18 + 24) // 7 % 4]


def test_a_start_at_a_skipped_time_begins_after_it_and_turns_at_it() -> None:
    plan = rota(Rotation(unit="day", length=1, start=berlin(3, 29, 2, 30), members=["a", "b"]))
    change = datetime(2026, 3, 29, 1, tzinfo=UTC)
    assert rule(plan, change - TICK) is Rule.NOT_STARTED
    assert who(plan, change) == "a"
    assert who(plan, berlin(3, 30, 2, 30) - TICK) == "a"
    assert who(plan, berlin(3, 30, 2, 30)) == "b"
    assert Rota.from_dict(plan.to_dict()) == plan
    # Seen from another zone it is an instant like any other.
    assert who(replace(plan, zone="UTC"), change + timedelta(days=1)) == "b"


def test_a_start_in_the_second_of_two_equal_hours_begins_there() -> None:
    plan = rota(Rotation(unit="day", length=1, start=berlin(10, 25, 2, 30, fold=1), members=["a", "b"]))
    assert who(plan, berlin(10, 25, 2, 30)) is None
    assert who(plan, berlin(10, 25, 2, 30, fold=1)) == "a"
    assert Rota.from_dict(plan.to_dict()) == plan


def test_a_shift_at_a_skipped_time_begins_after_it() -> None:
    plan = Rota("Europe/Berlin", shifts=[Shift(berlin(3, 29, 2, 30), berlin(3, 29, 8), "a")])
    assert plan.shifts[0].start == datetime(2026, 3, 29, 1, tzinfo=UTC)
