"""Asking, deciding and confirming by keyboard alone, against a real desk."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit

from deskapp.domain.words import ApprovalKind, ApprovalMeans
from deskapp.services.approvals.acts import ApprovalAnswer
from deskapp.ui.approvals.approval_words import card
from deskapp.ui.approvals.ask_dialog import AskApprovalDialog
from deskapp.ui.approvals.confirm_dialog import ConfirmDialog
from deskapp.ui.approvals.decide_dialog import DecideDialog
from deskapp.ui.approvals.open_dialog import dialog_for
from deskapp.ui.look.palettes import Tint

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
PIN = "4071"


@pytest.fixture
def ask(floor, hands):
    dialog = AskApprovalDialog(floor.place, floor.call)
    hands.show(dialog)
    return dialog


def test_an_approval_is_asked_by_keyboard_alone(floor, hands, ask) -> None:
    assert ask.what.kind_field.hasFocus()
    hands.press(Key.Key_Tab)
    hands.type("1,250.50")
    assert ask.what.who.text() == "Above your limit of £50.00: needs a manager."
    hands.press(Key.Key_Tab)
    hands.type("Charged twice")
    hands.press(Key.Key_Return, CTRL)
    asked = floor.desk.approvals.of_call(floor.call_id)[0]
    assert (asked.kind, asked.amount, asked.reason) == (ApprovalKind.REFUND, 1_250_50, "Charged twice")
    assert asked.standing == "asked"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("50", "Within your limit of £50.00: no approval is needed."),
        ("50.01", "Above your limit of £50.00: needs a supervisor."),
        ("6000", "Above your limit of £50.00: needs somebody outside, such as head office."),
        ("", ""),
        ("12x", ""),
    ],
)
def test_who_may_decide_it_is_said_while_the_amount_is_typed(floor, hands, ask, typed: str, said: str) -> None:
    ask.what.amount.setText(typed)
    assert ask.what.who.text() == said


def test_an_exception_has_no_amount_and_says_who_decides(floor, hands, ask) -> None:
    hands.press(Key.Key_Down)
    hands.press(Key.Key_Down)
    assert ask.what.kind is ApprovalKind.POLICY_EXCEPTION
    assert not ask.what.amount.isVisible()
    assert ask.what.who.text() == "Beyond your authority: needs a supervisor."


def test_an_amount_that_is_none_is_said_beside_its_field_and_stays_as_typed(floor, hands, ask) -> None:
    ask.what.amount.setText("twelve")
    ask.what.reason.setText("r")
    hands.press(Key.Key_Return, CTRL)
    assert ask.what.amount.text() == "twelve"
    assert "“twelve” is no amount" in ask.what.amount.accessibleDescription()
    assert ask.what.amount.hasFocus()
    assert floor.standing == []


def test_what_is_within_ones_limit_is_refused_beside_the_amount(floor, hands, ask) -> None:
    ask.what.amount.setText("50")
    ask.what.reason.setText("r")
    hands.press(Key.Key_Return, CTRL)
    assert ask.what.amount.accessibleDescription() == "This is within your own limit: no approval is needed."
    assert ask.what.reason.text() == "r"


def test_it_is_granted_on_the_spot_by_the_pin_of_somebody_above(floor, hands, ask) -> None:
    ask.what.amount.setText("120")
    ask.what.reason.setText("Charged twice")
    ask.answer.means.pill(ApprovalMeans.PIN).click()
    assert ask.answer.who.currentText() == "Sue Supervisor · supervisor"
    assert ask.answer.pin.echoMode() is QLineEdit.EchoMode.Password
    ask.answer.said.pill("granted").click()
    ask.answer.pin.setFocus()
    hands.type(PIN)
    hands.press(Key.Key_Return, CTRL)
    assert floor.standing == ["granted"]
    assert floor.desk.work.staff_id == floor.agent


def test_a_wrong_pin_is_said_beside_it_and_nothing_typed_is_lost(floor, hands, ask) -> None:
    ask.what.amount.setText("120")
    ask.what.reason.setText("Charged twice")
    ask.answer.means.pill(ApprovalMeans.PIN).click()
    ask.answer.said.pill("granted").click()
    ask.answer.pin.setText("0000")
    hands.press(Key.Key_Return, CTRL)
    assert ask.answer.pin.accessibleDescription().startswith("That is not the PIN")
    assert ask.answer.pin.hasFocus()
    assert (ask.what.amount.text(), ask.what.reason.text()) == ("120", "Charged twice")
    assert floor.standing == []


def test_whoever_stands_next_above_is_offered_first_until_somebody_else_is_chosen(floor, hands, ask) -> None:
    ask.what.amount.setText("6000")
    ask.answer.means.pill(ApprovalMeans.PHONE).click()
    assert ask.answer.who.currentText() == "Somebody outside"
    ask.what.amount.setText("120")
    assert ask.answer.who.currentText() == "Sue Supervisor · supervisor"
    ask.answer.who.setFocus()
    hands.press(Key.Key_Down)
    assert ask.answer.who.currentText() == "Manager · manager"
    ask.answer.means.pill(ApprovalMeans.PIN).click()
    ask.what.amount.setText("130")
    assert ask.answer.who.currentText() == "Manager · manager"


def test_an_answer_needs_what_was_said(floor, hands, ask) -> None:
    ask.what.amount.setText("120")
    ask.what.reason.setText("r")
    ask.answer.means.pill(ApprovalMeans.PHONE).click()
    hands.press(Key.Key_Return, CTRL)
    assert ask.answer.said.accessibleDescription() == "Choose what they said."
    assert floor.standing == []


def test_told_by_phone_stays_unconfirmed_and_says_so_beforehand(floor, hands, ask) -> None:
    ask.what.amount.setText("6000")
    ask.what.reason.setText("r")
    ask.answer.means.pill(ApprovalMeans.PHONE).click()
    assert ask.answer.hint.isVisible()
    assert ask.answer.who.currentText() == "Somebody outside"
    ask.answer.outside.setText("Head office, Jo")
    ask.answer.said.pill("granted").click()
    hands.press(Key.Key_Return, CTRL)
    assert floor.standing == ["granted_unconfirmed"]


def test_what_was_typed_is_kept_as_a_draft_but_never_a_pin(floor, hands, ask) -> None:
    ask.what.amount.setText("120")
    ask.what.reason.setText("Charged twice")
    ask.answer.means.pill(ApprovalMeans.PIN).click()
    ask.answer.pin.setText(PIN)
    hands.press(Key.Key_Escape)
    kept = floor.desk.drafts.load(f"approval:{floor.call_id}")
    assert kept["reason"] == "Charged twice"
    assert PIN not in str(kept)
    again = AskApprovalDialog(floor.place, floor.call)
    hands.show(again)
    assert (again.what.amount.text(), again.answer.pin.text()) == ("120", "")


def test_a_supervisor_grants_by_keyboard(floor, hands) -> None:
    asked = floor.ask()
    floor.desk.sign_in(floor.supervisor)
    dialog = dialog_for(floor.place, asked, None)
    assert isinstance(dialog, DecideDialog)
    hands.show(dialog)
    hands.type("Fine")
    hands.press(Key.Key_Return, CTRL)
    assert floor.standing == ["granted"]


def test_a_supervisor_refuses_by_keyboard_and_says_why(floor, hands) -> None:
    asked = floor.ask()
    floor.desk.sign_in(floor.supervisor)
    dialog = DecideDialog(floor.place, asked)
    hands.show(dialog)
    hands.press(Key.Key_Return, CTRL_SHIFT)
    assert dialog.words.accessibleDescription() == "This is needed."
    hands.type("Not proven")
    hands.press(Key.Key_Return, CTRL_SHIFT)
    assert floor.standing == ["refused"]


def test_whoever_asked_is_offered_no_grant_but_the_answer_of_others(floor, hands) -> None:
    dialog = DecideDialog(floor.place, floor.ask())
    hands.show(dialog)
    assert dialog.main_button.text().startswith("Record the answer")
    names = [dialog.answer.who.itemText(row) for row in range(dialog.answer.who.count())]
    assert names == ["Sue Supervisor · supervisor", "Manager · manager"]


def test_a_supervisor_is_not_offered_what_needs_a_manager(floor, hands) -> None:
    asked = floor.ask(500_01)
    floor.desk.sign_in(floor.supervisor)
    dialog = DecideDialog(floor.place, asked)
    hands.show(dialog)
    names = [dialog.answer.who.itemText(row) for row in range(dialog.answer.who.count())]
    assert names == ["Manager · manager"]


def test_whoever_comes_later_sees_what_the_first_one_said_and_keeps_what_they_typed(floor, hands) -> None:
    asked = floor.ask()
    floor.desk.sign_in(floor.supervisor)
    dialog = DecideDialog(floor.place, asked)
    hands.show(dialog)
    hands.type("No")
    floor.desk.work.staff_id = 1
    floor.desk.approvals.grant(asked.id, "Yes, do")
    floor.desk.work.staff_id = floor.supervisor
    hands.press(Key.Key_Return, CTRL_SHIFT)
    assert dialog.isVisible()
    assert dialog.notice.words == (
        "Somebody was first. Refund £120.00: granted · Manager, signed in, 10:00 · “Yes, do”"
    )
    assert dialog.words.text() == "No"
    assert dialog.chip.text() == "● granted"
    assert not dialog.main_button.isEnabled()
    hands.press(Key.Key_Return, CTRL)
    assert floor.standing == ["granted"]


def test_it_is_taken_back_from_the_same_dialog(floor, hands) -> None:
    dialog = DecideDialog(floor.place, floor.ask())
    hands.show(dialog)
    dialog.withdraw()
    hands.settle()
    assert floor.standing == ["withdrawn"]


def test_they_confirm_by_their_pin_at_the_agents_workstation(floor, hands) -> None:
    asked = floor.ask()
    told = floor.desk.approvals.answer(asked.id, ApprovalAnswer(True, floor.supervisor)).value
    dialog = dialog_for(floor.place, told, None)
    assert isinstance(dialog, ConfirmDialog)
    hands.show(dialog)
    hands.press(Key.Key_Return, CTRL)
    assert dialog.pin.accessibleDescription() == "They type their PIN here themselves."
    hands.type(PIN)
    hands.press(Key.Key_Return, CTRL)
    assert floor.standing == ["granted"]


def test_they_say_that_it_was_not_so(floor, hands) -> None:
    told = floor.desk.approvals.answer(floor.ask().id, ApprovalAnswer(True, floor.supervisor)).value
    floor.desk.sign_in(floor.supervisor)
    dialog = ConfirmDialog(floor.place, told)
    hands.show(dialog)
    assert dialog.pin is None
    hands.type("I did not")
    hands.press(Key.Key_Return, CTRL_SHIFT)
    assert floor.standing == ["refused"]


def test_what_was_said_outside_an_agent_cannot_confirm(floor, hands) -> None:
    told = floor.desk.approvals.answer(floor.ask(6_000_00).id, ApprovalAnswer(True, outside="Jo")).value
    dialog = ConfirmDialog(floor.place, told)
    hands.show(dialog)
    assert not dialog.main_button.isEnabled()
    assert not dialog.deny_button.isEnabled()
    hands.press(Key.Key_Return, CTRL)
    assert floor.standing == ["granted_unconfirmed"]


def test_how_it_stands_is_told_by_word_shape_and_colour(floor) -> None:
    now = floor.desk.clock.now()
    asked = floor.ask()
    shown = {}

    def look() -> None:
        one = floor.desk.approvals.of_call(floor.call_id)[0]
        item = card(one, "UTC", now)
        shown[one.standing] = (item.corner, item.tint, item.lines[0].text.partition(" · ")[0])

    look()
    floor.desk.approvals.answer(asked.id, ApprovalAnswer(True, floor.supervisor))
    look()
    floor.desk.approvals.confirm(asked.id, pin=PIN)
    look()
    assert shown == {
        "asked": ("asked", Tint.SOON, "asked, not granted yet"),
        "granted_unconfirmed": ("unconfirmed", Tint.SOON, "granted by phone, unconfirmed"),
        "granted": ("granted", Tint.OK, "granted"),
    }
