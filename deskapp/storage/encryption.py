"""A desk's file written anew, encrypted by another key or by none: all of it, with its practice, or nothing."""

import os
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.storage import backup, file_check, opening, practice_file, remains
from deskapp.storage.opening import Key

#: How long others who are just leaving the file are waited for, in seconds.
_OTHERS_LEAVE_SECONDS = 2
#: Tables of their own, without those that the catalogue keeps for itself.
_TABLES = (
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
)


def rewrite(path: Path, key: Key | None, fill_in: Callable[[Path], None]) -> None:
    """Write a desk's file anew, by another key or by none, with its practice: all of it, or nothing is changed.

    Nobody else may have it open meanwhile, this process neither. fill_in: what is to be written into the new file
    before it counts. Raises StorageProblem, OPEN_ELSEWHERE where somebody has it open.
    """
    making = remains.making(path)
    with file_check.said_plainly(path), _said_of_the_folder(path):
        if key is not None:
            opening.know(key)
        remains.remove_remains(path)
        try:
            with _alone(path) as connection:
                _export(connection, making, key, like=path)
                fill_in(making)
                practice_file.make_next(path, lambda source, made: export(source, made, key))
                if os.name == "nt":  # there a file that is open is not replaced
                    connection.close()
                backup.put_instead(making, path)
        finally:
            remains.remove(making)
    practice_file.put_next(path)


def export(path: Path, made: Path, key: Key | None) -> None:
    """Write a file that nobody else has open to another one, by a key or by none. Raises the driver's error."""
    connection = opening.connect(path, "rw")
    try:
        _export(connection, made, key, like=path)
    finally:
        connection.close()


def copy_again(copy: Path, key: Key | None) -> None:
    """Write a copy of a desk anew, by another key or by none, in its place. Raises StorageProblem."""
    making = remains.making(copy)
    with file_check.said_plainly(copy), _said_of_the_folder(copy):
        kept = copy.stat()
        remains.remove_remains(copy)
        try:
            export(copy, making, key)
            # It is as old as it was.
            os.utime(making, ns=(kept.st_atime_ns, kept.st_mtime_ns))
            backup.put_instead(making, copy)
        finally:
            remains.remove(making)


@contextmanager
def _alone(path: Path) -> Iterator[sqlite.Connection]:
    """A connection beside which nobody else reads or writes the file, which has no log then."""
    connection = opening.connect(path, "rw", busy_seconds=_OTHERS_LEAVE_SECONDS)
    try:
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        # Refused while anybody has it open by its log; without one the lock is held from the first writing on.
        connection.execute("PRAGMA journal_mode = DELETE").fetchone()
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
    except sqlite.Error as error:
        connection.close()
        problem = file_check.problem_of(error, path)
        if problem is not None and problem.code is Refusal.LOCKED:
            raise StorageProblem(Refusal.OPEN_ELSEWHERE, path=str(path)) from error
        raise
    try:
        yield connection
    finally:
        connection.close()


def _export(connection: sqlite.Connection, made: Path, key: Key | None, *, like: Path) -> None:
    """Everything that a file holds into a new one with the same rights, which is looked over before it counts."""
    made.touch(mode=0o600, exist_ok=False)
    made.chmod(stat.S_IMODE(like.stat().st_mode))
    connection.execute("ATTACH ? AS made KEY ?", (str(made.absolute()), "" if key is None else key.sql))
    # It is thrown away unless it becomes whole, and reaches the disk before it is put in place.
    for pragma in ("journal_mode = OFF", "synchronous = OFF"):
        connection.execute(f"PRAGMA made.{pragma}").fetchall()
    connection.execute("SELECT sqlcipher_export('made')").fetchall()
    for name in ("application_id", "user_version"):
        value = connection.execute(f"PRAGMA main.{name}").fetchone()[0]
        connection.execute(f"PRAGMA made.{name} = {value}")
    tables = [name for (name,) in connection.execute(_TABLES)]
    differ = [one for one in tables if _count(connection, "main", one) != _count(connection, "made", one)]
    connection.execute("DETACH made")
    if differ:
        raise StorageProblem(Refusal.DAMAGED, path=str(like), said=f"not all of {differ[0]} could be read")
    backup.look_over(made)


def _count(connection: sqlite.Connection, schema: str, table: str) -> int:
    return int(connection.execute(f'SELECT count(*) FROM {schema}."{table}"').fetchone()[0])


@contextmanager
def _said_of_the_folder(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise StorageProblem(Refusal.NOT_WRITABLE, path=str(path.parent), said=error.strerror or str(error)) from error
