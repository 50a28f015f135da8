"""Acts on 200 calls at once, against a plain durable write of the same rows: WAL, FULL, in as many transactions.

Run as `python tests/benchmarks/bench_many.py`; prints a table. The ratio judges, the milliseconds orient. Both write
into a copy of one file with an invented history, as a window does it, 50 calls a transaction. Another
connection writes into the file meanwhile, and its longest wait is told.
"""

import gc
import multiprocessing
import shutil
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from typing import Any, NamedTuple

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
sys.path.insert(0, str(Path(__file__).resolve().parent))

import bench_log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Priority, Role
from deskapp.services.many.acts import RaiseCalls, ReassignCalls, TakeBack
from deskapp.services.staff.acts import SaveStaff
from deskapp.storage import call_words

CALLS, AT_ONCE, ROUNDS = 200, 50, 7
#: Ratios, and seconds for all 200. Raised, each deadline is worked out anew, of which the floor is spared.
REACH, REACH_RAISED, MOST = 4.5, 10.0, 1.0


class Figure(NamedTuple):
    name: str
    ours: float
    floor: float
    reach: float


def measure(calls: int = bench_log.CALLS) -> list[tuple[str, float, float, float]]:
    """(name, ours in seconds, floor in seconds, ratio to reach); medians of rounds that alternate."""
    return [tuple(one) for one in figures(calls)[0]]  # type: ignore[misc]


def figures(calls: int = bench_log.CALLS) -> tuple[list[Figure], float]:
    """The figures, and the longest that another writer waited meanwhile, in seconds."""
    with tempfile.TemporaryDirectory() as folder:
        path, plain = Path(folder, "desk.db"), Path(folder, "plain.db")
        bench_log._prepare(path, calls)
        desk = Desk(path, FixedClock(bench_log.NOW), staff_id=1).open()
        omar = desk.site.save_staff(SaveStaff("Omar", Role.AGENT)).value.id
        # Each act has calls of its own where there are enough: with every round their timelines grow, and with them
        # what is found by words.
        ids = _open_ones(desk, 2 * CALLS)
        given, urgent = ids[:CALLS], ids[-CALLS:]
        desk.close()
        shutil.copyfile(path, plain)
        found: list[Figure] = []
        with Beside(path) as beside:  # before this process has opened anything
            desk = Desk(path, FixedClock(bench_log.NOW), staff_id=1).open()
            floor = bench_log._connect(plain)
            gc.disable()
            try:
                found.append(_figure("reassign 200 calls", lambda: _reassigned(desk, given, omar), floor, REACH))
                found.append(_figure("raise 200 calls", lambda: _raised(desk, urgent), floor, REACH_RAISED))
            finally:
                gc.enable()
                floor.close()
                desk.close()
        return found, beside.longest


def _open_ones(desk: Desk, most: int) -> tuple[int, ...]:
    """Calls that can be reassigned and raised."""
    sql = "SELECT id FROM call WHERE state IN ('open', 'waiting') AND priority <> 'P1' ORDER BY id DESC LIMIT ?"
    with desk.work.read() as session:
        return tuple(session.connection().exec_driver_sql(sql, (most,)).scalars())


def _figure(name: str, act: Callable[[], tuple[float, int]], floor: Any, reach: float) -> Figure:
    """act: does it and undoes it; gives back the seconds of the first, and the event before it."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS + 1):
        seconds, rows = act()
        taken[0].append(seconds)
        taken[1].append(_written(floor, rows))
    return Figure(name, median(taken[0][1:]), median(taken[1][1:]), reach)


def _reassigned(desk: Desk, ids: tuple[int, ...], owner: int) -> tuple[float, Any]:
    return _timed(desk, ids, lambda part: desk.many.reassign(ReassignCalls(part, owner, "Lena is ill today")).value)


def _raised(desk: Desk, ids: tuple[int, ...]) -> tuple[float, Any]:
    return _timed(desk, ids, lambda part: desk.many.raise_priority(RaiseCalls(part, Priority.P1, "The board")).value)


def _timed(desk: Desk, ids: tuple[int, ...], act: Callable[[tuple[int, ...]], Any]) -> tuple[float, Any]:
    seconds = 0.0
    lines: list[int] = []
    for begin in range(0, CALLS, AT_ONCE):
        before = time.perf_counter()
        done = act(ids[begin : begin + AT_ONCE])
        taken = time.perf_counter() - before
        seconds += taken
        assert len(done.done) == AT_ONCE, done.refused
        lines += done.lines
        # As the window leaves it to others; not counted.
        time.sleep(min(0.1, max(0.01, taken / 2)))
    rows = _rows_of(desk, lines)
    for begin in range(0, CALLS, AT_ONCE):
        desk.many.take_back(TakeBack(tuple(lines[begin : begin + AT_ONCE]), "undone"))
        time.sleep(0.1)
    return seconds, rows


def _rows_of(desk: Desk, lines: list[int]) -> Any:
    """What was written: the rows by table, with what the index of words was given, ready to be written plainly."""
    with desk.work.read() as session:
        run = session.connection().exec_driver_sql
        found = {}
        for table, where in (
            ("event", "id BETWEEN ? AND ?"),
            ("event_words", "event_id BETWEEN ? AND ?"),
        ):
            found[table] = [tuple(row) for row in run(f"SELECT * FROM {table} WHERE {where}", (lines[0], lines[-1]))]
        calls = [row[1] for row in found["event"]]
        marks = ",".join(map(str, calls))
        found["call"] = [tuple(row) for row in run(f"SELECT * FROM call WHERE id IN ({marks})", ())]
        found["clock"] = [
            tuple(row) for row in run(f"SELECT * FROM clock WHERE call_id IN ({marks}) AND stopped_at IS NULL", ())
        ]
        at = "(SELECT max(until) FROM clock_change)"
        found["clock_change"] = (
            [
                tuple(row)
                for row in run(
                    f"SELECT clock_change.* FROM clock_change JOIN clock ON clock.id = clock_id WHERE until = {at}"
                    f" AND call_id IN ({marks}) GROUP BY clock_id",
                    (),
                )
            ]
            if found["event"][0][4] == "priority"
            else []
        )
        texts = call_words.texts(run, calls)
        found["words"] = [(call_id, call_words.indexed(one.text for one in said)) for call_id, said in texts.items()]
        return found


def _written(connection: Any, rows: Any) -> float:
    """Seconds to write the same rows by the driver alone, in as many transactions."""
    names = {
        table: [row[1] for row in connection.execute(f"PRAGMA table_info({table})")] for table in ("call", "clock")
    }
    (last,) = connection.execute("SELECT max(id) FROM event").fetchone()
    events = [(last + place, *row[1:]) for place, row in enumerate(rows["event"], 1)]
    words = [(last + place, *row[1:]) for place, row in enumerate(rows["event_words"], 1)]
    raised = bool(rows["clock_change"])
    before = time.perf_counter()
    for begin in range(0, CALLS, AT_ONCE):
        part = slice(begin, begin + AT_ONCE)
        connection.execute("BEGIN IMMEDIATE")
        calls = rows["call"][part]
        if raised:
            columns = ("priority", "priority_reason", "next_clock", "next_due_at", "next_warn_at", "next_calendar_id")
            _update(connection, "call", names["call"], calls, columns)
            ids = {row[0] for row in calls}
            clocks = [row for row in rows["clock"] if row[names["clock"].index("call_id")] in ids]
            _update(connection, "clock", names["clock"], clocks, ("target", "calendar_version_id"))
            own = {row[0] for row in clocks}
            changes = [row[1:] for row in rows["clock_change"] if row[1] in own]
            connection.executemany(
                "INSERT INTO clock_change (clock_id, until, target, calendar_version_id, fixed_at)"
                " VALUES (?, ?, ?, ?, ?)",
                changes,
            )
        else:
            _update(connection, "call", names["call"], calls, ("owner_id",))
        for table, made in (("event", events[part]), ("event_words", words[part])):
            marks = ", ".join("?" * len(made[0]))
            connection.executemany(f"INSERT INTO {table} VALUES ({marks})", made)
        connection.executemany("INSERT OR REPLACE INTO call_words (rowid, words) VALUES (?, ?)", rows["words"][part])
        connection.execute("COMMIT")
    return time.perf_counter() - before


def _update(connection: Any, table: str, names: list[str], rows: list[Any], columns: tuple[str, ...]) -> None:
    setting = ", ".join(f"{column} = ?" for column in columns)
    places = [names.index(column) for column in columns]
    connection.executemany(
        f"UPDATE {table} SET {setting} WHERE id = ?", [(*(row[place] for place in places), row[0]) for row in rows]
    )


class Beside:
    """Another process that writes into the file all the while, a row every 20 ms."""

    def __init__(self, path: Path) -> None:
        self._over = multiprocessing.Event()
        self._longest = multiprocessing.Value("d", 0.0)
        self._process = multiprocessing.Process(target=_write_beside, args=(path, self._over, self._longest))

    @property
    def longest(self) -> float:
        """How long it waited at most, in seconds."""
        return float(self._longest.value)

    def __enter__(self) -> "Beside":
        self._process.start()
        return self

    def __exit__(self, *_error: object) -> None:
        self._over.set()
        self._process.join()


def _write_beside(path: Path, over: Any, longest: Any) -> None:
    connection = bench_log._connect(path)
    connection.execute("PRAGMA busy_timeout = 10000")
    while not over.wait(0.02):
        before = time.perf_counter()
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("UPDATE customer SET version = version + 1 WHERE id = 1000")
        connection.execute("COMMIT")
        longest.value = max(longest.value, time.perf_counter() - before)
    connection.close()


def main() -> None:
    found, longest = figures()
    print(f"{'what':20} {'ours':>10} {'floor':>10} {'ratio':>6} {'reach':>6}")
    for one in found:
        ratio = one.ours / one.floor
        mark = "" if ratio <= one.reach and one.ours <= MOST else "  MISSED"
        figure = f"{one.ours * 1e3:7.1f} ms {one.floor * 1e3:7.1f} ms {ratio:6.2f} {one.reach:6.2f}"
        print(f"{one.name:20} {figure}{mark}")
    print(f"all 200 within {MOST:.0f} s; the longest that another writer waited: {longest * 1e3:.0f} ms")


if __name__ == "__main__":
    main()
