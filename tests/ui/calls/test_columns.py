"""The columns of the log: arranged by hand and by menu, kept by workstation, whatever the file says."""

import json
from collections.abc import Iterator

import pytest
from call_rows import NOW, call
from event_rounds import rounds
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QMenu
from pytestqt.qtbot import QtBot

from deskapp.ui.calls.log import kept_columns
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.calls.log.columns import AT_FIRST_HIDDEN, Column
from deskapp.ui.calls.log.heading_menu import heading_menu
from deskapp.ui.calls.log.kept_columns import KeptColumns


@pytest.fixture
def table(qtbot: QtBot) -> Iterator[CallTable]:
    made = CallTable()
    qtbot.addWidget(made)
    made.set_now(NOW)
    made.set_rows([call(1, owner="Zoe"), call(2, owner="Ann"), call(3, owner="")])
    made.resize(1200, 400)
    made.show()
    qtbot.waitExposed(made)
    yield made
    made.hide()


def entry(menu: QMenu, *path: str) -> QAction:
    for words in path[:-1]:
        menu = next(one.menu() for one in menu.actions() if one.text() == words)  # type: ignore[assignment]
    return next(one for one in menu.actions() if one.text() == path[-1])


def test_what_a_hand_arranges_is_told_and_comes_back_as_it_was(table: CallTable, qtbot: QtBot) -> None:
    told: list[int] = []
    table.columns_changed.connect(lambda: told.append(1))
    table.show_column(Column.TAGS, True)
    table.show_column(Column.WITH, False)
    table.move_column(Column.OWNER, -1)
    table.setColumnWidth(Column.CALLER, 200)
    table.sortByColumn(Column.OWNER, Qt.SortOrder.DescendingOrder)
    assert len(told) >= 5
    kept = kept_columns.read(table.columns().as_text())
    assert kept == table.columns()
    assert kept.hidden == AT_FIRST_HIDDEN - {Column.TAGS} | {Column.WITH}
    again = CallTable()
    qtbot.addWidget(again)
    again.arrange(kept)
    again.set_rows([call(1, owner="Zoe"), call(2, owner="Ann"), call(3, owner="")])
    assert again.columns() == kept
    assert again.columnWidth(Column.CALLER) == 200
    assert [row.id for row in again.calls.rows] == [1, 2, 3]
    told.clear()
    again.columns_changed.connect(lambda: told.append(1))
    again.resize(700, 300)
    rounds(3)
    assert told == []


def test_the_summary_drawn_by_its_edge_takes_from_its_neighbour(table: CallTable) -> None:
    rounds(3)
    neighbour = table.columnWidth(Column.NEXT_DUE)
    table.setColumnWidth(Column.SUMMARY, table.columnWidth(Column.SUMMARY) + 40)
    assert table.columnWidth(Column.NEXT_DUE) == neighbour - 40
    assert table.horizontalHeader().length() == table.viewport().width()


def test_the_menu_of_a_heading_sorts_moves_hides_and_goes_back(table: CallTable) -> None:
    def choose(*path: str, column: Column | None = Column.OWNER) -> None:
        entry(heading_menu(table, column, "due next"), *path).trigger()

    choose("Sort, falling")
    assert [row.id for row in table.calls.rows] == [1, 2, 3]
    choose("Owner", "Sort, rising", column=None)
    # Who has no owner's name comes last both ways.
    assert [row.id for row in table.calls.rows] == [2, 1, 3]
    heard = table.calls.headerData(Column.OWNER, Qt.Orientation.Horizontal, Qt.ItemDataRole.AccessibleTextRole)
    assert heard == "Owner, sorted, rising"
    choose("Back to: due next")
    assert (table.calls.sorting, [row.id for row in table.calls.rows]) == (None, [2, 1, 3])
    before = table.shown_columns()
    choose("Move back")
    assert table.shown_columns() != before
    width = table.columnWidth(Column.OWNER)
    choose("Wider")
    assert table.columnWidth(Column.OWNER) > width
    choose("Hide Owner")
    assert table.isColumnHidden(Column.OWNER)
    choose("Columns", "Owner", column=None)
    assert not table.isColumnHidden(Column.OWNER)
    choose("As they were at first", column=None)
    assert table.columns() == KeptColumns()
    assert not entry(heading_menu(table, None, "due next"), "Columns", "Summary").isEnabled()


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        json.dumps({"order": "x", "widths": [1], "hidden": {}, "sorted_by": 5, "descending": 1}),
        json.dumps({"order": ["size"], "widths": {"call": 5, "owner": "wide", "size": 80}, "sorted_by": "size"}),
    ],
)
def test_what_makes_no_sense_is_as_it_was_at_first(text: str) -> None:
    assert kept_columns.read(text) == KeptColumns()


def test_reference_and_summary_are_never_hidden() -> None:
    assert kept_columns.read(json.dumps({"hidden": ["call", "summary", "owner"]})).hidden == {Column.OWNER}
