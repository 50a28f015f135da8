"""A list as it lies in its file, read once: what cannot be taken is found, the rest waits beside it call by call."""

import marshal
import tempfile
from array import array
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime
from types import TracebackType
from typing import Any

from deskapp.models.base import to_stored
from deskapp.services.imports.cells import Pick, picker
from deskapp.services.imports.findings import Findings
from deskapp.services.imports.meanings import CODES, Mapping
from deskapp.services.imports.rows import Row, RowReader
from deskapp.services.tabular import tables
from deskapp.services.tabular.content import Source
from deskapp.services.tabular.rows import BadRow, Form, Record

#: Rows between two looks at whether to go on.
_STEP = 1000
#: So much of a list waits in memory; more lies in a file that has no name, and is gone with the program.
_IN_MEMORY = 16_000_000
_SIZE = 4
#: So many values of a column are counted: one that has more is none of codes.
_VALUES = 2000
_NONE = -1


class _Shelf:
    """Rows put by in their order, each found again by where it lies."""

    def __init__(self) -> None:
        self._file = tempfile.SpooledTemporaryFile(max_size=_IN_MEMORY)  # noqa: SIM115  (closed with the Listing)
        self._at = self._end = 0

    def put(self, row: tuple[Any, ...]) -> int:
        data = marshal.dumps(row)
        begin = self._end
        if self._at != begin:
            self._file.seek(begin)
        self._file.write(len(data).to_bytes(_SIZE, "little") + data)
        self._at = self._end = begin + _SIZE + len(data)
        return begin

    def get(self, begin: int) -> tuple[Any, ...]:
        if self._at != begin:
            self._file.seek(begin)
        size = int.from_bytes(self._file.read(_SIZE), "little")
        found: tuple[Any, ...] = marshal.loads(self._file.read(size))
        self._at = begin + _SIZE + size
        return found

    def close(self) -> None:
        self._file.close()


class Listing:
    """The rows that can be taken. Of each a few figures are in memory, whatever stands in it.

    columns: the names of the list's columns. bad: rows that cannot be taken; doubles: those that are there twice, of
    which one counts. later: rows that `as_of` left out.
    """

    def __init__(self, mapping: Mapping, form: Form, columns: Sequence[str]) -> None:
        self.form = form
        self.columns = tuple(columns)
        self.bad = Findings()
        self.doubles = Findings()
        self.later = 0
        self._names = tuple(mapping.columns)
        self._reader = RowReader(mapping, workbook=form.workbook)
        self._shelf = _Shelf()
        #: Where each row lies, and which of its call comes next.
        self._lies = array("q")
        self._next = array("q")
        #: The first and the last row of each call, and when it was opened.
        self._calls: dict[str, int] = {}
        self._first, self._last, self._opened = array("q"), array("q"), array("q")
        #: How often each value stands in each column of codes, also of rows that are not taken.
        self.codes: dict[str, Counter[str]] = {name: Counter() for name in CODES if name in mapping.columns}
        self._coded = [(self._names.index(name), values) for name, values in self.codes.items()]
        #: Rows by the hash of their key.
        self._keys: dict[int, int] = {}

    def __enter__(self) -> "Listing":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._shelf.close()

    def __len__(self) -> int:
        """How many rows there are."""
        return len(self._lies)

    def references(self) -> list[str]:
        """The calls, in the order in which they came: so references here count up in it."""
        return sorted(self._calls, key=lambda reference: (self._opened[self._calls[reference]], reference))

    def of(self, reference: str) -> list[Row]:
        """The rows of a call, in the order of the list."""
        rows, at = [], self._first[self._calls[reference]]
        while at != _NONE:
            rows.append(self._row(at))
            at = self._next[at]
        return rows

    def __iter__(self) -> Iterator[Row]:
        """All rows, in the order of the list."""
        return map(self._row, range(len(self)))

    def _row(self, at: int) -> Row:
        return self._reader.again(self._shelf.get(self._lies[at]))

    def take(self, line: int, cells: Sequence[str], as_of: datetime | None) -> None:
        """Put a row by, by the cells that the mapping asks for; or say why it is not taken."""
        for place, values in self._coded:
            if len(values) < _VALUES or cells[place] in values:
                values[cells[place]] += 1
        row = self._reader.parse(dict(zip(self._names, cells, strict=True)), line)
        if isinstance(row, BadRow):
            self.bad.add(row)
        elif not self._twice(row):
            if as_of is not None and row.at > as_of:
                self.later += 1
            else:
                self._put(row)

    def _put(self, row: Row) -> None:
        at = len(self._lies)
        self._lies.append(self._shelf.put(self._reader.put_by(row)))
        self._next.append(_NONE)
        self._keys[hash(row.key)] = at
        call = self._calls.get(row.reference)
        if call is None:
            self._calls[row.reference] = len(self._first)
            self._first.append(at)
            self._last.append(at)
            self._opened.append(to_stored(row.meaning.opened_at))
        else:
            self._next[self._last[call]] = at
            self._last[call] = at

    def _twice(self, row: Row) -> bool:
        at = self._keys.get(hash(row.key))
        first = None if at is None else self._row(at)
        if first is None or first.key != row.key:
            return False
        if first.facts == row.facts:
            self.doubles.add(BadRow(row.line, "row_double", {"first": first.line}))
        else:
            self.bad.add(BadRow(row.line, "row_twice", {"first": first.line}))
        return True


GoOn = Callable[[int, int], None]


def read(source: Source, mapping: Mapping, as_of: datetime | None = None, go_on: GoOn | None = None) -> Listing:
    """Read a list, CSV (also gzipped) or XLSX. The Listing must be closed.

    `go_on(rows so far, about how many there are)` is called now and then, and raises to stop.
    Raises DeskError: see `tables.guess`, and csv_encoding, csv_columns_missing.
    """
    form = form_of(source, mapping)
    with tables.table(source, form, longest=mapping.longest_cell, fill=mapping.cut_short) as table:
        picks = picker(tuple(mapping.cells.values()), table.heading, mapping.unknown, table.name)
        numbered = [place for place, column in enumerate(mapping.cells.values()) if column.row]
        listing = Listing(mapping, form, table.heading)
        try:
            for count, record in enumerate(table):
                if go_on is not None and count % _STEP == 0:
                    go_on(count, max(count, round(count * table.size / max(table.at, 1))))
                if isinstance(record, BadRow):
                    listing.bad.add(record)
                else:
                    listing.take(record[0], _picked(record, picks, numbered, count), as_of)
        except BaseException:
            listing.__exit__(None, None, None)
            raise
    return listing


def _picked(record: Record, picks: Sequence[Pick], numbered: Sequence[int], count: int) -> list[str]:
    cells = [pick(record[1]) for pick in picks]
    for place in numbered:
        cells[place] = str(count + 1)
    return cells


def form_of(source: Source, mapping: Mapping) -> Form:
    """How a list is written: as the mapping says, and guessed where it does not."""
    if mapping.encoding and mapping.delimiter and not mapping.sheet:
        return Form(mapping.encoding, mapping.delimiter, mapping.heading_line)
    guessed = tables.guess(source)
    return Form(
        mapping.encoding if mapping.encoding and not guessed.workbook else guessed.encoding,
        mapping.delimiter if mapping.delimiter and not guessed.workbook else guessed.delimiter,
        mapping.heading_line or guessed.heading_line,
        mapping.sheet or guessed.sheet,
        guessed.sheets,
    )
