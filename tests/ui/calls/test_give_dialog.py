"""Giving a call to another customer, at the keyboard."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.services.calls.acts import GiveCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.ui.calls.dialogs.give_dialog import GiveDialog
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def dialog(desk: Desk, place: Workplace, hands, call_id: int, quayside: CustomerView) -> GiveDialog:
    made = GiveDialog(place, desk.overview.call(call_id))
    hands.show(made)
    return made


def whose(desk: Desk, call_id: int) -> str:
    return desk.overview.call(call_id).customer.name


def test_found_while_typing_and_given_by_keyboard_alone(
    desk: Desk, place: Workplace, hands, qtbot: QtBot, dialog: GiveDialog, call_id: int
) -> None:
    assert dialog.now.text() == "Now: Brook Logistics · account 20871"
    hands.type("quay")
    assert [item.title for item in dialog.list.cards.items] == ["Quayside Café"]
    hands.press(Key.Key_Return)
    assert hands.focus() is dialog.reason
    hands.type("Their driver called")
    with qtbot.waitSignal(place.undoable) as offered:
        hands.press(Key.Key_Return, CTRL)
    assert whose(desk, call_id) == "Quayside Café"
    words, undo = offered.args
    assert words == "C-00001: given to Quayside Café."
    undo()
    hands.settle()
    assert whose(desk, call_id) == "Brook Logistics"


def test_whose_it_is_already_is_not_offered_and_the_arrows_choose_among_the_others(
    desk: Desk, hands, dialog: GiveDialog, call_id: int
) -> None:
    desk.directory.save_customer(SaveCustomer("Brook Brothers", account="1"))
    desk.directory.save_customer(SaveCustomer("Brookside", account="2"))
    hands.type("brook")
    assert [item.title for item in dialog.list.cards.items] == ["Brook Brothers", "Brookside"]
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Tab)
    hands.type("Wrong one")
    hands.press(Key.Key_Return, CTRL)
    assert whose(desk, call_id) == "Brookside"


def test_nobody_chosen_or_no_reason_is_said_beside_the_field(
    desk: Desk, hands, dialog: GiveDialog, call_id: int
) -> None:
    hands.press(Key.Key_Return, CTRL)
    assert "choose whose it is" in dialog.field_form("customer").error.text()
    assert hands.focus() is dialog.field
    hands.type("quay")
    hands.press(Key.Key_Return, CTRL)
    assert dialog.field_form("reason").error.text()
    assert whose(desk, call_id) == "Brook Logistics"


def test_given_by_somebody_else_meanwhile_it_says_to_whom(
    desk: Desk, hands, dialog: GiveDialog, call_id: int, quayside: CustomerView
) -> None:
    desk.calls.give(GiveCall(call_id, quayside.id, "They called"))
    other = desk.directory.save_customer(SaveCustomer("Vega")).value
    hands.type("vega")
    hands.press(Key.Key_Return)
    hands.type("Vega called")
    hands.press(Key.Key_Return, CTRL)
    assert "given to Quayside Café meanwhile" in dialog.notice.words
    assert desk.overview.call(call_id).customer.id == quayside.id != other.id
