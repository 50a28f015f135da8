"""Calendars: laws that hold for every calendar, and a model that looks at each minute by itself."""

from datetime import UTC, date, datetime, timedelta
from itertools import pairwise
from zoneinfo import ZoneInfo

from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from deskapp.domain.working_time import WEEKDAYS, Calendar

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)
Pause = tuple[datetime, datetime]

#: Zones, and instants near which their clocks do something that others do not.
PLACES = [
    ("UTC", datetime(2026, 1, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 3, 29, 1, tzinfo=UTC)),
    ("Europe/Berlin", datetime(2026, 10, 25, 1, tzinfo=UTC)),
    ("America/New_York", datetime(2026, 11, 1, 6, tzinfo=UTC)),
    ("America/St_Johns", datetime(2009, 11, 1, 2, 31, tzinfo=UTC)),  # back over midnight, at 00:01
    ("America/Sao_Paulo", datetime(2018, 11, 4, 3, tzinfo=UTC)),  # no midnight
    ("America/Caracas", datetime(2016, 5, 1, 7, tzinfo=UTC)),  # half an hour, for good
    ("Australia/Lord_Howe", datetime(2026, 4, 4, 15, tzinfo=UTC)),
    ("Australia/Lord_Howe", datetime(2026, 10, 3, 15, 30, tzinfo=UTC)),
    ("Antarctica/Troll", datetime(2026, 3, 29, 1, tzinfo=UTC)),  # two hours
    ("Africa/Casablanca", datetime(2026, 2, 15, 2, tzinfo=UTC)),
    ("Asia/Kathmandu", datetime(1985, 12, 31, 18, 30, tzinfo=UTC)),  # a quarter of an hour, at new year
    ("Pacific/Apia", datetime(2011, 12, 30, 10, tzinfo=UTC)),  # skipped a day
    ("Pacific/Kwajalein", datetime(1993, 8, 21, 12, tzinfo=UTC)),
    ("Pacific/Kiritimati", datetime(1994, 12, 31, 10, tzinfo=UTC)),
    ("America/Juneau", datetime(2027, 1, 1, 9, tzinfo=UTC)),
]


def clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


@st.composite
def days_hours(draw: st.DrawFn) -> list[tuple[str, str]]:
    """Spans of one day, the last one perhaps running past midnight."""
    around = st.one_of(st.integers(0, 24 * 12 - 1).map(lambda five: five * 5), st.integers(0, 1439))
    cuts = sorted(draw(st.lists(around, unique=True, max_size=6)))
    spans = [(clock(begin), clock(end)) for begin, end in zip(cuts[::2], cuts[1::2], strict=False)]
    if len(cuts) % 2:  # one more, to midnight, into the next day, or once round the clock
        ends = ["24:00", "00:00", clock(draw(st.integers(0, cuts[-1])))]
        spans.append((clock(cuts[-1]), draw(st.sampled_from(ends))))
    return draw(st.permutations(spans))


@st.composite
def desks(draw: st.DrawFn) -> tuple[dict[str, object], datetime]:
    """What a calendar is made of, and an instant near which something happens."""
    zone, near = draw(st.sampled_from(PLACES))
    dates = st.integers(-4, 5).map(lambda days: near.date() + days * DAY)
    week = draw(st.dictionaries(st.sampled_from(WEEKDAYS), days_hours()))
    week[draw(st.sampled_from(WEEKDAYS))] = [("08:00", "12:00")]  # there is always some time to come
    spec = {
        "zone": zone,
        "week": week,
        "closed": draw(st.sets(dates, max_size=2)),
        "special": draw(st.dictionaries(dates, days_hours(), max_size=2)),
    }
    return spec, near


@st.composite
def situations(draw: st.DrawFn, unit: timedelta = MINUTE) -> tuple[dict[str, object], datetime, list[Pause]]:
    """A calendar's parts, a start, and pauses around it; on whole units."""
    spec, near = draw(desks())
    moments = st.integers(-2 * DAY // unit, 2 * DAY // unit).map(lambda count: near + count * unit)
    pauses = draw(st.lists(st.tuples(moments, moments), max_size=3))
    return spec, draw(moments), pauses


class ByMinutes:
    """The rules once more, as slowly and plainly as can be: is this minute one of them?"""

    def __init__(self, zone: str, week: dict, closed: set[date], special: dict) -> None:  # type: ignore[type-arg]
        self.zone, self.week, self.closed, self.special = ZoneInfo(zone), week, closed, special

    def hours_of(self, day: date) -> list[tuple[str, str]]:
        if day in self.closed:
            return []
        return self.special.get(day, self.week.get(WEEKDAYS[day.weekday()], []))

    def counts(self, minute: datetime, pauses: list[Pause]) -> bool:
        if any(begin <= minute < end for begin, end in pauses):
            return False
        local = minute.astimezone(self.zone)
        time, today, yesterday = local.strftime("%H:%M"), local.date(), local.date() - DAY
        for begin, end in self.hours_of(today):
            if begin <= time and (time < end or end <= begin):
                return True
        if today in self.closed or today in self.special:
            return False
        return any(end <= begin and time < end for begin, end in self.hours_of(yesterday))

    def elapsed(self, start: datetime, end: datetime, pauses: list[Pause]) -> timedelta:
        minutes = range(max(0, (end - start) // MINUTE))
        return sum(self.counts(start + count * MINUTE, pauses) for count in minutes) * MINUTE

    def due(self, start: datetime, target: timedelta, pauses: list[Pause], limit: datetime) -> datetime | None:
        at, left = start, target
        while left > timedelta(0):
            if at >= limit:
                return None
            left -= MINUTE * self.counts(at, pauses)
            at += MINUTE
        return at


laws = settings(database=None)
seconds = st.integers(0, 200_000).map(lambda count: timedelta(seconds=count))


@settings(laws, max_examples=examples(150))
@given(situations(), st.integers(0, 4 * 1440))
def test_elapsed_is_what_counting_minute_by_minute_gives(
    situation: tuple[dict[str, object], datetime, list[Pause]], length: int
) -> None:
    spec, start, pauses = situation
    end = start + length * MINUTE
    assert Calendar(**spec).elapsed(start, end, pauses) == ByMinutes(**spec).elapsed(start, end, pauses)


@settings(laws, max_examples=examples(150))
@given(situations(), st.integers(0, 1500))
def test_due_is_what_counting_minute_by_minute_gives(
    situation: tuple[dict[str, object], datetime, list[Pause]], length: int
) -> None:
    spec, start, pauses = situation
    limit = start + 6 * DAY
    due = Calendar(**spec).due(start, length * MINUTE, pauses)
    expected = ByMinutes(**spec).due(start, length * MINUTE, pauses, limit)
    assert due == expected if expected else due > limit


@settings(laws, max_examples=examples(100))
@given(situations(timedelta(seconds=1)), seconds)
def test_at_the_due_instant_the_target_is_reached_and_never_before(
    situation: tuple[dict[str, object], datetime, list[Pause]], target: timedelta
) -> None:
    spec, start, pauses = situation
    calendar = Calendar(**spec)
    due = calendar.due(start, target, pauses)
    assert calendar.elapsed(start, due, pauses) == target
    if target:
        assert calendar.elapsed(start, due - timedelta.resolution, pauses) < target
    else:
        assert due == start


@settings(laws, max_examples=examples(100))
@given(situations(timedelta(seconds=1)), seconds)
def test_what_has_elapsed_was_due_by_then(
    situation: tuple[dict[str, object], datetime, list[Pause]], length: timedelta
) -> None:
    spec, start, pauses = situation
    calendar = Calendar(**spec)
    end = start + length
    assert calendar.due(start, calendar.elapsed(start, end, pauses), pauses) <= end


@settings(laws, max_examples=examples(60))
@given(situations(timedelta(seconds=1)), seconds, st.floats(0, 1))
def test_splitting_a_pause_changes_nothing(
    situation: tuple[dict[str, object], datetime, list[Pause]], target: timedelta, where: float
) -> None:
    spec, start, pauses = situation
    calendar = Calendar(**spec)
    split: list[Pause] = []
    for begin, end in pauses:
        middle = begin + (end - begin) * where
        split = [(middle, end), *split, (begin, middle)]
    assert calendar.due(start, target, split) == calendar.due(start, target, pauses)
    end = start + 3 * DAY
    assert calendar.elapsed(start, end, split + pauses) == calendar.elapsed(start, end, pauses)


@settings(laws, max_examples=examples(60))
@given(situations(timedelta(seconds=1)), seconds, seconds)
def test_a_pause_outside_hours_changes_nothing(
    situation: tuple[dict[str, object], datetime, list[Pause]], target: timedelta, after: timedelta
) -> None:
    spec, start, _ = situation
    calendar = Calendar(**spec)
    closing = calendar.open_until(calendar.next_opening(start + after) or start)
    opening = calendar.next_opening(start + after) if closing is None else calendar.next_opening(closing)
    if closing is None or opening is None:
        return
    pause = [(closing, opening)]
    assert calendar.due(start, target, pause) == calendar.due(start, target)
    assert calendar.elapsed(start, opening + DAY, pause) == calendar.elapsed(start, opening + DAY)


@settings(laws, max_examples=examples(60))
@given(situations(timedelta(seconds=1)), seconds)
def test_one_pause_moves_the_deadline_by_its_working_time(
    situation: tuple[dict[str, object], datetime, list[Pause]], target: timedelta
) -> None:
    spec, start, pauses = situation
    calendar = Calendar(**spec)
    for begin, end in pauses:
        if start <= begin <= end and begin < calendar.due(start, target):
            longer = target + calendar.elapsed(begin, end)
            assert calendar.due(start, target, [(begin, end)]) == calendar.due(start, longer)


@settings(laws, max_examples=examples(60))
@given(desks(), st.lists(st.integers(-9_000, 9_000), min_size=2, max_size=5))
def test_worked_is_a_running_sum_that_never_changes_as_more_years_are_looked_at(
    desk: tuple[dict[str, object], datetime], days: list[int]
) -> None:
    spec, near = desk
    calendar = Calendar(**spec)
    instants = [near + count * DAY / 7 for count in days]
    first = [calendar.worked(at) for at in instants]
    for earlier, later in pairwise(instants):
        if earlier <= later:
            assert calendar.worked(later) - calendar.worked(earlier) == calendar.elapsed(earlier, later)
    fresh = Calendar(**spec)
    assert [fresh.worked(at) for at in reversed(instants)] == first[::-1]
    assert [calendar.worked(at) for at in instants] == first


@settings(laws, max_examples=examples(60))
@given(situations(timedelta(seconds=1)), seconds)
def test_spans_are_open_inside_closed_outside_apart_from_each_other_and_add_up(
    situation: tuple[dict[str, object], datetime, list[Pause]], length: timedelta
) -> None:
    spec, start, _ = situation
    calendar = Calendar(**spec)
    end, instant = start + length, timedelta.resolution
    spans = calendar.spans(start, end)
    assert sum((until - begin for begin, until in spans), timedelta(0)) == calendar.elapsed(start, end)
    for begin, until in spans:
        assert start <= begin < until <= end
        assert calendar.is_open(begin)
        assert calendar.is_open(until - instant)
        assert until == end or not calendar.is_open(until)
        assert until == end or calendar.open_until(begin) == until
        assert begin == start or calendar.next_opening(begin - instant) == begin
        assert begin == start or not calendar.is_open(begin - instant)


@settings(laws, max_examples=examples(40))
@given(desks())
def test_a_calendar_written_and_read_again_is_the_same(desk: tuple[dict[str, object], datetime]) -> None:
    calendar = Calendar(**desk[0])
    assert Calendar.from_dict(calendar.to_dict()) == calendar
