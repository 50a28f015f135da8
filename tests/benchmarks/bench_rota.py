"""A year of a rota in stretches, against converting the bare edges of its shifts to UTC.

Run as `python tests/benchmarks/bench_rota.py`; prints a table, and whether a year takes less than 50 ms.
"""

import sys
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from in_turns import medians

from deskapp.domain.rota import Override, Rota, Rotation, Shift, Window

ROUNDS = 15
MOST = 0.050
ZONE = "Europe/Berlin"
HERE = ZoneInfo(ZONE)
BEGIN, END = datetime(2026, 1, 1, tzinfo=UTC), datetime(2027, 1, 1, tzinfo=UTC)
WORKDAYS = frozenset({"mon", "tue", "wed", "thu", "fri"})
HOLIDAYS = frozenset(date(2026, month, 1) for month in range(1, 13))


def measure() -> list[tuple[str, float, float, float]]:
    """(name, ours in seconds, floor in seconds, ratio to reach); medians of rounds that alternate."""
    found = []
    for name, rota, floor, reach in (
        ("a year of rota, nights and weekends", _desk(), _nights, 10.0),
        ("a year of rota, hourly turns", _hourly(), _hours, 6.0),
    ):
        found.append((name, *medians(lambda rota=rota: rota.stretches(BEGIN, END), floor, ROUNDS), reach))
    return found


def _desk() -> Rota:
    """Nights by the week, weekends by the day, holidays, a cover every week and a dated shift every month."""
    monday = datetime(2025, 1, 6, 8, tzinfo=HERE)
    covers = [monday + timedelta(weeks=week, days=week % 5) for week in range(52, 104)]
    firsts = [datetime(2026, month, 1, 8, tzinfo=HERE) for month in range(1, 13)]
    return Rota(
        zone=ZONE,
        rotations=[
            Rotation("week", 1, monday, ["a", "b", "c"], window=Window(WORKDAYS, "17:30", "08:00")),
            Rotation("day", 1, monday, ["d", "e"], window=Window({"sat", "sun"}, "08:00", "08:00"), holidays=HOLIDAYS),
        ],
        overrides=[Override("replace", start, start + timedelta(days=1), "f", "a") for start in covers],
        shifts=[Shift(start, start + timedelta(hours=9), "g") for start in firsts],
        catch_all="z",
    )


def _hourly() -> Rota:
    return Rota(zone=ZONE, rotations=[Rotation("hour", 1, datetime(2026, 1, 1, tzinfo=HERE), ["a", "b", "c"])])


def _nights() -> list[datetime]:
    """Every evening and morning of the year."""
    return _converted(timedelta(days=1), 365, (timedelta(hours=17, minutes=30), timedelta(hours=32)))


def _hours() -> list[datetime]:
    return _converted(timedelta(hours=1), 365 * 24, (timedelta(0),))


def _converted(step: timedelta, count: int, edges: tuple[timedelta, ...]) -> list[datetime]:
    first = datetime(2026, 1, 1, tzinfo=HERE)  # of one zone, sums are those of the wall clock
    return [(first + turn * step + edge).astimezone(UTC) for turn in range(count) for edge in edges]


def main() -> None:
    for name, ours, floor, reach in measure():
        under = "under" if ours < MOST else "NOT UNDER"
        print(
            f"{name:38} {ours * 1000:6.2f} ms, floor {floor * 1000:5.2f} ms, {ours / floor:5.2f} x (reach {reach} x); "
            f"{under} {MOST * 1000:.0f} ms"
        )


if __name__ == "__main__":
    main()
