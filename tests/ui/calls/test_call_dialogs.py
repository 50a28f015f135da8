"""The dialogs for what is done with a call, driven by keyboard against a real desk."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    CallState,
    EscalationState,
    Impact,
    PauseReason,
    Priority,
    PromiseKind,
    Role,
    Urgency,
)
from deskapp.services.calls.acts import AddNote, EditCall, GiveAgreement, LogCall, NewCustomer, ResolveCall
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls import acts
from deskapp.ui.calls.dialogs.note_dialog import ATTEMPT, NOTE, SPOKE, NoteDialog
from deskapp.ui.escalate.answers import answers as escalation_answers
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def ask(desk: Desk, place: Workplace, hands, call_id: int):
    def made(key: str) -> ActDialog:
        dialog = acts.row(key).dialog(place, desk.overview.call(call_id), None)
        hands.show(dialog)
        return dialog

    return made


@pytest.fixture
def now_(desk: Desk, call_id: int):
    return lambda: desk.overview.call(call_id)


def finish(hands) -> None:
    hands.press(Key.Key_Return, CTRL)


def kinds(call: CallDetail) -> list[str]:
    return [event.kind for event in call.events]


def test_a_note_is_typed_and_saved_by_keyboard_alone(ask, hands, now_) -> None:
    ask("note")
    hands.type("Cable looked at")
    finish(hands)
    assert now_().events[-1].payload["words"] == "Cable looked at"


def test_an_attempt_that_nobody_answers_stops_nothing(ask, hands, now_, clock: FixedClock) -> None:
    before = [one.facts.stopped for one in now_().clocks]
    dialog = ask("note")
    hands.type("Rang twice")
    hands.click(dialog.what.pill(ATTEMPT))
    clock.advance(timedelta(minutes=5))
    finish(hands)
    assert kinds(now_())[-1] == "attempt"
    assert [one.facts.stopped for one in now_().clocks] == before


def test_a_conversation_starts_the_next_update_at_the_promised_instant(ask, hands, now_) -> None:
    dialog = ask("note")
    hands.type("Told them it takes until three")
    hands.click(dialog.what.pill(SPOKE))
    assert dialog.next_update.said == "today, Mon 16 Nov 14:00"
    dialog.next_update.set_text("today 15:00")
    finish(hands)
    promises = [one for one in now_().promises if one.kind is PromiseKind.UPDATE and one.kept_at is None]
    assert [one.due_at for one in promises] == [datetime(2026, 11, 16, 15, 0, tzinfo=UTC)]


def test_the_next_step_that_stands_is_shown_changed_and_emptied_and_one_written_meanwhile_is_shown_first(
    ask, hands, now_, desk: Desk, call_id: int
) -> None:
    dialog = ask("note")
    hands.type("They do not answer")
    dialog.next_step.setFocus()
    hands.type("ring second number")
    finish(hands)
    assert now_().row.next_step == "ring second number"
    dialog = ask("note")
    assert dialog.next_step.text() == "ring second number"
    desk.calls.note(AddNote(call_id, "", "ring the driver"))
    dialog.next_step.setFocus()
    dialog.next_step.selectAll()
    hands.press(Key.Key_Delete)
    finish(hands)
    assert dialog.isVisible()
    assert dialog.newer.words.text() == "Saved meanwhile: ring the driver"
    assert now_().row.next_step == "ring the driver"
    finish(hands)
    assert now_().row.next_step == ""
    dialog = ask("note")
    desk.calls.note(AddNote(call_id, "", "ring the depot"))
    hands.type("Cable looked at")
    finish(hands)
    assert now_().row.next_step == "ring the depot"


def test_an_unclear_time_stops_the_act_and_says_what_to_write(ask, hands, now_) -> None:
    dialog = ask("note")
    hands.type("Told them")
    hands.click(dialog.what.pill(SPOKE))
    dialog.next_update.set_text("soonish")
    finish(hands)
    assert dialog.isVisible()
    assert "today 15:30" in dialog.next_update.said
    assert dialog.next_update.edit.property("wrong") == "true"
    assert dialog.next_update.edit.hasFocus()
    assert kinds(now_()) == ["logged"]


def test_words_brought_along_stand_in_the_note(desk: Desk, place: Workplace, hands, call_id: int) -> None:
    dialog = NoteDialog(place, desk.overview.call(call_id), words="Still dropping")
    hands.show(dialog)
    assert dialog.words.text() == "Still dropping"


def test_a_pause_needs_its_reason(ask, hands, now_) -> None:
    dialog = ask("pause")
    finish(hands)
    assert dialog.isVisible()
    hands.press(Key.Key_Space)
    dialog.words.setPlainText("Their list of drops")
    finish(hands)
    (pause,) = now_().pauses
    assert (pause.reason, pause.words) == (PauseReason.CUSTOMER, "Their list of drops")
    assert now_().state is CallState.WAITING


def test_resolving_alone_leaves_the_call_waiting_for_the_customers_answer(ask, hands, now_) -> None:
    ask("resolve")
    hands.type("New cable")
    finish(hands)
    assert now_().state is CallState.RESOLVED
    assert now_().solution == "New cable"


def test_one_act_records_both_the_resolution_and_the_agreement(ask, hands, now_) -> None:
    dialog = ask("resolve")
    hands.type("New cable")
    hands.click(dialog.agreement.answer.pill(Answer.YES))
    dialog.agreement.who.setText("Jane Brook")
    finish(hands)
    assert now_().state is CallState.CLOSED
    assert [(one.answer, one.who) for one in now_().agreements] == [(Answer.YES, "Jane Brook")]


def test_what_solved_it_must_be_said_and_nothing_typed_is_lost(ask, hands, now_) -> None:
    dialog = ask("resolve")
    hands.click(dialog.agreement.answer.pill(Answer.YES))
    dialog.agreement.words.setPlainText("All good")
    finish(hands)
    assert dialog.isVisible()
    assert hands.focus() is dialog.solution
    assert dialog.agreement.words.text() == "All good"
    assert dialog.main_button.isEnabled()
    assert now_().state is CallState.OPEN


@pytest.mark.parametrize(("answer", "state"), [(Answer.YES, CallState.CLOSED), (Answer.NO, CallState.OPEN)])
def test_only_the_customers_yes_closes_a_call(
    desk: Desk, ask, hands, now_, call_id: int, answer: Answer, state: CallState
) -> None:
    desk.calls.resolve(ResolveCall(call_id, "New cable"))
    dialog = ask("agreement")
    assert dialog.agreement.answer.value is None
    finish(hands)
    assert now_().state is CallState.RESOLVED
    hands.click(dialog.agreement.answer.pill(answer))
    if answer is Answer.NO:
        finish(hands)
        assert dialog.isVisible()
        assert hands.focus() is dialog.agreement.words
        hands.type("It drops still")
    finish(hands)
    assert now_().state is state


def test_a_closed_call_is_reopened_with_the_reason(desk: Desk, ask, hands, now_, call_id: int) -> None:
    desk.calls.resolve(ResolveCall(call_id, "New cable", GiveAgreement(Answer.YES, "Jane")))
    dialog = ask("reopen")
    finish(hands)
    assert dialog.isVisible()
    hands.type("Drops again")
    finish(hands)
    assert (now_().state, now_().cycle) == (CallState.OPEN, 2)


def test_the_old_and_the_new_deadline_stand_beside_each_other(ask, hands, now_) -> None:
    dialog = ask("priority")
    assert dialog.deadlines.text().endswith("as before")
    hands.click(dialog.impact.pill(Impact.DEPARTMENT))
    hands.click(dialog.urgency.pill(Urgency.NOW))
    assert dialog.shown.text() == "P1"
    assert dialog.deadlines.text() == "Resolve by today, Mon 16 Nov 11:00, not tomorrow, Tue 17 Nov 17:30"
    finish(hands)
    assert now_().priority is Priority.P1


def test_an_overridden_priority_needs_its_reason(ask, hands, now_) -> None:
    dialog = ask("priority")
    hands.click(dialog.priority.pill(Priority.P2))
    finish(hands)
    assert dialog.isVisible()
    dialog.reason.setPlainText("Their boss is here")
    finish(hands)
    assert (now_().priority, now_().priority_reason) == (Priority.P2, "Their boss is here")


def test_a_stale_edit_is_shown_beside_the_newer_one_and_the_person_decides(
    desk: Desk, ask, hands, now_, call_id: int
) -> None:
    dialog = ask("edit")
    seen = now_()
    desk.calls.edit(EditCall(call_id, seen.version, "Theirs", "More details", "", "", None, None, None))
    dialog.record["summary"].setText("Mine")
    finish(hands)
    assert dialog.isVisible()
    assert dialog.record["summary"].text() == "Mine"
    assert "Theirs" in dialog._newer["summary"].words.text()
    # What was left alone here takes what is newer.
    assert dialog.record["details"].text() == "More details"
    finish(hands)
    assert (now_().row.summary, now_().details) == ("Mine", "More details")


def test_the_newer_words_can_be_taken_instead(desk: Desk, ask, hands, now_, call_id: int) -> None:
    dialog = ask("edit")
    desk.calls.edit(EditCall(call_id, now_().version, "Theirs", "", "", "", None, None, None))
    dialog.record["summary"].setText("Mine")
    dialog.record["steps"].setPlainText("Cable changed")
    finish(hands)
    hands.click(dialog._newer["summary"].button)
    finish(hands)
    assert (now_().row.summary, now_().steps) == ("Theirs", "Cable changed")


def test_a_call_back_is_promised_for_an_instant(ask, hands, now_) -> None:
    dialog = ask("call_back")
    finish(hands)
    assert dialog.isVisible()
    hands.type("tomorrow 9")
    assert dialog.phone.text() == "0161 496 0233"
    finish(hands)
    promises = [one for one in now_().promises if one.kind is PromiseKind.CALL_BACK]
    assert [one.due_at for one in promises] == [datetime(2026, 11, 17, 9, 0, tzinfo=UTC)]


def test_another_owner_is_chosen_with_a_reason(desk: Desk, place: Workplace, ask, hands, now_) -> None:
    lena = desk.site.save_staff(SaveStaff("Lena Fox", Role.AGENT))
    place.hub.tell(lena.changes)
    hands.settle()
    dialog = ask("reassign")
    hands.press(Key.Key_Down)
    dialog.reason.setPlainText("Knows their network")
    finish(hands)
    assert now_().row.owner == "Lena Fox"


@pytest.mark.parametrize(
    ("key", "field", "state"),
    [
        ("refuse", "text", EscalationState.REFUSED),
        ("withdraw", "text", EscalationState.WITHDRAWN),
        ("hear", "words", EscalationState.OFFERED),
        ("return", "outcome", EscalationState.RETURNED),
    ],
)
def test_what_became_of_an_escalation_is_recorded_in_words(
    desk: Desk, place: Workplace, hands, now_, escalation: EscalationView, key: str, field: str, state: EscalationState
) -> None:
    dialog = escalation_answers.dialog_for(key, place, now_(), escalation, None)
    hands.show(dialog)
    finish(hands)
    assert dialog.isVisible()
    assert hands.focus() is getattr(dialog, field)
    hands.type("Cable order arrived")
    finish(hands)
    assert now_().escalations[0].state is state


def test_an_acceptance_is_recorded_with_its_estimate(place: Workplace, hands, now_, escalation: EscalationView) -> None:
    dialog = escalation_answers.dialog_for("accept", place, now_(), escalation, None)
    hands.show(dialog)
    hands.press(Key.Key_Tab)
    hands.type("3 weeks or so")
    finish(hands)
    assert dialog.isVisible()
    dialog.estimate.clear()
    hands.type("45 min")
    finish(hands)
    accepted = now_().escalations[0]
    assert (accepted.accepted_by, accepted.estimate) == ("Alex Meyer", timedelta(minutes=45))


def test_a_call_that_is_out_cannot_be_resolved_and_says_so_at_once(
    ask, hands, now_, escalation: EscalationView
) -> None:
    dialog = ask("resolve")
    assert "Alex Meyer" in dialog.notice.words
    hands.type("New cable")
    finish(hands)
    assert dialog.isVisible()
    assert "record how that ended first" in dialog.notice.words
    assert dialog.solution.text() == "New cable"


def test_the_typed_text_in_a_dialog_is_never_lost(ask, hands, now_) -> None:
    first = ask("note")
    hands.type("Half a thought")
    hands.until(lambda: "Half a thought" in (first.draft._saved or {}).values())
    first.draft._over = True  # as if the program had died here: nothing more is saved
    again = ask("note")
    assert again.words.text() == "Half a thought"
    finish(hands)
    assert now_().events[-1].payload["words"] == "Half a thought"
    third = ask("note")
    assert third.words.text() == ""


def test_starting_afresh_forgets_what_was_typed_earlier(ask, hands) -> None:
    ask("note")
    hands.type("Half a thought")
    hands.press(Key.Key_Escape)
    again = ask("note")
    again.notice.acted.emit()
    hands.settle()
    assert again.words.text() == ""
    hands.press(Key.Key_Escape)
    assert ask("note").words.text() == ""


def test_the_main_button_rests_while_the_act_runs_so_that_nothing_happens_twice(ask, hands, now_) -> None:
    dialog = ask("note")
    dialog.words.setPlainText("Once")
    dialog.trigger()
    assert not dialog.main_button.isEnabled()
    dialog.trigger()
    dialog.reject()
    assert dialog.isVisible()
    hands.settle()
    assert kinds(now_()).count("note") == 1


def test_a_draft_that_is_back_shows_the_fields_that_belong_to_it(ask, hands) -> None:
    first = ask("note")
    hands.type("Told them")
    hands.click(first.what.pill(SPOKE))
    hands.press(Key.Key_Escape)
    again = ask("note")
    assert again.what.value == SPOKE
    assert again.next_update.isVisible()
    again.notice.acted.emit()
    hands.settle()
    assert again.what.value == NOTE
    assert not again.next_update.isVisible()


def test_a_dialog_grows_with_the_fields_that_appear(ask, hands) -> None:
    dialog = ask("note")
    before = dialog.height()
    hands.click(dialog.what.pill(SPOKE))
    hands.until(lambda: dialog.height() > before)
    assert dialog.scrolled.verticalScrollBar().maximum() == 0


def test_phrases_to_avoid_are_pointed_out_where_the_agent_writes_words_meant_for_customers(
    qtbot: Any, place: Workplace, desk: Desk
) -> None:
    number = desk.calls.log(LogCall("No phones", new_customer=NewCustomer("Jane Doe"))).value.id
    dialog = NoteDialog(place, desk.overview.call(number))
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.better.isHidden()
    dialog.words.setPlainText("I told her to calm down")
    assert "calm down" in dialog.better.text()
    assert not dialog.better.isHidden()


def test_a_dialog_stands_over_the_middle_of_its_window_and_stays_on_the_screen_while_it_grows(
    desk: Desk, place: Workplace, hands, call_id: int
) -> None:
    window = QWidget()
    window.setGeometry(100, 100, 600, 400)
    hands.show(window)
    dialog = NoteDialog(place, desk.overview.call(call_id), window)
    hands.show(dialog)
    assert abs(dialog.frameGeometry().center().x() - window.frameGeometry().center().x()) <= 2
    room = dialog.screen().availableGeometry()
    dialog.move(dialog.x(), room.bottom() - dialog.height() - 30)
    before = dialog.height()
    hands.click(dialog.what.pill(SPOKE))
    assert dialog.height() > before
    assert room.contains(dialog.geometry())


def test_a_message_in_a_dialog_takes_no_room_from_its_fields(ask, hands) -> None:
    dialog = ask("pause")
    dialog.notice.say("Somebody else paused it. " * 12)
    hands.settle()
    assert dialog.scrolled.verticalScrollBar().maximum() == 0


def test_a_yes_says_that_the_call_is_closed_since_it_leaves_the_list(ask, hands, place: Workplace) -> None:
    said: list[str] = []
    place.said.connect(said.append)
    dialog = ask("resolve")
    hands.type("Cable changed")
    hands.click(dialog.agreement.answer.pill(Answer.YES))
    finish(hands)
    assert said == ["C-00001 is closed: Brook Logistics agreed."]


def test_a_no_says_nothing_of_closing(ask, hands, place: Workplace) -> None:
    said: list[str] = []
    place.said.connect(said.append)
    dialog = ask("resolve")
    hands.type("Cable changed")
    hands.click(dialog.agreement.answer.pill(Answer.NO))
    dialog.agreement.words.setPlainText("It drops still")
    finish(hands)
    assert said == []
