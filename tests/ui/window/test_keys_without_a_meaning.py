"""Keys that mean nothing to Qt, as a laptop's key for its radio, do nothing; keys of a keyboard's own do no harm."""

import sys
from types import TracebackType

import pytest
from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication
from window_hands import CTRL, NONE, Hands

from deskapp.ui.calls.new_call.new_call import NewCallDialog

Key = Qt.Key
#: What a key has that has a place on the keyboard and nothing else.
SCAN_CODE = 0xF6


@pytest.fixture
def uncaught(monkeypatch: pytest.MonkeyPatch) -> list[BaseException]:
    found: list[BaseException] = []

    def on_error(_kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
        found.append(error)

    monkeypatch.setattr(sys, "excepthook", on_error)
    return found


def press_where_the_focus_is(key: Qt.Key, modifiers: Qt.KeyboardModifier) -> None:
    """Asked for as a shortcut, pressed, let go."""
    focus = QApplication.focusWidget()
    assert focus is not None
    for kind in (QEvent.Type.ShortcutOverride, QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(focus, QKeyEvent(kind, key, modifiers, SCAN_CODE, 0, 0))


@pytest.mark.parametrize("modifiers", [NONE, CTRL])
@pytest.mark.parametrize("key", [Key(0), Key.Key_unknown, Key.Key_WLAN, Key.Key_VolumeMute, Key.Key_MediaPlay])
def test_a_key_without_a_meaning_does_nothing_in_the_list_the_search_and_a_dialog(
    key: Qt.Key, modifiers: Qt.KeyboardModifier, person: Hands, uncaught: list[BaseException]
) -> None:
    press_where_the_focus_is(key, modifiers)
    person.press(Key.Key_K, CTRL)
    press_where_the_focus_is(key, modifiers)
    assert person.window.search.text() == ""
    person.press(Key.Key_F2)
    press_where_the_focus_is(key, modifiers)
    assert person.dialog(NewCallDialog).who.field.text() == ""
    person.press(Key.Key_Escape)
    assert uncaught == []
