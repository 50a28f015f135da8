"""People who speak for customers: added on their customer's card, and told while a call is logged and edited."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication

from deskapp.desk import Desk
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.services.places.acts import SavePerson
from deskapp.services.places.views import PersonView
from deskapp.ui.calls.dialogs.edit_dialog import EditDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.calls.panel import about_words
from deskapp.ui.places.customer_things import CustomerThings
from deskapp.ui.places.person_dialog import PersonDialog
from deskapp.ui.places.place_dialog import PlaceDialog
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def school(desk: Desk) -> CustomerView:
    return desk.directory.save_customer(SaveCustomer("St Mary's School", phones=("0161 496 0218",))).value


@pytest.fixture
def tom(desk: Desk, school: CustomerView) -> PersonView:
    return desk.places.save_person(SavePerson(school.id, "Tom Webb", "caretaker", ("07700 900142",))).value


def test_whoever_rings_by_their_own_number_is_told_on_the_call_and_a_draft_keeps_it(
    desk: Desk, place: Workplace, hands, tom: PersonView
) -> None:
    dialog = NewCallDialog(place)
    hands.show(dialog)
    hands.type("07700 900142")
    hands.settle()
    assert dialog.who.list.cards.items[0].title == "Tom Webb, caretaker · St Mary's School"
    assert dialog.who.person.text() == "Tom Webb"
    hands.press(Key.Key_Return)
    hands.type("No key")
    dialog.reject()
    hands.settle()
    again = NewCallDialog(place)
    hands.show(again)
    assert again.who.person.text() == "Tom Webb"
    hands.press(Key.Key_Return, CTRL)
    hands.settle()
    call = desk.overview.call(1)
    assert call.person == tom
    assert [line.words for line in about_words.customer_lines(call)] == ["St Mary's School", "Tom Webb, caretaker"]
    assert about_words.customer_lines(call)[1].copy == "07700 900142"
    edit = EditDialog(place, call)
    hands.show(edit)
    edit.record["person"].setText("Helen Price")
    hands.press(Key.Key_Return, CTRL)
    hands.settle()
    assert desk.overview.call(1).person.name == "Helen Price"


def test_people_stand_on_the_card_with_numbers_to_copy_and_are_offered_where_a_place_asks_for_somebody(
    desk: Desk, place: Workplace, hands, school: CustomerView, tom: PersonView
) -> None:
    things = CustomerThings(place, school.id, school.name)
    hands.show(things)
    (line,) = things.people.lines
    line.links[0].click()
    assert QGuiApplication.clipboard().text() == "07700 900142"
    assert line.links[0].accessibleName() == "Tom Webb: Copy 07700 900142"
    things.people.add_button.click()
    (dialog,) = things.window().findChildren(PersonDialog)
    dialog.record["name"].setText("Grace & Co <b>")
    dialog.record["phones"].setPlainText("Mobile: 0161 496 0219")
    dialog.trigger()
    hands.settle()
    hands.settle()
    assert [one.person.name for one in things.people.lines] == ["Grace & Co <b>", "Tom Webb"]
    assert desk.places.of_customer(school.id).people[0].phone_kinds == ("mobile",)
    things.people.lines[1].name.click()
    (edit,) = [one for one in things.window().findChildren(PersonDialog) if one.isVisible()]
    edit.record["active"].setChecked(False)
    edit.trigger()
    hands.settle()
    things.add_place()
    (room,) = [one for one in things.window().findChildren(PlaceDialog) if one.isVisible()]
    offers = room.record["person"].completer()
    offers.setCompletionPrefix("grace")
    assert offers.currentCompletion() == "Grace & Co <b>"
    offers.activated[str].emit(offers.currentCompletion())
    assert room.record["phone"].text() == "0161 496 0219"
    offers.setCompletionPrefix("tom")
    assert offers.completionCount() == 0
    room.reject()
    hands.settle()
