"""Inserting thousands of rows: one prepared statement a table, each value turned into its stored form once."""

from collections.abc import Iterable, Mapping, Sequence
from itertools import repeat
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session


def insert_rows(session: Session, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows that all name the same columns; a column they do not name gets its default."""
    if not rows:
        return
    dialect = session.connection().dialect
    named = list(rows[0])
    given = {
        column.name: _default(column.default.arg)
        for column in table.columns
        if column.name not in rows[0] and column.default is not None and column.default.is_scalar
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
    session.connection().exec_driver_sql(f"INSERT INTO {table.name} ({columns}) VALUES ({marks})", list(zip(*stored, strict=True)))


def _default(value: Any) -> Any:
    return int(value) if isinstance(value, bool) else value
