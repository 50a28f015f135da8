"""A list without end: known by its ids, its rows read as they are looked at."""

from array import array
from collections.abc import Callable

import pytest
from call_rows import NOW, call
from event_rounds import rounds
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester
from pytestqt.qtbot import QtBot
from window_hands import SHIFT, Hands

from deskapp.desk import Desk
from deskapp.domain.words import Answer
from deskapp.services.calls.acts import GiveAgreement, LogCall, NewCustomer, ReopenCall, ResolveCall
from deskapp.ui.calls.log import long_rows
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.calls.log.call_table_model import CallTableModel
from deskapp.ui.calls.log.columns import Column
from deskapp.ui.calls.log.long_rows import KEPT, PAGE
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]


def test_the_model_keeps_qts_rules_while_ids_and_rows_come(qtbot: QtBot) -> None:
    model = CallTableModel()
    tester = QAbstractItemModelTester(model, QAbstractItemModelTester.FailureReportingMode.Fatal)
    ids = array("q", range(1000, 0, -1))
    model.set_ids(ids[:PAGE], [call(number) for number in ids[:PAGE]])
    model.set_ids(ids)
    assert (model.rowCount(), model.row(3).id, model.row_at(990)) == (1000, 997, None)
    assert model.index(990, Column.SUMMARY).data() == "…"
    with qtbot.waitSignal(model.rows_wanted) as asked:
        model.row_at(990)
    assert asked.args == [list(ids[800:]), [4]]
    model.put_rows([call(number) for number in ids[800:]], [4])
    assert model.row(990).id == model.id_at(990) == 10
    assert (model.place_of(10), model.place_of(2000)) == (990, None)
    model.set_ids(array("q", range(5, 0, -1)))
    assert model.rowCount() == 5
    model.set_rows([call(1)])
    assert model.rowCount() == 1
    tester.deleteLater()


def test_however_far_one_scrolls_few_rows_are_held(qtbot: QtBot) -> None:
    table = CallTable(several=True)
    qtbot.addWidget(table)
    table.set_now(NOW)
    asked: list[int] = []

    def give(ids: list[int], pages: list[int]) -> None:
        asked.extend(ids)
        table.calls.put_rows([call(number) for number in ids], pages)

    table.calls.rows_wanted.connect(give)
    table.set_ids(array("q", range(100_000, 0, -1)))
    table.show()
    qtbot.waitExposed(table)
    for place in (0, 99_999, 50_000, *range(0, 90_000, 3_000)):
        table.scrollTo(table.calls.index(place, 0))
        qtbot.waitUntil(lambda place=place: table.calls.row_at(place) is not None)
        rounds(2)
    assert len(table.calls.rows) <= KEPT * PAGE
    assert len(asked) < 100_000 / 4
    table.selectAll()
    assert (table.selected_count, table.selected_ids[-1]) == (100_000, 1)


@pytest.fixture
def closed(desk: Desk, monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Calls that are over, more than a page of them, the newest first."""
    monkeypatch.setattr(long_rows, "PAGE", 5)
    monkeypatch.setattr(long_rows, "KEPT", 3)  # as in the app, more rows are kept than a window shows at once
    caller = desk.calls.log(LogCall("Open", new_customer=NewCustomer("Ada", "Acme")))
    made = []
    for number in range(14):
        call_id = desk.calls.log(LogCall(f"Call {number % 3}", customer_id=1)).value.id
        desk.calls.resolve(ResolveCall(call_id, "s", GiveAgreement(Answer.YES, "Ada")))
        made.append(call_id)
    assert caller.value.id == 1
    return made[::-1]


def test_the_closed_calls_go_on_to_the_last_sorted_or_not_and_follow_what_changes(
    closed: list[int], desk: Desk, person: Hands, place: Workplace, wait_idle: Wait
) -> None:
    log = person.window.log
    log.choose_view("closed")
    wait_idle(place)
    assert list(log.table.calls.long_ids) == closed
    assert log.filters.count.text() == "14 calls"
    log.table.setFocus()
    person.press(Qt.Key.Key_End)
    assert log.current_call_id == closed[-1]
    place_of_last = log.table.currentIndex().row()
    assert log.table.calls.row(place_of_last).summary == "Call 0"
    log.table.sortByColumn(Column.SUMMARY, Qt.SortOrder.DescendingOrder)
    wait_idle(place)
    sorted_ids = list(log.table.calls.long_ids)
    assert [desk.overview.call(one).row.summary for one in (sorted_ids[0], sorted_ids[-1])] == ["Call 2", "Call 0"]
    assert log.current_call_id == closed[-1]
    # One is open again, and has left the list; a change within it is read where it is looked at.
    place.act(lambda desk: desk.calls.reopen(ReopenCall(closed[0], "r")))
    wait_idle(place)
    assert closed[0] not in log.table.calls.long_ids
    person.press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    assert log.table.selected_count == 13
    person.press(Qt.Key.Key_Home, SHIFT)
    log.table.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
    wait_idle(place)
    assert list(log.table.calls.long_ids) == closed[1:]
