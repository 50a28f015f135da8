"""A desk's file encrypted, and readable again: by a passphrase, from which its key is worked out.

Nothing is kept beside the file: what the key is worked out with is its first 16 bytes. Key and passphrase stand
nowhere; the recovery key is the key itself, as signs for paper.
"""

import os
import secrets
import stat
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from argon2 import low_level

from deskapp.domain.codes import Refusal
from deskapp.domain.encryption import recovery_key
from deskapp.domain.errors import StorageProblem
from deskapp.domain.pins import plain
from deskapp.storage import backup, file_check, opening, practice_file, remains
from deskapp.storage.opening import Key

#: argon2id: passes over so much memory, in KiB, in so many lanes. A file does not say by which it was made: another
#: choice is added, never put instead, and each is tried, the newest first.
_WORKED_OUT = ((2, 49152, 1),)
_SALT_BYTES = 16
#: How long others who are just leaving the file are waited for, in seconds.
_OTHERS_LEAVE_SECONDS = 2
#: Tables of their own, without those that the catalogue keeps for itself.
_TABLES = (
    "SELECT name FROM main.sqlite_schema WHERE type = 'table' AND rootpage > 0 AND name NOT LIKE 'sqlite^_%' ESCAPE '^'"
)


def new_key(passphrase: str) -> Key:
    """The key of a file that is to be encrypted anew: no two are alike, also of one passphrase. Takes a tenth of a
    second.
    """
    while not opening.is_salt(salt := secrets.token_bytes(_SALT_BYTES)):
        pass
    return Key(_worked_out(passphrase, salt, _WORKED_OUT[0]), salt)


def unlock(path: Path, typed: str) -> bool:
    """Whether this is the passphrase of an encrypted file, or its recovery key; then it is opened from now on.

    Raises StorageProblem.
    """
    with file_check.said_plainly(path):
        key = find_key(path, typed)
    if key is None:
        return False
    opening.know(key)
    return True


def find_key(path: Path, typed: str) -> Key | None:
    """The key of an encrypted file by either of the two; None: by neither. Raises the driver's error."""
    salt = opening.salt_of(path)
    if salt is None:
        return None
    given = recovery_key.read(typed)
    if given is not None and _opens(Key(given, salt), path):
        return Key(given, salt)
    return next((key for key in _of_passphrase(typed, salt) if _opens(key, path)), None)


def _of_passphrase(typed: str, salt: bytes) -> Iterator[Key]:
    for how in _WORKED_OUT:
        yield Key(_worked_out(typed, salt, how), salt)


def _worked_out(passphrase: str, salt: bytes, how: tuple[int, int, int]) -> bytes:
    passes, memory, lanes = how
    # Half of a pair of signs cannot be said in UTF-8; a passphrase has any bytes.
    given = plain(passphrase).encode(errors="surrogatepass")
    worked_out: bytes = low_level.hash_secret_raw(
        given, salt, passes, memory, lanes, recovery_key.KEY_BYTES, low_level.Type.ID
    )
    return worked_out


def _opens(key: Key, path: Path) -> bool:
    """What died in the middle may have left the first page half written: then what it left beside the file counts."""
    if _refused(key, path, "immutable") is None:
        return True
    said = _refused(key, path, "ro")
    return said is None or (said.startswith("SQLITE_READONLY") and _refused(key, path, "rw") is None)


def _refused(key: Key, path: Path, mode: opening.Mode) -> str | None:
    """Why nothing can be read by this key; None: it can. Raises the driver's error for what is not the key's fault."""
    connection = opening.connect_by(key, path, mode)
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except sqlite.Error as error:
        said: str = getattr(error, "sqlite_errorname", None) or ""
        if said.startswith("SQLITE_CORRUPT"):
            return None  # read it was, by this key
        if said != "SQLITE_NOTADB" and not said.startswith("SQLITE_READONLY"):
            raise
        return said
    finally:
        connection.close()
    return None


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
