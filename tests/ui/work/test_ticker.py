"""The tick of a window that can be seen."""

from datetime import UTC, datetime, timedelta

from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.clock import FixedClock
from deskapp.ui.work.ticker import Ticker

AT = datetime(2026, 11, 23, 14, 12, 7, tzinfo=UTC)


def test_a_window_is_told_the_present_when_it_appears_and_every_second(qtbot: QtBot) -> None:
    clock, window, told = FixedClock(AT), QWidget(), []
    qtbot.addWidget(window)
    ticker = Ticker(clock, window)
    ticker.ticked.connect(told.append)
    assert not ticker.running
    window.show()
    assert told == [AT]
    clock.advance(timedelta(seconds=1))
    qtbot.waitUntil(lambda: len(told) >= 2)
    assert told[1] == AT + timedelta(seconds=1)


def test_hidden_and_minimised_windows_do_not_tick(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    ticker = Ticker(FixedClock(AT), window)
    window.show()
    assert ticker.running
    window.showMinimized()
    qtbot.waitUntil(lambda: not ticker.running)
    window.showNormal()
    qtbot.waitUntil(lambda: ticker.running)
    window.hide()
    assert not ticker.running
