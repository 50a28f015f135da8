"""Approvals on the call, in its menu, beside the overdue calls, and in the escalation."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deskapp.domain.words import ApprovalMeans, Consent, ContactKind, EscalationType, Level, Transfer
from deskapp.services.approvals.acts import ApprovalAnswer
from deskapp.services.changes import Changes
from deskapp.services.directory.acts import SaveContact
from deskapp.ui.approvals.decide_dialog import DecideDialog
from deskapp.ui.approvals.waiting_dialog import WaitingDialog
from deskapp.ui.calls.panel.call_panel import CallPanel
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.supervise.overdue_screen import OverdueScreen

Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def panel_of(floor, hands) -> CallPanel:
    panel = CallPanel(floor.place)
    panel.show_call(floor.call_id)
    panel.resize(370, 760)
    hands.show(panel)
    return panel


def dialog_over(widget, kind):
    return next(one for one in widget.findChildren(kind) if one.isVisible())


def test_a_call_without_approvals_shows_no_list_of_them(floor, hands) -> None:
    assert not panel_of(floor, hands).approvals.isVisible()


def test_a_call_shows_its_approvals_the_open_ones_first_and_enter_decides(floor, hands) -> None:
    asked = floor.ask()
    granted = floor.ask(130_00)
    floor.desk.approvals.answer(granted.id, ApprovalAnswer(True, floor.supervisor, pin="4071"))
    floor.desk.approvals.withdraw(floor.ask(140_00).id)
    panel = panel_of(floor, hands)
    items = panel.approvals.list.cards.items
    assert [(item.title, item.corner) for item in items] == [("Refund £120.00", "asked"), ("Refund £130.00", "granted")]
    panel.approvals.list.set_current(asked.id)
    panel.approvals.list.setFocus()
    hands.press(Key.Key_Return)
    dialog = dialog_over(panel, DecideDialog)
    assert dialog.approval.id == asked.id
    dialog.close()


def test_the_menu_of_the_call_asks_for_an_approval_and_has_those_that_are_open(floor, hands) -> None:
    floor.ask()
    panel = panel_of(floor, hands)
    panel._menu.aboutToShow.emit()
    words = [action.text() for action in panel._menu.actions()]
    assert "Refund £120.00: the answer…" in words
    assert "Ask for an approval" in words


def test_a_list_of_what_waits_that_was_closed_hears_no_more_of_the_desk(floor, hands, wait_idle) -> None:
    floor.desk.sign_in(floor.supervisor)
    dialog = WaitingDialog(floor.place)
    gone = []
    dialog.destroyed.connect(lambda: gone.append(True))
    hands.show(dialog)
    dialog.close()
    hands.settle()
    assert gone
    floor.place.load_facts()
    wait_idle(floor.place)


def test_a_supervisor_sees_what_waits_with_its_count_and_an_agent_does_not(floor, hands) -> None:
    floor.ask()
    told = floor.ask(130_00)
    floor.desk.approvals.answer(told.id, ApprovalAnswer(True, floor.supervisor))
    screen = OverdueScreen(floor.place)
    screen.resize(1190, 714)
    hands.show(screen)
    assert not screen.approvals.isVisible()
    floor.desk.sign_in(floor.supervisor)
    floor.place.load_facts()
    hands.settle()
    assert screen.approvals.isVisible()
    assert screen.approvals.heading == "Approvals that wait · 2"
    assert [item.corner for item in screen.approvals.list.cards.items] == ["asked", "unconfirmed"]
    floor.desk.approvals.confirm(told.id)
    floor.place.hub.tell(Changes(lists=frozenset({"approvals"})))
    hands.settle()
    assert screen.approvals.heading == "Approvals that wait · 1"


def test_in_a_narrow_window_the_list_is_a_dialog_that_gives_way_to_the_decision(floor, hands) -> None:
    floor.ask()
    floor.desk.sign_in(floor.supervisor)
    screen = OverdueScreen(floor.place)
    hands.show(screen)
    dialog = WaitingDialog(floor.place, screen)
    dialog.open()
    dialog.activateWindow()
    hands.settle()
    assert dialog.approvals.list.hasFocus()
    QTest.keyClick(dialog.approvals.list, Key.Key_Return)
    hands.settle()
    assert dialog_over(screen, DecideDialog).approval.amount == 120_00
    dialog_over(screen, DecideDialog).close()


def test_the_command_is_offered_to_those_above_only(window, place, floor, person, wait_idle) -> None:
    command = next(one for one in window.shell.commands if one.key == "approvals")
    place.load_facts()
    wait_idle(place)
    assert not command.ready()
    floor.desk.sign_in(floor.supervisor)
    assert command.ready()
    floor.desk.sign_in(floor.agent)


def escalating(floor, hands) -> EscalateDialog:
    floor.desk.directory.save_contact(
        SaveContact(ContactKind.SENIOR, "Rita Gomez", role="Duty supervisor", authority=Level.SUPERVISOR)
    )
    dialog = EscalateDialog(floor.place, floor.call_id)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    hands.show(dialog)
    steps = dialog.steps
    steps.why.box("beyond_authority").setChecked(True)
    for part in ("issue", "steps", "wants"):
        steps.handover.pass_on.restore({**steps.handover.pass_on.content(), part: "as told"})
    steps.handover.tell.restore({"consent": Consent.YES.value})
    steps.handover.transfer.restore({"transfer": Transfer.MESSAGE.value})
    return dialog


def block_of(dialog: EscalateDialog):
    return dialog.steps.why.block(EscalationType.HIERARCHICAL)


def test_the_block_is_there_with_the_hierarchical_type_and_asks_nothing_by_itself(floor, hands) -> None:
    dialog = escalating(floor, hands)
    assert block_of(dialog).isVisible()
    assert dialog.act.approval is None
    assert not block_of(dialog).answer.isVisible()


def test_an_approval_is_asked_together_with_the_escalation(floor, hands) -> None:
    dialog = escalating(floor, hands)
    block = block_of(dialog)
    block.what.kind_field.setCurrentIndex(block.what.kind_field.findData("refund"))
    block.what.amount.setText("120")
    block.what.reason.setText("Charged twice")
    assert block.what.who.text() == "Above your limit of £50.00: needs a supervisor."
    assert "needs one more yes than mine" in dialog.steps.handover.tell.said
    dialog.escalate(and_print=False)
    hands.settle()
    assert floor.standing == ["asked"]
    assert floor.call.escalations[0].contact == "Rita Gomez"


def test_an_amount_above_ones_limit_ticks_its_sign_once_and_leaves_it_to_the_person_then(floor, hands) -> None:
    dialog = escalating(floor, hands)
    why, block = dialog.steps.why, block_of(dialog)
    box = why.box("beyond_authority")
    why._types.pill(EscalationType.HIERARCHICAL).click()  # by hand, it stays without the sign
    why._types.pill(EscalationType.HIERARCHICAL).click()
    box.setChecked(False)
    block.what.kind_field.setCurrentIndex(block.what.kind_field.findData("refund"))
    block.what.amount.setText("50")
    assert not box.isChecked()
    block.what.amount.setText("50.01")
    assert box.isChecked()
    box.setChecked(False)
    block.what.reason.setText("Charged twice")
    assert not box.isChecked()


def test_in_the_escalation_it_is_granted_on_the_spot(floor, hands) -> None:
    dialog = escalating(floor, hands)
    block = block_of(dialog)
    block.what.kind_field.setCurrentIndex(block.what.kind_field.findData("refund"))
    block.what.amount.setText("120")
    block.what.reason.setText("Charged twice")
    block.answer.means.pill(ApprovalMeans.PIN).click()
    block.answer.said.pill("granted").click()
    block.answer.pin.setText("4071")
    dialog.escalate(and_print=False)
    hands.settle()
    assert floor.standing == ["granted"]


def test_in_the_escalation_bad_amounts_and_refusals_stand_beside_their_fields(floor, hands) -> None:
    dialog = escalating(floor, hands)
    block = block_of(dialog)
    block.what.kind_field.setCurrentIndex(block.what.kind_field.findData("refund"))
    block.what.amount.setText("lots")
    dialog.escalate(and_print=False)
    hands.settle()
    assert "“lots” is no amount" in block.what.amount.accessibleDescription()
    block.what.amount.setText("40")
    dialog.escalate(and_print=False)
    hands.settle()
    assert block.what.amount.accessibleDescription() == "This is within your own limit: no approval is needed."
    assert block.what.reason.accessibleDescription() == "This is needed."
    assert floor.call.escalations == ()


def test_what_was_entered_for_an_approval_is_kept_with_the_draft_of_the_escalation(floor, hands) -> None:
    dialog = escalating(floor, hands)
    block = block_of(dialog)
    block.what.kind_field.setCurrentIndex(block.what.kind_field.findData("credit"))
    block.what.amount.setText("99.90")
    block.answer.means.pill(ApprovalMeans.PIN).click()
    block.answer.pin.setText("4071")
    dialog.steps.why._types.pill(EscalationType.HIERARCHICAL).click()  # by hand off and on: without its sign, too
    dialog.steps.why._types.pill(EscalationType.HIERARCHICAL).click()
    dialog.steps.why.box("beyond_authority").setChecked(False)
    dialog.reject()
    hands.settle()
    assert "4071" not in str(floor.desk.drafts.load(f"escalate:{floor.call_id}"))
    again = EscalateDialog(floor.place, floor.call_id)
    again.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    hands.show(again)
    assert block_of(again).what.content() == {"kind": "credit", "amount": "99.90", "reason": ""}
    assert not again.steps.why.box("beyond_authority").isChecked()
