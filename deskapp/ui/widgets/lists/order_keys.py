"""The keys by which what stands in an order is moved: the same in every list, table and row of fields."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent

_PLACES = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


def places_asked(event: QKeyEvent) -> int:
    """By how many places Alt with an arrow moves the current one (-1: up); 0: it is another key."""
    alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
    return _PLACES.get(Qt.Key(event.key()), 0) if alt else 0
