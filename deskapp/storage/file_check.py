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
from deskapp.storage import opening
from deskapp.storage.opening import Mode, connect
from deskapp.storage.opening import uri as uri

#: Marks a file as a desk's: "desk" in ASCII.
APPLICATION_ID = 0x6465736B
#: The schema this program reads and writes; each migration sets `PRAGMA user_version` to its number.
SCHEMA = 7

#: A database's header; what is shorter is none.
_HEADER_BYTES = 100


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
            try:
                self._connection = _connect(path)
            except sqlite.DatabaseError as error:
                _refuse_encrypted(error, path)
                raise
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
        if self.path.stat().st_size % int(self.rows("PRAGMA page_size")[0][0]) and not _has_wal(self.path):
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


def _refuse_encrypted(error: BaseException, path: Path) -> None:
    """What begins with chance is encrypted, and its key not known here; anything else is wrong as the driver says."""
    if getattr(error, "sqlite_errorname", None) != "SQLITE_NOTADB":
        return
    salt = opening.salt_of(path)
    if salt is not None and opening.is_salt(salt):
        code = Refusal.ENCRYPTED if opening.key_of(path) is None else Refusal.DAMAGED
        raise StorageProblem(code, path=str(path), said="its first page cannot be read") from error


def _has_wal(path: Path) -> bool:
    try:
        return path.with_name(f"{path.name}-wal").stat().st_size > 0
    except OSError:
        return False


def _connect(path: Path) -> Any:
    connection = _open(path, "ro")
    try:
        connection.execute("PRAGMA application_id")
    except sqlite.Error as error:
        connection.close()
        if not str(getattr(error, "sqlite_errorname", "")).startswith("SQLITE_READONLY"):
            raise
        # A writer died in the middle and left its journal: only a writing connection can bring back what was.
        if not _looks_like_ours(path):
            raise StorageProblem(Refusal.FOREIGN, path=str(path)) from error
        return _open(path, "rw")
    return connection


def _looks_like_ours(path: Path) -> bool:
    """What the header says, past a journal that was left behind: another program's is not for us to roll back."""
    connection = _open(path, "immutable")
    try:
        return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    finally:
        connection.close()


def _open(path: Path, mode: Mode) -> Any:
    return connect(path, mode, busy_seconds=5, any_thread=True)
