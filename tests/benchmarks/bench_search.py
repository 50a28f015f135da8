"""Searching all that was said of calls while somebody types, against looking through the texts; and the index's size.

Every key stroke of two words counts, the slowest of all; a desk of so many calls with four lines of talk each.
`python tests/benchmarks/bench_search.py 1000000` for a large one.
"""

import json
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from itertools import accumulate
from pathlib import Path
from random import Random
from statistics import median
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import sqlcipher3.dbapi2 as sqlite

from deskapp.services.overview import finding
from deskapp.storage import call_words

CALLS = 30_000
ROUNDS = 5
#: At least so many times faster than looking through the texts; the index at most so many times as large as they.
FASTER, LARGER = 50, 2.0
_NEWEST = 1 << 62
_BATCH = 2_000

_TABLES = """
CREATE TABLE call (id INTEGER PRIMARY KEY, summary TEXT, details TEXT);
CREATE TABLE said (call_id INTEGER, words TEXT);
"""
_LIKE = "SELECT DISTINCT call_id FROM said WHERE words LIKE ? ORDER BY call_id DESC LIMIT 50"


def measure(calls: int = CALLS) -> list[tuple[str, float, float, float]]:
    """(name, ours, floor, ratio to reach): seconds, and of the size megabytes."""
    with tempfile.TemporaryDirectory() as folder:
        connection = sqlite.connect(str(Path(folder, "calls.db")), isolation_level=None)
        try:
            words = _fill(connection, calls)
            size = _one(connection, "SELECT sum(length(block)) FROM call_words_data") / 1e9
            texts = _one(connection, "SELECT sum(length(words)) FROM said") / 1e9
            texts += _one(connection, "SELECT sum(length(summary) + length(details)) FROM call") / 1e9
            # Words that are in nearly every text, in few, and in hardly any.
            pairs = [(words[a], words[b]) for a, b in ((3, 40), (40, 3), (900, 9_000), (25_000, 2))]
            typed = [f"{one} {other}"[:end] for one, other in pairs for end in range(1, len(one) + len(other) + 2)]
            slowest = max(_timed(lambda text=text: _find(connection, text)) for text in typed)
            like = _timed(lambda: connection.execute(_LIKE, (f"%{words[9_000]}%",)).fetchall())
        finally:
            connection.close()
    name = f"search {calls:,} calls, the slowest key stroke"
    return [(name, slowest, like, 1 / FASTER), ("the index of words against the texts, in GB", size, texts, LARGER)]


def _find(connection: Any, text: str) -> list[Any]:
    query = call_words.query(text)
    sql = finding._SAID.format(fits="1")
    return list(connection.execute(sql, (query, _NEWEST, 50))) if query else []


def _fill(connection: Any, calls: int) -> list[str]:
    chance = Random(7)
    words = _vocabulary(chance)
    weights = list(accumulate(1 / (place + 4) for place in range(len(words))))

    def text(length: int) -> str:
        return " ".join(chance.choices(words, cum_weights=weights, k=length))

    connection.executescript(_TABLES + call_words.CREATE)
    for batch in _batches(calls):
        told = [
            (number, text(7), text(30), [text(chance.choice((8, 15, 25, 40))) for _ in range(4)]) for number in batch
        ]
        connection.execute("BEGIN")
        connection.executemany("INSERT INTO call VALUES (?, ?, ?)", [one[:3] for one in told])
        lines = [(one[0], json.dumps({"words": line})) for one in told for line in one[3]]
        connection.executemany("INSERT INTO said VALUES (?, ?)", lines)
        rows = [(one[0], call_words.indexed((f"C-{one[0]:05d}", one[1], one[2], *one[3]))) for one in told]
        connection.executemany("INSERT INTO call_words (rowid, words) VALUES (?, ?)", rows)
        connection.execute("COMMIT")
    return words


def _vocabulary(chance: Random) -> list[str]:
    syllables = [
        one + other for one in "bdfgklmnprstvw" for other in ("a", "e", "i", "o", "u", "er", "en", "al", "ast")
    ]
    made = ("".join(chance.choice(syllables) for _ in range(chance.choice((1, 2, 2, 3, 4)))) for _ in range(80_000))
    return list(dict.fromkeys(made))[:30_000]


def _batches(calls: int) -> Iterator[range]:
    for begin in range(1, calls + 1, _BATCH):
        yield range(begin, min(begin + _BATCH, calls + 1))


def _timed(work: Callable[[], object]) -> float:
    taken = []
    for _ in range(ROUNDS):
        begin = time.perf_counter()
        work()
        taken.append(time.perf_counter() - begin)
    return median(taken)


def _one(connection: Any, sql: str) -> float:
    return float(connection.execute(sql).fetchone()[0])


if __name__ == "__main__":
    for name, ours, floor, reach in measure(int(sys.argv[1]) if len(sys.argv) > 1 else CALLS):
        print(f"{name}: {ours * 1000:.2f}, floor {floor * 1000:.2f}, {ours / floor:.3f} x (reach {reach:.3f} x)")
