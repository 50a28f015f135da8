"""An agent with a call, a supervisor above them with a PIN, and hands for the dialogs."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import pytest
import shiboken6
from event_rounds import rounds
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import ApprovalKind, Role
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.approvals.views import ApprovalView
from deskapp.services.calls.acts import LogCall, NewCustomer
from deskapp.services.overview.views import CallDetail
from deskapp.services.staff import pins
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.work.workplace import Workplace

PIN = "4071"


@dataclass
class Floor:
    desk: Desk
    place: Workplace
    agent: int
    supervisor: int
    call_id: int

    @property
    def call(self) -> CallDetail:
        return self.desk.overview.call(self.call_id)

    @property
    def standing(self) -> list[str]:
        return [one.standing for one in self.desk.approvals.of_call(self.call_id)]

    def ask(self, amount: int = 120_00) -> ApprovalView:
        act = AskApproval(self.call_id, ApprovalKind.REFUND, amount, "Charged twice")
        return self.desk.approvals.ask(act).value


@pytest.fixture
def floor(desk: Desk, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Floor:
    agent = desk.site.save_staff(SaveStaff("Ann Agent", Role.AGENT)).value.id
    supervisor = desk.site.save_staff(SaveStaff("Sue Supervisor", Role.SUPERVISOR)).value.id
    with desk.work.own() as session:
        pins.set_pin(session, supervisor, pins.hashed(PIN), desk.clock.now())
    desk.sign_in(agent)
    call = desk.calls.log(LogCall("Double charge", new_customer=NewCustomer("Jane Doe", phone="020 7946 0018"))).value
    place.load_facts()
    wait_idle(place)
    return Floor(desk, place, agent, supervisor, call.id)


class Hands:
    """Shows a widget, and types where the focus is."""

    def __init__(self, qtbot: QtBot, place: Workplace, wait_idle: Callable[[Workplace], None]) -> None:
        self._qtbot, self._place, self._wait_idle = qtbot, place, wait_idle
        self._shown: list[QWidget] = []

    def show(self, widget: QWidget) -> None:
        self._shown.append(widget)
        widget.show()
        widget.activateWindow()
        self._qtbot.waitExposed(widget)
        self.settle()

    def settle(self) -> None:
        self._wait_idle(self._place)
        rounds(1)
        self._wait_idle(self._place)

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def let_go(self) -> None:
        for widget in self._shown:
            if shiboken6.isValid(widget):
                widget.close()
                widget.deleteLater()
        self.settle()


@pytest.fixture
def hands(qtbot: QtBot, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Iterator[Hands]:
    made = Hands(qtbot, place, wait_idle)
    yield made
    made.let_go()
