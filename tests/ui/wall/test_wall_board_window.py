"""The wall board: it fills a screen, follows everybody by itself, names no customer, and is right for days."""

import gc
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QCoreApplication, QEvent, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLabel, QWidget
from pytestqt.qtbot import QtBot
from window_hands import CTRL, Hands

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, StorageProblem
from deskapp.domain.words import Impact, Urgency
from deskapp.services.calls.acts import AddNote, LogCall, NewCustomer
from deskapp.services.overview.late.ask import Tile
from deskapp.services.site.acts import SaveSite
from deskapp.ui.calls.dialogs.pause_dialog import PauseDialog
from deskapp.ui.start.application import Application
from deskapp.ui.wall.line import WallLine
from deskapp.ui.wall.wall_board import WallBoard
from deskapp.ui.wall.worst_calls import LINES
from deskapp.ui.window.main_window import MainWindow
from deskapp.ui.work.lanes import Lanes

Key = Qt.Key
SECOND = timedelta(seconds=1)
CANARY = "xylocanary"
URGENT = {"impact": Impact.SITE, "urgency": Urgency.NOW}


def logged(desk: Desk, summary: str = "No phones") -> int:
    who = NewCustomer(f"Ada {CANARY}", f"{CANARY} Ltd", f"{CANARY}-77", "0161 496 0218")
    return desk.calls.log(LogCall(summary, new_customer=who, details=CANARY, wants=CANARY, **URGENT)).value.id


@pytest.fixture
def lanes(qapp: QApplication) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.stop()


@pytest.fixture
def board(desk: Desk, lanes: Lanes, qtbot: QtBot) -> Iterator[WallBoard]:
    made = WallBoard(desk, lanes)
    made.resize(1366, 768)
    made.show()
    qtbot.waitUntil(lambda: not lanes.busy)
    yield made
    qtbot.waitUntil(lambda: not lanes.busy)
    if shiboken6.isValid(made):
        made.close()


@pytest.fixture
def beat(board: WallBoard, lanes: Lanes, clock: FixedClock, qtbot: QtBot) -> Callable[..., None]:
    """A second, or more, goes by, and what it asks for is there."""

    def go(by: timedelta = SECOND) -> None:
        clock.advance(by)
        board.ticker.tick()
        qtbot.waitUntil(lambda: not lanes.busy)

    return go


def words(board: QWidget) -> list[str]:
    """Everything on it that can be read or heard."""
    said = [board.windowTitle()]
    for one in (board, *board.findChildren(QWidget)):
        said += [one.accessibleName(), one.accessibleDescription(), one.toolTip(), one.statusTip()]
    return [*said, *(one.text() for one in board.findChildren(QLabel) if one.isVisible())]


def figure(board: WallBoard, tile: Tile = Tile.OVERDUE) -> str:
    return board.tiles[tile].figure.text()


def test_it_says_what_is_late_by_how_much_and_names_no_customer_and_none_of_their_words(
    board: WallBoard, beat: Callable[..., None], desk: Desk
) -> None:
    assert "Nothing is overdue." in words(board)
    call = logged(desk, f"{CANARY} has no phones")
    desk.calls.note(AddNote(call, CANARY, CANARY))
    beat(timedelta(hours=2))
    said = words(board)
    assert not [one for one in said if CANARY in one]
    for one in ("C-00001", "P1", "▲ 1:30", "nobody else", "Help desk"):
        assert one in said, one
    assert (figure(board), board.tiles[Tile.OVERDUE].line.text()) == ("1", "longest 1:30")
    beat(timedelta(minutes=1))
    assert "▲ 1:31" in words(board)


def test_what_another_workstation_writes_is_there_at_the_next_second(
    board: WallBoard, beat: Callable[..., None], desk: Desk, clock: FixedClock
) -> None:
    logged(desk)
    beat(timedelta(hours=2))
    other = Desk(desk.path, clock, staff_id=1).open()
    logged(other)
    other.close()
    before = board._read_at
    beat()
    assert board._read_at != before
    beat(timedelta(hours=2))
    assert figure(board) == "2"


def test_time_alone_makes_it_look_again(board: WallBoard, beat: Callable[..., None], desk: Desk) -> None:
    logged(desk)
    beat(timedelta(minutes=30))
    assert (figure(board), figure(board, Tile.DUE_SOON)) == ("0", "1")
    for _second in range(5):
        beat()
    assert figure(board) == "1"


@pytest.mark.parametrize(
    "now",
    [
        datetime(2026, 11, 16, 18, 0, tzinfo=UTC),
        datetime(2026, 11, 16, 6, 0, tzinfo=UTC),
        datetime(2031, 1, 2, 23, 59, 59, tzinfo=UTC),
    ],
)
def test_after_a_sleep_or_a_clock_that_was_set_the_next_look_is_right(
    board: WallBoard, beat: Callable[..., None], desk: Desk, clock: FixedClock, now: datetime
) -> None:
    logged(desk)
    beat()
    before = board._read_at
    clock.set_to(now)  # no real time passes
    beat()
    assert board._read_at != before
    late = now > datetime(2026, 11, 16, 12, tzinfo=UTC)
    assert figure(board) == ("1" if late else "0")
    assert f"{(now + SECOND):%H:%M}" in words(board)
    clock.advance(timedelta(days=3))  # it slept: real time went on too
    beat()
    assert figure(board) == "1"


def test_midnight_and_the_change_to_summer_time_are_the_sites(
    board: WallBoard, beat: Callable[..., None], desk: Desk, clock: FixedClock
) -> None:
    site = desk.facts().site
    told = ("Northside", "", "", "Europe/Berlin", site.paper, "en", False, False, False, site.version)
    desk.site.save_site(SaveSite(*told))
    clock.set_to(datetime(2026, 3, 28, 22, 59, 58, tzinfo=UTC))
    beat()
    assert {"Sat 28 Mar", "23:59", "Northside"} <= set(words(board))
    beat()
    assert {"Sun 29 Mar", "00:00"} <= set(words(board))
    beat(timedelta(hours=1, minutes=59, seconds=59))
    assert "01:59" in words(board)
    beat()
    assert "03:00" in words(board)


def test_what_cannot_be_read_is_said_and_what_was_read_stays_until_it_can_be(
    board: WallBoard, beat: Callable[..., None], desk: Desk, clock: FixedClock
) -> None:
    logged(desk)
    beat(timedelta(hours=2))
    board._on_fault(StorageProblem(Refusal.LOCKED, path="desk.db"))
    (said,) = [one for one in words(board) if one.startswith("◆ as of 12:00: ")]
    assert figure(board) == "1"
    beat()
    assert said not in words(board)
    board._on_fault(DeskError(Refusal.BUG))
    beat(59 * SECOND)
    assert board._fault
    beat(2 * SECOND)
    assert not board._fault


def test_escape_and_its_key_leave_it_and_a_desk_that_was_closed_ends_it(
    desk: Desk, lanes: Lanes, qtbot: QtBot, qapp: QApplication
) -> None:
    for key in (Key.Key_Escape, Key.Key_F11):
        made = WallBoard(desk, lanes)
        made.fill(made)
        qtbot.waitUntil(made.isActiveWindow)
        assert made.isFullScreen()
        QTest.keyClick(made, key)
        qtbot.waitUntil(lambda gone=made: not shiboken6.isValid(gone) or not gone.isVisible())
    last = WallBoard(desk, lanes)
    desk.close()
    last.show()
    qtbot.waitUntil(lambda: not shiboken6.isValid(last) or not last.isVisible())
    qtbot.waitUntil(lambda: not lanes.busy)


@pytest.mark.parametrize("size", [(1366, 768), (1920, 1080), (3840, 2160), (1024, 768), (1080, 1920)])
def test_it_fills_any_screen_and_cuts_no_figure(
    board: WallBoard, beat: Callable[..., None], desk: Desk, size: tuple[int, int]
) -> None:
    for _call in range(LINES + 1):
        logged(desk)
    beat(timedelta(days=400))
    board.resize(*size)
    for _round in range(5):
        QApplication.processEvents()
    assert (board.width(), board.height()) == size
    for line in (one for one in board.findChildren(WallLine) if one.isVisible()):
        place = line.rect().translated(line.mapTo(board, line.rect().topLeft()))
        assert board.rect().contains(place), line.text()
        if line.text():
            assert line.width() >= line.sizeHint().width() - 2, line.text()


def test_ten_thousand_ticks_and_five_hundred_looks_leave_nothing_behind(
    board: WallBoard, desk: Desk, lanes: Lanes, clock: FixedClock, qtbot: QtBot
) -> None:
    for _call in range(LINES):
        logged(desk)

    def go(ticks: int, looks: int) -> None:
        for _look in range(looks):
            clock.advance(5 * SECOND)
            board.ticker.tick()
            while lanes.busy:
                QApplication.processEvents()
        for _tick in range(ticks):
            clock.advance(SECOND)
            board.set_now(clock.now())
        qtbot.waitUntil(lambda: not lanes.busy)
        gc.collect()

    go(100, 20)
    objects, children = len(gc.get_objects()), len(board.findChildren(QWidget))
    go(10_000, 500)
    assert len(board.findChildren(QWidget)) == children
    assert len(gc.get_objects()) - objects < 500  # a leak of one an hour is more


def test_from_the_overdue_screen_a_key_a_button_or_its_name_show_it_and_elsewhere_the_key_pauses_a_call(
    desk: Desk, person: Hands, qtbot: QtBot
) -> None:
    asked: list[bool] = []
    person.window.wall_asked.connect(lambda: asked.append(True))
    call = logged(desk)
    person.window.show_call(call)
    person.press(Key.Key_F11)
    assert asked == []
    assert person.is_open(PauseDialog)
    person.press(Key.Key_Escape)
    qtbot.waitUntil(lambda: not person.is_open(PauseDialog))
    person.press(Key.Key_3, CTRL)
    person.press(Key.Key_F11)
    assert (len(asked), person.is_open(PauseDialog)) == (1, False)
    person.window.resize(1600, 900)  # the buttons have room
    (button,) = [one for one in person.window.screens.current.findChildren(QWidget) if _is_button(one)]
    qtbot.waitUntil(button.isVisible)
    person.tab_to(button)
    person.press(Key.Key_Space)
    assert len(asked) == 2
    person.do("wall board")
    assert len(asked) == 3


def _is_button(widget: QWidget) -> bool:
    return widget.toolTip().startswith("Fills a screen")


@pytest.fixture
def application(
    desk: Desk, desk_file: Path, tmp_path: Path, qapp: QApplication, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Application]:
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data"))
    logged(desk)
    staff_id = desk.staff_id
    desk.close()
    made = Application(None, new_window=True)
    made.app, made.lanes = qapp, Lanes(made)
    monkeypatch.setattr(made, "_quit", lambda: None)
    made.open_desk(desk_file, staff_id)
    yield made
    qtbot.waitUntil(lambda: not made.lanes.busy)
    made.lanes.stop()
    if made._answering is not None:
        made._answering.stop()
    made.deleteLater()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    gc.unfreeze()


def test_it_stays_while_the_window_is_locked_or_left_and_goes_with_the_program(
    application: Application, qtbot: QtBot
) -> None:
    window = application.window
    assert isinstance(window, MainWindow)
    with qtbot.waitSignal(application.ready):
        pass
    window.wall_asked.emit()
    board = application.wall
    assert board is not None
    qtbot.waitUntil(lambda: figure(board) != "")
    window.wall_asked.emit()
    assert application.wall is board
    presence = window.shell.presence
    qtbot.waitUntil(lambda: presence.lock is not None)
    presence.lock_now()
    assert board.isVisible()
    if window.place.locked:
        assert presence.lock is not None
        presence.lock._open()
    presence.sign_out()
    qtbot.waitUntil(lambda: not isinstance(application.window, MainWindow))
    qtbot.waitUntil(lambda: not application.lanes.busy)
    before = board._read_at
    board._read_at = None
    board.ticker.tick()
    qtbot.waitUntil(lambda: board._read_at not in (None, before))
    assert (board.isVisible(), board._fault) == (True, "")
    assert application.window is not None
    application.window.close()
    qtbot.waitUntil(lambda: application.wall is None)
