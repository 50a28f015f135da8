"""The window locks after idle: nothing of customers is seen, nothing typed is lost, another person may come in."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest
from door_scene import MANAGER, PIN, SAM, SAMS
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QWidget
from pytestqt.qtbot import QtBot
from window_hands import Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Role
from deskapp.models.pins import StaffPin
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls.dialogs.note_dialog import NoteDialog
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.erasure.hold_dialogs import HoldCallDialog
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.sign_in.lock import Lock
from deskapp.ui.sign_in.pin_dialog import PinDialog
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.workplace import Workplace
from deskapp.ui.work.workstation import Workstation

Key = Qt.Key
CTRL, SHIFT = Qt.KeyboardModifier.ControlModifier, Qt.KeyboardModifier.ShiftModifier
Wait = Callable[[Workplace], None]
MINUTE = timedelta(minutes=1)


@pytest.fixture
def desk(desk: Desk) -> Desk:
    """The manager and Sam Okoro have PINs; there is a call."""
    sam = desk.site.save_staff(SaveStaff("Sam Okoro", Role.AGENT)).value
    desk.calls.log(LogCall("The printer prints nothing", new_customer=NewCustomer("Ada Lovelace")))
    desk.staff.choose_pin(SAM, SAMS, sam.start_pin)
    desk.staff.choose_pin(MANAGER, PIN)
    return desk


@pytest.fixture
def lock(person: Hands) -> Lock:
    found = person.window.shell.presence.lock
    assert found is not None
    return found


def seen() -> str:
    """Every word that can be read on this program's windows now."""
    words = []
    for top in QApplication.topLevelWidgets():
        if top.isVisible():
            words.append(top.windowTitle())
            words += [label.text() for label in top.findChildren(QLabel) if label.isVisible()]
            words += [str(one.accessibleName()) for one in top.findChildren(QWidget) if one.isVisible()]
    return " ".join(words)


def test_the_window_locks_after_the_sites_minutes_without_key_or_click(
    person: Hands, lock: Lock, clock: FixedClock
) -> None:
    clock.advance(9 * MINUTE)
    person.window.ticker.tick()
    assert not lock.locked
    clock.advance(MINUTE)
    person.window.ticker.tick()
    assert lock.locked


@pytest.mark.parametrize("hand", ["key", "click"])
def test_a_key_or_a_click_puts_it_off(person: Hands, lock: Lock, clock: FixedClock, hand: str) -> None:
    clock.advance(9 * MINUTE)
    handle = person.window.windowHandle()
    assert handle is not None
    if hand == "key":
        QTest.keyClick(handle, Key.Key_Shift)
    else:
        QTest.mouseClick(handle, Qt.MouseButton.LeftButton)
    clock.advance(9 * MINUTE)
    person.window.ticker.tick()
    assert not lock.locked
    clock.advance(MINUTE)
    person.window.ticker.tick()
    assert lock.locked


def test_a_machine_that_slept_or_whose_clock_was_set_back_locks_by_the_time_that_passed(
    person: Hands, lock: Lock, clock: FixedClock
) -> None:
    clock.advance(30 * MINUTE)
    clock.set_to(clock.now() - timedelta(days=1))
    person.window.ticker.tick()
    assert lock.locked


def test_the_minutes_are_the_sites_and_0_never_locks(
    person: Hands, lock: Lock, desk: Desk, place: Workplace, wait_idle: Wait, clock: FixedClock
) -> None:
    _set_minutes(desk, 0)
    place.load_facts()
    wait_idle(place)
    clock.advance(timedelta(days=3))
    person.window.ticker.tick()
    assert not lock.locked
    _set_minutes(desk, 2)
    place.load_facts()
    wait_idle(place)
    person.window.ticker.tick()
    assert lock.locked


def _set_minutes(desk: Desk, minutes: int) -> None:
    site = desk.facts().site
    desk.site.save_site(
        SaveSite(
            site.name,
            "",
            "",
            site.zone,
            site.paper,
            site.language,
            False,
            False,
            False,
            site.version,
            lock_minutes=minutes,
        )
    )


def test_a_key_locks_at_once_and_nothing_of_customers_is_visible(
    person: Hands, lock: Lock, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    person.window.show_call(desk.lists.calls("open")[0].id)
    wait_idle(place)
    assert "Ada Lovelace" in seen() or "The printer" in seen()
    person.press(Key.Key_L, CTRL | SHIFT)
    assert lock.locked
    assert "Ada" not in seen()
    assert "printer" not in seen()
    assert "Locked" in seen()
    assert not person.window.body.isVisible()


def test_a_dialog_is_hidden_behind_the_lock_and_comes_back_exactly_as_it_was(
    person: Hands, lock: Lock, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    call = desk.lists.calls("open")[0]
    person.window.show_call(call.id)
    wait_idle(place)
    person.press(Key.Key_F4)
    person.write("She says that Ada")
    dialog = person.dialog(NoteDialog)
    where = dialog.geometry()
    # Its own window does not know the key: the lock hears it all the same.
    handle = dialog.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Key.Key_L, CTRL | SHIFT)
    wait_idle(place)
    assert lock.locked
    assert not dialog.isVisible()
    assert "Ada" not in seen()
    # The draft is saved already: what happens to the machine now loses nothing.
    with desk.work.read() as session:
        drafts = session.connection().exec_driver_sql("SELECT content FROM draft").fetchall()
    assert "She says that Ada" in str(drafts)
    person.write(PIN)
    person.press(Key.Key_Return)
    assert not lock.locked
    assert dialog.isVisible()
    assert dialog.isModal()
    assert dialog.geometry() == where
    assert QApplication.focusWidget() is dialog.words
    person.write(" called")
    assert dialog.words.text() == "She says that Ada called"
    person.press(Key.Key_Return, CTRL)
    assert desk.overview.call(call.id).events[-1].payload["words"] == "She says that Ada called"


def test_a_line_that_is_half_typed_is_gone_on_with_after_unlocking_and_not_typed_over(
    person: Hands, lock: Lock, place: Workplace, wait_idle: Wait
) -> None:
    person.press(Key.Key_F2)
    person.write("Ada Love")
    dialog = person.dialog(NewCallDialog)
    handle = dialog.windowHandle()
    assert handle is not None
    QTest.keyClick(handle, Key.Key_L, CTRL | SHIFT)
    wait_idle(place)
    person.write(PIN)
    person.press(Key.Key_Return)
    wait_idle(place)
    assert not lock.locked
    person.write("lace")
    line = QApplication.focusWidget()
    assert isinstance(line, QLineEdit)
    assert line.text() == "Ada Lovelace"


def test_unlocking_gives_the_keyboard_back_where_it_was(person: Hands, lock: Lock) -> None:
    person.press(Key.Key_K, CTRL)
    person.write("prin")
    before = QApplication.focusWidget()
    person.press(Key.Key_L, CTRL | SHIFT)
    person.write(PIN)
    person.press(Key.Key_Return)
    assert not lock.locked
    assert QApplication.focusWidget() is before
    assert person.window.search.text() == "prin"


def test_the_keys_of_the_window_do_nothing_while_it_is_locked(person: Hands, lock: Lock) -> None:
    person.press(Key.Key_L, CTRL | SHIFT)
    for key, modifiers in ((Key.Key_F2, CTRL), (Key.Key_F2, Qt.KeyboardModifier.NoModifier), (Key.Key_K, CTRL)):
        person.press(key, modifiers)
    assert [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not person.window] == []
    person.write(PIN)
    person.press(Key.Key_Return)
    person.press(Key.Key_F2)
    assert [top for top in QApplication.topLevelWidgets() if top.isVisible() and top is not person.window]


def test_a_dialog_that_opens_while_it_is_locked_is_not_seen_before_it_is_unlocked(
    person: Hands, lock: Lock, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    detail = desk.overview.call(desk.lists.calls("open")[0].id)
    person.press(Key.Key_L, CTRL | SHIFT)
    dialog = NoteDialog(place, detail, person.window)
    dialog.open()
    wait_idle(place)
    assert not dialog.isVisible()
    person.write(PIN)
    person.press(Key.Key_Return)
    assert dialog.isVisible()


def test_a_dialog_whose_act_ended_while_it_was_locked_does_not_come_back(
    person: Hands, lock: Lock, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    detail = desk.overview.call(desk.lists.calls("open")[0].id)
    dialog = NoteDialog(place, detail, person.window)
    dialog.open()
    wait_idle(place)
    dialog.words.setPlainText("Done meanwhile")
    dialog.trigger()
    lock.lock()
    wait_idle(place)
    person.write(PIN)
    person.press(Key.Key_Return)
    assert not person.is_open(NoteDialog)
    assert desk.overview.call(detail.row.id).events[-1].payload["words"] == "Done meanwhile"


def test_a_wrong_pin_does_not_unlock_and_counts_like_any_other(
    person: Hands, lock: Lock, clock: FixedClock, qtbot: QtBot
) -> None:
    person.press(Key.Key_L, CTRL | SHIFT)
    for _ in range(3):
        person.write("9999")
        person.press(Key.Key_Return)
    assert lock.locked
    assert lock.card is not None
    assert lock.card.waiting.text() == "Wait 1 s, then try again."
    clock.advance(timedelta(seconds=1))
    lock.card.waiting.look()
    person.write(PIN)
    person.press(Key.Key_Return)
    assert not lock.locked


def test_another_person_may_sign_in_instead_and_the_window_asks_to_be_made_anew_for_them(
    person: Hands, lock: Lock, desk: Desk
) -> None:
    told: list[int] = []
    person.window.somebody_else.connect(told.append)
    person.press(Key.Key_L, CTRL | SHIFT)
    assert lock.card is not None
    person.tab_to(lock.card.other)
    person.press(Key.Key_Space)
    person.write("sam")
    person.press(Key.Key_Return)
    person.write(SAMS)
    person.press(Key.Key_Return)
    assert told == [SAM]
    assert desk.staff_id == SAM
    # Until then nothing of the one before is shown.
    assert "printer" not in seen()


def test_nobody_is_locked_out_who_has_no_pin(
    person: Hands, lock: Lock, desk: Desk, place: Workplace, wait_idle: Wait, clock: FixedClock
) -> None:
    lena = desk.site.save_staff(SaveStaff("Lena Fischer", Role.AGENT)).value
    with desk.work.own() as session:
        session.delete(session.get_one(StaffPin, lena.id))
    desk.sign_in(lena.id)
    place.load_facts()
    wait_idle(place)
    wait_idle(place)
    clock.advance(timedelta(hours=1))
    person.window.ticker.tick()
    person.press(Key.Key_L, CTRL | SHIFT)
    assert not lock.locked
    assert "no PIN yet" in person.window.shell.said


def test_a_desktop_notification_says_nothing_of_customers_while_it_is_locked(
    person: Hands, lock: Lock, monkeypatch: pytest.MonkeyPatch
) -> None:
    from deskapp.ui.window import outside

    said: list[str] = []

    class Tray:
        MessageIcon = outside.QSystemTrayIcon.MessageIcon

        def __init__(self, *_: object) -> None:
            self.messageClicked = self.activated = self

        isSystemTrayAvailable = staticmethod(lambda: True)  # noqa: N815 - Qt's name

        def connect(self, _slot: object) -> None: ...
        def show(self) -> None: ...
        def setToolTip(self, _words: str) -> None: ...
        def showMessage(self, _title: str, words: str, _kind: object) -> None:
            said.append(words)

    monkeypatch.setattr(outside, "QSystemTrayIcon", Tray)
    person.window.shell.outside.notify("C-00001 is overdue: The printer", True)
    person.press(Key.Key_L, CTRL | SHIFT)
    person.window.shell.outside.notify("C-00001 is overdue: The printer", True)
    assert said == ["C-00001 is overdue: The printer", "A call needs somebody: unlock the window."]


def test_the_lock_page_tells_how_much_waits_and_of_whom_nothing(
    person: Hands, lock: Lock, place: Workplace, desk: Desk, clock: FixedClock, wait_idle: Wait
) -> None:
    person.press(Key.Key_L, CTRL | SHIFT)
    clock.advance(timedelta(days=30))
    person.window._count()
    wait_idle(place)
    place.callers_waiting.emit(1)
    wait_idle(place)
    assert "1 caller rings · 1 call is overdue" in seen()
    for row in desk.lists.calls("open"):
        assert row.customer not in seen()


def test_who_was_deactivated_meanwhile_is_signed_out(
    window: MainWindow, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    desk.sign_in(SAM)
    told: list[bool] = []
    window.signed_out.connect(lambda: told.append(True))
    desk.sign_in(MANAGER)
    desk.site.save_staff(SaveStaff("Sam Okoro", Role.AGENT, active=False, id=SAM))
    desk.sign_in(SAM)
    place.load_facts()
    wait_idle(place)
    wait_idle(place)
    assert told == [True]
    assert desk.staff_id is None
    assert not window.body.isVisible()


def test_signing_out_by_name_leaves_nobody_signed_in(person: Hands, desk: Desk) -> None:
    told: list[bool] = []
    person.window.signed_out.connect(lambda: told.append(True))
    person.do("sign out")
    assert told == [True]
    assert desk.staff_id is None


def test_ones_own_pin_is_changed_by_the_old_one(person: Hands, desk: Desk, clock: FixedClock) -> None:
    person.do("change my pin")
    dialog = person.dialog(PinDialog)
    person.write("9999")
    person.press(Key.Key_Tab)
    person.write("8642x")
    person.press(Key.Key_Tab)
    person.write("8642x")
    person.press(Key.Key_Return, CTRL)
    assert dialog.isVisible()
    assert QApplication.focusWidget() is dialog.old
    person.write(PIN)
    person.press(Key.Key_Return, CTRL)
    assert not person.is_open(PinDialog)
    desk.staff.sign_in(MANAGER, "8642x")


def test_what_nothing_else_keeps_is_there_for_who_typed_it_when_they_are_back_and_for_nobody_else(
    person: Hands, lock: Lock, desk: Desk, place: Workplace, wait_idle: Wait, tmp_path: Path, qtbot: QtBot
) -> None:
    screen = person.window.show_screen("settings")
    assert isinstance(screen, SettingsScreen)
    wait_idle(place)
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    QTest.keyClicks(page.record["name"], " of Noor")
    HoldCallDialog(place, person.window).open()
    wait_idle(place)
    person.write("Held for Ada")
    lock.lock()
    wait_idle(place)
    assert lock.card is not None
    person.tab_to(lock.card.other)
    person.press(Key.Key_Space)
    person.write("sam")
    person.press(Key.Key_Return)
    person.write(SAMS)
    person.press(Key.Key_Return)
    wait_idle(place)
    assert desk.staff_id == SAM
    theirs = _window(place, tmp_path, qtbot, wait_idle)
    assert theirs.shell.left_words.notice.isHidden()
    assert "Ada" not in QApplication.clipboard().text()
    theirs.close()
    desk.sign_in(MANAGER)
    mine = _window(place, tmp_path, qtbot, wait_idle)
    notice = mine.shell.left_words.notice
    assert "Hold a call" in notice.words
    notice._action.click()
    assert "Held for Ada" in QApplication.clipboard().text()
    again = mine.show_screen("settings")
    assert isinstance(again, SettingsScreen)
    wait_idle(place)
    back = again.show_page("site")
    wait_idle(place)
    assert isinstance(back, SitePage)
    assert back.record["name"].text().endswith(" of Noor")
    assert back.typed
    assert desk.drafts.kept("left") == ()


def _window(place: Workplace, folder: Path, qtbot: QtBot, wait_idle: Wait) -> MainWindow:
    """A window for whoever works here now, as one is made when somebody has signed in."""
    place.locked = False
    made = MainWindow(place, Workstation(folder / "workstation.ini"), place.desk.first_screen("due"))
    qtbot.addWidget(made)
    made.show()
    made.begin()
    wait_idle(place)
    return made
