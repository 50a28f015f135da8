"""Tables that go on over pages, their heads repeated: columns by their share of the width, rows of text.

columns = (Column("", 0.04, tick=True), Column(say("Call"), 0.1), Column(say("Left"), 0.1, right=True), ...)
with table(flow, columns) as rows:
    rows.group("Sam Okoro")                       # a heading within, never the last line of a page
    rows.row(None, "C-01482", "0:42")             # str, Span, several of them; None: empty, or the tick
    rows.row(None, "", "12", bold=True)           # a total
"""

from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from deskapp.documents.layout import INSET, ROW_PAD, Flow, label
from deskapp.documents.lines import Line, lines, ticked
from deskapp.documents.text import Span
from deskapp.domain.data_class import dataclass

#: What a cell says. None: nothing, or the square of a column to be ticked.
Said = str | Span | Sequence[Span] | None


@dataclass(frozen=True, slots=True)
class Column:
    """title: over the column; share: of the table's width, 1.0 in all; right: its words stand at the right."""

    title: str
    share: float
    right: bool = False
    #: A square to be ticked by hand in each row.
    tick: bool = False


class Rows:
    """The rows of one table. Its head is drawn with the first."""

    def __init__(self, flow: Flow, columns: Sequence[Column], size: float, leading: float) -> None:
        self._flow = flow
        self._columns = columns
        self._size = size
        self._leading = leading
        self._widths = [column.share * flow.width for column in columns]
        self._right = [column.right for column in columns]
        self._titles = [
            label(column.title, width - 2 * INSET) for column, width in zip(columns, self._widths, strict=True)
        ]
        self._headed = False

    def row(self, *said: Said, bold: bool = False) -> None:
        """One row, a cell for each column; what no page could hold goes on overleaf."""
        cells = [
            self._cell(one, column, width, bold)
            for one, column, width in zip(said, self._columns, self._widths, strict=True)
        ]
        self._begin(_high(cells))
        self._flow.listed(cells, self._widths, self._right)

    def across(self, first: int, said: Said, *, bold: bool = False) -> None:
        """One row with one cell, from that column, counted from 0, to the end of the table."""
        width = sum(self._widths[first:])
        cells: list[list[Line]] = [[] for _column in range(first)]
        cells.append(self._cell(said, self._columns[first], width, bold))
        self._begin(_high(cells))
        self._flow.listed(cells, [*self._widths[:first], width])

    def group(self, title: str) -> None:
        """A heading over the rows that follow, on one page with the first of them."""
        head = lines((Span(title, bold=True),), self._size + 1.2, self._flow.width - 2 * INSET)
        self._begin(_high([head]) + 2 * self._leading + 2 * ROW_PAD)
        self._flow.gap(4)
        self._flow.listed([head], [self._flow.width])

    def _begin(self, height: float) -> None:
        """Room for the head, where it has not been drawn yet, and what comes first."""
        if self._headed:
            self._flow.need(height)
            return
        self._flow.need(_high(self._titles) + height)
        self.head()
        self._flow.heads.append(self.head)
        self._headed = True

    def head(self) -> None:
        if any(column.title for column in self._columns):
            self._flow.listed(self._titles, self._widths, self._right)

    def end(self) -> None:
        if self._headed:
            self._flow.heads.remove(self.head)

    def _cell(self, said: Said, column: Column, width: float, bold: bool) -> list[Line]:
        inside = width - 2 * INSET
        if said is None:
            return ticked("", self._size, inside, self._leading) if column.tick else []
        spans = (Span(said),) if isinstance(said, str) else (said,) if isinstance(said, Span) else said
        if bold:
            spans = [Span(span.text, bold=True) for span in spans]
        return lines(spans, self._size, inside, self._leading)


@contextmanager
def table(flow: Flow, columns: Sequence[Column], size: float = 8.0, leading: float = 10.8) -> Iterator[Rows]:
    """Rows as wide as the flow is now; size and leading of their text in points."""
    rows = Rows(flow, columns, size, leading)
    yield rows
    rows.end()


def _high(cells: Sequence[Sequence[Line]]) -> float:
    return max(sum(line.leading for line in cell) for cell in cells) + 2 * ROW_PAD
