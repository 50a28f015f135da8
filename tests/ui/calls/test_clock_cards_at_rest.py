"""The clocks' cards at rest: nothing is laid out again and again while nothing changes."""

from datetime import timedelta

from PySide6.QtCore import QEvent, QObject
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.ui.calls.panel.clock_cards import ClockCards


class _Count(QObject):
    def __init__(self) -> None:
        super().__init__()
        self.asked = 0

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        self.asked += event.type() == QEvent.Type.LayoutRequest
        return False


def test_cards_that_do_not_change_ask_for_no_layout(qtbot: QtBot, desk: Desk, clock: FixedClock) -> None:
    made = desk.calls.log(LogCall("The printer prints nothing", new_customer=NewCustomer("Jane Doe"))).value.id
    cards, count = ClockCards(), _Count()
    qtbot.addWidget(cards)
    cards.installEventFilter(count)
    cards.set_call(desk.overview.call(made), "UTC", clock.now() + timedelta(minutes=1))
    cards.resize(355, 200)
    cards.show()
    qtbot.wait(50)
    assert cards.clocks
    before = count.asked
    qtbot.wait(100)
    assert count.asked == before
