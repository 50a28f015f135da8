"""The buttons of what can be done with a call now."""

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls import acts
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import KeyButton, primary, secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.work.keys import native


class ActButtons(QWidget):
    """In a row that wraps. Buttons that stay are kept, and with them the focus."""

    asked = Signal(object)  # a CallAct

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._flow = FlowLayout(self, spacing=theme.px(2))
        self.buttons: dict[CallAct, KeyButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def set_call(self, call: CallDetail) -> None:
        """Those that have their place in this call."""
        rows = acts.buttons(call)
        if [row.act for row in rows] == list(self.buttons):
            return
        # A dialog that just did one of them may still have the keyboard: what counts is who gets it back.
        had_focus = self.window().focusWidget() in self.buttons.values()
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for row in rows:
            make = primary if row.button == 1 else secondary
            button = make(row.words, native(row.keys[0]) if row.keys else "", self)
            button.clicked.connect(self._asks(row.act))
            self._flow.addWidget(button)
            button.show()
            self.buttons[row.act] = button
        self.updateGeometry()
        if had_focus and self.buttons:
            next(iter(self.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _asks(self, act: CallAct) -> Callable[[], None]:
        return lambda: self.asked.emit(act)
