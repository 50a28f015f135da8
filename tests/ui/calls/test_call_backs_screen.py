"""The list of promises: missed first, kept in one stroke, moved with a reason, the number copied by a key."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls.acts import LogCall, NewCustomer, PromiseCallBack
from deskapp.ui.calls.call_backs.call_backs_screen import AT_ONCE, CallBacksScreen
from deskapp.ui.calls.call_backs.keep_promise_dialog import KeepPromiseDialog
from deskapp.ui.calls.call_backs.move_promise_dialog import MovePromiseDialog

Key = Qt.Key


@pytest.fixture
def promises(desk: Desk, clock: FixedClock) -> list[int]:
    """A call-back that was missed 5 minutes ago, and one that is due in 10 minutes."""
    made = []
    for name, minutes in (("Jane Doe", 40), ("A. Novak", 25)):
        call = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer(name))).value
        act = PromiseCallBack(call.id, clock.now() + timedelta(minutes=minutes), "020 7946 0018", "the refund")
        made.append(desk.promises.call_back(act).value.id)
    clock.advance(timedelta(minutes=30))
    return made


@pytest.fixture
def screen(promises: list[int], person: Hands) -> CallBacksScreen:
    person.press(Key.Key_4, CTRL)
    shown = person.window.screens.currentWidget()
    assert isinstance(shown, CallBacksScreen)
    return shown


def test_missed_promises_come_first_with_real_time(screen: CallBacksScreen) -> None:
    told = [(item.title, item.corner, item.tint) for item in screen.table.cards.items]
    assert told == [("A. Novak", "0:05 over", "over"), ("Jane Doe", "0:10 left", "soon")]
    assert screen.count_words == "1 missed"


def test_a_promise_is_kept_in_one_stroke_and_the_note_becomes_the_contact(
    screen: CallBacksScreen, person: Hands, desk: Desk
) -> None:
    assert screen.current is not None
    call_id = screen.current.call_id
    person.press(Key.Key_Return)
    person.dialog(KeepPromiseDialog)
    person.write("Told about the refund")
    person.press(Key.Key_Return, CTRL)
    assert [item.title for item in screen.table.cards.items] == ["Jane Doe"]
    words = [event.payload for event in desk.overview.call(call_id).events]
    assert any("Told about the refund" in str(told) for told in words)


def test_a_promise_is_moved_with_its_reason(screen: CallBacksScreen, person: Hands, desk: Desk) -> None:
    person.press(Key.Key_M, CTRL)
    dialog = person.dialog(MovePromiseDialog)
    person.press(Key.Key_Return, CTRL)
    assert person.is_open(MovePromiseDialog)
    person.write("today 15:30")
    person.tab_to(dialog.reason)
    person.write("The customer is in a meeting")
    person.press(Key.Key_Return, CTRL)
    assert [item.title for item in screen.table.cards.items] == ["Jane Doe", "A. Novak"]
    assert {promise.moved_reason for promise in desk.promises.open()} == {""}
    assert screen.current is not None
    assert screen.current.customer == "A. Novak"


def test_one_key_copies_the_number(screen: CallBacksScreen, person: Hands) -> None:
    QGuiApplication.clipboard().setText("")
    screen.table.setFocus()
    person.press(Key.Key_C, CTRL)
    assert QGuiApplication.clipboard().text() == "020 7946 0018"


def test_keys_of_a_call_act_on_the_promises_call(screen: CallBacksScreen, person: Hands) -> None:
    assert screen.current is not None
    assert person.window.current.call_id == screen.current.call_id
    person.press(Key.Key_O, CTRL)
    assert person.window.screens.current_key == "call"
    assert person.window.current.call_id == screen.current.call_id
    person.press(Key.Key_Escape)
    assert screen.table.hasFocus()


def test_an_empty_list_says_what_to_do_next(person: Hands) -> None:
    person.press(Key.Key_4, CTRL)
    screen = person.window.screens.currentWidget()
    assert isinstance(screen, CallBacksScreen)
    assert not screen.table.isVisible()


def test_of_many_promises_the_first_are_read_and_the_next_as_they_are_scrolled_to(
    desk: Desk, clock: FixedClock, person: Hands
) -> None:
    count = AT_ONCE + 50
    with desk.work.batch():
        call = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer("Jane Doe"))).value
        for number in range(count):
            # Two at each instant, and not in the order in which they were made.
            due = clock.now() + timedelta(minutes=1 + number * 7 % count // 2)
            desk.promises.call_back(PromiseCallBack(call.id, due, "020 7946 0018"))
    clock.advance(timedelta(days=1))
    every = [one.id for one in desk.promises.open()]
    first = desk.promises.page(AT_ONCE)
    assert [one.id for one in (*first.promises, *desk.promises.page(AT_ONCE, first.promises[-1]).promises)] == every
    person.press(Key.Key_4, CTRL)
    screen = person.window.screens.currentWidget()
    assert isinstance(screen, CallBacksScreen)
    assert [item.key for item in screen.table.cards.items] == every[:AT_ONCE]
    assert screen.count_words == f"{count} missed"
    (listing,) = screen.listings()
    assert listing.count == count
    person.press(Key.Key_End)
    assert [item.key for item in screen.table.cards.items] == every
    person.press(Key.Key_End)
    assert screen.current is not None
    assert screen.current.id == every[-1]
