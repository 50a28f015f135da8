"""Fields of a category's own, asked for by a manager, typed in a new call and under Edit."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit

from deskapp.desk import Desk
from deskapp.domain.words import FieldKind
from deskapp.services.calls.acts import EditCall
from deskapp.services.directory.views import CustomerView
from deskapp.services.library.acts import EditedField, SaveCategory
from deskapp.services.library.views import CategorySettings
from deskapp.ui.calls.dialogs.edit_dialog import EditDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.settings.library.category_dialog import CategoryDialog
from deskapp.ui.widgets.calls.category_fields import CategoryFields
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
FIELDS = (
    EditedField("Invoice", FieldKind.TEXT, needed=True),
    EditedField("Size", FieldKind.CHOICE, ("small", "large")),
    EditedField("Delivered", FieldKind.DATE),
    EditedField("Amount", FieldKind.NUMBER),
    EditedField("Old", FieldKind.TEXT, active=False),
)


@pytest.fixture
def garden(desk: Desk, hands) -> CategorySettings:
    """A category with one field of each kind."""
    return desk.categories.save(SaveCategory("Garden", fields=FIELDS)).value


def forms(fields: CategoryFields) -> dict[str, QLineEdit | DayField]:
    """By heading the fields that are to be seen, in the order of the keyboard."""
    shown = [form for form in fields._forms.values() if not form.isHidden()]
    return {form.heading.text(): form.field for form in shown}  # type: ignore[misc]


def choose(box, data: object) -> None:
    box.setCurrentIndex(box.findData(data))


def test_what_a_category_asks_for_is_typed_in_a_new_call_kept_with_its_draft_and_edited_later(
    desk: Desk, place: Workplace, hands, brook: CustomerView, garden: CategorySettings
) -> None:
    place.load_facts()
    dialog = NewCallDialog(place)
    hands.show(dialog)
    told: list[int] = []
    dialog.logged.connect(lambda call_id, _escalate: told.append(call_id))
    assert dialog.what.fields.isHidden()
    hands.type("Brook")
    hands.press(Key.Key_Return)
    hands.type("The hedge is too high")
    choose(dialog.what.category, garden.id)
    assert list(forms(dialog.what.fields)) == ["Invoice (needed)", "Size", "Delivered", "Amount"]
    # After all that was there before, in their order.
    dialog.what.confidential.setFocus()
    for typed in ("4711", "l", "24.12.", "1.234"):
        hands.press(Key.Key_Tab)
        hands.type(typed)
    hands.press(Key.Key_Return, CTRL)
    assert not told
    amount = forms(dialog.what.fields)["Amount"]
    assert hands.focus() is amount
    assert "two numbers" in amount.accessibleDescription()
    # Nothing is lost by another category, nor by a crash.
    choose(dialog.what.category, 0)
    assert dialog.what.fields.isHidden()
    choose(dialog.what.category, garden.id)
    dialog.draft.save()
    hands.settle()
    again = NewCallDialog(place)
    hands.show(again)
    assert again.what.fields.texts() == dialog.what.fields.texts()
    assert forms(again.what.fields)["Delivered"].edit.text() == "2026-12-24"
    dialog.reject()
    again.logged.connect(lambda call_id, _escalate: told.append(call_id))
    forms(again.what.fields)["Amount"].setText("1234")
    hands.press(Key.Key_Return, CTRL)
    said = {one.label: one.value for one in desk.overview.call(told[0]).fields}
    assert said == {"Invoice": "4711", "Size": "large", "Delivered": "2026-12-24", "Amount": "1234"}

    edit = EditDialog(place, desk.overview.call(told[0]))
    hands.show(edit)
    shown = forms(edit.fields)
    assert shown["Size"].currentText() == "large"
    shown["Invoice (needed)"].setText("4712")
    other = desk.overview.call(told[0])
    fields = {one.field_id: one.value for one in other.fields}
    theirs = {one.label: one.field_id for one in other.fields}
    desk.calls.edit(
        EditCall(
            *(other.row.id, other.version, other.row.summary, "", "", "", None, other.category_id, None),
            fields={**fields, theirs["Invoice"]: "99", theirs["Size"]: "small"},
        )
    )
    hands.press(Key.Key_Return, CTRL)
    # Left alone, a field takes what is newer; what was typed stays beside it until the person decides.
    assert edit.isVisible()
    assert shown["Size"].currentText() == "small"
    assert shown["Invoice (needed)"].text() == "4712"
    assert edit.fields._newer[theirs["Invoice"]].words.text() == "Saved meanwhile: 99"
    hands.press(Key.Key_Return, CTRL)
    said = {one.label: one.value for one in desk.overview.call(told[0]).fields}
    assert said == {"Invoice": "4712", "Size": "small", "Delivered": "2026-12-24", "Amount": "1234"}


def test_a_manager_asks_for_fields_by_the_keyboard(desk: Desk, place: Workplace, hands) -> None:
    billing = desk.categories.all()[0]
    dialog = CategoryDialog(place, billing, ())
    hands.show(dialog)
    dialog.fields.add_button.setFocus()
    hands.press(Key.Key_Space)
    hands.type("Paid by")
    row = dialog.fields.rows[0]
    assert row.choices.isHidden()
    choose(row.kind, "choice")
    row.choices.setFocus()
    hands.type("card")
    hands.press(Key.Key_Return, CTRL)
    assert dialog.field_form("fields").error.text() == "Name at least two choices, one a line."
    row.choices.setFocus()
    QTest.keyClick(QGuiApplication.focusObject(), Key.Key_Return)
    hands.type("bank")
    hands.press(Key.Key_Return, CTRL)
    [field] = desk.categories.all()[0].fields
    assert (field.label, field.kind, field.choices, field.needed) == ("Paid by", "choice", ("card", "bank"), False)
