"""What is late of a desk with 1,000,000 calls, 10,000 of them open, against the same question without an index.

Run as `python tests/benchmarks/bench_overdue.py`; prints a table. The ratios judge, the milliseconds orient. The floor
is a plain driver that counts what is overdue and reads 200 rows of it without any index.
"""

import gc
import os
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sqlcipher3.dbapi2 as sqlite

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.models.base import to_stored
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.calls.rows import OPEN
from deskapp.services.overview.late.ask import Ask, GroupBy, SortBy, Tile
from deskapp.storage import file_check

CALLS, OPEN_CALLS = int(os.environ.get("DESK_BENCH_CALLS", "1000000")), 10_000
CUSTOMERS, STAFF, CONTACTS, ROUNDS = 20_000, 20, 200, 9
NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)
MINUTE = 60_000_000

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


def measure() -> list[Figure]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "desk.db")
        prepare(path)
        return figures(path)


def figures(path: Path) -> list[Figure]:
    desk = Desk(path, FixedClock(NOW), staff_id=1).open()
    plain = sqlite.connect(file_check.uri(path, "ro"), uri=True)
    owner, place = desk.late.view().who[0].id, desk.late.view().where[0].id
    late = Ask((Tile.OVERDUE,))
    second = desk.late.view(late).page.after
    shown = desk.late.view(late).page
    asked: list[tuple[str, Callable[[], object], float]] = [
        ("overdue, 200 rows by the index", lambda: plain.execute(_INDEXED, (to_stored(NOW),)).fetchall(), 0.005),
        ("the view: all that is open", lambda: desk.late.view(), 0.2),
        ("the view: what is overdue", lambda: desk.late.view(late), 0.2),
        ("a filter: one name of it", lambda: desk.late.view(Ask((Tile.OVERDUE,), owners=(owner,))), 0.2),
        ("a filter: two tiles, where it waits", lambda: desk.late.view(Ask(tuple(Tile)[2:4], contacts=(place,))), 0.2),
        ("by contact, sorted by customer", lambda: desk.late.view(_by_contact()), 0.3),
        ("sorted by next step", lambda: desk.late.view(Ask((Tile.OVERDUE,), sort=SortBy.NEXT_STEP)), 0.3),
        ("the next page", lambda: desk.late.page(late, second or ()), 0.2),
        ("what changed meanwhile", lambda: desk.late.changed(late, shown.rows, shown.after), 0.2),
        ("figures alone", lambda: desk.late.figures(late), 0.05),
    ]
    gc.disable()
    try:
        return [(name, *_alternating(work, lambda: _floor(plain)), reach) for name, work, reach in asked]
    finally:
        gc.enable()
        plain.close()
        desk.close()


def _by_contact() -> Ask:
    return Ask((Tile.OVERDUE,), group=GroupBy.CONTACT, sort=SortBy.CUSTOMER)


def _floor(plain: Any) -> None:
    for sql in _FLOOR:
        plain.execute(sql, (to_stored(NOW),)).fetchall()


def _alternating(ours: Callable[[], object], floor: Callable[[], None]) -> tuple[float, float]:
    """Medians of ours and of the floor, one after the other."""
    taken: tuple[list[float], list[float]] = ([], [])
    for _round in range(ROUNDS):
        for kept, work in zip(taken, (ours, floor), strict=True):
            before = time.perf_counter()
            work()
            kept.append(time.perf_counter() - before)
    return median(taken[0]), median(taken[1])


def prepare(path: Path) -> None:
    """Two calls by the service, the others copies of them: all are over but 10,000, of which every fifth is late."""
    make(path, FixedClock(NOW - timedelta(hours=1)))
    desk = Desk(path, FixedClock(NOW - timedelta(hours=1)), staff_id=1).open()
    desk.calls.log(LogCall("First", new_customer=NewCustomer("Ada 1", "Acme 1", "A-1"), category_id=1))
    desk.close()
    connection = sqlite.connect(file_check.uri(path, "rw"), uri=True, isolation_level=None)
    connection.execute("PRAGMA synchronous = OFF")
    connection.execute("PRAGMA recursive_triggers = OFF")
    connection.execute("BEGIN")
    _copies(connection, "staff", 100, STAFF, {"name": "'Agent ' || number", "role": "'agent'"})
    _copies(connection, "customer", 2, CUSTOMERS, {"name": "'Ada ' || (number * 7919 % 20011)"})
    connection.execute(
        "INSERT INTO contact (id, kind, name, organisation, role, email, authority, our_account, may_see, language,"
        " notes, active, version) WITH RECURSIVE n (number) AS (SELECT 1000 UNION ALL SELECT number + 1 FROM n WHERE"
        " number < ?) SELECT number, 'supplier', 'Person ' || number, 'Firm ' || (number % 40), '', '', 'outside', '',"
        " '[]', '', '', 1, 1 FROM n",
        (999 + CONTACTS,),
    )
    now = to_stored(NOW)
    over = {"customer_id": f"1 + number % {CUSTOMERS}", "ended_at": "logged_at + 1", "state": "'archived'"}
    # An import alone may bring calls that are over.
    over |= {"source": "'bench'", "source_ref": "number", "paused": "NULL"}
    over |= dict.fromkeys(("next_clock", "next_due_at", "next_warn_at", "next_calendar_id"), "NULL")
    _copies(connection, "call", 2, CALLS, {**over, "summary": "'The printer on floor ' || number % 1000"})
    # Every hundredth is open: from the day to twenty years old.
    every = CALLS // OPEN_CALLS
    due = f"{now} + (call.id / {every} * 7919 % 2000 - 400) * {MINUTE}"
    connection.execute(
        f"UPDATE call SET state = CASE WHEN id / {every} % 45 = 1 THEN 'resolved' ELSE 'open' END, ended_at = NULL,"
        f" owner_id = 100 + id / {every} % {STAFF - 1}, priority = 'P' || (1 + id / {every} % 4), next_clock ="
        f" CASE id / {every} % 3 WHEN 0 THEN 'update' ELSE 'resolution' END, next_due_at = {due}, next_warn_at ="
        f" {due} - 30 * {MINUTE}, last_word_at = logged_at WHERE id % {every} = 0"
    )
    wanted = ("call_id", "cycle", "kind", "started_at", "target", "fixed_at", "due_at")
    for kind, where, at in (
        ("resolution", "1", due),
        ("update", "1", f"{due} + 60 * {MINUTE}"),
        ("acceptance", f"id / {every} % 15 = 1", due),
    ):
        connection.execute(
            f"INSERT INTO clock ({', '.join(wanted)}, escalation_id) SELECT id, 1, '{kind}', logged_at, 1, NULL,"
            f" {at}, NULL FROM call WHERE {OPEN} AND {where} AND id > 1"
        )
    connection.execute(
        f"INSERT INTO clock ({', '.join(wanted)}, stopped_at, verdict, margin)"
        " SELECT id, 1, 'resolution', logged_at, 1,"
        f" NULL, NULL, {now} - (id * 300) * 1000000, CASE WHEN id % 10 = 0 THEN 'missed' ELSE 'met' END, 1 FROM call"
        f" WHERE state = 'archived'"
    )
    promised = f"({now} + (call.id / {every} * 7907 % 2000 - 200) * {MINUTE})"
    connection.execute(
        f"INSERT INTO promise (call_id, kind, made_at, made_by_id, due_at, phone, words, moved_reason) SELECT id,"
        f" 'call_back', logged_at, 1, {promised}, '', 'Ring them', '' FROM call WHERE {OPEN} AND id / {every} % 4 = 1"
    )
    connection.execute(
        f"INSERT INTO clock ({', '.join(wanted)}, promise_id) SELECT call_id, 1, 'call_back', made_at, NULL, due_at,"
        " due_at, id FROM promise WHERE kept_at IS NULL"
    )
    connection.execute(
        "INSERT INTO escalation (call_id, number, cycle, made_at, made_by_id, state, types, triggers, contact_id,"
        " handoff, consent, consent_reason, transfer_reason, accepted_by, outcome, contact_reference, done, sheets,"
        " version) SELECT id, 1, 1, logged_at, 1, 'offered', '[\"functional\"]', '[]',"
        f" 1000 + id / {every} % {CONTACTS},"
        f" '{{}}', 'not_asked', '', '', '', '', '', '', 0, 1 FROM call WHERE {OPEN} AND id / {every} % 15 = 1"
    )
    connection.execute(
        "UPDATE clock SET escalation_id = (SELECT id FROM escalation WHERE escalation.call_id = clock.call_id)"
        " WHERE kind = 'acceptance'"
    )
    connection.execute("UPDATE call SET with_name = 'Firm' WHERE id IN (SELECT call_id FROM escalation)")
    connection.execute("COMMIT")
    connection.close()


def _copies(connection: Any, table: str, first: int, last: int, other: dict[str, str]) -> None:
    """Rows like the first of a table, but for some columns, by SQL of `number`."""
    columns = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
    other = {"id": "number", **other}
    connection.execute(
        f"INSERT INTO {table} ({', '.join(columns)}) SELECT {', '.join(other.get(name, name) for name in columns)}"
        f" FROM {table}, (WITH RECURSIVE n (number) AS (SELECT {first} UNION ALL SELECT number + 1 FROM n WHERE"
        " number < ?) SELECT number FROM n) WHERE id = 1",
        (first + last - 1 if table == "staff" else last,),
    )


def main() -> None:
    print(f"{'what':38} {'ours':>11} {'floor':>11} {'ratio':>7} {'reach':>7}")
    for name, ours, floor, reach in measure():
        mark = "" if ours / floor <= reach else "  MISSED"
        print(f"{name:38} {ours * 1000:8.3f} ms {floor * 1000:8.3f} ms {ours / floor:7.4f} {reach:7.4f}{mark}")


if __name__ == "__main__":
    main()
