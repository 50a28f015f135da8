"""The hours' page: several calendars, a week by keyboard, closed days with names, public holidays."""

from collections.abc import Callable
from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.clocks.acts import SaveHours
from deskapp.ui.settings.hours.hours_page import HoursPage
from deskapp.ui.settings.hours.new_calendar_dialog import NewCalendarDialog
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.targets.apply_dialog import ApplyDialog
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
CHRISTMAS = date(2026, 12, 25)


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> HoursPage:
    page = screen.show_page("hours")
    assert isinstance(page, HoursPage)
    wait_idle(place)
    return page


@pytest.fixture
def save(page: HoursPage, place: Workplace, wait_idle: WaitIdle) -> Callable[[], None]:
    def press() -> None:
        page.trigger()
        wait_idle(place)

    return press


def add(page: HoursPage, name: str, kind: str, place: Workplace, wait_idle: WaitIdle) -> None:
    page.new_button.click()
    (dialog,) = page.findChildren(NewCalendarDialog)
    dialog.name.setText(name)
    dialog.kind.set_value(kind)
    dialog.trigger()
    wait_idle(place)


def choose(page: HoursPage, index: int) -> None:
    page.which.setCurrentIndex(index)
    page.which.activated.emit(index)


def add_holidays(page: HoursPage, place: Workplace, wait_idle: WaitIdle) -> None:
    page.holidays.add_button.click()
    wait_idle(place)


def test_hours_are_edited_by_keyboard_a_line_a_day(
    page: HoursPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    assert page.days["mon"].text() == "09:00-17:30"
    page.days["sat"].setFocus()
    qtbot.keyClicks(page.days["sat"], "10-12, 13-15")
    page.closed.setPlainText("2026-12-25 Christmas Day")
    page.special.setPlainText("2026-12-24 09:00-12:00 Christmas Eve")
    qtbot.keyClick(page.days["sat"], Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    saved = desk.facts().desk_calendar
    told = saved.calendar.to_dict()
    assert [tuple(span) for span in told["week"]["sat"]] == [("10:00", "12:00"), ("13:00", "15:00")]
    assert (told["closed"], list(told["special"])) == (["2026-12-25"], ["2026-12-24"])
    assert saved.names == {CHRISTMAS: "Christmas Day", date(2026, 12, 24): "Christmas Eve"}


def test_names_of_closed_days_are_shown_again_as_they_were_typed(
    page: HoursPage, save: Callable[[], None], desk: Desk
) -> None:
    page.closed.setPlainText("2026-12-25 <b>Christmas</b> Day\n2027-01-01")
    save()
    assert page.closed.text() == "2026-12-25 <b>Christmas</b> Day\n2027-01-01"
    assert not page.typed


def test_the_line_under_the_week_says_what_is_typed_before_it_is_saved(page: HoursPage) -> None:
    assert page.summary.text() == "42 h 30 min a week; open now until 17:30"
    page.days["fri"].setText("9-20")
    page.closed.setPlainText("2026-12-25 Christmas Day")
    assert page.summary.text() == "45 h a week; open now until 17:30; next closed day Fri 25 Dec, Christmas Day"


def test_a_day_that_cannot_be_read_says_so_beside_it_and_nothing_is_saved(
    page: HoursPage, save: Callable[[], None], desk: Desk
) -> None:
    before = desk.facts().desk_calendar
    page.days["tue"].setText("9-12, 11-14")
    save()
    assert "overlap" in page.days["tue"].accessibleDescription()
    assert page.days["tue"].text() == "9-12, 11-14"
    assert desk.facts().desk_calendar == before


def test_hours_that_never_open_are_not_saved(page: HoursPage, save: Callable[[], None], desk: Desk) -> None:
    before = desk.facts().desk_calendar
    for field in page.days.values():
        field.clear()
    save()
    assert "never open" in page.days["mon"].accessibleDescription()
    assert desk.facts().desk_calendar == before


@pytest.mark.parametrize(
    ("field", "typed", "words"),
    [
        ("closed", "2026-12-25 Christmas Day\n25.12.2026 Christmas", "25.12.2026"),
        ("special", "2026-12-24 noon", "2026-12-24 noon"),
        ("name", "  ", "needed"),
    ],
)
def test_what_cannot_be_read_is_said_beside_its_field(
    page: HoursPage, save: Callable[[], None], desk: Desk, field: str, typed: str, words: str
) -> None:
    before = desk.facts().desk_calendar
    widget = getattr(page, field)
    (widget.setText if field == "name" else widget.setPlainText)(typed)
    save()
    assert words in widget.accessibleDescription()
    assert desk.facts().desk_calendar == before


def test_a_new_calendar_begins_as_a_copy_of_the_desks_hours(
    page: HoursPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    add(page, "Supplier", "copy", place, wait_idle)
    own, supplier = desk.site.calendars()
    assert (supplier.name, supplier.calendar) == ("Supplier", own.calendar)
    assert (page.which.currentText(), page.name.text()) == ("Supplier", "Supplier")


def test_a_new_calendar_may_be_24_by_7(
    page: HoursPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, save: Callable[[], None]
) -> None:
    add(page, "After hours", "always", place, wait_idle)
    assert {field.text() for field in page.days.values()} == {"00:00-24:00"}
    assert page.summary.text() == "day and night, 168 h a week; always open"
    page.days["sun"].setText("10-12")
    save()
    own, nights = desk.site.calendars()
    assert nights.calendar.to_dict()["week"]["sun"] == [["10:00", "12:00"]]
    assert own.calendar.to_dict()["week"]["mon"] == [["09:00", "17:30"]]


def test_a_calendar_is_renamed(page: HoursPage, desk: Desk, save: Callable[[], None]) -> None:
    page.name.setText("Shop")
    save()
    assert desk.facts().desk_calendar.name == "Shop"
    assert page.which.currentText() == "Shop"


def test_a_new_calendar_without_a_name_is_not_added(page: HoursPage, desk: Desk) -> None:
    page.new_button.click()
    (dialog,) = page.findChildren(NewCalendarDialog)
    dialog.trigger()
    assert "needed" in dialog.name.accessibleDescription()
    assert len(desk.site.calendars()) == 1
    dialog.reject()


def test_another_calendar_has_a_zone_of_its_own_and_an_unknown_one_is_said_beside_it(
    page: HoursPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, save: Callable[[], None]
) -> None:
    assert page.zone.line.isReadOnly()
    add(page, "Supplier", "copy", place, wait_idle)
    assert not page.zone.line.isReadOnly()
    page.zone.setText("Europe/Atlantis")
    save()
    assert "time zone" in page.zone.accessibleDescription()
    assert desk.site.calendars()[1].calendar.zone == "Europe/London"
    page.zone.setText("Asia/Tokyo")
    save()
    assert desk.site.calendars()[1].calendar.zone == "Asia/Tokyo"


def test_another_calendar_is_not_shown_while_something_typed_would_be_lost(
    page: HoursPage, place: Workplace, wait_idle: WaitIdle
) -> None:
    add(page, "After hours", "always", place, wait_idle)
    page.days["mon"].setText("9-10")
    choose(page, 0)
    assert page.which.currentText() == "After hours"
    assert page.days["mon"].text() == "9-10"
    page.notice.acted.emit()
    assert page.days["mon"].text() == "00:00-24:00"
    choose(page, 0)
    assert page.days["mon"].text() == "09:00-17:30"


def test_hours_saved_elsewhere_are_shown_and_do_not_overwrite_what_was_typed(
    page: HoursPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    own = desk.facts().desk_calendar
    desk.site.save_hours(SaveHours(own.id, {**own.calendar.to_dict(), "week": {"mon": [["08:00", "09:00"]]}}))
    place.load_facts()
    wait_idle(place)
    assert (page.days["mon"].text(), page.days["tue"].text()) == ("08:00-09:00", "")
    page.days["mon"].setText("7-8")
    desk.site.save_hours(SaveHours(own.id, own.calendar.to_dict()))
    place.load_facts()
    wait_idle(place)
    assert page.days["mon"].text() == "7-8"


def test_public_holidays_are_offered_for_the_country_of_the_zone_with_readable_names(page: HoursPage) -> None:
    assert page.holidays.country.currentText() == "United Kingdom"
    assert page.holidays.country.findText("Germany") >= 0
    regions = [page.holidays.region.itemText(index) for index in range(page.holidays.region.count())]
    assert regions == ["the whole country", "England", "Northern Ireland", "Scotland", "Wales"]


def test_public_holidays_of_this_year_and_the_next_two_are_added_to_what_was_typed(
    page: HoursPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, save: Callable[[], None]
) -> None:
    page.closed.setPlainText("2026-12-25 Our own day\n2026-11-30 Stocktaking")
    page.special.setPlainText("2026-12-28 10-14")
    page.holidays.region.setCurrentIndex(page.holidays.region.findText("England"))
    add_holidays(page, place, wait_idle)
    assert "2026-12-25 Our own day" in page.closed.text()
    assert "2026-11-30 Stocktaking" in page.closed.text()
    assert "2028-12-25 Christmas Day" in page.closed.text()
    assert "2026-12-28" not in page.closed.text(), "a special day keeps its hours"
    assert "There already: 2026-12-25, 2026-12-28." in page.holidays.said.text()
    save()
    saved = desk.facts().desk_calendar
    assert (saved.country, saved.region) == ("GB", "ENG")
    assert saved.names[CHRISTMAS] == "Our own day"
    assert {date.fromisoformat(day).year for day in saved.calendar.to_dict()["closed"]} == {2026, 2027, 2028}
    assert page.holidays.region.currentText() == "England"


def test_public_holidays_added_twice_are_there_once(page: HoursPage, place: Workplace, wait_idle: WaitIdle) -> None:
    add_holidays(page, place, wait_idle)
    once = page.closed.text()
    assert once
    add_holidays(page, place, wait_idle)
    assert page.closed.text() == once
    assert page.holidays.said.text().startswith("0 days added. There already: 2026-01-01, ")


def test_public_holidays_are_taken_back_like_anything_typed(
    page: HoursPage, place: Workplace, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    page.closed.setFocus()
    qtbot.keyClicks(page.closed, "2026-12-25 Our own day")
    add_holidays(page, place, wait_idle)
    page.closed.undo()
    assert page.closed.text() == "2026-12-25 Our own day"


def test_choosing_a_country_alone_changes_nothing(page: HoursPage, place: Workplace, wait_idle: WaitIdle) -> None:
    page.holidays.country.setCurrentIndex(page.holidays.country.findText("Germany"))
    wait_idle(place)
    assert page.holidays.region.findText("Bayern") > 0
    assert not page.typed
    assert page.closed.text() == ""


def test_after_a_save_it_says_how_many_open_calls_keep_theirs_and_offers_to_apply(
    page: HoursPage, desk: Desk, place: Workplace, wait_idle: WaitIdle, save: Callable[[], None]
) -> None:
    desk.calls.log(LogCall("No prints", new_customer=NewCustomer("Ada")))
    page.days["mon"].setText("9-12")
    save()
    assert page.notice.words.startswith("New calls follow these hours. 1 open call keeps")
    page.notice.acted.emit()
    wait_idle(place)
    (dialog,) = page.findChildren(ApplyDialog)
    assert dialog.table.model().rowCount() == 2
    dialog.trigger()
    wait_idle(place)
    assert page.notice.words == "1 open call follows them now."
    assert desk.site.calls_on_older_policy() == 0


def test_without_open_calls_there_is_nothing_to_apply(page: HoursPage, save: Callable[[], None]) -> None:
    page.days["mon"].setText("9-12")
    save()
    assert page.notice.words == "New calls follow these hours."


def test_calls_that_keep_older_hours_are_named_whenever_the_page_is_opened(
    screen: SettingsScreen, page: HoursPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    desk.calls.log(LogCall("No prints", new_customer=NewCustomer("Ada")))
    own = desk.facts().desk_calendar
    desk.site.save_hours(SaveHours(own.id, {**own.calendar.to_dict(), "week": {"mon": [["08:00", "09:00"]]}}))
    assert page.notice.isHidden()
    screen.show_page("site")
    screen.show_page("hours")
    wait_idle(place)
    assert page.notice.words.startswith("1 open call keeps")


def test_a_stale_edit_shows_the_newer_hours_beside_what_was_typed(
    page: HoursPage, desk: Desk, save: Callable[[], None]
) -> None:
    page.days["mon"].setText("7-8")
    own = desk.facts().desk_calendar
    desk.site.save_hours(SaveHours(own.id, {**own.calendar.to_dict(), "week": {"tue": [["10:00", "11:00"]]}}))
    theirs = desk.facts().desk_calendar
    save()
    assert page.newer.isVisible()
    assert page.days["mon"].text() == "7-8"
    assert desk.facts().desk_calendar == theirs
    save()
    assert not page.newer.isVisible()
    assert desk.facts().desk_calendar.calendar.to_dict()["week"]["mon"] == [["07:00", "08:00"]]


def test_the_newer_hours_may_be_taken_instead(page: HoursPage, desk: Desk, save: Callable[[], None]) -> None:
    page.days["mon"].setText("7-8")
    own = desk.facts().desk_calendar
    desk.site.save_hours(SaveHours(own.id, {**own.calendar.to_dict(), "week": {"tue": [["10:00", "11:00"]]}}))
    save()
    page.newer.take_button.click()
    assert (page.days["mon"].text(), page.days["tue"].text()) == ("", "10:00-11:00")
    assert not page.typed


def test_what_is_typed_while_hours_are_saved_stays(
    page: HoursPage, place: Workplace, desk: Desk, wait_idle: WaitIdle
) -> None:
    page.days["mon"].setText("7-8")
    page.trigger()
    page.days["tue"].setText("7-9")
    wait_idle(place)
    assert (page.days["mon"].text(), page.days["tue"].text()) == ("7-8", "7-9")
    assert desk.facts().desk_calendar.calendar.to_dict()["week"]["tue"] == [["09:00", "17:30"]]
