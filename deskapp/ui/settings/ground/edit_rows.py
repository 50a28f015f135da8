"""Rows of fields in an order of their own: one is added at the end, Alt with an arrow moves one."""

from collections.abc import Callable, Sequence
from typing import Generic, TypeVar

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.lists.order_keys import places_asked


class EditRow(QWidget):
    """A row of fields with the buttons that move it."""

    changed = Signal()
    move_asked = Signal(int)  # by so many places: -1 earlier, 1 later

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.up = self._button("↑", _("Up"), -1)
        self.down = self._button("↓", _("Down"), 1)

    def fields(self) -> Sequence[QWidget]:
        """Its fields and its buttons."""
        raise NotImplementedError

    def set_number(self, number: int) -> None:
        """Its place among the rows, heard of each of its fields: those of another row have the same names."""
        for field in self.fields():
            field.setAccessibleDescription(self.numbered(number))

    def numbered(self, number: int) -> str:
        """What it is called by its place: where there are rows of several kinds, each has its own word."""
        return _("line {n}").format(n=number)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = places_asked(event)
        if places:
            self.move_asked.emit(places)
        else:
            super().keyPressEvent(event)

    def _button(self, said: str, name: str, places: int) -> KeyButton:
        button = secondary(said)
        button.setAccessibleName(name)
        button.setToolTip(_("{name} (Alt with an arrow)").format(name=name))
        button.setFixedWidth(theme.px(38))
        button.clicked.connect(lambda: self.move_asked.emit(places))
        return button


Row = TypeVar("Row", bound=EditRow)


class EditRows(QWidget, Generic[Row]):
    """Makes its rows with what it is given; whoever holds it reads them in their order."""

    changed = Signal()

    def __init__(self, add: str, make: Callable[[], Row], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._make = make
        self.rows: list[Row] = []
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(theme.px(6))
        self.add_button = secondary(add)
        self.add_button.clicked.connect(self._on_add)
        self._below = QHBoxLayout()
        self._below.addWidget(self.add_button)
        self._below.addStretch(1)
        self._column.addLayout(self._below)
        self.setFocusProxy(self.add_button)

    def beside_add(self, button: KeyButton) -> None:
        """A further way to add one, beside the usual."""
        self._below.insertWidget(self._below.count() - 1, button)

    def add_row(self) -> Row:
        """A new row at the end."""
        row = self._make()
        row.setParent(self)
        row.changed.connect(self.changed)
        row.move_asked.connect(lambda places: self.move_row(row, places))
        self._column.insertWidget(len(self.rows), row)
        self.rows.append(row)
        row.show()
        self._order()
        return row

    def clear(self) -> None:
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = []

    def move_row(self, row: Row, places: int) -> None:
        """Move a row so many places down (below zero: up); what has the focus keeps it."""
        here = self.rows.index(row)
        there = min(max(here + places, 0), len(self.rows) - 1)
        if there == here:
            return
        focus = self.window().focusWidget()
        self.rows.insert(there, self.rows.pop(here))
        self._column.removeWidget(row)
        self._column.insertWidget(there, row)
        self._order()
        if focus is not None:
            focus.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_add(self) -> None:
        row = self.add_row()
        row.fields()[0].setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _order(self) -> None:
        for number, row in enumerate(self.rows, 1):
            row.set_number(number)
