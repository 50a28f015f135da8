"""A desk with thousands of open calls: what is read before the first paint, and after somebody else's write."""

from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer, ResolveCall
from deskapp.services.overview.first_screen import FIRST
from deskapp.ui.calls.log.log_screen import LogScreen
from deskapp.ui.work.workplace import Workplace

WaitIdle = Callable[[Workplace], None]
NOW = datetime(2026, 11, 16, 10, 0, tzinfo=UTC)
CALLS = FIRST + 50


@pytest.fixture
def many(desk: Desk, clock: FixedClock) -> Desk:
    with desk.work.batch():
        desk.calls.log(LogCall("Call 1", new_customer=NewCustomer("Ada")))
        for number in range(2, CALLS + 1):
            clock.advance(timedelta(seconds=1))
            desk.calls.log(LogCall(f"Call {number}", customer_id=1))
    return desk


@pytest.fixture
def other(many: Desk, desk_file: Path, clock: FixedClock) -> Iterator[Desk]:
    other = Desk(desk_file, clock, staff_id=1).open()
    yield other
    other.close()


@pytest.fixture
def read_rows(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """How many rows of calls each reading gave, from now on."""
    given: list[int] = []
    read = call_rows.where

    def counting(*asked: object, **more: object) -> tuple[object, ...]:
        rows = read(*asked, **more)  # type: ignore[arg-type]
        given.append(len(rows))
        return rows

    monkeypatch.setattr(call_rows, "where", counting)
    return given


def test_before_the_first_paint_the_first_calls_alone_are_read(many: Desk, read_rows: list[int]) -> None:
    first = many.first_screen("due")
    assert (read_rows, len(first.rows), first.more) == ([FIRST + 1], FIRST, True)
    assert [row.id for row in first.rows] == [row.id for row in many.lists.calls("due")[:FIRST]]


def test_the_first_calls_are_followed_by_the_others_and_until_then_no_number_is_told(
    many: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    screen = LogScreen(place)
    qtbot.addWidget(screen)
    first = many.first_screen("due")
    screen.show_first(first.rows, first.calendars, first.zone, more=first.more)
    assert screen.filters.count.text() == "reading…"
    chosen = first.rows[3].id
    screen.show_call(chosen)
    screen.show()
    screen.follow()
    wait_idle(place)
    assert screen.filters.count.text().startswith(f"{CALLS} calls")
    assert screen.current_call_id == chosen


def test_of_what_another_workstation_wrote_its_calls_alone_are_read_again(
    many: Desk, other: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle, read_rows: list[int]
) -> None:
    screen = LogScreen(place)
    qtbot.addWidget(screen)
    screen.show()
    screen.follow()
    wait_idle(place)
    screen.choose_view("open")
    wait_idle(place)

    def heard() -> list[int]:
        read_rows.clear()
        news = many.watch.look()
        assert news is not None
        place.hub.tell(news)
        wait_idle(place)
        return list(read_rows)

    def shown() -> list[object]:
        return list(screen.table.calls.rows)

    other.calls.note(AddNote(3, "rang again"))
    heard()  # with all that was logged here
    other.calls.note(AddNote(4, "rang again"))
    assert heard() == [1]
    other.calls.resolve(ResolveCall(5, "A new cable"))
    fresh = other.calls.log(LogCall("One more", customer_id=1)).value
    gone = other.calls.log(LogCall("Logged twice", customer_id=1)).value
    assert sum(heard()) <= 3 + CALLS // 10
    assert shown() == list(many.lists.calls("open"))
    assert {fresh.id, gone.id} <= {row.id for row in screen.table.calls.rows}
    # What somebody is typing there is nothing to this window.
    other.drafts.save("new_call", {"summary": "half a sentence"})
    assert heard() == []


def test_news_that_come_while_a_list_is_read_are_not_lost(
    many: Desk, other: Desk, place: Workplace, qtbot: QtBot, wait_idle: WaitIdle
) -> None:
    screen = LogScreen(place)
    qtbot.addWidget(screen)
    screen.show()
    screen.follow()
    wait_idle(place)
    for call_id in (7, 8, 9):
        other.calls.resolve(ResolveCall(call_id, "A new cable"))
        news = many.watch.look()
        assert news is not None
        place.hub.tell(news)  # the one before is still on its way
    wait_idle(place)
    assert list(screen.table.calls.rows) == list(many.lists.calls("due"))
