"""What was found unreadable in which file, by this process, and how connections look past it. Loads no ORM."""

import re
from collections.abc import Callable, Iterable
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


class Gaps(NamedTuple):
    """Lines of a call's timeline that readers do not see, and those of which they see no words, by their ids."""

    lines: tuple[int, ...] = ()
    words: frozenset[int] = frozenset()


def of_timeline(execute: Callable[[str], Iterable[Any]], call_id: int) -> Gaps:
    """What a connection that looks past bad rows does not see of a call's timeline. execute: of that connection."""
    if not any(True for _view in execute("SELECT 1 FROM temp.sqlite_schema WHERE type = 'view' LIMIT 1")):
        return Gaps()
    lines = execute(f"SELECT id FROM main.event WHERE call_id = {int(call_id)} EXCEPT SELECT id FROM event ORDER BY id")
    words = execute(
        f"SELECT event_id FROM main.event_words JOIN event ON event.id = event_id WHERE event.call_id = {int(call_id)}"
        " EXCEPT SELECT event_id FROM event_words"
    )
    return Gaps(tuple(row[0] for row in lines), frozenset(row[0] for row in words))


def without_hints(path: Path, sql: Any) -> Any:
    """A view has no index of its own that could be named."""
    return _INDEXED_BY.sub("", sql) if of(path).views else sql
