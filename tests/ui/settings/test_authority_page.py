"""The limits of authority in the settings."""

from collections.abc import Callable

import pytest

from deskapp.desk import Desk
from deskapp.domain.words import ApprovalKind, Level, Role
from deskapp.services.approvals.acts import SaveAuthority
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.authority_page import AuthorityPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
REFUND = ApprovalKind.REFUND


@pytest.fixture
def page(screen: SettingsScreen) -> AuthorityPage:
    page = screen.show_page("authority")
    assert isinstance(page, AuthorityPage)
    return page


def test_limits_are_saved_as_typed(page: AuthorityPage, place: Workplace, desk: Desk, wait_idle: WaitIdle) -> None:
    assert page.limits[Level.AGENT, REFUND].amount.text() == "50.00"
    page.limits[Level.AGENT, REFUND].amount.setText("1.250,50")
    page.limits[Level.SUPERVISOR, REFUND].choice.setCurrentIndex(2)
    page.limits[Level.MANAGER, REFUND].choice.setCurrentIndex(2)
    page.currency.setText("EUR")
    page.trigger()
    wait_idle(place)
    saved = desk.approvals.limits()
    assert saved.currency == "EUR"
    assert [saved.limits[level][REFUND] for level in Level] == [1_250_50, None, None, None]
    assert page.notice.words == "These limits hold from now on."


def test_an_amount_that_is_none_is_said_beside_it(
    page: AuthorityPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    before = desk.approvals.limits()
    field = page.limits[Level.AGENT, REFUND]
    field.amount.setText("much")
    page.trigger()
    wait_idle(place)
    assert "“much” is no amount" in field.accessibleDescription()
    assert field.amount.text() == "much"
    field.amount.setText("")
    page.trigger()
    assert field.accessibleDescription() == "Give an amount."
    assert desk.approvals.limits() == before


def test_a_level_that_may_less_than_the_one_below_is_pointed_out(
    page: AuthorityPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page.limits[Level.SUPERVISOR, REFUND].amount.setText("20")
    page.trigger()
    wait_idle(place)
    said = page.limits[Level.SUPERVISOR, REFUND].accessibleDescription()
    assert said == "This is less than the level below may: give at least as much."
    assert desk.approvals.limits().limits[Level.SUPERVISOR][REFUND] == 500_00


def test_limits_that_somebody_changed_meanwhile_are_told_and_saving_again_decides(
    page: AuthorityPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page.limits[Level.AGENT, REFUND].amount.setText("60")
    now = desk.approvals.limits()
    theirs = {level: dict(of) for level, of in now.limits.items()}
    theirs[Level.AGENT][REFUND] = 70_00
    desk.approvals.save_limits(SaveAuthority(theirs, "£"))
    page.trigger()
    wait_idle(place)
    assert page.newer.isVisible()
    assert page.newer.text().startswith("Now in force: agent: Refund £70.00, Credit £50.00; supervisor: ")
    assert page.limits[Level.AGENT, REFUND].amount.text() == "60"
    assert desk.approvals.limits().limits[Level.AGENT][REFUND] == 70_00
    page.trigger()
    wait_idle(place)
    assert desk.approvals.limits().limits[Level.AGENT][REFUND] == 60_00


def test_a_supervisor_reads_the_limits_and_cannot_change_them(
    page: AuthorityPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    desk.sign_in(desk.site.save_staff(SaveStaff("Rita", Role.SUPERVISOR)).value.id)
    place.load_facts()
    wait_idle(place)
    assert not page.save_button.isEnabled()
    assert not page.fields.isEnabled()
    assert page.why.text() == "Only a manager can change this; you are working here as supervisor."
