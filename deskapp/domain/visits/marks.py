"""The marks of a desk's days, its openings and closings: since when a visit is told, and what comes before the next."""

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskapp.domain import wall_clock
from deskapp.domain.data_class import dataclass
from deskapp.domain.working_time import Calendar

#: Closed for less than this is a break of the day, a lunch; from then on the day was over.
BREAK = timedelta(hours=4)
#: What began less than this ago is not told since yet: there is nothing to tell.
JUST = timedelta(hours=1)
_DAY = timedelta(days=1)
#: So far before and after hours are looked for: a fortnight, else what a desk may be closed for.
_NEAR, _FAR = timedelta(days=15), timedelta(days=400)

_Spans = Sequence[tuple[datetime, datetime]]


@dataclass(frozen=True, slots=True)
class Visit:
    """Since which instant is told what happened, and until which (the next opening) what is due. Both UTC."""

    since: datetime
    until: datetime


def visit(calendar: Calendar, now: datetime) -> Visit:
    """What a visit at an instant speaks of, by the hours of the desk.

    since: the last opening or closing that is at least an hour ago. until: the next opening.
    Where the desk never closes, or has no hours, its days begin at midnight.
    """
    return Visit(_since(calendar, now), _until(calendar, now))


def midnight(zone: ZoneInfo, day: date) -> datetime:
    """When a local date begins, in UTC: where its midnight is skipped, the first instant after it."""
    local = wall_clock.figure(datetime.combine(day, time()))
    return wall_clock.moment(wall_clock.instant(zone, local))


def _since(calendar: Calendar, now: datetime) -> datetime:
    latest = now - JUST
    for far in (_NEAR, _FAR):
        begin, end = now - far, now + _DAY
        marks = sorted(at for pair in _days(calendar, begin, end) for at in pair if begin < at <= latest)
        if marks:
            return marks[-1]
    return _midnights(calendar, latest - 2 * _DAY, latest)[-1]


def _until(calendar: Calendar, now: datetime) -> datetime:
    for far in (_NEAR, _FAR):
        begin, end = now - _DAY, now + far
        openings = [opened for opened, _closed in _days(calendar, begin, end) if now < opened < end]
        if openings:
            return min(openings)
    soon = now + JUST
    return next(at for at in _midnights(calendar, soon, soon + 3 * _DAY) if at >= soon)


def _days(calendar: Calendar, begin: datetime, end: datetime) -> Iterator[tuple[datetime, datetime]]:
    """When the days of the desk open and close, as far as that lies between two instants.

    Where one goes on at `begin` or `end`, it opens or closes there: that is none of its marks.
    """
    for opened, closed in _joined(calendar.spans(begin - BREAK, end + BREAK)):
        if closed - opened <= _DAY:
            yield opened, closed
            continue
        # Nobody opens and closes it each day: a new one begins at midnight.
        turns = [at for at in _midnights(calendar, opened, closed) if opened < at < closed]
        yield from zip([opened, *turns], [*turns, closed], strict=True)


def _joined(spans: _Spans) -> Iterator[tuple[datetime, datetime]]:
    """Those between which the desk only has a break, as one."""
    day: tuple[datetime, datetime] | None = None
    for opened, closed in spans:
        if day is not None and opened - day[1] < BREAK:
            day = day[0], closed
            continue
        if day is not None:
            yield day
        day = opened, closed
    if day is not None:
        yield day


def _midnights(calendar: Calendar, begin: datetime, end: datetime) -> list[datetime]:
    """The local midnights from the day of `begin` on, up to an instant."""
    zone = ZoneInfo(calendar.zone)
    first = begin.astimezone(zone).date()
    days = (first + number * _DAY for number in range((end - begin).days + 3))
    found = sorted({midnight(zone, day) for day in days})
    return found[: bisect_right(found, end)]
