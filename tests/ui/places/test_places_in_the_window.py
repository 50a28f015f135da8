"""Places and equipment by keyboard: while a call is logged and edited, and on the card of their customer."""

from datetime import date

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractItemView, QApplication

from deskapp.desk import Desk
from deskapp.domain.words import ContactKind
from deskapp.services.calls.acts import LogCall
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePlace
from deskapp.services.places.views import EquipmentView
from deskapp.ui.calls.dialogs.edit_dialog import EditDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.places.customer_things import CustomerThings
from deskapp.ui.places.equipment_dialog import EquipmentDialog
from deskapp.ui.places.place_dialog import PlaceDialog
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def school(desk: Desk) -> CustomerView:
    return desk.directory.save_customer(SaveCustomer("St Mary's School", phones=("0161 496 0218",))).value


@pytest.fixture
def copier(desk: Desk, school: CustomerView) -> EquipmentView:
    room = desk.places.save_place(SavePlace(school.id, "Staff room")).value
    act = SaveEquipment(school.id, "Copier", "copier", "Halden", "NC45", "NC45-22071", room.id)
    return desk.places.save_equipment(act).value


def popup() -> QAbstractItemView | None:
    shown = QApplication.activePopupWidget()
    return shown if isinstance(shown, QAbstractItemView) else None


def opened(things: CustomerThings, kind: type[RecordDialog]) -> RecordDialog:
    (found,) = [one for one in things.window().findChildren(kind) if one.isVisible()]
    return found


def test_equipment_is_offered_while_it_is_typed_and_tells_where_it_stands(
    desk: Desk, place: Workplace, hands, copier: EquipmentView
) -> None:
    dialog = NewCallDialog(place)
    hands.show(dialog)
    told: list[int] = []
    dialog.logged.connect(lambda call_id, _escalate: told.append(call_id))
    hands.type("0161 496 0218")
    hands.press(Key.Key_Return)
    hands.type("Stripes on every copy")
    dialog.what.things.equipment.setFocus()
    hands.type("nc45 22")
    shown = popup()
    assert shown is not None
    words = shown.model().index(0, 0).data()
    assert words == "Copier · Halden NC45 · serial NC45-22071 · Staff room"
    QTest.keyClick(shown, Key.Key_Down)
    QTest.keyClick(shown, Key.Key_Return)
    assert dialog.what.things.equipment.text() == "Copier"
    assert dialog.what.things.place.text() == "Staff room"
    hands.press(Key.Key_Return, CTRL)
    call = desk.overview.call(told[0])
    assert call.equipment == desk.places.equipment(copier.id)
    assert call.place is not None
    assert call.place.id == copier.place_id


def test_a_new_word_is_enough_and_what_is_offered_holds_nothing_up(
    desk: Desk, place: Workplace, hands, copier: EquipmentView
) -> None:
    dialog = NewCallDialog(place)
    hands.show(dialog)
    told: list[int] = []
    dialog.logged.connect(lambda call_id, _escalate: told.append(call_id))
    hands.type("0161 496 0218")
    hands.press(Key.Key_Return)
    hands.type("It smokes")
    dialog.what.things.equipment.setFocus()
    hands.type("Cop")
    shown = popup()
    assert shown is not None
    QTest.keyClick(shown, Key.Key_Return, CTRL)
    hands.settle()
    call = desk.overview.call(told[0])
    assert call.equipment is not None
    assert (call.equipment.label, call.equipment.customer) == ("Cop", "St Mary's School")


def test_what_a_category_does_not_ask_for_is_not_in_the_way(place: Workplace, hands) -> None:
    dialog = NewCallDialog(place)
    hands.show(dialog)
    things, category = dialog.what.things, dialog.what.category
    assert things.isVisible()
    category.setCurrentIndex(category.findText("Billing"))
    assert not things.isVisible()
    category.setCurrentIndex(category.findText("Hardware"))
    assert things.forms["equipment"].isVisible()
    assert things.forms["place"].isVisible()


def test_the_draft_of_a_call_keeps_what_was_chosen(desk: Desk, place: Workplace, hands, copier: EquipmentView) -> None:
    dialog = NewCallDialog(place)
    hands.show(dialog)
    hands.type("0161 496 0218")
    hands.press(Key.Key_Return)
    dialog.what.things.equipment.set_value(Chosen(copier.id, "Copier"))
    dialog.what.things.place.setText("Sports hall")
    dialog.reject()
    hands.settle()
    again = NewCallDialog(place)
    hands.show(again)
    assert again.what.things.equipment.value == Chosen(copier.id, "Copier")
    assert again.what.things.place.value == Chosen(None, "Sports hall")


def test_editing_a_call_changes_what_it_names_and_leaves_it_where_it_is_left(
    desk: Desk, place: Workplace, hands, school: CustomerView, copier: EquipmentView
) -> None:
    call_id = desk.calls.log(LogCall("Stripes", customer_id=school.id, equipment=Chosen(copier.id))).value.id
    dialog = EditDialog(place, desk.overview.call(call_id))
    hands.show(dialog)
    assert (dialog.record["equipment"].text(), dialog.record["place"].text()) == ("Copier", "Staff room")
    dialog.record["place"].setText("Office")
    hands.press(Key.Key_Return, CTRL)
    call = desk.overview.call(call_id)
    assert call.place is not None
    assert (call.place.name, call.equipment) == ("Office", desk.places.equipment(copier.id))


def test_a_customers_places_and_equipment_are_added_and_edited_from_their_list(
    desk: Desk, place: Workplace, hands, school: CustomerView
) -> None:
    desk.directory.save_contact(SaveContact(ContactKind.SUPPLIER, "Dean Marsh", "Linetel", phones=("0161 496 0171",)))
    things = CustomerThings(place, school.id, school.name)
    hands.show(things)
    things.places.add_button.click()
    hands.settle()
    dialog = opened(things, PlaceDialog)
    dialog.record["name"].setText("Main building")
    dialog.record["person"].setText("Tom Webb")
    dialog.record["phone"].setText("07700 900142")
    hands.press(Key.Key_Return, CTRL)
    things.equipment.add_button.click()
    hands.settle()
    dialog = opened(things, EquipmentDialog)
    dialog.record["label"].setText("Line unit <b>")
    dialog.record["warranty_until"].set_text("when it breaks")
    dialog.record["place_id"].setCurrentIndex(1)
    dialog.record["contact_id"].setText("Dean Marsh · Linetel")
    hands.press(Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert hands.focus() is dialog.record["warranty_until"].edit
    dialog.record["warranty_until"].set_text("31/3/2027")
    hands.press(Key.Key_Return, CTRL)
    (unit,) = desk.places.of_customer(school.id).equipment
    assert (unit.warranty_until, unit.place, unit.contact) == (date(2027, 3, 31), "Main building", "Dean Marsh")
    (card,) = things.places.list.cards.items
    assert (card.title, card.lines[0].text) == ("Main building", "ask for Tom Webb 07700 900142")
    (card,) = things.equipment.list.cards.items
    assert card.title == "Line unit <b>"
    assert [line.text for line in card.lines] == ["Main building", "warranty until 31 Mar 2027 · Dean Marsh, Linetel"]
    # Edited, it shows its calls; taken out of use, it says so.
    desk.calls.log(LogCall("No phones", customer_id=school.id, equipment=Chosen(unit.id)))
    hands.show(things)
    things.equipment.list.setFocus()
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Return)
    hands.settle()
    dialog = opened(things, EquipmentDialog)
    assert dialog.record["warranty_until"].edit.text() == "31 Mar 2027"
    dialog.record["active"].setChecked(False)
    hands.press(Key.Key_Return, CTRL)
    assert things.equipment.list.cards.items[0].corner == "not in use"
