"""What an owner sees and does after escalating: in the window, by keyboard, until the customer was told."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.words import AttemptResult, Consent, EscalationState, EscalationType, Transfer
from deskapp.services.calls.acts import ContactCustomer
from deskapp.services.escalations.acts import (
    AcceptEscalation,
    Escalate,
    HearFromContact,
    RefuseEscalation,
    ReturnEscalation,
)
from deskapp.ui.calls.panel.call_panel import CallPanel
from deskapp.ui.calls.panel.dispatcher import Dispatcher
from deskapp.ui.escalate.answers.accept_dialog import AcceptDialog
from deskapp.ui.escalate.escalations_screen import EscalationsScreen
from deskapp.ui.escalate.owners_news import OwnersNotice
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
CTRL = Qt.KeyboardModifier.ControlModifier
CTRL_SHIFT = CTRL | Qt.KeyboardModifier.ShiftModifier
HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)


def cards(screen: EscalationsScreen) -> list[CardItem]:
    """The escalations, without the names that they stand under."""
    return [card for card in screen.table.cards.items if not card.heading]


def hand_to(scene: Any, contact_id: int, estimate: timedelta | None = None) -> int:
    act = Escalate(
        scene.call_id,
        (EscalationType.FUNCTIONAL,),
        (("no_solution", ""),),
        contact_id,
        {"issue": "i", "steps": "s", "wants": "w"},
        Consent.NOT_ASKED,
        transfer=Transfer.WARM,
        estimate=estimate,
    )
    return int(scene.desk.escalations.escalate(act).value.id)


def shown(widget: QWidget, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> None:
    qtbot.addWidget(widget)
    widget.resize(700, 700)
    widget.show()
    widget.activateWindow()
    qtbot.waitExposed(widget)
    wait_idle(place)


def listed(place: Workplace, qtbot: QtBot, wait_idle: Wait) -> EscalationsScreen:
    made = EscalationsScreen(place)
    shown(made, place, qtbot, wait_idle)
    made.table.setFocus()
    return made


def panel_of(scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> CallPanel:
    made = CallPanel(place)
    Dispatcher(place, made, made.head).join(made)
    shown(made, place, qtbot, wait_idle)
    made.show_call(scene.call_id)
    wait_idle(place)
    return made


def told(place: Workplace, wait_idle: Wait) -> None:
    """What was written beside the window is noticed."""
    from deskapp.services.changes import Changes

    place.hub.tell(Changes(everything=True))
    wait_idle(place)
    wait_idle(place)


# The list


def test_no_answer_on_an_escalation_that_is_out_is_one_key_and_offers_the_next(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    out = hand_to(scene, scene.alex)
    screen = listed(place, qtbot, wait_idle)
    QTest.keyClick(screen.table, Qt.Key.Key_N, CTRL_SHIFT)
    wait_idle(place)
    wait_idle(place)
    attempts = scene.desk.overview.call(scene.call_id).attempts
    assert [one.result for one in attempts] == [AttemptResult.REACHED, AttemptResult.NO_ANSWER]
    assert screen.notice.words == "No answer from Alex Meyer: recorded."
    with qtbot.waitSignal(screen.next_asked) as asked:
        screen.notice.acted.emit()
    assert asked.args == [scene.call_id, out]
    with qtbot.waitSignal(screen.next_asked) as again:
        QTest.keyClick(screen.table, Qt.Key.Key_O, CTRL_SHIFT)
    assert again.args == [scene.call_id, out]


def test_the_list_shows_by_when_it_had_to_be_accepted_and_the_estimate_with_its_revision(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    out = hand_to(scene, scene.alex)
    screen = listed(place, qtbot, wait_idle)
    [line] = cards(screen)
    assert "to accept by" in line.lines[0].text
    scene.desk.escalations.accept(AcceptEscalation(out, estimate=HOUR))
    scene.desk.escalations.hear(HearFromContact(out, "Part ordered", 2 * HOUR))
    told(place, wait_idle)
    [line] = cards(screen)
    assert "time to fix 2 h, by 12:00 (revised once, first 1 h)" in line.lines[0].text
    scene.clock.advance(3 * HOUR)
    screen.set_now(scene.clock.now())
    [line] = cards(screen)
    assert "was to be done 12:00" in line.lines[0].text
    assert line.corner == "past the estimate"


def test_what_came_back_stands_on_top_until_the_customer_was_told(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    first = hand_to(scene, scene.alex, 2 * HOUR)
    hand_to(scene, scene.rita)
    scene.clock.advance(2 * HOUR + 20 * MINUTE)
    scene.desk.escalations.give_back(ReturnEscalation(first, "One charge reversed"))
    screen = listed(place, qtbot, wait_idle)
    back, out = cards(screen)
    assert (back.corner, back.tint) == ("tell the customer", Tint.SOON)
    assert "back from Alex Meyer" in back.lines[0].text
    assert "said 2 h, took 2 h 20 min" in back.lines[0].text
    assert "020 7946 0018" in back.lines[1].text
    assert "with Rita Gomez" in out.lines[0].text
    assert "1 customer to tell" in screen.count_words
    screen.table.set_current(back.key)
    assert screen.current_call_id == scene.call_id
    scene.desk.calls.contact_customer(ContactCustomer(scene.call_id, reached=True))
    told(place, wait_idle)
    assert len(cards(screen)) == 1


def test_what_somebody_else_ended_meanwhile_is_shown_when_one_answers(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    out = hand_to(scene, scene.alex)
    call = scene.desk.overview.call(scene.call_id)
    dialog = AcceptDialog(place, call, call.escalations[0])
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
    qtbot.addWidget(dialog)
    dialog.open()
    dialog.by.setText("Alex himself")
    scene.desk.escalations.give_back(ReturnEscalation(out, "One charge reversed"))
    dialog.trigger()
    wait_idle(place)
    assert dialog.notice.words == "Manager recorded at 10:00: Alex Meyer, returned. “One charge reversed”"
    assert (dialog.isVisible(), dialog.by.text()) == (True, "Alex himself")


# The panel


def test_the_call_says_that_it_is_back_until_the_next_conversation_with_the_customer(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    out = hand_to(scene, scene.alex, 2 * HOUR)
    panel = panel_of(scene, place, qtbot, wait_idle)
    assert "time to fix 2 h, by 12:00" in panel.facts.words("with")
    scene.clock.advance(HOUR)
    scene.desk.escalations.give_back(ReturnEscalation(out, "One charge reversed"))
    told(place, wait_idle)
    assert "Back from Alex Meyer: tell the customer" in panel.news.words
    assert "said 2 h, took 1 h in the desk's hours" in panel.news.words
    panel.news.told_button.click()
    note = QApplication.activeModalWidget()
    assert note is not None
    note.close()
    wait_idle(place)
    scene.desk.calls.contact_customer(ContactCustomer(scene.call_id, reached=True))
    told(place, wait_idle)
    assert panel.news.isHidden()


def test_not_accepted_in_time_the_call_says_so_and_offers_the_next_in_the_chain(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    out = hand_to(scene, scene.alex)
    panel = panel_of(scene, place, qtbot, wait_idle)
    assert not panel.news.next_button.isVisible()
    scene.clock.advance(3 * HOUR)
    panel.set_now(scene.clock.now())
    assert "Alex Meyer: not accepted in time" in panel.news.words
    with qtbot.waitSignal(panel.next_asked) as asked:
        panel.news.next_button.click()
    assert asked.args == [scene.call_id, out]


def test_a_refusal_offers_the_next_in_the_chain_in_the_panel(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    out = hand_to(scene, scene.alex)
    scene.desk.escalations.refuse(RefuseEscalation(out, "On leave"))
    panel = panel_of(scene, place, qtbot, wait_idle)
    assert "Alex Meyer: refused" in panel.news.words
    assert panel.news.next_button.isVisible()
    hand_to(scene, scene.rita)
    told(place, wait_idle)
    assert not panel.news.next_button.isVisible(), "somebody has it"


# The owner's notices


def test_at_the_instant_it_runs_out_the_owner_is_told_and_offered_the_next_once(
    scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait
) -> None:
    out = hand_to(scene, scene.alex)
    window = QWidget()
    qtbot.addWidget(window)
    notice = OwnersNotice(place, window)
    wait_idle(place)
    [watched] = scene.desk.escalations.news().acceptance
    notice.set_now(watched.due_at)
    wait_idle(place)
    assert notice.late.isHidden(), "overdue is strictly after the due instant"
    scene.clock.advance(watched.due_at - scene.clock.now() + timedelta(seconds=1))
    notice.set_now(scene.clock.now())
    wait_idle(place)
    assert notice.late.words == "C-00001 has not been accepted in time."
    with qtbot.waitSignal(notice.next_asked) as asked:
        notice.late.acted.emit()
    assert asked.args == [scene.call_id, out]
    notice.late.end()
    notice.set_now(scene.clock.now() + HOUR)
    wait_idle(place)
    assert notice.late.isHidden(), "told once"


def test_the_owner_is_told_that_a_call_came_back(scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> None:
    out = hand_to(scene, scene.alex)
    window = QWidget()
    qtbot.addWidget(window)
    notice = OwnersNotice(place, window)
    wait_idle(place)
    scene.desk.escalations.give_back(ReturnEscalation(out, "One charge reversed"))
    told(place, wait_idle)
    assert notice.back.words == "C-00001 is back from Alex Meyer: tell Jane Doe."
    with qtbot.waitSignal(notice.call_asked) as asked:
        notice.back.acted.emit()
    assert asked.args == [scene.call_id]
    scene.desk.calls.contact_customer(ContactCustomer(scene.call_id, reached=True))
    told(place, wait_idle)
    assert notice.back.isHidden()


def test_accepted_in_time_nobody_is_told_anything(scene: Any, place: Workplace, qtbot: QtBot, wait_idle: Wait) -> None:
    out = hand_to(scene, scene.alex)
    window = QWidget()
    qtbot.addWidget(window)
    notice = OwnersNotice(place, window)
    wait_idle(place)
    scene.desk.escalations.accept(AcceptEscalation(out))
    told(place, wait_idle)
    scene.clock.advance(5 * HOUR)
    notice.set_now(scene.clock.now())
    wait_idle(place)
    assert notice.late.isHidden()
    assert scene.desk.escalations.out()[0].escalation.state is EscalationState.ACCEPTED
