"""The first look at a database file, by the plain driver: is it ours, and may this program use it?

It opens the file read only and changes no byte of it (an `-shm` and an empty `-wal` beside it may be made).
The ORM is not loaded. The file is never opened but by SQLite: closing another descriptor of it would drop the
locks that this process holds on it.
"""

import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem

#: Marks a file as a desk's: "desk" in ASCII.
APPLICATION_ID = 0x6465736B
#: The schema this program reads and writes; each migration sets `PRAGMA user_version` to its number.
SCHEMA = 7

#: A database's header; what is shorter is none.
_HEADER_BYTES = 100


def uri(path: Path, mode: str) -> str:
    """The file as SQLite's URI; `mode` "ro" or "rw" never creates it."""
    return f"{path.absolute().as_uri()}?mode={mode}"


@contextmanager
def said_plainly(path: Path) -> Iterator[None]:
    """Turns what the driver says of the environment into a StorageProblem."""
    try:
        yield
    except sqlite.Error as error:
        problem = problem_of(error, path)
        if problem is None:
            raise
        raise problem from error
    except PermissionError as error:
        raise StorageProblem(Refusal.NOT_READABLE, path=str(path)) from error


_PROBLEMS = {
    "SQLITE_FULL": Refusal.DISK_FULL,
    "SQLITE_READONLY": Refusal.READ_ONLY,
    "SQLITE_BUSY": Refusal.LOCKED,
    "SQLITE_LOCKED": Refusal.LOCKED,
    "SQLITE_CORRUPT": Refusal.DAMAGED,
    "SQLITE_NOTADB": Refusal.NOT_A_DATABASE,
    "SQLITE_IOERR": Refusal.IO,
    "SQLITE_CANTOPEN": Refusal.NOT_READABLE,
    "SQLITE_PERM": Refusal.NOT_READABLE,
    "SQLITE_AUTH": Refusal.NOT_READABLE,
}


def problem_of(error: BaseException, path: Path) -> StorageProblem | None:
    """The environment's fault behind a driver's error, or None where it is ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if not name and isinstance(error, sqlite.OperationalError) and str(error).startswith("Could not decode to UTF-8"):
        # We write nothing but UTF-8: other bytes are a page that something else has written over.
        return StorageProblem(Refusal.DAMAGED, path=str(path), said="text that cannot be read")
    for prefix, code in _PROBLEMS.items():
        if name.startswith(prefix):
            return StorageProblem(code, path=str(path), said=str(error))
    return None


class FileCheck:
    """A read-only connection to a file that is ours and of our schema."""

    def __init__(self, path: Path) -> None:
        self.path = path
        _check_file(path)
        with said_plainly(path):
            self._connection = _connect(path)
        try:
            self.schema = self._check_identity()
        except BaseException:
            self.close()
            raise

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        with said_plainly(self.path):
            found: list[tuple[Any, ...]] = self._connection.execute(sql, parameters).fetchall()
        return found

    def close(self) -> None:
        self._connection.close()

    def _check_identity(self) -> int:
        application_id = self.rows("PRAGMA application_id")[0][0]
        if application_id != APPLICATION_ID:
            raise StorageProblem(Refusal.FOREIGN, path=str(self.path))
        schema: int = self.rows("PRAGMA user_version")[0][0]
        if schema > SCHEMA:
            raise StorageProblem(Refusal.NEWER, path=str(self.path), schema=schema, known=SCHEMA)
        # A cut or overwritten file keeps its header: the catalogue must be readable too.
        tables = self.rows("SELECT count(*) FROM sqlite_schema WHERE name IN ('site', 'call', 'event')")
        if tables[0][0] != 3:
            raise StorageProblem(Refusal.DAMAGED, path=str(self.path), said="tables are missing")
        self.rows("SELECT id FROM site LIMIT 1")
        # SQLite takes what is missing of the last page for zeros. Beside a WAL the file may have been growing.
        if self.path.stat().st_size % self.rows("PRAGMA page_size")[0][0] and not _has_wal(self.path):
            raise StorageProblem(Refusal.DAMAGED, path=str(self.path), said="it ends within a page")
        return schema


def _check_file(path: Path) -> None:
    """What can be told without opening it; a pipe would never answer."""
    try:
        found = path.stat()
    except FileNotFoundError as error:
        raise StorageProblem(Refusal.MISSING, path=str(path)) from error
    except (OSError, ValueError) as error:
        raise StorageProblem(Refusal.NOT_READABLE, path=str(path), said=str(error)) from error
    if not stat.S_ISREG(found.st_mode):
        raise StorageProblem(Refusal.NOT_A_DATABASE, path=str(path))
    if found.st_size == 0:
        raise StorageProblem(Refusal.EMPTY, path=str(path))
    if found.st_size < _HEADER_BYTES:
        raise StorageProblem(Refusal.NOT_A_DATABASE, path=str(path))


def _has_wal(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _connect(path: Path) -> Any:
    connection = _open(uri(path, "ro"))
    try:
        connection.execute("PRAGMA application_id")
    except sqlite.Error as error:
        connection.close()
        if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_READONLY"):
            raise
        # A writer died in the middle and left its journal: only a writing connection can bring back what was.
        if not _looks_like_ours(path):
            raise StorageProblem(Refusal.FOREIGN, path=str(path)) from error
        return _open(uri(path, "rw"))
    return connection


def settled(path: Path) -> bool:
    """Whether a file of which a part is missing beside it is whole again: nobody else has it open any more.

    What a program that ended left in its log is in the file then. False: somebody has it open, and must close it.
    """
    log, shared = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    if log.exists() and shared.exists():
        return True
    connection = _open(uri(path, "rw"))
    try:
        # With a lock of the whole file nothing that it shared with others is asked for.
        for asked in ("busy_timeout = 200", "locking_mode = EXCLUSIVE", "application_id"):
            connection.execute(f"PRAGMA {asked}").fetchall()
        return True
    except sqlite.Error as error:
        if str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_BUSY"):
            return False
        return True  # it says itself what is wrong once it is looked at
    finally:
        connection.close()


def _looks_like_ours(path: Path) -> bool:
    """What the header says, past a journal that was left behind: another program's is not for us to roll back."""
    connection = _open(f"{uri(path, 'ro')}&immutable=1")
    try:
        # What died while the file grew has told more pages in the header than there are yet: no damage, and no reason
        # to read nothing of it.
        connection.execute("PRAGMA writable_schema = ON")
        return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    finally:
        connection.close()


def _open(where: str) -> Any:
    return sqlite.connect(where, uri=True, isolation_level=None, check_same_thread=False, timeout=5)
