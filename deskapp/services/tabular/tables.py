"""A table from outside, CSV or workbook: how it is written is guessed, columns are named, rows come one by one."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import islice
from typing import IO

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.services.tabular import encodings, xlsx_rows
from deskapp.services.tabular.content import Content, Kind, Source, opened
from deskapp.services.tabular.csv_rows import CsvRecords, csv_records
from deskapp.services.tabular.encodings import MARKED
from deskapp.services.tabular.rows import BadRow, Form, Record, is_blank

DELIMITERS = (",", ";", "\t", "|")
#: So many rows tell what the delimiter is, and where the names of the columns stand.
_TELLING = 30
#: So much of a text is looked at for them.
_BEGINNING = 1 << 18
#: As many as a sheet of a workbook can have.
_MOST_COLUMNS = 16_384


def guess(source: Source) -> Form:
    """How a table is written: encoding, delimiter, sheet, and the line with the names of its columns.

    Raises DeskError: csv_missing, csv_unreadable, csv_empty, table_kind, table_too_large.
    """
    with opened(source) as content:
        if content.kind is Kind.WORKBOOK:
            with xlsx_rows.workbook(content.raw, content.name) as book:
                sheets = xlsx_rows.sheets(book)
                for sheet in sheets:
                    first = list(islice(xlsx_rows.records(book, sheet, content.name), _TELLING))
                    if first:
                        return Form("", "", _heading(first), sheet, sheets)
            raise DeskError(Refusal.CSV_EMPTY, path=content.name)
        encoding = encodings.guess(content.text())
        with _decoded(content, encoding) as text:
            beginning = text.read(_BEGINNING)
        if not beginning.strip():
            raise DeskError(Refusal.CSV_EMPTY, path=content.name)
        records = csv_records(io.StringIO(beginning, newline=""), max(DELIMITERS, key=partial(_fits, beginning)))
        first = [one for one in islice(records, _TELLING) if not isinstance(one, BadRow)]
        return Form(encoding, records.delimiter, _heading(first))


class Table:
    """An open table: `heading` names its columns, iterating gives its records, once.

    A record has as many cells as the heading; one that has more (but for empty ones) or less is a BadRow "cells",
    unless `fill` says that cells which were cut off at the end are empty. A cell longer than `longest` characters is
    "cell_too_long", what is not in the encoding "encoding", an open quote "quote_not_closed".
    """

    def __init__(self, content: Content, records: Iterable[Record | BadRow], form: Form, longest: int, fill: bool):
        self.name = content.name
        self._content = content
        self._records = iter(records)
        self._encoding = shown(form.encoding)
        self._longest = longest
        self._fill = fill or form.workbook
        self.line, self.heading = self._begin(form)
        if isinstance(records, CsvRecords):
            records.width = len(self.heading)

    @property
    def at(self) -> int:
        """How far reading has come, in bytes of the file."""
        return self._content.at

    @property
    def size(self) -> int:
        return self._content.size

    def __iter__(self) -> Iterator[Record | BadRow]:
        for record in self._records:
            if not isinstance(record, BadRow):
                yield self._whole(*record)
            elif record.code == "encoding":
                yield BadRow(record.line, record.code, {"encoding": self._encoding})
            else:
                yield record

    def _begin(self, form: Form) -> tuple[int, list[str]]:
        for record in self._records:
            if isinstance(record, BadRow):
                if record.code == "encoding":
                    raise DeskError(Refusal.CSV_ENCODING, path=self.name, encoding=self._encoding)
                continue
            line, cells = record
            if line >= (form.heading_line or 1):
                names = [" ".join(name.split()) for name in cells]
                while names and not names[-1]:
                    names.pop()
                if len(names) > _MOST_COLUMNS:
                    raise DeskError(Refusal.TABLE_TOO_LARGE, path=self.name)
                return line, names
        return 1, []

    def _whole(self, line: int, cells: list[str]) -> Record | BadRow:
        width = len(self.heading)
        if len(cells) > width and is_blank(cells[width:]):
            cells = cells[:width]
        if len(cells) < width and self._fill:
            cells = cells + [""] * (width - len(cells))
        if len(cells) != width:
            return BadRow(line, "cells", {"expected": width, "found": len(cells)})
        longest = self._longest
        if sum(map(len, cells)) > longest and len(max(cells, key=len)) > longest:
            place = next(i for i, cell in enumerate(cells) if len(cell) > longest)
            values = {"column": self.heading[place], "length": len(cells[place]), "limit": longest}
            return BadRow(line, "cell_too_long", values)
        return line, cells


@contextmanager
def table(source: Source, form: Form, *, longest: int, fill: bool = False) -> Iterator[Table]:
    """Open a table that is written so. Raises DeskError as `guess`, csv_encoding, and table_too_large."""
    with opened(source) as content:
        if (content.kind is Kind.WORKBOOK) != form.workbook:
            form = guess(source)
        if form.workbook:
            with xlsx_rows.workbook(content.raw, content.name) as book:
                sheet = form.sheet if form.sheet in book.sheetnames else book.sheetnames[0]
                yield Table(content, xlsx_rows.records(book, sheet, content.name), form, longest, fill)
            return
        with _decoded(content, form.encoding) as text:
            yield Table(content, csv_records(text, form.delimiter), form, longest, fill)


def shown(encoding: str) -> str:
    """An encoding as people name it: whether it has a mark at the beginning is nothing they need to know."""
    return encoding.removesuffix("-sig")


@contextmanager
def _decoded(content: Content, encoding: str) -> Iterator[IO[str]]:
    # A mark at the beginning is no part of the first column's name.
    name = "utf-8-sig" if encoding.lower().replace("_", "-") in ("utf-8", "utf8") else encoding
    text = io.TextIOWrapper(content.text(), encoding=name, errors=MARKED, newline="")
    try:
        yield text
    except UnicodeError as error:
        # Of what stands in the text only MARKED hears; a mark that must be there at its beginning is none of it.
        raise DeskError(Refusal.CSV_ENCODING, path=content.name, encoding=shown(encoding)) from error
    finally:
        text.detach()


def _fits(beginning: str, delimiter: str) -> tuple[float, int]:
    """How well a delimiter fits: how many of the rows have as many cells as most, and how many those are."""
    lines = io.StringIO(beginning, newline="")
    try:
        widths = [len(row) for row in islice(csv.reader(lines, delimiter=delimiter), _TELLING) if not is_blank(row)]
    except csv.Error:
        return 0, 0
    if not widths:
        return 0, 0
    width, many = max(Counter(widths).items(), key=lambda item: (item[1], item[0]))
    return (many / len(widths) if width > 1 else 0, width)


def _heading(first: Sequence[Record]) -> int | None:
    """The first of the rows that names as many columns as the table has: titles may stand above it."""
    if not first:
        return None
    widths = Counter(len(cells) for _line, cells in first)
    width = max(widths.items(), key=lambda item: (item[1], item[0]))[0]
    for line, cells in first:
        if len(cells) >= width and sum(map(bool, map(str.strip, cells))) * 5 >= width * 3:
            return line
    return first[0][0]
