"""The escalation policy in the settings: issued as typed, printed by everybody, its review kept and reminded of."""

from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot
from read_back import text
from scene import staff, without_pin

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import ContactKind, Role
from deskapp.services.directory.acts import SaveContact
from deskapp.services.written_policy.acts import IssuePolicy
from deskapp.ui.settings.review_reminder import ReviewReminder
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.written_policy_page import WrittenPolicyPage
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
FEBRUARY = date(2027, 2, 1)


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> WrittenPolicyPage:
    page = screen.show_page("written_policy")
    assert isinstance(page, WrittenPolicyPage)
    wait_idle(place)
    return page


def test_a_version_is_issued_as_typed_and_then_tells_what_is_otherwise(
    page: WrittenPolicyPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, tmp_path: Path
) -> None:
    assert page.standing.text() == "Nothing was issued yet: printed is a draft"
    assert page.save_button.text().startswith("Issue version 1")
    assert not page.review_button.isVisible()
    page.owner.setText("Grace Hopper")
    page.next_review.set_text("1 Feb 2027")
    page.words.setPlainText("The first one.")
    page.trigger()
    wait_idle(place)
    issued = desk.written_policy.issued().issued
    assert (issued.number, issued.owner, issued.next_review, issued.words) == (
        1,
        "Grace Hopper",
        FEBRUARY,
        "The first one.",
    )
    assert page.notice.words == "Version 1 is issued: print it, and have it read."
    assert page.standing.text() == "Version 1 is in force since 16 Nov, issued by Manager"
    assert page.save_button.text().startswith("Issue version 2")
    assert (page.words.text(), page.typed) == ("", False)
    assert page.since.text() == "Nothing in the settings is otherwise since."
    place.act(lambda desk: desk.directory.save_contact(SaveContact(ContactKind.SUPPLIER, "Linetel")))
    wait_idle(place)
    assert page.since.text() == "1 thing in the settings is otherwise since:\n· Linetel: new"
    file, draft = tmp_path / "policy.pdf", tmp_path / "draft.pdf"
    page.papers.save(file)
    page.drafts.save(draft)
    wait_idle(place)
    assert "1 in force since 16 Nov 2026" in text(file.read_bytes())
    assert "Linetel: new" in text(draft.read_bytes())


def test_owner_and_review_change_without_a_new_version(
    page: WrittenPolicyPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    place.act(lambda desk: desk.written_policy.issue(IssuePolicy("Rita", FEBRUARY)))
    wait_idle(place)
    page.owner.setText("Omar Haddad")
    page.next_review.set_text("31 March 2027")
    page.review_button.click()
    wait_idle(place)
    issued = desk.written_policy.issued().issued
    assert (issued.number, issued.owner, issued.next_review) == (1, "Omar Haddad", date(2027, 3, 31))
    page.next_review.set_text("soon")
    page.trigger()
    wait_idle(place)
    assert "Not a day I know" in page.next_review.accessibleDescription()
    page.next_review.set_text("16 Nov 2026")
    page.trigger()
    wait_idle(place)
    assert "in the past" in page.next_review.accessibleDescription()
    assert desk.written_policy.issued().issued.number == 1


def test_who_is_no_manager_prints_and_issues_nothing(
    page: WrittenPolicyPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, tmp_path: Path
) -> None:
    place.desk.sign_in(without_pin(desk, staff(desk, Role.AGENT)))
    place.load_facts()
    wait_idle(place)
    assert not page.save_button.isEnabled()
    assert not page.owner.isEnabled()
    page.papers.save(tmp_path / "policy.pdf")
    wait_idle(place)
    assert "Draft" in text((tmp_path / "policy.pdf").read_bytes())


def test_a_manager_is_reminded_from_the_day_on_and_nobody_else(
    place: Workplace, desk: Desk, clock: FixedClock, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    agent = without_pin(desk, staff(desk, Role.AGENT))
    desk.written_policy.issue(IssuePolicy("Rita Gomez", date(2026, 11, 17)))
    reminder = ReviewReminder(place, place)
    qtbot.addWidget(reminder.notice)
    place.load_facts()
    wait_idle(place)
    assert reminder.notice.isHidden()
    clock.advance(timedelta(days=1))
    reminder.set_now(clock.now())
    wait_idle(place)
    assert reminder.notice.words == (
        "The escalation policy, version 1, was to be looked at again by Tue 17 Nov 2026. Owner: Rita Gomez"
    )
    desk.sign_in(agent)
    reminder.look()
    assert reminder.notice.isHidden()
    desk.sign_in(1)
    reminder.look()
    wait_idle(place)
    assert not reminder.notice.isHidden()
    place.act(lambda desk: desk.written_policy.issue(IssuePolicy("Rita Gomez", FEBRUARY, base_number=1)))
    wait_idle(place)
    assert reminder.notice.isHidden()
