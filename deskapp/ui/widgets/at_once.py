"""Lets the letter of a button press it at once. Qt plays a press of 100 ms first, which a fast typist overtakes."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QShortcutEvent
from PySide6.QtWidgets import QAbstractButton


class AtOnce(QObject):
    """Watches buttons whose letters (Alt and the underlined one) must count before the next key is read."""

    def __init__(self, buttons: Iterable[QAbstractButton], parent: QObject) -> None:
        super().__init__(parent)
        for button in buttons:
            button.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            event.type() == QEvent.Type.Shortcut
            and isinstance(event, QShortcutEvent)
            and isinstance(watched, QAbstractButton)
            and not event.isAmbiguous()
        ):
            watched.setFocus(Qt.FocusReason.ShortcutFocusReason)
            watched.click()
            return True
        return False
