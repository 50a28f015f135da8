"""Ctrl+K: finds calls, people and what can be done; Enter opens, Escape goes back."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.words import ContactKind
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.work.commands import Command, Group, found

Key = Qt.Key


@pytest.fixture
def calls(desk: Desk) -> list[int]:
    customer = NewCustomer("Jane Doe", account="12345", phone="020 7946 0018")
    first = desk.calls.log(LogCall("Double charge", new_customer=customer)).value
    second = desk.calls.log(LogCall("Scanner <b>jams</b>", new_customer=NewCustomer("Hill Dental"))).value
    desk.directory.save_contact(SaveContact(kind=ContactKind.EXPERT, name="Alex Meyer", role="Billing specialist"))
    return [first.id, second.id]


def test_a_call_is_found_by_its_words_and_enter_opens_it(calls: list[int], person: Hands) -> None:
    person.press(Key.Key_K, CTRL)
    person.write("scanner")
    assert person.window.search.found == [("call", calls[1])]
    person.press(Key.Key_Return)
    assert person.window.current.call_id == calls[1]
    assert person.window.search.text() == ""


def test_a_call_is_found_by_its_callers_number(calls: list[int], person: Hands) -> None:
    person.press(Key.Key_K, CTRL)
    person.write("020 7946")
    assert ("call", calls[0]) in person.window.search.found


def test_elevation_finds_escalate(calls: list[int], person: Hands) -> None:
    person.do("Elevation")
    person.dialog(EscalateDialog)
    person.press(Key.Key_Escape)


def test_arrows_typed_in_the_field_move_the_choice(calls: list[int], person: Hands) -> None:
    person.press(Key.Key_K, CTRL)
    person.write("e")
    offered = person.window.search.found
    assert len(offered) > 1
    person.press(Key.Key_Down)
    assert person.window.search.chosen == offered[1]
    assert QApplication.focusWidget() is person.window.search


def test_a_contact_is_opened_in_the_directory(calls: list[int], person: Hands) -> None:
    person.do("alex meyer")
    assert person.window.screens.current_key == "directory"


def test_escape_empties_the_field_and_gives_the_screen_its_focus_back(calls: list[int], person: Hands) -> None:
    person.press(Key.Key_K, CTRL)
    person.write("doub")
    person.press(Key.Key_Escape)
    assert person.window.search.text() == ""
    assert person.window.search.found == []
    assert person.window.log.table.hasFocus()


def test_enter_pressed_before_the_answer_opens_what_was_typed(calls: list[int], person: Hands) -> None:
    search = person.window.search
    search.start()
    search.setText("scanner")
    search.textEdited.emit("scanner")
    person.press(Key.Key_Return)
    assert person.window.current.call_id == calls[1]


def test_every_typed_word_must_begin_a_word_of_the_command() -> None:
    command = Command("note", "Note", Group.CALL, lambda: None, also="contact with the customer")
    assert found([command], "cont cust") == [command]
    assert found([command], "cont xyz") == []
    assert found([command], "  ") == []
