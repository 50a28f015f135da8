"""The foot of a large dialog: what pressing its buttons does, or does not do, and the buttons."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import KeyButton
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label


class ActionBar(QWidget):
    """One row where there is room; else the note stands above the buttons, and those wrap."""

    def __init__(self, note: str, buttons: Sequence[KeyButton], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._note = Label(note, "muted", wrap=True)
        self._buttons = QWidget()
        self._row = FlowLayout(self._buttons, spacing=theme.px(6))
        for button in buttons:
            self._row.addWidget(button)
        self._layout = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(theme.px(8))
        self._layout.addWidget(self._note, 1)
        self._layout.addWidget(self._buttons)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._turn()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.LayoutRequest:
            self._turn()
        return super().event(event)

    def _turn(self) -> None:
        needed = self._row.sizeHint().width() + theme.px(190)
        beside = self.width() >= needed
        direction = QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom
        if self._layout.direction() != direction:
            self._layout.setDirection(direction)
