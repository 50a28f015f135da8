"""The list of escalations that are out."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog
from pytestqt.qtbot import QtBot

from deskapp.domain.words import Consent, EscalationType, Transfer
from deskapp.services.calls.acts import ContactCustomer
from deskapp.services.changes import Changes
from deskapp.services.escalations.acts import AcceptEscalation, Escalate, ReturnEscalation
from deskapp.ui.escalate.escalations_screen import EscalationsScreen
from deskapp.ui.look.palettes import Tint
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
CTRL_SHIFT = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def screen(scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> EscalationsScreen:
    for contact_id in (scene.alex, scene.rita):
        hand_to(scene, contact_id)
    made = EscalationsScreen(place)
    qtbot.addWidget(made)
    made.show()
    qtbot.waitExposed(made)
    wait_idle(place)
    return made


def hand_to(scene: Any, contact_id: int) -> int:
    act = Escalate(
        call_id=scene.call_id,
        types=(EscalationType.FUNCTIONAL,),
        triggers=(("no_solution", ""),),
        contact_id=contact_id,
        handoff={"issue": "i", "steps": "s", "wants": "w"},
        consent=Consent.NOT_ASKED,
        transfer=Transfer.MESSAGE,
        estimate=timedelta(minutes=45),
    )
    return int(scene.desk.escalations.escalate(act).value.id)


def cards(screen: EscalationsScreen) -> list[Any]:
    """The escalations, without the names that they stand under."""
    return [card for card in screen.table.cards.items if not card.heading]


def tick(screen: EscalationsScreen, scene: Any, by: timedelta) -> None:
    scene.clock.advance(by)
    screen.set_now(scene.clock.now())


def test_it_says_whose_call_with_whom_since_when_and_how_its_acceptance_stands(screen: EscalationsScreen) -> None:
    first = cards(screen)[0]
    assert first.title == "C-00001 · P2 · Double charge on invoice 789"
    assert first.corner == "accept: 0:30 left"
    said = " / ".join(line.text for line in first.lines)
    made = "with Alex Meyer · Billing specialist · since 10:00"
    assert f"{made} · to accept by 10:30 · time to fix 45 min, by 10:45" in said
    assert "Jane Doe · owner Manager" in said
    assert screen.count_words == "2 to accept"


def test_its_clock_runs_against_the_contact_and_says_so_in_time(screen: EscalationsScreen, scene: Any) -> None:
    tick(screen, scene, timedelta(minutes=25))
    assert cards(screen)[0].corner == "accept: 0:05 left"
    assert cards(screen)[0].tint is Tint.SOON
    tick(screen, scene, timedelta(minutes=7))
    assert cards(screen)[0].corner == "accept: 0:02 over"
    assert cards(screen)[0].tint is Tint.OVER


def test_not_accepted_counts_here_what_it_counts_on_the_supervisors_tile(screen: EscalationsScreen, scene: Any) -> None:
    """Those whose time to accept is over, and nobody else: it said 0 there while this list said 2."""
    assert (screen.count_words, scene.desk.supervision.overdue().not_accepted) == ("2 to accept", ())
    tick(screen, scene, timedelta(minutes=30))
    assert (screen.count_words, scene.desk.supervision.overdue().not_accepted) == ("2 to accept", ())
    tick(screen, scene, timedelta(minutes=1))
    assert screen.count_words == "2 not accepted"
    assert len(scene.desk.supervision.overdue().not_accepted) == 2


def test_who_has_not_accepted_stands_first(
    screen: EscalationsScreen, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    first = cards(screen)[0].key
    done = scene.desk.escalations.accept(AcceptEscalation(first, "Alex"))
    place.hub.tell(done.changes)
    wait_idle(place)
    assert [card.corner for card in cards(screen)] == ["accept: 0:30 left", "accepted"]
    tick(screen, scene, timedelta(minutes=46))
    assert cards(screen)[1].corner == "past the estimate"


def test_enter_shows_the_call_whole(screen: EscalationsScreen, scene: Any, qtbot: QtBot) -> None:
    screen.table.setFocus()
    with qtbot.waitSignal(screen.open_asked) as asked:
        QTest.keyClick(screen.table, Qt.Key.Key_Return)
    assert asked.args == [scene.call_id]


def test_a_key_opens_the_dialog_that_records_the_acceptance(
    screen: EscalationsScreen, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    screen.table.setFocus()
    escalation_id = screen.table.current
    QTest.keyClick(screen.table, Qt.Key.Key_A, CTRL_SHIFT)
    wait_idle(place)
    dialog = QApplication.activeModalWidget()
    assert isinstance(dialog, QDialog)
    QTest.keyClick(dialog, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    wait_idle(place)
    states = {one.escalation.id: one.escalation.state.value for one in scene.desk.escalations.out()}
    assert states[escalation_id] == "accepted"
    assert next(card.corner for card in cards(screen) if card.key == escalation_id) == "accepted"


def test_what_was_returned_leaves_the_list_and_an_empty_list_says_what_to_do(
    screen: EscalationsScreen, scene: Any, place: Workplace, wait_idle: Wait
) -> None:
    for one in scene.desk.escalations.out():
        done = scene.desk.escalations.give_back(ReturnEscalation(one.escalation.id, "Reversed."))
        place.hub.tell(done.changes)
    wait_idle(place)
    assert [one.corner for one in cards(screen)] == ["tell the customer"]
    place.hub.tell(scene.desk.calls.contact_customer(ContactCustomer(scene.call_id, reached=True)).changes)
    wait_idle(place)
    assert cards(screen) == []
    assert screen._stack.currentIndex() == 1
    assert screen.current_call_id is None


def test_it_reloads_for_calls_and_leaves_the_settings_alone(screen: EscalationsScreen) -> None:
    assert screen.concerns(Changes(calls=frozenset({1})))
    assert not screen.concerns(Changes(lists=frozenset({"policy"})))
