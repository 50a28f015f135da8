"""The report of a period on one page: what happened in short, six measures with charts, what was found, the clocks.

It is one page always: of what was found and of the contacts as many lines stand there as have room, the first ones, and
how many are left out is said. All else has its bounds.
"""

from collections.abc import Sequence
from datetime import datetime
from enum import StrEnum
from functools import partial

from deskapp.documents import frame, wording
from deskapp.documents.charts.data import Legend, PeriodChart
from deskapp.documents.charts.drawing import sketch
from deskapp.documents.charts.inks import Inks
from deskapp.documents.layout import Flow
from deskapp.documents.lines import Line, lines, one_line, some_lines
from deskapp.documents.marks import Drawn
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.sketch import Sketch
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Paper
from deskapp.language import Words


class Sign(StrEnum):
    """How a figure stands: by its sign first, in colour beside it."""

    GOOD = "●"
    FAIR = "◆"
    BAD = "▲"


@dataclass(frozen=True, slots=True)
class Cell:
    """soft: it says less than the others, being too few."""

    words: str
    sign: Sign | None = None
    soft: bool = False


@dataclass(frozen=True, slots=True)
class Block:
    """A measure: its figure with what it is of, how it stands beside the one before, and its chart."""

    title: str
    figure: str
    of_what: str
    beside: str
    chart: PeriodChart


@dataclass(frozen=True, slots=True)
class Finding:
    """What the figures point to: of which kind it is, what it is, its figures, and what was done about it."""

    kind: str
    title: str
    figures: str
    done: Cell


@dataclass(frozen=True, slots=True)
class Clock:
    """How often a clock was met: a cell for each priority, and of all."""

    name: str
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Contact:
    """How a contact takes on what is passed to them."""

    name: str
    out: int
    in_time: Cell
    accepted: Cell
    took: Cell


@dataclass(frozen=True, slots=True, kw_only=True)
class PeriodReport:
    """What stands on the page, in its reader's words; a part that is empty is left out with its heading.

    found_in: of which month the findings are, where the period is another. in_short: sentences,
    the most important first. also: measures without a chart. contacts: the busiest first.
    """

    site: str
    zone: str
    title: str
    subtitle: str
    in_short: tuple[str, ...]
    blocks: tuple[Block, ...]
    legend: Legend
    also: str
    findings: tuple[Finding, ...]
    found_in: str
    clock_heads: tuple[str, ...]
    clocks: tuple[Clock, ...]
    contacts: tuple[Contact, ...]
    reviewed: tuple[Span, ...]
    small_print: str
    printed_at: datetime
    printed_by: str
    paper: Paper = Paper.A4
    language: str = "en"
    #: How far the timeline goes, see `frame.foot`.
    head: str = ""


def report_pdf(report: PeriodReport, words: Words) -> bytes:
    """The page as a PDF."""
    flow = laid_out(report, words)
    return pdf(flow, Properties(report.title, report.site, report.language, report.printed_at))


def laid_out(report: PeriodReport, words: Words) -> Flow:
    """The page; more tightly where it would hold too little of what was found."""
    page = _Page(report, words)
    return page.flow if page.roomy else _Page(report, words, tight=True).flow


_INKS = Inks()
_INK = {Sign.GOOD: _INKS.ok, Sign.FAIR: _INKS.soon, Sign.BAD: _INKS.over}
_BOX, _HAIR = "#f4f6fa", "#c3cad4"

_BODY, _BODY_LEADING = 9.2, 12.4
_TABLE, _TABLE_LEADING, _ROW = 7.0, 8.6, 12.4
_SMALL, _SMALL_LEADING = 6.4, 8.0
_HEADING, _HEADING_LEADING = 11.0, 16.5
#: Over a heading, and over the small print.
_ABOVE = 8.0
_FIGURE, _FIGURE_LEADING = 15.5, 19.0
_COLUMNS, _BETWEEN = 3, 15.0
#: How much there is at most, and where the page would be too full: lines in short, of the small print and of what was
#: reviewed, and how high the bars are.
_MOST_SHORT, _MOST_PRINT, _MOST_TEXT, _PLOT = (5, 3), (6, 5), (4, 2), (28.0, 21.0)
_HIGHER = 12.0
#: Air around what stands in a box.
_PAD = 6.0
#: So many findings stand there before anything else may be as long as it likes; and of how many lines each is.
_FIRST = 3
_MOST_FINDING = 2
_KIND, _SAID = 0.085, 0.595
#: What has no room in a column is set no smaller than this part of its size.
_LEAST_SIZE = 0.82
#: Between two columns of a table.
_GAP = 6.0
_CLOCK_NAME, _CONTACT = 0.26, (0.29, 0.085, 0.175, 0.27, 0.18)


class _Page:
    """One report laid out."""

    def __init__(self, report: PeriodReport, words: Words, *, tight: bool = False) -> None:
        self._of, self._words, self._tight = report, words, int(tight)
        #: Whether the first of what was found have their place, or all of it.
        self.roomy = True
        self._moments = Moments(report.zone, report.printed_at, words)
        self.flow = Flow(report.paper, lambda _flow: None)
        #: What lies behind the words of the whole page: grounds and fine rules.
        self._ground = Sketch(self.flow.page_width, self.flow.page_height)
        self.flow.mark(Drawn(0.0, 0.0, self._ground))
        self._head()
        self._in_short()
        self._blocks()
        self._findings_clocks_contacts()
        self._foot()

    # From the top down

    def _head(self) -> None:
        flow, of = self.flow, self._of
        # The page holds much, and begins a little higher than others.
        flow.gap(-_HIGHER)
        over = self._words.gettext("{site} · help desk").format(site=of.site)
        flow.text([_inked(_fit(over.upper(), 6.8, flow.width, bold=True), _INKS.soft)])
        flow.text([_fit(of.title, 17.0, flow.width, bold=True, leading=21.0)])
        flow.text([_inked(line, _INKS.soft) for line in some_lines(of.subtitle, frame.SMALL, flow.width, 2, 10.0)])
        flow.gap(6)

    def _in_short(self) -> None:
        flow = self.flow
        wrapped = self._shortest()
        height = sum(line.leading for line in wrapped) + 2 * _PAD
        self._ground.filled(flow.left, flow.y - height, flow.width, height, _BOX, _HAIR)
        flow.gap(_PAD)
        flow.text(wrapped, _PAD)
        flow.gap(_PAD + 9)

    def _shortest(self) -> list[Line]:
        """As many of the sentences as have their place, the first ones."""
        width = self.flow.width - 2 * _PAD
        said, wrapped = [Span(self._words.gettext("In short."), bold=True)], list[Line]()
        for sentence in self._of.in_short:
            longer = [*said, Span(f" {sentence}")]
            fits = lines(longer, _BODY, width, _BODY_LEADING)
            if len(fits) > _MOST_SHORT[self._tight]:
                break
            said, wrapped = longer, fits
        return wrapped or lines(said, _BODY, width, _BODY_LEADING)

    def _blocks(self) -> None:
        flow, blocks = self.flow, self._of.blocks
        width = (flow.width - _BETWEEN * (_COLUMNS - 1)) / _COLUMNS
        for first in range(0, len(blocks), _COLUMNS):
            row = blocks[first : first + _COLUMNS]
            if first:
                flow.gap(9)
            heads = [self._head_of(block, width) for block in row]
            high = max(_FIGURE_LEADING + 7, *(2 + sum(line.leading for line in said) for _figure, said in heads))
            flow.beside(
                [partial(self._block, block, head, high) for block, head in zip(row, heads, strict=True)], _BETWEEN
            )
        flow.gap(8)
        flow.sketch(sketch(self._of.legend, self._words, flow.width, _SMALL))
        if self._of.also:
            flow.gap(1)
            flow.text(some_lines(self._of.also, _SMALL + 0.4, flow.width, 2, _SMALL_LEADING + 1))

    def _head_of(self, block: Block, width: float) -> tuple[Line, list[Line]]:
        """The figure, and what stands beside it."""
        figure = _fit(block.figure, _FIGURE, width * 0.45, bold=True, leading=_FIGURE_LEADING)
        room = width - figure.width - _GAP
        said = some_lines(block.of_what, _SMALL, room, 2, _SMALL_LEADING) if block.of_what else []
        beside = some_lines(block.beside, _SMALL, room, 2, _SMALL_LEADING)
        return figure, [*said, *(_inked(line, _INKS.soft) for line in beside)]

    def _block(self, block: Block, head: tuple[Line, list[Line]], high: float) -> None:
        """high: of the figure and what stands beside it, so that the charts of a row stand on one line."""
        flow, (figure, said) = self.flow, head
        flow.text([_inked(_fit(block.title.upper(), 6.4, flow.width, bold=True, leading=9), _INKS.soft)])
        top = flow.y
        flow.text([figure])
        flow.y = top - 1
        flow.text(said, figure.width + _GAP)
        flow.y = top - high
        flow.sketch(sketch(block.chart, self._words, flow.width, _SMALL, plot=_PLOT[self._tight]))

    def _findings_clocks_contacts(self) -> None:
        """What has a length of its own shares what is left of the page."""
        flow, of = self.flow, self._of
        ends = [*self._reviewed(), *self._print()]
        headings = 2 if of.reviewed else 1
        least = sum(line.leading for line in ends) + headings * (_ABOVE + _HEADING_LEADING) + _ABOVE
        extra = flow.room - least - _ROW * (1 + len(of.clocks))
        wanted = _ABOVE + _HEADING_LEADING + _ROW * (min(len(of.findings), _FIRST) + 1) if of.findings else 0.0
        self.roomy = extra >= wanted
        if of.findings:
            extra -= self._findings(extra)
        most = len(of.clocks) + max(int(extra / _ROW), 0)
        flow.gap(_ABOVE)
        flow.beside([self._clocks, lambda: self._contacts(most)], 16)
        self._ends()

    def _findings(self, room: float) -> float:
        """Those that have room, and how many have not. Gives back how much they took."""
        flow, say, top = self.flow, self._words.gettext, self.flow.y
        flow.gap(_ABOVE)
        of_month = say("What the figures point to in {month}").format(month=self._of.found_in)
        self._heading(of_month if self._of.found_in else say("What the figures point to"))
        left = list(self._of.findings)
        while left:
            rows = self._finding(left[0])
            high = max(sum(line.leading for line in cell) for cell in rows) + _ROW - _TABLE_LEADING
            last = len(left) == 1
            if top - flow.y + high + (0 if last else _ROW) > room:
                break
            self._row(rows, (_KIND, _SAID, 1 - _KIND - _SAID), high)
            left.pop(0)
        if left:
            form = self._words.ngettext("And {n} more, in the app.", "And {n} more, in the app.", len(left))
            flow.text([_inked(_fit(form.format(n=len(left)), _TABLE, flow.width, leading=_ROW), _INKS.soft)])
        return top - flow.y

    def _finding(self, one: Finding) -> list[list[Line]]:
        width = self.flow.width
        kind = _fit(one.kind, _TABLE, width * _KIND - 4, bold=True)
        said = (Span(one.title, bold=True), Span(f" {one.figures}" if one.figures else ""))
        done = some_lines(_signed(one.done), _TABLE, width * (1 - _KIND - _SAID), _MOST_FINDING, _TABLE_LEADING)
        return [
            [kind.shown(_INKS.soft, _TABLE_LEADING)],
            some_lines(said, _TABLE, width * _SAID - 10, _MOST_FINDING, _TABLE_LEADING),
            [_inked(line, _ink(one.done)) for line in done],
        ]

    def _clocks(self) -> None:
        of, share = self._of, (1 - _CLOCK_NAME) / max(len(self._of.clock_heads), 1)
        shares = (_CLOCK_NAME, *(share for _head in of.clock_heads))
        self._heading(self._words.gettext("Clocks met"))
        self._table_head(("", *of.clock_heads), shares)
        for clock in of.clocks:
            self._table_row((Cell(clock.name), *clock.cells), shares)

    def _contacts(self, most: int) -> None:
        say, contacts = self._words.gettext, self._of.contacts
        if not contacts:
            return
        self._heading(say("Contacts and their estimates"))
        self._table_head(("", say("Out"), say("In time"), say("Accepted in"), say("Took")), _CONTACT)
        shown = contacts if len(contacts) <= most else contacts[: most - 1]
        for one in shown:
            self._table_row((Cell(one.name), Cell(str(one.out)), one.in_time, one.accepted, one.took), _CONTACT)
        if left := len(contacts) - len(shown):
            out = sum(one.out for one in contacts[len(shown) :])
            form = self._words.ngettext("and {n} more", "and {n} more", left)
            cells = (Cell(form.format(n=left), soft=True), Cell(str(out), soft=True), *(Cell("") for _more in range(3)))
            self._table_row(cells, _CONTACT)

    def _ends(self) -> None:
        flow = self.flow
        if self._of.reviewed:
            flow.gap(_ABOVE)
            self._heading(self._words.gettext("Reviewed and practised"))
            flow.text(self._reviewed())
        flow.gap(_ABOVE)
        flow.text(self._print())

    def _reviewed(self) -> list[Line]:
        if not self._of.reviewed:
            return []
        return some_lines(self._of.reviewed, 8.2, self.flow.width, _MOST_TEXT[self._tight], 10.8)

    def _print(self) -> list[Line]:
        said = self._of.small_print
        told = [*(one.name for one in self._of.contacts), *(one.title for one in self._of.findings), self._of.site]
        if any(map(needs_legend, told)):
            said = f"{said} {frame.legend(self._words)}"
        wrapped = some_lines(said, _SMALL + 0.2, self.flow.width, _MOST_PRINT[self._tight], _SMALL_LEADING)
        return [_inked(line, _INKS.soft) for line in wrapped]

    def _foot(self) -> None:
        form = self._words.gettext("{site} · printed {when} by {who}")
        when = self._moments.full(self._of.printed_at)
        said = wording.spans(form, site=self._of.site, when=when, who=self._of.printed_by)
        frame.foot(self.flow, said, self._words, self._of.head)

    # What they are made of

    def _heading(self, words: str) -> None:
        self.flow.text([_fit(words, _HEADING, self.flow.width, bold=True, leading=_HEADING_LEADING)])

    def _table_head(self, titles: Sequence[str], shares: Sequence[float]) -> None:
        cells = []
        for title, share in zip(titles, shares, strict=True):
            head = _set(title.upper(), 5.8, share * self.flow.width - 3, bold=True)
            cells.append([head.shown(_INKS.soft, _TABLE_LEADING)])
        self._row(cells, shares, _ROW, right=True)

    def _table_row(self, cells: Sequence[Cell], shares: Sequence[float]) -> None:
        made = []
        for number, (cell, share) in enumerate(zip(cells, shares, strict=True)):
            room = share * self.flow.width - (4 if number else _GAP)
            line = _set(_signed(cell), _TABLE, room, bold=cell.sign is not None)
            made.append([line.shown(_ink(cell), _TABLE_LEADING)])
        self._row(made, shares, _ROW, right=True)

    def _row(
        self, cells: Sequence[Sequence[Line]], shares: Sequence[float], height: float, *, right: bool = False
    ) -> None:
        """Cells over a fine rule; right: all but the first stand at the right of their column."""
        flow = self.flow
        top, left, width = flow.y, flow.left, flow.width
        for number, (cell, share) in enumerate(zip(cells, shares, strict=True)):
            flow.y = top - (height - sum(line.leading for line in cell)) / 2
            for line in cell:
                flow.left = left + (share * width - line.width if right and number else 0.0)
                flow.text([line], width=line.width if right and number else share * width - _GAP)
            left += share * width
        flow.y, flow.left = top - height, left - width * sum(shares)
        self._ground.line(flow.left, flow.y, flow.left + width, flow.y, _HAIR, 0.5)


def _fit(words: str, size: float, width: float, *, bold: bool = False, leading: float | None = None) -> Line:
    line = one_line((Span(words, bold),), size, width)
    return line.shown("", leading) if leading else line


def _set(words: str, size: float, width: float, *, bold: bool) -> Line:
    """A line of a table: a little smaller before it is cut."""
    (line, *more) = lines((Span(words, bold),), size, 10 * width)
    if more or line.width <= width:
        return _fit(words, size, width, bold=bold)
    return _fit(words, max(size * width / line.width, size * _LEAST_SIZE), width, bold=bold)


def _inked(line: Line, ink: str) -> Line:
    return line.shown(ink)


def _signed(cell: Cell) -> str:
    return f"{cell.sign} {cell.words}" if cell.sign else cell.words


def _ink(cell: Cell) -> str:
    return _INK[cell.sign] if cell.sign else _INKS.soft if cell.soft else ""
