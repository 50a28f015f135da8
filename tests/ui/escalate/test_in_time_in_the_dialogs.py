"""Escalating against the customer's own deadline: sentence, sheet and estimate, by keyboard against a real desk."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from dialog_hands import DialogHands
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from deskapp.services.calls.acts import EditCall
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.calls.panel.about_words import with_lines
from deskapp.ui.escalate.answers.accept_dialog import AcceptDialog
from deskapp.ui.escalate.answers.hear_dialog import HearDialog
from deskapp.ui.escalate.dialog.escalate_dialog import EscalateDialog
from deskapp.ui.escalate.panel_news import PanelNews
from deskapp.ui.work.workplace import Workplace

Wait = Callable[[Workplace], None]
ALT, CTRL = Qt.KeyboardModifier.AltModifier, Qt.KeyboardModifier.ControlModifier
Key = Qt.Key
#: P2: accept within 30 min, the next update by 12:00, resolve by 14:00.
DEADLINE = datetime(2026, 11, 16, 10, 20, tzinfo=UTC)


@pytest.fixture
def deadline(scene: Any) -> datetime:
    """Before anything that the policy asks for."""
    call = scene.desk.overview.call(scene.call_id)
    words = {name: getattr(call, name) for name in ("details", "wants", "steps", "tone", "category_id")}
    edit = EditCall(scene.call_id, call.version, call.row.summary, customer_deadline=DEADLINE, **words)
    scene.desk.calls.edit(edit)
    return DEADLINE


def test_sentence_and_sheet_name_nothing_after_the_customers_deadline(
    deadline: datetime, dialog: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    """ "The customer's own deadline ... a contact's answer that would come after it is pointed out": one source."""
    assert dialog.steps.handover.tell.next_update.value() == deadline
    assert "10:20" in dialog.steps.handover.tell.said
    words = "Answer needed by 10:20: the customer's deadline comes first. Without that they had until 10:30."
    assert dialog.steps.who.next_words.startswith(words)
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Y, ALT)
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_P, CTRL)
    wait_idle(place)
    assert dialog.previewing
    assert dialog.preview.text.count("10:20") >= 2  # the answer, and the promise
    assert "10:30" not in dialog.preview.text


def test_an_update_that_is_promised_too_late_is_pointed_out_and_one_press_mends_the_sentence(
    deadline: datetime, dialog: EscalateDialog, place: Workplace, wait_idle: Wait
) -> None:
    tell = dialog.steps.handover.tell
    tell.next_update.set_text("today 14:00")
    assert "14:00" in tell.said
    assert tell.in_time.words.endswith("That is after the customer's deadline: today, Mon 16 Nov 10:20.")
    tell.in_time.button.setFocus()
    QTest.keyClick(tell.in_time.button, Key.Key_Space)
    assert tell.next_update.value() == deadline
    assert "10:20" in tell.said
    assert not tell.in_time.words


def test_an_estimate_past_the_customers_deadline_is_pointed_out_with_what_is_left(
    deadline: datetime, dialog: EscalateDialog, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    transfer = dialog.steps.handover.transfer
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_T, ALT)
    QTest.keyClicks(dialog.focusWidget() or dialog, "1h30")
    qtbot.waitUntil(lambda: bool(transfer.in_time.words))
    assert transfer.in_time.button.accessibleName() == "Ask for 20 min"
    QTest.keyClick(transfer.in_time.button, Key.Key_Space)
    assert dialog.act.estimate == timedelta(minutes=20)
    assert not transfer.in_time.words


def test_a_raised_priority_asks_for_the_answer_by_its_own_resolve_by(
    scene: Any, dialog: EscalateDialog, place: Workplace, wait_idle: Wait, qtbot: QtBot
) -> None:
    """CardPay has 4 hours, until 14:00; a call of P1 is to be resolved by 11:00."""
    dialog.steps.who.choose(scene.supplier)
    wait_idle(place)
    assert dialog.steps.who.next_words.startswith("Accept by 14:00.")
    dialog.steps.why.box("strict_deadline").setChecked(True)
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_P, ALT)
    wait_idle(place)
    dialog.steps.who.choose(scene.supplier)
    words = "Answer needed by 11:00: then it is to be resolved. Without that they had until 14:00."
    qtbot.waitUntil(lambda: dialog.steps.who.next_words.startswith(words))
    QTest.keyClick(dialog.focusWidget() or dialog, Key.Key_Y, ALT)
    shown = place.desk.escalations.preview(dialog.act)
    assert shown.answer_needed_by == shown.resolve_by == datetime(2026, 11, 16, 11, 0, tzinfo=UTC)


@pytest.fixture
def out(deadline: datetime, scene: Any) -> EscalationView:
    from test_after_it_was_made import hand_to

    hand_to(scene, scene.alex)
    (made,) = scene.desk.overview.call(scene.call_id).escalations
    return made


def test_the_panel_says_when_the_answer_is_needed(out: EscalationView, scene: Any, qtbot: QtBot) -> None:
    """Beside whom it is with; once they are late, where the next can be asked."""
    news, call = PanelNews(), scene.desk.overview.call(scene.call_id)
    qtbot.addWidget(news)
    news.set_call(call, "UTC", scene.clock.now())

    def said() -> str:
        return "\n".join(line.words for line in with_lines(call, "UTC", scene.clock.now()))

    assert "answer needed by 10:20" in said()
    assert news.words == ""
    scene.clock.advance(DEADLINE + timedelta(minutes=1) - scene.clock.now())
    news.set_now(scene.clock.now())
    assert "answer needed at once" in said()
    assert news.words == ""
    scene.clock.advance(timedelta(minutes=10))
    news.set_now(scene.clock.now())
    assert "answer needed" not in said()
    assert "Alex Meyer: not accepted in time, was due 10:30" in news.words


@pytest.mark.parametrize("kind", [AcceptDialog, HearDialog])
def test_a_contacts_estimate_past_the_customers_deadline_is_pointed_out(
    kind: type[AcceptDialog | HearDialog], out: EscalationView, scene: Any, place: Workplace, hands: DialogHands
) -> None:
    dialog = kind(place, scene.desk.overview.call(scene.call_id), out)
    hands.show(dialog)
    dialog.estimate.setFocus()
    hands.type("2 h")
    assert dialog.fix_in_time.words.endswith("That is after the customer's deadline: today, Mon 16 Nov 10:20.")
    hands.press(Key.Key_Tab)
    hands.press(Key.Key_Space)
    assert dialog.estimate.value() == timedelta(minutes=20)
    assert hands.focus() is dialog.estimate
    assert not dialog.fix_in_time.words
