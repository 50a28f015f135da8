"""Tables as the sheets of one XLSX, row by row in the same memory however many: text as text, times as times."""

import re
import shutil
import tempfile
from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from decimal import Decimal
from pathlib import Path
from typing import Any, BinaryIO
from zoneinfo import ZoneInfo

from deskapp.documents.tables.cells import heads, hours, wall_clock
from deskapp.domain.exchange.table import Cell, Kind, Row, Table

#: What the format holds.
_ROWS, _LETTERS, _DIGITS = 1_048_576, 32_767, 15
_FIRST_DAY = date(1900, 1, 1)
_WIDTHS = {Kind.TEXT: 22, Kind.NUMBER: 12, Kind.INSTANT: 20, Kind.DAY: 12, Kind.DURATION: 12}
_FORMS = {
    # Text also when somebody goes on typing in the cell.
    Kind.TEXT: {"num_format": "@"},
    Kind.NUMBER: {},
    Kind.INSTANT: {"num_format": "yyyy-mm-dd hh:mm:ss"},
    Kind.DAY: {"num_format": "yyyy-mm-dd"},
    Kind.DURATION: {"num_format": "[h]:mm:ss"},
}
_CUT = " […]"
_NOT_HELD = re.compile(r"[\x00-\x08\x0b-\x1f\ufffe\uffff]")


def write_xlsx(
    file: BinaryIO, tables: Sequence[Table], folder: Path, lines: Iterable[tuple[int, Row]] | None = None
) -> int:
    """Write the tables, a sheet each, more where one is full; gives back how many texts were too long and are cut.

    folder: where parts lie meanwhile, readable by this user alone; they are gone at the end, however it comes.
    lines: the rows of all tables as they come, with the place of each one's table; in place of the tables' own.
    """
    from xlsxwriter import Workbook
    from xlsxwriter.exceptions import FileCreateError

    parts = tempfile.mkdtemp(prefix=".deskapp-", dir=folder)
    try:
        book = Workbook(file, {"constant_memory": True, "tmpdir": parts})
        book.use_zip64()
        try:
            made = _Book(book)
            if lines is None:
                lines = ((place, row) for place, table in enumerate(tables) for row in table.rows)
            sheets = [_Sheet(made, table) for table in tables]
            for place, row in lines:
                sheets[place].add(row)
            for sheet in sheets:
                sheet.end()
            book.close()
        finally:
            for sheet in book.worksheets():
                sheet.row_data_fh.close()
    except FileCreateError as problem:
        # The library's own kind of what the system said.
        raise OSError(*problem.args[0].args) from problem
    finally:
        shutil.rmtree(parts, ignore_errors=True)
    return made.cut


class _Book:
    """What the sheets of one workbook share: how cells look, names of sheets, what had to be cut."""

    def __init__(self, book: Any) -> None:
        self._book = book
        self.forms = {kind: book.add_format(form) for kind, form in _FORMS.items()}
        self.head = book.add_format({"bold": True, "num_format": "@"})
        self._as_usual = book.add_format()
        self._names: set[str] = set()
        self.cut = 0

    def sheet(self, wanted: str) -> Any:
        """A new sheet of that name as programs allow it: 31 letters, none of []:*?/\\, no two alike."""
        plain = "".join(" " if sign in "[]:*?/\\" or not sign.isprintable() else sign for sign in wanted)
        plain = plain.strip(" '")[:31].strip(" '") or "1"
        name, number = plain, 1
        while name.casefold() in self._names or name.casefold() == "history":
            number += 1
            name = f"{plain[:27]} {number}"
        self._names.add(name.casefold())
        return self._book.add_worksheet(name)

    def text(self, sheet: Any, line: int, place: int, text: str, form: Any) -> None:
        if not text:
            return
        text = _held(text)
        if len(text) > _LETTERS:
            text, self.cut = text[: _LETTERS - len(_CUT)] + _CUT, self.cut + 1
        if text.startswith("<r>") and text.endswith("</r>"):
            # Of these the library thinks that they are its own marks; in two parts they are text.
            sheet.write_rich_string(line, place, text[:1], self._as_usual, text[1:], form)
        else:
            sheet.write_string(line, place, text, form)


class _Sheet:
    """One table: row after row, in the next sheet where one is full."""

    def __init__(self, book: _Book, table: Table) -> None:
        self._book, self._table = book, table
        self._zone, self._kinds = ZoneInfo(table.zone), [column.kind for column in table.columns]
        self._begin()

    def add(self, row: Row) -> None:
        if self._line == _ROWS:
            self.end()
            self._begin()
        for place, (cell, kind) in enumerate(zip(row, self._kinds, strict=True)):
            value = _value(cell, self._zone)
            if isinstance(value, str):
                self._book.text(self._sheet, self._line, place, value, self._book.forms[Kind.TEXT])
            elif isinstance(value, (datetime, date, timedelta)):
                self._sheet.write_datetime(self._line, place, value, self._book.forms[kind])
            elif value is not None:
                self._sheet.write_number(self._line, place, value, self._book.forms[kind])
        self._line += 1

    def end(self) -> None:
        self._sheet.autofilter(0, 0, self._line - 1, len(self._kinds) - 1)

    def _begin(self) -> None:
        self._sheet, self._line = self._book.sheet(self._table.name), 1
        # Before the first row: it leaves the memory when the next one comes.
        self._sheet.freeze_panes(1, 0)
        for place, kind in enumerate(self._kinds):
            self._sheet.set_column(place, place, _WIDTHS[kind], self._book.forms[kind])
        for place, head in enumerate(heads(self._table)):
            self._book.text(self._sheet, 0, place, head, self._book.head)


def _value(cell: Cell, zone: ZoneInfo) -> str | float | datetime | date | timedelta | None:
    """The cell as the format has it; in words where it has no such number, day or length."""
    if isinstance(cell, datetime):
        there = wall_clock(cell, zone)
        if there is None or there.date() < _FIRST_DAY:
            return cell.isoformat()
        return there.replace(tzinfo=None)
    if isinstance(cell, date):
        return cell if cell >= _FIRST_DAY else cell.isoformat()
    if isinstance(cell, timedelta):
        # Spreadsheets have no negative times.
        return cell if cell >= timedelta(0) else hours(cell)
    if isinstance(cell, (int, float, Decimal)):
        exact = float(cell)
        fits = exact == exact and abs(exact) < 10**_DIGITS
        return exact if fits else str(cell)
    return cell


def _held(text: str) -> str:
    """Without what no XML holds: halves of characters, control characters, and the two that are none."""
    if text.isprintable():
        return text
    text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return _NOT_HELD.sub("\ufffd", text.replace("\r\n", "\n").replace("\r", "\n"))
