"""Calendars: each rule of the clocks that speaks of working time, by example."""

import pickle
import struct
import sys
from datetime import UTC, date, datetime, timedelta, timezone
from importlib.resources import files
from itertools import pairwise
from zoneinfo import ZoneInfo, available_timezones

import pytest

from deskapp.domain.errors import Invalid
from deskapp.domain.working_time import WEEKDAYS, Calendar, CalendarError, DayKind

BERLIN = ZoneInfo("Europe/Berlin")
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
OFFICE = {day: [("09:00", "17:30")] for day in WEEKDAYS[:5]}
ALWAYS = Calendar("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS})
DESK = Calendar("Europe/Berlin", OFFICE)


def berlin(*figures: int, fold: int = 0) -> datetime:
    return datetime(*figures, tzinfo=BERLIN, fold=fold)  # type: ignore[misc,arg-type]


def utc(*figures: int) -> datetime:
    return datetime(*figures, tzinfo=UTC)  # type: ignore[misc,arg-type]


# Due


def test_due_is_the_earliest_instant_at_which_the_working_time_has_reached_the_target() -> None:
    assert DESK.due(berlin(2026, 3, 2, 16, 30), 4 * HOUR) == berlin(2026, 3, 3, 12, 0)


def test_a_target_that_runs_out_exactly_at_closing_time_is_due_at_closing_time_not_at_the_next_opening() -> None:
    assert DESK.due(berlin(2026, 3, 6, 16, 30), HOUR) == berlin(2026, 3, 6, 17, 30)


def test_a_target_that_runs_out_at_a_break_is_due_where_the_break_begins() -> None:
    broken = Calendar("Europe/Berlin", {"mon": [("09:00", "12:00"), ("13:00", "24:00")]})
    assert broken.due(berlin(2026, 3, 2, 9), 3 * HOUR) == berlin(2026, 3, 2, 12)
    assert broken.due(berlin(2026, 3, 2, 9), 3 * HOUR + MINUTE) == berlin(2026, 3, 2, 13, 1)


@pytest.mark.parametrize("start", [berlin(2026, 3, 2, 10), berlin(2026, 3, 7, 3), berlin(2026, 3, 2, 17, 30)])
def test_a_target_of_zero_is_due_at_the_start(start: datetime) -> None:
    assert DESK.due(start, timedelta(0)) == start
    assert DESK.due(start, timedelta(0), [(start, start + DAY)]) == start


def test_a_target_below_zero_is_refused() -> None:
    with pytest.raises(CalendarError) as refusal:
        DESK.due(utc(2026, 3, 2), timedelta(microseconds=-1))
    assert refusal.value.fields == {"target": "target_below_zero"}


def test_a_start_outside_hours_waits_for_the_opening() -> None:
    assert DESK.due(berlin(2026, 3, 7, 12), timedelta(seconds=1)) == berlin(2026, 3, 9, 9, 0, 1)


def test_seconds_and_less_are_kept_nothing_is_rounded() -> None:
    start = utc(2026, 3, 2, 10, 0, 7, 123456)
    assert DESK.due(start, timedelta(seconds=90, microseconds=1)) == utc(2026, 3, 2, 10, 1, 37, 123457)
    assert DESK.elapsed(start, utc(2026, 3, 2, 10, 0, 8)) == timedelta(microseconds=876544)


def test_instants_come_out_aware_and_in_utc() -> None:
    tokyo = datetime(2026, 3, 2, 18, tzinfo=ZoneInfo("Asia/Tokyo"))
    for target in (timedelta(0), HOUR, 40 * HOUR):
        assert DESK.due(tokyo, target).tzinfo is UTC
    assert DESK.due(tokyo, HOUR) == DESK.due(tokyo.astimezone(UTC), HOUR) == utc(2026, 3, 2, 10)


# Elapsed


def test_an_end_before_its_start_has_no_working_time() -> None:
    assert DESK.elapsed(berlin(2026, 3, 3, 12), berlin(2026, 3, 2, 12)) == timedelta(0)


def test_a_span_is_half_open_its_opening_instant_counts_its_closing_instant_does_not() -> None:
    assert DESK.is_open(berlin(2026, 3, 2, 9))
    assert not DESK.is_open(berlin(2026, 3, 2, 9) - timedelta.resolution)
    assert DESK.is_open(berlin(2026, 3, 2, 17, 30) - timedelta.resolution)
    assert not DESK.is_open(berlin(2026, 3, 2, 17, 30))


def test_a_missing_day_is_closed() -> None:
    assert DESK.elapsed(berlin(2026, 3, 7), berlin(2026, 3, 9)) == timedelta(0)


def test_24_hours_on_7_days_is_real_time() -> None:
    start, end = utc(2023, 12, 31, 23, 59, 59), utc(2031, 2, 3, 4, 5, 6)
    assert ALWAYS.elapsed(start, end) == end - start
    assert ALWAYS.due(start, end - start) == end


def test_any_number_of_spans_a_day() -> None:
    many = Calendar("UTC", {"mon": [(f"{hour:02}:00", f"{hour:02}:30") for hour in range(24)]})
    assert many.elapsed(utc(2026, 3, 2), utc(2026, 3, 3)) == 12 * HOUR


def test_spans_of_a_day_may_come_in_any_order_and_touch() -> None:
    day = Calendar("UTC", {"mon": [("13:00", "17:00"), ("09:00", "12:00"), ("12:00", "13:00")]})
    assert day.spans(utc(2026, 3, 2), utc(2026, 3, 3)) == [(utc(2026, 3, 2, 9), utc(2026, 3, 2, 17))]


# Midnight, closed and special dates

NIGHTS = {day: [("22:00", "06:00")] for day in WEEKDAYS[:5]}


def test_a_span_whose_end_is_not_after_its_beginning_runs_into_the_next_day() -> None:
    assert Calendar("UTC", NIGHTS).due(utc(2026, 3, 2, 21), 3 * HOUR) == utc(2026, 3, 3, 1)


def test_a_span_past_midnight_belongs_to_the_day_on_which_it_begins() -> None:
    nights = Calendar("UTC", NIGHTS)
    assert nights.elapsed(utc(2026, 3, 7), utc(2026, 3, 8)) == 6 * HOUR  # Saturday has none of its own
    assert nights.elapsed(utc(2026, 3, 2), utc(2026, 3, 2, 12)) == timedelta(0)  # nor has Sunday
    closed = Calendar("UTC", NIGHTS, closed={date(2026, 3, 3)})
    assert closed.elapsed(utc(2026, 3, 3, 12), utc(2026, 3, 4, 12)) == timedelta(0)


def test_equal_times_are_24_hours() -> None:
    shift = Calendar("UTC", {"mon": [("09:00", "09:00")]})
    assert shift.spans(utc(2026, 3, 1), utc(2026, 3, 8)) == [(utc(2026, 3, 2, 9), utc(2026, 3, 3, 9))]


def test_a_closed_date_that_follows_cuts_it_at_midnight() -> None:
    nights = Calendar("UTC", NIGHTS, closed={date(2026, 3, 3)})
    assert nights.spans(utc(2026, 3, 2), utc(2026, 3, 3, 22)) == [(utc(2026, 3, 2, 22), utc(2026, 3, 3))]


def test_a_special_date_that_follows_cuts_it_at_midnight() -> None:
    nights = Calendar("UTC", NIGHTS, special={date(2026, 3, 3): [("05:00", "07:00")]})
    assert nights.spans(utc(2026, 3, 2), utc(2026, 3, 4)) == [
        (utc(2026, 3, 2, 22), utc(2026, 3, 3)),
        (utc(2026, 3, 3, 5), utc(2026, 3, 3, 7)),
    ]


def test_a_special_day_has_its_own_hours_also_past_midnight() -> None:
    eve = Calendar("UTC", OFFICE, special={date(2026, 3, 7): [("23:00", "01:00")]})
    assert eve.spans(utc(2026, 3, 7), utc(2026, 3, 9)) == [(utc(2026, 3, 7, 23), utc(2026, 3, 8, 1))]


def test_a_special_day_without_spans_is_closed_and_a_closed_date_stays_closed_when_it_is_special_too() -> None:
    day = date(2026, 3, 3)
    for calendar in (
        Calendar("UTC", OFFICE, special={day: []}),
        Calendar("UTC", OFFICE, closed={day}, special={day: [("09:00", "12:00")]}),
    ):
        assert calendar.elapsed(utc(2026, 3, 3), utc(2026, 3, 4)) == timedelta(0)
        assert calendar.day_kind(day) is DayKind.CLOSED


def test_a_closed_date_is_the_local_date_not_that_of_utc() -> None:
    week = {day: [("00:00", "24:00")] for day in WEEKDAYS}
    kiritimati = Calendar("Pacific/Kiritimati", week, closed={date(2026, 3, 3)})
    assert kiritimati.next_opening(utc(2026, 3, 2, 10)) == utc(2026, 3, 3, 10)


def test_nights_that_run_into_a_day_with_hours_are_counted_once() -> None:
    calendar = Calendar("UTC", {"mon": [("22:00", "06:00")], "tue": [("05:00", "09:00")]})
    assert calendar.spans(utc(2026, 3, 2), utc(2026, 3, 4)) == [(utc(2026, 3, 2, 22), utc(2026, 3, 3, 9))]


# The wall clock and real time


def test_a_skipped_hour_gives_none() -> None:
    night = Calendar("Europe/Berlin", {"sun": [("01:30", "03:30")]})
    assert night.elapsed(utc(2026, 3, 28, 12), utc(2026, 3, 29, 12)) == HOUR


def test_of_a_repeated_hour_both_passes_count_so_0130_to_0230_has_90_minutes() -> None:
    night = Calendar("Europe/Berlin", {"sun": [("01:30", "02:30")]})
    assert night.elapsed(utc(2026, 10, 24, 12), utc(2026, 10, 25, 12)) == 90 * MINUTE
    assert night.spans(utc(2026, 10, 24, 12), utc(2026, 10, 25, 12)) == [
        (utc(2026, 10, 24, 23, 30), utc(2026, 10, 25, 0, 30)),
        (utc(2026, 10, 25, 1), utc(2026, 10, 25, 1, 30)),
    ]


def test_a_start_in_the_second_pass_of_a_repeated_hour_is_the_second_pass() -> None:
    night = Calendar("Europe/Berlin", {"sun": [("02:00", "03:00")]})
    assert night.due(berlin(2026, 10, 25, 2, 30), 45 * MINUTE) == utc(2026, 10, 25, 1, 15)
    assert night.due(berlin(2026, 10, 25, 2, 30, fold=1), 30 * MINUTE) == utc(2026, 10, 25, 2)


def test_hours_by_day_follow_the_zone_through_the_year() -> None:
    assert DESK.due(berlin(2026, 3, 27, 16, 30), 2 * HOUR) == utc(2026, 3, 30, 8)
    assert DESK.due(berlin(2026, 10, 23, 16, 30), 2 * HOUR) == utc(2026, 10, 26, 9)


def test_a_zone_that_moves_its_clocks_by_half_an_hour() -> None:
    night = {"sun": [("01:00", "03:00")]}
    lord_howe = Calendar("Australia/Lord_Howe", night)
    assert lord_howe.elapsed(utc(2026, 4, 4), utc(2026, 4, 5)) == 150 * MINUTE
    assert lord_howe.elapsed(utc(2026, 10, 3), utc(2026, 10, 4)) == 90 * MINUTE


def test_a_zone_that_skipped_a_whole_day() -> None:
    day_and_night = {day: [("00:00", "24:00")] for day in WEEKDAYS}
    for zone, before, skipped in (
        ("Pacific/Apia", utc(2011, 12, 29, 12), date(2011, 12, 30)),
        ("Pacific/Kwajalein", utc(1993, 8, 20), date(1993, 8, 21)),
    ):
        open_all_day = Calendar(zone, day_and_night, closed={skipped})
        assert open_all_day.elapsed(before, before + 2 * DAY) == 2 * DAY
        office = Calendar(zone, {day: [("09:00", "17:00")] for day in WEEKDAYS})
        assert office.elapsed(before, before + 2 * DAY) == 16 * HOUR


def test_a_zone_that_moved_its_clocks_for_one_week_only() -> None:
    boa_vista = Calendar("America/Boa_Vista", {day: [("09:00", "10:00")] for day in WEEKDAYS})
    openings = [boa_vista.next_opening(utc(2000, 10, day)) for day in (7, 9, 16)]
    assert openings == [utc(2000, 10, 7, 13), utc(2000, 10, 9, 12), utc(2000, 10, 16, 13)]


def test_a_zone_that_changed_its_offset_for_good() -> None:
    caracas = Calendar("America/Caracas", {"sun": [("02:00", "04:00")]})  # 02:30 became 03:00 on 2016-05-01
    assert caracas.elapsed(utc(2016, 4, 30, 12), utc(2016, 5, 1, 12)) == 90 * MINUTE
    kathmandu = Calendar("Asia/Kathmandu", {day: [("09:00", "10:00")] for day in WEEKDAYS})
    assert kathmandu.next_opening(utc(1985, 12, 31)) == utc(1985, 12, 31, 3, 30)
    assert kathmandu.next_opening(utc(1986, 1, 2)) == utc(1986, 1, 2, 3, 15)


def test_no_zone_changes_twice_between_two_looks_and_rules_for_single_years_end_by_2100() -> None:
    zones = [name for name in sorted(available_timezones()) if name not in ("Factory", "localtime")]
    assert len(zones) > 400
    for zone in zones:
        changes = offset_changes(zone)
        if changes:
            assert utc(1800, 1, 1).timestamp() < changes[0], zone
            assert changes[-1] < utc(2100, 1, 1).timestamp(), zone
        assert all(later - earlier > 4 * 86_400 for earlier, later in pairwise(changes)), zone


def offset_changes(zone: str) -> list[int]:
    """When the zone changes its offset, by the 64-bit part of its file (RFC 9636)."""
    data = files("tzdata").joinpath("zoneinfo", *zone.split("/")).read_bytes()
    isut, isstd, leap, times, types, chars = struct.unpack_from(">6l", data, 20)
    start = 44 + times * 5 + types * 6 + chars + leap * 8 + isstd + isut
    isut, isstd, leap, times, types, chars = struct.unpack_from(">6l", data, start + 20)
    at = start + 44
    instants = struct.unpack_from(f">{times}q", data, at)
    kinds = struct.unpack_from(f">{times}B", data, at + times * 8)
    offsets = [struct.unpack_from(">l", data, at + times * 9 + kind * 6)[0] for kind in range(types)]
    changes, offset = [], offsets[0] if offsets else 0
    for instant, kind in zip(instants, kinds, strict=True):
        if offsets[kind] != offset:
            changes.append(instant)
            offset = offsets[kind]
    return changes


# Pauses


def test_a_pause_moves_the_deadline_by_its_working_time() -> None:
    start = berlin(2026, 3, 2, 9)
    pause = (berlin(2026, 3, 2, 17), berlin(2026, 3, 3, 10))  # half an hour before closing, one after opening
    assert DESK.due(start, 10 * HOUR) == berlin(2026, 3, 3, 10, 30)
    assert DESK.due(start, 10 * HOUR, [pause]) == berlin(2026, 3, 3, 12)
    assert DESK.elapsed(start, berlin(2026, 3, 3, 12), [pause]) == 10 * HOUR


def test_a_pause_counts_only_where_it_overlaps_working_time() -> None:
    weekend = (berlin(2026, 3, 6, 17, 30), berlin(2026, 3, 9, 9))
    assert DESK.due(berlin(2026, 3, 6, 16), 2 * HOUR, [weekend]) == DESK.due(berlin(2026, 3, 6, 16), 2 * HOUR)


def test_pauses_that_overlap_count_once_and_ones_that_touch_count_both() -> None:
    start = utc(2026, 3, 2)
    overlapping = [(start + 2 * HOUR, start + 5 * HOUR), (start + HOUR, start + 3 * HOUR)]
    touching = [(start + HOUR, start + 2 * HOUR), (start + 2 * HOUR, start + 5 * HOUR)]
    for pauses in (overlapping, touching):
        assert ALWAYS.due(start, 2 * HOUR, pauses) == start + 6 * HOUR
        assert ALWAYS.elapsed(start, start + 6 * HOUR, pauses) == 2 * HOUR


def test_a_pause_that_began_before_the_start_counts_from_the_start() -> None:
    start = utc(2026, 3, 2)
    assert ALWAYS.due(start, HOUR, [(start - DAY, start + HOUR)]) == start + 2 * HOUR
    assert ALWAYS.due(start, HOUR, [(start - DAY, start - HOUR)]) == start + HOUR


def test_a_target_reached_as_a_pause_begins_is_due_then() -> None:
    start = utc(2026, 3, 2)
    assert ALWAYS.due(start, HOUR, [(start + HOUR, start + DAY)]) == start + HOUR


def test_a_pause_that_ends_before_it_begins_is_none() -> None:
    start = utc(2026, 3, 2)
    backwards = [(start + HOUR, start), (start + HOUR, start + HOUR)]
    assert ALWAYS.due(start, 2 * HOUR, backwards) == start + 2 * HOUR
    assert ALWAYS.elapsed(start, start + DAY, backwards) == DAY


# Long and impossible


def test_a_target_of_100_years_of_working_time_is_worked_out_at_once() -> None:
    century = timedelta(days=36_525)
    # Each kind of year is worked out once, and there are few: twice as far away takes hardly more steps.
    assert steps(century) < 1.5 * steps(century / 2)
    due = Calendar("America/New_York", OFFICE).due(utc(2026, 3, 2), century)
    assert Calendar("America/New_York", OFFICE).elapsed(utc(2026, 3, 2), due) == century


def steps(target: timedelta) -> int:
    """How many functions are called to work out when the target is due: the same on every machine."""
    calendar, called = Calendar("America/New_York", OFFICE), []
    before = sys.getprofile()
    sys.setprofile(lambda _frame, what, _of: called.append(what))
    try:
        calendar.due(utc(2026, 3, 2), target)
    finally:
        sys.setprofile(before)
    return len(called)


def test_years_far_away_are_what_they_are_when_each_is_worked_out_by_itself() -> None:
    hours = {"mon": [("09:00", "12:00"), ("22:00", "03:00")], "sat": [("01:15", "02:45")]}
    years = (*range(1700, 1715), *range(2098, 2160))
    # Fridays have no hours anyway: closing one changes nothing, but its year is no longer like others.
    fridays = {date(year, 7, 1) + (4 - date(year, 7, 1).weekday()) % 7 * DAY for year in years}
    for zone in ("Europe/Berlin", "Australia/Lord_Howe", "America/Santiago", "Africa/Casablanca"):
        alike, single = Calendar(zone, hours), Calendar(zone, hours, closed=fridays)
        for year in years:
            begin, end = utc(year, 1, 1), utc(year + 1, 1, 1)
            assert alike.spans(begin, end) == single.spans(begin, end), (zone, year)


def test_a_closed_date_far_away_is_closed_and_so_is_no_other() -> None:
    office, closed = Calendar("UTC", OFFICE), Calendar("UTC", OFFICE, closed={date(2120, 3, 4)})
    assert closed.elapsed(utc(2120, 3, 4), utc(2120, 3, 5)) == timedelta(0)
    for year, missing in ((2120, 510 * MINUTE), (2148, timedelta(0))):  # years of the same shape
        begin, end = utc(year, 1, 1), utc(year + 1, 1, 1)
        assert office.elapsed(begin, end) - closed.elapsed(begin, end) == missing


@pytest.mark.parametrize(
    "calendar",
    [
        Calendar("UTC", {}),
        Calendar("Europe/Berlin", {"mon": []}, closed={date(2026, 3, 2)}),
        Calendar("UTC", {}, special={date(2026, 3, 3): [("09:00", "10:00")]}),
    ],
)
def test_a_calendar_that_never_has_so_much_time_says_so_instead_of_searching_for_ever(
    calendar: Calendar,
) -> None:
    with pytest.raises(CalendarError) as refusal:
        calendar.due(utc(2026, 3, 2), 2 * HOUR)
    assert refusal.value.fields == {"target": "no_hours"}


def test_special_days_alone_are_hours_enough_where_they_suffice() -> None:
    fair = Calendar("UTC", {}, special={date(2031, 3, 3): [("09:00", "10:00")]})
    assert fair.due(utc(2026, 3, 2), HOUR) == utc(2031, 3, 3, 10)
    assert fair.next_opening(utc(2026, 3, 2)) == utc(2031, 3, 3, 9)
    assert fair.next_opening(utc(2031, 3, 3, 9)) is None


def test_a_deadline_after_the_last_year_is_an_error_and_the_first_and_last_instants_are_no_trouble() -> None:
    first, last = datetime.min.replace(tzinfo=UTC), datetime.max.replace(tzinfo=UTC)
    for zone in ("America/New_York", "Asia/Tokyo"):
        calendar = Calendar(zone, OFFICE)
        for start in (utc(2026, 1, 1), last):
            with pytest.raises(CalendarError) as refusal:
                calendar.due(start, timedelta.max)
            assert refusal.value.fields == {"target": "out_of_range"}
        assert calendar.elapsed(first, last) == calendar.worked(last) - calendar.worked(first)
        for at in (first, last):
            calendar.is_open(at), calendar.open_until(at), calendar.spans(at, at)
        assert calendar.next_opening(last) is None
    with pytest.raises(CalendarError):
        DESK.due(datetime.max.replace(tzinfo=timezone(-HOUR)), HOUR)
    assert ALWAYS.open_until(last) is None


# What is refused


@pytest.mark.parametrize(
    ("spans", "code"),
    [
        ([("09:00", "12:00"), ("11:59", "13:00")], "overlap"),
        ([("22:00", "06:00"), ("23:00", "24:00")], "overlap"),
        ([("09:00", "09:00"), ("08:00", "09:01")], "overlap"),
        ([("09:00", "12:00"), ("09:00", "12:00")], "overlap"),
        ([("9:00", "12:00")], "bad_time"),
        ([("09:00", "24:01")], "bad_time"),
        ([("24:00", "06:00")], "bad_time"),
        ([("09:60", "12:00")], "bad_time"),
        ([("09:00", "12:00\n")], "bad_time"),
        ([("٠٩:٠٠", "12:00")], "bad_time"),
        ([(9, 12)], "bad_time"),
        ([("09:00",)], "bad_time"),
        (["0900"], "bad_time"),
        (7, "bad_time"),
    ],
)
def test_spans_of_one_day_must_not_overlap_and_must_be_times(spans: object, code: str) -> None:
    with pytest.raises(CalendarError) as refusal:
        Calendar("UTC", {"mon": spans})  # type: ignore[dict-item]
    assert refusal.value.fields == {"week": code}
    with pytest.raises(CalendarError) as refusal:
        Calendar("UTC", {}, special={date(2026, 3, 2): spans})  # type: ignore[dict-item]
    assert refusal.value.fields == {"special": code}


@pytest.mark.parametrize("zone", ["", "Europe", "Europe/Nowhere", "../etc/passwd", "/etc/localtime", "a\0b", None, 5])
def test_a_zone_that_is_none_is_refused(zone: object) -> None:
    with pytest.raises(CalendarError) as refusal:
        Calendar(zone, OFFICE)  # type: ignore[arg-type]
    assert refusal.value.fields == {"zone": "unknown_zone"}


def test_a_day_that_is_none_is_refused() -> None:
    with pytest.raises(CalendarError) as refusal:
        Calendar("UTC", {"monday": []})
    assert refusal.value.fields == {"week": "bad_day"}
    with pytest.raises(CalendarError) as refusal:
        Calendar("UTC", {}, closed=["2026-03-02"])  # type: ignore[list-item]
    assert refusal.value.fields == {"closed": "bad_day"}
    with pytest.raises(CalendarError) as refusal:
        Calendar.from_dict({"zone": "UTC", "special": {"2026-02-30": []}})
    assert refusal.value.fields == {"special": "bad_day"}


def test_a_refusal_is_one_of_ours_and_a_value_error() -> None:
    assert issubclass(CalendarError, Invalid)
    assert issubclass(CalendarError, ValueError)


def test_an_instant_without_a_zone_is_refused_everywhere() -> None:
    naive, aware = datetime(2026, 3, 2), utc(2026, 3, 2)  # noqa: DTZ001
    for asked in (
        lambda: DESK.due(naive, HOUR),
        lambda: DESK.due(naive, timedelta(0)),
        lambda: DESK.due(aware, HOUR, [(naive, aware)]),
        lambda: DESK.elapsed(naive, aware),
        lambda: DESK.elapsed(aware, naive),
        lambda: DESK.worked(naive),
        lambda: DESK.is_open(naive),
        lambda: DESK.open_until(naive),
        lambda: DESK.next_opening(naive),
        lambda: DESK.spans(aware, naive),
    ):
        with pytest.raises(ValueError):
            asked()


# Open until, next opening, days


def test_open_until_is_the_end_of_the_stretch_with_spans_that_touch_joined() -> None:
    assert DESK.open_until(berlin(2026, 3, 2, 10)) == berlin(2026, 3, 2, 17, 30)
    assert DESK.open_until(berlin(2026, 3, 2, 17, 30)) is None
    new_year = Calendar("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS}, closed={date(2027, 1, 4)})
    assert new_year.open_until(utc(2026, 12, 30)) == utc(2027, 1, 4)
    assert new_year.open_until(utc(2025, 12, 30)) is None
    assert new_year.next_opening(utc(2026, 12, 30)) == utc(2027, 1, 5)


def test_a_stretch_goes_on_while_the_clocks_change() -> None:
    week = {day: [("00:00", "24:00")] for day in WEEKDAYS}
    calendar = Calendar("Europe/Berlin", week, closed={date(2026, 4, 2)})
    assert calendar.open_until(berlin(2026, 3, 27)) == berlin(2026, 4, 2)
    assert calendar.next_opening(berlin(2026, 3, 27)) == berlin(2026, 4, 3)


def test_a_year_may_open_with_its_first_instant() -> None:
    week = {day: [("00:00", "24:00")] for day in WEEKDAYS}
    calendar = Calendar("UTC", week, closed={date(2026, 12, 31)})
    assert calendar.next_opening(utc(2026, 12, 31, 12)) == utc(2027, 1, 1)


def test_what_never_closes_is_open_without_end_and_never_opens_again() -> None:
    assert ALWAYS.open_until(utc(2026, 3, 2)) is None
    assert ALWAYS.is_open(utc(2026, 3, 2))
    assert ALWAYS.next_opening(utc(2026, 3, 2)) is None


def test_next_opening_is_after_the_instant_itself() -> None:
    assert DESK.next_opening(berlin(2026, 3, 6, 18)) == berlin(2026, 3, 9, 9)
    assert DESK.next_opening(berlin(2026, 3, 9, 9)) == berlin(2026, 3, 10, 9)
    assert DESK.next_opening(berlin(2026, 12, 31, 18)) == berlin(2027, 1, 1, 9)
    assert Calendar("UTC", {}).next_opening(utc(2026, 3, 2)) is None


def test_a_local_date_is_usual_special_closed_or_without_hours() -> None:
    calendar = Calendar("UTC", OFFICE, {date(2026, 3, 3)}, {date(2026, 3, 4): [("10:00", "11:00")]})
    kinds = [calendar.day_kind(date(2026, 3, day)) for day in (2, 3, 4, 7)]
    assert kinds == [DayKind.USUAL, DayKind.CLOSED, DayKind.SPECIAL, DayKind.NO_HOURS]


# As data


def test_a_calendar_goes_through_json_and_pickle_unchanged() -> None:
    calendar = Calendar(
        "Europe/Berlin",
        {
            "tue": [("22:00", "06:00")],
            "mon": [("13:00", "24:00"), ("09:00", "12:00")],
            "wed": [("09:00", "09:00")],
        },
        {date(2026, 12, 25)},
        {date(2026, 12, 24): [("09:00", "12:00")], date(2026, 12, 27): []},
    )
    assert calendar.to_dict() == {
        "zone": "Europe/Berlin",
        "week": {
            "mon": [["09:00", "12:00"], ["13:00", "24:00"]],
            "tue": [["22:00", "06:00"]],
            "wed": [["09:00", "09:00"]],
        },
        "closed": ["2026-12-25"],
        "special": {"2026-12-24": [["09:00", "12:00"]], "2026-12-27": []},
    }
    for copy in (Calendar.from_dict(calendar.to_dict()), pickle.loads(pickle.dumps(calendar))):
        assert copy == calendar
        assert hash(copy) == hash(calendar)
        assert copy.due(utc(2026, 12, 20), 40 * HOUR) == calendar.due(utc(2026, 12, 20), 40 * HOUR)


def test_calendars_with_other_hours_are_other_calendars() -> None:
    assert Calendar("UTC", OFFICE) == Calendar("UTC", {**OFFICE, "sat": []})
    assert Calendar("UTC", OFFICE) != Calendar("Europe/London", OFFICE)
    assert Calendar("UTC", OFFICE) != Calendar("UTC", OFFICE, {date(2026, 3, 2)})
    assert Calendar("UTC", OFFICE) != "UTC"
