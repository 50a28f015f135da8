"""The call list on the screen: keys, selection, and what a tick costs."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
from call_rows import NOW, call
from event_rounds import rounds
from PySide6.QtCore import QEvent, QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.calls.log.columns import Column
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint


class Painted(QObject):
    """Which parts of a table were painted."""

    def __init__(self, table: CallTable) -> None:
        super().__init__(table)
        self.areas: list[QRect] = []
        table.viewport().installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.areas.append(event.region().boundingRect())  # type: ignore[attr-defined]
        return False


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[CallTable]:
    made = CallTable()
    qtbot.addWidget(made)
    made.resize(900, 420)
    made.set_now(NOW)
    with qtbot.waitActive(made):
        made.show()
        made.activateWindow()
    yield made
    made.hide()


def settle() -> None:
    rounds(5)


def test_the_menu_of_a_row_is_that_of_the_row_at_the_mouse(table: CallTable) -> None:
    table.set_rows([call(number) for number in range(1, 6)])
    asked = []
    table.row_menu_asked.connect(lambda _at: asked.append(table.current_id))
    for place in range(5):
        row = table.visualRect(table.calls.index(place, 0))
        for at in (row.topLeft() + QPoint(2, 2), row.bottomLeft() + QPoint(2, -2)):
            event = QContextMenuEvent(QContextMenuEvent.Reason.Mouse, at, table.viewport().mapToGlobal(at))
            QApplication.sendEvent(table.viewport(), event)
            assert asked.pop() == table.calls.id_at(place)


def test_selection_and_scrolling_stay_with_their_calls(table: CallTable) -> None:
    table.set_rows([call(number) for number in range(1, 101)])
    assert table.select(60)
    scrolled = table.verticalScrollBar().value()
    assert scrolled > 0
    table.set_rows([call(number, owner="Lena") for number in range(1, 101) if number != 50])
    assert table.current_id == 60
    assert table.selected_ids == [60]
    assert table.verticalScrollBar().value() == scrolled
    # So many changes that the model starts anew.
    table.set_rows([call(number) for number in range(2, 1000, 2)])
    assert table.current_id == 60
    assert not table.select(61)


def test_keys_move_and_open_and_each_call_is_told_once(table: CallTable, qtbot: QtBot) -> None:
    told: list[object] = []
    opened: list[int] = []
    table.current_changed.connect(told.append)
    table.opened.connect(opened.append)
    table.set_rows([call(1), call(2), call(3)])
    table.select(1)
    table.setFocus()
    qtbot.keyClick(table, Qt.Key.Key_Down)
    qtbot.keyClick(table, Qt.Key.Key_Return)
    table.set_rows([call(1), call(2, owner="Lena"), call(3)])
    assert told == [1, 2]
    assert opened == [2]
    table.set_rows([])
    assert told == [1, 2, None]


def test_tab_leaves_the_table(qtbot: QtBot) -> None:
    box = QWidget()
    qtbot.addWidget(box)
    column = QVBoxLayout(box)
    table, after = CallTable(), QLineEdit()
    column.addWidget(table)
    column.addWidget(after)
    table.set_rows([call(1), call(2)])
    with qtbot.waitActive(box):
        box.show()
        box.activateWindow()
    table.setFocus(Qt.FocusReason.TabFocusReason)
    assert table.current_id == 1
    qtbot.keyClick(table, Qt.Key.Key_Tab)
    assert QApplication.focusWidget() is after


def test_a_tick_repaints_the_visible_countdowns_only_when_one_says_something_else(table: CallTable) -> None:
    table.set_rows([call(number) for number in range(1, 1001)])
    table.set_now(NOW)
    settle()
    painted = Painted(table)
    table.set_now(NOW + timedelta(seconds=1))
    settle()
    assert painted.areas == []
    table.set_now(NOW + timedelta(minutes=1))
    settle()
    assert painted.areas
    left = table.columnViewportPosition(Column.NEXT_DUE)
    for area in painted.areas:
        assert area.left() >= left
        assert area.right() < left + table.columnWidth(Column.NEXT_DUE)


@pytest.mark.parametrize("calls", [100, 10_000])
def test_a_tick_asks_for_the_visible_rows_however_many_calls_there_are(
    table: CallTable, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    table.set_rows([call(number) for number in range(1, calls + 1)])
    settle()
    asked: list[int] = []
    given = table.calls.countdown
    monkeypatch.setattr(table.calls, "countdown", lambda place: asked.append(place) or given(place))
    table.set_now(NOW + timedelta(minutes=1))
    settle()
    assert 8 <= len(set(asked)) <= 14
    assert len(asked) <= 28


@pytest.mark.parametrize("calls", [100, 10_000])
def test_all_are_selected_without_a_look_at_each_however_many_there_are(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, calls: int
) -> None:
    table = CallTable(several=True)
    qtbot.addWidget(table)
    table.resize(900, 420)
    table.set_rows([call(number) for number in range(1, calls + 1)])
    table.show()
    qtbot.waitExposed(table)
    asked: list[int] = []
    given = table.calls.flags
    monkeypatch.setattr(table.calls, "flags", lambda index: asked.append(index.row()) or given(index))
    qtbot.keyClick(table, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    settle()
    table.grab()
    assert table.selected_count == calls
    # Of those that are painted, whose delegate asks whether they are selected, and of no other.
    assert len(set(asked)) <= 30


def test_a_hidden_table_does_nothing_at_a_tick(table: CallTable, monkeypatch: pytest.MonkeyPatch) -> None:
    table.set_rows([call(1)])
    table.hide()
    asked: list[int] = []
    monkeypatch.setattr(table.calls, "countdown", asked.append)
    table.set_now(NOW + timedelta(minutes=1))
    assert asked == []


def test_any_text_is_painted_on_one_line_as_it_is(table: CallTable, qtbot: QtBot) -> None:
    hostile = '<img src="x"> \u202e\U0001f4a3 =1+1\n\t' + "\u0301" * 5_000 + "x" * 100_000
    table.set_rows([call(1, customer=hostile, summary=hostile, owner=hostile, with_name=hostile)])
    settle()
    assert table.rowHeight(0) == table.verticalHeader().defaultSectionSize()
    assert table.calls.index(0, Column.SUMMARY).data() == hostile
    assert not table.grab().isNull()


def test_the_summary_takes_the_room_that_is_left(table: CallTable) -> None:
    table.set_rows([call(1)])
    for width in (900, 1300, 800):
        table.resize(width, 420)
        settle()
        assert table.horizontalHeader().length() == table.viewport().width()
    table.resize(400, 420)
    settle()
    assert table.columnWidth(Column.SUMMARY) >= 150
    assert table.horizontalScrollBar().isVisible()


def test_several_calls_can_be_selected_where_a_screen_acts_on_many(qtbot: QtBot) -> None:
    made = CallTable(several=True)
    qtbot.addWidget(made)
    made.set_rows([call(1), call(2), call(3)])
    made.show()
    made.select(1)
    qtbot.keyClick(made, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert made.selected_ids == [1, 2]


def test_the_sign_to_escalate_leaves_the_summary_its_room_where_nobody_else_has_the_call(qtbot: QtBot) -> None:
    table = CallTable(signs=lambda code: code)
    qtbot.addWidget(table)
    table.resize(900, 420)
    table.set_now(NOW)
    table.set_rows([call(1, signs=("strict_deadline",))])
    table.show()
    qtbot.waitExposed(table)
    mark = QColor(theme.current().chip(Tint.SOON).ground).rgb()

    def marked(column: Column) -> bool:
        rect = table.visualRect(table.calls.index(0, column))
        picture = table.viewport().grab(rect).toImage()
        return any(picture.pixel(x, picture.height() // 2) == mark for x in range(picture.width()))

    assert marked(Column.WITH)
    assert not marked(Column.SUMMARY)
    table.setColumnHidden(Column.WITH, True)
    settle()
    assert marked(Column.SUMMARY)
