"""Twelve months of every measure from the table of days, against a scan of the record for the same; and what it costs.

Run as `python tests/benchmarks/bench_measures.py`; prints a table. The ratios judge, the milliseconds orient: 20 are
wanted for the year, 50 for the calls behind a figure. Reading is told in time of the processor, for what else the
machine does delays the one as the other. The floor of a logged call is the same act with nothing counted, by the clock.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import sqlcipher3.dbapi2 as sqlite
from bench_log import _act
from histories import NOW, copy, history

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.measures.kinds import Measure, Part, Slice
from deskapp.domain.measures.periods import PeriodKind
from deskapp.models.base import to_stored
from deskapp.storage import file_check
from deskapp.storage.measures import keeping

CALLS, ROUNDS, SCANS = int(os.environ.get("DESK_BENCH_CALLS", "1000000")), 9, 3
#: Calls logged, with what is counted of them and without.
LOGGED_OF, WARM, LOGGED = 5_000, 20, 300

#: Name, ours in seconds, floor in seconds, ratio to reach.
Figure = tuple[str, float, float, float]

_MONTH = "strftime('%Y-%m', call.{at} / 1000000, 'unixepoch')"
_CLOSED = "call.state = 'closed' AND call.ended_at >= ?1"
_ESCALATED = "EXISTS (SELECT 1 FROM escalation WHERE call_id = call.id)"
#: The same figures without the table; working time is left out, so that it is rather too fast.
_SCAN = (
    f"SELECT {_MONTH.format(at='logged_at')}, count(*), sum({_ESCALATED}) FROM call NOT INDEXED"
    " WHERE state NOT IN ('void', 'archived') AND logged_at >= ?1 GROUP BY 1",
    f"SELECT {_MONTH.format(at='ended_at')}, count(*), sum(state = 'lapsed') FROM call NOT INDEXED"
    " WHERE state IN ('closed', 'lapsed') AND ended_at >= ?1 GROUP BY 1",
    f"""SELECT {_MONTH.format(at="ended_at")}, sum(NOT {_ESCALATED}), sum(NOT {_ESCALATED} AND
        (SELECT count(*) FROM event WHERE call_id = call.id AND at <= call.resolved_at
         AND (kind IN ('customer_told', 'promise_kept', 'not_agreed') OR (kind = 'logged' AND becomes = 'open'))) < 2),
        sum((SELECT answer FROM agreement WHERE call_id = call.id AND cycle = call.cycle ORDER BY id LIMIT 1) = 'yes')
        FROM call NOT INDEXED WHERE {_CLOSED} GROUP BY 1""",
    f"""SELECT {_MONTH.format(at="ended_at")}, {_ESCALATED}, count(*), sum(score >= 4)
        FROM call NOT INDEXED JOIN satisfaction ON call_id = call.id AND satisfaction.cycle = call.cycle
        WHERE {_CLOSED} GROUP BY 1, 2""",
    f"""SELECT {_MONTH.format(at="ended_at")}, sum(EXISTS (SELECT 1 FROM escalation JOIN call AS other
            ON other.customer_id = call.customer_id AND other.id <> call.id AND other.logged_at > escalation.ended_at
            AND other.logged_at <= escalation.ended_at + 604800000000 WHERE escalation.call_id = call.id))
        FROM call NOT INDEXED WHERE {_CLOSED} GROUP BY 1""",
    f"""SELECT {_MONTH.format(at="ended_at")}, count(*), count(DISTINCT call.id), sum(transfer = 'warm')
        FROM escalation NOT INDEXED JOIN call ON call.id = call_id WHERE contact_id IS NOT NULL AND {_CLOSED}
        GROUP BY 1""",
    f"SELECT resolved_at - logged_at FROM call NOT INDEXED WHERE {_CLOSED} AND {_ESCALATED} ORDER BY 1",
    f"""SELECT {_MONTH.format(at="ended_at")}, kind, priority, verdict, count(*) FROM clock NOT INDEXED
        JOIN call ON call.id = call_id WHERE verdict IS NOT NULL AND {_CLOSED} GROUP BY 1, 2, 3, 4""",
    f"""SELECT {_MONTH.format(at="ended_at")}, count(*), sum(kept_at <= due_at) FROM promise NOT INDEXED
        JOIN call ON call.id = call_id WHERE kept_at IS NOT NULL AND {_CLOSED} GROUP BY 1""",
)


def measure(calls: int = CALLS) -> list[Figure]:
    return [*figures(history(calls)), logging()]


def figures(path: Path) -> list[Figure]:
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    plain = sqlite.connect(file_check.uri(path, "ro"), uri=True)
    measures = desk.measures
    month, year = measures.period(PeriodKind.MONTH).before(), measures.period(PeriodKind.YEAR)
    months = month.course(12)
    asked: list[tuple[str, Callable[[], object], float]] = [
        ("twelve months of every measure", lambda: measures.course(months), 0.002),
        ("a month beside another, six charted", lambda: measures.read(month), 0.01),
        ("the calls behind a month's figure", lambda: measures.calls(Measure.ESCALATED, month), 0.005),
        ("the calls behind a year's figure", lambda: measures.calls(Measure.FIRST_CONTACT, year, part=Part.REST), 0.01),
        ("a month by category", lambda: measures.slices(Measure.ESCALATED, Slice.CATEGORY, month), 0.002),
    ]
    gc.disable()
    try:
        scan = median(_seconds(lambda: _scan(plain), time.process_time) for _round in range(SCANS))
        return [
            (name, median(_seconds(work, time.process_time) for _round in range(ROUNDS)), scan, reach)
            for name, work, reach in asked
        ]
    finally:
        gc.enable()
        plain.close()
        desk.close()


def logging() -> Figure:
    """A call logged with what is counted of it, and on a copy of the desk without, one after the other."""
    watch, keep = keeping.watch, keeping.keep
    taken: tuple[list[float], list[float]] = ([], [])

    def nothing(*_given: Any) -> None:
        """Stands for counting."""

    with tempfile.TemporaryDirectory() as folder:
        desks = []
        for name, watching in (("counted", watch), ("plain", nothing)):
            path = Path(folder, f"{name}.db")
            copy(LOGGED_OF, path)
            keeping.watch = watching
            desks.append(Desk(path, FixedClock(NOW), staff_id=1).open())
        gc.disable()
        try:
            for number in range(WARM + LOGGED):
                # Whoever comes second finds the disk as the first left it: they take turns.
                for place in ((0, 1), (1, 0))[number % 2]:
                    keeping.keep = (keep, nothing)[place]
                    act = _act(number, LOGGED_OF)
                    taken[place].append(_seconds(lambda desk=desks[place], act=act: desk.calls.log(act)))
        finally:
            gc.enable()
            keeping.watch, keeping.keep = watch, keep
            for desk in desks:
                desk.close()
    ours, floor = (median(seconds[WARM:]) for seconds in taken)
    return ("log a call, counted, against the same uncounted", ours, floor, 1.02)


def _scan(plain: Any) -> None:
    since = (to_stored(NOW - timedelta(days=365)),)
    for sql in _SCAN:
        plain.execute(sql, since).fetchall()


def _seconds(work: Callable[[], object], clock: Callable[[], float] = time.perf_counter) -> float:
    before = clock()
    work()
    return clock() - before


def main() -> None:
    print(f"{'what':48} {'ours':>11} {'floor':>11} {'ratio':>8} {'reach':>7}")
    for name, ours, floor, reach in measure():
        mark = "" if ours / floor <= reach else "  MISSED"
        print(f"{name:48} {ours * 1000:8.3f} ms {floor * 1000:8.3f} ms {ours / floor:8.5f} {reach:7.4f}{mark}")


if __name__ == "__main__":
    main()
