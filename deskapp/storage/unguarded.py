"""A new file filled with rows that were sound elsewhere: its guards rest meanwhile, and stand before it counts."""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.models.guards import TRIGGERS
from deskapp.storage import file_check, opening

#: For a file that is thrown away unless it becomes whole: without a journal, and with room for its indexes in memory.
_ALL_OR_NO_FILE = (
    "PRAGMA journal_mode = OFF",
    "PRAGMA synchronous = OFF",
    "PRAGMA cache_size = -131072",
    "PRAGMA locking_mode = EXCLUSIVE",
)


class RowRefusedError(Exception):
    """The database takes a row for none of its table: which one of those given, from 0, and what it says."""

    def __init__(self, place: int, said: str) -> None:
        super().__init__(place, said)
        self.place, self.said = place, said


@contextmanager
def unguarded(path: Path, *, to_be_kept: bool = True) -> Iterator[sqlite.Connection]:
    """A connection in one transaction, committed at the end of the block, for a file that nobody else knows yet.

    Guards watch how a row comes to be what it is, so they rest, as the references do; CHECKs and unique indexes hold.
    What the whole must be is for the caller to look at afterwards. Raises StorageProblem.

    to_be_kept: False: whatever ends the block, the file is thrown away, so no way back is written beside it.
    """
    with file_check.said_plainly(path):
        connection = opening.connect(path, "rw")
        try:
            connection.execute("PRAGMA foreign_keys = OFF")
            if not to_be_kept:
                for pragma in _ALL_OR_NO_FILE:
                    connection.execute(pragma)
            connection.execute("BEGIN IMMEDIATE")
            with at_rest(connection):
                yield connection
            connection.execute("COMMIT")
        finally:
            connection.close()


@contextmanager
def at_rest(connection: sqlite.Connection) -> Iterator[None]:
    """The guards rest within a transaction that is on; what a row refers to may come after it, until that ends."""
    connection.execute("PRAGMA defer_foreign_keys = ON")
    for name in TRIGGERS:
        connection.execute(f"DROP TRIGGER {name}")
    yield
    for sql in TRIGGERS.values():
        connection.execute(sql)


def insert(connection: sqlite.Connection, table: str, columns: Sequence[str], rows: Sequence[Sequence[Any]]) -> None:
    """Insert rows as they are stored. Raises RowRefusedError for the first that the database refuses."""
    names, marks = ", ".join(f'"{name}"' for name in columns), ", ".join("?" * len(columns))
    sql = f"INSERT INTO {table} ({names}) VALUES ({marks})"
    connection.execute("SAVEPOINT rows")
    try:
        connection.executemany(sql, rows)
    except sqlite.IntegrityError:
        connection.execute("ROLLBACK TO rows")
        for place, row in enumerate(rows):
            try:
                connection.execute(sql, row)
            except sqlite.IntegrityError as error:
                raise RowRefusedError(place, str(error)) from error
        raise
    connection.execute("RELEASE rows")
