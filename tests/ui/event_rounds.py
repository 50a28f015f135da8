"""Lets what was set off come to its end where there is nothing to wait for by name: counted, not timed."""

from typing import Any

from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication


def rounds(many: int) -> None:
    """So many rounds of the event loop, at least 10 ms apart; a slow machine has as many as a fast one."""
    for _round in range(many):
        QTest.qWait(10)


def dialog_of(kind: type) -> Any:
    """The one dialog of a kind that is shown, with the keyboard."""
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    QTest.qWaitForWindowExposed(found)
    found.activateWindow()
    for _turn in range(20):
        if found.isActiveWindow():
            break
        rounds(1)
    return found
