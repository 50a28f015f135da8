"""What the measures show on paper and in files: the report of the period, every figure as a table, and the calls."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import SignalInstance
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.documents.tables.saving import save_workbook
from deskapp.domain.exchange.table import Row, columns
from deskapp.language import _
from deskapp.paperwork import measure_tables
from deskapp.services.measures.acts import Narrowed
from deskapp.services.measures.views import Measured
from deskapp.services.site.views import DeskFacts
from deskapp.ui.calls.log import call_listing
from deskapp.ui.documents.screen_papers import ScreenPapers
from deskapp.ui.improve.measures.asked import Asked, Chosen
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.work.listing import Form, Listing, Tick
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes
from deskapp.wording.measures import figures


def report_papers(place: Workplace, screen: QWidget, asked: Callable[[], Asked | None]) -> ScreenPapers:
    """The report of what is asked for, to be printed and saved."""

    def draw(of: Asked, facts: DeskFacts, now: datetime, by: str) -> bytes:
        from deskapp.paperwork import period_report

        told = period_report.read(place.desk.open(), of.period, of.beside, of.narrowed)
        return period_report.pdf(told, facts, now, by)

    return ScreenPapers(
        place,
        screen,
        asked,
        {"pdf": draw},
        name=_("Report of the period"),
        title=_("Save the report"),
        sent=_("The report was sent to the printer."),
    )


def head_row(papers: ScreenPapers, export_asked: SignalInstance) -> QWidget:
    """The buttons beside the name of the screen."""
    row = QWidget()
    layout = QHBoxLayout(row)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.setSpacing(theme.px(6))
    acts: Iterable[tuple[str, Callable[[], object]]] = (
        (_("Print…"), papers.print),
        (_("Save PDF…"), lambda: papers.ask_where("pdf")),
        (_("Export…"), export_asked.emit),
    )
    for words, act in acts:
        button = secondary(words)
        button.clicked.connect(lambda _checked=False, act=act: act())
        layout.addWidget(button)
    return row


def listings(
    view: Measured,
    asked: Asked,
    behind: tuple[Chosen, Narrowed],
    facts: DeskFacts,
    now: datetime,
    papers: ScreenPapers,
) -> tuple[Listing, ...]:
    """Every figure of the period, and the calls behind the chosen one. behind: which that is, and of which calls."""
    forms = (papers.form("pdf", _("PDF")), Form("sheets", "xlsx", _("All tables (XLSX)"), _sheets_of(asked)))

    def rows(desk: Desk) -> Iterator[Row]:
        yield from measure_tables.figure_rows(view)
        yield from measure_tables.slice_rows(desk, view)

    name = _("Measures")
    every = Listing("measures", _("All figures"), name, measure_tables.measure_columns(), rows, 0, forms)
    return every, _calls_listing(*behind, asked, facts, now)


def _sheets_of(asked: Asked) -> Callable[[Desk, Path, Tick], int]:
    def save(desk: Desk, path: Path, _tick: Tick) -> int:
        return save_workbook(path, measure_tables.read(desk, asked.period, asked.beside, asked.narrowed))

    return save


def _calls_listing(chosen: Chosen, narrowed: Narrowed, asked: Asked, facts: DeskFacts, now: datetime) -> Listing:
    """What the log's lists have of each call, by which types it was escalated, and whether it counts."""
    which = _("Calls: {figure}").format(figure=chosen.words or figures.title(chosen.measure))
    heads = (*call_listing.columns(facts), *columns(_("Types"), _("Counts"), _("About it")))

    def rows(desk: Desk) -> Iterator[Row]:
        after = None
        while True:
            page = desk.measures.calls(chosen.measure, asked.period, narrowed, chosen.part, after)
            told = call_listing.lines(desk, [one.row for one in page.calls], facts, now)
            for one, cells in zip(page.calls, told, strict=True):
                types = ", ".join(codes.escalation_type(kind) for kind in one.types)
                yield (*cells, types, _("yes") if one.counted else _("no"), one.words)
            after = page.next
            if after is None:
                return

    return Listing("behind", which, _("Calls"), heads, rows, 0)
