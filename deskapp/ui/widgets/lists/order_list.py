"""A list whose order is changed by keys: Alt with an arrow moves the current one, Delete takes it out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget

from deskapp.ui.widgets.calm_wheel import CalmScroll
from deskapp.ui.widgets.lists.order_keys import places_asked


class OrderList(CalmScroll, QListWidget):
    """Buttons beside it call the same `move_current` and `remove_current` as the keys."""

    changed = Signal()  # one was moved or taken out

    def move_current(self, places: int) -> None:
        """Move the current one so many places down (below zero: up), where there is room."""
        row = self.currentRow()
        if row >= 0 and 0 <= row + places < self.count():
            self.insertItem(row + places, self.takeItem(row))
            self.setCurrentRow(row + places)
            self.changed.emit()

    def remove_current(self) -> None:
        if self.currentRow() >= 0:
            self.takeItem(self.currentRow())
            self.changed.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = places_asked(event)
        if places:
            self.move_current(places)
        elif event.key() == Qt.Key.Key_Delete:
            self.remove_current()
        else:
            super().keyPressEvent(event)
