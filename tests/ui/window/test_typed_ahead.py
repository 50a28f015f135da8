"""What is typed before a dialog is there is in it when it is."""

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from window_hands import CTRL, NONE, Hands

from deskapp.desk import Desk
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.escalate.dialog.steps import Steps
from deskapp.ui.work.type_ahead import TypeAhead

Key = Qt.Key
TYPED = "0207946095"


@pytest.fixture
def call_id(desk: Desk) -> int:
    return desk.calls.log(LogCall("No picture", new_customer=NewCustomer("Ada Lovelace"))).value.id


def _at_once(person: Hands, key: Qt.Key, modifiers: Qt.KeyboardModifier = NONE) -> None:
    """The key and ten digits, which a system delivers to the window that had the focus when they were pressed."""
    window = person.window.windowHandle()

    def rest() -> None:
        for sign in TYPED:
            QTest.keyClick(window, sign)

    QTimer.singleShot(0, rest)  # they wait while the key's own work is done
    QTest.keyClick(window, key, modifiers)
    person._idle()


def test_f2_and_ten_digits_at_once_lose_none(person: Hands) -> None:
    _at_once(person, Key.Key_F2)
    assert person.dialog(NewCallDialog).who.field.text() == TYPED
    person.press(Key.Key_Escape)


def test_f4_and_ten_digits_at_once_lose_none(call_id: int, person: Hands) -> None:
    person.window.show_call(call_id)
    person._idle()
    _at_once(person, Key.Key_F4)
    assert person.dialog(NoteDialog).words.text() == TYPED
    person.press(Key.Key_Escape)


def test_ctrl_k_and_ten_digits_at_once_lose_none(person: Hands) -> None:
    window = person.window.windowHandle()
    QTest.keyClick(window, Key.Key_K, CTRL)
    for sign in TYPED:
        QTest.keyClick(window, sign)
    person._idle()
    assert person.window.search.text() == TYPED


def test_f8_and_ten_digits_at_once_lose_none(call_id: int, person: Hands, monkeypatch: pytest.MonkeyPatch) -> None:
    """They go to what the dialog gives the keyboard to, once it has read the call."""
    monkeypatch.setattr(Steps, "go_to_first", lambda steps: steps.handover.pass_on.first_field().setFocus())
    person.window.show_call(call_id)
    person._idle()
    _at_once(person, Key.Key_F8)
    dialog = person.dialog(EscalateDialog)
    field = dialog.focusWidget()
    assert isinstance(field, QLineEdit)
    assert field.text() == TYPED
    person.press(Key.Key_Escape)


def test_what_opens_nothing_gives_back_what_was_typed(person: Hands) -> None:
    ahead = person.window.findChild(TypeAhead)
    person.press(Key.Key_K, CTRL)
    ahead.begin()
    QTest.keyClicks(person.window.search, "abc")
    assert person.window.search.text() == ""
    ahead.end()
    assert person.window.search.text() == "abc"
    QTest.keyClicks(QApplication.focusWidget(), "d")
    assert person.window.search.text() == "abcd"
