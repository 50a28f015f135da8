"""A call's sheet for the desk: looked at, printed, saved. Only printing and saving number it."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QCheckBox, QDialog, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.paperwork.call import for_desk
from deskapp.services.overview.views import CallDetail
from deskapp.ui.documents import drawn_sheet
from deskapp.ui.documents.going import call_going
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


class CallSheetDialog(ReadingOrder, QDialog):
    """Open it with `open()`. The timeline is on the sheet while it is ticked."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._place, self._call = place, call
        title = _("{ref} on paper").format(ref=call.row.ref)
        self.setWindowTitle(title)
        self._title = Label(title, "title", wrap=True)
        self.preview = SheetPreview()
        self.way_out = WayOut(self, self._going, place=place, title=_("Save the call"))
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
        self.way_out.began.connect(self._on_began)
        self.way_out.out.connect(self._on_out)
        self.way_out.failed.connect(self._on_failed)
        self.way_out.no_printer.connect(self._on_no_printer)
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
        return self.preview.made is not None and not self.way_out.busy

    def ask_printer(self) -> None:
        """Let the printer be chosen; nothing is numbered before."""
        self.way_out.ask_printer()

    def print_on(self, chosen: Chosen) -> None:
        """Number the sheet, print it, and record it."""
        self.way_out.print_on(chosen)

    def ask_where(self) -> None:
        """Let the file be chosen; nothing is numbered before."""
        self.way_out.ask_where()

    def save_as(self, path: Path) -> None:
        """Number the sheet, write it, all of it or nothing, and record it."""
        self.way_out.save_as(path)

    def reject(self) -> None:
        if not self.way_out.busy:
            super().reject()

    def _going(self) -> Outgoing | None:
        """The sheet that is shown, as it leaves."""
        facts = self._place.facts
        if self.preview.made is None or facts is None:
            return None
        return call_going(self._call.row.id, self._call.row.ref, facts, self._by, timeline=self.timeline.isChecked())

    @property
    def _by(self) -> str:
        return self._place.me.name if self._place.me else ""

    def _show(self) -> None:
        self.way_out.forget()
        facts = self._place.facts
        if facts is not None:
            now, timeline = self._place.desk.clock.now(), self.timeline.isChecked()
            sheet = for_desk(self._call, facts, now, self._by, timeline=timeline)
            self.preview.show_drawn(self._place, lambda: drawn_sheet.draw_call(sheet))
        self._rest()

    def _on_failed(self, error: DeskError) -> None:
        self._rest()
        self.notice.say(refusals.error(error), Tint.OVER)

    def _on_began(self) -> None:
        self.notice.end()
        self._rest()

    def _on_out(self, sent: Sent) -> None:
        self._rest()
        self.notice.say(said_of(sent), Tint.OK)

    def _on_no_printer(self, words: str) -> None:
        self.notice.say(words, Tint.SOON)
        self.save_button.setFocus()

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
