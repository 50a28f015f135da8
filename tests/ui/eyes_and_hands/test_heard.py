"""A screen reader is told what it can ask for, and is not told of ticks."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from every_view import EveryView
from PySide6.QtCore import Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot
from screen_reader import CAN_LISTEN, listening

from deskapp.domain.clock import FixedClock
from deskapp.ui.sign_in.wait_line import WaitLine
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.ticker import Ticker
from deskapp.ui.work.workplace import Workplace

pytestmark = pytest.mark.skipif(not CAN_LISTEN, reason="only there Qt's name of the listener is known")

#: Nothing speaks by itself more often than every so many seconds.
QUIET = 5
SECONDS = 20


@pytest.mark.long
def test_no_event_is_of_what_cannot_be_asked_and_nothing_that_ticks_tells_of_itself_more_than_every_five_seconds(
    views: EveryView, clock: FixedClock, place: Workplace, wait_idle: Callable[[Workplace], None]
) -> None:
    ticked, telling, too_often = set(), set(), {}
    with listening() as heard:
        for view, shown in views.all():
            tickers = shown.findChildren(Ticker)
            if not tickers:
                continue
            ticked.add(view)
            wait_idle(place)  # what is read when it is shown first ticks as little
            telling |= heard.tellers.keys()
            heard.tellers.clear()
            for _second in range(SECONDS):
                clock.advance(timedelta(seconds=1))
                for ticker in tickers:
                    ticker.tick()
                wait_idle(place)
            # What Qt forgets of a line that is drawn anew is said to nobody.
            said = {who: many for who, many in heard.tellers.items() if who[0] is not QAccessible.Event.ObjectDestroyed}
            too_often |= {(view, who): many for who, many in said.items() if many > SECONDS / QUIET}
    assert {"new call: NewCallDialog", "escalate: EscalateDialog", "calls"} <= ticked
    assert too_often == {}
    assert telling
    assert heard.amiss == []


def test_a_wait_that_is_counted_down_is_told_in_steps_of_five_seconds(qtbot: QtBot, clock: FixedClock) -> None:
    line = WaitLine(clock)
    qtbot.addWidget(line)
    told = []
    line.begin(20)
    for _second in range(20):
        told.append(line.accessibleName())
        clock.advance(timedelta(seconds=1))
        line.look()
    assert list(dict.fromkeys(told)) == [f"Wait {left} s, then try again." for left in (20, 15, 10, 5)]
    assert line.accessibleName() == "Now you can try again."


def test_words_are_selected_by_the_mouse_until_they_change(qtbot: QtBot) -> None:
    label = Label("020 7946 0018", selectable=True)
    qtbot.addWidget(label)
    label.show()
    qtbot.waitExposed(label)
    QTest.mouseDClick(label, Qt.MouseButton.LeftButton)
    QTest.mousePress(label, Qt.MouseButton.LeftButton)
    assert label.hasSelectedText()
    label.setText("020 7946 0019")
    assert not label.hasSelectedText()
    with listening() as heard:
        label.setText("020 7946 0020")
    assert heard.amiss == []
