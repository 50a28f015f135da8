"""Where things stand on the pages: flows lines, headings and ruled boxes downwards, turning the page in time.

Everything is measured before it is placed, so boxes grow with their text and nothing is cut or overlaps.
All lengths are points, measured from the lower left corner as PDF does.
"""

from collections.abc import Callable, Sequence
from dataclasses import field

from deskapp.documents.lines import Line, lines
from deskapp.documents.text import Colour, Span
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper

SIZES = {Paper.A4: (595.2756, 841.8898), Paper.LETTER: (612.0, 792.0)}
MARGIN = 51.0
#: Text of a cell stands this far inside its rules.
INSET = 6.0

GREY: Colour = (0.337, 0.380, 0.451)
RULE: Colour = (0.788, 0.816, 0.855)
SHADE: Colour = (0.953, 0.961, 0.973)

#: From the top of a line to its baseline, as a part of its size.
_ASCENT = 0.93
_TOP = 54.0
_BOTTOM = 54.0
_FOOT = 28.3


@dataclass(frozen=True, slots=True)
class Text:
    x: float
    y: float
    line: Line


@dataclass(frozen=True, slots=True)
class Fill:
    x: float
    y: float
    width: float
    height: float
    colour: Colour


@dataclass(frozen=True, slots=True)
class Rule:
    x: float
    y: float
    to_x: float
    to_y: float


@dataclass(frozen=True, slots=True)
class Squares:
    """A QR code of the given side, its upper left corner at x, y."""

    x: float
    y: float
    side: float
    rows: list[list[bool]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A JPEG, its lower left corner at x, y."""

    x: float
    y: float
    width: float
    height: float
    data: bytes


Mark = Text | Fill | Rule | Squares | Picture


@dataclass(slots=True)
class Page:
    marks: list[Mark] = field(default_factory=list)


def label(text: str, width: float) -> list[Line]:
    """A small grey heading in capitals, as over each cell."""
    return lines((Span(text.upper(), bold=True, colour=GREY),), 6.6, width, 9)


class Flow:
    """Fills pages from the top. `on_turn` is asked for the running head of every page but the first."""

    def __init__(self, paper: Paper, on_turn: Callable[["Flow"], None], *, landscape: bool = False) -> None:
        short, long = SIZES[paper]
        self.page_width, self.page_height = (long, short) if landscape else (short, long)
        self.width = self.page_width - 2 * MARGIN
        self.pages: list[Page] = [Page()]
        self.y = self.page_height - _TOP
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

    def need(self, height: float) -> None:
        """Turn the page unless so much still fits; what no page could hold begins where it is."""
        if height > self.room and height <= self.fresh_room:
            self.turn()

    def gap(self, height: float) -> None:
        self.y -= height

    def text(self, wrapped: Sequence[Line], inset: float = 0.0, width: float | None = None) -> None:
        """Lines below each other, on as many pages as they need."""
        right = MARGIN + (width or self.width - inset)
        for line in wrapped:
            if line.leading > self.room:
                self.turn()
            self._place(line, right - line.width if line.from_right else MARGIN + inset, self.y)
            self.y -= line.leading

    def titled(self, title: str, body: Sequence[Line], inset: float = INSET) -> None:
        """A heading that never stands alone at the foot of a page, and its text."""
        head = lines((Span(title, bold=True),), 10.5, self.width - 2 * inset, 14)
        self.gap(9)
        self.need(sum(line.leading for line in (*head, *body[:2])))
        self.text(head, inset)
        self.text(body, inset)

    def listed(self, cells: Sequence[Sequence[Line]], widths: Sequence[float]) -> None:
        """A row of a list: open cells over one rule."""
        self.box(cells, widths, closed=False)

    def box(
        self,
        cells: Sequence[Sequence[Line]],
        widths: Sequence[float],
        least: float = 0.0,
        fill: Colour | None = None,
        *,
        closed: bool = True,
    ) -> None:
        """A row of ruled cells as high as its fullest one, going on overleaf when no page could hold it."""
        rest = [list(cell) for cell in cells]
        while True:
            height = max(least, max(_height(cell) for cell in rest) + 2 * INSET)
            self.need(height)
            if height <= self.room:
                self._row(rest, widths, height, fill, closed)
                return
            if self.room < 60:
                self.turn()
            taken = [_take(cell, self.room - 2 * INSET) for cell in rest]
            self._row(taken, widths, max(_height(cell) for cell in taken) + 2 * INSET, fill, closed)
            self.turn()

    def foot(self, left: Callable[[float], Line], right: Callable[[int, int], Line]) -> None:
        """The foot of every page, once it is known how many there are."""
        for number, page in enumerate(self.pages, 1):
            count = right(number, len(self.pages))
            page.marks.append(Text(MARGIN + self.width - count.width, _FOOT, count))
            page.marks.append(Text(MARGIN, _FOOT, left(self.width - count.width - 20)))

    def rule(self) -> None:
        self.mark(Rule(MARGIN, self.y, MARGIN + self.width, self.y))

    def _row(
        self,
        cells: Sequence[Sequence[Line]],
        widths: Sequence[float],
        height: float,
        fill: Colour | None,
        closed: bool,
    ) -> None:
        top, bottom = self.y, self.y - height
        if fill:
            self.mark(Fill(MARGIN, bottom, self.width, height, fill))
        left = MARGIN
        for cell, width in zip(cells, widths, strict=True):
            y = top - INSET
            for line in cell:
                self._place(line, left + INSET, y)
                y -= line.leading
            if closed:
                self.mark(Rule(left, top, left, bottom))
            left += width
        if closed:
            self.mark(Rule(left, top, left, bottom))
            self.mark(Rule(MARGIN, top, left, top))
        self.mark(Rule(MARGIN, bottom, left, bottom))
        self.y = bottom

    def _place(self, line: Line, x: float, top: float) -> None:
        if line.pieces:
            self.mark(Text(x, top - _ASCENT * line.size - (line.leading - 1.2 * line.size) / 2, line))


def _height(cell: Sequence[Line]) -> float:
    return sum(line.leading for line in cell)


def _take(cell: list[Line], room: float) -> list[Line]:
    """Take from the cell what fits into the room."""
    taken: list[Line] = []
    while cell and _height(taken) + cell[0].leading <= room:
        taken.append(cell.pop(0))
    return taken
