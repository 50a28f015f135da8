"""Inserting thousands of rows: one prepared statement a table, each value turned into its stored form once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import ColumnDefault, Table, func, select
from sqlalchemy.orm import Session

from deskapp.models.base import Base


class NewRows:
    """Rows waiting to be inserted, with their ids. The session must be a writing one: nobody else takes ids."""

    def __init__(self, session: Session) -> None:
        self._session = session
        self._last: dict[type[Base], int] = {}
        self._rows: dict[Table, list[dict[str, Any]]] = {}

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
        for table in Base.metadata.sorted_tables:
            insert_rows(self._session, table, self._rows.pop(table, []))


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
        processor = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        stored.append(values if processor is None else map(processor, values))
    for name, value in given.items():
        processor = table.c[name].type.dialect_impl(dialect).bind_processor(dialect)
        stored.append(repeat(value if processor is None else processor(value), len(rows)))
    columns = ", ".join((*named, *given))
    marks = ", ".join("?" * len(stored))
    sql = f"INSERT INTO {table.name} ({columns}) VALUES ({marks})"
    session.connection().exec_driver_sql(sql, list(zip(*stored, strict=True)))
