"""Whether every value is one that its column may hold: the file's own rules, asked again of each row.

A rule guards what is written through it; what was written past it is found here alone.
"""

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from functools import cache

from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, Integer, LargeBinary, Table, Text

import deskapp.models.schema.all  # noqa: F401 - so that every table is known
from deskapp.models.base import Base, Code, Duration, UtcDateTime, to_stored
from deskapp.storage.file_check import FileCheck

#: Instants that can be told in the time of any zone.
_FIRST = to_stored(datetime.min.replace(tzinfo=UTC) + timedelta(days=2))
_LAST = to_stored(datetime.max.replace(tzinfo=UTC) - timedelta(days=2))

#: What is read by a check of its own, which says more of what is wrong with it.
_READ_ELSEWHERE = {
    *(("calendar_version", "spec"), ("rota_version", "spec")),
    *(("route", name) for column in ("type", "priority", "hours") for name in (column, f"ck_route_{column}_known")),
}


def findings(look: FileCheck, most: int) -> Iterator[tuple[str, int | str, str]]:
    """(table, row by its key, column or rule) of each value that none of ours wrote; of a table so many at most."""
    for table, asked in _questions():
        for row, what in look.rows(asked, (most,)):
            yield table, row, what


@cache
def _questions() -> tuple[tuple[str, str], ...]:
    """Of each table, what finds its bad rows: in one pass, the first that is wrong of each."""
    found = []
    for table in Base.metadata.sorted_tables:
        asked_of = ((name, bad) for name, bad in _wrong(table) if (table.name, name) not in _READ_ELSEWHERE)
        wrong = " ".join(f"WHEN {bad} THEN '{name}'" for name, bad in asked_of)
        row = " || ' ' || ".join(f'"{column.name}"' for column in table.primary_key.columns)
        # By a name that no column has: one that has it would be asked for in its place.
        asked = f'SELECT {row}, CASE {wrong} END AS "?" FROM "{table.name}" WHERE "?" IS NOT NULL LIMIT ?'
        found.append((table.name, asked))
    return tuple(found)


def _wrong(table: Table) -> Iterator[tuple[str, str]]:
    """What each column and each rule is called, and what is so where it is broken."""
    for column in table.columns:
        said = f'"{column.name}"'
        there = "IS NOT NULL AND" if column.nullable else "IS NULL OR"
        yield column.name, f"({said} {there} NOT ({_possible(column, said)}))"
    rules = (one for one in table.constraints if isinstance(one, CheckConstraint))
    for rule in sorted(rules, key=lambda one: str(one.name)):
        yield str(rule.name), f"NOT ({rule.sqltext})"


def _possible(column: Column[object], said: str) -> str:
    kind = column.type
    if isinstance(kind, UtcDateTime):
        return f"typeof({said}) = 'integer' AND {said} BETWEEN {_FIRST} AND {_LAST}"
    if isinstance(kind, Code):
        words = ", ".join(f"'{word.value}'" for word in kind.kind)
        return f"{said} IN ({words})"
    if isinstance(kind, Boolean):
        return f"{said} IN (0, 1)"
    if isinstance(kind, JSON):
        return f"json_valid({said})"
    if isinstance(kind, LargeBinary):
        return f"typeof({said}) = 'blob'"
    if isinstance(kind, Date):
        return f"date({said}) IS {said}"
    if isinstance(kind, Duration):
        return f"typeof({said}) = 'integer' AND abs({said}) <= {_LAST - _FIRST}"
    if isinstance(kind, Integer):
        return f"typeof({said}) = 'integer'"
    assert isinstance(kind, Text), kind
    return f"typeof({said}) = 'text'"
