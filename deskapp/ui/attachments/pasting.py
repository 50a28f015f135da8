"""Ctrl+V attaches a screenshot or copied files where no text field has the keyboard, and in one that could do nothing
with them.
"""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QMimeData, QObject
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QApplication, QWidget
from shiboken6 import isValid

from deskapp.ui.attachments.taking import only_a_picture


class Pasting(QObject):
    """Has what was copied taken while this window has the keyboard. A text field is asked first."""

    def __init__(self, window: QWidget, take: Callable[[QMimeData], object]) -> None:
        super().__init__(window)
        self._window, self._take = window, take
        self._watched: QWidget | None = None
        self.shortcut = QShortcut(QKeySequence(QKeySequence.StandardKey.Paste), window)
        self.shortcut.setAutoRepeat(False)
        self.shortcut.activated.connect(self.paste)
        app = QApplication.instance()
        assert isinstance(app, QApplication)
        app.focusChanged.connect(self._on_focus_changed)
        self._on_focus_changed(None, app.focusWidget())

    def paste(self) -> None:
        """Take what is in the clipboard."""
        self._take(_copied())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.ShortcutOverride or not isinstance(event, QKeyEvent):
            return False
        if not event.matches(QKeySequence.StandardKey.Paste):
            return False
        if not only_a_picture(_copied()):
            return False
        event.ignore()
        return True

    def _on_focus_changed(self, _old: QWidget | None, new: QWidget | None) -> None:
        watched, self._watched = self._watched, None
        # Where a whole window goes, the field may be gone without a word.
        if watched is not None and isValid(watched):
            watched.removeEventFilter(self)
            watched.destroyed.disconnect(self._on_watched_gone)
        if new is not None and new.window() is self._window.window():
            self._watched = new
            new.installEventFilter(self)
            new.destroyed.connect(self._on_watched_gone)

    def _on_watched_gone(self) -> None:
        self._watched = None


def _copied() -> QMimeData:
    """What is in the clipboard; of an empty one Qt gives none on some systems."""
    return QGuiApplication.clipboard().mimeData() or QMimeData()
