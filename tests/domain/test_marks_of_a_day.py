"""Since when a visit tells what happened, and until when what is due: by hours of any kind."""

from datetime import UTC, date, datetime
from itertools import pairwise
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from test_working_time_laws import DAY, MINUTE, ByMinutes, desks

from deskapp.domain.visits.marks import BREAK, JUST, midnight, visit
from deskapp.domain.working_time import WEEKDAYS, Calendar

BERLIN = ZoneInfo("Europe/Berlin")
OFFICE = Calendar(
    "Europe/Berlin",
    {day: [("08:00", "12:00"), ("13:00", "17:30")] for day in WEEKDAYS[:5]},
    closed=[date(2026, 12, 25)],
)
NIGHTS = Calendar("Europe/Berlin", {day: [("22:00", "06:00")] for day in WEEKDAYS})
ALWAYS = Calendar("Europe/Berlin", {day: [("00:00", "24:00")] for day in WEEKDAYS})
MONDAY_TO_FRIDAY = Calendar("Europe/Berlin", {day: [("00:00", "24:00")] for day in WEEKDAYS[:5]})
NEVER = Calendar("Europe/Berlin", {})
OVER = Calendar("Europe/Berlin", {}, special={date(2020, 1, 2): [("08:00", "12:00")]})


def local(text: str) -> datetime:
    """A day of November or December 2026 and a time in Berlin: "25 08:00", "12-25 08:00"."""
    day, time = text.split()
    month, number = day.split("-") if "-" in day else ("11", day)
    return datetime.fromisoformat(f"2026-{month}-{number}T{time}").replace(tzinfo=BERLIN)


@pytest.mark.parametrize(
    ("hours", "now", "since", "until"),
    [
        # 23 November is a Monday. First thing what happened since Friday's closing; then since this morning.
        (OFFICE, "23 07:40", "20 17:30", "23 08:00"),
        (OFFICE, "23 08:00", "20 17:30", "24 08:00"),
        (OFFICE, "23 08:59", "20 17:30", "24 08:00"),
        (OFFICE, "23 09:00", "23 08:00", "24 08:00"),
        # A lunch is no closing: at noon and after it it is still since this morning.
        (OFFICE, "23 12:30", "23 08:00", "24 08:00"),
        (OFFICE, "23 13:30", "23 08:00", "24 08:00"),
        # Whoever hands over late still tells of the day; later on it is what happened since.
        (OFFICE, "23 17:00", "23 08:00", "24 08:00"),
        (OFFICE, "23 18:29", "23 08:00", "24 08:00"),
        (OFFICE, "23 18:30", "23 17:30", "24 08:00"),
        (OFFICE, "27 17:00", "27 08:00", "30 08:00"),
        (OFFICE, "12-24 17:00", "12-24 08:00", "12-28 08:00"),
        (NIGHTS, "24 03:00", "23 22:00", "24 22:00"),
        (NIGHTS, "24 22:30", "24 06:00", "25 22:00"),
        # Where it never closes a day begins at midnight.
        (ALWAYS, "24 00:30", "23 00:00", "25 00:00"),
        (ALWAYS, "24 17:00", "24 00:00", "25 00:00"),
        (MONDAY_TO_FRIDAY, "23 00:30", "21 00:00", "24 00:00"),
        (MONDAY_TO_FRIDAY, "25 17:00", "25 00:00", "26 00:00"),
        (MONDAY_TO_FRIDAY, "27 17:00", "27 00:00", "30 00:00"),
        (NEVER, "24 17:00", "24 00:00", "25 00:00"),
        (NEVER, "24 00:30", "23 00:00", "25 00:00"),
        (NEVER, "24 23:30", "24 00:00", "26 00:00"),
        (OVER, "24 17:00", "24 00:00", "25 00:00"),
    ],
)
def test_a_visit_is_told_since_the_last_mark_that_is_an_hour_old_and_until_the_next_opening(
    hours: Calendar, now: str, since: str, until: str
) -> None:
    told = visit(hours, local(now))
    assert (told.since, told.until) == (local(since), local(until))
    assert told.since.tzinfo is UTC


def test_a_midnight_that_a_zone_skips_is_the_first_instant_after_it() -> None:
    assert midnight(ZoneInfo("America/Sao_Paulo"), date(2018, 11, 4)) == datetime(2018, 11, 4, 3, tzinfo=UTC)
    assert midnight(BERLIN, date(2026, 11, 24)) == local("24 00:00")


HOURS = st.one_of(desks(), desks().map(lambda made: ({**made[0], "week": {}}, made[1])))


@settings(max_examples=60)
@given(HOURS, st.lists(st.integers(-4 * 1440, 4 * 1440), min_size=2, max_size=6))
def test_as_time_goes_on_neither_goes_back(desk: tuple[dict, datetime], minutes: list[int]) -> None:  # type: ignore[type-arg]
    spec, near = desk
    calendar = Calendar(**spec)
    looks = [(now, visit(calendar, now)) for now in (near + minute * MINUTE for minute in sorted(minutes))]
    for now, told in looks:
        assert told.since <= now - JUST
        assert told.until > now
    for (_before, one), (_after, other) in pairwise(looks):
        assert one.since <= other.since
        assert one.until <= other.until


@settings(max_examples=25)
@given(HOURS, st.integers(-1440, 1440))
def test_it_is_what_looking_at_each_minute_finds(desk: tuple[dict, datetime], minute: int) -> None:  # type: ignore[type-arg]
    spec, near = desk
    now = near + minute * MINUTE
    told = visit(Calendar(**spec), now)
    opened, closed = _by_minutes(spec, now - 3 * DAY, now + 3 * DAY)
    before = [at for at in (*opened, *closed) if at <= now - JUST]
    if before:
        assert told.since == max(before)
    after = [at for at in opened if at > now]
    if after:
        assert told.until == min(after)


def _by_minutes(spec: dict, begin: datetime, end: datetime) -> tuple[list[datetime], list[datetime]]:  # type: ignore[type-arg]
    """When the desk opens, and closes, for a break or longer, between two instants; those of which that can be seen."""
    slow, zone = ByMinutes(**spec), ZoneInfo(spec["zone"])
    minutes = [begin + count * MINUTE for count in range((end - begin) // MINUTE)]
    open_at = [at for at in minutes if slow.counts(at, [])]
    days: list[list[datetime]] = []
    for at in open_at:
        if days and at - days[-1][1] <= BREAK:
            days[-1][1] = at
        else:
            days.append([at, at])
    opened, closed = [], []
    for first, last in days:
        if last + MINUTE - first > DAY:
            turns = [
                at
                for before, at in pairwise(minutes)
                if first < at <= last and at.astimezone(zone).date() > before.astimezone(zone).date()
            ]
            opened += turns
            closed += turns
        if first > begin + BREAK:
            opened.append(first)
        if last + MINUTE < end - BREAK:
            closed.append(last + MINUTE)
    return opened, closed
