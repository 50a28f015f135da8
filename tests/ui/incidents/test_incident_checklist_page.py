"""The settings' page of the checklist for incidents."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.services.incidents.acts import SaveIncidentChecklist
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.library.incidents_page import IncidentsPage
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]


@pytest.fixture
def page(place: Workplace, qtbot: QtBot, wait_idle: Wait) -> IncidentsPage:
    made = IncidentsPage(place)
    qtbot.addWidget(made)
    made.resize(700, 600)
    made.show()
    wait_idle(place)
    return made


def kept(desk: Desk) -> list[str]:
    return [text for _number, text in desk.incidents.checklist()]


def test_lines_are_added_moved_and_taken_out_by_keys_and_then_saved(
    page: IncidentsPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    before = kept(desk)
    assert list(page.texts) == before
    QTest.keyClicks(page.field, "Ring the landlord")
    QTest.keyClick(page.field, Key.Key_Return)
    QTest.keyClick(page.lines, Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    page.lines.setCurrentRow(0)
    QTest.keyClick(page.lines, Key.Key_Delete)
    wanted = [*before[1:-1], "Ring the landlord", before[-1]]
    assert list(page.texts) == wanted
    assert kept(desk) == before
    page.trigger()
    wait_idle(place)
    assert kept(desk) == wanted
    assert page.notice.words == "The checklist is saved."
    assert not page.typed


def test_a_line_that_is_still_in_the_field_is_saved_with_the_others(
    page: IncidentsPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    QTest.keyClicks(page.field, "Ring the landlord")
    page.trigger()
    wait_idle(place)
    assert kept(desk)[-1] == "Ring the landlord"


def test_a_line_is_changed_in_its_place(page: IncidentsPage, desk: Desk, place: Workplace, wait_idle: Wait) -> None:
    page.lines.item(0).setText("How far does it reach?")
    page.trigger()
    wait_idle(place)
    assert kept(desk)[0] == "How far does it reach?"


def test_of_two_who_edit_it_at_once_the_later_sees_both_and_decides(
    page: IncidentsPage, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    QTest.keyClicks(page.field, "Mine")
    desk.incidents.save_checklist(SaveIncidentChecklist(((None, "Theirs"),), desk.incidents.checklist()))
    page.trigger()
    wait_idle(place)
    assert "Theirs" in page.notice.words
    assert page.texts[-1] == "Mine"
    page.trigger()
    wait_idle(place)
    assert kept(desk)[-1] == "Mine"


def test_theirs_can_be_taken_instead(page: IncidentsPage, desk: Desk, place: Workplace, wait_idle: Wait) -> None:
    QTest.keyClicks(page.field, "Mine")
    desk.incidents.save_checklist(SaveIncidentChecklist(((None, "Theirs"),), desk.incidents.checklist()))
    page.trigger()
    wait_idle(place)
    page.notice.acted.emit()
    assert page.texts == ("Theirs",)
    assert kept(desk) == ["Theirs"]


def test_only_a_manager_may_save(desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> None:
    desk.sign_in(desk.site.save_staff(SaveStaff("Omar", Role.AGENT)).value.id)
    place.load_facts()
    wait_idle(place)
    page = IncidentsPage(place)
    qtbot.addWidget(page)
    page.show()
    wait_idle(place)
    assert not page.save_button.isEnabled()
    assert not page.fields.isEnabled()
