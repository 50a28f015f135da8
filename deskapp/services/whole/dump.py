"""The whole desk written as JSON, a row a line, in the same memory however much there is."""

import json
import re
from collections.abc import Iterator
from typing import Any

from sqlalchemy import Table
from sqlalchemy.orm import Session

from deskapp.domain.words import Role
from deskapp.services.whole import form
from deskapp.services.work import Work
from deskapp.storage.file_check import SCHEMA

_HALF = re.compile(r"[\ud800-\udfff]")


class WholeDesk:
    def __init__(self, work: Work) -> None:
        self._work = work

    def lines(self) -> Iterator[str]:
        """The desk as one JSON document, line by line without their ends, all of one instant. For managers."""
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
            yield "{"
            yield f'"deskapp": {{"form": {form.VERSION}, "schema": {SCHEMA}}},'
            yield '"tables": {'
            tables = form.tables()
            for table in tables:
                yield f'"{table.name}": ['
                before = ""
                for row in _rows(session, table):
                    if before:
                        yield f"{before},"
                    before = row
                if before:
                    yield before
                yield "]" if table is tables[-1] else "],"
            yield "}"
            yield "}"


def _rows(session: Session, table: Table) -> Iterator[str]:
    columns = [(column.name, form.written(column)) for column in table.columns]
    names = ", ".join(f'"{name}"' for name, _turn in columns)
    order = ", ".join(column.name for column in table.primary_key.columns)
    found = session.connection().exec_driver_sql(f"SELECT {names} FROM {table.name} ORDER BY {order}")
    for raw in found.yield_per(form.at_once(table)):
        row: dict[str, Any] = {
            name: value if turn is None else turn(value)
            for (name, turn), value in zip(columns, raw, strict=True)
            if value is not None
        }
        text = json.dumps(row, ensure_ascii=False)
        # What people wrote may hold half a character, which stands in JSON by its number alone.
        yield json.dumps(row) if _HALF.search(text) else text
