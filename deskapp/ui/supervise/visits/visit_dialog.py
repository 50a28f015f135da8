"""The ground of what a visit is told at length: a title, a line about it, a table, and the way to a call."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.supervise.visits.told_table import ToldTable
from deskapp.ui.widgets.buttons import KeyButton, primary, secondary
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.placing import stand
from deskapp.ui.widgets.reading_order import ReadingOrder
from deskapp.ui.work.workplace import Workplace


class VisitDialog(ReadingOrder, QDialog):
    """It only tells. Subclasses read what it tells, and `tell` it; until then it says that it is loading."""

    call_asked = Signal(int)  # open this call; the dialog is gone

    def __init__(self, place: Workplace, title: str, heads: Sequence[str], wide: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setWindowTitle(title)
        self._place = place
        self.note = Label(_("Loading…"), "muted", wrap=True)
        self.table = ToldTable(title, heads, wide)
        self.table.opened.connect(self._on_opened)
        self.stack = QStackedWidget()
        self.stack.addWidget(self.table)
        self._buttons = QHBoxLayout()
        self._buttons.setSpacing(theme.px(8))
        self._buttons.addStretch(1)
        self.close_button = secondary(_("Close"))
        self.close_button.clicked.connect(self.reject)
        self._buttons.addWidget(self.close_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(18), theme.px(16), theme.px(18), theme.px(16))
        column.setSpacing(theme.px(10))
        column.addWidget(Label(title, "title", wrap=True))
        column.addWidget(self.note)
        column.addWidget(self.stack, 1)
        column.addLayout(self._buttons)
        room = self.screen().availableSize()
        self.resize(min(theme.px(860), room.width()), min(theme.px(520), round(room.height() * 0.9)))

    def add_button(self, words: str, key: str = "", *, main: bool = False) -> KeyButton:
        """A further button, before the one that closes."""
        button = (primary if main else secondary)(words, key)
        self._buttons.insertWidget(self._buttons.count() - 1, button)
        return button

    def tell(self, note: str, lines: Sequence[Sequence[str]], calls: Sequence[int] = ()) -> None:
        self.note.setText(note)
        self.table.put(lines, calls)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        stand(self)
        self.take_focus()

    def take_focus(self) -> None:
        """Give the keyboard to what is told."""
        shown = self.stack.currentWidget()
        if shown is not None:
            shown.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_opened(self, call_id: int) -> None:
        self.accept()
        self.call_asked.emit(call_id)
