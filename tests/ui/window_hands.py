"""A person at the real window who has a keyboard and nothing else."""

from collections.abc import Callable
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QMenu, QWidget

from deskapp.ui.window.main_window import MainWindow

NONE = Qt.KeyboardModifier.NoModifier
CTRL = Qt.KeyboardModifier.ControlModifier
ALT = Qt.KeyboardModifier.AltModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier

Dialog = TypeVar("Dialog", bound=QDialog)


class Hands:
    """Presses keys where the focus is, and waits for what they set off."""

    def __init__(self, window: MainWindow, idle: Callable[[], None]) -> None:
        self.window, self._let = window, idle

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
        QTest.keyClick(self._where(), key, modifiers)
        self._idle()

    def write(self, words: str) -> None:
        QTest.keyClicks(self._where(), words)
        self._idle()

    def tab_to(self, wanted: QWidget, at_most: int = 40) -> None:
        """Reach a widget by Tab alone."""
        for _move in range(at_most):
            focus = QApplication.focusWidget()
            if focus is not None and (focus is wanted or wanted.isAncestorOf(focus)):
                return
            QTest.keyClick(self._where(), Qt.Key.Key_Tab)
        raise AssertionError(f"{wanted} was not reached by Tab")

    def do(self, name: str) -> None:
        """Do something by its name in the search."""
        self.press(Qt.Key.Key_K, CTRL)
        self.write(name)
        self.press(Qt.Key.Key_Return)

    def dialog(self, kind: type[Dialog]) -> Dialog:
        """The dialog of this kind that is open."""
        open_now = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
        assert len(open_now) == 1, f"{len(open_now)} of {kind.__name__} are open"
        return open_now[0]

    def is_open(self, kind: type[QDialog]) -> bool:
        return any(isinstance(one, kind) and one.isVisible() for one in QApplication.topLevelWidgets())

    def choose_in_menu(self, words: str) -> None:
        """Walk down the open menu to an entry, and take it."""
        menu = QApplication.activePopupWidget()
        assert isinstance(menu, QMenu)
        for _step in range(40):
            QTest.keyClick(menu, Qt.Key.Key_Down)
            action = menu.activeAction()
            if action is not None and action.text().split("\t")[0].replace("&", "") == words:
                QTest.keyClick(menu, Qt.Key.Key_Return)
                self._idle()
                return
        raise AssertionError(f"{words!r} is not in the menu")

    def _idle(self) -> None:
        self._let()
        if QApplication.activeWindow() is None:
            # Offscreen there is no window manager that brings the window back when its dialog has ended.
            (QApplication.activeModalWidget() or self.window).activateWindow()
            self._let()

    def _where(self) -> QWidget:
        popup = QApplication.activePopupWidget()
        focus = QApplication.focusWidget() or QApplication.activeModalWidget() or self.window
        return popup or focus
