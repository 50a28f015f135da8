"""Deadlines: the due instant of 10,000 calls, and what is left on 10,000 open calls at one tick.

Run as `python tests/benchmarks/bench_clocks.py`; prints a table. The ratios judge, the milliseconds orient.
The floor of the first has the working spans of some years ready as numbers, sorted, with running sums, and
bisects: no zones, no checks, no pauses. The floor of the second is a bare loop of as many subtractions.
"""

import random
import sys
from bisect import bisect_left, bisect_right
from datetime import UTC, datetime, timedelta
from itertools import accumulate
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from in_turns import medians

if TYPE_CHECKING:
    from deskapp.domain.working_time import Calendar

CALLS, ROUNDS = 10_000, 31
NOW = datetime(2026, 11, 23, 14, 12, 7, tzinfo=UTC)
_TARGETS = (15, 30, 60, 120, 240, 480, 960, 2400)


class Measure(NamedTuple):
    name: str
    ours_seconds: float
    floor_seconds: float
    reach_ratio: float


class Spans:
    """The floor: spans with running sums, found by bisection; the same instants in, the same instants out."""

    def __init__(self, spans: list[tuple[datetime, datetime]]) -> None:
        self._starts = [begin for begin, _end in spans]
        self._lengths = [end - begin for begin, end in spans]
        self._sums = list(accumulate(self._lengths))

    def due(self, start: datetime, target: timedelta) -> datetime:
        i = bisect_right(self._starts, start) - 1
        wanted = self._sums[i] - self._lengths[i] + min(start - self._starts[i], self._lengths[i]) + target
        i = bisect_left(self._sums, wanted)
        return self._starts[i] + self._lengths[i] - (self._sums[i] - wanted)


def measure() -> list[Measure]:
    """Each figure of the clocks: ours, the floor in the same run, the ratio to reach."""
    calendar = _calendar()
    spans = Spans(calendar.spans(NOW - timedelta(days=400), NOW + timedelta(days=400)))
    asked = _asked()
    due = calendar.due
    bare = spans.due
    assert [due(*one) for one in asked] == [bare(*one) for one in asked], "the floor must give the same answers"
    made = [
        Measure(
            "due instant of 10,000 calls",
            *medians(lambda: [due(*one) for one in asked], lambda: [bare(*one) for one in asked], ROUNDS),
            2.0,
        )
    ]
    worked_due = [calendar.worked(until) for until in _dues(calendar)]
    present, zero = [NOW], calendar.worked(NOW)

    def tick() -> list[timedelta]:
        present[0] += timedelta(seconds=1)
        worked = calendar.worked(present[0])
        return [until - worked for until in worked_due]

    made.append(
        Measure(
            "left on 10,000 open calls, one tick",
            *medians(tick, lambda: [until - zero for until in worked_due], ROUNDS),
            1.2,
        )
    )
    return made


def left_by_the_deadline() -> float:
    """Seconds for what is left on all open calls at once where only their deadlines are known.

    The list asks this of the calls that can be seen alone.
    """
    calendar = _calendar()
    dues = _dues(calendar)
    return medians(lambda: [calendar.elapsed(NOW, until) for until in dues], lambda: None, ROUNDS)[0]


def _calendar() -> "Calendar":
    from datetime import date

    from deskapp.domain.working_time import Calendar

    week = {day: [("09:00", "12:30"), ("13:15", "17:30")] for day in ("mon", "tue", "wed", "thu", "fri")}
    closed = {date(year, month, day) for year in (2026, 2027) for month, day in ((1, 1), (5, 4), (12, 25), (12, 28))}
    return Calendar("Europe/London", week, closed, {date(2026, 12, 24): [("09:00", "12:00")]})


def _asked() -> list[tuple[datetime, timedelta]]:
    """Starts of the last months, by day and night, with the targets of a desk."""
    chance = random.Random(7)
    return [
        (NOW - timedelta(seconds=chance.randrange(120 * 86_400)), timedelta(minutes=chance.choice(_TARGETS)))
        for _call in range(CALLS)
    ]


def _dues(calendar: "Calendar") -> list[datetime]:
    """Deadlines that have not come yet."""
    return [calendar.due(NOW - timedelta(minutes=number % 15), target) for number, (_at, target) in enumerate(_asked())]


def main() -> None:
    print(f"{'what':44} {'ours':>11} {'floor':>11} {'ratio':>7} {'reach':>6}")
    for name, ours, floor, reach in measure():
        print(f"{name:44} {ours * 1e3:8.3f} ms {floor * 1e3:8.3f} ms {ours / floor:7.2f} {reach:6.2f}")
    print(f"what is left, worked out anew from 10,000 deadlines: {left_by_the_deadline() * 1e3:.3f} ms")


if __name__ == "__main__":
    main()
