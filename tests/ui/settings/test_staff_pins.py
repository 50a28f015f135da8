"""Settings, Staff: PINs are reset by someone above, and the recovery code is made anew, shown once."""

from collections.abc import Callable

import pytest
from event_rounds import rounds
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.services.staff.acts import SaveStaff
from deskapp.services.staff.views import StaffSaved
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.staff.code_dialog import CodeDialog
from deskapp.ui.settings.staff.reset_pin_dialog import ResetPinDialog
from deskapp.ui.settings.staff.staff_dialog import StaffDialog
from deskapp.ui.settings.staff.staff_page import StaffPage
from deskapp.ui.settings.staff.start_pin_dialog import StartPinDialog
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
Key, CTRL = Qt.Key, Qt.KeyboardModifier.ControlModifier


def page_of(place: Workplace, qtbot: QtBot, wait_idle: WaitIdle) -> StaffPage:
    screen = SettingsScreen(place)
    qtbot.addWidget(screen)
    screen.show()
    screen.activateWindow()
    qtbot.waitExposed(screen)
    page = screen.show_page("staff")
    assert isinstance(page, StaffPage)
    wait_idle(place)
    return page


@pytest.fixture
def sam(desk: Desk) -> int:
    """An agent with a PIN; the manager, who has none, works here."""
    added = desk.site.save_staff(SaveStaff("Sam Okoro", Role.AGENT)).value
    desk.staff.choose_pin(added.id, "1357", added.start_pin)
    desk.sign_in(1)
    return added.id


def test_a_manager_resets_a_pin_and_it_is_said_what_follows(
    sam: int, desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    page = page_of(place, qtbot, wait_idle)
    said: list[str] = []
    place.said.connect(said.append)
    page.entries.list.set_current(1)
    assert not page.pin_button.isEnabled()  # one's own
    page.entries.list.set_current(sam)
    page.pin_button.click()
    dialog = page.findChild(ResetPinDialog)
    assert dialog is not None
    assert "start PIN to tell Sam Okoro" in " ".join(label.text() for label in dialog.findChildren(QLabel))
    press(dialog, Key.Key_Return, ctrl=True)
    wait_idle(place)
    wait_idle(place)
    start = shown_by(dialog)
    assert next(one for one in desk.staff.members() if one.id == sam).start
    press(dialog, Key.Key_Return, ctrl=True)
    assert not dialog.isVisible()
    assert said == ["The PIN of Sam Okoro is reset: the start PIN is asked once."]
    assert "has a start PIN, not yet used" in page.entries.list.cards.items[1].lines[0].text
    desk.staff.choose_pin(sam, "8642x", start)


def press(dialog: StartPinDialog, key: Qt.Key, *, ctrl: bool = False) -> None:
    """A key, where the keyboard is in this dialog."""
    dialog.activateWindow()
    rounds(3)  # the focus goes over
    at = QApplication.focusWidget()
    assert at is not None
    assert dialog.isAncestorOf(at)
    QTest.keyClick(at, key, CTRL if ctrl else Qt.KeyboardModifier.NoModifier)


def shown_by(dialog: StartPinDialog) -> str:
    """The start PIN, as it is read."""
    assert dialog.card is not None
    head, _between, pin = dialog.card.pin.text().partition(": ")
    assert head == "Tell Sam Okoro"
    assert pin[3] == "\N{NO-BREAK SPACE}"
    return pin[:3] + pin[4:]


def test_whoever_is_added_has_a_start_pin_that_is_shown_once_and_not_lost_by_escape(
    desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    page = page_of(place, qtbot, wait_idle)
    page.entries.add_button.click()
    dialog = page.findChild(StaffDialog)
    assert dialog is not None
    QTest.keyClicks(dialog.name, "Sam Okoro")
    press(dialog, Key.Key_Return, ctrl=True)
    wait_idle(place)
    wait_idle(place)
    start = shown_by(dialog)
    assert dialog.card is not None
    # By signs, so that it is not read aloud as a number.
    assert dialog.card.pin.accessibleName() == f"Start PIN of Sam Okoro: {' '.join(start)}"
    assert not dialog.name.isVisible()
    press(dialog, Key.Key_Escape)
    assert dialog.isVisible()
    assert dialog.focusWidget() is dialog.card.copy_button
    press(dialog, Key.Key_Space)
    assert QGuiApplication.clipboard().text() == start
    assert dialog.card.copied.isVisible()
    press(dialog, Key.Key_Return, ctrl=True)
    assert not dialog.isVisible()
    sam = next(one for one in desk.staff.members() if one.name == "Sam Okoro")
    assert desk.staff.choose_pin(sam.id, "8642x", start).value.name == "Sam Okoro"


def test_changing_somebody_shows_no_start_pin(
    sam: int, desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    page = page_of(place, qtbot, wait_idle)
    page.entries.list.set_current(sam)
    page.entries.edit_button.click()
    dialog = page.findChild(StaffDialog)
    assert dialog is not None
    saved: list[StaffSaved] = []
    dialog.carried_out.connect(saved.append)
    press(dialog, Key.Key_Return, ctrl=True)
    wait_idle(place)
    assert [(one.id, one.start_pin) for one in saved] == [(sam, "")]
    assert desk.staff.sign_in(sam, "1357").value.id == sam


def test_an_agent_can_press_none_of_it(
    sam: int, desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    desk.sign_in(sam)
    place.load_facts()
    wait_idle(place)
    page = page_of(place, qtbot, wait_idle)
    page.entries.list.set_current(1)
    buttons = (page.pin_button, page.code_button, page.entries.add_button, page.entries.edit_button)
    assert [button.isEnabled() for button in buttons] == [False] * 4


def test_a_new_recovery_code_is_asked_first_shown_once_and_not_lost_by_escape(
    sam: int, desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    page = page_of(place, qtbot, wait_idle)
    page.code_button.click()
    dialog = page.findChild(CodeDialog)
    assert dialog is not None
    assert not desk.staff.has_recovery_code()
    dialog.trigger()
    wait_idle(place)
    assert dialog.card is not None
    code = dialog.card.code.text()
    dialog.reject()
    assert dialog.isVisible()
    dialog.trigger()
    assert dialog.isVisible()  # not said to be kept
    dialog.card.sure.click()
    dialog.trigger()
    assert not dialog.isVisible()
    wait_idle(place)
    assert desk.staff.recover(code, 1, "8642x").value.manager.id == 1
