"""The rota on paper, as a PDF and as iCalendar, for the days that the board shows."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QFileDialog

from deskapp.domain.rota import Rule
from deskapp.language import _, words
from deskapp.services.rotas.views import BoardView, RotaRow
from deskapp.services.site.views import DeskFacts
from deskapp.ui.documents.new_file import new_file
from deskapp.ui.rota import words as rota_words
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

    from deskapp.documents.rota_sheet import RotaRows
    from deskapp.ui.rota.rota_screen import RotaScreen


class RotaPapers(QObject):
    """Prints, and writes files; drawn off the window's thread."""

    def __init__(self, place: Workplace, screen: RotaScreen) -> None:
        super().__init__(screen)
        self._place, self._screen = place, screen

    def print_sheet(self) -> None:
        """Let the printer be chosen, and print what is shown."""
        facts = self._place.facts
        if self._screen.board is None or facts is None:
            return
        from PySide6.QtPrintSupport import QPrintDialog

        from deskapp.ui.documents.printing import printer_for

        printer = printer_for(facts.site.paper, _("Rota"))
        dialog = QPrintDialog(printer, self._screen.window())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self.print_on(printer))
        dialog.open()  # type: ignore[call-arg]

    def print_on(self, printer: QPrinter) -> None:
        from deskapp.ui.documents.printing import print_pages

        make = self.pdf()
        self._place.read(lambda _desk: print_pages(make(), printer), self._on_printed)

    def export(self) -> None:
        """Save what is shown: for calendars, or as a PDF."""
        if self._screen.board is None or self._place.facts is None:
            return
        dialog = QFileDialog(self._screen.window(), _("Save the rota"))
        dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
        dialog.setNameFilters([_("Calendar (*.ics)"), _("PDF (*.pdf)")])
        dialog.setDefaultSuffix("ics")
        dialog.selectFile(_("Rota") + ".ics")
        dialog.fileSelected.connect(lambda chosen: self.save(Path(chosen)))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self, file: Path) -> None:
        """Write what is shown there, by the file's ending."""
        make = self.pdf() if file.suffix.lower() == ".pdf" else self.ics()
        self._place.read(lambda _desk: _write(file, make()), self._on_saved)

    def pdf(self) -> Callable[[], bytes]:
        """Draws what is shown; to be called off the window's thread."""
        view, facts, now, by = self._shown()

        def make() -> bytes:
            return rota_pdf(view, facts, now, by)

        return make

    def ics(self) -> Callable[[], bytes]:
        view, facts, now, _by = self._shown()

        def make() -> bytes:
            from deskapp.documents.rota_calendar import TurnEvent, rota_ics

            turns = [
                TurnEvent(
                    uid=f"rota-{row.view.id}-{one.start:%Y%m%dT%H%M%SZ}@deskapp",
                    start=one.start,
                    end=one.end,
                    summary=f"{row.view.name}: {rota_words.stretch(one)}",
                    note=rota_words.beside(one.rule, one.instead_of),
                )
                for row in view.rows
                for one in row.stretches
                if one.rule is not Rule.OUTSIDE_HOURS
            ]
            return rota_ics(_("Rota, {site}").format(site=facts.site.name), turns, now)

        return make

    def _shown(self) -> tuple[BoardView, DeskFacts, datetime, str]:
        view, facts, now = self._screen.board, self._place.facts, self._place.desk.clock.now()
        assert view is not None
        assert facts is not None
        by = next((one.name for one in facts.staff if one.id == self._place.desk.staff_id), "")
        return view, facts, now, by

    def _on_saved(self, file: Path) -> None:
        self._place.said.emit(_("Saved {file}").format(file=str(file)))

    def _on_printed(self, _count: int) -> None:
        self._place.said.emit(_("The rota was sent to the printer."))


def rota_pdf(view: BoardView, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.documents import rota_sheet

    sheet = rota_sheet.RotaSheet(
        site=facts.site.name,
        zone=facts.site.zone,
        start=view.start,
        end=view.end,
        printed_at=now,
        printed_by=by,
        rotas=tuple(_rows(row) for row in view.rows),
        paper=facts.site.paper,
        language=facts.site.language,
    )
    return rota_sheet.rota_pdf(sheet, words(facts.site.language))


def _rows(row: RotaRow) -> RotaRows:
    from deskapp.documents.rota_sheet import RotaRows, ShiftRow

    return RotaRows(
        row.view.name,
        rota_words.hours(row.view.rota),
        tuple(
            ShiftRow(one.start, one.end, one.name, one.rule, one.planned, one.phone, one.instead_of)
            for one in row.stretches
            if one.rule is not Rule.OUTSIDE_HOURS
        ),
    )


def _write(file: Path, content: bytes) -> Path:
    with new_file(file) as written:
        written.write(content)
    return file
