"""A desk with callers to find, a call in it, and hands for the dialogs."""

from collections.abc import Callable, Iterator

import pytest
import shiboken6
from event_rounds import rounds
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.words import Consent, ContactKind, EscalationType, HandoffPart, Tier, Transfer
from deskapp.services.calls.acts import LogCall
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.directory.views import CustomerView
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.work.workplace import Workplace


@pytest.fixture
def brook(desk: Desk) -> CustomerView:
    act = SaveCustomer("Brook Logistics", account="20871", tier=Tier.KEY, phones=("0161 496 0233",))
    return desk.directory.save_customer(act).value


@pytest.fixture
def quayside(desk: Desk) -> CustomerView:
    return desk.directory.save_customer(SaveCustomer("Quayside Café", account="11904", phones=("0161 496 0240",))).value


@pytest.fixture
def call_id(desk: Desk, brook: CustomerView) -> int:
    return desk.calls.log(LogCall("Intermittent network drop", customer_id=brook.id)).value.id


@pytest.fixture
def escalation(desk: Desk, call_id: int) -> EscalationView:
    """The call is out with an expert who has not taken it on yet."""
    alex = desk.directory.save_contact(SaveContact(ContactKind.EXPERT, "Alex Meyer")).value
    act = Escalate(
        call_id,
        (EscalationType.FUNCTIONAL,),
        (("other_knowledge", ""),),
        contact_id=alex.id,
        handoff=dict.fromkeys((HandoffPart.ISSUE, HandoffPart.STEPS, HandoffPart.WANTS), "as told"),
        consent=Consent.YES,
        transfer=Transfer.WARM,
    )
    return desk.escalations.escalate(act).value


class Hands:
    """Shows a widget, types where the focus is, and waits until everything asked for is there."""

    def __init__(self, qtbot: QtBot, place: Workplace, wait_idle: Callable[[Workplace], None]) -> None:
        self._qtbot, self._place, self._wait_idle = qtbot, place, wait_idle
        self._shown: list[QWidget] = []

    def show(self, widget: QWidget) -> None:
        self._shown.append(widget)
        widget.show()
        widget.activateWindow()
        self._qtbot.waitExposed(widget)
        self.settle()

    def let_go(self) -> None:
        """Dialogs delete themselves when they are closed; the rest is closed here."""
        for widget in self._shown:
            if shiboken6.isValid(widget):
                widget.close()
                widget.deleteLater()
        self.settle()

    def settle(self) -> None:
        self._wait_idle(self._place)
        rounds(1)
        self._wait_idle(self._place)

    def until(self, holds: Callable[[], object]) -> None:
        """Time passes until this holds, and what that set off is there."""
        self._qtbot.waitUntil(lambda: bool(holds()))
        self.settle()

    def focus(self) -> QWidget:
        focus = QApplication.focusWidget()
        assert focus is not None
        return focus

    def type(self, text: str) -> None:
        QTest.keyClicks(self.focus(), text)
        self.settle()

    def press(self, key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        QTest.keyClick(self.focus(), key, modifiers)
        self.settle()

    def click(self, widget: QWidget) -> None:
        QTest.mouseClick(widget, Qt.MouseButton.LeftButton)
        self.settle()


@pytest.fixture
def hands(qtbot: QtBot, place: Workplace, wait_idle: Callable[[Workplace], None]) -> Iterator[Hands]:
    made = Hands(qtbot, place, wait_idle)
    yield made
    made.let_go()
