"""What a calendar's hours make of one year: spans on the wall clock of a zone in, working spans in UTC out.

`working_time.Calendar` is the face of this; nothing else needs it.
"""

import re
from bisect import bisect_right
from collections.abc import Iterable, Mapping
from datetime import MAXYEAR, MINYEAR, UTC, date, datetime, timedelta
from itertools import accumulate, pairwise
from typing import Any, NamedTuple
from zoneinfo import ZoneInfo

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid

WEEKDAYS = ("mon", "tue", "wed", "thu", "fri", "sat", "sun")
MINUTES = 24 * 60
DAY = 86_400
SECOND = 1_000_000

#: Between two looks at a zone's offset. No zone has ever changed its offset twice within six days, so
#: two looks that agree have nothing between them (a test goes through all zones).
_LOOK = 2 * DAY
#: Outside these years no zone has rules of its own for single years: what a year looks like depends on
#: its first weekday and its length alone.
_FIRST_RULES, _LAST_RULES = 1800, 2100
_TIME = re.compile(r"([0-9]{2}):([0-9]{2})", re.ASCII)

Span = tuple[int, int]


class CalendarError(Invalid, ValueError):
    """A calendar, an instant or a target that cannot be taken; `fields` has one code for one field.

    zone: unknown_zone. week, special: bad_day, bad_time, overlap. closed: bad_day. target: target_below_zero,
    no_hours (the calendar never has that much working time), out_of_range (after the year 9999).
    at: not_aware, out_of_range.
    """


class Hours(NamedTuple):
    """Checked hours. Spans are minutes since local midnight; an end beyond 1440 lies in the next day.

    week: seven tuples of spans, Monday first. closed, special: by proleptic ordinal of the local date.
    """

    zone: ZoneInfo
    week: tuple[tuple[Span, ...], ...]
    closed: frozenset[int]
    special: Mapping[int, tuple[Span, ...]]

    def is_exception(self, day: int) -> bool:
        return day in self.closed or day in self.special

    def of_day(self, day: int) -> tuple[Span, ...]:
        """The spans that begin on the local date with this ordinal. Closed comes before special."""
        if day in self.closed:
            return ()
        own = self.special.get(day)
        return self.week[(day + 6) % 7] if own is None else own

    def wall_spans(self, first: int, last: int) -> list[Span]:
        """What the dates from first to last (ordinals) have, in local seconds, joined and sorted."""
        found: list[Span] = []
        for day in range(first, last + 1):
            for begin, end in self.of_day(day):
                if end > MINUTES and self.is_exception(day + 1):
                    end = MINUTES
                start, stop = day * DAY + begin * 60, day * DAY + end * 60
                if found and start <= found[-1][1]:
                    found[-1] = (found[-1][0], max(stop, found[-1][1]))
                else:
                    found.append((start, stop))
        return found

    def to_dict(self) -> dict[str, Any]:
        """Plain data for JSON: week, closed, special; in order, so that equal hours give equal data."""
        return {
            "week": {name: _written(spans) for name, spans in zip(WEEKDAYS, self.week, strict=True) if spans},
            "closed": [date.fromordinal(day).isoformat() for day in sorted(self.closed)],
            "special": {date.fromordinal(day).isoformat(): _written(self.special[day]) for day in sorted(self.special)},
        }


class Year:
    """The working spans of one year of UTC, in microseconds since its beginning.

    The lists run side by side and start with an empty span at 0: a look-up always finds one before it.
    sums: working time before a span; gaps: other time before it; total: working time of the year.
    """

    __slots__ = ("begin", "ends", "gaps", "length", "starts", "sums", "total")

    def __init__(self, number: int, spans: list[Span], length: int) -> None:
        self.begin = datetime(number, 1, 1, tzinfo=UTC)
        self.length = length * SECOND
        self.starts = [0, *(start * SECOND for start, _ in spans)]
        self.ends = [0, *(end * SECOND for _, end in spans)]
        *self.sums, self.total = accumulate(
            (end - start for start, end in zip(self.starts, self.ends, strict=True)), initial=0
        )
        self.gaps = [start - done for start, done in zip(self.starts, self.sums, strict=True)]

    def again(self, number: int) -> "Year":
        """The same year at another place: the lists are shared."""
        other = object.__new__(Year)
        for name in self.__slots__:
            setattr(other, name, getattr(self, name))
        other.begin = datetime(number, 1, 1, tzinfo=UTC)
        return other

    def opens_at_once(self) -> bool:
        return len(self.starts) > 1 and self.starts[1] == 0

    def offset(self, at: datetime) -> int:
        past = at - self.begin
        return (past.days * DAY + past.seconds) * SECOND + past.microseconds

    def instant(self, offset: int) -> datetime:
        return self.begin + timedelta(0, 0, offset)


def read_hours(
    zone: str,
    week: Mapping[str, Iterable[Any]],
    closed: Iterable[date],
    special: Mapping[date, Iterable[Any]],
) -> Hours:
    """Check what was entered. Raises CalendarError."""
    for name in week:
        if name not in WEEKDAYS:
            raise CalendarError({"week": FieldFault.BAD_DAY}, day=name)
    return Hours(
        zone=_read_zone(zone),
        week=tuple(_read_spans(week.get(name, ()), "week", name) for name in WEEKDAYS),
        closed=frozenset(_read_date(day, "closed") for day in closed),
        special={_read_date(day, "special"): _read_spans(spans, "special", day) for day, spans in special.items()},
    )


def _read_zone(zone: str) -> ZoneInfo:
    try:
        return ZoneInfo(zone)
    except (KeyError, ValueError, OSError, TypeError, AttributeError) as problem:  # it looks for a file
        raise CalendarError({"zone": FieldFault.UNKNOWN_ZONE}, zone=zone) from problem


def _read_date(day: object, field: str) -> int:
    if not isinstance(day, date) or isinstance(day, datetime):
        raise CalendarError({field: FieldFault.BAD_DAY}, day=day)
    return day.toordinal()


def _read_spans(spans: Iterable[Any], field: str, day: object) -> tuple[Span, ...]:
    try:
        pairs = [(begin, end) for begin, end in spans]
    except (TypeError, ValueError) as problem:
        raise CalendarError({field: FieldFault.BAD_TIME}, day=day) from problem
    read: list[Span] = []
    for begin, end in pairs:
        start, stop = _read_time(begin, field, day), _read_time(end, field, day)
        if start == MINUTES:  # the midnight that ends a day begins nothing on it
            raise CalendarError({field: FieldFault.BAD_TIME}, day=day, time=begin)
        read.append((start, stop if stop > start else stop + MINUTES))
    read.sort()
    if any(later[0] < earlier[1] for earlier, later in pairwise(read)):
        raise CalendarError({field: FieldFault.OVERLAP}, day=day)
    return tuple(read)


def _read_time(text: object, field: str, day: object) -> int:
    match = _TIME.fullmatch(text) if isinstance(text, str) else None
    if match:
        hour, minute = int(match[1]), int(match[2])
        if minute < 60 and hour * 60 + minute <= MINUTES:
            return hour * 60 + minute
    raise CalendarError({field: FieldFault.BAD_TIME}, day=day, time=text)


def as_date(text: object, field: str) -> date:
    """A date as JSON has it. Raises CalendarError."""
    try:
        return date.fromisoformat(str(text))
    except ValueError as problem:
        raise CalendarError({field: FieldFault.BAD_DAY}, day=text) from problem


def _written(spans: Iterable[Span]) -> list[list[str]]:
    return [[_clock(begin), _clock(end if end <= MINUTES else end - MINUTES)] for begin, end in spans]


def _clock(minute: int) -> str:
    return f"{minute // 60:02}:{minute % 60:02}"


def is_plain(number: int) -> bool:
    """Whether zones treat the year like every other with the same first weekday and length."""
    return MINYEAR < number < _FIRST_RULES or _LAST_RULES <= number < MAXYEAR


def make_year(hours: Hours, number: int) -> Year:
    """Work out one year: an instant counts if and only if its local date and time lie in a span."""
    first = date(number, 1, 1).toordinal()
    days = date(number, 12, 31).toordinal() - first + 1
    length = days * DAY - (number == MAXYEAR)  # the last year's end must still be an instant
    local = [(a - first * DAY, b - first * DAY) for a, b in hours.wall_spans(first - 3, first + days + 2)]
    local_ends = [end for _, end in local]
    spans: list[Span] = []
    for begin, end, offset in _stretches(hours.zone, number, length):
        for start, stop in local[bisect_right(local_ends, begin + offset) :]:
            if start >= end + offset:
                break
            cut = (max(start - offset, begin), min(stop - offset, end))
            if spans and spans[-1][1] == cut[0]:
                cut = (spans.pop()[0], cut[1])
            spans.append(cut)
    return Year(number, spans, length)


def _stretches(zone: ZoneInfo, number: int, length: int) -> list[tuple[int, int, int]]:
    """Where the zone's offset stays: (begin, end, offset), all in seconds, since the year began in UTC."""
    origin = datetime(number, 1, 1, tzinfo=zone)  # as `fromutc` wants it: UTC's figures under the zone's name
    low = DAY if number == MINYEAR else 0  # local times before year 1 and after year 9999 do not exist
    high = length - DAY if number == MAXYEAR else length

    def offset_at(second: int) -> int:
        at = origin + timedelta(0, min(max(second, low), high))
        apart = zone.fromutc(at) - at  # of one zone, they subtract as figures on the wall
        return apart.days * DAY + apart.seconds

    found: list[tuple[int, int, int]] = []
    begin, offset, reached = 0, offset_at(0), 0
    while reached < length:
        look = min(reached + _LOOK, length)
        then = offset_at(look)
        if then != offset:
            before, after = reached, look
            while after - before > 1:
                middle = (before + after) // 2
                if offset_at(middle) == offset:
                    before = middle
                else:
                    after = middle
            found.append((begin, after, offset))
            begin, offset = after, then
        reached = look
    if begin < length:
        found.append((begin, length, offset))
    return found
