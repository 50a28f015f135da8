"""The measures that are shown, as the report of their period on paper, and as tables in files."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from pathlib import Path
from typing import NamedTuple

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.domain.exchange.table import Row, Table, columns
from deskapp.domain.words import PaperWay
from deskapp.language import _
from deskapp.services.measures.acts import Narrowed
from deskapp.services.site.views import DeskFacts
from deskapp.ui.documents.desk_papers import report_left
from deskapp.ui.documents.screen_papers import ScreenPapers
from deskapp.ui.improve.measures.asked import Asked, Chosen
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.work.listing import Form, Listing, Tick
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes
from deskapp.wording.measures import figures

#: So many calls are read at once.
_AT_ONCE = 1_000


class Shown(NamedTuple):
    """What the screen shows. of: of which calls the chosen figure is."""

    desk: Desk
    asked: Asked
    chosen: Chosen
    of: Narrowed
    calls: int


class HeadRow(QWidget):
    """Beside the name of the screen."""

    def __init__(self, papers: ScreenPapers, export: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(6))
        self.buttons = (secondary(_("Print…")), secondary(_("Save PDF…")), secondary(_("Export…")))
        acts: tuple[Callable[[], object], ...] = (papers.print, lambda: papers.ask_where("pdf"), export)
        for button, act in zip(self.buttons, acts, strict=True):
            button.clicked.connect(act)
            row.addWidget(button)


def papers(place: Workplace, screen: QWidget, shown: Callable[[], Shown | None]) -> ScreenPapers:
    """Printing the report of the period, and saving it as a PDF; that it is out is kept: readiness asks for it."""
    return ScreenPapers(
        place,
        screen,
        shown,
        {"pdf": _pdf},
        name=_("Report"),
        title=_("Save the report"),
        sent=_("The report was sent to the printer."),
        left=partial(_left, place),
    )


def _left(place: Workplace, shown: Shown, way: PaperWay) -> None:
    """Of some calls alone it is no report of its period."""
    if shown.asked.narrowed == Narrowed():
        report_left(place, shown.asked.period, way)


def listings(shown: Shown, facts: DeskFacts, papers: ScreenPapers, now: datetime) -> tuple[Listing, ...]:
    """Every figure of the period as a table, and the calls behind the chosen one."""
    from deskapp.paperwork import measure_tables
    from deskapp.ui.calls.log import call_listing

    measures = Listing(
        "measures",
        _("Figures"),
        _("Measures"),
        measure_tables.measure_columns(),
        lambda desk: _tables(desk, shown)[0].rows,
        0,
        (_workbook(shown), papers.form("pdf", _("Report (PDF)"))),
    )
    which = _("The calls of: {figure}").format(figure=shown.chosen.words or figures.title(shown.chosen.measure))
    calls = Listing(
        "calls",
        which,
        _("Calls"),
        (*call_listing.columns(facts), *columns(_("Types"), _("Counts"), _("About it"))),
        lambda desk: _rows(desk, shown, facts, now),
        shown.calls,
    )
    return measures, calls


def _tables(desk: Desk, shown: Shown) -> tuple[Table, ...]:
    from deskapp.paperwork import measure_tables

    asked = shown.asked
    return measure_tables.read(desk, asked.period, asked.beside, asked.narrowed)


def _workbook(shown: Shown) -> Form:
    def save(desk: Desk, path: Path, _tick: Tick) -> int:
        from deskapp.documents.tables.saving import save_workbook

        return save_workbook(path, _tables(desk, shown))

    return Form("workbook", "xlsx", _("Workbook of all tables (XLSX)"), save)


def _rows(desk: Desk, shown: Shown, facts: DeskFacts, now: datetime) -> Iterator[Row]:
    """All calls behind the chosen figure: as the log has them, by which types they were escalated, and which count."""
    from deskapp.ui.calls.log import call_listing

    chosen, after = shown.chosen, None
    while True:
        page = desk.measures.calls(chosen.measure, shown.asked.period, shown.of, chosen.part, after, _AT_ONCE)
        told = call_listing.lines(desk, [one.row for one in page.calls], facts, now)
        for one, cells in zip(page.calls, told, strict=True):
            types = ", ".join(map(codes.escalation_type, one.types))
            yield (*cells, types, _("yes") if one.counted else _("no"), one.words)
        after = page.next
        if after is None:
            return


def _pdf(shown: Shown, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import period_report

    asked, desk = shown.asked, shown.desk.open()
    told = period_report.read(desk, asked.period, asked.beside, asked.narrowed)
    return period_report.pdf(told, facts, now, by)
