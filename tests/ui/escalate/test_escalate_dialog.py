"""The escalation dialog, driven by keyboard against a real desk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QLabel, QLineEdit, QPlainTextEdit, QWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.words import Asks, Consent, EscalationState, EscalationType, HandoffPart, Priority, Transfer
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.escalations.acts import Escalate, RefuseEscalation
from deskapp.services.library.acts import EditedCheck, EditedGuide, SaveCategory
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.work.workplace import Workplace

ALT = Qt.KeyboardModifier.AltModifier
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier

Wait = Callable[[Workplace], None]
#: The checklist of the call's category, which was done.
CHECKED = ("Which invoice, which amount?", "Account and payments looked up", "Refund or credit within my limit tried")


class Hands:
    """Presses keys where the focus is, and counts them; typed text is counted apart."""

    def __init__(self, dialog: EscalateDialog) -> None:
        self._dialog, self.strokes = dialog, 0

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self._where(), key, modifiers)
        self.strokes += 1

    def type(self, words: str) -> None:
        QTest.keyClicks(self._where(), words)

    def _where(self) -> QWidget:
        return self._dialog.focusWidget() or self._dialog


def only(dialog: EscalateDialog, place: Workplace) -> Any:
    (escalation,) = place.desk.overview.call(dialog.act.call_id).escalations
    return escalation


def test_a_prepared_call_is_escalated_with_at_most_6_strokes(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    hands = Hands(dialog)
    hands.strokes = 1  # F8 opened it
    with qtbot.waitSignal(dialog.escalated) as told:
        hands.press(Qt.Key.Key_Y, ALT)
        hands.press(Qt.Key.Key_T, ALT)
        hands.type("45 min")
        hands.press(Qt.Key.Key_Return, CTRL)
        wait_idle(place)
    assert hands.strokes <= 6
    escalation, to_print = told.args
    assert to_print is True
    assert escalation == only(dialog, place)
    assert escalation.contact == "Alex Meyer"
    assert escalation.types == (EscalationType.FUNCTIONAL,)
    assert [code for code, _reason in escalation.triggers] == ["no_solution"]
    assert escalation.consent is Consent.YES
    assert escalation.transfer is Transfer.WARM
    assert escalation.estimate == timedelta(minutes=45)
    steps = escalation.handoff[HandoffPart.STEPS].splitlines()
    assert steps == [*(f"✓ {line}" for line in CHECKED), "Confirmed two charges, one pending."]
    assert not dialog.isVisible()


def test_escalating_never_changes_the_owner_and_promises_the_next_update(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    before = place.desk.overview.call(dialog.act.call_id).row.owner_id
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_Y, ALT)
    hands.press(Qt.Key.Key_U, ALT)
    dialog.steps.handover.tell.next_update.edit.selectAll()
    hands.type("11:15")
    hands.press(Qt.Key.Key_Return, CTRL_SHIFT)
    wait_idle(place)
    call = place.desk.overview.call(dialog.act.call_id)
    assert call.row.owner_id == before
    (promise,) = call.promises
    assert promise.due_at == datetime(2026, 11, 16, 11, 15, tzinfo=UTC)


def test_escalating_without_printing_says_so(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_K, ALT)
    with qtbot.waitSignal(dialog.escalated) as told:
        hands.press(Qt.Key.Key_Return, CTRL_SHIFT)
        wait_idle(place)
    assert told.args[1] is False
    assert only(dialog, place).consent is Consent.NOT_ASKED


def test_consent_is_never_preset_and_asked_for_beside_its_field(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    assert dialog.act.consent is None
    Hands(dialog).press(Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert not place.desk.overview.call(dialog.act.call_id).escalations
    assert dialog.isVisible()
    assert "Ask the customer, or choose “Not asked”." in texts(dialog)
    assert dialog.steps.handover.tell.isAncestorOf(dialog.focusWidget())
    assert dialog.main_button.isEnabled()


def test_a_no_asks_for_its_reason(dialog: EscalateDialog, place: Workplace, wait_idle: Wait) -> None:
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_N, ALT)
    hands.press(Qt.Key.Key_Return, CTRL_SHIFT)
    wait_idle(place)
    assert "Write what the customer said against it." in texts(dialog)
    hands.type("Wants nobody else to know.")
    hands.press(Qt.Key.Key_Return, CTRL_SHIFT)
    wait_idle(place)
    assert only(dialog, place).consent_reason == "Wants nobody else to know."


def test_a_cold_transfer_asks_for_its_reason_and_changes_the_phrase(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    hands = Hands(dialog)
    assert "stay on the line" in dialog.steps.handover.tell.said
    assert "Jane Doe on the line" in dialog.steps.handover.transfer.script
    hands.press(Qt.Key.Key_Y, ALT)
    hands.press(Qt.Key.Key_C, ALT)
    assert "stay on the line" not in dialog.steps.handover.tell.said
    assert "Can you take it" in dialog.steps.handover.transfer.script
    assert "Jane" not in dialog.steps.handover.transfer.script
    hands.press(Qt.Key.Key_Return, CTRL_SHIFT)
    wait_idle(place)
    assert "Say why the contact is not spoken to first." in texts(dialog)
    hands.type("Alex is in a meeting.")
    hands.press(Qt.Key.Key_Return, CTRL_SHIFT)
    wait_idle(place)
    assert only(dialog, place).transfer_reason == "Alex is in a meeting."


def test_what_is_missing_is_named(dialog: EscalateDialog, place: Workplace, wait_idle: Wait) -> None:
    hands = Hands(dialog)
    pass_on = dialog.steps.handover.pass_on
    assert pass_on.progress_words == "Handoff ready: 4 of 5"
    hands.press(Qt.Key.Key_3, ALT)
    hands.press(Qt.Key.Key_Tab)
    hands.press(Qt.Key.Key_A, CTRL)
    hands.press(Qt.Key.Key_Delete)
    assert pass_on.progress_words == "Handoff: 3 of 5. Still needed: Steps already taken"
    hands.press(Qt.Key.Key_Y, ALT)
    hands.press(Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert dialog.focusWidget() is pass_on.area(HandoffPart.STEPS)
    assert "This is needed: the contact cannot begin without it." in texts(dialog)
    hands.type("Looked at both invoices.")
    assert "This is needed: the contact cannot begin without it." not in texts(dialog)


def test_a_way_to_reach_the_customer_is_asked_for_where_none_is_on_record(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    jane = scene.desk.overview.call(scene.call_id).customer
    scene.desk.directory.save_customer(SaveCustomer(jane.name, id=jane.id, base_version=jane.version))
    dialog = EscalateDialog(place, scene.call_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    wait_idle(place)
    pass_on = dialog.steps.handover.pass_on
    assert pass_on.progress_words == "Handoff: 4 of 5. Still needed: How to reach the customer"
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_Y, ALT)
    hands.press(Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert "Ask for a number or an e-mail address: nothing is on record." in texts(dialog)
    hands.type("020 7946 0018")
    assert "Ask for a number or an e-mail address: nothing is on record." not in texts(dialog)
    assert pass_on.progress_words == "Handoff ready: 4 of 5"
    hands.press(Qt.Key.Key_Return, CTRL_SHIFT)
    wait_idle(place)
    call = scene.desk.overview.call(scene.call_id)
    assert (call.customer.phones, call.row.escalated) == (("020 7946 0018",), True)


def test_what_the_category_needs_is_asked_for_where_the_call_does_not_name_it(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    desk, category_id = scene.desk, scene.desk.overview.call(scene.call_id).category_id
    category = next(one for one in desk.categories.all() if one.id == category_id)
    act = SaveCategory(
        category.name, tuple(EditedCheck(one.text, one.id) for one in category.checks),
        tuple(EditedGuide(one.kind, one.title, one.content, one.id) for one in category.guides),
        contact_id=category.contact_id, asks_equipment=Asks.NEEDED, id=category.id, base_version=category.version,
    )  # fmt: skip
    desk.categories.save(act)
    dialog = EscalateDialog(place, scene.call_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.activateWindow()
    wait_idle(place)
    pass_on = dialog.steps.handover.pass_on
    assert pass_on.progress_words.endswith("Still needed: Equipment")
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_Y, ALT)
    hands.press(Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert "Say what it is about: calls of this category need it." in texts(dialog)
    hands.type("Card terminal")
    hands.press(Qt.Key.Key_Return, CTRL_SHIFT)
    wait_idle(place)
    call = desk.overview.call(scene.call_id)
    assert call.row.escalated
    assert call.equipment is not None
    assert call.equipment.label == "Card terminal"


def test_the_handoff_is_complete_with_all_five_parts(dialog: EscalateDialog) -> None:
    dialog.steps.handover.pass_on.area(HandoffPart.DEADLINE).setPlainText("Bill due tomorrow 09:00")
    assert dialog.steps.handover.pass_on.progress_words == "Handoff complete: 5 of 5"


def test_the_best_contact_is_chosen_and_the_next_is_named(dialog: EscalateDialog) -> None:
    assert dialog.steps.who.contact is not None
    assert dialog.steps.who.contact.contact.name == "Alex Meyer"
    assert dialog.steps.who.next_words == "Accept by 10:30. If not: Rita Gomez is next."


def test_arrows_in_the_search_field_choose_another_contact_and_the_phrase_follows(
    dialog: EscalateDialog, scene: Any
) -> None:
    hands = Hands(dialog)
    assert "Alex Meyer, Billing specialist" in dialog.steps.handover.tell.said
    hands.press(Qt.Key.Key_2, ALT)
    hands.press(Qt.Key.Key_Down)
    assert dialog.act.contact_id == scene.rita
    assert "Rita Gomez, Duty supervisor" in dialog.steps.handover.tell.said
    hands.press(Qt.Key.Key_Return)
    assert dialog.steps.handover.isAncestorOf(dialog.focusWidget())


def test_a_contact_is_found_in_the_directory_by_typing(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait, qtbot: QtBot, scene: Any
) -> None:
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_2, ALT)
    hands.type("cardpay")
    qtbot.waitUntil(lambda: dialog.act.contact_id == scene.supplier)
    assert "Accept by 14:00." in dialog.steps.who.next_words
    for _key in "cardpay":
        hands.press(Qt.Key.Key_Backspace)
    qtbot.waitUntil(lambda: dialog.steps.who._list.cards.rowCount() == 3)
    assert dialog.act.contact_id == scene.supplier


def test_priority_escalation_raises_the_priority_with_its_reason_and_moves_no_one(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    hands = Hands(dialog)
    dialog.steps.why.box("strict_deadline").setChecked(True)
    hands.press(Qt.Key.Key_F, ALT)
    hands.press(Qt.Key.Key_P, ALT)
    assert dialog.steps.why.types == (EscalationType.PRIORITY,)
    assert dialog.steps.why.priority is Priority.P1
    assert dialog.steps.why.priority_reason == "Strict deadline"
    assert dialog.preview_button.isHidden()
    with qtbot.waitSignal(dialog.escalated) as told:
        hands.press(Qt.Key.Key_Return, CTRL)
        wait_idle(place)
    assert told.args[1] is False
    call = place.desk.overview.call(dialog.act.call_id)
    assert call.priority is Priority.P1
    (escalation,) = call.escalations
    assert escalation.contact_id is None
    assert escalation.state is EscalationState.RETURNED


def test_the_deadline_that_a_raised_priority_brings_is_seen_before_it_is_recorded(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    hands = Hands(dialog)
    dialog.steps.why.box("strict_deadline").setChecked(True)
    hands.press(Qt.Key.Key_P, ALT)
    assert dialog.steps.why.priority is Priority.P1
    assert dialog.steps.why.deadline == "Resolve by today, Mon 16 Nov 11:00, not today, Mon 16 Nov 14:00"


def test_a_call_that_would_be_overdue_at_once_says_so_beside_raise_to(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    scene.clock.advance(timedelta(minutes=90))
    dialog = EscalateDialog(place, scene.call_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    wait_idle(place)
    assert dialog.steps.why.deadline.startswith("Overdue at once: resolve by today, Mon 16 Nov 11:00, not today")
    dialog.reject()
    wait_idle(place)


def test_the_preview_shows_the_sheet_and_records_nothing(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_Y, ALT)
    hands.press(Qt.Key.Key_P, CTRL)
    wait_idle(place)
    assert dialog.previewing
    assert dialog.preview.where == "Page 1 of 2"
    assert "Alex Meyer" in dialog.preview.text
    assert not dialog.preview.view.image.isNull()
    assert not place.desk.overview.call(dialog.act.call_id).escalations
    hands.press(Qt.Key.Key_Escape)
    assert dialog.isVisible()
    assert not dialog.previewing
    hands.press(Qt.Key.Key_P, CTRL)
    wait_idle(place)
    hands.press(Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert only(dialog, place).contact == "Alex Meyer"


def test_earlier_hand_offs_are_shown_to_whom_and_how_it_ended(
    scene: Any, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    desk = scene.desk
    first = desk.escalations.escalate(prepared(scene, scene.rita)).value
    desk.escalations.refuse(RefuseEscalation(first.id, "On leave from noon"))
    desk.escalations.escalate(prepared(scene, scene.alex))
    dialog = EscalateDialog(place, scene.call_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    wait_idle(place)
    assert "Rita Gomez (refused): On leave from noon" in dialog.header.about
    assert "Alex Meyer (not accepted yet)" in dialog.header.about
    assert dialog.act.contact_id == scene.supplier  # Alex has the call already, and Rita refused
    wait_idle(place)


def test_what_was_entered_survives_escape(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_N, ALT)
    hands.type("<b>no</b> {time}")
    hands.press(Qt.Key.Key_H, ALT)
    hands.press(Qt.Key.Key_M, ALT)
    hands.press(Qt.Key.Key_Escape)
    wait_idle(place)
    assert not dialog.isVisible()
    again = EscalateDialog(place, scene.call_id)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(again)
    again.open()
    wait_idle(place)
    assert again.act == dialog.act
    assert again.act.consent_reason == "<b>no</b> {time}"
    assert again.act.types == (EscalationType.FUNCTIONAL, EscalationType.HIERARCHICAL)
    assert again.notice.words == "What you entered earlier is back."
    again.notice.acted.emit()
    assert again.act.consent is None
    assert again.act.types == (EscalationType.FUNCTIONAL,)
    wait_idle(place)


def test_a_success_forgets_the_draft(dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait) -> None:
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_Y, ALT)
    dialog.draft.save()
    hands.press(Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert scene.desk.drafts.load(f"escalate:{scene.call_id}") is None


def test_a_refusal_by_the_desk_is_said_and_nothing_is_lost(
    dialog: EscalateDialog, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    """Somebody else passes the call to the same contact while the dialog is open."""
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_Y, ALT)
    scene.desk.escalations.escalate(prepared(scene, scene.alex))
    hands.press(Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert dialog.isVisible()
    assert "Manager gave it to Alex Meyer at 10:00: choose another, or wait for their answer." in texts(dialog)
    assert dialog.act.consent is Consent.YES


def test_a_time_to_fix_that_cannot_be_read_is_pointed_out(
    dialog: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    hands = Hands(dialog)
    hands.press(Qt.Key.Key_Y, ALT)
    hands.press(Qt.Key.Key_T, ALT)
    hands.type("soonish")
    hands.press(Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert "This is no length of time. Write it as: 45 min, 2 h, 1:30" in texts(dialog)
    assert not place.desk.overview.call(dialog.act.call_id).escalations


def test_a_call_that_is_not_there_is_said_and_nothing_can_be_pressed(
    scene: Any, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    dialog = EscalateDialog(place, 999)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    wait_idle(place)
    assert dialog.notice.words.startswith("There is no call")
    assert not dialog.main_button.isEnabled()


def test_customer_text_is_plain_everywhere(dialog: EscalateDialog) -> None:
    shown = [label for label in dialog.findChildren(QLabel) if not label.buddy()]
    assert shown
    assert all(label.textFormat() == Qt.TextFormat.PlainText for label in shown)


def test_every_control_has_a_name_and_a_height_to_hit(dialog: EscalateDialog, qtbot: QtBot) -> None:
    for control in dialog.findChildren(QWidget):
        if not control.isVisible() or not isinstance(control, QAbstractButton | QLineEdit | QPlainTextEdit):
            continue
        assert control.accessibleName() or getattr(control, "text", str)(), control
        assert control.height() >= 24, control


@pytest.mark.parametrize(("width", "height"), [(1180, 760), (1024, 640)])
def test_where_the_room_is_too_small_columns_scroll_and_headings_and_main_action_stay(
    dialog: EscalateDialog, width: int, height: int
) -> None:
    dialog.resize(width, height)
    QApplication.processEvents()
    assert (dialog.width(), dialog.height()) == (width, height)
    for column in (dialog.steps.why, dialog.steps.who, dialog.steps.handover):
        assert column.mapTo(dialog, column.rect().bottomRight()).x() <= width
        assert (
            column.mapTo(dialog, column.rect().bottomRight()).y()
            < dialog.main_button.mapTo(dialog, dialog.main_button.rect().topLeft()).y()
        )
    dialog.steps.handover.transfer.first_field().setFocus()
    QApplication.processEvents()
    field = dialog.focusWidget()
    assert field.visibleRegion().boundingRect().height() == field.height()


def texts(dialog: EscalateDialog) -> list[str]:
    return [label.text() for label in dialog.findChildren(QLabel) if label.isVisible()]


def prepared(scene: Any, contact_id: int) -> Escalate:
    return Escalate(
        call_id=scene.call_id,
        types=(EscalationType.FUNCTIONAL,),
        triggers=(("no_solution", ""),),
        contact_id=contact_id,
        handoff={"issue": "i", "steps": "s", "wants": "w"},
        consent=Consent.NOT_ASKED,
        transfer=Transfer.MESSAGE,
    )
