"""Of what there is very much, no more is counted than is of use, until somebody wants to know."""

from collections.abc import Callable
from pathlib import Path

import pytest
import sqlcipher3.dbapi2 as sqlite
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Priority
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.calls.rows import COUNTED
from deskapp.services.directory.browsing import Which
from deskapp.services.log.acts import SaveView
from deskapp.services.log.sieve import Shown, Sieve
from deskapp.services.overview.finding import Sought
from deskapp.storage import call_words, file_check
from deskapp.ui.calls.log.log_screen import LogScreen
from deskapp.ui.directory.directory_screen import CUSTOMERS, DirectoryScreen
from deskapp.ui.finding.found_window import FoundWindow, Of
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.lists import counted

WaitIdle = Callable[[Workplace], None]
CALLS = COUNTED + 200
MORE, ALL = "1\u202f000+", f"{CALLS:,}".replace(",", "\u202f")


@pytest.fixture
def large(desk: Desk, desk_file: Path) -> Desk:
    """One call as the service logs it, and so many more like it, each of a customer of its own."""
    desk.calls.log(LogCall("The printer", new_customer=NewCustomer("Ada")))
    connection = sqlite.connect(file_check.uri(desk_file, "rw"), uri=True, isolation_level=None)
    connection.execute("BEGIN")
    numbers = f"(WITH RECURSIVE n (number) AS (VALUES (2) UNION ALL SELECT number + 1 FROM n WHERE number < {CALLS})"
    for table, other in (
        ("customer", {"id": "number", "name": "'Ada ' || number", "name_folded": "'ada ' || number"}),
        ("call", {"id": "number", "customer_id": "number"}),
    ):
        names = [row[1] for row in connection.execute(f"PRAGMA table_info({table})")]
        made = ", ".join(other.get(name, name) for name in names)
        connection.execute(
            f"INSERT INTO {table} ({', '.join(names)}) SELECT {made} FROM {table}, {numbers} SELECT number FROM n)"
            " WHERE id = 1"
        )
    found = [(number, call_words.indexed(("The printer",))) for number in range(2, CALLS + 1)]
    connection.executemany("INSERT INTO call_words (rowid, words) VALUES (?, ?)", found)
    connection.execute("COMMIT")
    connection.close()
    return desk


def test_up_to_the_limit_a_count_is_exact() -> None:
    assert [counted(number, COUNTED) for number in (0, 999, COUNTED, COUNTED + 1)] == ["0", "999", "1\u202f000", MORE]


def test_the_services_stop_counting_beyond_it_unless_asked_for_all(large: Desk) -> None:
    assert large.log.count(Shown("open")) == COUNTED + 1
    assert large.log.count(Shown("open"), None) == CALLS
    view = large.log.save_view(SaveView("Everything", {"view": "open"})).value
    assert large.log.figures()[view.id] == COUNTED + 1
    assert large.finding.count(Sought("printer")) == COUNTED + 1
    assert large.finding.count(Sought("printer"), None) == CALLS
    counts = large.directory.customer_counts()
    assert (counts.all, counts.with_open_calls, counts.key) == (COUNTED + 1, COUNTED + 1, 0)
    assert large.directory.customer_count(Which.WITH_OPEN_CALLS) == CALLS


def test_one_press_counts_all_that_a_narrowed_down_list_has(
    large: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    screen = LogScreen(place, "open")
    qtbot.addWidget(screen)
    screen.show()
    screen.follow()
    wait_idle(place)
    assert screen.filters.count_link.isHidden()
    screen.show_list(Shown("open", Sieve(priorities=(Priority.P3,))))
    wait_idle(place)
    assert screen.filters.count.text() == f"{ALL} calls fit"
    screen.show_list(Shown("open", Sieve(priorities=(Priority.P1,))))
    wait_idle(place)
    assert screen.filters.count.text() == f"0 of {MORE} calls"
    screen.filters.count_link.click()
    wait_idle(place)
    assert screen.filters.count.text() == f"0 of {ALL} calls"
    assert screen.filters.count_link.isHidden()


def test_one_press_counts_all_that_was_found(large: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle) -> None:
    window = FoundWindow(place, "printer")
    qtbot.addWidget(window)
    window.show()
    wait_idle(place)
    assert window.kinds.pill(Of.CALLS).text() == f"Calls {MORE}"
    window.count_link.click()
    wait_idle(place)
    assert window.kinds.pill(Of.CALLS).text() == f"Calls {ALL}"


def test_the_kind_of_customers_that_is_chosen_is_counted_to_the_last(
    large: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    place.load_facts()
    wait_idle(place)
    screen = DirectoryScreen(place)
    qtbot.addWidget(screen)
    screen.show()
    screen.switch.set_value(CUSTOMERS)
    screen.switch.changed.emit(CUSTOMERS)
    wait_idle(place)
    assert screen.which.pill(Which.WITH_OPEN_CALLS).text().endswith(MORE)
    screen.which.set_value(Which.WITH_OPEN_CALLS)
    screen.which.changed.emit(Which.WITH_OPEN_CALLS)
    wait_idle(place)
    assert screen.which.pill(Which.WITH_OPEN_CALLS).text().endswith(ALL)
    assert screen.which.pill(Which.ALL).text().endswith(MORE)
