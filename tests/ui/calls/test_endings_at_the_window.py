"""The end of a call at the real window, by keyboard alone: one-key contacts, lapse, void, follow-up, satisfaction."""

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QPushButton
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Answer, CallState, ClockKind, PauseReason, Role, VoidReason
from deskapp.services.calls.acts import (
    ContactCustomer,
    GiveAgreement,
    LogCall,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    Reassign,
    ResolveCall,
    VoidCall,
)
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs.agreement_dialog import AgreementDialog
from deskapp.ui.calls.dialogs.lapse_dialog import LapseDialog
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.calls.dialogs.rate_dialog import RateDialog
from deskapp.ui.calls.dialogs.reassign_dialog import ReassignDialog
from deskapp.ui.calls.dialogs.resolve_dialog import ResolveDialog
from deskapp.ui.calls.dialogs.void_dialog import VoidDialog

Key = Qt.Key


@pytest.fixture
def call_id(desk: Desk) -> int:
    """Logged before the window is made."""
    return desk.calls.log(LogCall("Prints nothing", new_customer=NewCustomer("Ada", phone="0161 496 0233"))).value.id


@pytest.fixture
def hands(call_id: int, person: Hands) -> Hands:
    return person


def test_every_contact_is_recorded_in_one_key_stroke_and_starts_the_next_promise(
    desk: Desk, hands: Hands, call_id: int, clock: FixedClock
) -> None:
    clock.advance(timedelta(hours=1))
    hands.press(Key.Key_F7)
    call = desk.overview.call(call_id)
    assert call.events[-1].kind == "customer_told"
    assert [one.facts.started for one in call.clocks if one.kind is ClockKind.UPDATE] == [
        clock.now() - timedelta(hours=1),
        clock.now(),
    ]
    assert hands.window.shell.said == "C-00001: spoke with the customer. Next update by 15:00."


def test_words_may_be_added_to_it(desk: Desk, hands: Hands, call_id: int) -> None:
    hands.press(Key.Key_F7)
    button = next(one for one in hands.window.findChildren(QPushButton) if one.text() == "Add words")
    hands.tab_to(button, at_most=80)
    hands.press(Key.Key_Space)
    assert hands.is_open(NoteDialog)
    hands.write("It comes on Friday")
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).events[-1].payload["words"] == "It comes on Friday"


def test_an_attempt_nobody_answered_is_one_key_stroke_too(desk: Desk, hands: Hands, call_id: int) -> None:
    desk.calls.resolve(ResolveCall(call_id, "Cable"))
    hands.window.current.panel.reload()
    hands.press(Key.Key_F7, SHIFT)
    call = desk.overview.call(call_id)
    assert call.events[-1].kind == "attempt"
    assert hands.window.shell.said == (
        "C-00001: nobody answered: 1 attempt on 1 day. 2 more before it may lapse, on at least 2 days. Try again 12:00."
    )
    assert call.row.back_by is not None


def test_a_call_lapses_by_keyboard(desk: Desk, hands: Hands, call_id: int, clock: FixedClock) -> None:
    desk.calls.resolve(ResolveCall(call_id, "Cable"))
    for _ in range(2):
        desk.calls.contact_customer(ContactCustomer(call_id, False))
    clock.advance(timedelta(days=1))
    desk.calls.contact_customer(ContactCustomer(call_id, False))
    hands.window.current.panel.reload()
    hands.do("Let it lapse")
    hands.dialog(LapseDialog)
    hands.write("Moved away")
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).state is CallState.LAPSED


def test_an_agent_is_told_who_can_let_it_lapse(desk: Desk, hands: Hands, call_id: int) -> None:
    desk.calls.resolve(ResolveCall(call_id, "Cable"))
    sam = desk.site.save_staff(SaveStaff("Sam", Role.AGENT)).value.id
    desk.sign_in(sam)
    hands.window.place.load_facts()
    hands.window.current.panel.reload()
    hands.do("Let it lapse")
    dialog = hands.dialog(LapseDialog)
    assert dialog.notice.words == "Only a supervisor may let a call lapse: ask Manager."
    hands.press(Key.Key_Escape)


def test_void_by_keyboard_with_undo(desk: Desk, hands: Hands, call_id: int) -> None:
    other = desk.calls.log(LogCall("Prints nothing again", new_customer=NewCustomer("Bob"))).value
    hands.do("Make void")
    dialog = hands.dialog(VoidDialog)
    hands.press(Key.Key_Return, CTRL)
    assert dialog.isVisible()
    hands.press(Key.Key_Space)
    hands.tab_to(dialog.other)
    hands.write("c-99")
    hands.press(Key.Key_Return, CTRL)
    assert dialog.isVisible()
    dialog.other.selectAll()
    hands.write(other.ref)
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).state is CallState.VOID
    assert desk.overview.call(other.id).endings.duplicates == ((call_id, "C-00001"),)
    hands.window.shell._notice.acted.emit()
    hands._idle()
    assert desk.overview.call(call_id).state is CallState.OPEN


def test_of_a_call_that_is_over_the_dialog_says_so_and_pressing_again_goes_on(
    desk: Desk, hands: Hands, call_id: int
) -> None:
    other = desk.calls.log(LogCall("Prints nothing again", new_customer=NewCustomer("Bob"))).value
    third = desk.calls.log(LogCall("And again", new_customer=NewCustomer("Cid"))).value
    desk.calls.void(VoidCall(third.id, VoidReason.DUPLICATE, call_id))
    desk.calls.resolve(ResolveCall(other.id, "Cable", GiveAgreement(Answer.YES, "Bob")))
    hands.window.current.panel.reload()
    hands.do("Make void")
    dialog = hands.dialog(VoidDialog)
    hands.press(Key.Key_Space)
    hands.tab_to(dialog.other)
    hands.write(other.ref)
    hands.press(Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert "That call is over" in dialog.other.accessibleDescription()
    assert dialog.reason.accessibleDescription().startswith(f"{third.ref}: void as duplicates of this call.")
    assert desk.overview.call(call_id).state is CallState.OPEN
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).state is CallState.VOID


def test_a_yes_with_a_score_by_its_digit_and_a_follow_up(desk: Desk, hands: Hands, call_id: int) -> None:
    desk.calls.resolve(ResolveCall(call_id, "Cable"))
    hands.window.current.panel.reload()
    hands.do("Customer agrees?")
    dialog = hands.dialog(AgreementDialog)
    hands.press(Key.Key_Space)
    assert dialog.agreement.score.score is None
    hands.tab_to(dialog.agreement.score)
    hands.write("4")
    hands.tab_to(dialog.agreement.follow_up)
    hands.write("Wed 12:00")
    hands.press(Key.Key_Return, CTRL)
    call = desk.overview.call(call_id)
    assert (call.state, call.endings.score(1)) == (CallState.CLOSED, 4)
    assert [one.follow_up for one in desk.promises.open()] == [True]


def test_satisfaction_is_told_later_by_its_digit(desk: Desk, hands: Hands, call_id: int) -> None:
    desk.calls.resolve(ResolveCall(call_id, "Cable", GiveAgreement(Answer.YES, "Ada")))
    hands.window.show_call(call_id)
    hands._idle()
    hands.do("Satisfaction")
    hands.dialog(RateDialog)
    hands.write("5")
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).endings.score(1) == 5


def test_a_promise_is_kept_in_one_stroke(desk: Desk, hands: Hands, call_id: int, clock: FixedClock) -> None:
    desk.promises.call_back(PromiseCallBack(call_id, clock.now() + timedelta(hours=1)))
    hands.window.go_to_screen("call_backs")
    hands._idle()
    screen = hands.window.screens.currentWidget()
    assert [button.isEnabled() for button in screen._buttons] == [True] * 5
    hands.press(Key.Key_C, CTRL)
    assert QApplication.clipboard().text() == "0161 496 0233"
    hands.press(Key.Key_F7)
    assert desk.promises.open() == ()
    assert desk.overview.call(call_id).events[-1].kind == "promise_kept"


def test_what_somebody_made_of_the_call_meanwhile_is_said_and_pressing_again_decides(
    desk: Desk, hands: Hands, call_id: int
) -> None:
    hands.do("Resolve")
    dialog = hands.dialog(ResolveDialog)
    hands.write("Cable")
    desk.calls.pause(PauseCall(call_id, PauseReason.CUSTOMER))
    hands.press(Key.Key_Return, CTRL)
    assert dialog.notice.words == (
        "Manager changed C-00001 at 10:00: it is waiting now. Press again to go on all the same."
    )
    assert dialog.solution.text() == "Cable"
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).state is CallState.RESOLVED


def test_a_stale_reassignment_is_shown_beside_the_newer(desk: Desk, hands: Hands, call_id: int) -> None:
    sam, kim = (desk.site.save_staff(SaveStaff(name, Role.AGENT)).value.id for name in ("Sam", "Kim"))
    hands.window.place.load_facts()
    hands._idle()
    hands.press(Key.Key_R, CTRL)
    dialog = hands.dialog(ReassignDialog)
    dialog.owner.setCurrentIndex(dialog.owner.findData(kim))
    hands.tab_to(dialog.reason)
    hands.write("Her area")
    desk.calls.reassign(Reassign((call_id,), sam, "His area"))
    hands.press(Key.Key_Return, CTRL)
    assert dialog.newer.words.text() == "C-00001: Manager gave it to Sam at 10:00."
    hands.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call_id).row.owner == "Kim"
