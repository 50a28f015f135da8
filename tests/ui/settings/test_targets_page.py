"""The targets' page: for all calls, a category, a tier or both; an example and a preview before anything is saved."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import ClockKind, Priority, Tier
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.clocks.acts import SaveHours, SaveTargets
from deskapp.ui.settings.settings_screen import SettingsScreen
from deskapp.ui.settings.targets.apply_dialog import ApplyDialog
from deskapp.ui.settings.targets.target_words import Key
from deskapp.ui.settings.targets.targets_page import TargetsPage
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
P2: Key = (Priority.P2, ClockKind.RESOLUTION)
P3: Key = (Priority.P3, ClockKind.RESOLUTION)
HOUR = timedelta(hours=1)


@pytest.fixture
def page(screen: SettingsScreen, place: Workplace, wait_idle: WaitIdle) -> TargetsPage:
    page = screen.show_page("targets")
    assert isinstance(page, TargetsPage)
    wait_idle(place)
    return page


@pytest.fixture
def save(page: TargetsPage, place: Workplace, wait_idle: WaitIdle) -> Callable[[], None]:
    """Look at the preview, then save what it showed."""

    def press_twice() -> None:
        page.trigger()
        page.trigger()
        wait_idle(place)

    return press_twice


def type_in(qtbot: QtBot, page: TargetsPage, key: Key, words: str) -> None:
    page.cells[key].selectAll()
    qtbot.keyClicks(page.cells[key], words)


def choose(page: TargetsPage, category: int | None = None, tier: Tier | None = None) -> None:
    page.scope.category.setCurrentIndex(page.scope.category.findData(category))
    page.scope.tier.setCurrentIndex(page.scope.tier.findData(None if tier is None else tier.value))
    page.scope.chosen.emit()


def target(desk: Desk, key: Key = P2, category: int | None = None, tier: Tier | None = None) -> timedelta | None:
    found = [
        one.target
        for one in desk.facts().targets
        if (one.priority, one.kind, one.category_id, one.tier) == (*key, category, tier)
    ]
    return found[0] if found else None


def add_calendar(desk: Desk, place: Workplace, wait_idle: WaitIdle) -> int:
    week = {day: [["00:00", "24:00"]] for day in ("mon", "tue", "wed", "thu", "fri", "sat", "sun")}
    made = desk.site.save_hours(SaveHours(None, {"zone": "Europe/London", "week": week}, name="Day and night")).value
    place.load_facts()
    wait_idle(place)
    return made.id


def test_targets_are_shown_before_they_are_saved(
    page: TargetsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    assert page.example.text() == "Resolve: a P2 logged Friday 16:30 is due Monday 12:00."
    type_in(qtbot, page, P2, "5 h")
    assert page.example.text().endswith("is due Monday 13:00.")
    page.trigger()
    wait_idle(place)
    assert page.preview.isVisible()
    assert page.changes.text() == "Resolve, P2: 4 h becomes 5 h"
    assert target(desk) == 4 * HOUR
    page.trigger()
    wait_idle(place)
    assert target(desk) == 5 * HOUR
    assert not page.preview.isVisible()


def test_a_change_after_the_preview_asks_for_another_preview(
    page: TargetsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    type_in(qtbot, page, P2, "5 h")
    page.trigger()
    type_in(qtbot, page, P2, "6 h")
    assert not page.preview.isVisible()
    page.trigger()
    wait_idle(place)
    assert target(desk) == 4 * HOUR


def test_an_emptied_target_means_no_clock(page: TargetsPage, desk: Desk, save: Callable[[], None]) -> None:
    page.cells[P2].clear()
    save()
    assert target(desk) is None


@pytest.mark.parametrize(
    ("typed", "words"), [("soon", "soon"), ("-2 h", "below zero"), ("−1", "below zero"), ("101 years", "101 years")]
)
def test_what_is_no_target_is_said_and_kept(page: TargetsPage, desk: Desk, typed: str, words: str) -> None:
    page.cells[P2].setText(typed)
    page.trigger()
    assert words in page.error.text()
    assert words in page.cells[P2].accessibleDescription()
    assert page.cells[P2].text() == typed
    assert not page.preview.isVisible()


@pytest.mark.parametrize(("typed", "meant"), [("30 s", timedelta(seconds=30)), ("100 years", timedelta(days=36_500))])
def test_targets_from_seconds_to_years(
    page: TargetsPage, desk: Desk, save: Callable[[], None], qtbot: QtBot, typed: str, meant: timedelta
) -> None:
    type_in(qtbot, page, P2, typed)
    assert "is due" in page.example.text()
    save()
    assert target(desk) == meant
    assert not page.typed


def test_a_target_of_a_category_leaves_the_others_and_an_empty_field_is_as_for_them(
    page: TargetsPage, desk: Desk, save: Callable[[], None], qtbot: QtBot
) -> None:
    network = desk.facts().categories[0]
    choose(page, network.id)
    assert (page.cells[P2].text(), page.cells[P2].placeholderText()) == ("", "4 h")
    assert page.example.text().endswith("is due Monday 12:00."), "what holds for the others"
    type_in(qtbot, page, P2, "2 h")
    page.trigger()
    assert page.changes.text() == "Resolve, P2: as for the others (4 h) becomes 2 h"
    save()
    assert (target(desk), target(desk, category=network.id)) == (4 * HOUR, 2 * HOUR)
    assert network.name in page.scope.others.text()
    page.cells[P2].clear()
    save()
    assert target(desk, category=network.id) is None
    assert target(desk) == 4 * HOUR


def test_a_category_and_a_tier_together_show_the_categorys_before_the_tiers(
    page: TargetsPage, desk: Desk, save: Callable[[], None], qtbot: QtBot
) -> None:
    network = desk.facts().categories[0].id
    choose(page, tier=Tier.KEY)
    type_in(qtbot, page, P2, "3 h")
    type_in(qtbot, page, P3, "9 h")
    save()
    choose(page, network)
    type_in(qtbot, page, P2, "2 h")
    save()
    choose(page, network, Tier.KEY)
    assert (page.cells[P2].placeholderText(), page.cells[P3].placeholderText()) == ("2 h", "9 h")
    type_in(qtbot, page, P2, "1 h")
    save()
    assert target(desk, category=network, tier=Tier.KEY) == HOUR
    row = desk.calls.log(LogCall("Down", new_customer=NewCustomer("Ada", tier=Tier.KEY), category_id=network)).value
    detail = desk.overview.call(row.id)
    assert [one.facts.target for one in detail.clocks if one.kind is ClockKind.RESOLUTION] == [9 * HOUR]


def test_other_calls_are_not_shown_while_something_typed_would_be_lost(page: TargetsPage, qtbot: QtBot) -> None:
    type_in(qtbot, page, P2, "5 h")
    choose(page, tier=Tier.KEY)
    assert page.scope.scope == (None, None)
    assert page.cells[P2].text() == "5 h"
    page.notice.acted.emit()
    assert page.cells[P2].text() == "4 h"
    choose(page, tier=Tier.KEY)
    assert page.cells[P2].text() == ""


def test_calendars_are_only_offered_where_there_are_several(
    page: TargetsPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    assert not page.grid.clock_calendars[ClockKind.CHASE].isVisible()
    add_calendar(desk, place, wait_idle)
    assert page.grid.clock_calendars[ClockKind.CHASE].isVisible()
    assert page.grid.priority_calendars[Priority.P1].isVisible()


def test_a_clock_is_counted_in_the_calendar_that_is_chosen_for_it(
    page: TargetsPage, desk: Desk, place: Workplace, wait_idle: WaitIdle, save: Callable[[], None]
) -> None:
    always = add_calendar(desk, place, wait_idle)
    combo = page.grid.clock_calendars[ClockKind.RESOLUTION]
    combo.setCurrentIndex(combo.findData(always))
    combo.activated.emit(combo.currentIndex())
    assert page.example.text() == "Resolve: a P2 logged Friday 16:30 is due Friday 20:30."
    save()
    found = {one.calendar_id for one in desk.facts().targets if one.kind is ClockKind.RESOLUTION}
    assert found == {always}
    assert combo.currentData() == always


def test_p1_may_be_counted_by_day_and_night(
    page: TargetsPage, desk: Desk, place: Workplace, wait_idle: WaitIdle, save: Callable[[], None]
) -> None:
    always = add_calendar(desk, place, wait_idle)
    combo = page.grid.priority_calendars[Priority.P1]
    combo.setCurrentIndex(combo.findData(always))
    save()
    by_priority = {one.priority: one.calendar_id for one in desk.facts().targets if one.target is not None}
    own = desk.facts().desk_calendar.id
    assert by_priority == {Priority.P1: always, Priority.P2: own, Priority.P3: own, Priority.P4: own}
    assert (combo.currentData(), page.grid.clock_calendars[ClockKind.CHASE].currentData()) == (always, own)


def test_after_a_save_it_says_how_many_open_calls_keep_theirs_and_offers_to_apply(
    page: TargetsPage, desk: Desk, place: Workplace, wait_idle: WaitIdle, save: Callable[[], None], qtbot: QtBot
) -> None:
    desk.calls.log(LogCall("No prints", new_customer=NewCustomer("Ada")))
    type_in(qtbot, page, P3, "1 h")
    save()
    assert page.notice.words.startswith("New calls follow these targets. 1 open call keeps")
    page.notice.acted.emit()
    wait_idle(place)
    (dialog,) = page.findChildren(ApplyDialog)
    model = dialog.table.model()
    assert [model.data(model.index(0, column)) for column in range(5)] == [
        "C-00001",
        "No prints",
        "Resolve",
        "Tue 17:30",
        "11:00",
    ]
    dialog.reject()


def test_in_a_narrow_window_every_field_is_still_inside_the_page(
    screen: SettingsScreen, page: TargetsPage, desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    add_calendar(desk, place, wait_idle)
    for width in (1190, 470):
        screen.resize(width, 500)
        for _turn in range(5):
            QApplication.processEvents()
        assert screen.width() == width
        room = page.fields.parentWidget().parentWidget().width()
        combos = [*page.grid.clock_calendars.values(), *page.grid.priority_calendars.values()]
        for field in (*page.cells.values(), *combos, page.scope.tier):
            assert field.mapTo(page.fields, field.rect().topRight()).x() < room


def test_a_stale_edit_shows_what_it_would_make_of_the_newer_targets(
    page: TargetsPage, place: Workplace, desk: Desk, wait_idle: WaitIdle, save: Callable[[], None], qtbot: QtBot
) -> None:
    type_in(qtbot, page, P2, "5 h")
    theirs = [
        (one.priority, one.kind.value, 3 * HOUR if (one.priority, one.kind) == P2 else one.target, one.calendar_id)
        for one in desk.facts().targets
    ]
    desk.site.save_targets(SaveTargets(tuple(theirs)))
    save()
    assert "changed meanwhile" in page.notice.words
    assert page.changes.text() == "Resolve, P2: 3 h becomes 5 h"
    assert target(desk) == 3 * HOUR
    page.trigger()
    wait_idle(place)
    assert target(desk) == 5 * HOUR
