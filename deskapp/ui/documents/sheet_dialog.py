"""The handoff sheet of an escalation: looked at, printed, saved. Only printing and saving number it."""

from pathlib import Path

from PySide6.QtCore import QDir, Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.documents.handoff_sheet import handoff_file_name
from deskapp.documents.new_file import new_file
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import Paper
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.ui.documents import drawn_sheet, printing
from deskapp.ui.documents.sheet_preview import SheetPreview
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.action_bar import ActionBar
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.new_file import ask_file
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class SheetDialog(ReadingOrder, QDialog):
    """Open it with `open()`. With `print_now` the printer's dialog follows as soon as the sheet can be seen."""

    printed = Signal(object)  # the HandoffSheet that was numbered and sent to the printer
    saved = Signal(object)  # the Path that was written

    def __init__(
        self, place: Workplace, escalation_id: int, parent: QWidget | None = None, *, print_now: bool = False
    ) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(_("Handoff sheet"))
        self._place = place
        self._escalation_id = escalation_id
        self._busy = False
        self._print_now = print_now
        self._title = Label(_("Handoff sheet"), "title", wrap=True)
        self._about = Label("", "muted", wrap=True)
        self.preview = SheetPreview()
        self.notice = Notice()
        self.close_button = secondary(_("Close"))
        self.save_button = secondary(_("Save PDF…"), _("Ctrl+S"))
        self.print_button = primary(_("Print…"), _("Ctrl+Enter"))
        self._lay_out()
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.ask_where)
        self.print_button.clicked.connect(self.ask_printer)
        self.preview.drawn.connect(self._on_drawn)
        for key, asked in (
            ("Ctrl+S", self.ask_where),
            ("Ctrl+P", self.ask_printer),
            ("Ctrl+Return", self.ask_printer),
            ("Ctrl+Enter", self.ask_printer),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(asked)
        self._rest()
        place.read(lambda desk: desk.escalations.look(escalation_id), self._on_sheet, self._on_failed)
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def ready(self) -> bool:
        """Whether the sheet can be printed or saved now."""
        return self.preview.sheet is not None and not self._busy

    def ask_printer(self) -> None:
        """Let the printer be chosen; nothing is numbered before."""
        if not self.ready:
            return
        sheet = self.preview.sheet
        assert sheet is not None
        title = Path(self._file_name(sheet)).stem
        printing.ask_printer(self, Paper(sheet.paper), title, self.print_on, whole=True)

    def print_on(self, printer: QPrinter) -> None:
        """Number the sheet, record what it says, and print it."""
        if not self.ready:
            return
        self._begin()
        escalation_id = self._escalation_id

        def recorded(sheet: HandoffSheet) -> None:
            self._print(sheet, printer)

        self._place.act(lambda desk: desk.escalations.sheet(escalation_id), recorded, self._on_failed, receiver=self)

    def ask_where(self) -> None:
        """Let the file be chosen; nothing is numbered before."""
        if not self.ready:
            return
        sheet = self.preview.sheet
        assert sheet is not None
        title, name = _("Save the handoff sheet"), self._file_name(sheet)
        ask_file(self, title, name, self.save_as, filters=[_("PDF (*.pdf)")], folder=QDir.homePath())

    def save_as(self, path: Path) -> None:
        """Number the sheet, record what it says, and write it: all of it or nothing."""
        if not self.ready:
            return
        self._begin()
        escalation_id = self._escalation_id

        def work(desk: Desk) -> Done[HandoffSheet]:
            # The folder is tried before the sheet is numbered.
            with new_file(path) as file:
                done = desk.escalations.sheet(escalation_id)
                file.write(drawn_sheet.draw(done.value).pdf)
            return done

        def written(sheet: HandoffSheet) -> None:
            self._end(sheet)
            self.notice.say(_("Sheet {number} saved as {path}").format(number=sheet.sheet, path=path), Tint.OK)
            self.saved.emit(path)

        self._place.act(work, written, self._on_failed, receiver=self)

    def _print(self, sheet: HandoffSheet, printer: QPrinter) -> None:
        def done(_count: object) -> None:
            self._end(sheet)
            self.notice.say(_("Sheet {number} was sent to the printer.").format(number=sheet.sheet), Tint.OK)
            self.printed.emit(sheet)

        self._place.read(
            lambda desk: printing.print_pages(drawn_sheet.draw(sheet).pdf, printer),
            done,
            self._on_failed,
            receiver=self,
        )

    def _on_sheet(self, sheet: HandoffSheet) -> None:
        title = _("Handoff sheet {ref} · {number}").format(ref=sheet.ref, number=sheet.number)
        self.setWindowTitle(title)
        self._title.setText(title)
        to = direction.row((sheet.to.name, sheet.to.role, sheet.to.organisation), ", ")
        self._about.setText(_("for {contact}").format(contact=to) if to else "")
        self.preview.show_sheet(self._place, sheet)

    def _on_drawn(self) -> None:
        self._rest()
        if self._print_now:
            self._print_now = False
            self.ask_printer()

    def _on_failed(self, error: DeskError) -> None:
        self._busy = False
        self._rest()
        self.notice.say(_problem(error), Tint.OVER)

    def _begin(self) -> None:
        self._busy = True
        self.notice.end()
        self._rest()

    def _end(self, sheet: HandoffSheet) -> None:
        self._busy = False
        self._on_sheet(sheet)
        self._rest()

    def _rest(self) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(self.ready)

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def _file_name(self, sheet: HandoffSheet) -> str:
        return handoff_file_name(sheet.ref, sheet.number)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addWidget(self._about)
        column.addWidget(self.preview, 1)
        column.addWidget(self.notice)
        note = _("Looking records nothing; printing and saving number the sheet.")
        column.addWidget(ActionBar(note, (self.close_button, self.save_button, self.print_button)))
        room = self.screen().availableSize()
        self.resize(min(theme.px(820), room.width()), min(theme.px(900), room.height() - theme.px(28)))


def _problem(error: DeskError) -> str:
    """What went wrong with the file or the printer, and what to do."""
    values = error.values
    if isinstance(error, StorageProblem) and error.code == Refusal.FILE_NOT_WRITTEN:
        return _("{path} could not be written: {why}. Choose another folder.").format(
            path=values["path"], why=values["why"]
        )
    if isinstance(error, StorageProblem) and error.code == Refusal.PRINTER_NOT_STARTED:
        return _("The printer {name} does not start. Choose another, or save the PDF.").format(name=values["name"])
    if isinstance(error, StorageProblem) and error.code == Refusal.PRINTER_STOPPED:
        return _("The printer {name} stopped. Look at it, then print again.").format(name=values["name"])
    return refusals.error(error)
