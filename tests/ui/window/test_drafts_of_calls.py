"""Several callers at once: a New call each in a window of its own, and the drafts of those that are not logged yet."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QMenu, QWidget
from pytestqt.qtbot import QtBot
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.directory.acts import SaveCustomer
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture(autouse=True)
def callers(desk: Desk) -> None:
    desk.directory.save_customer(SaveCustomer("Brook Logistics", phones=("0161 496 0233",)))
    desk.directory.save_customer(SaveCustomer("Quayside Café", phones=("0161 496 0240",)))


def open_calls() -> list[NewCallDialog]:
    return [one for one in QApplication.topLevelWidgets() if isinstance(one, NewCallDialog) and one.isVisible()]


def go_to(window: QWidget, person: Hands) -> None:
    """As Alt+Tab does."""
    window.activateWindow()
    person._idle()
    assert QApplication.activeWindow() is window


def kept(desk: Desk) -> list[str]:
    return sorted(str(one.content["summary"]) for one in desk.drafts.kept("new-call"))


def test_two_callers_are_two_drafts_that_never_mix_and_the_log_stays_in_use(
    person: Hands, window: MainWindow, place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: Wait
) -> None:
    person.press(Key.Key_F2)
    person.press(Key.Key_F2)  # nothing is typed yet: the same one
    (first,) = open_calls()
    assert not first.isModal()
    assert not first.windowHandle().modality().value
    person.write("0161 496 0233")
    person.press(Key.Key_Return)
    person.write("No network")
    # A second caller, from within the first call.
    person.press(Key.Key_F2)
    (second,) = [one for one in open_calls() if one is not first]
    assert QApplication.activeWindow() is second
    person.write("0161 496 0240")
    person.press(Key.Key_Return)
    person.write("Menus for tonight")
    assert (first.what.summary.text(), second.what.summary.text()) == ("No network", "Menus for tonight")
    assert first.windowTitle() == "New call · Brook Logistics"
    qtbot.waitUntil(lambda: kept(desk) == ["Menus for tonight", "No network"])
    qtbot.waitUntil(lambda: window.top.drafts.text() == "2 drafts   Shift+F2")
    # The main window is not held up.
    go_to(window, person)
    person.press(Key.Key_2, CTRL)
    assert window.screens.current_key == "escalations"
    # A dialog of the main window holds up neither of them.
    person.press(Key.Key_Slash, CTRL)
    go_to(second, person)
    person.press(Key.Key_Return, CTRL)
    assert open_calls() == [first]
    wait_idle(place)
    qtbot.waitUntil(lambda: kept(desk) == ["No network"])
    assert [row.summary for row in desk.lists.calls("open")] == ["Menus for tonight"]


def test_a_draft_is_kept_by_escape_named_with_its_age_and_opened_again_by_its_key(
    person: Hands, window: MainWindow, desk: Desk, clock: FixedClock
) -> None:
    for number, summary in (("0161 496 0233", "No network"), ("0161 496 0240", "Menus for tonight")):
        person.press(Key.Key_F2)
        person.write(number)
        person.press(Key.Key_Return)
        person.write(summary)
        person.press(Key.Key_Escape)
        assert window.shell.said == "Kept as a draft. Shift+F2 opens it again."
        clock.advance(timedelta(minutes=3))
    assert not open_calls()
    person.press(Key.Key_F2, SHIFT)
    menu = QApplication.activePopupWidget()
    assert isinstance(menu, QMenu)
    assert [one.text() for one in menu.actions()] == [
        "Brook Logistics · No network\t6 min",
        "Quayside Café · Menus for tonight\t3 min",
    ]
    QTest.keyClick(menu, Key.Key_Down)
    QTest.keyClick(menu, Key.Key_Return)
    person._idle()
    (again,) = open_calls()
    assert again.what.summary.text() == "Menus for tonight"
    assert again._line.text().startswith("will be C-00001 · begun ")
    person.press(Key.Key_Return, CTRL)
    assert not open_calls()
    # Of one draft the key is enough.
    person.press(Key.Key_F2, SHIFT)
    (last,) = open_calls()
    assert last.what.summary.text() == "No network"


def test_a_draft_that_was_thrown_away_is_undone_by_key(person: Hands, window: MainWindow, desk: Desk) -> None:
    person.press(Key.Key_F2)
    person.write("0161 496 0233")
    person.press(Key.Key_Return)
    person.write("No network")
    (dialog,) = open_calls()
    person.tab_to(dialog.throw_button)
    person.press(Key.Key_Space)
    assert not open_calls()
    assert kept(desk) == []
    assert window.shell.said == "The draft is thrown away."
    go_to(window, person)
    person.press(Key.Key_Z, CTRL)
    (again,) = open_calls()
    assert again.what.summary.text() == "No network"
    assert again.who.caller_name == "Brook Logistics"
    assert kept(desk) == ["No network"]


def test_who_works_here_next_sees_no_draft_and_who_comes_back_finds_it(
    person: Hands, window: MainWindow, place: Workplace, desk: Desk, wait_idle: Wait
) -> None:
    from deskapp.domain.words import Role
    from deskapp.services.staff.acts import SaveStaff

    me, other = desk.staff_id, desk.site.save_staff(SaveStaff("Bo", Role.AGENT)).value.id
    person.press(Key.Key_F2)
    person.write("Brook")
    person.press(Key.Key_Return)
    person.write("No network")
    window.put_away()
    assert not open_calls()
    wait_idle(place)
    for staff_id, count in ((other, 0), (me, 1)):
        desk.sign_in(staff_id)
        window.on_who_changed()
        wait_idle(place)
        assert window.top.drafts.isVisible() == bool(count)
    assert kept(desk) == ["No network"]


def test_what_is_kept_when_the_desk_closes_is_said_at_the_next_start(
    desk: Desk, request: pytest.FixtureRequest
) -> None:
    desk.drafts.save("new-call", {"summary": "Of an older version"})
    window = request.getfixturevalue("window")
    assert window.shell.said == "1 call that was begun is not logged yet."
    assert window.top.drafts.isVisible()


def test_what_goes_on_being_typed_is_kept_without_a_rest(person: Hands, desk: Desk, qtbot: QtBot) -> None:
    """After a crash each draft is as it was some moment before."""
    person.press(Key.Key_F2)
    dialog = person.dialog(NewCallDialog)

    def goes_on() -> bool:
        dialog.what.details.insertPlainText("on and on ")
        return bool(kept(desk))

    qtbot.waitUntil(goes_on)


def test_words_for_an_open_call_go_along_from_the_window_of_its_own(
    person: Hands, desk: Desk, window: MainWindow, qtbot: QtBot
) -> None:
    from deskapp.services.calls.acts import LogCall

    customer = desk.directory.customers("Brook")[0]
    call_id = desk.calls.log(LogCall("Network drops", customer_id=customer.id)).value.id
    person.press(Key.Key_F2)
    person.write("Brook")
    person.press(Key.Key_A, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not open_calls())  # a button pressed by its letter is shown so for a moment
    person._idle()
    note = person.dialog(NoteDialog)
    assert QApplication.activeWindow() is note
    assert window.current.call_id == call_id


def test_who_rings_is_found_and_the_keyboard_is_where_the_call_goes_on(
    person: Hands, window: MainWindow, desk: Desk
) -> None:
    from deskapp.services.calls.acts import LogCall

    rings = window.shell.new_calls.take
    brook, quayside = (desk.directory.customers(name)[0].id for name in ("Brook", "Quayside"))
    open_call = desk.calls.log(LogCall("Network drops", customer_id=brook)).value
    # Without a call: they are taken, and what it is about is next.
    rings("+44 161 496 0240")
    person._idle()
    (dialog,) = open_calls()
    assert QApplication.activeWindow() is dialog
    assert dialog.who.customer_id == quayside
    assert QApplication.focusWidget() is dialog.what.summary
    person.press(Key.Key_Escape)
    assert len(desk.drafts.kept("new-call")) == 1
    # With an open one: it is offered, and one key adds to it.
    rings("0161 496 0233")
    person._idle()
    (dialog,) = open_calls()
    assert [card.row.id for card in dialog.who.open_calls.cards] == [open_call.id]
    assert QApplication.focusWidget() is dialog.who.field
    person.press(Key.Key_Escape)
    # Nobody who has the number: somebody new, who keeps it.
    rings("020 7946 0018")
    person._idle()
    (dialog,) = open_calls()
    assert dialog.who.is_new
    assert dialog.who.new_caller.phone.text() == "020 7946 0018"
    assert QApplication.focusWidget() is dialog.who.new_caller.name


def test_who_rings_while_a_call_is_typed_stands_beside_it_and_takes_no_key(
    person: Hands, window: MainWindow, desk: Desk
) -> None:
    person.press(Key.Key_F2)
    person.write("Brook")
    person.press(Key.Key_Return)
    person.write("No net")
    (first,) = open_calls()
    window.shell.new_calls.take("0161 496 0240")
    person._idle()
    (second,) = [one for one in open_calls() if one is not first]
    person.write("work")
    assert first.what.summary.text() == "No network"
    assert (second.who.caller_name, second.what.summary.text()) == ("Quayside Café", "")
    assert first.notice.words == "0161 496 0240 calls. Their call is begun beside this."
    first.notice._action.click()
    person._idle()
    assert QApplication.activeWindow() is second
    assert QApplication.focusWidget() is second.what.summary
