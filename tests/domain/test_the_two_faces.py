"""The two faces that checks from outside call: RULES.md, "What checks from outside call"."""

from datetime import UTC, date, datetime, timedelta, timezone
from zoneinfo import ZoneInfo

import pytest

from deskapp.domain.rota import OnCall, Override, Rota, Rotation, Shift, Window
from deskapp.domain.working_time import Calendar

BERLIN = ZoneInfo("Europe/Berlin")
WORKING_DAYS = {"mon", "tue", "wed", "thu", "fri"}
HOUR = timedelta(hours=1)


def berlin(month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(2026, month, day, hour, minute, tzinfo=BERLIN)


def calendar() -> Calendar:
    return Calendar(
        zone="Europe/Berlin",
        week={day: [("09:00", "12:00"), ("13:00", "24:00")] for day in WORKING_DAYS},
        closed={date(2026, 12, 25)},
        special={date(2026, 12, 24): [("09:00", "12:00")]},
    )


def rota() -> Rota:
    """Nights of working days from Monday 2 November on, a week each; b stands in for a in the first Tuesday night."""
    return Rota(
        zone="Europe/Berlin",
        rotations=[
            Rotation(
                unit="week",
                length=1,
                start=berlin(11, 2, 9),
                members=["a", "b"],
                until=None,
                window=Window(days=WORKING_DAYS, start="17:30", end="08:00"),
            )
        ],
        overrides=[
            Override(kind="replace", start=berlin(11, 3, 12), end=berlin(11, 4, 12), member="b", replaces="a"),
        ],
        catch_all=None,
    )


# Calendar


def test_due_is_the_instant_at_which_so_much_working_time_has_passed() -> None:
    due = calendar().due(berlin(11, 2, 11), 2 * HOUR)
    assert due == berlin(11, 2, 14)
    assert due.utcoffset() is not None


def test_due_leaves_out_the_pauses() -> None:
    pauses = [(berlin(11, 2, 11, 30), berlin(11, 2, 13, 30))]
    assert calendar().due(berlin(11, 2, 11), 2 * HOUR, pauses=pauses) == berlin(11, 2, 15)
    assert calendar().due(start=berlin(11, 2, 11), target=2 * HOUR, pauses=[]) == berlin(11, 2, 14)


def test_elapsed_is_the_working_time_between_two_instants_less_the_pauses() -> None:
    pauses = [(berlin(11, 2, 11, 30), berlin(11, 2, 13, 30))]
    assert calendar().elapsed(berlin(11, 2, 11), berlin(11, 2, 15), pauses=pauses) == 2 * HOUR
    assert calendar().elapsed(start=berlin(11, 2, 11), end=berlin(11, 2, 15)) == 3 * HOUR


def test_24_00_is_the_midnight_that_ends_a_day() -> None:
    assert calendar().elapsed(berlin(11, 2, 23), berlin(11, 3, 9)) == HOUR


def test_a_missing_day_is_closed_and_so_is_a_closed_date_and_a_special_date_has_its_own_spans() -> None:
    assert calendar().elapsed(berlin(11, 7), berlin(11, 9)) == timedelta(0)
    assert calendar().elapsed(berlin(12, 25), berlin(12, 26)) == timedelta(0)
    assert calendar().elapsed(berlin(12, 24), berlin(12, 25)) == 3 * HOUR
    assert calendar().due(berlin(12, 24, 11), 2 * HOUR) == berlin(12, 28, 10)


def test_a_calendar_needs_no_more_than_its_zone_and_week() -> None:
    assert Calendar(zone="UTC", week={"mon": [("09:00", "12:00")]}).elapsed(berlin(11, 2), berlin(11, 3)) == 3 * HOUR


# Rota


@pytest.mark.parametrize(
    ("at", "member"),
    [
        (berlin(11, 2, 17, 29), None),
        (berlin(11, 2, 17, 30), "a"),
        (berlin(11, 3, 7, 59), "a"),
        (berlin(11, 3, 8), None),
        (berlin(11, 3, 18), "b"),
        (berlin(11, 4, 18), "a"),
        (berlin(11, 7, 7), "a"),
        (berlin(11, 7, 18), None),
        (berlin(11, 9, 18), "b"),
        (berlin(11, 16, 18), "a"),
    ],
)
def test_on_call_answers_with_a_member_and_a_reason(at: datetime, member: str | None) -> None:
    answer = rota().on_call(at)
    assert isinstance(answer, OnCall)
    assert answer.member == member
    # A short English phrase, whoever it is and also where it is nobody.
    assert 5 < len(answer.reason) < 80


def test_instants_may_be_of_any_zone() -> None:
    for zone in (UTC, ZoneInfo("Asia/Tokyo"), timezone(timedelta(hours=-5))):
        assert rota().on_call(berlin(11, 3, 18).astimezone(zone)).member == "b"


def test_instants_are_aware_datetimes_and_others_are_refused() -> None:
    naive = berlin(11, 3, 18).replace(tzinfo=None)
    with pytest.raises(ValueError):
        rota().on_call(naive)
    with pytest.raises(ValueError):
        calendar().due(naive, HOUR)
    with pytest.raises(ValueError):
        calendar().elapsed(naive, berlin(11, 3, 18))


def test_the_kinds_of_overrides() -> None:
    start, end = berlin(11, 2, 12), berlin(11, 3, 12)
    first = Rotation("week", 1, berlin(11, 2), ["a", "b"])
    for override, member in (
        (Override(kind="set", start=start, end=end, member="c"), "c"),
        (Override(kind="set", start=start, end=end, member="c", replaces=None), "c"),
        (Override(kind="replace", start=start, end=end, member="c", replaces="a"), "c"),
        (Override(kind="replace", start=start, end=end, member="c", replaces="b"), "a"),
        (Override(kind="remove", start=start, end=end, member=None, replaces="a"), "z"),
        (Override(kind="remove", start=start, end=end, replaces="a"), "z"),
    ):
        planned = Rota(zone="Europe/Berlin", rotations=[first], overrides=[override], catch_all="z")
        assert planned.on_call(start).member == member, override
        assert planned.on_call(end).member == "a", override


def test_shifts_by_date_are_given_by_place_or_by_name() -> None:
    start, end = berlin(11, 2, 12), berlin(11, 3, 12)
    for shift in (Shift(start, end, "c"), Shift(start=start, end=end, member="c")):
        planned = Rota("Europe/Berlin", rotations=[], overrides=[], catch_all=None, shifts=[shift])
        assert planned.on_call(start).member == "c"
        assert planned.on_call(end).member is None


def test_a_rota_needs_no_more_than_its_zone() -> None:
    answer = Rota(zone="Europe/Berlin").on_call(berlin(11, 2))
    assert answer.member is None
    assert answer.reason


def test_rotations_may_be_counted_in_hours_days_and_weeks_and_end() -> None:
    start = berlin(11, 2)
    for unit, turn in (("hour", HOUR), ("day", 24 * HOUR), ("week", 168 * HOUR)):
        turns = Rotation(unit=unit, length=2, start=start, members=("a", "b"), until=start + 8 * turn)
        planned = Rota(zone="Europe/Berlin", rotations=[turns], overrides=[], catch_all=None)
        told = [planned.on_call(start + k * turn).member for k in range(9)]
        assert told == ["a", "a", "b", "b", "a", "a", "b", "b", None], unit


def test_lists_tuples_and_sets_are_taken_and_what_was_given_may_change_afterwards() -> None:
    members, rotations = ["a", "b"], [Rotation("day", 1, berlin(11, 2), ["a", "b"])]
    rotations[0] = Rotation("day", 1, berlin(11, 2), members, None, Window(["mon", "tue"], "00:00", "24:00"))
    planned = Rota("Europe/Berlin", rotations, [], None)
    members.reverse()
    rotations.clear()
    assert [planned.on_call(berlin(11, day, 9)).member for day in (2, 3, 4)] == ["a", "b", None]
