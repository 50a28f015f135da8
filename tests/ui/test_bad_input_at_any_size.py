"""What nobody should do to lists and search, at the screen: it is said plainly, and nothing is lost."""

import errno
import os
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot
from window_hands import CTRL, SHIFT, Hands

from deskapp.desk import Desk
from deskapp.documents import new_file
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Priority
from deskapp.services.calls.acts import LogCall, NewCustomer, PromiseCallBack
from deskapp.services.calls.row import CallRow
from deskapp.services.log.sieve import DueWithin, Sieve
from deskapp.ui.calls.call_backs.call_backs_screen import CallBacksScreen
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.documents.export_dialog import ExportDialog
from deskapp.ui.finding.found_window import FoundWindow, Of
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.work.workplace import Workplace

Key = Qt.Key
Wait = Callable[[Workplace], None]
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
#: Quotes, the search's own operators, what matches everything elsewhere, a page of text, an end in the middle.
SEARCHES = (
    *('"', "'; DROP TABLE call; --", '"printer" OR "', "printer AND NOT", "NEAR(printer)", "summary:printer", "^*"),
    *("%", "_", "(((", "*", "   ", "a" * 10_000, "printer " * 2_000, "\0", "pri\0nter"),
)


@pytest.fixture
def calls(desk: Desk) -> list[int]:
    """Two calls, the second due first."""
    made = []
    for summary, name in (("The printer prints nothing", "Jane Doe"), ("Scanner jams", "Hill Dental")):
        made.append(desk.calls.log(LogCall(summary, new_customer=NewCustomer(name))).value.id)
    return made


def test_whatever_is_looked_for_the_search_answers_and_the_next_word_finds(
    calls: list[int], person: Hands, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    search = person.window.search
    for typed in SEARCHES:
        person.press(Key.Key_K, CTRL)
        search.setText(typed)
        search.textEdited.emit(typed)
        person.write("")
        # Words in it count, signs mean nothing, and what was typed is still there to be mended.
        assert {key for key in search.found if key[0] == "call"} <= {("call", calls[0])}, typed
        assert search.text().replace("\0", "") == typed.replace("\0", "")
        person.press(Key.Key_Escape)
    window = FoundWindow(place, "")
    qtbot.addWidget(window)
    window.show()
    for typed in (*SEARCHES, "no such word"):
        window.look_for(typed)
        wait_idle(place)
        assert {item.key for item in window.table.cards.items} <= {("call", calls[0]), ("call", calls[1])}
    assert window.table.cards.items == []
    assert window.kinds.pill(Of.CALLS).text() == "Calls 0"
    window.look_for("printer")
    wait_idle(place)
    assert [item.key for item in window.table.cards.items] == [("call", calls[0])]


def test_filters_that_nothing_fits_say_so_and_lead_back(calls: list[int], person: Hands) -> None:
    log = person.window.log
    log.filters._take(Sieve(priorities=(Priority.P1,), due=(DueWithin.NEVER,)))
    person.write("")
    assert log.filters.count.text() == "0 of 2 calls"
    (empty,) = [one for one in log.findChildren(EmptyState) if one.isVisible()]
    assert "Nothing fits" in empty.accessibleName() + " ".join(
        one.text() for one in empty.findChildren(type(log.filters.count))
    )
    person.do("Export this list")  # an empty list is one
    person.dialog(ExportDialog).reject()
    log.filters.clear()
    person.write("")
    assert {row.id for row in log.table.calls.rows} == set(calls)


def test_an_export_while_the_disk_fills_leaves_no_half_file_and_is_done_once_there_is_room(
    calls: list[int], person: Hands, place: Workplace, tmp_path: Path, wait_idle: Wait, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    folder = tmp_path / "out"
    folder.mkdir()
    kept = folder / "list.csv"
    kept.write_text("what was there")
    person.press(Key.Key_E, CTRL | SHIFT)
    dialog = person.dialog(ExportDialog)
    dialog.form_choice.set_value("csv")
    with monkeypatch.context() as patched:
        patched.setattr(new_file.os, "fsync", full)
        dialog.save(kept)
        wait_idle(place)
    assert "No space left" in dialog.notice.words
    assert [(one.name, one.read_text()) for one in folder.iterdir()] == [("list.csv", "what was there")]
    dialog.trigger()
    dialog.save(kept)
    wait_idle(place)
    assert "Jane Doe" in kept.read_text(encoding="utf-8-sig")


def test_a_clock_that_is_set_back_while_lists_tick_counts_from_there_and_tells_nothing_twice(
    calls: list[int], desk: Desk, clock: FixedClock, person: Hands
) -> None:
    for call_id, minutes in zip(calls, (30, 120), strict=True):
        promise = PromiseCallBack(call_id, clock.now() + timedelta(minutes=minutes), "020 7946 0018")
        person.window.place.act(lambda desk, promise=promise: desk.promises.call_back(promise))
    person.write("")
    person.press(Key.Key_4, CTRL)
    screen = person.window.screens.currentWidget()
    assert isinstance(screen, CallBacksScreen)
    said: list[str] = []
    person.window.shell.alerts.said.connect(lambda words, _over, _call: said.append(words))

    def tick(by: timedelta) -> tuple[list[str], list[str]]:
        clock.advance(by)
        person.window.ticker.tick()
        person.write("")
        cells = [person.window.log.table.calls.countdown(place).words for place in range(2)]
        return [item.corner for item in screen.table.cards.items], cells

    before = tick(timedelta())
    tick(timedelta(minutes=40))
    assert screen.count_words == "1 missed"
    told = len(said)
    assert told > 0
    assert tick(-timedelta(minutes=40)) == before
    assert screen.count_words == ""
    tick(-timedelta(days=400))
    tick(timedelta(days=400, minutes=40))
    assert screen.count_words == "1 missed"
    assert len(said) == told


def test_ten_thousand_selected_rows_are_known_as_stretches_and_only_acts_for_many_are_offered(qtbot: QtBot) -> None:
    count = 10_000
    table = CallTable(several=True)
    qtbot.addWidget(table)
    table.set_rows([_row(number) for number in range(1, count + 1)])
    table.resize(900, 600)
    table.show()
    asked = 0
    given = table.calls.words

    def counting(*about: object) -> str:
        nonlocal asked
        asked += 1
        return given(*about)  # type: ignore[arg-type]

    table.calls.words = counting  # type: ignore[method-assign,assignment]
    table.selectAll()
    table.viewport().repaint()
    assert table.selected_count == count
    assert table.selected_ids == list(range(1, count + 1))
    # What can be seen is painted, and nothing is asked of the others.
    assert asked < 2_000
    table.set_rows([_row(number) for number in range(1, count + 1) if number % 3])
    assert table.selected_count == sum(1 for number in range(1, count + 1) if number % 3)


def _row(number: int) -> CallRow:
    return CallRow(
        id=number,
        ref=f"C-{number:05}",
        priority="P3",
        customer=f"Customer {number}",
        summary=f"Call {number}",
        state="open",
        escalated=False,
        clock="resolution",
        due_at=NOW + timedelta(minutes=number % 190),
        warn_at=NOW,
        calendar_id=None,
        paused=None,
        owner_id=1,
        owner="Sam Okoro",
        with_name="",
        logged_at=NOW,
        customer_deadline=None,
        signs=(),
    )
