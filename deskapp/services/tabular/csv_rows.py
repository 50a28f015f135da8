"""A CSV as records with the line each begins on, read as it comes; what cannot be read is given up line by line."""

import csv
from collections import deque
from collections.abc import Iterator
from typing import IO

from deskapp.domain.exchange.spreadsheets import bare
from deskapp.services.tabular.encodings import UNDECODED
from deskapp.services.tabular.rows import BadRow, Record, is_blank

#: A record longer than this, over all its lines, is an open quote; and a line of a text longer than this is none.
LONGEST_RECORD = 16_000_000
_QUOTE = '"'

# The module's own limit is one for the whole process, and far below a long mail; cells are measured by who reads them.
csv.field_size_limit(2 * LONGEST_RECORD)


class _Endless(Exception):
    """A quote was opened and swallowed more than any record has."""


class CsvRecords:
    """The records of a text. `width`, once it is known, tells records that a stray quote glued together."""

    def __init__(self, text: IO[str], delimiter: str, line: int = 1) -> None:
        self._text = text
        self.delimiter = delimiter
        self._again: deque[str] = deque()
        self._took: list[str] = []
        self._line = line
        self.width: int | None = None

    def __iter__(self) -> Iterator[Record | BadRow]:
        """An open quote swallows the lines after it. So a record that went wrong is given up as one line, and reading
        goes on with the next: one stray quote never hides the rest of a list."""
        while True:
            try:
                yield from self._until_wrong()
                return
            except (csv.Error, _Endless):
                yield self._given_up("quote_not_closed")

    def again(self, line: str) -> None:
        """Read this line before those that follow."""
        if line:
            self._again.append(line)

    def _until_wrong(self) -> Iterator[Record | BadRow]:
        for cells in csv.reader(self._lines(), delimiter=self.delimiter, strict=True):
            took = self._took
            if len(took) > 1 and self.width is not None and len(cells) != self.width:
                raise csv.Error("glued")
            line, self._line = self._line, self._line + len(took)
            bad = any(UNDECODED in one for one in took)
            took.clear()
            if bad:
                yield BadRow(line, "encoding")
            elif not is_blank(cells):
                # What guards a text from spreadsheets is none of it: our own lists have it, and others' too.
                yield line, [bare(cell) if cell.startswith("'") else cell for cell in cells]

    def _given_up(self, code: str) -> BadRow:
        bad = BadRow(self._line, "encoding" if UNDECODED in self._took[0] else code)
        self._again.extendleft(reversed(self._took[1:]))
        self._took.clear()
        self._line += 1
        return bad

    def _lines(self) -> Iterator[str]:
        size = 0
        while True:
            line = self._again.popleft() if self._again else self._next()
            if not line:
                return
            size = size + len(line) if self._took else len(line)
            self._took.append(line)
            if size > LONGEST_RECORD:
                raise _Endless
            yield line

    def _next(self) -> str:
        line = self._text.readline(LONGEST_RECORD)
        if len(line) == LONGEST_RECORD and not line.endswith(("\n", "\r")):
            # No text at all, or all of it on one line: what follows is not kept.
            while (more := self._text.readline(LONGEST_RECORD)) and not more.endswith(("\n", "\r")):
                pass
            return line + "\n"
        return line.replace("\0", "") if "\0" in line else line


def csv_records(text: IO[str], delimiter: str) -> CsvRecords:
    """The records of a text from its beginning. A first line that tells spreadsheets its delimiter ("sep=;") is none
    of them, and is right about it."""
    first = text.readline(LONGEST_RECORD)
    said = first.strip("\r\n").strip(_QUOTE)
    if said[:4].lower() == "sep=" and len(said) == 5:
        return CsvRecords(text, said[4], line=2)
    records = CsvRecords(text, delimiter)
    records.again(first)
    return records
