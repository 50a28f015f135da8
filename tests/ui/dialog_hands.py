"""Hands for a widget that is shown alone, such as a dialog."""

from collections.abc import Callable

import shiboken6
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.ui.work.workplace import Workplace


class DialogHands:
    """Shows a widget, types where the focus is, and waits until everything asked for is there."""

    def __init__(self, qtbot: QtBot, place: Workplace, wait_idle: Callable[[Workplace], None]) -> None:
        self._qtbot, self._place, self._wait_idle = qtbot, place, wait_idle
        self._shown: list[QWidget] = []

    def show(self, widget: QWidget) -> None:
        self._shown.append(widget)
        widget.show()
        widget.activateWindow()
        self._qtbot.waitExposed(widget)
        self.settle()

    def let_go(self) -> None:
        """Dialogs delete themselves when they are closed; the rest is closed here."""
        for widget in self._shown:
            if shiboken6.isValid(widget):
                widget.close()
                widget.deleteLater()
        self.settle()

    def settle(self) -> None:
        self._wait_idle(self._place)
        QTest.qWait(1)
        self._wait_idle(self._place)

    def until(self, holds: Callable[[], object]) -> None:
        """Time passes until this holds, and what that set off is there."""
        self._qtbot.waitUntil(lambda: bool(holds()))
        self.settle()

    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()
