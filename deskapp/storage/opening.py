"""The one door by which SQLite opens a file, whoever asks: the desk's own, its practice, a copy, one being made."""

from pathlib import Path
from typing import Literal

import sqlcipher3.dbapi2 as sqlite

#: "ro" and "rw" never make a file that is not there; "immutable" reads it without a lock, past any journal.
Mode = Literal["ro", "rw", "immutable"]


def uri(path: Path, mode: Mode) -> str:
    """The file as SQLite's URI."""
    asked = "mode=ro&immutable=1" if mode == "immutable" else f"mode={mode}"
    return f"{path.absolute().as_uri()}?{asked}"


def connect(path: Path, mode: Mode, *, busy_seconds: float = 30, any_thread: bool = False) -> sqlite.Connection:
    """A connection that begins no transaction by itself. Raises the driver's error where the file cannot be opened.

    busy_seconds: how long what it asks for waits for others. any_thread: used by one after another of several.
    """
    return sqlite.connect(
        uri(path, mode), uri=True, isolation_level=None, timeout=busy_seconds, check_same_thread=not any_thread
    )
