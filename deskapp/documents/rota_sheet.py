"""The rota on paper: who is on call when, shift by shift, one rota after the other; gaps stand out."""

from datetime import datetime

from deskapp.documents import frame, wording
from deskapp.documents.layout import INSET, Flow
from deskapp.documents.lines import lines
from deskapp.documents.moments import Moments
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.table import Column, table
from deskapp.documents.text import Span, needs_legend
from deskapp.domain.data_class import dataclass
from deskapp.domain.rota import Rule
from deskapp.domain.words import Paper
from deskapp.language import Words

_SIZE, _LEADING = 8.6, 11.6
_SHARES = (0.24, 0.24, 0.28, 0.24)


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
        self._head()
        for rota in sheet.rotas:
            self._rota(rota)
        if not sheet.rotas:
            self.flow.gap(8)
            self.flow.text(lines(words.gettext("There is no rota."), _SIZE, self.flow.width), INSET)
        self._legend()
        self._foot()

    def _head(self) -> None:
        flow, say = self.flow, self._words.gettext
        form = say("{start} to {end} · times of {zone}")
        said = form.format(
            start=self._moments.short(self._sheet.start),
            end=self._moments.short(self._sheet.end),
            zone=self._sheet.zone,
        )
        frame.head(flow, self._sheet.site, say("Rota"), said)

    def _rota(self, rota: RotaRows) -> None:
        flow = self.flow
        flow.gap(14)
        flow.need(70)
        self._current = rota.name
        flow.text(lines((Span(rota.name, bold=True),), 11.5, flow.width, 15))
        flow.text(lines(rota.hours, frame.SMALL, flow.width, frame.SMALL_LEADING))
        flow.gap(4)
        with table(flow, self._columns(), _SIZE, _LEADING) as rows:
            for row in rota.rows:
                start, end = self._moments.short(row.start), self._moments.short(row.end)
                rows.row(start, end, Span(self._who(row), bold=True), row.phone)
        if not rota.rows:
            said = self._words.gettext("Nobody is meant to be on call in this time.")
            flow.text(lines(said, _SIZE, flow.width - 2 * INSET), INSET)

    def _running_head(self, flow: Flow) -> None:
        said = self._words.gettext("Rota: {name}").format(name=self._current)
        frame.running_head(flow, said)

    def _columns(self) -> list[Column]:
        say = self._words.gettext
        titles = (say("From"), say("To"), say("On call"), say("Phone"))
        return [Column(title, share) for title, share in zip(titles, _SHARES, strict=True)]

    def _who(self, row: ShiftRow) -> str:
        say = self._words.gettext
        if row.planned:
            cover = row.rule is Rule.REPLACE and row.instead_of
            return say("{who}, covers for {whom}").format(who=row.name, whom=row.instead_of) if cover else row.name
        return say("▲ nobody: catch-all {name}").format(name=row.name) if row.name else say("▲ nobody")

    def _legend(self) -> None:
        texts = [text for rota in self._sheet.rotas for row in rota.rows for text in (row.name, row.phone)]
        if any(needs_legend(text) for text in texts):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        form = self._words.gettext("{site} · printed {when} by {who}")
        when = self._moments.full(self._sheet.printed_at)
        said = wording.spans(form, site=self._sheet.site, when=when, who=self._sheet.printed_by)
        frame.foot(self.flow, said, self._words)
