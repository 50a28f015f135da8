"""The priorities' page: a field for each impact and urgency, chosen by mouse or keys, saved as it stands."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from deskapp.desk import Desk
from deskapp.domain.words import Impact, Priority, Role, Urgency
from deskapp.services.clocks.acts import SavePriorities
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.targets.priorities_page import PrioritiesPage
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
CELL = (Impact.ONE, Urgency.SOON)
OTHER = (Impact.SITE, Urgency.NOW)


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> PrioritiesPage:
    page = screen.show_page("priorities")
    assert isinstance(page, PrioritiesPage)
    wait_idle(place)
    return page


def theirs(desk: Desk, cell: tuple[Impact, Urgency], becomes: Priority) -> None:
    facts = desk.facts()
    desk.site.save_priorities(SavePriorities({**facts.matrix, cell: becomes}, facts.phone_answers))


def test_a_priority_is_chosen_and_saved_with_the_keys_alone(
    page: PrioritiesPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    field = page.cells[CELL]
    assert (field.currentText(), field.accessibleName()) == ("P3", "one person, soon")
    field.setFocus()
    QTest.keyClick(field, Qt.Key.Key_Up)
    page.answered.setFocus()
    QTest.keyClick(page.answered, Qt.Key.Key_Space)
    QTest.keyClick(page.answered, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    facts = desk.facts()
    assert (facts.matrix[CELL], facts.phone_answers) == (Priority.P2, False)
    assert not page.typed


def test_what_somebody_else_saved_meanwhile_is_shown_beside_and_the_person_decides(
    page: PrioritiesPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page.cells[CELL].setCurrentIndex(0)
    theirs(desk, OTHER, Priority.P2)
    page.trigger()
    wait_idle(place)
    assert page.newer.isVisible()
    assert page.cells[CELL].currentText() == "P1"
    assert desk.facts().matrix[CELL] is Priority.P3
    page.newer.take_button.click()
    assert (page.cells[CELL].currentText(), page.cells[OTHER].currentText()) == ("P3", "P2")
    page.cells[CELL].setCurrentIndex(1)
    page.trigger()
    wait_idle(place)
    assert [desk.facts().matrix[cell] for cell in (CELL, OTHER)] == [Priority.P2, Priority.P2]


def test_news_from_elsewhere_do_not_overwrite_what_was_chosen(
    page: PrioritiesPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page.cells[CELL].setCurrentIndex(0)
    theirs(desk, OTHER, Priority.P2)
    place.load_facts()
    wait_idle(place)
    assert (page.cells[CELL].currentText(), page.cells[OTHER].currentText()) == ("P1", "P1")
    page.forget_typed()
    assert (page.cells[CELL].currentText(), page.cells[OTHER].currentText()) == ("P3", "P2")


def test_only_a_manager_can_change_them(
    page: PrioritiesPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    me = desk.facts().staff[0]
    desk.site.save_staff(SaveStaff("Another", Role.MANAGER))
    desk.site.save_staff(replace(SaveStaff(me.name, Role.AGENT), id=me.id))
    place.load_facts()
    wait_idle(place)
    assert not page.fields.isEnabled()
    assert not page.save_button.isEnabled()
    assert "manager" in page.why.text()
