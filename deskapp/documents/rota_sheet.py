"""The rota on paper: who is on call from when to when, one rota after the other; covers and gaps stand out."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from deskapp import direction
from deskapp.documents import frame
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
#: Between two nights of one turn.
_NEXT_DAY = timedelta(hours=24)
_SHARES = (0.24, 0.24, 0.28, 0.24)
#: The same behind the name of the rota.
_LISTED = (0.19, 0.19, 0.19, 0.25, 0.18)


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


def runs(rows: Sequence[ShiftRow]) -> list[ShiftRow]:
    """Neighbours with one answer as one: the nights of a week's turn are one line, from its first hour to its last."""
    merged: list[ShiftRow] = []
    for row in rows:
        before = merged[-1] if merged else None
        if before is not None and _follows(before, row):
            merged[-1] = replace(before, end=row.end)
        else:
            merged.append(row)
    return merged


def _follows(before: ShiftRow, row: ShiftRow) -> bool:
    """Whether it is the same answer, and of the next day at the latest: free days in between are not told away."""
    same = replace(row, start=before.start, end=before.end) == before
    return same and timedelta() <= row.start - before.end < _NEXT_DAY


def listed(flow: Flow, rotas: Sequence[RotaRows], moments: Moments, words: Words) -> None:
    """One table of several rotas, as a part of another paper."""
    titles = (words.gettext("Rota"), *_titles(words))
    columns = [Column(title, share) for title, share in zip(titles, _LISTED, strict=True)]
    with table(flow, columns, _SIZE, _LEADING) as rows:
        for rota in rotas:
            for row in runs(rota.rows):
                rows.row(rota.name, *_cells(row, moments, words))


def rota_pdf(sheet: RotaSheet, words: Words) -> bytes:
    """The sheet as a PDF, its columns named on every page."""
    flow = _Drawing(sheet, words).flow
    days = Moments(sheet.zone, sheet.printed_at, words).days(sheet.start, sheet.end)
    title = words.gettext("Rota, {days}").format(days=days)
    return pdf(flow, Properties(title, sheet.site, sheet.language, sheet.printed_at))


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
        said = say("times of {zone} · {start} to {end}").format(
            zone=self._sheet.zone,
            start=self._moments.short(self._sheet.start),
            end=self._moments.short(self._sheet.end),
        )
        frame.head(flow, self._sheet.site, say("Rota, {days}").format(days=self._days()), said)

    def _days(self) -> str:
        """The days of the sheet with their year, in whichever year it is read."""
        return self._moments.days(self._sheet.start, self._sheet.end)

    def _rota(self, rota: RotaRows) -> None:
        flow = self.flow
        flow.gap(14)
        flow.need(70)
        self._current = rota.name
        flow.text(lines((Span(rota.name, bold=True),), 11.5, flow.width, 15))
        flow.text(lines(rota.hours, frame.SMALL, flow.width, frame.SMALL_LEADING))
        flow.gap(4)
        columns = [Column(title, share) for title, share in zip(_titles(self._words), _SHARES, strict=True)]
        with table(flow, columns, _SIZE, _LEADING) as rows:
            for row in runs(rota.rows):
                rows.row(*_cells(row, self._moments, self._words))
        if not rota.rows:
            said = self._words.gettext("Nobody is meant to be on call in this time.")
            flow.text(lines(said, _SIZE, flow.width - 2 * INSET), INSET)

    def _running_head(self, flow: Flow) -> None:
        said = direction.row((self._words.gettext("Rota: {name}").format(name=self._current), self._days()))
        frame.running_head(flow, said)

    def _legend(self) -> None:
        texts = [text for rota in self._sheet.rotas for row in rota.rows for text in (row.name, row.phone)]
        if any(needs_legend(text) for text in texts):
            frame.small_print(self.flow, frame.legend(self._words))

    def _foot(self) -> None:
        frame.printed(
            self.flow,
            self._words,
            self._moments,
            at=self._sheet.printed_at,
            site=self._sheet.site,
            by=self._sheet.printed_by,
        )


def _titles(words: Words) -> tuple[str, ...]:
    say = words.gettext
    return say("From"), say("To"), say("On call"), say("Phone")


def _cells(row: ShiftRow, moments: Moments, words: Words) -> tuple[str | Span, ...]:
    return moments.short(row.start), moments.short(row.end), Span(_who(row, words), bold=True), row.phone


def _who(row: ShiftRow, words: Words) -> str:
    say = words.gettext
    if row.planned:
        cover = row.rule is Rule.REPLACE and row.instead_of
        return say("{who}, covers for {whom}").format(who=row.name, whom=row.instead_of) if cover else row.name
    said = say("▲ nobody: catch-all {name}").format(name=row.name) if row.name else say("▲ nobody")
    why = {Rule.REMOVED: say("{who} ({whom} is off)"), Rule.LEFT: say("{who} ({whom} has left)")}.get(row.rule)
    return why.format(who=said, whom=row.instead_of) if why and row.instead_of else said
