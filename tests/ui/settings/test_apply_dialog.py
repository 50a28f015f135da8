"""Applying new targets and hours: what would move is seen first."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import ClockKind, Priority, Role
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.clocks.acts import SaveTargets
from deskapp.services.clocks.views import DeadlineMove
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.settings.targets.apply_dialog import ApplyDialog
from deskapp.ui.settings.targets.moves_model import Column, MovesModel
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)


def at(hour: int) -> datetime:
    return NOW.replace(hour=hour)


def resolve_in(desk: Desk, length: timedelta) -> None:
    targets = [
        (one.priority, one.kind.value, length if one.kind is ClockKind.RESOLUTION else one.target, one.calendar_id)
        for one in desk.facts().targets
    ]
    desk.site.save_targets(SaveTargets(tuple(targets)))


@pytest.fixture
def opened(place: Workplace, qtbot: QtBot, wait_idle: WaitIdle) -> Callable[[], ApplyDialog]:
    def make() -> ApplyDialog:
        dialog = ApplyDialog(place)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(dialog)
        dialog.open()
        wait_idle(place)
        return dialog

    return make


def test_the_lines_are_sorted_by_the_deadline_that_would_hold_and_what_is_paused_comes_last() -> None:
    moves = (
        DeadlineMove("C-00003", "<b>three</b>\nmore", ClockKind.RESOLUTION, at(12), None),
        DeadlineMove("C-00002", "two", ClockKind.UPDATE, None, at(15)),
        DeadlineMove("C-00001", "one", ClockKind.RESOLUTION, at(12), at(9)),
    )
    model = MovesModel(moves, "UTC", NOW)
    QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    lines = [[model.data(model.index(row, column)) for column in Column] for row in range(model.rowCount())]
    assert lines == [
        ["C-00001", "one", "Resolve", "12:00", "09:00, overdue"],
        ["C-00002", "two", "Next update", "paused", "15:00"],
        ["C-00003", "<b>three</b>", "Resolve", "12:00", "paused"],
    ]


def test_a_clock_that_would_begin_is_shown_as_none_before() -> None:
    model = MovesModel([DeadlineMove("C-00001", "Printer", ClockKind.RESPONSE, None, NOW, begins=True)], "UTC", NOW)
    assert model.words(0, Column.FROM) == "no clock"


def test_what_would_move_is_shown_and_ctrl_enter_applies_it(
    opened: Callable[[], ApplyDialog], desk: Desk, place: Workplace, wait_idle: WaitIdle, qtbot: QtBot
) -> None:
    for number in range(2):
        desk.calls.log(LogCall(f"Call {number}", new_customer=NewCustomer("Ada")))
    resolve_in(desk, timedelta(hours=1))
    dialog = opened()
    assert dialog.table is not None
    assert dialog.table.model().rowCount() == 2
    assert dialog.main_button.accessibleName() == "Apply to 2 calls"
    told: list[object] = []
    dialog.carried_out.connect(told.append)
    qtbot.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    assert told == [2]
    assert {row.due_at for row in desk.lists.calls("open", NOW)} == {at(11)}


def test_nothing_is_applied_by_looking(opened: Callable[[], ApplyDialog], desk: Desk) -> None:
    desk.calls.log(LogCall("Call", new_customer=NewCustomer("Ada")))
    resolve_in(desk, timedelta(hours=1))
    opened().reject()
    assert desk.site.calls_on_older_policy() == 1


def test_where_every_call_follows_already_there_is_nothing_to_press(opened: Callable[[], ApplyDialog]) -> None:
    dialog = opened()
    assert not dialog.main_button.isEnabled()
    assert dialog.table is None


def test_where_no_deadline_would_move_the_calls_may_follow_all_the_same(
    opened: Callable[[], ApplyDialog], desk: Desk
) -> None:
    desk.calls.log(LogCall("Call", new_customer=NewCustomer("Ada")))
    resolve = [
        (one.priority, one.kind.value, timedelta(hours=1) if one.priority is Priority.P1 else one.target, 1)
        for one in desk.facts().targets
    ]
    desk.site.save_targets(SaveTargets(tuple(resolve)))
    dialog = opened()
    assert dialog.table is None
    assert dialog.main_button.isEnabled()


def test_who_is_no_manager_is_told_why_nothing_was_applied(
    opened: Callable[[], ApplyDialog], desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    desk.calls.log(LogCall("Call", new_customer=NewCustomer("Ada")))
    resolve_in(desk, timedelta(hours=1))
    desk.sign_in(desk.site.save_staff(SaveStaff("Sam", Role.SUPERVISOR)).value.id)
    dialog = opened()
    dialog.trigger()
    wait_idle(place)
    assert "manager" in dialog.notice.words
    assert desk.site.calls_on_older_policy() == 1


def test_targets_changed_meanwhile_are_shown_before_anything_is_applied(
    opened: Callable[[], ApplyDialog], desk: Desk, place: Workplace, wait_idle: WaitIdle
) -> None:
    desk.calls.log(LogCall("Call", new_customer=NewCustomer("Ada")))
    resolve_in(desk, timedelta(hours=1))
    dialog = opened()
    resolve_in(desk, timedelta(hours=2))
    dialog.trigger()
    wait_idle(place)
    assert "changed meanwhile" in dialog.notice.words
    assert desk.site.calls_on_older_policy() == 1
    assert dialog.table is not None
    model = dialog.table.model()
    assert model.data(model.index(0, Column.TO)) == "12:00"
    dialog.trigger()
    wait_idle(place)
    assert desk.site.calls_on_older_policy() == 0
