"""A call's sheet for the desk: looked at, printed, saved. Only printing and saving number it."""

from pathlib import Path

from PySide6.QtCore import QDir, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.documents.call_sheet import CallSheet, call_file_name
from deskapp.documents.new_file import new_file
from deskapp.domain.errors import DeskError
from deskapp.domain.words import PaperWay
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.services.overview.call_papers import HandedOn, HandOn
from deskapp.services.overview.views import CallDetail
from deskapp.ui.documents import drawn_sheet, printing
from deskapp.ui.documents.call_papers import for_desk
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


class CallSheetDialog(ReadingOrder, QDialog):
    """Open it with `open()`. The timeline is on the sheet while it is ticked."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._place, self._call, self._busy = place, call, False
        title = _("{ref} on paper").format(ref=call.row.ref)
        self.setWindowTitle(title)
        self._title = Label(title, "title", wrap=True)
        self.preview = SheetPreview()
        self.timeline = QCheckBox(_("With its timeline"))
        self.timeline.setChecked(True)
        self.notice = Notice()
        self.close_button = secondary(_("Close"))
        self.save_button = secondary(_("Save PDF…"), _("Ctrl+S"))
        self.print_button = primary(_("Print…"), _("Ctrl+Enter"))
        self._lay_out()
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.ask_where)
        self.print_button.clicked.connect(self.ask_printer)
        self.timeline.toggled.connect(self._show)
        self.preview.drawn.connect(self._rest)
        for key, asked in (
            ("Ctrl+S", self.ask_where),
            ("Ctrl+P", self.ask_printer),
            ("Ctrl+Return", self.ask_printer),
            ("Ctrl+Enter", self.ask_printer),
        ):
            QShortcut(QKeySequence(key), self).activated.connect(asked)
        self._show()
        self.preview.setFocus(Qt.FocusReason.OtherFocusReason)

    @property
    def ready(self) -> bool:
        """Whether the sheet can be printed or saved now."""
        return self.preview.made is not None and not self._busy

    def ask_printer(self) -> None:
        """Let the printer be chosen; nothing is numbered before."""
        made = self.preview.made
        if made is not None and self.ready:
            printing.ask_printer(self, made.paper, Path(self._file_name).stem, self.print_on, whole=True)

    def print_on(self, printer: QPrinter) -> None:
        """Number the sheet, record it, and print it."""
        if not self.ready:
            return
        self._begin()
        act = self._act(PaperWay.PRINTED)

        def recorded(done: HandedOn) -> None:
            sheet = self._sheet(done.call, done.number)
            self._place.read(
                lambda desk: printing.print_pages(drawn_sheet.draw_call(sheet).pdf, printer),
                lambda _count: self._end(_("Sheet {number} was sent to the printer.").format(number=done.number)),
                self._on_failed,
                receiver=self,
            )

        self._place.act(lambda desk: desk.overview.hand_on(act), recorded, self._on_failed, receiver=self)

    def ask_where(self) -> None:
        """Let the file be chosen; nothing is numbered before."""
        if self.ready:
            filters = [_("PDF (*.pdf)")]
            ask_file(self, _("Save the call"), self._file_name, self.save_as, filters=filters, folder=QDir.homePath())

    def save_as(self, path: Path) -> None:
        """Number the sheet, record it, and write it: all of it or nothing."""
        if not self.ready:
            return
        self._begin()
        act = self._act(PaperWay.SAVED)

        def work(desk: Desk) -> Done[HandedOn]:
            # The folder is tried before the sheet is numbered.
            with new_file(path) as file:
                done = desk.overview.hand_on(act)
                file.write(drawn_sheet.draw_call(self._sheet(done.value.call, done.value.number)).pdf)
            return done

        def written(done: HandedOn) -> None:
            self._end(_("Sheet {number} saved as {path}").format(number=done.number, path=path))

        self._place.act(work, written, self._on_failed, receiver=self)

    def reject(self) -> None:
        if not self._busy:
            super().reject()

    def _act(self, way: PaperWay) -> HandOn:
        return HandOn(self._call.row.id, way, timeline=self.timeline.isChecked())

    def _sheet(self, call: CallDetail, number: int = 0) -> CallSheet:
        facts, me = self._place.facts, self._place.me
        assert facts is not None
        now, by = self._place.desk.clock.now(), me.name if me else ""
        return for_desk(call, facts, now, by, timeline=self.timeline.isChecked(), number=number)

    @property
    def _file_name(self) -> str:
        return call_file_name(self._call.row.ref)

    def _show(self) -> None:
        if self._place.facts is not None:
            sheet = self._sheet(self._call)
            self.preview.show_drawn(self._place, lambda: drawn_sheet.draw_call(sheet))
        self._rest()

    def _on_failed(self, error: DeskError) -> None:
        self._busy = False
        self._rest()
        self.notice.say(refusals.error(error), Tint.OVER)

    def _begin(self) -> None:
        self._busy = True
        self.notice.end()
        self._rest()

    def _end(self, words: str) -> None:
        self._busy = False
        self._rest()
        self.notice.say(words, Tint.OK)

    def _rest(self) -> None:
        for part in (self.save_button, self.print_button):
            part.setEnabled(self.ready)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(8))
        column.addWidget(self._title)
        column.addWidget(self.timeline)
        column.addWidget(self.preview, 1)
        column.addWidget(self.notice)
        note = _("For the desk alone. Looking records nothing; printing and saving number the sheet.")
        column.addWidget(ActionBar(note, (self.close_button, self.save_button, self.print_button)))
        room = self.screen().availableSize()
        self.resize(min(theme.px(820), room.width()), min(theme.px(900), room.height() - theme.px(28)))
