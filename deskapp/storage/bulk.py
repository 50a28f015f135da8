"""Inserting thousands of rows: one prepared statement a table, each value turned into its stored form once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import ColumnDefault, Dialect, Table, func, select
from sqlalchemy.orm import Session
from sqlalchemy.types import TypeEngine

from deskapp.models.base import Base, Code, Duration, UtcDateTime, to_stored


class NewRows:
    """Rows waiting to be inserted, with their ids. The session must be a writing one: nobody else takes ids."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: dict[type[Base], int] = {}
        self._rows: dict[Table, list[dict[str, Any]]] = {}
        # Sorted anew each time it is asked for.
        self._order = Base.metadata.sorted_tables

    def next_id(self, table: type[Base]) -> int:
        if table not in self._last:
            key = table.__table__.c.id
            self._last[table] = self._session.scalar(select(func.max(key))) or 0
        self._last[table] += 1
        return self._last[table]

    def add(self, table: type[Base], row: dict[str, Any]) -> int:
        """Put a row by; gives back its id. All rows of a table name the same columns."""
        if "id" not in row:
            row["id"] = self.next_id(table)
        assert isinstance(table.__table__, Table)
        self._rows.setdefault(table.__table__, []).append(row)
        return int(row["id"])

    def insert(self) -> None:
        """Insert what was put by, in an order that keeps every reference."""
        for table in self._order:
            insert_rows(self._session, table, self._rows.pop(table, []))


def _turned(kind: TypeEngine[Any], values: Sequence[Any], dialect: Dialect) -> Iterable[Any]:
    """Values as they are stored."""
    if isinstance(kind, UtcDateTime):
        return [None if at is None else to_stored(at) for at in values]
    processor = kind.dialect_impl(dialect).bind_processor(dialect)
    if processor is None:
        return values
    if isinstance(kind, Code | Duration):
        # Thousands of rows share a few of them.
        known = {value: processor(value) for value in set(values)}
        return [known[value] for value in values]
    return map(processor, values)


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; a column they do not name gets its default."""
    if not rows:
        return
    dialect = session.connection().dialect
    named = list(rows[0])
    given = {
        column.name: column.default.arg
        for column in table.columns
        if column.name not in rows[0] and isinstance(column.default, ColumnDefault) and column.default.is_scalar
    }
    # Column by column: most need no turning, and those that do are turned in one go.
    stored: list[Iterable[Any]] = []
    for name in named:
        values = [row[name] for row in rows]
        stored.append(_turned(table.c[name].type, values, dialect))
    for name, value in given.items():
        processor = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        stored.append(repeat(value if processor is None else processor(value), len(rows)))
    columns = ", ".join((*named, *given))
    marks = ", ".join("?" * len(stored))
    sql = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"
    session.connection().exec_driver_sql(sql, list(zip(*stored, strict=True)))
