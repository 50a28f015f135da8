"""Hides everything of a window, its dialogs too, and brings all of it back as it was."""

from __future__ import annotations

from typing import NamedTuple

import shiboken6
from PySide6.QtCore import QByteArray, QEvent, QObject, QTimer
from PySide6.QtGui import QShortcut
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit, QMenu, QWidget


class _Hidden(NamedTuple):
    window: QWidget
    place: QByteArray
    #: Where its keyboard was, and in a line the cursor and what was selected.
    focus: QWidget | None
    cursor: tuple[int, int, int] | None


class Curtain(QObject):
    """Closed, the window shows `cover` and nothing else; dialogs stay as they are, unseen, with what was typed."""

    def __init__(self, window: QWidget, body: QWidget, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._body = window, body
        self._cover: QWidget | None = None
        self._hidden: list[_Hidden] = []
        self._focus: QWidget | None = None
        #: Which of the windows had the keyboard.
        self._active: QWidget | None = None
        self._shortcuts: list[QShortcut] = []

    @property
    def closed(self) -> bool:
        return self._cover is not None

    def close(self, cover: QWidget) -> None:
        """Hide everything behind the cover."""
        app = _app()
        focus = app.focusWidget()
        self._close_popups()
        self._active = app.activeWindow()
        self._focus = focus if focus is not None and focus.window() is self._window else self._window.focusWidget()
        for window in self._others():
            self._hide(window)
        # Keys of what is hidden do nothing by themselves; those of the window would.
        self._shortcuts = [
            one for one in self._window.findChildren(QShortcut) if one.parent() is self._window and one.isEnabled()
        ]
        for shortcut in self._shortcuts:
            shortcut.setEnabled(False)
        self._body.hide()
        self._cover = cover
        cover.setParent(self._window)
        cover.setGeometry(self._window.rect())
        cover.show()
        cover.raise_()
        self._window.activateWindow()
        # What an act that is on its way opens now would be seen.
        app.installEventFilter(self)

    def open(self) -> None:
        """Everything as it was."""
        assert self._cover is not None
        app = _app()
        app.removeEventFilter(self)
        cover, self._cover = self._cover, None
        cover.hide()
        cover.deleteLater()
        self._body.show()
        for shortcut in self._shortcuts:
            if shiboken6.isValid(shortcut):
                shortcut.setEnabled(True)
        if self._focus is not None and shiboken6.isValid(self._focus):
            self._focus.setFocus()
        hidden, self._hidden = self._hidden, []
        for window, place, focus, cursor in hidden:
            if not shiboken6.isValid(window):
                continue
            window.show()
            window.restoreGeometry(place)
            window.activateWindow()
            if focus is not None and shiboken6.isValid(focus):
                focus.setFocus()
                _put_cursor(focus, cursor)
        if self._active is self._window and app.activeModalWidget() is None:
            self._window.activateWindow()
        self._active, self._shortcuts = None, []

    def dialogs(self) -> list[QWidget]:
        """What is hidden beside the window."""
        return [one.window for one in self._hidden if shiboken6.isValid(one.window)]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if kind == QEvent.Type.Resize and watched is self._window and self._cover is not None:
            self._cover.setGeometry(self._window.rect())
        elif kind == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            # Not within its own showing.
            QTimer.singleShot(0, self, self._hide_again)
        elif kind == QEvent.Type.Shortcut and self._cover is not None:
            owner = watched.parent()
            return isinstance(owner, QWidget) and owner is not self._cover and not self._cover.isAncestorOf(owner)
        return False

    def _hide_again(self) -> None:
        if self._cover is None:
            return
        self._close_popups()
        others = self._others()
        for window in others:
            self._hide(window)
        if others:
            # It had taken the keyboard.
            self._window.activateWindow()

    def _hide(self, window: QWidget) -> None:
        focus = window.focusWidget()
        self._hidden.append(_Hidden(window, window.saveGeometry(), focus, _cursor(focus)))
        if isinstance(window, QDialog):
            # An act that ends meanwhile ends its dialog: that one does not come back.
            window.finished.connect(self._on_finished)
        window.hide()

    def _on_finished(self) -> None:
        gone = self.sender()
        self._hidden = [one for one in self._hidden if one.window is not gone]

    def _others(self) -> list[QWidget]:
        return [
            one
            for one in QApplication.topLevelWidgets()
            if one.isVisible() and one is not self._window and not isinstance(one, QMenu) and self._ours(one)
        ]

    def _ours(self, window: QWidget) -> bool:
        """Whether it hangs on the window, at any depth, and is none of the cover's."""
        owner = window.parentWidget()
        while owner is not None and owner is not self._window:
            if owner is self._cover:
                return False
            owner = owner.parentWidget()
        return owner is self._window

    def _close_popups(self) -> None:
        popup = QApplication.activePopupWidget()
        while popup is not None:
            popup.close()
            following = QApplication.activePopupWidget()
            popup = following if following is not popup else None


def _cursor(field: QWidget | None) -> tuple[int, int, int] | None:
    """Where the cursor of a line stands: its place, and the beginning and length of what is selected."""
    if not isinstance(field, QLineEdit):
        return None
    return field.cursorPosition(), field.selectionStart(), len(field.selectedText())


def _put_cursor(field: QWidget, cursor: tuple[int, int, int] | None) -> None:
    """A dialog that is shown again selects all of its line, and the next key would take the words away."""
    if not isinstance(field, QLineEdit) or cursor is None:
        return
    place, start, length = cursor
    if length:
        field.setSelection(start, length)
    else:
        field.deselect()
        field.setCursorPosition(place)


def _app() -> QApplication:
    app = QApplication.instance()
    assert isinstance(app, QApplication)
    return app
