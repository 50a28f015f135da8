"""Where the keyboard is can be seen, and heard wherever a key leads."""

from __future__ import annotations

import pytest
from dialog_hands import DialogHands
from eyes_and_hands.controls import where
from eyes_and_hands.rings import shows_it
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from screen_reader import told
from window_hands import CTRL, Hands

from deskapp.ui.widgets.dialogs.newer import Newer
from deskapp.ui.window.screens import rows


def test_what_somebody_else_saved_shows_that_it_has_the_keyboard(hands: DialogHands) -> None:
    newer = Newer(lambda _newer: None)
    newer.show_differences(object(), [("Name", "Jane Roe")])
    hands.show(newer)
    assert shows_it(newer)


@pytest.mark.parametrize("number", range(1, len(rows()) + 1))
def test_the_key_of_a_screen_leads_to_something_that_is_called_by_a_name(number: int, person: Hands) -> None:
    person.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    lands_in(person, rows()[number - 1].key)


@pytest.mark.parametrize("number", range(1, len(rows()) + 1))
@pytest.mark.parametrize("desk_file", ["blank"], indirect=True)
def test_it_does_so_where_there_is_nothing_to_list(number: int, person: Hands) -> None:
    person.press(Qt.Key(Qt.Key.Key_0 + number), CTRL)
    lands_in(person, rows()[number - 1].key)


def lands_in(person: Hands, key: str) -> None:
    assert person.window.screens.current_key == key
    focus = QApplication.focusWidget()
    assert focus is not None
    assert person.window.screens.current.isAncestorOf(focus), where(focus)
    assert told(focus).name
