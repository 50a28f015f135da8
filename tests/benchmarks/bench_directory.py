"""A directory of 10,000 contacts searched while typing, against the issue's 30 ms a keystroke.

Run as `python tests/benchmarks/bench_directory.py`; prints a table.
"""

import sys
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path
from statistics import median

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from deskapp.desk import Desk, make
from deskapp.domain.clock import FixedClock
from deskapp.domain.reach import Reach
from deskapp.domain.words import ContactKind
from deskapp.services.directory.contact_entries import Entry, Read

CONTACTS, ROUNDS = 10_000, 5
LIMIT = 0.030
NOW = datetime(2026, 11, 16, 10, tzinfo=UTC)
TYPED = ("müller 77", "acme 12", "020 7946 0077", "billing")


def measure() -> list[tuple[str, float, float, float]]:
    """(name, ours in seconds, the bound in seconds, 1): the usual and the slowest keystroke."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "desk.db")
        make(path, FixedClock(NOW))
        desk = Desk(path, FixedClock(NOW), staff_id=1).open()
        try:
            desk.contact_files.take(_people(), ContactKind.EXPERT)
            desk.directory.contacts("")
            taken = [
                median(_timed(desk, text[:length]) for _round in range(ROUNDS))
                for text in TYPED
                for length in range(len(text) + 1)
            ]
        finally:
            desk.close()
    return [
        ("a keystroke among 10,000 contacts", median(taken), LIMIT, 1.0),
        ("the slowest keystroke", max(taken), LIMIT, 1.0),
    ]


def _timed(desk: Desk, text: str) -> float:
    before = time.perf_counter()
    desk.directory.contacts(text)
    return time.perf_counter() - before


def _people() -> Read:
    return Read(
        tuple(
            Entry(
                number + 2,
                {
                    "name": f"Ida Müller {number}",
                    "organisation": f"Acme {number % 700}",
                    "role": "Head of printing",
                    "phones": (Reach(f"+44 20 7946 {number:04}"), Reach(f"+44 121 496 {number:04}")),
                    "skills": ("Billing",) if number % 9 == 0 else (),
                    "notes": "Calls back within the hour, not on Fridays. " * 5,
                },
                (),
                strict=False,
            )
            for number in range(CONTACTS)
        ),
        (),
        "csv",
    )


def main() -> None:
    for name, ours, floor, reach in measure():
        print(f"{name:36} {ours * 1e3:8.3f} ms {floor * 1e3:8.3f} ms {ours / floor:7.2f} {reach:6.2f}")


if __name__ == "__main__":
    main()
