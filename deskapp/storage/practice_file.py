"""Practice in a file of its own beside the desk's: nothing of it can reach the record, and no measure counts it."""

import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import backup, remains
from deskapp.storage.file_check import said_plainly
from deskapp.storage.opening import connect, salt_of

#: Marks a file as practice: "prac" in ASCII.
APPLICATION_ID = 0x70726163
SCHEMA = 1

#: How long an act waits for another window's, in seconds.
_BUSY_SECONDS = 15

_TABLES = (
    """CREATE TABLE scenario (
        id TEXT PRIMARY KEY CHECK (trim(id) <> ''),
        text TEXT NOT NULL,
        changed_at TEXT NOT NULL,
        changed_by TEXT NOT NULL
    ) STRICT""",
    """CREATE TABLE try (
        id INTEGER PRIMARY KEY,
        staff_id INTEGER NOT NULL,
        scenario_id TEXT NOT NULL,
        title TEXT NOT NULL,
        themes TEXT NOT NULL CHECK (json_valid(themes)),
        begun_at TEXT NOT NULL,
        ended_at TEXT NOT NULL,
        points INTEGER NOT NULL CHECK (points BETWEEN 0 AND most),
        most INTEGER NOT NULL,
        hints INTEGER NOT NULL,
        played TEXT NOT NULL CHECK (json_valid(played))
    ) STRICT""",
    "CREATE INDEX ix_try_of_staff ON try (staff_id, id)",
    # staff 0: the site, for everybody.
    "CREATE TABLE shown (staff_id INTEGER PRIMARY KEY) STRICT",
)


def beside(desk: Path) -> Path:
    """Where the practice of a desk lies."""
    return desk.with_name(f"{desk.name}.practice")


def make_next(desk: Path, make: Callable[[Path, Path], object]) -> None:
    """Make what the practice of a desk is to be as soon as the desk's own file is written anew; see `put_next`.

    make: writes the one file to the other, in the way in which the desk's is written.
    """
    practice, following = beside(desk), _next(desk)
    remains.remove(following)
    if practice.exists() and practice.stat().st_size:
        make(practice, following)
        backup.sync(following)
        backup.sync(following.parent)


def put_next(desk: Path) -> None:
    """Put what was made for it in its place, if the desk's file is encrypted by the same key, or as little.

    Else the desk was never written anew, and its practice is what it was. To be called by whoever has just opened the
    desk: while its file is written anew nobody can.
    """
    practice, following = beside(desk), _next(desk)
    if not following.exists():
        return
    with said_plainly(practice):
        try:
            if salt_of(following) == salt_of(desk):
                backup.put_instead(following, practice)
            else:
                remains.remove(following)
        except FileNotFoundError:
            pass  # another window was quicker
        except OSError as error:
            raise StorageProblem(Refusal.READ_ONLY, path=str(practice), said=str(error)) from error


def _next(desk: Path) -> Path:
    practice = beside(desk)
    return practice.with_name(f".{practice.name}.next")


class PracticeFile:
    """Opened for each look and each act: practice is rare, and holds up nobody. May raise StorageProblem."""

    def __init__(self, desk: Path) -> None:
        self._desk = desk
        self.path = beside(desk)

    @contextmanager
    def read(self) -> Iterator[Any]:
        """A connection that reads one state; None where nobody has practised yet, and nothing is made."""
        if not self.path.exists():
            yield None
            return
        with self._opened() as connection:
            connection.execute("BEGIN")
            # Whoever made the file may have been killed before anything was in it.
            yield None if self._empty(connection) else connection

    @contextmanager
    def write(self) -> Iterator[Any]:
        """A connection in one transaction, committed at the end; the file is made where there is none."""
        if not self.path.exists():
            self._make()
        with self._opened() as connection:
            if self._empty(connection):
                self._fill(connection)
            connection.execute("BEGIN IMMEDIATE")
            try:
                yield connection
            except BaseException:
                connection.execute("ROLLBACK")
                raise
            connection.execute("COMMIT")

    def _make(self) -> None:
        """With the rights of the desk's own file; two windows that make it at once make it once."""
        with said_plainly(self.path):
            try:
                self.path.touch(mode=stat.S_IMODE(self._desk.stat().st_mode), exist_ok=False)
            except FileExistsError:
                return
            except OSError as error:
                raise StorageProblem(Refusal.READ_ONLY, path=str(self.path), said=str(error)) from error

    @contextmanager
    def _opened(self) -> Iterator[Any]:
        """Open to write also where it is only read: what a kill left half written is rolled back, and no fault.

        SQLite itself reads alone where the file may not be written.
        """
        with said_plainly(self.path):
            connection = connect(self.path, "rw", busy_seconds=_BUSY_SECONDS, like=self._desk)
            try:
                for setting in ("trusted_schema = OFF", "synchronous = EXTRA"):
                    connection.execute(f"PRAGMA {setting}")
                self._check(connection)
                yield connection
            finally:
                connection.close()

    def _check(self, connection: Any) -> None:
        """Ours, and of a version that is known. A file that is still empty is filled by whoever writes first."""
        application, schema = (
            connection.execute(f"PRAGMA {name}").fetchone()[0] for name in ("application_id", "user_version")
        )
        if application == 0 and schema == 0 and self._empty(connection):
            return
        if application != APPLICATION_ID:
            raise StorageProblem(Refusal.FOREIGN, path=str(self.path))
        if schema > SCHEMA:
            raise StorageProblem(Refusal.NEWER, path=str(self.path), schema=schema, known=SCHEMA)

    def _fill(self, connection: Any) -> None:
        connection.execute("BEGIN IMMEDIATE")
        if self._empty(connection):  # nobody else was quicker
            for table in _TABLES:
                connection.execute(table)
            connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.execute("COMMIT")

    @staticmethod
    def _empty(connection: Any) -> bool:
        return bool(connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0] == 0)
