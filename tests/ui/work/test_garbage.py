"""Nothing of Qt's ends its life on a thread that it does not belong to."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject, QTimer
from pytestqt.qtbot import QtBot

from deskapp.ui.work.garbage import Garbage
from deskapp.ui.work.lanes import Lanes


class Circle(QObject):
    """Nobody but it knows it, so that only whoever looks for garbage finds it."""

    def __init__(self, ended_on: list[int]) -> None:
        super().__init__()
        self._itself, self._timer, self._ended_on = self, QTimer(self), ended_on

    def __del__(self) -> None:
        self._ended_on.append(threading.get_ident())


@pytest.fixture
def usual() -> Iterator[None]:
    """As Python begins: any thread may look for garbage."""
    gc.enable()
    yield
    gc.disable()


@pytest.fixture
def lanes() -> Iterator[Lanes]:
    lanes = Lanes()
    yield lanes
    lanes.stop()


def much_is_made() -> int:
    return len([[number] for number in range(100_000)])


def test_what_only_garbage_collection_finds_ends_on_the_thread_that_draws(
    qtbot: QtBot, lanes: Lanes, usual: None
) -> None:
    garbage = Garbage()
    ended_on: list[int] = []
    Circle(ended_on)
    with qtbot.waitCallback() as done:
        lanes.read(much_is_made, done)
    assert ended_on == []
    garbage.begin()
    kept: list[object] = []

    def ended() -> bool:
        # Python finds that it is time to look once much was made and is still there.
        kept.append([[number] for number in range(1000)])
        return bool(ended_on)

    qtbot.waitUntil(ended)
    assert ended_on == [threading.get_ident()]


def test_the_oldest_generation_whose_turn_it_is_is_looked_through(
    qapp: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    garbage = Garbage()
    monkeypatch.setattr(gc, "collect", looked.append)
    for counts in ((700, 10, 10), (701, 10, 10), (701, 11, 10), (0, 11, 11)):
        monkeypatch.setattr(gc, "get_count", lambda counts=counts: counts)
        monkeypatch.setattr(gc, "get_threshold", lambda: (700, 10, 10))
        garbage.collect()
    assert looked == [0, 1, 2]
