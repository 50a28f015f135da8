"""What would come after the customer's own deadline is pointed out before it is promised, and one press mends it."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dialog_hands import DialogHands
from PySide6.QtCore import Qt

from deskapp.desk import Desk
from deskapp.domain.words import PauseReason
from deskapp.services.calls.acts import LogCall, PromiseCallBack
from deskapp.services.calls.views import PromiseView
from deskapp.services.directory.views import CustomerView
from deskapp.services.incidents.acts import OpenIncident, WriteMessage
from deskapp.ui.calls import acts
from deskapp.ui.calls.call_backs.keep_promise_dialog import KeepPromiseDialog
from deskapp.ui.calls.call_backs.move_promise_dialog import MovePromiseDialog
from deskapp.ui.calls.direct_acts import told
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.incidents.tell_dialog import for_call
from deskapp.ui.widgets.calls.in_time_row import PromiseInTime
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace

CTRL, Key = Qt.KeyboardModifier.ControlModifier, Qt.Key
#: The customer needs it by Monday noon; the policy's next update is due at 14:00.
DEADLINE = datetime(2026, 11, 16, 12, 0, tzinfo=UTC)
POINTED_OUT = "That is after the customer's deadline: today, Mon 16 Nov 12:00."


@pytest.fixture
def urgent(desk: Desk, brook: CustomerView) -> int:
    return desk.calls.log(LogCall("Network drop", customer_id=brook.id, customer_deadline=DEADLINE)).value.id


@pytest.fixture
def promise(desk: Desk, urgent: int) -> PromiseView:
    return desk.promises.call_back(PromiseCallBack(urgent, DEADLINE - timedelta(hours=1))).value


def opened(desk: Desk, place: Workplace, hands: DialogHands, key: str, call_id: int) -> Any:
    dialog = acts.row(key).dialog(place, desk.overview.call(call_id), None)
    hands.show(dialog)
    return dialog


def presses(row: PromiseInTime, field: WhenField, hands: DialogHands) -> None:
    """Named too late, it is pointed out and one press takes the deadline; the focus stays with the field."""
    assert not row.words
    field.setFocus()
    field.edit.selectAll()
    hands.type("tomorrow 14:00")
    assert row.words.endswith(POINTED_OUT)
    assert row.button.accessibleName() == "Promise 12:00"
    hands.press(Key.Key_Tab)
    assert hands.focus() is row.button
    hands.press(Key.Key_Space)
    assert field.value() == DEADLINE
    assert not row.words
    assert hands.focus() is field.edit


def test_a_call_back_after_the_customers_deadline_is_pointed_out_with_an_earlier_one(
    desk: Desk, place: Workplace, hands: DialogHands, urgent: int
) -> None:
    """ "A promise to the customer that would come after it is pointed out before it is made"."""
    dialog = opened(desk, place, hands, "call_back", urgent)
    presses(dialog.due_in_time, dialog.due_at, hands)
    hands.press(Key.Key_Return, CTRL)
    assert [one.due_at for one in desk.promises.open()] == [DEADLINE]


def test_what_is_named_too_late_all_the_same_is_the_persons_decision(
    desk: Desk, place: Workplace, hands: DialogHands, urgent: int
) -> None:
    dialog = opened(desk, place, hands, "call_back", urgent)
    hands.type("tomorrow 14:00")
    assert dialog.due_in_time.words
    hands.press(Key.Key_Return, CTRL)
    assert [one.due_at for one in desk.promises.open()] == [datetime(2026, 11, 17, 14, 0, tzinfo=UTC)]


def test_the_next_update_of_a_conversation_is_offered_in_time_and_pointed_out_when_it_is_not(
    desk: Desk, place: Workplace, hands: DialogHands, urgent: int
) -> None:
    dialog = opened(desk, place, hands, "note", urgent)
    dialog.what.pill("spoke").click()
    assert dialog.next_update.value() == DEADLINE  # by the policy it were 14:00
    presses(dialog.update_in_time, dialog.next_update, hands)


def test_a_wait_past_the_customers_deadline_is_pointed_out(
    desk: Desk, place: Workplace, hands: DialogHands, urgent: int
) -> None:
    dialog = opened(desk, place, hands, "pause", urgent)
    dialog.reason.pill(PauseReason.SUPPLIER).click()
    presses(dialog.back_in_time, dialog.back_by, hands)


def test_a_promise_that_is_moved_past_the_customers_deadline_is_pointed_out(
    place: Workplace, hands: DialogHands, promise: PromiseView
) -> None:
    dialog = MovePromiseDialog(place, promise)
    hands.show(dialog)
    presses(dialog.due_in_time, dialog.due_at, hands)


def test_the_update_after_a_kept_promise_is_pointed_out_where_it_is_too_late(
    place: Workplace, hands: DialogHands, promise: PromiseView
) -> None:
    dialog = KeepPromiseDialog(place, promise)
    hands.show(dialog)
    presses(dialog.update_in_time, dialog.next_update, hands)


def test_the_update_after_an_incidents_message_is_pointed_out_where_it_is_too_late(
    desk: Desk, place: Workplace, hands: DialogHands, urgent: int
) -> None:
    incident = desk.incidents.start(OpenIncident("The network is down", calls=(urgent,))).value
    desk.incidents.write(WriteMessage(incident.id, "We are on it.", 0))
    dialog = for_call(place, desk.overview.call(urgent), None)
    hands.show(dialog)
    presses(dialog.update_in_time, dialog.next_update, hands)


def test_a_new_call_whose_next_update_would_be_too_late_says_so_and_promises_an_earlier_one(
    desk: Desk, place: Workplace, hands: DialogHands, brook: CustomerView
) -> None:
    dialog = NewCallDialog(place)
    hands.show(dialog)
    hands.type("0161 496 0233")
    hands.press(Key.Key_Return)
    hands.type("Network drop")
    dialog.what.deadline.setFocus()
    hands.type("today 12:00")
    card = dialog.urgent.promised
    hands.until(lambda: card.in_time.words)
    assert card.in_time.words.endswith("The next update would come after the customer's deadline: 12:00.")
    card.in_time.button.setFocus()
    hands.press(Key.Key_Space)
    assert not card.in_time.words
    assert card.values["update"].text() == "12:00, promised"
    hands.press(Key.Key_Return, CTRL)
    (made,) = desk.promises.open()
    assert (made.due_at, made.deadline) == (DEADLINE, DEADLINE)


def test_another_deadline_takes_the_earlier_promise_back(
    desk: Desk, place: Workplace, hands: DialogHands, brook: CustomerView
) -> None:
    dialog = NewCallDialog(place)
    hands.show(dialog)
    card = dialog.urgent.promised
    dialog.what.deadline.set_text("today 12:00")
    hands.until(lambda: card.in_time.words)
    hands.click(card.in_time.button)
    assert card.next_update == DEADLINE
    dialog.what.deadline.set_text("today 13:00")
    hands.until(lambda: card.in_time.words)
    assert card.next_update is None


def test_one_key_for_a_conversation_says_when_the_next_update_is_too_late(
    desk: Desk, place: Workplace, urgent: int
) -> None:
    words = told(desk.overview.call(urgent), place)
    assert words.endswith("Next update by 14:00, after the customer's deadline 12:00: name an earlier one.")


def test_without_a_deadline_nothing_is_pointed_out(
    desk: Desk, place: Workplace, hands: DialogHands, call_id: int
) -> None:
    dialog = opened(desk, place, hands, "call_back", call_id)
    hands.type("tomorrow 14:00")
    assert not dialog.due_in_time.words
