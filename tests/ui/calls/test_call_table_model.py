"""The model of the call list keeps Qt's rules and tells only what changed."""

import random
from datetime import timedelta

import pytest
from call_rows import NOW, call
from PySide6.QtCore import QPersistentModelIndex, Qt
from PySide6.QtTest import QAbstractItemModelTester

from deskapp.services.calls.row import CallRow
from deskapp.ui.calls.log.call_table_model import SORT_ROLE, CallTableModel
from deskapp.ui.calls.log.columns import Column
from deskapp.wording import codes

#: Columns that are shown when somebody asks for them.
LATER = ["Category", "Logged", "Tags"]


class Heard:
    """What a model told."""

    def __init__(self, model: CallTableModel) -> None:
        self.told: list[str] = []
        self.cells: list[tuple[int, int]] = []
        model.modelReset.connect(lambda: self.told.append("reset"))
        model.rowsInserted.connect(lambda _parent, first, last: self.told.append(f"in {first}-{last}"))
        model.rowsRemoved.connect(lambda _parent, first, last: self.told.append(f"out {first}-{last}"))
        model.layoutChanged.connect(lambda: self.told.append("moved"))
        model.dataChanged.connect(lambda first, last: self.cells.append((first.row(), last.row())))


def model_of(*numbers: int) -> CallTableModel:
    model = CallTableModel(signs=str.upper)
    model.set_now(NOW)
    model.set_rows([call(number) for number in numbers])
    return model


def ids(model: CallTableModel) -> list[int]:
    return [row.id for row in model.rows]


@pytest.mark.parametrize(
    ("state", "words"), [("new", "Escalated"), ("open", "Escalated"), ("waiting", "Waiting"), ("resolved", "Agreed?")]
)
def test_a_call_that_waits_says_so_also_while_somebody_else_has_it(state: str, words: str) -> None:
    assert codes.status_of(call(1, state=state, escalated=True)) == words


def test_every_cell_has_a_text_and_a_spoken_text() -> None:
    model = model_of(1, 2)
    model.set_rows([*model.rows, call(3, due_at=None, warn_at=None, signs=("deadline",))])
    for place in range(3):
        for column in Column:
            index = model.index(place, column)
            assert isinstance(index.data(), str)
            assert index.data(Qt.ItemDataRole.AccessibleTextRole)
    assert model.index(2, Column.NEXT_DUE).data(Qt.ItemDataRole.AccessibleTextRole) == "no deadline"
    assert "escalate? DEADLINE" in model.index(2, Column.SUMMARY).data(Qt.ItemDataRole.AccessibleTextRole)
    headings = [model.headerData(column, Qt.Orientation.Horizontal) for column in Column]
    assert headings == ["Call", "Pri", "Caller", "Summary", "Status", "Next due", "Owner", "With", *LATER]


def test_stored_values_stand_behind_the_sort_role() -> None:
    model = model_of(5)
    assert model.index(0, Column.NEXT_DUE).data(SORT_ROLE) == call(5).due_at
    assert model.index(0, Column.CALL).data(SORT_ROLE) == 5


def test_it_sorts_by_the_stored_deadline_with_calls_without_one_last() -> None:
    model = model_of(30, 5, 600)
    model.set_rows([call(1, due_at=None), *model.rows])
    model.sort(Column.NEXT_DUE)
    assert ids(model) == [5, 30, 600, 1]
    model.set_rows([*model.rows, call(40)])
    assert ids(model) == [5, 30, 40, 600, 1]


def test_a_wait_that_is_to_end_sorts_by_its_own_instant() -> None:
    model = model_of(30, 5)
    waits = call(1, due_at=None, clock=None, paused="supplier", state="waiting", back_by=NOW + timedelta(minutes=10))
    model.set_rows([waits, *model.rows])
    model.sort(Column.NEXT_DUE)
    assert ids(model) == [5, 1, 30]


@pytest.mark.parametrize(
    ("before", "after", "told"),
    [
        ([1, 2, 3], [1, 2, 3], []),
        ([1, 2, 3], [1, 2, 3, 4, 5], ["in 3-4"]),
        ([1, 2, 3], [9, 1, 2, 8, 3], ["in 0-0", "in 3-3"]),
        ([1, 2, 3, 4, 5], [1, 4], ["out 4-4", "out 1-2"]),
        ([1, 2, 3], [3, 1, 2], ["moved"]),
        ([1, 2, 3, 4], [4, 9, 1], ["out 1-2", "moved", "in 1-1"]),
    ],
)
def test_rows_that_come_go_and_move_are_told_one_by_one(before: list[int], after: list[int], told: list[str]) -> None:
    model = model_of(*before)
    heard = Heard(model)
    model.set_rows([call(number) for number in after])
    assert heard.told == told
    assert heard.cells == []
    assert ids(model) == after


def test_only_rows_that_changed_are_told() -> None:
    model = model_of(1, 2, 3, 4)
    heard = Heard(model)
    model.set_rows([call(1), call(2, owner="Lena"), call(3, owner="Lena"), call(4)])
    assert heard.told == []
    assert heard.cells == [(1, 2)]
    assert model.index(1, Column.OWNER).data() == "Lena"


def test_a_current_row_goes_with_its_call() -> None:
    model = model_of(1, 2, 3)
    kept = QPersistentModelIndex(model.index(1, 0))
    model.set_rows([call(9), call(3), call(2)])
    assert kept.isValid()
    assert model.row(kept.row()).id == 2
    model.sort(Column.CALL, Qt.SortOrder.DescendingOrder)
    assert model.row(kept.row()).id == 2
    model.set_rows([call(9)])
    assert not kept.isValid()


def test_a_tick_tells_nothing() -> None:
    model = model_of(*range(1, 50))
    heard = Heard(model)
    model.set_now(NOW)
    assert heard.told == []
    assert heard.cells == []


def test_the_model_keeps_qts_rules_whatever_happens_to_its_rows() -> None:
    chance = random.Random(20261121)
    model = CallTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    for _round in range(60):
        numbers = chance.sample(range(1, 30), chance.randrange(0, 20))
        rows: list[CallRow] = [call(number, owner=chance.choice(["Sam", "Lena"])) for number in numbers]
        model.set_rows(rows)
        assert ids(model) == numbers
    for column in (Column.NEXT_DUE, Column.CALLER, -1):
        model.sort(column, Qt.SortOrder.DescendingOrder)
    model.set_rows([call(number) for number in range(1, 500, 2)])
    model.set_rows([call(number) for number in range(1, 500)])
    assert model.rowCount() == 499
    tester.deleteLater()
