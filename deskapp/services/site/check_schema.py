"""Whether the file is made as a new desk's is: what guards it, what it is read by, what its tables refuse."""

from collections.abc import Iterator
from functools import cache

from sqlalchemy import CheckConstraint
from sqlalchemy.dialects import sqlite
from sqlalchemy.schema import CreateIndex

import deskapp.models.schema.all  # noqa: F401 - so that every table is known
from deskapp.models.base import Base
from deskapp.models.guards import TRIGGERS
from deskapp.storage.file_check import FileCheck

_MADE = "SELECT type, name, coalesce(sql, '') FROM sqlite_schema WHERE name NOT LIKE 'sqlite_%'"
#: Of the indexes of words, and of the migrations: SQLite's and Alembic's own.
_OF_OTHERS = ("call_search", "call_words", "alembic_version")


def findings(look: FileCheck) -> Iterator[tuple[str, str]]:
    """(kind, name) of each trigger, index and table that is missing, is another, or that no desk has."""
    made = {(kind, name): _one_line(sql) for kind, name, sql in look.rows(_MADE)}
    ours = _expected()
    for (kind, name), sql in ours.items():
        there = made.get((kind, name))
        if there is None or (there != sql if sql else not _refuses_as_much(name, there)):
            yield kind, name
    for name, table in Base.metadata.tables.items():
        columns = {row[1] for row in look.rows(f'PRAGMA table_info("{name}")')}
        if columns and columns != {column.name for column in table.columns}:
            yield "table", name
    for kind, name in made:
        if (kind, name) not in ours and not name.startswith(_OF_OTHERS):
            yield kind, name


@cache
def _expected() -> dict[tuple[str, str], str]:
    dialect = sqlite.dialect()
    found = {("trigger", name): _one_line(sql) for name, sql in TRIGGERS.items()}
    for table in Base.metadata.sorted_tables:
        found["table", table.name] = ""
        for index in table.indexes:
            found["index", str(index.name)] = _one_line(str(CreateIndex(index).compile(dialect=dialect)))
    return found


def _refuses_as_much(name: str, sql: str) -> bool:
    """Every rule of the table is in how it was made: where each stands means nothing."""
    rules = (one for one in Base.metadata.tables[name].constraints if isinstance(one, CheckConstraint))
    return all(_one_line(str(rule.sqltext)) in sql for rule in rules)


def _one_line(sql: str) -> str:
    return " ".join(sql.split())
