"""What a hand does: it clicks where a thing can be seen, types, chooses, and presses keys, also those of no meaning."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractItemView,
    QAbstractScrollArea,
    QApplication,
    QComboBox,
    QHeaderView,
    QMenu,
    QScrollArea,
    QTabBar,
    QWidget,
)
from window_hands import ALT, CTRL, NONE, SHIFT

Key = Qt.Key
_LEFT = Qt.MouseButton.LeftButton
#: Keys that mean nothing here. A laptop's key for its radio has a place on the keyboard and no name.
_ODD = (Key(0), Key.Key_unknown, Key.Key_WLAN, Key.Key_VolumeMute, Key.Key_MediaPlay, Key.Key_AltGr)
_SCAN_CODE = 0xF6
#: More stops than any window has.
_STOPS = 80


def in_sight(widget: QWidget) -> None:
    """Scrolled to where it can be seen."""
    here = widget.parentWidget()
    while here is not None:
        if isinstance(here, QScrollArea):
            here.ensureWidgetVisible(widget, 4, 4)
        here = here.parentWidget()


def click(widget: QWidget) -> None:
    """On its words, where a button that is wider than they are takes clicks too."""
    hint = widget.sizeHint()
    width = min(widget.width(), hint.width()) if hint.isValid() else widget.width()
    _click_at(widget, QPoint(max(1, width // 2), widget.height() // 2))


def click_tab(bar: QTabBar, place: int) -> None:
    _click_at(bar, bar.tabRect(place).center())


def _click_at(widget: QWidget, where: QPoint) -> None:
    in_sight(widget)
    hit = widget.window().childAt(widget.mapTo(widget.window(), where))
    if hit is None or hit is widget or widget.isAncestorOf(hit) or hit.isAncestorOf(widget):
        QTest.mouseClick(widget, _LEFT, pos=where)
    else:
        # Something lies over it: whoever has a keyboard still gets there.
        widget.setFocus()
        QTest.keyClick(widget, Key.Key_Space)


def click_entry(menu: QMenu, action: QAction) -> None:
    menu.setActiveAction(action)
    QTest.mouseClick(menu, _LEFT, pos=menu.actionGeometry(action).center())


def click_cell(view: QAbstractItemView, index: QModelIndex, *, twice: bool = False) -> None:
    in_sight(view)
    view.scrollTo(index)
    port, where = view.viewport(), view.visualRect(index).center()
    QTest.mouseClick(port, _LEFT, pos=where)
    if twice:
        QTest.mouseDClick(port, _LEFT, pos=where)


def choose_all(view: QAbstractItemView) -> None:
    """What can be done with several at once is there when several are chosen."""
    in_sight(view)
    view.setFocus()
    QTest.keyClick(view, Key.Key_A, CTRL)


def click_heading(heading: QHeaderView, section: int) -> None:
    where = heading.sectionViewportPosition(section) + heading.sectionSize(section) // 2
    QTest.mouseClick(heading.viewport(), _LEFT, pos=QPoint(where, heading.height() // 2))


def drop_down(combo: QComboBox) -> None:
    in_sight(combo)
    combo.setFocus()
    QTest.keyClick(combo, Key.Key_Down, ALT)


def choose(combo: QComboBox, place: int) -> None:
    """By keys, as somebody who does not look at the list."""
    in_sight(combo)
    combo.setFocus()
    for key in (Key.Key_Home, *(Key.Key_Down for _step in range(place))):
        QTest.keyClick(combo, key)


def write(field: QWidget, words: str) -> None:
    """Instead of what is there. A word may move the keyboard on, or open something."""
    in_sight(field)
    field.setFocus()
    QTest.keyClick(field, Key.Key_A, CTRL)
    for sign in words:
        QTest.keyClick(QApplication.focusWidget() or field, sign)


def press(widget: QWidget, keys: Iterable[Qt.Key]) -> None:
    """Keys, as long as they come to the same window."""
    in_sight(widget)
    widget.setFocus()
    window = widget.window()
    for key in keys:
        focus = QApplication.focusWidget()
        if focus is not None and focus.window() is window:
            QTest.keyClick(focus, key)


def press_shortcut(shortcut: QShortcut, owner: QWidget, place: int) -> None:
    """One of its keys, with the keyboard where it is heard."""
    if shortcut.context() != Qt.ShortcutContext.WindowShortcut and not _has_keyboard(owner):
        inside = [owner, *owner.findChildren(QWidget)]
        takers = [one for one in inside if one.isVisible() and one.focusPolicy() & Qt.FocusPolicy.TabFocus]
        if takers:
            takers[0].setFocus()
    combination = shortcut.keys()[place][0]
    target = QApplication.focusWidget() or owner.window()
    QTest.keyClick(target, combination.key(), combination.keyboardModifiers())


def _has_keyboard(widget: QWidget) -> bool:
    focus = QApplication.focusWidget()
    return focus is not None and (focus is widget or widget.isAncestorOf(focus))


def press_odd_keys(widget: QWidget) -> None:
    """Keys of no meaning: asked for as a shortcut, pressed, let go, with a scan code as a keyboard sends it."""
    widget.setFocus()
    for key in _ODD:
        for modifiers in (NONE, CTRL):
            for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                QApplication.sendEvent(widget, QKeyEvent(kind, key, modifiers, _SCAN_CODE, 0, 0))


def ask_for_menu(widget: QWidget) -> None:
    """By the key that opens the menu of what has the focus."""
    in_sight(widget)
    where = widget.rect().center()
    port = widget.viewport() if isinstance(widget, QAbstractScrollArea) else widget
    event = QContextMenuEvent(QContextMenuEvent.Reason.Keyboard, where, widget.mapToGlobal(where))
    QApplication.sendEvent(port, event)


def tab_around(window: QWidget) -> None:
    """There and back, each until it is where it began."""
    for key, modifiers in ((Key.Key_Tab, NONE), (Key.Key_Backtab, SHIFT)):
        first = QApplication.focusWidget()
        for _stop in range(_STOPS):
            focus = QApplication.focusWidget() or window
            if focus.window() is window:
                QTest.keyClick(focus, key, modifiers)
            if QApplication.focusWidget() is first:
                break
