"""Rows that none of ours wrote: found once something cannot be read, and from then on out of sight of whoever reads.

One value that no column may hold would else end whatever comes upon it: a list, a figure, the first screen. So each
reading connection gets views in the place of the tables that have such rows. A row that stands for itself is left out,
with all that is part of it; one that many others name (a customer, somebody of the staff) keeps its place, with
something plain where it cannot be read. Whoever writes sees the tables as they are.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import UTC, datetime, timedelta
from functools import cache
from pathlib import Path
from typing import Any, get_args, get_origin
from zoneinfo import ZoneInfo

import sqlcipher3.dbapi2 as sqlite
from sqlalchemy import JSON, Boolean, CheckConstraint, Column, Date, Integer, LargeBinary, Table, Text

import deskapp.models.schema.all  # noqa: F401 - so that every table is known
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.rota import Rota
from deskapp.domain.working_time import WEEKDAYS, Calendar
from deskapp.models.base import Base, Code, Duration, UtcDateTime, to_stored
from deskapp.storage import file_check, out_of_sight
from deskapp.storage.out_of_sight import BadRow, OutOfSight

#: Instants that can be told in the time of any zone.
_FIRST = to_stored(datetime.min.replace(tzinfo=UTC) + timedelta(days=2))
_LAST = to_stored(datetime.max.replace(tzinfo=UTC) - timedelta(days=2))
#: A file with more of them has no bad rows: it is damaged.
_MOST = 5000

#: What many rows name: without it they could not be shown either.
_NAMED_BY_MANY = frozenset(
    (
        *("site", "staff", "calendar", "calendar_version", "policy_version", "category", "category_field"),
        *("category_check", "call_template", "trigger", "customer", "customer_person", "place", "equipment"),
        *("contact", "rota", "rota_version", "incident", "route", "scorecard"),
    )
)
#: What stands in versions: each by its table, that of its versions, and what these call it.
_IN_VERSIONS = (("rota", "rota_version", "rota_id"), ("calendar", "calendar_version", "calendar_id"))
#: What stands where it cannot be read, for columns of which more is asked than a type.
_IN_PLACE: Mapping[tuple[str, str], str] = {
    ("site", "zone"): "UTC",
    ("staff", "role"): "agent",
    ("calendar_version", "spec"): json.dumps(
        Calendar("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS}).to_dict()
    ),
    ("rota_version", "spec"): json.dumps(Rota("UTC").to_dict()),
}
_UNREADABLE = (TypeError, ValueError, AttributeError, LookupError, OSError)  # what is no plan may be any JSON


def _zone(text: str) -> object:
    return ZoneInfo(text)


def _calendar(text: str) -> object:
    return Calendar.from_dict(json.loads(text))


def _rota(text: str) -> object:
    return Rota.from_dict(json.loads(text))


#: What must be read as something, by how.
_READ_AS: Mapping[tuple[str, str], Callable[[str], object]] = {
    ("site", "zone"): _zone,
    ("calendar_version", "spec"): _calendar,
    ("rota_version", "spec"): _rota,
}


def look(path: Path) -> bool:
    """Look for bad rows, to be called when something could not be read; whether any was found that was not known.

    From then on they are out of sight of connections that are opened to read. Raises StorageProblem, DAMAGED where
    there are too many.
    """
    known = out_of_sight.of(path)
    found = OutOfSight(*_find(path))
    if not set(found.rows) - set(known.rows):
        return False
    out_of_sight.put(path, found)
    return True


def _find(path: Path) -> tuple[tuple[BadRow, ...], tuple[str, ...]]:
    check = file_check.FileCheck(path)
    try:
        with file_check.said_plainly(path):
            return _Found(check.lenient()).sifted(path)
    finally:
        check.close()


class _Found:
    """Of each table: rows to leave out, references to nothing to empty, and rows to show with stand-ins."""

    def __init__(self, connection: sqlite.Connection) -> None:
        self._connection = connection
        self._tables = {table.name: table for table in Base.metadata.sorted_tables}
        self.rows: dict[tuple[str, int], BadRow] = {}
        self.left_out: dict[str, set[int]] = defaultdict(set)
        self.emptied: dict[tuple[str, str], set[int]] = defaultdict(set)
        self.mended: dict[str, set[int]] = defaultdict(set)
        self.forced: dict[tuple[str, str], set[int]] = defaultdict(set)

    def sifted(self, path: Path) -> tuple[tuple[BadRow, ...], tuple[str, ...]]:
        self._take_values()
        self._take_unread()
        self._take_references()
        if len(self.rows) > _MOST:
            raise StorageProblem(Refusal.DAMAGED, path=str(path), said=f"{len(self.rows)} rows cannot be read")
        self._take_parts()
        self._take_hollow()
        return tuple(sorted(self.rows.values())), tuple(self._views())

    def _take_values(self) -> None:
        for table, asked in questions():
            for _key, what, row in self._connection.execute(asked, (_MOST + 1,)):
                self._take(table, row, what)
        for table, row, column in not_utf8(self._connection):
            # It is shown, with a mark for each letter that cannot be read.
            self._note(table, row, column, shown=True)

    def _take_unread(self) -> None:
        for (table, column), read in _READ_AS.items():
            for row, text in self._connection.execute(f'SELECT rowid, "{column}" FROM "{table}"').fetchall():
                try:
                    read(text)
                except _UNREADABLE:
                    self._take(table, row, column)
                    self.forced[table, column].add(row)

    def _take_references(self) -> None:
        keys: dict[str, dict[int, str]] = {}
        for table, row, _parent, key in self._connection.execute("PRAGMA foreign_key_check").fetchall():
            if table not in keys:
                listed = self._connection.execute(f"PRAGMA foreign_key_list('{table}')")
                keys[table] = {number: column for number, _seq, _to, column, *_rest in listed}
            column = keys[table][key]
            if self._tables[table].columns[column].nullable:
                self.emptied[table, column].add(row)
                self._note(table, row, column, shown=True)
            else:
                self.left_out[table].add(row)
                self._note(table, row, column, shown=False)

    def _take(self, table: str, row: int, what: str) -> None:
        shown = table in _NAMED_BY_MANY
        (self.mended if shown else self.left_out)[table].add(row)
        self._note(table, row, what, shown=shown)

    def _note(self, table: str, row: int, what: str, *, shown: bool) -> None:
        call_id: int | None = None
        if table == "call":
            call_id = row
        elif "call_id" in self._tables[table].columns and row:
            asked = f'SELECT call_id FROM "{table}" WHERE rowid = ?'
            ((said,),) = self._connection.execute(asked, (row,)).fetchall()
            call_id = said if isinstance(said, int) else None
        noted = self.rows.get((table, row))
        if noted is None or (noted.shown and not shown):
            self.rows[table, row] = BadRow(table, row, what, call_id, shown)

    def _take_parts(self) -> None:
        """What is part of something that is left out is left out with it, or does not name it any more."""
        waiting = [(table, set(rows)) for table, rows in self.left_out.items()]
        while waiting:
            table, gone = waiting.pop()
            for child in self._tables.values():
                for key in child.foreign_keys:
                    if key.column.table.name != table:
                        continue
                    parts = self._naming(child.name, key.parent.name, key.column.name, table, gone)
                    if key.parent.nullable:
                        self.emptied[child.name, key.parent.name] |= parts
                    elif parts - self.left_out[child.name]:
                        waiting.append((child.name, parts - self.left_out[child.name]))
                        self.left_out[child.name] |= parts

    def _take_hollow(self) -> None:
        """What is nothing without its versions, and has none left."""
        for table, versions, key in _IN_VERSIONS:
            left_out = _listed(self.left_out[versions])
            asked = (
                f"SELECT id FROM {table} WHERE id NOT IN"
                f" (SELECT {key} FROM {versions} WHERE rowid NOT IN ({left_out}) AND {key} IS NOT NULL)"
            )
            for (row,) in self._connection.execute(asked).fetchall():
                self.left_out[table].add(row)
                self._note(table, row, versions, shown=False)
        self._take_parts()

    def _naming(self, child: str, column: str, key: str, table: str, rows: set[int]) -> set[int]:
        asked = (
            f'SELECT rowid FROM "{child}" WHERE "{column}" IN '
            f'(SELECT "{key}" FROM "{table}" WHERE rowid IN (SELECT value FROM json_each(?)))'
        )
        return {row for (row,) in self._connection.execute(asked, (json.dumps(sorted(rows)),))}

    def _views(self) -> Iterator[str]:
        concerned = {table for table, rows in (*self.left_out.items(), *self.mended.items()) if rows}
        concerned |= {table for (table, _column), rows in self.emptied.items() if rows}
        for name in sorted(concerned):
            if not _has_rowids(self._tables[name]):
                # Figures, each by its own key.
                bad = " OR ".join(wrong for _what, wrong in _wrong(self._tables[name]))
                yield f'CREATE TEMP VIEW "{name}" AS SELECT * FROM main."{name}" WHERE NOT coalesce({bad}, 0)'
                continue
            columns = ", ".join(self._column(column) for column in self._tables[name].columns)
            yield (
                f'CREATE TEMP VIEW "{name}" AS SELECT {columns} FROM main."{name}"'
                f" WHERE rowid NOT IN ({_listed(self.left_out[name])})"
            )

    def _column(self, column: Column[Any]) -> str:
        said, table = f'"{column.name}"', column.table.name
        shown = said
        mended, forced = self.mended.get(table), self.forced.get((table, column.name))
        if forced:
            shown = f"CASE WHEN rowid IN ({_listed(forced)}) THEN {in_place(column)} ELSE {shown} END"
        elif mended and not column.primary_key:
            bad = f"rowid IN ({_listed(mended)}) AND {not_possible(column)}"
            shown = f"CASE WHEN {bad} THEN {in_place(column)} ELSE {shown} END"
        if emptied := self.emptied.get((table, column.name)):
            shown = f"CASE WHEN rowid IN ({_listed(emptied)}) THEN NULL ELSE {shown} END"
        return said if shown == said else f"{shown} AS {said}"


def _listed(rows: Iterable[int]) -> str:
    return ", ".join(map(str, sorted(rows)))


def in_place(column: Column[Any]) -> str:
    """What is shown where it cannot be read: nothing, or the plainest that the column may hold."""
    named = _IN_PLACE.get((column.table.name, column.name))
    if named is not None:
        return f"'{named}'"
    if column.nullable:
        return "NULL"
    return _held(column)[1]


@cache
def questions() -> tuple[tuple[str, str], ...]:
    """Of each table, what finds its bad rows: key, the first that is wrong, rowid; so many at most as it is asked."""
    found = []
    for table in Base.metadata.sorted_tables:
        asked_of = ((name, bad) for name, bad in _wrong(table))
        wrong = " ".join(f"WHEN {bad} THEN '{name}'" for name, bad in asked_of)
        row = " || ' ' || ".join(f'"{column.name}"' for column in table.primary_key.columns)
        # By a name that no column has: one that has it would be asked for in its place.
        number = "rowid" if _has_rowids(table) else "0"
        asked = f'SELECT {row}, CASE {wrong} END AS "?", {number} FROM "{table.name}" WHERE "?" IS NOT NULL LIMIT ?'
        found.append((table.name, asked))
    return tuple(found)


def not_utf8(connection: sqlite.Connection) -> Iterator[tuple[str, int, str]]:
    """(table, rowid, column) of each text that holds other bytes than UTF-8."""

    def first_bad(*texts: bytes | None) -> int:
        for place, text in enumerate(texts):
            if text is not None and not text.isascii():
                try:
                    text.decode()
                except UnicodeDecodeError:
                    return place
        return -1

    connection.create_function("first_bad", -1, first_bad, deterministic=True)
    for table in Base.metadata.sorted_tables:
        texts = [column.name for column in table.columns if isinstance(column.type, Text | JSON | Code)]
        if not texts or not _has_rowids(table):
            continue
        asked = ", ".join(f'CAST("{name}" AS BLOB)' for name in texts)
        for row, place in connection.execute(
            f'SELECT rowid, first_bad({asked}) AS bad FROM "{table.name}" WHERE bad >= 0'
        ).fetchall():
            yield table.name, row, texts[place]


def _has_rowids(table: Table) -> bool:
    return bool(table.dialect_options["sqlite"]["with_rowid"])


def _wrong(table: Table) -> Iterator[tuple[str, str]]:
    """What each column and each rule is called, and what is so where it is broken."""
    for column in table.columns:
        yield column.name, not_possible(column)
    rules = (one for one in table.constraints if isinstance(one, CheckConstraint))
    for rule in sorted(rules, key=lambda one: str(one.name)):
        yield str(rule.name), f"NOT ({rule.sqltext})"


def not_possible(column: Column[Any]) -> str:
    said = f'"{column.name}"'
    there = "IS NOT NULL AND" if column.nullable else "IS NULL OR"
    return f"({said} {there} NOT ({_held(column)[0]}))"


def _held(column: Column[Any]) -> tuple[str, str]:
    """What is so of a value that a column of its type holds, and the plainest value that it does."""
    kind, said = column.type, f'"{column.name}"'
    default = column.default.arg if column.default is not None and column.default.is_scalar else None  # type: ignore[attr-defined]
    number = str(int(default)) if isinstance(default, int) else "0"
    if isinstance(kind, UtcDateTime):
        return f"typeof({said}) = 'integer' AND {said} BETWEEN {_FIRST} AND {_LAST}", number
    if isinstance(kind, Code):
        words = ", ".join(f"'{word.value}'" for word in kind.kind)
        return f"{said} IN ({words})", f"'{default or next(iter(kind.kind))}'"
    if isinstance(kind, Boolean):
        return f"{said} IN (0, 1)", number
    if isinstance(kind, JSON):
        shape = _shape(column)
        # What is no JSON must not be asked for its type.
        of_shape = f"json_type({said}) = '{shape}'" if shape else "1"
        return f"CASE WHEN json_valid({said}) THEN {of_shape} ELSE 0 END", "'{}'" if shape == "object" else "'[]'"
    if isinstance(kind, LargeBinary):
        return f"typeof({said}) = 'blob'", "x''"
    if isinstance(kind, Date):
        return f"date({said}) IS {said}", "'1970-01-01'"
    if isinstance(kind, Duration):
        return f"typeof({said}) = 'integer' AND abs({said}) <= {_LAST - _FIRST}", number
    if isinstance(kind, Integer):
        return f"typeof({said}) = 'integer'", number
    assert isinstance(kind, Text), kind
    return f"typeof({said}) = 'text'", f"coalesce(nullif(trim(CAST({said} AS TEXT)), ''), '–')"


def _shape(column: Column[Any]) -> str:
    """What JSON of a column is: "array", "object", or "" where nobody says."""
    return _shapes().get((column.table.name, column.name), "")


@cache
def _shapes() -> Mapping[tuple[str, str], str]:
    found = {}
    for mapper in Base.registry.mappers:
        for name, said in mapper.class_.__annotations__.items():
            for kind in get_args(said):
                origin = get_origin(kind) or kind
                if origin in (list, dict) and name in mapper.columns:
                    column = mapper.columns[name]
                    found[column.table.name, column.name] = "array" if origin is list else "object"
    return found
