"""The two lanes of background work, with real threads."""

import logging
import threading
from collections.abc import Iterator
from functools import partial

import pytest
import shiboken6
from patience import SECONDS
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from deskapp.domain.errors import DeskError, NotFound
from deskapp.ui.work import lanes as background
from deskapp.ui.work.lanes import Lanes, assert_off_ui_thread


class Screen(QObject):
    """Somebody who waits for results."""

    def __init__(self, heard: list[object]) -> None:
        super().__init__()
        self._heard = heard

    def on_done(self, value: object) -> None:
        self._heard.append(value)


@pytest.fixture
def lanes(qtbot: QtBot) -> Iterator[Lanes]:
    made = Lanes()
    yield made
    made.stop()


def test_acts_are_carried_out_in_the_order_they_were_asked_for(qtbot: QtBot, lanes: Lanes) -> None:
    begun: list[int] = []
    done: list[int] = []
    for number in range(50):
        lanes.act(lambda number=number: begun.append(number) or number, done.append)
    qtbot.waitUntil(lambda: len(done) == 50)
    assert begun == done == list(range(50))


def test_work_runs_off_the_ui_thread_and_its_result_comes_back_on_it(qtbot: QtBot, lanes: Lanes) -> None:
    here = threading.get_ident()
    threads: list[tuple[int, int]] = []
    lanes.act(threading.get_ident, lambda there: threads.append((there, threading.get_ident())))
    lanes.read(threading.get_ident, lambda there: threads.append((there, threading.get_ident())))
    qtbot.waitUntil(lambda: len(threads) == 2)
    assert background.ui_thread_id == here
    for worked_on, told_on in threads:
        assert worked_on != here
        assert told_on == here


def test_no_database_call_happens_on_the_ui_thread(qtbot: QtBot, lanes: Lanes) -> None:
    with pytest.raises(RuntimeError, match="UI thread"):
        assert_off_ui_thread()
    passed: list[None] = []
    lanes.read(assert_off_ui_thread, passed.append)
    qtbot.waitUntil(lambda: passed == [None])


def test_a_long_read_never_holds_up_a_save(qtbot: QtBot, lanes: Lanes) -> None:
    saved, go_on, heard = threading.Event(), threading.Event(), []
    lanes.read(lambda: go_on.wait(SECONDS), heard.append)
    lanes.act(saved.set)
    assert saved.wait(SECONDS)
    assert heard == []
    go_on.set()
    qtbot.waitUntil(lambda: heard == [True])


def test_a_file_that_is_written_holds_up_neither_and_ends_with_the_window(qtbot: QtBot) -> None:
    lanes = Lanes()
    heard: list[object] = []
    lanes.write_out(lambda: lanes.stopping.wait(SECONDS), heard.append)
    lanes.act(lambda: "saved", heard.append)
    lanes.read(lambda: "read", heard.append)
    qtbot.waitUntil(lambda: sorted(map(str, heard)) == ["read", "saved"])
    lanes.stop()
    qtbot.waitUntil(lambda: heard[-1] is True)


def test_a_newer_read_with_the_same_key_takes_the_place_of_an_older_one(qtbot: QtBot, lanes: Lanes) -> None:
    go_on, made, heard = threading.Event(), [], []
    lanes.read(lambda: go_on.wait(SECONDS))
    for word in ("o", "on", "one"):
        lanes.read(lambda word=word: made.append(word) or word, heard.append, key="search")
    lanes.read(lambda: "other", heard.append, key="counts")
    go_on.set()
    qtbot.waitUntil(lambda: len(heard) == 2)
    assert made == ["one"]
    assert heard == ["one", "other"]


def test_an_older_answer_never_comes_after_a_newer_question(qtbot: QtBot, lanes: Lanes) -> None:
    begun, go_on, heard = threading.Event(), threading.Event(), []

    def slow() -> str:
        begun.set()
        go_on.wait(SECONDS)
        return "old"

    lanes.read(slow, heard.append, key="search")
    assert begun.wait(SECONDS)
    lanes.read(lambda: "new", heard.append, key="search")
    go_on.set()
    qtbot.waitUntil(lambda: bool(heard) and not lanes.busy)
    assert heard == ["new"]


def test_a_refused_act_is_told_to_who_asked(qtbot: QtBot, lanes: Lanes) -> None:
    def refuse() -> None:
        raise NotFound("no_such_call", ref="C-00009")

    told: list[DeskError] = []
    lanes.act(refuse, lambda _value: told.clear(), told.append)
    qtbot.waitUntil(lambda: len(told) == 1)
    assert isinstance(told[0], NotFound)
    assert told[0].values["ref"] == "C-00009"


def test_a_mistake_of_ours_is_logged_handed_on_and_the_lane_goes_on(
    qtbot: QtBot, lanes: Lanes, caplog: pytest.LogCaptureFixture
) -> None:
    bugs: list[BaseException] = []
    told: list[DeskError] = []
    after: list[str] = []
    lanes.bug.connect(bugs.append)
    with caplog.at_level(logging.ERROR, logger="deskapp.ui.work.lanes"):
        lanes.act(lambda: 1 / 0, None, told.append)
        lanes.act(lambda: "still here", after.append)
        qtbot.waitUntil(lambda: after == ["still here"])
    assert isinstance(bugs[0], ZeroDivisionError)
    assert [error.code for error in told] == ["bug"]
    assert "ZeroDivisionError" in caplog.text
    assert "Traceback" in caplog.text
    caplog.clear()


def test_nothing_is_delivered_to_a_screen_that_is_gone(qtbot: QtBot, lanes: Lanes) -> None:
    heard: list[object] = []
    go_on, carried_out = threading.Event(), []
    screen, other = Screen(heard), Screen(heard)
    lanes.act(lambda: go_on.wait(SECONDS) and carried_out.append("act"), screen.on_done)
    lanes.read(lambda: go_on.wait(SECONDS), lambda _value: heard.append("a lambda's"), receiver=other)
    shiboken6.delete(screen)
    shiboken6.delete(other)
    go_on.set()
    qtbot.waitUntil(lambda: not lanes.busy)
    assert heard == []
    assert carried_out == ["act"]


def test_nothing_is_delivered_to_who_is_gone_by_a_method_with_some_of_its_arguments(qtbot: QtBot, lanes: Lanes) -> None:
    class Panel(Screen):
        def on_read(self, which: int, value: object) -> None:
            self.on_done((which, value))

    heard: list[object] = []
    go_on = threading.Event()
    gone, there = Panel(heard), Panel(heard)
    for number, panel in enumerate((gone, there)):
        lanes.read(lambda: go_on.wait(SECONDS), partial(partial(panel.on_read), number))
    shiboken6.delete(gone)
    go_on.set()
    qtbot.waitUntil(lambda: not lanes.busy)
    assert heard == [(1, True)]


def test_stopping_finishes_every_act_and_drops_reads_that_have_not_begun(qtbot: QtBot) -> None:
    lanes = Lanes()
    begun, go_on = threading.Event(), threading.Event()
    saved: list[int] = []
    read: list[str] = []
    lanes.act(lambda: go_on.wait(SECONDS))
    lanes.read(lambda: begun.set() or go_on.wait(SECONDS))
    assert begun.wait(SECONDS)
    for number in range(20):
        lanes.act(lambda number=number: saved.append(number))
    lanes.read(lambda: read.append("too late"))
    threading.Timer(0.05, go_on.set).start()
    lanes.stop()
    assert saved == list(range(20))
    assert read == []
    with pytest.raises(RuntimeError, match="stopped"):
        lanes.act(lambda: None)
