"""A zone's wall clock as a line that never runs back: from instants to local times, and from local times to instants.

A skipped local time means the first instant after it, a repeated one its first occurrence. Figures are whole
microseconds since the beginning of year 1: of UTC where they are instants, of the wall where they are local.
"""

from bisect import bisect_right
from datetime import MAXYEAR, UTC, datetime, timedelta, tzinfo
from itertools import accumulate
from zoneinfo import ZoneInfo

SECOND = 1_000_000
DAY = 86_400 * SECOND

_BEGIN = datetime(1, 1, 1)  # noqa: DTZ001 - the zero of both kinds of figures
_BEGIN_UTC = _BEGIN.replace(tzinfo=UTC)
_TICK = timedelta(microseconds=1)
#: Local times of the first and the last day may not exist; the figures of all other days do.
FIRST, LAST = DAY, (datetime(MAXYEAR, 12, 31) - _BEGIN) // _TICK  # noqa: DTZ001
#: No zone has ever changed its offset twice within six days (a test of calendars goes through all zones), so
#: two looks that agree have nothing between them; and no clock was ever set back by more than a day.
_LOOK = 2 * DAY


def figure(at: datetime) -> int:
    """The figure of an aware datetime in UTC, or of a local time without a zone."""
    return (at - (_BEGIN if at.tzinfo is None else _BEGIN_UTC)) // _TICK


def moment(figure: int) -> datetime:
    """The instant of a figure, in UTC."""
    return _BEGIN_UTC + timedelta(0, 0, figure)


def local(figure: int) -> datetime:
    """The local time of a figure, without a zone."""
    return _BEGIN + timedelta(0, 0, figure)


def is_skipped(at: datetime) -> bool:
    """Whether an aware datetime names a local time that its zone leaves out."""
    before, after = at.replace(fold=0).utcoffset(), at.replace(fold=1).utcoffset()
    return before is not None and after is not None and before < after


def after_the_gap(at: datetime) -> datetime:
    """The first instant after a skipped local time, in UTC."""
    zone = at.tzinfo
    assert zone is not None
    # Read by the offset before the gap it comes after the change, by the other one before it.
    after, before = (figure(at.replace(fold=fold).astimezone(UTC)) for fold in (0, 1))
    return moment(_change(zone, before, after))


class WallLine:
    """The wall clock of a zone between two instants (figures; a few days around them are looked at too).

    The local time "by now" is the latest that the wall has shown: while a clock that was set back repeats
    itself, the time by now stays just before the one at which it was set back.
    """

    def __init__(self, zone: ZoneInfo, begin: int, end: int) -> None:
        self._begins: list[int] = []
        self._offsets: list[int] = []
        ends: list[int] = []
        for start, stop, offset in _steady(zone, max(begin - _LOOK, FIRST), min(end + _LOOK, LAST)):
            self._begins.append(start)
            self._offsets.append(offset)
            ends.append(stop + offset)
        #: Up to which local time, exclusive, the wall has come at the end of each steady stretch.
        self._come = list(accumulate(ends, max))

    def by_now(self, at: int) -> int:
        """The latest local time shown up to an instant."""
        i = max(bisect_right(self._begins, at) - 1, 0)
        now = at + self._offsets[i]
        return max(now, self._come[i - 1] - 1) if i else now

    def instant(self, wall: int) -> int:
        """The first instant at which the wall shows a local time or a later one."""
        i = min(bisect_right(self._come, wall), len(self._come) - 1)
        return max(self._begins[i], wall - self._offsets[i])


def by_now(zone: ZoneInfo, at: datetime) -> int:
    """The latest local time that a zone's wall has shown up to an instant in UTC."""
    shown = at.astimezone(zone)
    if shown.fold:
        return WallLine(zone, figure(at), figure(at)).by_now(figure(at))
    return figure(shown.replace(tzinfo=None))


def instant(zone: ZoneInfo, wall: int) -> int:
    """The first instant at which a zone's wall shows a local time or a later one."""
    return WallLine(zone, wall - DAY, wall + DAY).instant(wall)


def _steady(zone: tzinfo, begin: int, end: int) -> list[tuple[int, int, int]]:
    """Where the zone's offset stays the same: (begin, end, offset)."""
    begin, end = min(begin, LAST - 1), max(end, FIRST + 1)
    found: list[tuple[int, int, int]] = []
    start, offset, reached = begin, _offset(zone, begin), begin
    while reached < end:
        look = min(reached + _LOOK, end)
        then = _offset(zone, look)
        if then != offset:
            change = _change(zone, reached, look)
            found.append((start, change, offset))
            start, offset = change, then
        reached = look
    found.append((start, end, offset))
    return found


def _change(zone: tzinfo, before: int, after: int) -> int:
    """The whole second at which the offset of `before` becomes that of `after`."""
    was = _offset(zone, before)
    low, high = before // SECOND, after // SECOND
    while high - low > 1:
        middle = (low + high) // 2
        if _offset(zone, middle * SECOND) == was:
            low = middle
        else:
            high = middle
    return high * SECOND


def _offset(zone: tzinfo, at: int) -> int:
    read = (_BEGIN + timedelta(0, 0, at)).replace(tzinfo=zone)  # as `fromutc` wants it: UTC's figures, the zone's name
    return (zone.fromutc(read) - read) // _TICK  # of one zone, they subtract as figures on the wall
