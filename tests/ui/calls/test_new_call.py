"""Logging a call while the customer speaks."""

from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Impact, Priority, Urgency
from deskapp.services.calls.acts import LogCall
from deskapp.services.directory.acts import SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.ui.calls.dialogs.note_dialog import NOTE, SPOKE, NoteDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.widgets.calls.caller_cards import NEW
from deskapp.ui.work.workplace import Workplace

CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Key = Qt.Key


@pytest.fixture
def dialog(place: Workplace, hands, brook: CustomerView, quayside: CustomerView) -> NewCallDialog:
    made = NewCallDialog(place)
    hands.show(made)
    return made


def logged(dialog: NewCallDialog) -> list[tuple[int, bool]]:
    told: list[tuple[int, bool]] = []
    dialog.logged.connect(lambda call_id, escalate: told.append((call_id, escalate)))
    return told


def titles(dialog: NewCallDialog) -> list[str]:
    return [item.title for item in dialog.who.list.cards.items]


def test_a_call_is_logged_with_who_and_what_alone_by_keyboard(desk: Desk, dialog: NewCallDialog, hands) -> None:
    told = logged(dialog)
    hands.type("0161 496 0233")
    hands.press(Key.Key_Return)
    assert hands.focus() is dialog.what.summary
    hands.type("Network down in the whole warehouse")
    hands.press(Key.Key_Return, CTRL)
    ((call_id, escalate),) = told
    call = desk.overview.call(call_id)
    assert not escalate
    assert (call.customer.name, call.row.summary) == ("Brook Logistics", "Network down in the whole warehouse")


def test_logging_a_call_takes_at_most_five_moves_of_focus(dialog: NewCallDialog, hands) -> None:
    hands.type("Quayside")
    moves = 0
    while hands.focus() is not dialog.what.summary:
        hands.press(Key.Key_Tab)
        moves += 1
    assert moves <= 5


def test_the_caller_is_found_while_typing_by_phone_account_or_name(dialog: NewCallDialog, hands) -> None:
    for typed, found in (("0161496024", "Quayside Café"), ("20871", "Brook Logistics"), ("quay", "Quayside Café")):
        dialog.who.field.clear()
        hands.type(typed)
        assert titles(dialog) == [found, "New caller"]


def test_a_number_that_several_customers_share_offers_all_of_them(desk: Desk, dialog: NewCallDialog, hands) -> None:
    desk.directory.save_customer(SaveCustomer("Brook Stores", phones=("0161 496 0233",)))
    hands.type("0161 496 0233")
    assert {"Brook Logistics", "Brook Stores"} <= set(titles(dialog))


def test_arrow_keys_move_the_choice_while_typing(dialog: NewCallDialog, hands, quayside: CustomerView) -> None:
    hands.type("0161 496 02")
    first = dialog.who.customer_id
    hands.press(Key.Key_Down)
    assert hands.focus() is dialog.who.field
    assert dialog.who.customer_id not in (None, first)
    hands.press(Key.Key_Up)
    assert dialog.who.customer_id == first


def test_nobody_is_chosen_while_the_search_is_under_way(dialog: NewCallDialog, hands) -> None:
    hands.type("Brook")
    assert dialog.who.customer_id is not None
    QTest.keyClicks(dialog.who.field, "x")
    assert dialog.who.customer_id is None


def test_a_new_caller_keeps_the_number_that_was_typed(desk: Desk, dialog: NewCallDialog, hands) -> None:
    told = logged(dialog)
    hands.type("020 7946 0018")
    hands.press(Key.Key_N, CTRL | SHIFT)
    assert dialog.who.choice == NEW
    assert hands.focus() is dialog.who.new_caller.name
    hands.type("Jane Doe")
    dialog.what.summary.setFocus()
    hands.type("Double charge on invoice 789")
    hands.press(Key.Key_Return, CTRL)
    customer = desk.overview.call(told[0][0]).customer
    assert (customer.name, customer.phones) == ("Jane Doe", ("020 7946 0018",))


def test_where_nobody_is_found_enter_adds_them(dialog: NewCallDialog, hands) -> None:
    hands.type("Jane Doe")
    hands.press(Key.Key_Return)
    assert dialog.who.choice == NEW
    assert dialog.who.new_caller.name.text() == "Jane Doe"
    hands.press(Key.Key_Return)
    assert hands.focus() is dialog.what.summary


def test_what_is_missing_is_said_beside_its_field_and_nothing_typed_is_lost(dialog: NewCallDialog, hands) -> None:
    told = logged(dialog)
    dialog.what.summary.setText("No phones")
    hands.press(Key.Key_Return, CTRL)
    assert not told
    assert dialog.who.form.error.text()
    assert hands.focus() is dialog.who.field
    hands.type("Brook")
    dialog.what.summary.clear()
    hands.press(Key.Key_Return, CTRL)
    assert not told
    assert dialog.what.forms["summary"].error.text()
    assert hands.focus() is dialog.what.summary
    assert dialog.who.field.text() == "Brook"


def test_an_open_call_of_the_same_customer_is_shown_before_a_second_is_logged(
    dialog: NewCallDialog, hands, call_id: int
) -> None:
    hands.type("Brook")
    assert [card.row.id for card in dialog.who.open_calls.cards] == [call_id]
    dialog.who.field.clear()
    hands.type("Quayside")
    assert dialog.who.open_calls.isHidden()


def test_a_repeat_is_linked_to_the_call_it_repeats(desk: Desk, dialog: NewCallDialog, hands, call_id: int) -> None:
    told = logged(dialog)
    hands.type("Brook")
    hands.press(Key.Key_R, Qt.KeyboardModifier.AltModifier)
    hands.until(lambda: hands.focus() is dialog.what.summary)  # a button pressed by its letter is shown so for a moment
    hands.type("Again")
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(told[0][0]).repeat_of == desk.overview.call(call_id).row.ref


def test_adding_to_an_open_call_takes_the_words_along(dialog: NewCallDialog, hands, call_id: int) -> None:
    asked: list[tuple[int, str]] = []
    dialog.add_asked.connect(lambda number, words: asked.append((number, words)))
    hands.type("Brook")
    dialog.what.summary.setText("Still dropping")
    hands.click(dialog.who.open_calls.cards[0].add)
    assert asked == [(call_id, "Still dropping")]


def test_the_deadlines_are_shown_before_saving(dialog: NewCallDialog, hands) -> None:
    hands.click(dialog.urgent.impact.pill(Impact.DEPARTMENT))
    hands.click(dialog.urgent.urgency.pill(Urgency.NOW))
    promised = dialog.urgent.promised
    hands.until(lambda: promised.values["resolution"].text().startswith("11:00"))
    assert promised.shown.text() == "P1"
    assert promised.values["response"].text() == "at once, by phone"
    assert promised.values["update"].text() == "10:30"
    assert promised.values["resolution"].text() == "11:00, 1 h of work"


def test_the_priority_is_overridden_with_a_reason(desk: Desk, dialog: NewCallDialog, hands) -> None:
    told = logged(dialog)
    hands.type("Quayside")
    dialog.what.summary.setText("Till is down")
    hands.click(dialog.urgent.promised.change)
    hands.click(dialog.urgent.promised.row.pill(Priority.P1))
    hands.press(Key.Key_Return, CTRL)
    assert not told
    assert dialog.urgent.promised.form.error.text()
    dialog.urgent.promised.reason.setText("Cannot sell anything")
    hands.press(Key.Key_Return, CTRL)
    call = desk.overview.call(told[0][0])
    assert (call.priority, call.priority_reason) == (Priority.P1, "Cannot sell anything")


def test_signs_to_escalate_are_shown_before_anyone_opens_the_dialog(dialog: NewCallDialog, hands) -> None:
    hands.type("Brook")
    hands.click(dialog.urgent.impact.pill(Impact.SEVERAL))
    hands.until(lambda: len(dialog.urgent.signs.words) >= 2)
    assert dialog.urgent.signs.words == ("More than one person", "May leave · key account")


def test_the_customers_deadline_is_never_silently_wrong(desk: Desk, dialog: NewCallDialog, hands) -> None:
    told = logged(dialog)
    hands.type("Quayside")
    dialog.what.summary.setText("Menus for tonight")
    dialog.what.deadline.set_text("half past three")
    hands.press(Key.Key_Return, CTRL)
    assert not told
    assert not dialog.what.deadline.valid()
    dialog.what.deadline.set_text("today 15:30")
    assert dialog.what.deadline.said == "today, Mon 16 Nov 15:30"
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(told[0][0]).row.customer_deadline == datetime(2026, 11, 16, 15, 30, tzinfo=UTC)


def test_each_category_carries_its_checklist(desk: Desk, dialog: NewCallDialog, hands) -> None:
    told = logged(dialog)
    hands.type("Quayside")
    dialog.what.summary.setText("No network")
    category = next(one for one in desk.facts().categories if one.checks)
    dialog.what.category.setCurrentIndex(dialog.what.category.findData(category.id))
    first = dialog.urgent.checklist.boxes[category.checks[0][0]]
    assert first.words == category.checks[0][1]
    first.setChecked(True)
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(told[0][0]).category_id == category.id


def test_log_and_escalate_says_to_go_on(dialog: NewCallDialog, hands) -> None:
    told = logged(dialog)
    hands.type("Quayside")
    dialog.what.summary.setText("Till is down")
    hands.press(Key.Key_Return, CTRL | SHIFT)
    assert [escalate for _call_id, escalate in told] == [True]


def test_the_time_on_the_line_is_shown(clock: FixedClock, dialog: NewCallDialog) -> None:
    clock.advance(timedelta(seconds=38))
    dialog._ticker.tick()
    assert dialog.line_time.text() == "38 s"
    clock.advance(timedelta(hours=1))
    dialog._ticker.tick()
    assert dialog.line_time.text() == "1 h 38 s"


def test_the_typed_text_is_never_lost(place: Workplace, dialog: NewCallDialog, hands, quayside: CustomerView) -> None:
    hands.type("Quayside")
    hands.press(Key.Key_Return)
    hands.type("Quote for a larger tray")
    hands.click(dialog.urgent.urgency.pill(Urgency.CAN_WAIT))
    hands.press(Key.Key_Escape)
    again = NewCallDialog(place)
    hands.show(again)
    assert again.what.summary.text() == "Quote for a larger tray"
    assert again.who.customer_id == quayside.id
    assert again.urgent.chosen_urgency is Urgency.CAN_WAIT
    assert again.urgent.promised.shown.text() == "P4"
    told = logged(again)
    hands.press(Key.Key_Return, CTRL)
    assert told
    third = NewCallDialog(place)
    hands.show(third)
    assert third.what.summary.text() == ""


def test_any_text_is_logged_and_shown_as_it_was_typed(desk: Desk, dialog: NewCallDialog, hands) -> None:
    told = logged(dialog)
    hostile = '<b>=1+1</b> "x" \u202eمرحبا 🖨️ &amp; %s {0}'
    hands.type("Quayside")
    dialog.what.summary.setText(hostile)
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(told[0][0]).row.summary == hostile


def test_a_draft_is_thrown_away_by_an_act_that_says_so_and_by_nothing_else(
    desk: Desk, dialog: NewCallDialog, place: Workplace, hands
) -> None:
    gone: list[dict[str, object]] = []
    dialog.thrown_away.connect(gone.append)
    assert not dialog.throw_button.isEnabled()
    hands.press(Key.Key_N, CTRL | SHIFT)
    hands.type("Jane Doe")
    dialog.what.summary.setText("No phones")
    hands.press(Key.Key_Escape)
    assert [one.content["summary"] for one in desk.drafts.kept("new-call")] == ["No phones"]
    again = NewCallDialog(place)
    again.thrown_away.connect(gone.append)
    hands.show(again)
    assert again.who.is_new
    assert again.throw_button.text() == "Throw this draft away"
    hands.click(again.throw_button)
    assert desk.drafts.kept("new-call") == ()
    assert [one["caller_name"] for one in gone] == ["Jane Doe"]


def test_the_reference_to_come_is_said_and_is_another_once_somebody_else_has_logged(
    desk: Desk, place: Workplace, dialog: NewCallDialog, hands, quayside: CustomerView
) -> None:
    hands.until(lambda: dialog._line.text().startswith("will be C-00001 · on the line since 10:00:00"))
    place.hub.tell(desk.calls.log(LogCall("Menus", customer_id=quayside.id)).changes)
    hands.until(lambda: dialog._line.text().startswith("will be C-00002 · "))


def test_words_added_to_a_call_while_the_customer_is_on_the_line_are_a_conversation(
    desk: Desk, place: Workplace, hands, call_id: int
) -> None:
    call = desk.overview.call(call_id)
    note = NoteDialog(place, call, words="Now the printer too", on_the_line=True)
    hands.show(note)
    assert (note.what.value, note.words.text()) == (SPOKE, "Now the printer too")
    plain = NoteDialog(place, call)
    assert plain.what.value == NOTE
