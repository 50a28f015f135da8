"""What is late of a desk with 1,000,000 calls, 10,000 of them open, against the same question without an index.

Run as `python tests/benchmarks/bench_overdue.py`; prints a table. The ratios judge, the milliseconds orient. The floor
is a plain driver that counts what is overdue and reads 200 rows of it without any index.
"""

import gc
import os
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import sqlcipher3.dbapi2 as sqlite
from histories import NOW, history

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.models.base import to_stored
from deskapp.services.calls.rows import OPEN
from deskapp.services.overview.late.ask import Ask, GroupBy, SortBy, Tile
from deskapp.storage import file_check

CALLS, ROUNDS = int(os.environ.get("DESK_BENCH_CALLS", "1000000")), 9

#: Name, ours in seconds, floor in seconds, ratio to reach.
Figure = tuple[str, float, float, float]

#: Without an index, as every figure and list would be read: the plus hides a column from them.
_FLOOR = (
    f"SELECT count(*) FROM call NOT INDEXED WHERE {OPEN} AND next_due_at < ? AND next_clock <> 'chase'",
    f"SELECT * FROM call NOT INDEXED WHERE {OPEN} AND next_due_at < ? AND next_clock <> 'chase'"
    " ORDER BY priority, next_due_at LIMIT 200",
)
_INDEXED = (
    f"SELECT id, owner_id, priority, next_clock, next_due_at FROM call WHERE {OPEN} AND next_due_at < ?"
    " AND next_clock <> 'chase' ORDER BY next_due_at LIMIT 200"
)


def measure(calls: int = CALLS) -> list[Figure]:
    return figures(history(calls))


def figures(path: Path) -> list[Figure]:
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    plain = sqlite.connect(file_check.uri(path, "ro"), uri=True)
    owner, place = desk.late.view().who[0].id, desk.late.view().where[0].id
    late = Ask((Tile.OVERDUE,))
    # All that is open: what is late of few calls fills no page.
    everything = Ask()
    second = desk.late.view(everything).page.after
    shown = desk.late.view(late).page
    asked: list[tuple[str, Callable[[], object], float]] = [
        ("overdue, 200 rows by the index", lambda: plain.execute(_INDEXED, (to_stored(NOW),)).fetchall(), 0.005),
        ("the view: all that is open", lambda: desk.late.view(), 0.2),
        ("the view: what is overdue", lambda: desk.late.view(late), 0.2),
        ("a filter: one name of it", lambda: desk.late.view(Ask((Tile.OVERDUE,), owners=(owner,))), 0.2),
        ("a filter: two tiles, where it waits", lambda: desk.late.view(Ask(tuple(Tile)[2:4], contacts=(place,))), 0.2),
        ("by contact, sorted by customer", lambda: desk.late.view(_by_contact()), 0.3),
        ("sorted by next step", lambda: desk.late.view(Ask((Tile.OVERDUE,), sort=SortBy.NEXT_STEP)), 0.3),
        ("the next page", lambda: desk.late.page(everything, second or ()), 0.2),
        ("what changed meanwhile", lambda: desk.late.changed(late, shown.rows, shown.after), 0.2),
        ("figures alone", lambda: desk.late.figures(late), 0.05),
    ]
    gc.disable()
    try:
        # The floor takes seconds: once a round for all figures of it.
        rounds = [
            (_seconds(lambda: _floor(plain)), *(_seconds(work) for _name, work, _reach in asked))
            for _round in range(ROUNDS)
        ]
        floor, *ours = (median(taken) for taken in zip(*rounds, strict=True))
        return [(name, mine, floor, reach) for (name, _work, reach), mine in zip(asked, ours, strict=True)]
    finally:
        gc.enable()
        plain.close()
        desk.close()


def _by_contact() -> Ask:
    return Ask((Tile.OVERDUE,), group=GroupBy.CONTACT, sort=SortBy.CUSTOMER)


def _floor(plain: Any) -> None:
    for sql in _FLOOR:
        plain.execute(sql, (to_stored(NOW),)).fetchall()


def _seconds(work: Callable[[], object]) -> float:
    before = time.perf_counter()
    work()
    return time.perf_counter() - before


def main() -> None:
    print(f"{'what':38} {'ours':>11} {'floor':>11} {'ratio':>7} {'reach':>7}")
    for name, ours, floor, reach in measure():
        mark = "" if ours / floor <= reach else "  MISSED"
        print(f"{name:38} {ours * 1000:8.3f} ms {floor * 1000:8.3f} ms {ours / floor:7.4f} {reach:7.4f}{mark}")


if __name__ == "__main__":
    main()
