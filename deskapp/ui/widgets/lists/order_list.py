"""A list whose order is changed by keys: Alt with an arrow moves the current one, Delete takes it out."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget


class OrderList(QListWidget):
    """Only says what was asked for; whoever holds the order carries it out."""

    moved = Signal(int)  # by one place: -1 earlier, 1 later
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in places:
            self.moved.emit(places[key])
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)
