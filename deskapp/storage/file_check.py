"""The first look at a database file, by the plain driver: is it ours, and may this program use it?

It opens the file read only and changes no byte of it (an `-shm` and an empty `-wal` beside it may be made).
The ORM is not loaded. The file is never opened but by SQLite: closing another descriptor of it would drop the
locks that this process holds on it.
"""

import os
import shutil
import stat
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from operator import methodcaller
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import opening, out_of_sight
from deskapp.storage.opening import Mode, connect
from deskapp.storage.opening import uri as uri

#: Marks a file as a desk's: "desk" in ASCII.
APPLICATION_ID = 0x6465736B
#: The schema this program reads and writes; each migration sets `PRAGMA user_version` to its number.
SCHEMA = 7

#: Bytes that an open file asks for beside it at least.
_LEAST_ROOM = 64 * 1024
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
    except UnicodeDecodeError as error:
        # What SQLite says of a table that something has written over repeats what stands there.
        raise StorageProblem(Refusal.DAMAGED, path=str(path), said="its tables cannot be read") from error
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


#: What a function that writes a file by itself, as the one that encrypts does, says by its words alone.
_BY_WORDS = {
    "database or disk is full": "SQLITE_FULL",
    "disk I/O error": "SQLITE_IOERR",
    "database disk image is malformed": "SQLITE_CORRUPT",
    "attempt to write a readonly database": "SQLITE_READONLY",
    "database is locked": "SQLITE_BUSY",
    "unable to open database file": "SQLITE_CANTOPEN",
}


def problem_of(error: BaseException, path: Path) -> StorageProblem | None:
    """The environment's fault behind a driver's error, or None where it is ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    if not name and isinstance(error, sqlite.OperationalError) and str(error).startswith("Could not decode to UTF-8"):
        # We write nothing but UTF-8: a row that something else has written.
        return StorageProblem(Refusal.ROW_UNREADABLE, path=str(path))
    if str(error).startswith(("no such table", "no such column")):
        # What is asked for is in every file of this schema: something has written over what this one says it has.
        return StorageProblem(Refusal.DAMAGED, path=str(path), said=str(error))
    name = _BY_WORDS.get(str(error), name) if name == "SQLITE_ERROR" else name
    for prefix, code in _PROBLEMS.items():
        if name.startswith(prefix):
            if code is Refusal.IO and _is_full(path):
                code = Refusal.DISK_FULL
            return StorageProblem(code, path=str(path), said=str(error))
    return None


def _is_full(path: Path) -> bool:
    """A disk without room for what lies beside an open file; SQLite calls that a failing one."""
    try:
        return shutil.disk_usage(path.absolute().parent).free < _LEAST_ROOM
    except OSError:
        return False


class FileCheck:
    """A read-only connection to a file that is ours and of our schema, or of one before.

    A save that was cut short in it is rolled back first, or refused where that may not be: it is no damage.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        _check_file(path)
        with said_plainly(path):
            try:
                #: past_locks: in its folder no lock can be made, and nobody has it open.
                self._connection, self.past_locks = _connect(path)
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

    def lenient(self) -> Any:
        """The connection, from now on with a mark in the place of bytes that are no text."""
        self._connection.text_factory = methodcaller("decode", "utf-8", "replace")
        return self._connection

    def look_past_bad_rows(self) -> None:
        """From now on the file is read without the rows that were found unreadable in it."""
        out_of_sight.look_past(self._connection, self.path)

    def close(self) -> None:
        self._connection.close()

    def _check_identity(self) -> int:
        application_id = self.rows("PRAGMA application_id")[0][0]
        if application_id != APPLICATION_ID:
            raise StorageProblem(Refusal.FOREIGN, path=str(self.path))
        schema: int = self.rows("PRAGMA user_version")[0][0]
        if schema > SCHEMA:
            raise StorageProblem(Refusal.NEWER, path=str(self.path), schema=schema, known=SCHEMA)
        # In one state of the file: it may be growing just now.
        self.rows("BEGIN")
        try:
            self._check_whole()
            self.revision = self._revision()
        finally:
            with suppress(sqlite.Error):
                self._connection.execute("ROLLBACK")
        if self.revision == schema:
            return schema
        # Somebody has set one of the two by hand: what is there is looked at as if it were to be brought up to date.
        return min(schema, self.revision or 0, SCHEMA - 1)

    def _check_whole(self) -> None:
        # A cut or overwritten file keeps its header: the catalogue must be readable too.
        tables = self.rows("SELECT count(*) FROM sqlite_schema WHERE name IN ('site', 'call', 'event')")
        if tables[0][0] != 3:
            raise StorageProblem(Refusal.DAMAGED, path=str(self.path), said="tables are missing")
        self.rows("SELECT id FROM site LIMIT 1")
        # SQLite takes what is missing of the last page for zeros. Beside a WAL the file may have been growing.
        if self.path.stat().st_size % int(self.rows("PRAGMA page_size")[0][0]) and not _has_wal(self.path):
            raise StorageProblem(Refusal.DAMAGED, path=str(self.path), said="it ends within a page")

    def _revision(self) -> int | None:
        """The last migration that it went through, by what they keep themselves; None where that cannot be told."""
        if not self.rows("SELECT 1 FROM sqlite_schema WHERE name = 'alembic_version'"):
            return None
        names = [str(name) for (name,) in self.rows("SELECT version_num FROM alembic_version")]
        return int(names[0]) if len(names) == 1 and names[0].isdecimal() else None


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


def _connect(path: Path) -> tuple[Any, bool]:
    log, shared = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    if log.exists() != shared.exists() and _looks_like_ours(path) and not settled(path):
        raise StorageProblem(Refusal.LOG_GONE, path=str(path))
    try:
        return _tried(path, "ro"), False
    except sqlite.Error as error:
        if not any(_is(error, name) for name in ("SQLITE_READONLY", "SQLITE_CANTOPEN")):
            raise
        if _may_be_written(path):
            if _is(error, "SQLITE_CANTOPEN"):
                raise
        elif not log.exists() and not path.with_name(f"{path.name}-journal").exists():
            # It asks for files beside it that cannot be made there. As there are none, nobody writes and none is left.
            return _tried(path, "immutable"), True
        # A writer died in the middle and left its journal: only a writing connection can bring back what was.
        return _recovered(path, error), False


def _recovered(path: Path, error: sqlite.Error) -> Any:
    if not _looks_like_ours(path):
        raise StorageProblem(Refusal.FOREIGN, path=str(path)) from error
    try:
        return _tried(path, "rw")
    except sqlite.Error as again:
        if _may_be_written(path):
            raise
        raise StorageProblem(Refusal.UNFINISHED, path=str(path)) from again


def _tried(path: Path, mode: Mode) -> Any:
    """A connection that has read from the file; the first time it does, it recovers what is to be recovered."""
    connection = _open(path, mode)
    try:
        connection.execute("PRAGMA application_id").fetchall()
    except BaseException:
        connection.close()
        raise
    return connection


def _may_be_written(path: Path) -> bool:
    """The file and what comes to lie beside it."""
    by = {"effective_ids": True} if os.access in os.supports_effective_ids else {}
    return os.access(path, os.W_OK, **by) and os.access(path.absolute().parent, os.W_OK, **by)


def _is(error: sqlite.Error, name: str) -> bool:
    return str(getattr(error, "sqlite_errorname", "")).startswith(name)


def settled(path: Path) -> bool:
    """Whether a file of which a part is missing beside it is whole again: nobody else has it open any more.

    What a program that ended left in its log is in the file then. False: somebody has it open, and must close it.
    """
    log, shared = (path.with_name(path.name + ending) for ending in ("-wal", "-shm"))
    if log.exists() and shared.exists():
        return True
    connection = _open(path, "rw")
    try:
        # With a lock of the whole file nothing that it shared with others is asked for.
        for asked in ("busy_timeout = 200", "locking_mode = EXCLUSIVE", "application_id"):
            connection.execute(f"PRAGMA {asked}").fetchall()
    except sqlite.Error as error:
        # Anything else it says itself once it is looked at.
        return not _is(error, "SQLITE_BUSY")
    finally:
        connection.close()
    return True


def _looks_like_ours(path: Path) -> bool:
    """What the header says, past a journal that was left behind: another program's is not for us to roll back."""
    if opening.key_of(path) is not None:
        return True  # by what it begins with, also where the rest of its header is half written
    connection = _open(path, "immutable")
    try:
        # What died while the file grew has told more pages in the header than there are yet: no damage, and no reason
        # to read nothing of it.
        connection.execute("PRAGMA writable_schema = ON")
        return bool(connection.execute("PRAGMA application_id").fetchone()[0] == APPLICATION_ID)
    finally:
        connection.close()


def _open(path: Path, mode: Mode) -> Any:
    return connect(path, mode, busy_seconds=5, any_thread=True)
