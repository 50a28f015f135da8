"""The settings: a manager changes them, everybody else reads them, and nothing typed is lost."""

from collections.abc import Callable
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import ClockKind, Paper, Priority, Role
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.appearance_page import AppearancePage
from deskapp.ui.settings.contacts_page import ContactsPage
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.site_page import SitePage
from deskapp.ui.settings.staff.staff_dialog import StaffDialog
from deskapp.ui.settings.staff.staff_page import StaffPage
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
P2_RESOLUTION = (Priority.P2, ClockKind.RESOLUTION)


def site_act(desk: Desk) -> SaveSite:
    site = desk.facts().site
    return SaveSite(
        site.name,
        site.address,
        site.phone,
        site.zone,
        Paper(site.paper),
        site.language,
        site.supplier_pauses,
        site.other_pauses,
        site.tone_to_outside,
        site.version,
    )


def test_the_site_is_saved_as_typed(screen: SettingsScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    page.record["name"].setText("<b>Näher</b> & Söhne =1+1")
    page.record["address"].setPlainText("Gasse 1\nSeitenbau")
    page.record["zone"].setText("Europe/Berlin")
    page.record["supplier_pauses"].setChecked(True)
    page.record["paper"].set_value("Letter")
    page.trigger()
    wait_idle(place)
    site = desk.facts().site
    assert (site.name, site.address) == ("<b>Näher</b> & Söhne =1+1", "Gasse 1\nSeitenbau")
    assert (site.zone, site.paper, site.supplier_pauses) == ("Europe/Berlin", Paper.LETTER, True)
    assert desk.facts().desk_calendar.calendar.zone == "Europe/Berlin"


def test_the_site_says_whether_rotas_have_gaps_all_day(
    screen: SettingsScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    box = page.record["gaps_all_day"]
    assert (box.isChecked(), desk.facts().site.gaps_all_day) == (False, False)
    box.click()
    page.trigger()
    wait_idle(place)
    assert desk.facts().site.gaps_all_day


def test_a_zone_that_is_none_is_said_beside_the_field(
    screen: SettingsScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    page.record["zone"].setText("Europe/Atlantis")
    page.trigger()
    wait_idle(place)
    assert "time zone" in page.record["zone"].accessibleDescription()
    assert page.record["zone"].text() == "Europe/Atlantis"
    assert desk.facts().site.zone == "Europe/London"


def test_a_stale_edit_of_the_site_shows_the_newer_beside_it(
    screen: SettingsScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    page.record["name"].setText("Mine")
    desk.site.save_site(replace(site_act(desk), name="Theirs"))
    page.trigger()
    wait_idle(place)
    assert page.newer.isVisible()
    assert page.record["name"].text() == "Mine"
    assert desk.facts().site.name == "Theirs"
    page.trigger()
    wait_idle(place)
    assert desk.facts().site.name == "Mine"
    assert not page.newer.isVisible()


def test_news_from_elsewhere_do_not_overwrite_what_was_typed(
    screen: SettingsScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    page.record["phone"].setText("020 7946 0999")
    desk.site.save_site(replace(site_act(desk), name="Theirs"))
    place.load_facts()
    wait_idle(place)
    assert page.record["phone"].text() == "020 7946 0999"
    page.forget_typed()
    assert page.record["name"].text() == "Theirs"


def test_staff_are_added(screen: SettingsScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle) -> None:
    page = screen.show_page("staff")
    assert isinstance(page, StaffPage)
    wait_idle(place)
    page.entries.add_button.click()
    dialog = page.findChild(StaffDialog)
    dialog.name.setText("Lena Fischer")
    dialog.role.set_value("supervisor")
    dialog.trigger()
    wait_idle(place)
    wait_idle(place)
    dialog.trigger()  # the start PIN was told
    added = next(person for person in desk.facts().staff if person.name == "Lena Fischer")
    assert (added.role, added.active) == (Role.SUPERVISOR, True)
    assert added.id in [item.key for item in page.entries.list.cards.items]


def test_the_last_manager_stays_one_and_it_is_said_why(
    screen: SettingsScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("staff")
    assert isinstance(page, StaffPage)
    wait_idle(place)
    page.entries.edit_button.click()
    dialog = page.findChild(StaffDialog)
    dialog.role.set_value("agent")
    dialog.trigger()
    wait_idle(place)
    assert "manager" in dialog.notice.words
    assert desk.facts().staff[0].role is Role.MANAGER
    dialog.reject()


@pytest.mark.parametrize("key", ["site", "hours", "targets"])
def test_only_a_manager_may_save_and_the_page_says_so(
    place: Workplace, desk: Desk, qtbot: QtBot, wait_idle: WaitIdle, key: str
) -> None:
    agent = desk.site.save_staff(SaveStaff("Sam Okoro", Role.AGENT)).value
    desk.sign_in(agent.id)
    place.load_facts()
    wait_idle(place)
    screen = SettingsScreen(place)
    qtbot.addWidget(screen)
    screen.show()
    page = screen.show_page(key)
    wait_idle(place)
    assert not page.save_button.isEnabled()  # type: ignore[attr-defined]
    assert not page.fields.isEnabled()  # type: ignore[attr-defined]
    assert "manager" in page.why.text()  # type: ignore[attr-defined]


def test_a_role_taken_away_meanwhile_is_refused_in_words(
    screen: SettingsScreen, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    other = desk.site.save_staff(SaveStaff("Rita Gomez", Role.MANAGER)).value
    desk.site.save_staff(SaveStaff("Manager", Role.AGENT, id=1))
    assert other.role is Role.MANAGER
    page.record["name"].setText("Mine")
    page.trigger()
    wait_idle(place)
    assert "manager" in page.notice.words
    assert page.record["name"].text() == "Mine"


def test_the_look_of_the_workstation_is_told_at_once(screen: SettingsScreen) -> None:
    told: list[tuple[str, float]] = []
    screen.appearance_changed.connect(lambda mode, points: told.append((mode, points)))
    screen.set_appearance("light", 9.0)
    page = screen.show_page("appearance")
    assert isinstance(page, AppearancePage)
    assert (page.mode.value, page.points.value()) == ("light", 9)
    page.mode.pill("dark").click()
    page.points.setValue(14)
    assert told == [("dark", 9.0), ("dark", 14.0)]


def test_the_contacts_page_leads_to_the_directory(screen: SettingsScreen, qtbot: QtBot) -> None:
    page = screen.show_page("contacts")
    assert isinstance(page, ContactsPage)
    with qtbot.waitSignal(screen.directory_asked):
        page.empty.button.click()


def test_every_control_of_every_page_has_a_name(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> None:
    from PySide6.QtGui import QAccessible
    from PySide6.QtWidgets import QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton

    kinds = (QAbstractSpinBox, QCheckBox, QComboBox, QLineEdit, QPlainTextEdit, QPushButton)
    for key in screen.pages:
        page = screen.show_page(key)
        wait_idle(place)
        for widget in (one for kind in kinds for one in page.findChildren(kind) if one.isVisible()):
            if isinstance(widget.parent(), (QAbstractSpinBox, QComboBox)):
                continue
            name = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
            assert name, f"{key}: {type(widget).__name__} {widget.objectName()}"
            assert widget.height() >= 24


def test_what_was_typed_stays_on_its_page_while_another_is_shown(
    screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    wait_idle(place)
    page.record["phone"].setText("020 7946 0018")
    for key in screen.pages:
        screen.show_page(key)
        wait_idle(place)
    place.load_facts()
    wait_idle(place)
    assert screen.show_page("site") is page
    assert page.record["phone"].text() == "020 7946 0018"


def test_the_window_is_held_once_while_something_is_not_saved_and_says_so(
    desk: Desk, window: MainWindow, place: Workplace, wait_idle: WaitIdle
) -> None:
    screen = window.show_screen("settings")
    assert isinstance(screen, SettingsScreen)
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    wait_idle(place)
    page.record["phone"].setText("020 7946 0018")
    screen.show_page("hours")
    window.show_screen("calls")
    assert not window.close()
    assert window.screens.current is screen
    assert page.isVisible()
    assert "not saved" in page.notice.words
    assert page.record["phone"].text() == "020 7946 0018"
    page.record["phone"].setText("020 7946 0019")
    assert not window.close(), "what was typed since was not said"
    assert window.close()


def test_ctrl_enter_saves_the_page_while_its_chip_has_the_focus(
    screen: SettingsScreen, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    page = screen.show_page("site")
    assert isinstance(page, SitePage)
    wait_idle(place)
    page.record["phone"].setText("020 7946 0018")
    screen.activateWindow()
    chip = screen.switch.pill("site")
    chip.setFocus()
    QTest.keyClick(chip, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    assert desk.facts().site.phone == "020 7946 0018"


def test_the_pages_stand_below_each_other_and_the_arrows_go_from_one_to_the_next(screen: SettingsScreen) -> None:
    screen.activateWindow()
    screen.focus_taker.setFocus()
    reached = [screen.switch.value]
    while len(reached) < len(screen.pages):
        QTest.keyClick(screen.switch.pill(screen.switch.value), Qt.Key.Key_Down)
        reached.append(screen.switch.value)
    assert tuple(reached) == screen.pages
    last = screen.switch.pill(reached[-1])
    assert last.visibleRegion().boundingRect() == last.rect(), "the page that was reached stands outside its list"


def test_where_there_is_no_room_beside_a_page_the_others_drop_down_above_it(screen: SettingsScreen) -> None:
    screen.resize(1100, 700)
    screen.activateWindow()
    screen.focus_taker.setFocus()
    QTest.keyClick(screen.switch.pill("site"), Qt.Key.Key_Down)
    assert (screen.switch.value, screen.drop.isVisible()) == ("hours", False)
    screen.resize(540, 700)
    assert (screen.drop.currentData(), screen.drop.hasFocus(), screen.switch.isVisible()) == ("hours", True, False)
    QTest.keyClick(screen.drop, Qt.Key.Key_Down)
    screen.resize(1100, 700)
    assert screen.switch.value == "targets"
    assert screen.switch.pill("targets").hasFocus()


@pytest.mark.parametrize(
    ("typed", "page"), [("encryption", "encryption"), ("passphrase", "encryption"), ("pin", "staff")]
)
def test_a_page_is_found_by_its_name_and_by_what_is_set_on_it(
    window: MainWindow, place: Workplace, wait_idle: WaitIdle, typed: str, page: str
) -> None:
    window.search.start()
    QTest.keyClicks(window.search, typed)
    wait_idle(place)
    assert ("command", f"settings_{page}") in window.search.found
    while window.search.chosen != ("command", f"settings_{page}"):
        QTest.keyClick(window.search, Qt.Key.Key_Down)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    wait_idle(place)
    now = window.screens.current
    assert isinstance(now, SettingsScreen)
    assert now.switch.value == page
    taker = now.focus_taker
    assert (taker if isinstance(taker, DropDown) else now.switch.pill(page)).hasFocus()
