"""A table to be written: columns that say what they hold, and rows that are asked for one by one."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from enum import StrEnum
from typing import TypeAlias
from zoneinfo import ZoneInfo

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


def heads(table: Table) -> list[str]:
    """The heads, with the zone behind those of instants."""
    return [f"{column.head} ({table.zone})" if column.kind is Kind.INSTANT else column.head for column in table.columns]


def wall_clock(at: datetime, zone: ZoneInfo) -> datetime | None:
    """What the clock on the wall says, to the second; None within a day of the calendar's ends."""
    try:
        return at.astimezone(zone).replace(microsecond=0)
    except OverflowError:
        return None


def hours(length: timedelta) -> str:
    """A length of time as 26:03:05, -0:15:00."""
    seconds = round(abs(length.total_seconds()))
    minutes, seconds = divmod(seconds, 60)
    sign = "-" if length < timedelta(0) else ""
    return f"{sign}{minutes // 60}:{minutes % 60:02}:{seconds:02}"
