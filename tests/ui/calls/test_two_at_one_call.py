"""Two people at one call, each at a workstation of their own: the later one sees both, and decides."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
import shiboken6
from PySide6.QtCore import Qt

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import Impact, PauseReason, Priority, Role, Tone, Urgency
from deskapp.services.calls.acts import EditCall, GiveAgreement, PauseCall, PriorityBasis, ResolveCall, SetPriority
from deskapp.services.overview.views import CallDetail
from deskapp.services.staff.acts import SaveStaff
from deskapp.ui.calls import acts
from deskapp.ui.work.workplace import Workplace

CTRL = Qt.KeyboardModifier.ControlModifier
Key = Qt.Key


@pytest.fixture
def theirs(desk: Desk, desk_file: Path, clock: FixedClock) -> Iterator[Desk]:
    """The same file at another workstation, where a colleague works."""
    other = Desk(desk_file, clock, staff_id=desk.site.save_staff(SaveStaff("Sam", Role.SUPERVISOR)).value.id).open()
    yield other
    other.close()


@pytest.fixture
def ask(desk: Desk, place: Workplace, hands, call_id: int):
    def made(key: str) -> Any:
        dialog = acts.row(key).dialog(place, desk.overview.call(call_id), None)
        hands.show(dialog)
        return dialog

    return made


def edit_of(call: CallDetail, **changes: Any) -> EditCall:
    act = EditCall(
        call.row.id,
        call.version,
        call.row.summary,
        call.details,
        call.wants,
        call.steps,
        call.tone,
        call.category_id,
        call.row.customer_deadline,
    )
    return replace(act, **changes)


def finish(hands) -> None:
    hands.press(Key.Key_Return, CTRL)


def gone(dialog: Any) -> bool:
    """Whether a dialog has ended; Qt deletes it then."""
    return not shiboken6.isValid(dialog) or not dialog.isVisible()


def test_an_edit_that_is_late_shows_both_and_the_person_decides(
    desk: Desk, theirs: Desk, ask, hands, call_id: int, clock: FixedClock
) -> None:
    dialog = ask("edit")
    deadline = clock.now() + timedelta(hours=5)
    category = desk.facts().categories[0].id
    theirs.calls.edit(
        edit_of(
            theirs.overview.call(call_id),
            summary="Theirs",
            wants="A call",
            tone=Tone.ANGRY,
            category_id=category,
            customer_deadline=deadline,
        )
    )
    dialog.record["summary"].setText("Mine")
    dialog.record["steps"].setPlainText("Cable changed")
    finish(hands)
    assert dialog.isVisible()
    assert "Look at both" in dialog.notice.words
    assert "Theirs" in dialog._newer["summary"].words.text()
    finish(hands)
    assert gone(dialog)
    call = desk.overview.call(call_id)
    assert (call.row.summary, call.steps) == ("Mine", "Cable changed")
    # What was left alone here stays as the other has set it.
    assert (call.wants, call.tone, call.category_id, call.row.customer_deadline) == (
        "A call",
        Tone.ANGRY,
        category,
        deadline,
    )


def test_a_draft_of_an_edit_meets_what_was_saved_since_it_was_typed(
    desk: Desk, theirs: Desk, ask, hands, call_id: int
) -> None:
    first = ask("edit")
    first.record["steps"].setPlainText("Cable changed")
    hands.press(Key.Key_Escape)
    theirs.calls.edit(edit_of(theirs.overview.call(call_id), summary="Theirs", details="Theirs too"))
    again = ask("edit")
    assert again.record["steps"].toPlainText() == "Cable changed"
    finish(hands)
    assert again.isVisible()
    assert again.record["summary"].text() == "Theirs"
    finish(hands)
    call = desk.overview.call(call_id)
    assert (call.row.summary, call.details, call.steps) == ("Theirs", "Theirs too", "Cable changed")


def test_a_draft_that_is_cleared_is_saved_against_the_newest_again(
    desk: Desk, theirs: Desk, ask, hands, call_id: int
) -> None:
    first = ask("edit")
    first.record["steps"].setPlainText("Cable changed")
    hands.press(Key.Key_Escape)
    theirs.calls.edit(edit_of(theirs.overview.call(call_id), summary="Theirs"))
    again = ask("edit")
    again.notice.acted.emit()
    again.record["wants"].setPlainText("A call")
    finish(hands)
    assert gone(again)
    call = desk.overview.call(call_id)
    assert (call.row.summary, call.steps, call.wants) == ("Theirs", "", "A call")


def test_a_priority_that_is_late_shows_both_and_the_person_decides(
    desk: Desk, theirs: Desk, ask, hands, call_id: int
) -> None:
    dialog = ask("priority")
    theirs.calls.set_priority(SetPriority(call_id, Impact.SITE, Urgency.NOW))
    hands.click(dialog.urgency.pill(Urgency.CAN_WAIT))
    finish(hands)
    assert dialog.isVisible()
    assert "P1" in dialog.notice.words
    assert dialog.newer.words.text() == "Saved meanwhile: the whole site · now · P1"
    finish(hands)
    assert gone(dialog)
    assert desk.overview.call(call_id).priority is Priority.P4


def test_the_priority_somebody_else_set_can_be_taken(desk: Desk, theirs: Desk, ask, hands, call_id: int) -> None:
    dialog = ask("priority")
    theirs.calls.set_priority(SetPriority(call_id, Impact.SEVERAL, Urgency.NOW, Priority.P1, "The director waits"))
    hands.click(dialog.urgency.pill(Urgency.CAN_WAIT))
    finish(hands)
    hands.click(dialog.newer.button)
    finish(hands)
    assert gone(dialog)
    call = desk.overview.call(call_id)
    assert (call.impact, call.priority, call.priority_reason) == (Impact.SEVERAL, Priority.P1, "The director waits")


def test_another_reason_for_the_same_priority_is_not_overwritten_unseen(
    desk: Desk, theirs: Desk, ask, hands, call_id: int
) -> None:
    theirs.calls.set_priority(SetPriority(call_id, Impact.ONE, Urgency.SOON, Priority.P2, "Asked for it"))
    dialog = ask("priority")
    theirs.calls.set_priority(SetPriority(call_id, Impact.ONE, Urgency.SOON, Priority.P2, "Their director asked"))
    dialog.reason.setPlainText("My own reason")
    finish(hands)
    assert dialog.isVisible()
    assert "Their director asked" in dialog.newer.words.text()
    finish(hands)
    assert desk.overview.call(call_id).priority_reason == "My own reason"


def test_a_draft_of_a_priority_meets_what_was_set_since(desk: Desk, theirs: Desk, ask, hands, call_id: int) -> None:
    first = ask("priority")
    hands.click(first.priority.pill(Priority.P2))
    first.reason.setPlainText("A customer for years")
    hands.press(Key.Key_Escape)
    theirs.calls.set_priority(SetPriority(call_id, Impact.SITE, Urgency.NOW))
    again = ask("priority")
    assert again.reason.toPlainText() == "A customer for years"
    finish(hands)
    assert again.isVisible()
    assert "P1" in again.newer.words.text()
    assert desk.overview.call(call_id).priority is Priority.P1


def test_two_who_set_the_same_priority_do_not_meet_a_conflict(desk: Desk, theirs: Desk, call_id: int) -> None:
    call = desk.overview.call(call_id)
    saw = PriorityBasis(call.impact, call.urgency, call.priority, call.priority_reason)
    for here in (theirs, desk):
        here.calls.set_priority(SetPriority(call_id, Impact.SITE, Urgency.NOW, base=saw))
    assert desk.overview.call(call_id).priority is Priority.P1


@pytest.mark.parametrize("key", ["note", "pause", "resolve", "call_back"])
def test_what_was_typed_for_a_call_that_somebody_closed_meanwhile_stays_and_it_says_so(
    desk: Desk, theirs: Desk, ask, hands, call_id: int, clock: FixedClock, key: str
) -> None:
    from deskapp.domain.words import Answer
    from deskapp.ui.calls.dialogs.note_dialog import SPOKE

    dialog = ask(key)
    theirs.calls.resolve(ResolveCall(call_id, "Cable replaced", GiveAgreement(Answer.YES, "Brook")))
    before = theirs.overview.call(call_id)
    if key == "note":
        hands.click(dialog.what.pill(SPOKE))
        dialog.words.setPlainText("Spoke about the cable")
    elif key == "pause":
        hands.click(dialog.reason.pill(PauseReason.CUSTOMER))
    elif key == "resolve":
        dialog.solution.setPlainText("Restarted")
    else:
        dialog.due_at.set_value(clock.now() + timedelta(hours=1))
    finish(hands)
    assert dialog.isVisible()
    assert dialog.notice.words
    assert desk.overview.call(call_id) == before


def test_a_call_that_somebody_paused_meanwhile_is_not_paused_twice(
    desk: Desk, theirs: Desk, ask, hands, call_id: int
) -> None:
    dialog = ask("pause")
    theirs.calls.pause(PauseCall(call_id, PauseReason.SUPPLIER, "The part is ordered"))
    hands.click(dialog.reason.pill(PauseReason.CUSTOMER))
    finish(hands)
    assert dialog.isVisible()
    assert dialog.notice.words
    assert [pause.reason for pause in desk.overview.call(call_id).pauses] == [PauseReason.SUPPLIER]
