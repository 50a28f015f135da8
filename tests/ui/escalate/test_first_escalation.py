"""The first escalation of a new desk, whose directory is empty, leads on: somebody new, or somebody of the desk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from deskapp.desk import Desk
from deskapp.domain.words import ContactKind, Level, Role
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.escalate.dialog.new_contact_dialog import NewContactDialog
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key
BILLING = 1


@pytest.fixture
def dialog(desk: Desk, place: Workplace, hands) -> EscalateDialog:
    """Over the only call of a desk at which nobody else but Kim works yet."""
    desk.site.save_staff(SaveStaff("Kim Moss", Role.SUPERVISOR))
    call = desk.calls.log(
        LogCall(
            "Double charge",
            new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"),
            category_id=BILLING,
            details="Two charges.",
            wants="One of them back.",
            checks=tuple(line for line, _text in desk.facts().categories[0].checks),
        )
    ).value
    desk.calls.note(AddNote(call.id, "Looked up."))
    place.load_facts()
    hands.settle()
    made = EscalateDialog(place, call.id)
    hands.show(made)
    return made


def new_contact() -> NewContactDialog:
    return next(one for one in QApplication.topLevelWidgets() if isinstance(one, NewContactDialog) and one.isVisible())


def test_somebody_new_is_added_by_their_name_and_is_whom_the_call_goes_to(
    desk: Desk, dialog: EscalateDialog, hands
) -> None:
    who = dialog.steps.who
    assert who.contact is None
    who.first_field().setFocus()
    hands.type("Robin Vale")
    hands.until(lambda: not who._timer.isActive())
    hands.press(Key.Key_Return)
    added = new_contact()
    assert hands.focus() is added.role
    assert added.name.text() == "Robin Vale"
    hands.type("Refunds")
    assert added.first.text() == "From now on offered first for Billing"
    added.first.setChecked(True)
    hands.press(Key.Key_Return, CTRL)
    assert who.contact is not None
    robin = who.contact.contact
    assert (robin.name, robin.role, robin.skills) == ("Robin Vale", "Refunds", (BILLING,))
    assert who.searching == ""
    [route] = desk.routes.all().routes
    assert (route.name, [step.contact_id for step in route.steps]) == ("Billing", [robin.id])
    dialog.activateWindow()
    hands.settle()
    who.first_field().setFocus()
    hands.press(Key.Key_Y, Qt.KeyboardModifier.AltModifier)
    hands.press(Key.Key_Return, CTRL | SHIFT)
    [escalation] = desk.overview.call(dialog._call_id).escalations
    assert escalation.contact == "Robin Vale"


def test_the_call_goes_to_somebody_of_the_desk_without_writing_them_down(
    desk: Desk, dialog: EscalateDialog, hands
) -> None:
    who = dialog.steps.who
    [kim] = who.else_.staff_button.menu_.actions()
    assert kim.text() == "Kim Moss · supervisor"
    for _again in range(2):
        kim.trigger()
        hands.settle()
        assert who.contact is not None
        assert (who.contact.contact.name, who.contact.contact.authority) == ("Kim Moss", Level.SUPERVISOR)
    assert [one.name for one in desk.directory.contacts()] == ["Kim Moss"]


def test_whoever_was_put_first_for_a_category_is_put_before_those_of_its_route(desk: Desk) -> None:
    ana, bo = (desk.directory.save_contact(SaveContact(ContactKind.EXPERT, name)).value.id for name in ("Ana", "Bo"))
    for contact_id in (ana, bo, ana):
        desk.routes.offer_first(BILLING, contact_id)
    [route] = desk.routes.all().routes
    assert [step.contact_id for step in route.steps] == [ana, bo]
