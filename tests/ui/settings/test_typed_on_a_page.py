"""What is typed on a page of the settings and not saved: kept for who typed it, shown to nobody else."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.widgets.dialogs.draft import Draft
from deskapp.ui.work.workplace import Workplace

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
