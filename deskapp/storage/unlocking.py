"""The key of an encrypted file, worked out from its passphrase, or given as its recovery key.

Nothing is kept beside the file: what the key is worked out with is its first 16 bytes. Key and passphrase stand
nowhere; the recovery key is the key itself, as signs for paper. The start waits for this: it loads no ORM.
"""

import secrets
from collections.abc import Iterator
from pathlib import Path

import sqlcipher3.dbapi2 as sqlite
from argon2 import low_level

from deskapp.domain.encryption import recovery_key
from deskapp.domain.pins import plain
from deskapp.storage import file_check, opening
from deskapp.storage.opening import Key

#: argon2id: passes over so much memory, in KiB, in so many lanes. A file does not say by which it was made: another
#: choice is added, never put instead, and each is tried, the newest first.
_WORKED_OUT = ((2, 49152, 1),)
_SALT_BYTES = 16


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
