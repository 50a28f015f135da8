"""A table to be written: columns that say what they hold, and rows that are asked for one by one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias

from deskapp.domain.data_class import dataclass

#: What may stand in a column of its kind; None and "": nothing.
Cell: TypeAlias = str | int | float | Decimal | datetime | date | timedelta | None
Row: TypeAlias = Sequence[Cell]


class Kind(StrEnum):
    """What a column holds. Phones, accounts and references are text: they are not reckoned with."""

    TEXT = "text"
    NUMBER = "number"
    #: Aware; written as the site's wall clock.
    INSTANT = "instant"
    DAY = "day"
    #: A timedelta.
    DURATION = "duration"


@dataclass(frozen=True, slots=True)
class Column:
    head: str
    kind: Kind = Kind.TEXT


@dataclass(frozen=True, slots=True)
class Table:
    """`rows` is gone through once. zone: of the wall clock that instants are written in."""

    name: str
    columns: tuple[Column, ...]
    rows: Iterable[Row]
    zone: str


def columns(*heads: str, kind: Kind = Kind.TEXT) -> tuple[Column, ...]:
    """Columns of one kind."""
    return tuple(Column(head, kind) for head in heads)
