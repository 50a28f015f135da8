"""Periods tile the calendar, also where clocks change."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.measures.periods import Period, PeriodKind, between, containing, local_day

DAYS = st.dates(date(1971, 1, 1), date(2100, 1, 1))
KINDS = st.sampled_from([kind for kind in PeriodKind if kind is not PeriodKind.DATES])
ZONES = st.sampled_from(["Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Asia/Kathmandu", "UTC"])


@given(KINDS, DAYS)
def test_each_day_lies_in_one_period_of_a_kind_and_the_next_begins_where_it_ends(kind: PeriodKind, day: date) -> None:
    period = containing(kind, day)
    assert period.first <= day <= period.last
    assert {containing(kind, one) for one in (period.first, period.last)} == {period}
    assert period.after().first == period.last + timedelta(days=1)
    assert period.before().last == period.first - timedelta(days=1)
    assert period.after().before() == period == period.before().after()


@given(DAYS, st.integers(0, 400))
def test_of_any_dates_the_one_before_has_as_many_days(day: date, length: int) -> None:
    period = between(day + timedelta(days=length), day)
    assert (period.first, period.days) == (day, length + 1)
    assert period.before().days == period.days == period.after().days
    assert period.before().last + timedelta(days=1) == period.first


@given(KINDS, DAYS, st.integers(1, 14))
def test_a_course_ends_with_the_period_and_has_no_gap(kind: PeriodKind, day: date, count: int) -> None:
    course = containing(kind, day).course(count)
    assert len(course) == count
    assert course[-1] == containing(kind, day)
    assert all(one.after() == other for one, other in pairwise(course))


@given(KINDS, DAYS, ZONES)
def test_the_instants_of_periods_tile_time_across_every_change_of_clocks(
    kind: PeriodKind, day: date, name: str
) -> None:
    zone = ZoneInfo(name)
    period = containing(kind, day)
    begin, end = period.instants(zone)
    assert end == period.after().instants(zone)[0]
    assert local_day(begin, zone) == period.first
    assert local_day(end - timedelta(microseconds=1), zone) == period.last
    assert local_day(begin - timedelta(microseconds=1), zone) < period.first


@pytest.mark.parametrize(("day", "hours"), [(date(2026, 3, 29), 23), (date(2026, 10, 25), 25), (date(2026, 6, 1), 24)])
def test_a_day_on_which_the_clocks_change_is_as_long_as_it_is(day: date, hours: int) -> None:
    begin, end = containing(PeriodKind.DAY, day).instants(ZoneInfo("Europe/Berlin"))
    assert end - begin == timedelta(hours=hours)
    assert begin.tzinfo == UTC


def test_a_day_that_a_zone_left_out_has_no_time() -> None:
    """Samoa went from the 29th to the 31st of December 2011."""
    left_out = containing(PeriodKind.DAY, date(2011, 12, 30))
    begin, end = left_out.instants(ZoneInfo("Pacific/Apia"))
    assert begin == end
    assert local_day(begin, ZoneInfo("Pacific/Apia")) == date(2011, 12, 31)


def test_weeks_begin_on_monday_and_quarters_with_the_year() -> None:
    friday = date(2026, 11, 20)
    assert containing(PeriodKind.WEEK, friday) == Period(PeriodKind.WEEK, date(2026, 11, 16), date(2026, 11, 22))
    assert containing(PeriodKind.QUARTER, friday) == Period(PeriodKind.QUARTER, date(2026, 10, 1), date(2026, 12, 31))
    assert local_day(datetime(2026, 11, 20, 23, 30, tzinfo=UTC), ZoneInfo("Europe/Berlin")) == date(2026, 11, 21)


def test_at_the_ends_of_time_there_is_nothing_further() -> None:
    first = between(date.min, date.min + timedelta(days=3))
    assert first.before() == first
    assert containing(PeriodKind.YEAR, date.max).course(3)[-1].last == date.max
    assert first.course() == (first,)
