"""The handoff sheet of an escalation: looked at, printed, saved. Only printing and saving number it."""

from pathlib import Path

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import Paper, PaperWay
from deskapp.language import _
from deskapp.ui.documents.going import handoff_going
from deskapp.ui.documents.printing import Chosen
from deskapp.ui.documents.sheet_preview import SheetPreview
from deskapp.ui.documents.way_out import Outgoing, Sent, WayOut, said_of
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.action_bar import ActionBar
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.reading_order import ReadingOrder
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
        self._print_now = print_now
        self._title = Label(_("Handoff sheet"), "title", wrap=True)
        self._about = Label("", "muted", wrap=True)
        self.preview = SheetPreview()
        self.way_out = WayOut(self, self._going, place=place, title=_("Save the handoff sheet"))
        self.notice = Notice()
        self.close_button = secondary(_("Close"))
        self.save_button = secondary(_("Save PDF…"), _("Ctrl+S"))
        self.print_button = primary(_("Print…"), _("Ctrl+Enter"))
        self._lay_out()
        self.close_button.clicked.connect(self.reject)
        self.save_button.clicked.connect(self.ask_where)
        self.print_button.clicked.connect(self.ask_printer)
        self.preview.drawn.connect(self._on_drawn)
        self.way_out.began.connect(self._on_began)
        self.way_out.out.connect(self._on_out)
        self.way_out.failed.connect(self._on_failed)
        self.way_out.no_printer.connect(self._on_no_printer)
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
        return self.preview.sheet is not None and not self.way_out.busy

    def ask_printer(self) -> None:
        """Let the printer be chosen; nothing is numbered before."""
        self.way_out.ask_printer()

    def print_on(self, chosen: Chosen) -> None:
        """Number the sheet, print it, and record what it says."""
        self.way_out.print_on(chosen)

    def ask_where(self) -> None:
        """Let the file be chosen; nothing is numbered before."""
        self.way_out.ask_where()

    def save_as(self, path: Path) -> None:
        """Number the sheet, write it, all of it or nothing, and record what it says."""
        self.way_out.save_as(path)

    def _going(self) -> Outgoing | None:
        """The sheet that is shown, as it leaves."""
        sheet = self.preview.sheet
        if sheet is None:
            return None
        return handoff_going(self._escalation_id, sheet.ref, sheet.number, Paper(sheet.paper))

    def _on_out(self, sent: Sent) -> None:
        sheet = sent.begun.made_of
        self._rest()
        self._on_sheet(sheet)
        self.notice.say(said_of(sent), Tint.OK)
        if sent.way is PaperWay.PRINTED:
            self.printed.emit(sheet)
        else:
            self.saved.emit(Path(sent.where))

    def _on_no_printer(self, words: str) -> None:
        self.notice.say(words, Tint.SOON)
        self.save_button.setFocus()

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
        self._rest()
        self.notice.say(_problem(error), Tint.OVER)

    def _on_began(self) -> None:
        self.notice.end()
        self._rest()

    def _rest(self) -> None:
        for button in (self.save_button, self.print_button):
            button.setEnabled(self.ready)

    def reject(self) -> None:
        if not self.way_out.busy:
            super().reject()

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
    """What went wrong, and what to do."""
    values = error.values
    if isinstance(error, StorageProblem) and error.code == Refusal.FILE_NOT_WRITTEN:
        return _("{path} could not be written: {why}. Choose another folder.").format(
            path=values["path"], why=values["why"]
        )
    return refusals.error(error)
