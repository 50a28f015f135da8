"""What has just become due soon or overdue is said in the window, once; a clock that was set is on record."""

from collections.abc import Callable
from datetime import timedelta

import pytest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import PauseReason, Urgency
from deskapp.services.calls.acts import LogCall, NewCustomer, PauseCall, PromiseCallBack
from deskapp.ui.window.alerts import Alerts
from deskapp.ui.work.workplace import Workplace

MINUTE = timedelta(minutes=1)
Wait = Callable[[Workplace], None]


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    made = QWidget()
    qtbot.addWidget(made)
    return made


@pytest.fixture
def alerts(window: QWidget, place: Workplace, desk: Desk, wait_idle: Wait) -> Alerts:
    for number in range(5):
        desk.calls.log(LogCall(f"Call {number}", new_customer=NewCustomer("Jane Doe"), urgency=Urgency.NOW))
    alerts = Alerts(place, window)
    wait_idle(place)
    alerts.set_now(desk.clock.now())
    return alerts


def _tick(alerts: Alerts, clock: FixedClock, by: timedelta, place: Workplace, wait_idle: Wait) -> list[str]:
    heard: list[str] = []
    alerts.said.connect(lambda words, _over, _call: heard.append(words))
    clock.advance(by)
    alerts.set_now(clock.now())
    wait_idle(place)
    alerts.said.disconnect()
    return heard


def test_calls_that_become_due_soon_are_said_once_and_again_when_overdue(
    alerts: Alerts, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    # P2: the next update is due after two hours, soon half an hour before.
    assert _tick(alerts, clock, 89 * MINUTE, place, wait_idle) == []
    assert _tick(alerts, clock, MINUTE, place, wait_idle) == ["5 calls are due soon."]
    assert _tick(alerts, clock, MINUTE, place, wait_idle) == []
    assert _tick(alerts, clock, 30 * MINUTE, place, wait_idle) == ["5 calls have become overdue."]
    # Each clock warns for itself: the resolution is due after four hours, soon an hour before.
    assert _tick(alerts, clock, 58 * MINUTE, place, wait_idle) == []
    assert _tick(alerts, clock, MINUTE, place, wait_idle) == ["5 calls are due soon."]
    assert _tick(alerts, clock, 61 * MINUTE, place, wait_idle) == ["5 calls have become overdue."]
    assert _tick(alerts, clock, 60 * MINUTE, place, wait_idle) == []


def test_a_few_calls_are_named(
    alerts: Alerts, desk: Desk, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    _tick(alerts, clock, 8 * 60 * MINUTE, place, wait_idle)
    row = desk.calls.log(LogCall("Printer <b>smokes</b>", new_customer=NewCustomer("A. Novak"))).value
    place.hub.tell(desk.calls.note(_note(row.id)).changes)
    wait_idle(place)
    assert row.warn_at is not None
    heard = _tick(alerts, clock, row.warn_at - clock.now(), place, wait_idle)
    assert heard == [f"{row.ref} is due soon, next update: Printer <b>smokes</b>"]


def test_a_pause_with_a_back_by_instant_brings_the_call_up_again(
    alerts: Alerts, desk: Desk, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    place.hub.tell(desk.calls.pause(PauseCall(1, PauseReason.CUSTOMER, back_by=clock.now() + 20 * MINUTE)).changes)
    wait_idle(place)
    assert _tick(alerts, clock, 20 * MINUTE, place, wait_idle) == ["C-00001 is up again: Call 0"]


def test_each_clock_of_a_call_is_named(
    alerts: Alerts, desk: Desk, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    _tick(alerts, clock, 24 * 60 * MINUTE, place, wait_idle)
    row = desk.calls.log(LogCall("The printer smokes", new_customer=NewCustomer("A. Novak"))).value
    place.hub.tell(desk.promises.call_back(PromiseCallBack(row.id, clock.now() + 5 * 60 * MINUTE)).changes)
    wait_idle(place)
    _tick(alerts, clock, 4 * 60 * MINUTE, place, wait_idle)
    # The update has been overdue for an hour: that hides no call-back.
    heard = _tick(alerts, clock, 60 * MINUTE, place, wait_idle)
    assert heard == [
        f"{row.ref} is overdue, next update: The printer smokes\n{row.ref} is due soon, call-back: The printer smokes"
    ]
    assert _tick(alerts, clock, MINUTE, place, wait_idle) == [f"{row.ref} is overdue, call-back: The printer smokes"]


def test_an_odd_jump_of_the_machines_clock_is_an_event_never_a_moved_deadline(
    alerts: Alerts, desk: Desk, clock: FixedClock, place: Workplace, wait_idle: Wait
) -> None:
    before = [row.due_at for row in desk.lists.calls("due")]
    clock.set_to(clock.now() + timedelta(days=1))
    alerts.set_now(clock.now())
    wait_idle(place)
    assert [row.due_at for row in desk.lists.calls("due")] == before
    assert _jumps(desk) == [86400]
    clock.advance(timedelta(hours=8))  # a night's sleep is no jump
    alerts.set_now(clock.now())
    wait_idle(place)
    assert _jumps(desk) == [86400]


def _jumps(desk: Desk) -> list[int]:
    with desk.work.read() as session:
        rows = session.connection().exec_driver_sql(
            "SELECT words FROM event JOIN event_words ON event_id = event.id WHERE kind = 'clock_jumped'"
        )
        import json

        return [json.loads(words)["seconds"] for (words,) in rows]


def _note(call_id: int) -> object:
    from deskapp.services.calls.acts import AddNote

    return AddNote(call_id, "Looked at")
