"""The rota on paper: who is on call when, shift by shift, one rota after the other; gaps stand out."""

from datetime import datetime

from deskapp.documents import wording
from deskapp.documents.layout import GREY, INSET, Flow, label
from deskapp.documents.lines import Line, lines, one_line
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.text import INK, REPLACEMENT, Colour, Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.rota import Rule
from deskapp.domain.words import Paper
from deskapp.language import Words

_SIZE, _LEADING = 8.6, 11.6
_SHARES = (0.24, 0.24, 0.28, 0.24)
_RED: Colour = (0.639, 0.125, 0.102)


@dataclass(frozen=True, slots=True)
class ShiftRow:
    """One stretch. name: who is on call, "" for nobody; planned: else it is the catch-all, or nobody."""

    start: datetime
    end: datetime
    name: str
    rule: Rule
    planned: bool
    phone: str = ""
    instead_of: str = ""


@dataclass(frozen=True, slots=True)
class RotaRows:
    """A rota's stretches in order; those outside its hours are not among them."""

    name: str
    hours: str
    rows: tuple[ShiftRow, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class RotaSheet:
    """What is printed, from the first instant to the last."""

    site: str
    zone: str
    start: datetime
    end: datetime
    printed_at: datetime
    printed_by: str
    rotas: tuple[RotaRows, ...]
    paper: Paper = Paper.A4
    language: str = "en"


def rota_pdf(sheet: RotaSheet, words: Words) -> bytes:
    """The sheet as a PDF, its columns named on every page."""
    flow = _Drawing(sheet, words).flow
    return pdf(flow, Properties(words.gettext("Rota"), sheet.site, sheet.language, sheet.printed_at))


class _Drawing:
    """One sheet laid out."""

    def __init__(self, sheet: RotaSheet, words: Words) -> None:
        self._sheet, self._words = sheet, words
        self._moments = Moments(sheet.zone, sheet.printed_at, words)
        self._current = ""
        self.flow = Flow(sheet.paper, self._running_head)
        self._widths = [share * self.flow.width for share in _SHARES]
        self._head()
        for rota in sheet.rotas:
            self._rota(rota)
        if not sheet.rotas:
            self.flow.gap(8)
            self.flow.text(self._cell(words.gettext("There is no rota."), self.flow.width))
        self._legend()
        self.flow.foot(self._foot, self._page_count)

    def _head(self) -> None:
        flow, say = self.flow, self._words.gettext
        flow.text(label(self._sheet.site, flow.width))
        flow.text(lines((Span(say("Rota"), bold=True),), 17, flow.width, 21))
        form = say("{start} to {end} · times of {zone}")
        said = form.format(
            start=self._moments.short(self._sheet.start),
            end=self._moments.short(self._sheet.end),
            zone=self._sheet.zone,
        )
        flow.text(lines((Span(said, colour=GREY),), 7.6, flow.width, 10))

    def _rota(self, rota: RotaRows) -> None:
        flow = self.flow
        flow.gap(14)
        flow.need(70)
        self._current = rota.name
        flow.text(lines((Span(rota.name, bold=True),), 11.5, flow.width, 15))
        flow.text(lines((Span(rota.hours, colour=GREY),), 7.6, flow.width, 10))
        flow.gap(4)
        self._columns()
        for row in rota.rows:
            flow.listed(self._cells(row), self._widths)
        if not rota.rows:
            flow.text(self._cell(self._words.gettext("Nobody is meant to be on call in this time."), flow.width), INSET)

    def _running_head(self, flow: Flow) -> None:
        said = self._words.gettext("Rota: {name}").format(name=self._current)
        flow.text([one_line((Span(said, colour=GREY),), 7.6, flow.width)])
        flow.gap(4)
        self._columns()

    def _columns(self) -> None:
        say = self._words.gettext
        titles = (say("From"), say("To"), say("On call"), say("Phone"))
        cells = [label(title, width - 2 * INSET) for title, width in zip(titles, self._widths, strict=True)]
        self.flow.listed(cells, self._widths)

    def _cells(self, row: ShiftRow) -> list[list[Line]]:
        said = (
            Span(self._moments.short(row.start)),
            Span(self._moments.short(row.end)),
            Span(self._who(row), bold=True, colour=INK if row.planned else _RED),
            Span(row.phone),
        )
        return [self._cell(span, width) for span, width in zip(said, self._widths, strict=True)]

    def _who(self, row: ShiftRow) -> str:
        say = self._words.gettext
        if row.planned:
            cover = row.rule is Rule.REPLACE and row.instead_of
            return say("{who}, covers for {whom}").format(who=row.name, whom=row.instead_of) if cover else row.name
        return say("▲ nobody: catch-all {name}").format(name=row.name) if row.name else say("▲ nobody")

    def _cell(self, said: Span | str, width: float) -> list[Line]:
        span = said if isinstance(said, Span) else Span(said, colour=INK)
        return lines((span,), _SIZE, width - 2 * INSET, _LEADING)

    def _legend(self) -> None:
        texts = [text for rota in self._sheet.rotas for row in rota.rows for text in (row.name, row.phone)]
        if any(needs_legend(text) for text in texts):
            said = self._words.gettext("{sign} stands for a character that could not be printed.")
            self.flow.gap(6)
            self.flow.text(lines((Span(said.format(sign=REPLACEMENT), colour=GREY),), 7.6, self.flow.width, 10))

    def _foot(self, width: float) -> Line:
        form = self._words.gettext("{site} · printed {when} by {who}")
        when = self._moments.full(self._sheet.printed_at)
        said = wording.spans(form, site=self._sheet.site, when=when, who=self._sheet.printed_by)
        return one_line([Span(span.text, colour=GREY) for span in said], 7, width)

    def _page_count(self, number: int, count: int) -> Line:
        said = self._words.gettext("page {number} of {count}").format(number=number, count=count)
        return one_line((Span(said, colour=GREY),), 7, self.flow.width)
