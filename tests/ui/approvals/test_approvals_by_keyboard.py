"""At the real window, with a keyboard and nothing else: asked and granted on the spot; found and decided."""

from PySide6.QtCore import Qt
from window_hands import CTRL

from deskapp.ui.approvals.ask_dialog import AskApprovalDialog
from deskapp.ui.approvals.decide_dialog import DecideDialog
from deskapp.ui.approvals.waiting_dialog import WaitingDialog

Key = Qt.Key


def test_an_agent_asks_and_a_supervisor_grants_by_pin_on_the_spot(floor, window, person) -> None:
    window.show_call(floor.call_id)
    person.do("refund")
    dialog = person.dialog(AskApprovalDialog)
    person.press(Key.Key_Tab)
    person.write("120")
    person.press(Key.Key_Tab)
    person.write("Charged twice")
    person.press(Key.Key_Tab)
    person.press(Key.Key_Right)
    assert dialog.answer.pin.isVisible()
    person.tab_to(dialog.answer.said)
    person.press(Key.Key_Space)
    person.tab_to(dialog.answer.pin)
    person.write("4071")
    person.press(Key.Key_Return, CTRL)
    assert floor.standing == ["granted"]
    assert not person.is_open(AskApprovalDialog)
    items = window.current.panel.approvals.list.cards.items
    assert [(item.title, item.corner) for item in items] == [("Refund £120.00", "granted")]


def test_a_supervisor_finds_what_waits_by_name_and_grants_it(floor, window, person) -> None:
    floor.ask()
    floor.desk.sign_in(floor.supervisor)
    floor.place.load_facts()
    person.do("approvals that wait")
    person.press(Key.Key_Return)
    dialog = person.dialog(DecideDialog)
    assert dialog.approval.amount == 120_00
    person.write("Fine")
    person.press(Key.Key_Return, CTRL)
    assert floor.standing == ["granted"]


def test_in_a_window_too_narrow_for_the_list_the_same_name_opens_it_as_a_dialog(floor, window, person) -> None:
    floor.ask()
    floor.desk.sign_in(floor.supervisor)
    floor.place.load_facts()
    window.resize(640, 480)
    person.do("approvals that wait")
    assert person.is_open(WaitingDialog)
    person.press(Key.Key_Return)
    assert not person.is_open(WaitingDialog)
    assert person.dialog(DecideDialog).approval.amount == 120_00
    person.press(Key.Key_Escape)
