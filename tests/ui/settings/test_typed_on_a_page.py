"""What is typed on a page of the settings and not saved: kept for who typed it, shown to nobody else."""

from __future__ import annotations

from collections.abc import Callable
from itertools import cycle

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot
from refusing_file import RefusingFile

from deskapp.desk import Desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import ClockKind, Priority, Role
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.settings.hours.hours_page import HoursPage
from deskapp.ui.settings.keeping_page import KeepingPage
from deskapp.ui.settings.library.incidents_page import IncidentsPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.settings.targets.targets_page import TargetsPage
from deskapp.ui.settings.written_policy_page import WrittenPolicyPage
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

WaitIdle = Callable[[Workplace], None]
ADA = 1


@pytest.fixture
def other(desk: Desk) -> int:
    """Another manager: their id."""
    return desk.site.save_staff(SaveStaff("Noor Haddad", Role.MANAGER)).value.id


def _sign_in(desk: Desk, place: Workplace, staff_id: int, wait_idle: WaitIdle) -> None:
    desk.sign_in(staff_id)
    place.load_facts()
    wait_idle(place)


def _screen(place: Workplace, qtbot: QtBot, wait_idle: WaitIdle) -> SettingsScreen:
    made = SettingsScreen(place)
    qtbot.addWidget(made)
    made.show()
    wait_idle(place)
    return made


def _type(page: SettingsPage) -> None:
    """Something into the first field that takes anything, as a hand would."""
    for kind in (QLineEdit, QPlainTextEdit, QSpinBox, QCheckBox, QComboBox):
        for field in page.fields.findChildren(kind):
            if field.isVisible() and field.isEnabled() and not getattr(field, "isReadOnly", bool)():
                _into(field)
                if page.typed:
                    return


def _into(field: QWidget) -> None:
    if isinstance(field, QLineEdit | QPlainTextEdit):
        QTest.keyClicks(field, "7 zq")
    elif isinstance(field, QSpinBox):
        field.stepUp()
    elif isinstance(field, QCheckBox):
        field.click()
    elif isinstance(field, QComboBox):
        field.setCurrentIndex((field.currentIndex() + 1) % field.count())


def test_every_page_keeps_what_is_typed_for_who_typed_it_and_shows_it_to_nobody_else(
    desk: Desk, place: Workplace, other: int, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    screen = _screen(place, qtbot, wait_idle)
    typed: dict[str, object] = {}
    for key in screen.pages:
        page = screen.show_page(key)
        wait_idle(place)
        if isinstance(page, SettingsPage) and page.KEPT:
            _type(page)
            assert page.typed, key
            typed[key] = page.content()
    # So the lock does before it asks for anybody's PIN.
    for draft in screen.findChildren(Draft):
        draft.save()
    wait_idle(place)
    screen.close()
    assert len(typed) >= 8

    _sign_in(desk, place, other, wait_idle)
    theirs = _screen(place, qtbot, wait_idle)
    for key, words in typed.items():
        page = theirs.show_page(key)
        wait_idle(place)
        assert isinstance(page, SettingsPage)
        assert not page.typed, key
        assert page.content() != words, key
    theirs.close()

    _sign_in(desk, place, ADA, wait_idle)
    mine = _screen(place, qtbot, wait_idle)
    for key, words in typed.items():
        page = mine.show_page(key)
        wait_idle(place)
        assert isinstance(page, SettingsPage)
        assert page.content() == words, key
        assert page.typed, key
        assert page.notice.words == "What you typed earlier is back."
        page.notice._action.click()
        wait_idle(place)
        assert not page.typed, key
        assert page.content() != words, key
    with desk.work.read() as session:
        assert session.connection().exec_driver_sql("SELECT key FROM draft").fetchall() == []


def test_what_is_back_meets_what_another_manager_saved_meanwhile(
    desk: Desk, place: Workplace, other: int, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    first = _screen(place, qtbot, wait_idle).show_page("site")
    assert isinstance(first, SitePage)
    first.record["name"].setText("Mine")
    first.record["attachment_limit"].setValue(7)
    assert first.draft is not None
    first.draft.save()
    wait_idle(place)
    _sign_in(desk, place, other, wait_idle)
    theirs = _screen(place, qtbot, wait_idle).show_page("site")
    assert isinstance(theirs, SitePage)
    theirs.record["name"].setText("Theirs")
    theirs.trigger()
    wait_idle(place)
    _sign_in(desk, place, ADA, wait_idle)
    page = _screen(place, qtbot, wait_idle).show_page("site")
    assert isinstance(page, SitePage)
    assert page.record["attachment_limit"].value() == 7
    page.trigger()
    wait_idle(place)
    assert desk.facts().site.name == "Theirs"
    assert not page.newer.isHidden()
    page.trigger()
    wait_idle(place)
    assert (desk.facts().site.name, desk.facts().site.attachment_limit) == ("Mine", 7)
    with desk.work.read() as session:
        assert session.connection().exec_driver_sql("SELECT key FROM draft").fetchall() == []


def _change(page: SettingsPage) -> None:
    """Something on each page that can be saved as it is."""
    if isinstance(page, SitePage):
        page.record["name"].setText("Another name")
    elif isinstance(page, HoursPage):
        page.closed.setPlainText("2026-12-25 Christmas Day")
    elif isinstance(page, TargetsPage):
        page.cells[Priority.P2, ClockKind.RESOLUTION].setText("7 h")
    elif isinstance(page, WrittenPolicyPage):
        page.words.setPlainText("The first one")
    elif isinstance(page, KeepingPage):
        next(iter(page.months.values())).setValue(24)
    else:
        _type(page)


def test_on_a_full_disk_in_a_read_only_folder_and_while_others_hold_the_file_what_is_typed_stays_and_is_saved_later(
    desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = RefusingFile(monkeypatch)
    faults = cycle((Refusal.DISK_FULL, Refusal.READ_ONLY, Refusal.LOCKED, Refusal.IO))
    screen = _screen(place, qtbot, wait_idle)
    tried = 0
    for key in screen.pages:
        page = screen.show_page(key)
        wait_idle(place)
        if not isinstance(page, SettingsPage) or not page.KEPT:
            continue
        _change(page)
        typed, why = page.content(), next(faults)
        file.why = why
        if isinstance(page, TargetsPage):
            page.trigger()  # what would change is shown first
        page.trigger()
        wait_idle(place)
        said = refusals.error(StorageProblem(why, path="?", said="?")).split("?")[-1]
        assert said in page.notice.words, key
        assert page.isVisible()
        if not isinstance(page, IncidentsPage):  # there what was typed is a line of the list by now
            assert page.content() == typed, key
        assert page.typed, key
        file.why = None
        page.trigger()
        wait_idle(place)
        assert not page.typed, (key, page.notice.words)
        tried += 1
    assert tried == 9
