"""Where things stand on the pages: flows lines, headings, ruled boxes and blocks downwards, turning the page in time.

Everything is measured before it is placed, so boxes grow with their text and nothing is cut or overlaps.
All lengths are points, measured from the lower left corner as PDF does.

A paper makes a `Flow` and draws on it from above:

    flow = Flow(sheet.paper, running_head)                  # running_head(flow) begins every page but the first
    flow.text(lines("...", 9.2, flow.width))                # lines below each other
    flow.titled("Steps", lines(...))                        # a heading that never stands alone
    flow.box([cell, cell], widths)                          # a row of ruled cells; strong=True: heavier rules
    with table(flow, columns) as rows: rows.row(...)        # of table.py: breaks, its head on every page
    flow.together(lambda: ...)                              # drawn on one page, where a page can hold it
    flow.beside([draw_left, draw_right])                    # columns; flow.width is the column's within each
    flow.at_foot(draw, least, along)                        # fills the page to its foot: draw(height)
    flow.ticks(["fixed", "not fixed"])                      # empty squares with words, in a row
    flow.write_lines(height)                                # lines to write on, 8 mm apart
    flow.sketch(sketch(chart, words, flow.width))           # a chart: charts/ says what there is
    flow.foot(left, right)                                  # last: the foot of every page; frame.py has one

`draw` is a function that only draws on the flow: it is called again where the block has to go overleaf.
"""

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

from deskapp.documents.lines import Line, lines, one_line, ticked
from deskapp.documents.marks import Drawn, Mark, Page, Rule, Text, Tick
from deskapp.documents.text import Span
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper

if TYPE_CHECKING:
    from deskapp.documents.sketch import Sketch  # ReportLab's shapes: only papers with charts load them

SIZES = {Paper.A4: (595.2756, 841.8898), Paper.LETTER: (612.0, 792.0)}
MARGIN = 51.0
#: Text of a cell stands this far inside its rules; of a row of a list, from the rules above and below it.
INSET = 6.0
ROW_PAD = 3.4
#: Between lines that somebody writes on.
HANDWRITING = 8 * 72 / 25.4

#: From the top of a line to its baseline, as a part of its size.
_ASCENT = 0.93
_TOP = 54.0
_BOTTOM = 54.0
_FOOT = 28.3
_FOOT_LEADING = 9.5

Draw = Callable[[], None]


def label(text: str, width: float) -> list[Line]:
    """A small heading in capitals, as over each cell."""
    return lines((Span(text.upper(), bold=True),), 6.8, width, 9)


@dataclass(frozen=True, slots=True)
class _Place:
    """How far a flow has come."""

    pages: int
    marks: int
    y: float


class Flow:
    """Fills pages from the top. `on_turn` is asked for the running head of every page but the first."""

    def __init__(self, paper: Paper, on_turn: Callable[["Flow"], None], *, landscape: bool = False) -> None:
        short, long = SIZES[paper]
        self.page_width, self.page_height = (long, short) if landscape else (short, long)
        self.left = MARGIN
        self.width = self.page_width - 2 * MARGIN
        self.pages: list[Page] = [Page()]
        self.y = self._top = self.page_height - _TOP
        #: What is drawn again on each page: the heads of the tables that go on there.
        self.heads: list[Draw] = []
        self._on_turn = on_turn

    @property
    def room(self) -> float:
        return self.y - _BOTTOM

    @property
    def fresh_room(self) -> float:
        """What a page offers at most, its running head taken off."""
        return self.page_height - _TOP - _BOTTOM - 24

    def mark(self, mark: Mark) -> None:
        self.pages[-1].marks.append(mark)

    def turn(self) -> None:
        """Begin the next page."""
        self.pages.append(Page())
        self.y = self.page_height - _TOP
        self._on_turn(self)
        for head in self.heads:
            head()
        self._top = self.y

    def need(self, height: float) -> None:
        """Turn the page unless so much still fits; what no page could hold begins where it is."""
        if height > self.room and height <= self.fresh_room:
            self.turn()

    def gap(self, height: float) -> None:
        self.y -= height

    def text(self, wrapped: Sequence[Line], inset: float = 0.0, width: float | None = None) -> None:
        """Lines below each other, on as many pages as they need."""
        right = self.left + (width or self.width - inset)
        for line in wrapped:
            if line.leading > self.room:
                self.turn()
            self._place(line, right - line.width if line.from_right else self.left + inset, self.y)
            self.y -= line.leading

    def titled(self, title: str, body: Sequence[Line], inset: float = INSET) -> None:
        """A heading that never stands alone at the foot of a page, and its text."""
        head = lines((Span(title, bold=True),), 10.5, self.width - 2 * inset, 14)
        self.gap(9)
        self.need(sum(line.leading for line in (*head, *body[:2])))
        self.text(head, inset)
        self.text(body, inset)

    def listed(self, cells: Sequence[Sequence[Line]], widths: Sequence[float], right: Sequence[bool] = ()) -> None:
        """A row of a list: open cells over one rule. right: which of them stand at the right of their column."""
        self.box(cells, widths, closed=False, right=right, pad=ROW_PAD)

    def box(
        self,
        cells: Sequence[Sequence[Line]],
        widths: Sequence[float],
        least: float = 0.0,
        *,
        closed: bool = True,
        strong: bool = False,
        right: Sequence[bool] = (),
        pad: float = INSET,
    ) -> None:
        """A row of ruled cells as high as its fullest one, going on overleaf when no page could hold it."""
        rest = [list(cell) for cell in cells]
        while True:
            height = max(least, max(_height(cell) for cell in rest) + 2 * pad)
            self.need(height)
            if height <= self.room:
                self._row(rest, widths, height, closed, strong, right, pad)
                return
            if self.room < 60:
                self.turn()
            taken = [_take(cell, self.room - 2 * pad) for cell in rest]
            self._row(taken, widths, max(_height(cell) for cell in taken) + 2 * pad, closed, strong, right, pad)
            self.turn()

    def together(self, draw: Draw) -> None:
        """A block on one page, overleaf where it does not fit here; what no page could hold begins where it is."""
        before = self._place_now()
        draw()
        if len(self.pages) == before.pages or before.y == self._top_of(before):
            return
        self._back_to(before)
        self.turn()
        draw()
        if len(self.pages) > before.pages + 1:
            self._back_to(before)
            draw()

    def beside(self, draws: Sequence[Draw], gap: float = 14.0) -> None:
        """Columns of one width beside each other, on one page; what no page could hold so, one below the other."""
        before, left, width = self._place_now(), self.left, self.width
        for _attempt in range(2):
            began, low = self._place_now(), self.y
            for number, draw in enumerate(draws):
                self.width = (width - gap * (len(draws) - 1)) / len(draws)
                self.left = left + number * (self.width + gap)
                self.y = began.y
                draw()
                low = min(low, self.y)
                if len(self.pages) > began.pages:
                    break
            self.left, self.width = left, width
            if len(self.pages) == began.pages:
                self.y = low
                return
            self._back_to(began)
            if began.pages == before.pages:
                self.turn()
        self._back_to(before)
        for draw in draws:
            draw()

    def at_foot(self, draw: Callable[[float], None], least: float, along: Draw | None = None) -> None:
        """A block that fills the page to its foot: `draw` gets the height it may fill, which is `least` or more.

        along: drawn before it, and taken overleaf with it, so that the block is never alone on its page.
        """
        before = self._place_now()
        if along:
            along()
        if along and self.room < least and before.y < self._top_of(before):
            self._back_to(before)
            self.turn()
            along()
        self.need(least)
        draw(self.room)
        self.y = _BOTTOM

    def ticks(self, labels: Sequence[str], size: float = 9.2, gap: float = 18.0) -> None:
        """Empty squares with their words beside each other, in as many rows as they need."""
        x = self.left
        row: list[tuple[float, Line]] = []
        leading = size * 1.7
        for words in labels:
            (line, *_) = ticked(words, size, self.width, leading)
            if row and x + line.width > self.left + self.width:
                self._in_a_row(row, leading)
                x, row = self.left, []
            row.append((x, line))
            x += line.width + gap
        self._in_a_row(row, leading)

    def write_lines(self, height: float, inset: float = 0.0) -> None:
        """As many lines to write on as the height holds."""
        end = self.y - height
        while self.y - HANDWRITING >= end:
            self.y -= HANDWRITING
            self.mark(Rule(self.left + inset, self.y, self.left + self.width - inset, self.y))
        self.y = end

    def sketch(self, sketch: "Sketch") -> None:
        """A drawing in the flow, on one page; its words are set like all others."""
        self.need(sketch.height)
        self.y -= sketch.height
        self.mark(Drawn(self.left, self.y, sketch))
        for label in sketch.labels:
            line = one_line((Span(label.words, label.bold),), label.size, label.room)
            beside = {"start": 0.0, "middle": line.width / 2, "end": line.width}[label.anchor]
            self.mark(Text(self.left + label.x - beside, self.y + label.y, line.shown(label.ink)))

    def foot(self, left: Callable[[float], Line], right: Callable[[int, int], Line], above: Line | None = None) -> None:
        """The foot of every page, once it is known how many there are. above: what stands over its right side."""
        for number, page in enumerate(self.pages, 1):
            count = right(number, len(self.pages))
            page.marks.append(Text(MARGIN + self.width - count.width, _FOOT, count))
            page.marks.append(Text(MARGIN, _FOOT, left(self.width - count.width - 20)))
            if above is not None:
                page.marks.append(Text(MARGIN + self.width - above.width, _FOOT + _FOOT_LEADING, above))

    def rule(self, *, strong: bool = False) -> None:
        self.mark(Rule(self.left, self.y, self.left + self.width, self.y, strong))

    def _place_now(self) -> _Place:
        return _Place(len(self.pages), len(self.pages[-1].marks), self.y)

    def _top_of(self, place: _Place) -> float:
        """Where its page began below its head. Asked while that page is the last one, or the one before."""
        return self.page_height - _TOP if place.pages == 1 else self._top

    def _back_to(self, place: _Place) -> None:
        del self.pages[place.pages :]
        del self.pages[-1].marks[place.marks :]
        self.y = place.y

    def _in_a_row(self, row: Sequence[tuple[float, Line]], leading: float) -> None:
        if leading > self.room:
            self.turn()
        for x, line in row:
            self._place(line, x, self.y)
        self.y -= leading

    def _row(
        self,
        cells: Sequence[Sequence[Line]],
        widths: Sequence[float],
        height: float,
        closed: bool,
        strong: bool,
        right: Sequence[bool],
        pad: float,
    ) -> None:
        top, bottom = self.y, self.y - height
        left = self.left
        for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
            y = top - pad
            for line in cell:
                from_left = width - INSET - line.width if right and right[number] else INSET
                self._place(line, left + from_left, y)
                y -= line.leading
            if closed:
                self.mark(Rule(left, top, left, bottom, strong))
            left += width
        if closed:
            self.mark(Rule(left, top, left, bottom, strong))
            self.mark(Rule(self.left, top, left, top, strong))
        self.mark(Rule(self.left, bottom, left, bottom, strong))
        self.y = bottom

    def _place(self, line: Line, x: float, top: float) -> None:
        baseline = top - _ASCENT * line.size - (line.leading - 1.2 * line.size) / 2
        if line.tick:
            self.mark(Tick(x, baseline - 0.12 * line.size, line.tick))
        if line.pieces:
            self.mark(Text(x + line.indent, baseline, line))


def _height(cell: Sequence[Line]) -> float:
    return sum(line.leading for line in cell)


def _take(cell: list[Line], room: float) -> list[Line]:
    """Take from the cell what fits into the room."""
    taken: list[Line] = []
    while cell and _height(taken) + cell[0].leading <= room:
        taken.append(cell.pop(0))
    return taken
