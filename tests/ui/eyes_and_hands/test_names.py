"""Whoever listens hears where the screens are."""

from PySide6.QtGui import QAccessible
from screen_reader import parts, told

from deskapp.ui.window.main_window import MainWindow

_ROLE = QAccessible.Role


def test_a_screen_is_a_tab(window: MainWindow) -> None:
    tabs = window.side.tabs
    assert told(tabs).role == _ROLE.PageTabList
    first, *others = parts(tabs)[: tabs.count()]
    assert first.name.startswith("Calls, ")
    assert {part.role for part in (first, *others)} == {_ROLE.PageTab}
