"""A new desk from the JSON of one: everything or nothing, and only what holds every rule of a desk."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from deskapp.domain.clock import Clock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.site.check import check
from deskapp.services.site.setup import lock_up
from deskapp.services.staff import pins
from deskapp.services.whole import form
from deskapp.services.whole.json_stream import JsonStream, NotJsonError
from deskapp.storage import call_words, schema, search
from deskapp.storage.file_check import SCHEMA
from deskapp.storage.measures import keeping
from deskapp.storage.unguarded import RowRefusedError, insert, unguarded

if TYPE_CHECKING:
    from sqlalchemy import Table
    from sqlcipher3.dbapi2 import Connection


def make_from(path: Path, source: Path, clock: Clock, pin: str | None = None) -> str:
    """Make a desk's file at `path` from the JSON in `source`; see `make_desk` for `pin` and what is given back.

    Raises StorageProblem as `make_desk` does; DeskError where the JSON cannot be read, is no desk's, has a row that a
    desk cannot have, or makes a desk that `check` finds wrong. Then there is no file.
    """
    if pin is not None:
        pins.refuse_weak(pin)
    code = ""

    def fill_in(making: Path) -> None:
        nonlocal code
        with unguarded(making) as connection:
            _fill(connection, source)
            search.fill(connection)
            call_words.fill(connection)
            keeping.fill(connection)
        if findings := check(making).findings:
            raise DeskError(Refusal.DUMP_UNSOUND, path=str(source), findings=findings)
        if pin is not None:
            code = lock_up(making, clock, pin)

    schema.create(path, fill_in)
    return code


def _fill(connection: Connection, source: Path) -> None:
    named = str(source)
    try:
        with source.open(encoding="utf-8-sig") as file:
            stream = JsonStream(file)
            _Filling(connection, named).read(stream)
            stream.end()
    except NotJsonError as wrong:
        raise DeskError(Refusal.DUMP_UNREADABLE, path=named, line=wrong.line, said=wrong.said) from wrong
    except UnicodeDecodeError as error:
        raise DeskError(Refusal.DUMP_NOT_UTF8, path=named) from error
    except OSError as error:
        raise DeskError(Refusal.DUMP_MISSING, path=named, said=error.strerror or str(error)) from error


class _Filling:
    def __init__(self, connection: Connection, named: str) -> None:
        self._connection, self._named = connection, named
        self._left = {table.name: table for table in form.tables()}
        self._known = False

    def read(self, stream: JsonStream) -> None:
        """Read the document; everything that a desk needs must be in it."""
        for name in stream.members():
            if name == "deskapp":
                self._look_at(stream.value())
            elif name == "tables" and self._known:
                for table in stream.members():
                    self._table(table, stream)
            else:
                raise self._foreign()
        for needed in ("site", "staff WHERE role = 'manager' AND active"):
            if not self._connection.execute(f"SELECT count(*) FROM {needed}").fetchone()[0]:
                raise self._foreign()

    def _look_at(self, head: object) -> None:
        """Whether it is ours, and of a form and a schema that this program knows."""
        if not isinstance(head, dict) or not isinstance(head.get("schema"), int):
            raise self._foreign()
        if head.get("form") != form.VERSION or head["schema"] != SCHEMA:
            raise DeskError(Refusal.DUMP_OTHER_SCHEMA, path=self._named, schema=head["schema"], known=SCHEMA)
        self._known = True

    def _table(self, name: str, stream: JsonStream) -> None:
        table = self._left.pop(name, None)
        if table is None:
            raise DeskError(Refusal.DUMP_TABLE, path=self._named, table=name[:80])
        columns, at_once = [column.name for column in table.columns], form.at_once(table)
        first, rows = 1, []
        for row in self._rows(table, stream):
            rows.append(row)
            if len(rows) == at_once:
                self._insert(name, columns, rows, first)
                first, rows = first + len(rows), []
        self._insert(name, columns, rows, first)

    def _rows(self, table: Table, stream: JsonStream) -> Iterator[tuple[object, ...]]:
        names = {column.name: form.read(column) for column in table.columns}
        for place in stream.elements():
            try:
                yield form.as_row(names, stream.value())
            except form.WrongValueError as wrong:
                where = {"table": table.name, "row": place, "column": str(wrong)[:80]}
                raise DeskError(Refusal.DUMP_VALUE, path=self._named, **where) from wrong

    def _insert(self, table: str, columns: list[str], rows: list[tuple[object, ...]], first: int) -> None:
        try:
            insert(self._connection, table, columns, rows)
        except RowRefusedError as refused:
            where = {"table": table, "row": first + refused.place, "said": refused.said}
            raise DeskError(Refusal.DUMP_ROW, path=self._named, **where) from refused

    def _foreign(self) -> DeskError:
        return DeskError(Refusal.DUMP_FOREIGN, path=self._named)
