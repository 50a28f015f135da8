"""Settings, Staff: PINs are reset by someone above, and the recovery code is made anew, shown once."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.services.acts import SaveStaff
from deskapp.ui.settings.code_dialog import CodeDialog
from deskapp.ui.settings.reset_pin_dialog import ResetPinDialog
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.staff_page import StaffPage
from deskapp.ui.workplace import Workplace

WaitIdle = Callable[[Workplace], None]


def page_of(place: Workplace, qtbot: QtBot, wait_idle: WaitIdle) -> StaffPage:
    screen = SettingsScreen(place)
    qtbot.addWidget(screen)
    screen.show()
    page = screen.show_page("staff")
    assert isinstance(page, StaffPage)
    wait_idle(place)
    return page


@pytest.fixture
def sam(desk: Desk) -> int:
    """An agent with a PIN; the manager, who has none, works here."""
    number = desk.site.save_staff(SaveStaff("Sam Okoro", Role.AGENT)).value.id
    desk.staff.choose_pin(number, "1357")
    desk.sign_in(1)
    return number


def test_a_manager_resets_a_pin_and_it_is_said_what_follows(
    sam: int, desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    page = page_of(place, qtbot, wait_idle)
    said: list[str] = []
    place.said.connect(said.append)
    page.list.set_current(1)
    assert not page.pin_button.isEnabled()  # one's own
    page.list.set_current(sam)
    page.pin_button.click()
    dialog = page.findChild(ResetPinDialog)
    assert dialog is not None
    dialog.trigger()
    wait_idle(place)
    wait_idle(place)
    assert not next(one for one in desk.staff.members() if one.id == sam).has_pin
    assert said == ["The PIN of Sam Okoro is reset: the next sign-in chooses one."]
    assert not page.pin_button.isEnabled()


def test_an_agent_can_press_none_of_it(
    sam: int, desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    desk.sign_in(sam)
    place.load_facts()
    wait_idle(place)
    page = page_of(place, qtbot, wait_idle)
    page.list.set_current(1)
    buttons = (page.pin_button, page.code_button, page.add_button, page.edit_button)
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
