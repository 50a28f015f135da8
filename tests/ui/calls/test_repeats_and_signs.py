"""What the panel says of repeat contacts and of the signs to escalate, and linking a repeat later."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QScrollArea
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls.acts import LogCall
from deskapp.services.directory.views import CustomerView
from deskapp.ui.calls.dialogs.repeat_dialog import RepeatDialog
from deskapp.ui.calls.log.columns import Column
from deskapp.ui.calls.new_call.new_call import NewCallDialog
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
CTRL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def later(desk: Desk, call_id: int, brook: CustomerView) -> int:
    return desk.calls.log(LogCall("It drops again", customer_id=brook.id)).value.id


def _shown(window: MainWindow, number: int, place: Workplace, wait_idle: Wait) -> str:
    window.show_call(number)
    wait_idle(place)
    panel = window.current.panel
    assert panel is not None
    return panel.head.who.text()


def _dialog(window: MainWindow) -> RepeatDialog:
    return next(one for one in window.findChildren(RepeatDialog) if one.isVisible())


def test_a_repeat_is_linked_and_unlinked_by_the_keyboard_and_shown_both_ways(
    later: int, call_id: int, window: MainWindow, desk: Desk, place: Workplace, wait_idle: Wait
) -> None:
    assert "repeat" not in _shown(window, later, place, wait_idle)
    window.current.ask("repeat")
    wait_idle(place)
    dialog = _dialog(window)
    assert dialog.calls.hasFocus()
    QTest.keyClick(dialog.calls, Qt.Key.Key_Down)
    QTest.keyClick(dialog, Qt.Key.Key_Return, CTRL)
    wait_idle(place)
    assert desk.overview.call(later).repeat_of == "C-00001"
    assert "repeat of C-00001" in _shown(window, later, place, wait_idle)
    assert "repeated by C-00002" in _shown(window, call_id, place, wait_idle)
    _shown(window, later, place, wait_idle)
    window.current.ask("repeat")
    wait_idle(place)
    dialog = _dialog(window)
    assert dialog.calls.current == call_id
    QTest.keyClick(dialog.calls, Qt.Key.Key_Up)
    QTest.keyClick(dialog.calls, Qt.Key.Key_Return)
    wait_idle(place)
    assert desk.overview.call(later).repeat_of == ""


def test_a_customer_without_an_earlier_call_is_told_of(
    call_id: int, window: MainWindow, place: Workplace, wait_idle: Wait
) -> None:
    _shown(window, call_id, place, wait_idle)
    window.current.ask("repeat")
    wait_idle(place)
    dialog = _dialog(window)
    assert dialog.notice.words == "This customer has no earlier call."
    assert not dialog.main_button.isEnabled()
    dialog.reject()


@pytest.fixture
def third(desk: Desk, later: int, brook: CustomerView) -> int:
    return desk.calls.log(LogCall("And again", customer_id=brook.id)).value.id


def test_signs_to_escalate_are_shown_with_their_reasons(
    third: int, window: MainWindow, place: Workplace, wait_idle: Wait
) -> None:
    """Signs to escalate are shown on the call and in the log before anyone opens the dialog: with the reason."""
    _shown(window, third, place, wait_idle)
    panel, calls = window.current.panel, window.log.table.calls
    assert panel is not None
    assert "Repeat contact: 3 contacts in 30 days" in panel.head.signs
    cell = calls.index(calls.place_of(third), Column.SUMMARY)
    assert "Repeat contact" in calls.data(cell, Qt.ItemDataRole.ToolTipRole)


def test_the_time_limit_becomes_a_sign_while_the_call_is_looked_at(
    call_id: int, window: MainWindow, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    """Triggers: time limit of the SLA reached or near: the resolution clock is due soon or overdue."""
    _shown(window, call_id, place, wait_idle)
    panel = window.current.panel
    assert panel is not None
    assert "SLA time limit" not in panel.head.signs
    clock.advance(timedelta(days=5))
    panel.set_now(clock.now())
    wait_idle(place)
    assert "SLA time limit reached or near: was due" in panel.head.signs


def test_long_signs_wrap_in_the_narrowest_column_and_cut_nothing_off(
    brook: CustomerView, later: int, desk: Desk, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    for _n in range(3):
        desk.calls.log(LogCall("And again", customer_id=brook.id, category_id=1))
    dialog = NewCallDialog(place)
    dialog.open()
    wait_idle(place)
    dialog.resize(1024, 640)
    QTest.keyClicks(dialog.who.field, "0161 496 0233")
    wait_idle(place)
    QTest.keyClick(dialog.who.field, Qt.Key.Key_Return)
    dialog.what.category.setCurrentIndex(dialog.what.category.findData(1))
    qtbot.waitUntil(lambda: len(dialog.urgent.signs.words) >= 2)
    wait_idle(place)
    for _turn in range(3):
        QApplication.processEvents()
    scroll = dialog.urgent.findChild(QScrollArea)
    assert scroll.widget().width() == scroll.viewport().width()
    dialog.reject()
    wait_idle(place)
