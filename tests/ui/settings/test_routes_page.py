"""The routes' page: rules kept in order by keyboard, and tested on an example (RULES.md, "Routes")."""

from collections.abc import Callable, Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import ContactKind, Priority, Role, RouteHours
from deskapp.services.directory.acts import SaveContact
from deskapp.services.routes.acts import OF_EQUIPMENT, SaveRoute
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.routes.route_dialog import RouteDialog
from deskapp.ui.settings.routes.route_test_dialog import RouteTestDialog
from deskapp.ui.settings.routes.routes_page import RoutesPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
KEY = Qt.Key


@pytest.fixture
def people(desk: Desk) -> dict[str, int]:
    names = ("Ana", "Bo", "Cy")
    return {name: desk.directory.save_contact(SaveContact(ContactKind.EXPERT, name)).value.id for name in names}


@pytest.fixture
def page(
    people: dict[str, int], desk: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> Iterator[RoutesPage]:
    category = desk.facts().categories[0].id
    desk.routes.save(SaveRoute("Hardware", ((people["Bo"], None),), category_id=category))
    desk.routes.save(SaveRoute("Urgent", ((people["Cy"], None), (people["Ana"], None)), priority=Priority.P1))
    screen = SettingsScreen(place)
    qtbot.addWidget(screen)
    screen.resize(1190, 714)
    screen.show()
    page = screen.show_page("routes")
    assert isinstance(page, RoutesPage)
    wait_idle(place)
    yield page
    wait_idle(place)


def _rows(page: RoutesPage) -> list[list[str]]:
    model = page.table.routes
    return [
        [str(model.data(model.index(row, column))) for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def _dialog(kind: type) -> object:
    (found,) = [one for one in QApplication.topLevelWidgets() if isinstance(one, kind) and one.isVisible()]
    return found


def test_the_rules_are_shown_in_order_with_for_what_and_whom(page: RoutesPage, desk: Desk) -> None:
    category = desk.facts().categories[0].name
    assert _rows(page) == [["1", "Hardware", category, "Bo", ""], ["2", "Urgent", "P1", "Cy → Ana", ""]]
    QAbstractItemModelTester(page.table.routes, QAbstractItemModelTester.FailureReportingMode.Fatal)


def test_alt_with_an_arrow_moves_a_route(page: RoutesPage, place: Workplace, wait_idle: WaitIdle) -> None:
    QTest.keyClick(page.table, KEY.Key_Down, Qt.KeyboardModifier.AltModifier)
    wait_idle(place)
    assert [row[1] for row in _rows(page)] == ["Urgent", "Hardware"]
    assert page.table.route is not None
    assert page.table.route.name == "Hardware"
    assert (page.entries.up_button.isEnabled(), page.entries.down_button.isEnabled()) == (True, False)
    page.entries.up_button.click()
    wait_idle(place)
    assert [row[1] for row in _rows(page)] == ["Hardware", "Urgent"]


def test_a_route_is_changed_by_keyboard_alone(
    page: RoutesPage, place: Workplace, desk: Desk, people: dict[str, int], wait_idle: WaitIdle
) -> None:
    QTest.keyClick(page.table, KEY.Key_Return)
    dialog = _dialog(RouteDialog)
    assert isinstance(dialog, RouteDialog)
    QTest.keyClicks(dialog.record["steps"].finder, "ana")
    QTest.keyClick(dialog.record["steps"].finder, KEY.Key_Return)
    QTest.keyClick(dialog.record["steps"].order, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    dialog.record["hours"].set_value(RouteHours.OUTSIDE.value)
    dialog.record["then_id"].setCurrentIndex(1)
    QTest.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    route = desk.routes.all().routes[0]
    assert [step.contact_id for step in route.steps] == [people["Ana"], people["Bo"]]
    assert (route.hours, route.then) == (RouteHours.OUTSIDE, "Urgent")
    assert _rows(page)[0][2].endswith("outside the desk's hours")


def test_whoever_looks_after_the_equipment_is_a_step_like_another(
    page: RoutesPage, place: Workplace, desk: Desk, people: dict[str, int], wait_idle: WaitIdle
) -> None:
    QTest.keyClick(page.table, KEY.Key_Return)
    dialog = _dialog(RouteDialog)
    assert isinstance(dialog, RouteDialog)
    QTest.keyClicks(dialog.record["steps"].finder, "equip")
    QTest.keyClick(dialog.record["steps"].finder, KEY.Key_Return)
    QTest.keyClick(dialog.record["steps"].order, KEY.Key_Up, Qt.KeyboardModifier.AltModifier)
    QTest.keyClick(dialog, KEY.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    assert [step.of_equipment for step in desk.routes.all().routes[0].steps] == [True, False]
    assert _rows(page)[0][3] == "whoever looks after the equipment → Bo"
    # Opened again it stands there, and is saved as it is.
    QTest.keyClick(page.table, KEY.Key_Return)
    again = _dialog(RouteDialog)
    assert isinstance(again, RouteDialog)
    assert again.record.values()["steps"] == (OF_EQUIPMENT, (people["Bo"], None))
    again.reject()


def test_what_is_missing_is_said_beside_the_field_and_a_chain_that_loops_is_refused(
    page: RoutesPage, place: Workplace, desk: Desk, people: dict[str, int], wait_idle: WaitIdle
) -> None:
    page.entries.add_button.click()
    dialog = _dialog(RouteDialog)
    assert isinstance(dialog, RouteDialog)
    dialog.submit()
    wait_idle(place)
    assert dialog.isVisible()
    assert dialog.record["name"].accessibleDescription() == "This is needed."
    assert dialog.record["steps"].accessibleDescription() == "This is needed."
    dialog.reject()
    one, two = desk.routes.all().routes
    desk.routes.save(
        SaveRoute("Urgent", ((people["Cy"], None),), priority=Priority.P1, then_id=one.id, id=two.id, base_version=1)
    )
    page.reload()
    wait_idle(place)
    page.table.set_current(one.id)
    page.entries.edit_button.click()
    dialog = _dialog(RouteDialog)
    assert isinstance(dialog, RouteDialog)
    dialog.record["then_id"].setCurrentIndex(1)
    dialog.submit()
    wait_idle(place)
    assert dialog.record["then_id"].accessibleDescription().startswith("These routes would lead to one another")
    dialog.reject()


def test_a_route_is_taken_out_of_use(page: RoutesPage, place: Workplace, wait_idle: WaitIdle) -> None:
    page.entries.edit_button.click()
    dialog = _dialog(RouteDialog)
    assert isinstance(dialog, RouteDialog)
    dialog.remove_button.click()
    wait_idle(place)
    assert [row[1] for row in _rows(page)] == ["Urgent"]


def test_test_this_route_shows_for_an_example_call_who_would_be_offered_and_why(
    page: RoutesPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page.test_button.click()
    dialog = _dialog(RouteTestDialog)
    assert isinstance(dialog, RouteTestDialog)
    wait_idle(place)
    assert dialog.said.text() == "Route: Hardware"
    titles = [item.title for item in dialog.list.cards.items]
    assert titles == ["1. Bo", "2. Ana", "3. Cy"]
    assert "first in the route for Hardware" in dialog.list.cards.items[0].lines[-1].text
    dialog.record["category_id"].setCurrentIndex(0)
    dialog.record["priority"].setCurrentIndex(1)
    dialog.at.edit.setText("22:00")
    dialog.at.edit.editingFinished.emit()
    wait_idle(place)
    assert dialog.said.text().startswith("Route: Urgent")
    assert "Nobody can be reached now. Ask Manager." in dialog.said.text()
    assert [item.title for item in dialog.list.cards.items] == ["1. Cy", "2. Ana", "3. Bo"]
    dialog.reject()


def test_only_a_supervisor_or_manager_changes_routes(
    page: RoutesPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    agent = desk.site.save_staff(SaveStaff("Al", Role.AGENT)).value.id
    desk.sign_in(agent)
    place.load_facts()
    wait_idle(place)
    assert page.why.text()
    assert not page.entries.add_button.isEnabled()
    assert not page.entries.edit_button.isEnabled()
    assert page.test_button.isEnabled()
    QTest.keyClick(page.table, KEY.Key_Return)
    assert not [one for one in QApplication.topLevelWidgets() if isinstance(one, RouteDialog) and one.isVisible()]
