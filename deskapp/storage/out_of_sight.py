"""What was found unreadable in which file, by this process, and how connections look past it. Loads no ORM."""

import re
from operator import methodcaller
from pathlib import Path
from typing import Any, NamedTuple

import sqlcipher3.dbapi2 as sqlite


class BadRow(NamedTuple):
    """A row that none of ours wrote, by its table and rowid."""

    table: str
    row: int
    #: The column or the rule that it does not keep.
    what: str
    #: Whose row it is, as far as it says so.
    call_id: int | None
    #: Whether it is shown all the same, with something plain in the place of what cannot be read.
    shown: bool


class OutOfSight(NamedTuple):
    rows: tuple[BadRow, ...] = ()
    #: Temporary views in the place of tables.
    views: tuple[str, ...] = ()


_NOTHING = OutOfSight()
_found: dict[Path, OutOfSight] = {}
#: Bytes that are no UTF-8 are shown as what they are: not to be read.
_lenient = methodcaller("decode", "utf-8", "replace")
_INDEXED_BY = re.compile(r"\bINDEXED BY \w+")


def of(path: Path) -> OutOfSight:
    """What readers of a file do not see."""
    return _found.get(path.absolute(), _NOTHING)


def put(path: Path, found: OutOfSight) -> None:
    """For connections that are opened from now on."""
    _found[path.absolute()] = found


def look_past(connection: sqlite.Connection, path: Path) -> None:
    """From now on the connection reads a file without its bad rows. It must not be one that writes."""
    found = of(path)
    if found.rows:
        connection.text_factory = _lenient
    for view in found.views:
        connection.execute(view)


def without_hints(path: Path, sql: Any) -> Any:
    """A view has no index of its own that could be named."""
    return _INDEXED_BY.sub("", sql) if of(path).views else sql
