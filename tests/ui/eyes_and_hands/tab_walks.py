"""Tab goes to every control, in the order in which they are read, and Shift+Tab the same way back."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from eyes_and_hands.controls import controls, where
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from screen_reader import told

#: More stops than any window has.
_MOST = 150


def walk(start: QWidget, key: Qt.Key) -> list[QWidget]:
    """Where the keyboard is after each press, from a control on until it is there again."""
    start.setFocus(Qt.FocusReason.TabFocusReason)
    came = [start]
    for _press in range(_MOST):
        QTest.keyClick(came[-1], key)
        here = QApplication.focusWidget()
        # In a time Tab first goes from the hours to the minutes.
        if here is not None and here is not came[-1]:
            if here in came:
                return came
            came.append(here)
    assert len(came) == 1, f"no end of the walk: {[where(one) for one in came[-3:]]}"
    return came


def turned_back(one: QWidget, other: QWidget) -> bool:
    """Whether going from one to the other is against the order of reading: up, or to the left in a row."""
    shared = one
    while not shared.isAncestorOf(other):
        shared = shared.parentWidget()
    here, there = _box(one, shared), _box(other, shared)
    if there.bottom() <= here.top():
        return there.left() < here.right()
    return there.top() < here.bottom() and there.right() <= here.left()


def _box(widget: QWidget, shared: QWidget) -> QRect:
    """The part of what they share in which a widget stands."""
    while widget.parentWidget() is not shared:
        widget = widget.parentWidget()
    return QRect(widget.mapTo(shared, QPoint(0, 0)), widget.size())


def amiss(shown: QWidget) -> Iterator[str]:
    """What is wrong with the ways of Tab and Shift+Tab through a window."""
    wanted = controls(shown)
    if not wanted:
        return
    on, back = walk(wanted[0], Qt.Key.Key_Tab), walk(wanted[0], Qt.Key.Key_Backtab)
    yield from (f"never reached: {where(one)}" for one in wanted if one not in on)
    yield from (f"not among the controls: {where(one)}" for one in on if one not in wanted)
    if [on[0], *reversed(on[1:])] != back:
        yield f"the way back is another one: {[where(one) for one in back]}"
    turns = [(one, other) for one, other in pairwise([*on, on[0]]) if one is not other and turned_back(one, other)]
    # One is the way from the last to the first.
    if len(turns) > 1:
        yield f"back and forth: {[f'{told(one).name} > {told(other).name}' for one, other in turns]}"
