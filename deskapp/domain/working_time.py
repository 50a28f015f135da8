"""Calendars: the working time between two instants, and the instant after so much of it.

A calendar's hours are the wall clock of its zone; every instant that comes out is aware and in UTC. Working
time is real elapsed time: an instant counts if and only if its local date and time lie in a span.
"""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Any

from deskapp.domain.codes import FieldFault
from deskapp.domain.working_year import (
    WEEKDAYS,
    CalendarError,
    Year,
    as_date,
    is_plain,
    make_year,
    read_hours,
)

__all__ = ["WEEKDAYS", "Calendar", "CalendarError", "DayKind"]

#: `Calendar.worked` counts from the beginning of this year. Sums that were kept depend on it: leave it alone.
EPOCH_YEAR = 2024
_DAY = 86_400_000_000
_SECOND = 1_000_000
_NEVER_CLOSES = timedelta(days=366)
_NONE = timedelta(0)
_OUT_OF_REACH = (FieldFault.NO_HOURS, FieldFault.OUT_OF_RANGE)

Pauses = Iterable[tuple[datetime, datetime]]


class DayKind(StrEnum):
    """What a calendar does with a local date."""

    USUAL = "usual"
    CLOSED = "closed"
    SPECIAL = "special"
    NO_HOURS = "no_hours"


class Calendar:
    """When a desk or a contact works. Unchangeable; equal to another with the same zone and hours.

    zone: a name of the time zone database. week: for "mon" to "sun" the spans of that day; a missing day is
    closed. closed: whole local dates. special: local dates with their own spans. A date in both is closed.
    A span is ("HH:MM", "HH:MM"), "24:00" being the midnight that ends the day; its beginning counts, its end
    does not. One whose end is not after its beginning runs into the next day and belongs to the day on which
    it begins; a closed or special date that follows cuts it at midnight.
    Raises CalendarError, also where spans of one day overlap, and for every naive instant.
    """

    def __init__(
        self,
        zone: str,
        week: Mapping[str, Iterable[Any]],
        closed: Iterable[date] = (),
        special: Mapping[date, Iterable[Any]] | None = None,
    ) -> None:
        self._hours = read_hours(zone, week, closed, special or {})
        self.zone = zone
        exceptions = [date.fromordinal(day).year for day in (*self._hours.closed, *self._hours.special)]
        self._uneven = {year + near for year in exceptions for near in (-1, 0, 1)}
        self._last_uneven = max(self._uneven, default=0)
        self._years: dict[int, Year] = {}
        self._alike: dict[tuple[int, int], Year] = {}
        self._before: dict[int, int] = {}

    # Working time

    def due(self, start: datetime, target: timedelta, pauses: Pauses = ()) -> datetime:
        """The earliest instant at which the working time since start, less pauses, has reached the target.

        A target that runs out exactly at closing time is due then; one of zero is due at the start.
        Pauses may overlap, touch and begin before the start; each counts only where it overlaps working time.
        Raises CalendarError (a ValueError): target_below_zero, no_hours, out_of_range, not_aware.
        """
        if start.tzinfo is not UTC:
            start = _utc(start)
        wanted = target.days * _DAY + target.seconds * _SECOND + target.microseconds
        if wanted <= 0:
            if wanted < 0:
                raise CalendarError({"target": FieldFault.TARGET_BELOW_ZERO}, target=target)
            return start
        if pauses:
            for begin, end in _joined(pauses, start):
                before = self._between(start, begin)
                if before >= wanted:
                    break
                wanted -= before
                start = end
        year = self._years.get(start.year) or self._year(start.year)
        past = start - year.begin
        offset = past.days * _DAY + past.seconds * _SECOND + past.microseconds
        i = bisect_right(year.starts, offset) - 1
        end_offset = year.ends[i]
        wanted += (offset if offset < end_offset else end_offset) - year.gaps[i]
        if wanted > year.total:
            wanted, year = self._in_later_year(year, wanted)
        return year.begin + timedelta(0, 0, year.gaps[bisect_left(year.sums, wanted) - 1] + wanted)

    def reached(self, start: datetime, target: timedelta, pauses: Pauses = ()) -> datetime | None:
        """As `due`; None where the hours are over for good before the target is reached: no hours left."""
        try:
            return self.due(start, target, pauses)
        except CalendarError as error:
            if error.fields.get("target") in _OUT_OF_REACH:
                return None
            raise

    def elapsed(self, start: datetime, end: datetime, pauses: Pauses = ()) -> timedelta:
        """The working time from start to end, less pauses. An end before its start has none."""
        start, end = _utc(start), _utc(end)
        if end <= start:
            return _NONE
        total = self._between(start, end)
        if pauses:
            for begin, until in _joined(pauses, start):
                if begin >= end:
                    break
                total -= self._between(begin, min(until, end))
        return timedelta(0, 0, total)

    def worked(self, at: datetime) -> timedelta:
        """The working time since a fixed epoch, negative before it.

        `worked(b) - worked(a) == elapsed(a, b)`, and the figure for an instant never changes.
        What is left until an instant is one subtraction: `worked(due) - worked(now)`.
        """
        at = _utc(at)
        before = self._before.get(at.year)
        if before is None:
            before = sum(self._year(number).total for number in range(EPOCH_YEAR, at.year))
            before -= sum(self._year(number).total for number in range(at.year, EPOCH_YEAR))
            self._before[at.year] = before
        return timedelta(0, 0, before + self._since_new_year(at))

    def spans(self, start: datetime, end: datetime) -> list[tuple[datetime, datetime]]:
        """The working spans between two instants, cut to them, those that touch joined, in UTC."""
        start, end = _utc(start), _utc(end)
        found: list[tuple[datetime, datetime]] = []
        for number in range(start.year, end.year + 1):
            year = self._year(number)
            first = max(year.offset(start), 0)
            last = min(year.offset(end), year.length)
            for i in range(bisect_right(year.ends, first), bisect_left(year.starts, last)):
                begin, until = year.instant(max(year.starts[i], first)), year.instant(min(year.ends[i], last))
                if found and found[-1][1] == begin:
                    begin = found.pop()[0]
                if begin < until:
                    found.append((begin, until))
        return found

    # Open and closed

    def is_open(self, at: datetime) -> bool:
        """Whether the instant counts: an opening instant does, a closing one does not."""
        _, offset, end = self._place(_utc(at))
        return offset < end

    def open_until(self, at: datetime) -> datetime | None:
        """The end of the present stretch, spans that touch joined. None if closed, or open for a year yet."""
        at = _utc(at)
        year, offset, end = self._place(at)
        if offset >= end:
            return None
        while end == year.length:
            if year.begin.year == MAXYEAR or year.begin - at > _NEVER_CLOSES:
                return None
            following = self._year(year.begin.year + 1)
            if not following.opens_at_once():
                break
            year, end = following, following.ends[1]
        closing = year.instant(end)
        return None if closing - at > _NEVER_CLOSES else closing

    def next_opening(self, at: datetime) -> datetime | None:
        """The first instant after this one at which a stretch begins. None if none ever does."""
        at = _utc(at)
        year = self._year(at.year)
        i = bisect_right(year.starts, year.offset(at))
        if i < len(year.starts):
            return year.instant(year.starts[i])
        for number in range(at.year + 1, min(max(at.year, self._last_uneven) + 2, MAXYEAR) + 1):
            open_before = year.ends[-1] == year.length
            year = self._year(number)
            i = 2 if open_before and year.opens_at_once() else 1
            if i < len(year.starts):
                return year.instant(year.starts[i])
        return None

    def day_kind(self, day: date) -> DayKind:
        """What the calendar says about a local date: a special date without spans counts as closed."""
        number = day.toordinal()
        if self._hours.of_day(number):
            return DayKind.SPECIAL if number in self._hours.special else DayKind.USUAL
        return DayKind.CLOSED if self._hours.is_exception(number) else DayKind.NO_HOURS

    def local_date(self, at: datetime) -> date:
        """The date on the calendar's own wall clock."""
        return _utc(at).astimezone(self._hours.zone).date()

    # The calendar as data

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: zone, week, closed, special. Equal calendars give equal data."""
        return {"zone": self.zone, **self._hours.to_dict()}

    @classmethod
    def from_dict(cls, data: Mapping[str, Any]) -> "Calendar":
        """The calendar that `to_dict` told. Raises CalendarError."""
        closed = [as_date(text, "closed") for text in data.get("closed") or ()]
        special = {as_date(text, "special"): spans for text, spans in (data.get("special") or {}).items()}
        return cls(data.get("zone", ""), data.get("week") or {}, closed, special)

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Calendar):
            return NotImplemented
        return self.to_dict() == other.to_dict()

    def __hash__(self) -> int:
        return hash((self.zone, self._hours.week, self._hours.closed))

    def __repr__(self) -> str:
        return f"Calendar.from_dict({self.to_dict()!r})"

    # Looking years up

    def _year(self, number: int) -> Year:
        year = self._years.get(number)
        if year is None:
            # Another thread may be doing the same: both come to the same year.
            year = self._years[number] = self._make_year(number)
        return year

    def _make_year(self, number: int) -> Year:
        if not is_plain(number) or number in self._uneven:
            return make_year(self._hours, number)
        first, after = date(number, 1, 1), date(number + 1, 1, 1)
        # The rules of a zone's distant past and of its future are not the same: the sign keeps them apart.
        kind = (first.weekday() if number > EPOCH_YEAR else -1 - first.weekday(), (after - first).days)
        known = self._alike.get(kind)
        if known is None:
            known = self._alike[kind] = make_year(self._hours, number)
        return known.again(number)

    def _place(self, at: datetime) -> tuple[Year, int, int]:
        """(year, offset in it, end of the last span that began by then)."""
        year = self._year(at.year)
        offset = year.offset(at)
        return year, offset, year.ends[bisect_right(year.starts, offset) - 1]

    def _since_new_year(self, at: datetime) -> int:
        year = self._years.get(at.year) or self._year(at.year)
        past = at - year.begin
        offset = past.days * _DAY + past.seconds * _SECOND + past.microseconds
        i = bisect_right(year.starts, offset) - 1
        end = year.ends[i]
        return (offset if offset < end else end) - year.gaps[i]

    def _between(self, start: datetime, end: datetime) -> int:
        total = self._since_new_year(end) - self._since_new_year(start)
        if start.year == end.year:
            return total
        return total + sum(self._year(number).total for number in range(start.year, end.year))

    def _in_later_year(self, year: Year, wanted: int) -> tuple[int, Year]:
        """Where working time counted from the beginning of `year` runs out: (the rest of it, that year)."""
        endless = any(self._hours.week)
        for number in range(year.begin.year + 1, MAXYEAR + 1):
            if not endless and number > self._last_uneven:
                break
            wanted -= year.total
            year = self._year(number)
            if wanted <= year.total:
                return wanted, year
        raise CalendarError({"target": FieldFault.OUT_OF_RANGE if endless else FieldFault.NO_HOURS})


def _utc(at: datetime) -> datetime:
    if at.tzinfo is UTC:
        return at
    if at.tzinfo is None or at.utcoffset() is None:
        raise CalendarError({"at": FieldFault.NOT_AWARE}, at=at)
    try:
        return at.astimezone(UTC)
    except OverflowError as problem:
        raise CalendarError({"at": FieldFault.OUT_OF_RANGE}, at=at) from problem


def _joined(pauses: Pauses, start: datetime) -> list[tuple[datetime, datetime]]:
    """The pauses after the start, sorted, those that overlap or touch joined."""
    joined: list[tuple[datetime, datetime]] = []
    for begin, end in sorted((max(_utc(begin), start), _utc(end)) for begin, end in pauses):
        if end <= begin:
            continue
        if joined and begin <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((begin, end))
    return joined
