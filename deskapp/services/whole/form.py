"""How the rows of a desk's tables stand in JSON: what is kept as a number there is written as what it means.

An instant is ISO 8601 in UTC, a length of time a number of seconds, a code its word; what is empty is left out.
Bytes are Base64.
"""

import base64
import binascii
import json
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import JSON, Boolean, Column, Integer, LargeBinary, Table

from deskapp.models.base import Base, Duration, UtcDateTime, from_stored, to_stored

#: The number of this form; it changes when an older reader would understand it wrongly.
VERSION = 1
#: PINs and the recovery code stay behind: a hash of four digits is as good as they are. What is counted of calls is
#: counted anew.
LEFT_OUT = frozenset(
    (
        *("staff_pin", "recovery_code"),
        *("measured_call", "measured_escalation", "measured_day", "measured_lengths"),
    )
)

_MICROSECOND = timedelta(microseconds=1)
_LARGEST = 2**63

Turn = Callable[[Any], Any]


#: So many rows are held at once; of those with bytes in them fewer, for each may be large.
_AT_ONCE, _LARGE_AT_ONCE = 500, 16


class WrongValueError(Exception):
    """A value that a column cannot hold."""


def tables() -> tuple[Table, ...]:
    """The tables that are written, each after those that it names."""
    import deskapp.models.schema.all  # noqa: F401 - all of them

    return tuple(table for table in Base.metadata.sorted_tables if table.name not in LEFT_OUT)


def at_once(table: Table) -> int:
    """How many rows of a table are read or written in one go."""
    return _LARGE_AT_ONCE if any(isinstance(column.type, LargeBinary) for column in table.columns) else _AT_ONCE


def written(column: Column[Any]) -> Turn | None:
    """What turns a stored value of a column into JSON; None: it is that already."""
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return lambda value: from_stored(value).isoformat().replace("+00:00", "Z")
    if isinstance(kind, Duration):
        return _seconds
    if isinstance(kind, JSON):
        return json.loads
    if isinstance(kind, LargeBinary):
        return lambda value: base64.b64encode(value).decode("ascii")
    return bool if isinstance(kind, Boolean) else None


def read(column: Column[Any]) -> Turn:
    """What turns a value of JSON into what a column stores; raises WrongValueError."""
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return _instant
    if isinstance(kind, Duration):
        return _microseconds
    if isinstance(kind, JSON):
        return _json
    if isinstance(kind, Boolean):
        return _truth
    if isinstance(kind, LargeBinary):
        return _bytes
    return _number if isinstance(kind, Integer) else _text


def as_row(names: Mapping[str, Turn], row: Any) -> tuple[Any, ...]:
    """A row of JSON as what its columns store, in their order. Raises WrongValueError with the column's name."""
    if not isinstance(row, dict):
        raise WrongValueError("")
    for name in row:
        if name not in names:
            raise WrongValueError(name)
    stored = []
    for name, turn in names.items():
        value = row.get(name)
        try:
            stored.append(None if value is None else turn(value))
        except WrongValueError as wrong:
            raise WrongValueError(name) from wrong
    return tuple(stored)


def _seconds(value: int) -> int | float:
    whole, rest = divmod(value, 1_000_000)
    return value / 1_000_000 if rest else whole


def _instant(value: Any) -> int:
    try:
        return to_stored(datetime.fromisoformat(value))
    except (TypeError, ValueError, OverflowError) as error:
        raise WrongValueError from error


def _microseconds(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int | float) or not abs(value) < _LARGEST / 1_000_000:
        raise WrongValueError
    return round(value * 1_000_000)


def _json(value: Any) -> str:
    try:
        # What is no number is no JSON either, though it can be read.
        return json.dumps(value, allow_nan=False)
    except (ValueError, RecursionError) as error:
        raise WrongValueError from error


def _truth(value: Any) -> int:
    if not isinstance(value, bool):
        raise WrongValueError
    return int(value)


def _bytes(value: Any) -> bytes:
    try:
        return base64.b64decode(value, validate=True)
    except (TypeError, ValueError, binascii.Error) as error:
        raise WrongValueError from error


def _number(value: Any) -> int:
    if isinstance(value, bool) or not isinstance(value, int) or not -_LARGEST <= value < _LARGEST:
        raise WrongValueError
    return value


def _text(value: Any) -> str:
    # Half a character is none that a file can hold.
    if not isinstance(value, str) or any("\ud800" <= sign <= "\udfff" for sign in value):
        raise WrongValueError
    return value
