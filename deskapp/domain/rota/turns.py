"""A rotation made ready for its zone: whose turn it is, and why it has nobody. For `rota_plan` alone.

Figures as in `wall_clock`: instants in UTC, local times on the wall, both in microseconds.
"""

from collections.abc import Iterator, Mapping
from zoneinfo import ZoneInfo

from deskapp.domain.rota.answers import Member, OnCall, Rule, answer
from deskapp.domain.rota.parts import UNIT_DAYS, Rotation, as_instant
from deskapp.domain.wall_clock import DAY, LAST, SECOND, WallLine, figure
from deskapp.domain.working_year import WEEKDAYS

_HOUR = 3600 * SECOND
_MINUTE = 60 * SECOND

#: (begin, end, rank, answer): of those that hold at an instant, the one with the lowest rank answers.
Layer = tuple[int, int, int, OnCall]
#: Rank and answer where a rotation has nobody.
Absent = Mapping[Rule, tuple[int, OnCall]]


class Turns:
    """A rotation made ready for a zone: its hours and turns as figures."""

    def __init__(self, rotation: Rotation, zone: ZoneInfo) -> None:
        start = rotation.start.astimezone(zone)  # leaves the figures of a skipped local time of this zone alone
        self.members = rotation.members if len(set(rotation.members)) > 1 else rotation.members[:1]
        self.begin = figure(as_instant(rotation.start, "start"))
        self.until = LAST if rotation.until is None else figure(rotation.until)
        self.wall = figure(start.replace(tzinfo=None))
        self.length = rotation.length * (UNIT_DAYS[rotation.unit] * DAY if rotation.unit in UNIT_DAYS else _HOUR)
        self.cycle = self.length * len(self.members)
        self._window: tuple[int, int] | None = None
        self._days: frozenset[int] = frozenset(range(7))
        if rotation.window:
            first, last = rotation.window.minutes()
            self._window = (first * _MINUTE, last * _MINUTE)
            self._days = frozenset(WEEKDAYS.index(day) for day in rotation.window.days)
        marked = frozenset(day.toordinal() - 1 for day in rotation.holidays)
        self.rests = marked if rotation.on_holidays == "rest" else frozenset()
        self.adds = marked if rotation.on_holidays == "all_day" else frozenset()

    def member(self, wall: int) -> Member:
        """Whose turn it is at a local time."""
        return self.members[max(wall - self.wall, 0) // self.length % len(self.members)]

    def rule(self, at: int, wall: int) -> Rule:
        """ROTATION where it has somebody at an instant, by now at a local time; else why it has nobody."""
        day = wall // DAY
        hours = self._window or (0, DAY)
        mine = next((d for d in (day, day - 1) if d % 7 in self._days and hours[0] <= wall - d * DAY < hours[1]), None)
        if day not in self.adds:
            if mine is None:
                return Rule.OUTSIDE_HOURS
            if mine in self.rests:
                return Rule.HOLIDAY
        if at < self.begin:
            return Rule.NOT_STARTED
        return Rule.ROTATION if at < self.until else Rule.ENDED

    def always(self, begin: int, end: int) -> bool:
        """Whether it has somebody from begin to end without a break."""
        return self._window is None and not self.rests and self.begin <= begin and end <= self.until

    def layers(self, line: WallLine, begin: int, end: int, rank: int, absent: Absent) -> Iterator[Layer]:
        """What it has to say between two instants: its turns at its rank, and why it has nobody in its hours."""
        for first, last, rests in self._spans(line.by_now(begin), line.by_now(end)):
            start, stop = max(line.instant(first), begin), min(line.instant(last), end)
            if rests:
                yield start, stop, *absent[Rule.HOLIDAY]
                continue
            if start < self.begin:
                yield start, min(stop, self.begin), *absent[Rule.NOT_STARTED]
            if stop > self.until:
                yield max(start, self.until), stop, *absent[Rule.ENDED]
            start, stop = max(start, self.begin), min(stop, self.until)
            if start < stop:
                yield from self._turns(line, start, stop, rank)

    def _turns(self, line: WallLine, begin: int, end: int, rank: int) -> Iterator[Layer]:
        said = [answer(Rule.ROTATION, member) for member in self.members]
        if len(said) == 1:
            yield begin, end, rank, said[0]
            return
        turn = max(line.by_now(begin) - self.wall, 0) // self.length
        while begin < end:
            change = line.instant(self.wall + (turn + 1) * self.length)
            if change > begin:
                yield begin, min(change, end), rank, said[turn % len(said)]
                begin = change
            turn += 1

    def _spans(self, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
        """Its hours between two local times, those that touch joined: (begin, end, rests because of a holiday)."""
        if self._window is None and not self.rests:
            yield first, last + 1, False
            return
        begin, end, rests = 0, 0, False
        for span in self._spans_by_day(first // DAY - 1, last // DAY + 1):
            if span[0] <= end and span[2] == rests:
                end = max(end, span[1])
                continue
            if begin < end:
                yield begin, end, rests
            begin, end, rests = span
        if begin < end:
            yield begin, end, rests

    def _spans_by_day(self, first: int, last: int) -> Iterator[tuple[int, int, bool]]:
        hours = self._window or (0, DAY)
        for day in range(first, last + 1):
            midnight = day * DAY
            if day in self.adds:
                yield midnight, midnight + DAY, False
            if day % 7 in self._days:
                yield midnight + hours[0], midnight + hours[1], day in self.rests
