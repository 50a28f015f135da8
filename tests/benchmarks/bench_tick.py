"""One tick of the call list, 10,000 open calls and 50 rows visible, against repainting what it shows.

Run as `python tests/benchmarks/bench_tick.py`; prints a table. The ratios judge, the milliseconds orient.
The floor repaints the visible rectangle of the countdown column and does nothing else.
"""

import os
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

from in_turns import medians

if TYPE_CHECKING:
    from deskapp.services.calls.row import CallRow
    from deskapp.ui.calls.log.call_table import CallTable

CALLS, VISIBLE = 10_000, 50
ROUNDS = 31
NOW = datetime(2026, 11, 23, 14, 12, 7, tzinfo=UTC)


class Measure(NamedTuple):
    name: str
    ours_seconds: float
    floor_seconds: float
    reach_ratio: float


def measure(calls: int = 2 * CALLS) -> list[Measure]:
    """Each figure of the tick of a desk with so many calls: ours, the floor in the same run, the ratio to reach."""
    from histories import open_of

    table = _table(open_of(calls))
    present = [NOW]

    def minute() -> None:
        present[0] += timedelta(minutes=1)
        table.set_now(present[0])
        _paint()

    def second() -> None:
        present[0] += timedelta(seconds=1)
        table.set_now(present[0])
        _paint()

    def repaint() -> None:
        table.viewport().update(table.countdown_area())
        _paint()

    minute()
    changed = medians(minute, repaint, ROUNDS)
    # 31 seconds from 14:12:07 on stay within one minute for every call: nothing shown changes.
    present[0] = NOW
    table.set_now(NOW)
    _paint()
    same = medians(second, repaint, ROUNDS)
    made = [Measure("tick, every shown text changes", *changed, 1.2)]
    made.append(Measure("tick, no shown text changes", *same, 0.15))
    table.close()
    return made


def asked_at_a_tick(calls: int) -> int:
    """How many countdowns one tick works out for so many calls, painting included."""
    table = _table(calls)
    asked = 0
    given = table.calls.countdown

    def counting(place: int) -> object:
        nonlocal asked
        asked += 1
        return given(place)

    table.calls.countdown = counting  # type: ignore[method-assign,assignment]
    table.set_now(NOW + timedelta(minutes=1))
    _paint()
    table.close()
    return asked


def _table(calls: int = CALLS) -> "CallTable":
    from PySide6.QtTest import QTest
    from PySide6.QtWidgets import QApplication

    from deskapp.domain.working_time import Calendar
    from deskapp.ui.calls.log.call_table import CallTable
    from deskapp.ui.look import theme

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    theme.apply(app, "light")
    days = ("mon", "tue", "wed", "thu", "fri")
    calendar = Calendar("Europe/London", {day: [("09:00", "17:30")] for day in days})
    table = CallTable()
    table.set_calendars({1: calendar})
    table.set_rows([_call(number) for number in range(calls)])
    table.set_now(NOW)
    head = table.horizontalHeader().height()
    table.resize(1200, head + VISIBLE * table.verticalHeader().defaultSectionSize() + 2)
    table.show()
    QTest.qWait(200)
    return table


def _call(number: int) -> "CallRow":
    from deskapp.services.calls.row import CallRow

    # Due within the desk's day, all within the same second of a minute, so that texts change together.
    due = NOW + timedelta(minutes=number % 190 - 30, seconds=40)
    return CallRow(
        id=number,
        ref=f"C-{number:05}",
        priority=f"P{number % 4 + 1}",
        customer=f"Customer {number}",
        summary=f"Something that does not work, number {number}",
        state="open",
        escalated=number % 5 == 0,
        clock="resolution",
        due_at=due,
        warn_at=due - timedelta(minutes=30),
        calendar_id=1,
        paused=None,
        owner_id=1,
        owner="Sam Okoro",
        with_name="",
        logged_at=NOW,
        customer_deadline=None,
        signs=(),
    )


def _paint() -> None:
    from PySide6.QtWidgets import QApplication

    QApplication.processEvents()


def main() -> None:
    print(f"{'what':34} {'ours':>10} {'floor':>10} {'ratio':>7} {'reach':>7}")
    for name, ours, floor, reach in measure():
        print(f"{name:34} {ours * 1000:7.3f} ms {floor * 1000:7.3f} ms {ours / floor:7.2f} {reach:7.2f}")
    for calls in (100, CALLS):
        print(f"countdowns worked out at a tick, {calls:6} calls: {asked_at_a_tick(calls)}")


if __name__ == "__main__":
    main()
