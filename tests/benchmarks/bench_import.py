"""Importing past calls, against the same resulting rows by the plain driver in one transaction."""

import csv
import shutil
import statistics
import sys
import tempfile
import time
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.clock import FixedClock
from deskapp.models.base import Base
from deskapp.services.imports import mapping as import_mapping
from deskapp.services.imports.meanings import Mapping
from deskapp.services.imports.service import import_calls
from deskapp.services.site.setup import make_desk
from deskapp.services.work import Work
from deskapp.storage import call_words, file_check
from deskapp.storage.database import Database

SAMPLE = Path(__file__).resolve().parents[1] / "data" / "incident_event_log_sample.csv.gz"
REACH = 3.0
ROUNDS = 5
NOW = datetime(2026, 11, 21, 12, tzinfo=UTC)

_ABOUT = "SELECT id, summary, details || ' ' || wants || ' ' || solution FROM call WHERE source IS NOT NULL"
_SAID = """
SELECT call.id, 'C-' || printf('%05d', call.id), call.source_ref, customer.name, customer.organisation, call.summary,
       call.details, call.wants, call.solution
FROM call JOIN customer ON customer.id = call.customer_id WHERE call.source IS NOT NULL
"""

MANY = 100_000
WORDS = [
    "printer",
    "toner",
    "paper",
    "network",
    "router",
    "switch",
    "login",
    "password",
    "mail",
    "calendar",
    "vpn",
    "monitor",
    "keyboard",
    "phone",
]
ONE_ROW = {
    "source": "many",
    "file": {"zone": "Europe/Berlin", "time": "%Y-%m-%d %H:%M"},
    "columns": {
        "reference": "id",
        "summary": "title",
        "opened_at": "created",
        "changed_at": "updated",
        "resolved_at": "solved",
        "state": "state",
        "customer": "who",
        "priority": "priority",
        "category": "category",
        "details": "text",
    },
    "values": {"state": {"Closed": "archived"}, "priority": {"1": "P1", "2": "P2", "3": "P3", "4": "P4"}},
}

Rows = dict[str, list[tuple[Any, ...]]]


def measure() -> list[tuple[str, float, float, float]]:
    """(name, ours in seconds, floor in seconds, ratio to reach); medians of rounds that alternate."""
    sample = import_mapping.load(import_mapping.find("incident_event_log"))
    with tempfile.TemporaryDirectory() as folder:
        many = Path(folder, "many.csv")
        _write_many(many)
        return [
            ("import the sample", *_rounds(Path(folder), SAMPLE, sample), REACH),
            (f"import {MANY:,} calls of one row", *_rounds(Path(folder), many, import_mapping.read(ONE_ROW)), REACH),
        ]


def _rounds(folder: Path, source: Path, mapping: Mapping) -> tuple[float, float]:
    ours: list[float] = []
    floor: list[float] = []
    for number in range(ROUNDS + 1):
        full, plain = Path(folder, f"{number}-full.desk"), Path(folder, f"{number}-plain.desk")
        make_desk(full, FixedClock(NOW))
        shutil.copyfile(full, plain)
        ours.append(_import(full, source, mapping))
        floor.append(_insert(plain, _rows(full, plain)))
        for made in folder.glob(f"{number}-*"):
            made.unlink()
    # The first round is the one that warms both up.
    return statistics.median(ours[1:]), statistics.median(floor[1:])


def _write_many(path: Path) -> None:
    """A list as most programs export it: one row a call, with times, people, and a few lines of text."""
    chance, at = Random(3), datetime(2019, 1, 1, tzinfo=UTC)
    with path.open("w", newline="", encoding="utf-8") as out:
        rows = csv.writer(out)
        rows.writerow(["id", "title", "created", "updated", "solved", "state", "who", "priority", "category", "text"])
        for number in range(MANY):
            at += timedelta(minutes=chance.randint(1, 30))
            solved = at + timedelta(minutes=chance.randint(5, 9000))
            instants = [f"{one:%Y-%m-%d %H:%M}" for one in (at, solved + timedelta(days=2), solved)]
            title, text = (" ".join(chance.choices(WORDS, k=length)) for length in (5, 40))
            who, category = f"Customer {chance.randint(1, 20_000)}", f"Category {chance.randint(1, 20)}"
            rows.writerow([f"T-{number}", title, *instants, "Closed", who, chance.choice("1234"), category, text])


def _import(path: Path, source: Path, mapping: Mapping) -> float:
    database = Database(path)
    work = Work(database, FixedClock(NOW))
    begin = time.perf_counter()
    import_calls(work, source, mapping)
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
    found["call_search (rowid, summary, details)"] = list(there.execute(_ABOUT))
    words = ((row[0], call_words.indexed(row[1:])) for row in there.execute(_SAID))
    found["call_words (rowid, words)"] = list(words)
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
