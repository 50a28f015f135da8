"""When calls come: ten years up to the present, in the hours of the site, more each year, with a week's and a day's
shape."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import accumulate
from random import Random
from zoneinfo import ZoneInfo

from deskapp.domain.working_time import Calendar

YEARS = 10
_DAY = timedelta(days=1)
_SECOND = timedelta(seconds=1)
#: So much of what comes today came in the beginning.
_AT_FIRST = 0.35
#: Monday to Sunday; January to December.
WEEKDAYS = (1.25, 1.1, 1.0, 0.98, 0.85, 0.6, 0.4)
_MONTHS = (1.1, 1.02, 1.05, 0.97, 0.98, 1.0, 0.88, 0.78, 1.16, 1.08, 1.1, 0.85)
#: Equal parts of a day's hours, from opening to closing: the late morning is busiest, and it is quiet over lunch.
_PARTS = (0.7, 1.1, 1.35, 1.45, 1.4, 1.2, 0.8, 0.7, 0.95, 1.2, 1.25, 1.15, 1.05, 0.95, 0.8, 0.6, 0.4)
_CUMULATED = list(accumulate(_PARTS))


def beginning(now: datetime) -> datetime:
    """When the history begins."""
    return now - timedelta(days=365.25 * YEARS)


def instants(calendar: Calendar, now: datetime, calls: int, chance: Random) -> Iterator[list[datetime]]:
    """Of each day with calls the instants at which they came, in order, whole seconds in UTC; none after now."""
    yield from spread(list(_days(calendar, now, chance)), calls, chance)


def spread(
    days: Sequence[tuple[Sequence[tuple[datetime, datetime]], float]], calls: int, chance: Random
) -> Iterator[list[datetime]]:
    """The same of days in their order: the spans that the desk is open, and how much of all calls comes on each."""
    whole = sum(weight for _spans, weight in days)
    so_far, given = 0.0, 0
    for spans, weight in days:
        so_far += weight
        upto = round(calls * so_far / whole)
        if upto > given:
            yield sorted(_within(spans, chance) for _call in range(upto - given))
        given = upto


def days_of(
    calendar: Calendar, first: date, last: date, until: datetime
) -> Iterator[tuple[date, list[tuple[datetime, datetime]], float]]:
    """Of each local day with hours: the spans that the desk is open before `until`, and which part of its hours."""
    zone = ZoneInfo(calendar.zone)
    for number in range(first.toordinal(), last.toordinal() + 1):
        midnight, next_one = (
            datetime.combine(date.fromordinal(one), time(), zone).astimezone(UTC) for one in (number, number + 1)
        )
        if until <= midnight:
            return
        spans = calendar.spans(midnight, min(next_one, until))
        if spans:
            open_for = calendar.elapsed(midnight, min(next_one, until))
            yield date.fromordinal(number), spans, open_for / calendar.elapsed(midnight, next_one)


def _days(calendar: Calendar, now: datetime, chance: Random) -> Iterator[tuple[list[tuple[datetime, datetime]], float]]:
    """The spans of each day that the desk is open, and how much of all calls comes on it."""
    first, last = calendar.local_date(beginning(now)), calendar.local_date(now)
    for day, spans, part in days_of(calendar, first, last, now):
        grown = _AT_FIRST + (1 - _AT_FIRST) * (day - first).days / (last - first).days
        shape = WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1] * chance.lognormvariate(0, 0.12)
        yield spans, grown * shape * part


def _within(spans: Sequence[tuple[datetime, datetime]], chance: Random) -> datetime:
    drawn = chance.random() * _CUMULATED[-1]
    place = bisect_right(_CUMULATED, drawn)
    part = (place + (_CUMULATED[place] - drawn) / _PARTS[place]) / len(_PARTS)
    seconds = part * sum((end - begin).total_seconds() for begin, end in spans)
    for begin, end in spans:
        length = (end - begin).total_seconds()
        if seconds < length:
            return begin.replace(microsecond=0) + int(seconds) * _SECOND
        seconds -= length
    return spans[-1][1].replace(microsecond=0) - _SECOND
