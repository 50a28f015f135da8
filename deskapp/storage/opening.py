"""The one door by which SQLite opens a file, whoever asks: the desk's own, its practice, a copy, one being made.

A file that is encrypted is opened by its key, where this process knows it. Nobody else needs to know which file is:
its first 16 bytes, which in any other say that it is SQLite's, are chance there, and name the key. A copy has the
same, so what opens a desk opens its copies. Keys stand in the memory of this process alone.
"""

from dataclasses import field
from pathlib import Path
from typing import Literal

import sqlcipher3.dbapi2 as sqlite

from deskapp.domain.data_class import dataclass

#: "ro" and "rw" never make a file that is not there; "immutable" reads it without a lock, past any journal.
Mode = Literal["ro", "rw", "immutable"]

#: How a file begins that is not encrypted, in hex as everything here.
_READABLE = b"SQLite format 3\0".hex()
#: Asks the driver for what a file begins with: it reads it past all locks, by the one way in which a file may be read.
_NO_KEY = "00" * 32
#: Of the 16 bytes of a salt, so many at least are different, and so many above 127.
_DIFFERENT_BYTES, _HIGH_BYTES = 12, 4


@dataclass(frozen=True, slots=True)
class Key:
    """What a file is encrypted with: 32 bytes, and the 16 that the file begins with."""

    secret: bytes = field(repr=False)
    salt: bytes

    @property
    def sql(self) -> str:
        """As the driver takes it: as it is, so that nothing is worked out anew for each connection."""
        return f"x'{self.secret.hex()}{self.salt.hex()}'"


_known: dict[str, Key] = {}


def know(key: Key) -> None:
    """From now on whatever file begins with its salt is opened by this key."""
    _known[key.salt.hex()] = key


def forget(key: Key) -> None:
    """Such a file is opened no more."""
    _known.pop(key.salt.hex(), None)


def salt_of(path: Path) -> bytes | None:
    """What an encrypted file begins with; None: it is not encrypted. Only for a file that has a header.

    Raises the driver's error where the file cannot be opened.
    """
    salt = _first_bytes(path)
    return None if salt == _READABLE else bytes.fromhex(salt)


def key_of(path: Path) -> Key | None:
    """The key of an encrypted file, where it is known here. Raises the driver's error."""
    return _known.get(_first_bytes(path)) if _known else None


def is_salt(begin: bytes) -> bool:
    """Whether a file that begins so may be an encrypted one: other programs' files begin with words and small figures.
    Salts are drawn until they are told from those.
    """
    return len(set(begin)) >= _DIFFERENT_BYTES and sum(byte > 127 for byte in begin) >= _HIGH_BYTES


def uri(path: Path, mode: Mode) -> str:
    """The file as SQLite's URI."""
    asked = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"{path.absolute().as_uri()}?{asked}"


def connect(
    path: Path, mode: Mode, *, busy_seconds: float = 30, any_thread: bool = False, like: Path | None = None
) -> sqlite.Connection:
    """A connection that begins no transaction by itself. Raises the driver's error where the file cannot be opened.

    busy_seconds: how long what it asks for waits for others. any_thread: used by one after another of several.
    like: a file that is still empty is encrypted as this one is.
    """
    key = key_of(like if like is not None and not path.stat().st_size else path)
    return connect_by(key, path, mode, busy_seconds=busy_seconds, any_thread=any_thread)


def connect_by(
    key: Key | None, path: Path, mode: Mode, *, busy_seconds: float = 30, any_thread: bool = False
) -> sqlite.Connection:
    """The same by this very key, or by none. That it is the right one is only seen when something is read."""
    connection = _connect(path, mode, busy_seconds, any_thread)
    if key is not None:
        _quietly(connection)
        connection.execute(f'PRAGMA key = "{key.sql}"')
    # What is sorted or put down in between stands in no file that could be read beside it.
    connection.execute("PRAGMA temp_store = MEMORY")
    return connection


def versions() -> dict[str, str]:
    """Which SQLite this is, its encryption, and by whose cryptography, as they tell it; "" for what does not."""
    connection = sqlite.connect(":memory:")
    try:
        # It tells of its cryptography only where there is a key.
        connection.execute(f"PRAGMA key = \"x'{_NO_KEY}'\"")
        asked = {"SQLCipher": "cipher_version", "OpenSSL": "cipher_provider_version"}
        found = {name: connection.execute(f"PRAGMA {pragma}").fetchone() for name, pragma in asked.items()}
    finally:
        connection.close()
    return {"SQLite": sqlite.sqlite_version, **{name: str(row[0]) if row else "" for name, row in found.items()}}


def _first_bytes(path: Path) -> str:
    connection = _connect(path, "immutable", 0, False)
    try:
        _quietly(connection)
        connection.execute(f"PRAGMA key = \"x'{_NO_KEY}'\"")
        found: str = connection.execute("PRAGMA cipher_salt").fetchone()[0]
        return found
    finally:
        connection.close()


def _connect(path: Path, mode: Mode, busy_seconds: float, any_thread: bool) -> sqlite.Connection:
    return sqlite.connect(
        uri(path, mode), uri=True, isolation_level=None, timeout=busy_seconds, check_same_thread=not any_thread
    )


def _quietly(connection: sqlite.Connection) -> None:
    """A wrong key is told by whoever asked for it, and not by the driver on whatever the terminal is."""
    connection.execute("PRAGMA cipher_log_level = NONE")
