"""Importing the sample of past calls, against the same resulting rows by the plain driver in one transaction."""

import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.clock import FixedClock
from deskapp.models.base import Base
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.service import import_calls
from deskapp.services.site.setup import make_desk
from deskapp.services.work import Work
from deskapp.storage import file_check
from deskapp.storage.database import Database

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "incident_event_log_sample.csv.gz"
REACH = 3.0
ROUNDS = 5
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

_SEARCH = """
SELECT call.id, 'C-' || printf('%05d', call.id) || ' ' || call.source_ref,
       customer.name || ' ' || customer.organisation || ' ', '', call.summary, ' '
FROM call JOIN customer ON customer.id = call.customer_id WHERE call.source IS NOT NULL
"""

Rows = dict[str, list[tuple[Any, ...]]]


def measure() -> list[tuple[str, float, float, float]]:
    """(name, ours in seconds, floor in seconds, ratio to reach); medians of rounds that alternate."""
    mapping = import_mapping.load(import_mapping.find("incident_event_log"))
    ours: list[float] = []
    floor: list[float] = []
    with tempfile.TemporaryDirectory() as folder:
        for number in range(ROUNDS + 1):
            full, plain = Path(folder, f"{number}-full.desk"), Path(folder, f"{number}-plain.desk")
            make_desk(full, FixedClock(NOW))
            shutil.copyfile(full, plain)
            ours.append(_import(full, mapping))
            floor.append(_insert(plain, _rows(full, plain)))
    # The first round is the one that warms both up.
    return [("import the sample", statistics.median(ours[1:]), statistics.median(floor[1:]), REACH)]


def _import(path: Path, mapping: import_mapping.Mapping) -> float:
    database = Database(path)
    work = Work(database, FixedClock(NOW))
    begin = time.perf_counter()
    import_calls(work, SAMPLE, mapping)
    took = time.perf_counter() - begin
    database.close()
    return took


def _connect(path: Path) -> Any:
    connection = sqlite.connect(file_check.uri(path, "rw"), uri=True, isolation_level=None)
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _rows(full: Path, plain: Path) -> Rows:
    """What the import wrote: the rows that a new desk has not."""
    there, before = _connect(full), _connect(plain)
    found: Rows = {}
    for table in Base.metadata.sorted_tables:
        given = set(before.execute(f"SELECT * FROM {table.name}"))
        rows = [row for row in there.execute(f"SELECT * FROM {table.name}") if row not in given]
        if rows:
            found[table.name] = rows
    found["call_search (rowid, ref, who, phones, summary, details)"] = list(there.execute(_SEARCH))
    there.close()
    before.close()
    return found


def _insert(path: Path, rows: Rows) -> float:
    connection = _connect(path)
    begin = time.perf_counter()
    connection.execute("BEGIN IMMEDIATE")
    for table, values in rows.items():
        marks = ", ".join("?" * len(values[0]))
        connection.executemany(f"INSERT INTO {table} VALUES ({marks})", values)
    connection.execute("COMMIT")
    took = time.perf_counter() - begin
    connection.close()
    return took


if __name__ == "__main__":
    for name, ours, floor, reach in measure():
        print(f"{name}: {ours * 1000:.0f} ms, floor {floor * 1000:.0f} ms, {ours / floor:.2f} x (reach {reach} x)")
