"""All layers of a rota laid over each other: who is on call at an instant, and over a stretch of time.

`deskapp.domain.rota` is the face of this. Figures as in `wall_clock`: instants in UTC, in microseconds.
"""

from bisect import bisect_right, insort
from collections.abc import Iterable, Iterator, Sequence
from heapq import heappop, heappush
from itertools import pairwise
from operator import itemgetter
from zoneinfo import ZoneInfo

from deskapp.domain.rota.answers import Member, OnCall, Rule, answer
from deskapp.domain.rota.parts import Override, Rotation, Shift
from deskapp.domain.rota.turns import Absent, Layer, Turns
from deskapp.domain.wall_clock import DAY, LAST, WallLine, figure

#: Of the reasons why several rotations have nobody, the first of these is told.
_ABSENCE = (Rule.HOLIDAY, Rule.ENDED, Rule.NOT_STARTED, Rule.OUTSIDE_HOURS, Rule.NO_SHIFT)
_YEAR = 366 * DAY
#: Nobody looks further ahead than this for a rotation to come round.
_LONGEST_CYCLE = 30 * _YEAR

#: (begin, end, answer): in order, with nothing between them, and no two alike side by side.
Run = tuple[int, int, OnCall]


class Plan:
    """A rota made ready for its zone."""

    def __init__(
        self,
        zone: ZoneInfo,
        rotations: Iterable[Rotation],
        shifts: Iterable[Shift],
        overrides: Sequence[Override],
        catch_all: Member | None,
    ) -> None:
        self._zone = zone
        self._turns = [Turns(rotation, zone) for rotation in rotations]
        self._shifts = [(figure(one.start), figure(one.end), answer(Rule.SHIFT, one.member)) for one in shifts]
        #: In the order they were made.
        self._overrides = [(figure(one.start), figure(one.end), one) for one in overrides]
        self._catch_all = catch_all
        self._nobody = Rule.OUTSIDE_HOURS if self._turns else Rule.NO_SHIFT
        lowest = len(self._shifts) + len(self._turns)
        self._absent: Absent = {rule: (lowest + i, answer(rule, catch_all)) for i, rule in enumerate(_ABSENCE)}

    def at(self, at: int, wall: int) -> OnCall:
        """The answer at an instant, `wall` being the latest local time shown by then."""
        planned = self._planned(at, wall)
        return self._overruled(planned, (one for begin, end, one in self._overrides if begin <= at < end))

    def runs(self, begin: int, end: int) -> list[Run]:
        """The answers from begin to end; begin comes before end."""
        planned = _top(list(self._layers(begin, end)), begin, end)
        overrides = [(max(a, begin), min(b, end), one) for a, b, one in self._overrides if a < end and b > begin]
        return self._with_overrides(planned, overrides) if overrides else planned

    def change_after(self, at: int) -> int | None:
        """The first instant after this one at which the answer is another. None if none is in sight.

        Without new shifts, overrides, starts, ends and holidays a rota repeats itself: it is followed through
        two rounds of its longest rotation and a year, and from there to each such day to come.
        """
        said, reached = self.runs(at, at + 1)[0][2], at
        days = self._own_days()
        ahead = 2 * min(max((turns.cycle for turns in self._turns), default=0), _LONGEST_CYCLE) + _YEAR
        while True:
            limit, piece = min(reached + ahead, LAST - DAY), 8 * DAY
            while reached < limit:
                following = min(reached + piece, limit)
                found = self.runs(reached, following)
                if found[0][2] != said:
                    return reached
                if len(found) > 1:
                    return found[1][0]
                reached, piece = following, piece * 2
            place = bisect_right(days, reached)
            if place == len(days):
                return None
            reached = max(reached, days[place] - 3 * DAY)

    def _own_days(self) -> list[int]:
        """The instants from which on something may be as it never was before; for holidays, nearly."""
        found = [instant for begin, end, _ in (*self._shifts, *self._overrides) for instant in (begin, end)]
        for turns in self._turns:
            found += (turns.begin, turns.until, *(day * DAY for day in turns.rests | turns.adds))
        return sorted(instant for instant in found if instant < LAST - DAY)

    def _planned(self, at: int, wall: int) -> OnCall:
        for begin, end, said in self._shifts:
            if begin <= at < end:
                return said
        why = self._nobody
        for turns in self._turns:
            rule = turns.rule(at, wall)
            if rule is Rule.ROTATION:
                return answer(rule, turns.member(wall))
            why = min(why, rule, key=_ABSENCE.index)
        return self._absent[why][1]

    def _overruled(self, planned: OnCall, overrides: Iterable[Override]) -> OnCall:
        """What the overrides that hold, in the order they were made, make of a planned answer.

        A replacement looks at the plan, so that two may swap. Whoever is taken off is not on call from then on,
        whoever they stand in for, nor as the catch-all, until a later override puts them there.
        """
        said, off = planned, set[Member | None]()
        for one in overrides:
            if one.kind == "remove":
                off.add(one.replaces)
                if one.replaces in (said.member, planned.member):
                    said = answer(Rule.REMOVED, None if self._catch_all in off else self._catch_all, one.replaces)
            elif one.kind == "set":
                said = answer(Rule.SET, one.member)
                off.discard(one.member)
            elif one.replaces == planned.member:
                said = answer(Rule.REPLACE, one.member, one.replaces)
                off.discard(one.member)
        return said

    def _layers(self, begin: int, end: int) -> Iterator[Layer]:
        yield begin, end, *self._absent[self._nobody]
        for rank, (start, stop, said) in enumerate(self._shifts):
            yield max(start, begin), min(stop, end), rank, said
        if not self._turns:
            return
        line = WallLine(self._zone, begin, end)
        for rank, turns in enumerate(self._turns, len(self._shifts)):
            yield from turns.layers(line, begin, end, rank, self._absent)
            if turns.always(begin, end):
                return

    def _with_overrides(self, planned: list[Run], overrides: list[tuple[int, int, Override]]) -> list[Run]:
        """Planned answers and the overrides that overlap them, in the order they were made."""
        begin, end = planned[0][0], planned[-1][1]
        starts = sorted((start, number) for number, (start, _, _) in enumerate(overrides))
        points = {begin, end, *(start for start, _, _ in planned)}
        points.update(instant for start, stop, _ in overrides for instant in (start, stop))
        found: list[Run] = []
        active: list[int] = []
        i = place = 0
        for point, following in pairwise(sorted(points)):
            while planned[place][1] <= point:
                place += 1
            while i < len(starts) and starts[i][0] <= point:
                insort(active, starts[i][1])
                i += 1
            active = [number for number in active if overrides[number][1] > point]
            _add(found, point, following, self._overruled(planned[place][2], (overrides[n][2] for n in active)))
        return found


def _top(layers: list[Layer], begin: int, end: int) -> list[Run]:
    """The answer with the lowest rank throughout; one of the layers reaches from begin to end."""
    layers = sorted((layer for layer in layers if layer[0] < layer[1]), key=itemgetter(0))
    points = {begin, end}
    for start, stop, _, _ in layers:
        points.add(start)
        points.add(stop)
    found: list[Run] = []
    holding: list[tuple[int, int, int, OnCall]] = []
    i, count = 0, len(layers)
    for point, following in pairwise(sorted(points)):
        while i < count and layers[i][0] <= point:
            _, stop, rank, said = layers[i]
            heappush(holding, (rank, i, stop, said))
            i += 1
        while holding[0][2] <= point:
            heappop(holding)
        _add(found, point, following, holding[0][3])
    return found


def _add(runs: list[Run], begin: int, end: int, said: OnCall) -> None:
    if runs and (runs[-1][2] is said or runs[-1][2] == said):
        runs[-1] = (runs[-1][0], end, said)
    else:
        runs.append((begin, end, said))
