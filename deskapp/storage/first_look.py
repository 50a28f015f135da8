"""The first look at a database file, by the plain driver: is it ours, and may this program use it?

It opens the file read only and changes no byte of it (an `-shm` beside it may be made). The ORM is not loaded.
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.errors import StorageProblem

#: Marks a file as a desk's: "desk" in ASCII.
APPLICATION_ID = 0x6465736B
#: The schema this program reads and writes; each migration sets `PRAGMA user_version` to its number.
SCHEMA = 1

_HEADER = b"SQLite format 3\x00"


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
        raise StorageProblem("not_readable", path=str(path)) from error


_PROBLEMS = {
    "SQLITE_FULL": "disk_full",
    "SQLITE_READONLY": "read_only",
    "SQLITE_BUSY": "locked",
    "SQLITE_LOCKED": "locked",
    "SQLITE_CORRUPT": "damaged",
    "SQLITE_NOTADB": "not_a_database",
    "SQLITE_IOERR": "io",
    "SQLITE_CANTOPEN": "not_readable",
    "SQLITE_PERM": "not_readable",
    "SQLITE_AUTH": "not_readable",
}


def problem_of(error: BaseException, path: Path) -> StorageProblem | None:
    """The environment's fault behind a driver's error, or None where it is ours."""
    name = getattr(error, "sqlite_errorname", None) or ""
    for prefix, code in _PROBLEMS.items():
        if name.startswith(prefix):
            return StorageProblem(code, path=str(path), said=str(error))
    return None


class FirstLook:
    """A read-only connection to a file that is ours and of our schema."""

    def __init__(self, path: Path) -> None:
        self.path = path
        _check_header(path)
        with said_plainly(path):
            self._connection = sqlite.connect(
                uri(path, "ro"), uri=True, isolation_level=None, check_same_thread=False, timeout=5
            )
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
            raise StorageProblem("foreign", path=str(self.path))
        schema: int = self.rows("PRAGMA user_version")[0][0]
        if schema > SCHEMA:
            raise StorageProblem("newer", path=str(self.path), schema=schema, known=SCHEMA)
        # A cut or overwritten file keeps its header: the catalogue must be readable too.
        tables = self.rows("SELECT count(*) FROM sqlite_schema WHERE name IN ('site', 'call', 'event')")
        if tables[0][0] != 3:
            raise StorageProblem("damaged", path=str(self.path), said="tables are missing")
        self.rows("SELECT id FROM site LIMIT 1")
        return schema


def _check_header(path: Path) -> None:
    # Plain reading is safe here only because no connection of this process is open on the file yet,
    # or the header was checked before: closing a plain descriptor would drop POSIX locks.
    if path.is_dir():
        raise StorageProblem("not_a_database", path=str(path))
    try:
        with path.open("rb") as file:
            header = file.read(100)
    except FileNotFoundError as error:
        raise StorageProblem("missing", path=str(path)) from error
    except OSError as error:
        raise StorageProblem("not_readable", path=str(path), said=error.strerror) from error
    if not header:
        raise StorageProblem("empty", path=str(path))
    if not header.startswith(_HEADER):
        raise StorageProblem("not_a_database", path=str(path))
    if len(header) < 100:
        raise StorageProblem("damaged", path=str(path), said="the header is cut")
    page = int.from_bytes(header[16:18], "big") or 0
    page = 65536 if page == 1 else page
    pages = int.from_bytes(header[28:32], "big")
    if pages and page and path.stat().st_size < pages * page and header[18] == 1:
        raise StorageProblem("damaged", path=str(path), said="the file is cut")
