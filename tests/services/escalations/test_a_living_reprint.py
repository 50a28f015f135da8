"""A sheet that is printed again tells how things stand by then, and what was put right."""

from datetime import timedelta

import pytest
from scene import PASSED_ON, at, contact, escalate, last, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Conflict, Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff.sheet import SheetSince
from deskapp.domain.words import ClockKind, ContactKind, EscalationState, HandoffPart
from deskapp.services.calls.acts import AddNote, ContactCustomer, EditCall
from deskapp.services.escalations.acts import AcceptEscalation, AmendHandoff, ReturnEscalation


def test_it_says_who_accepted_when_and_by_when_it_is_due_by_their_estimate(desk: Desk, clock: FixedClock) -> None:
    number = log(desk).id
    made = escalate(desk, number, contact(desk).id)
    assert desk.escalations.look(made.id).answer_needed_by == at(12)
    clock.set_to(at(10, 30))
    desk.escalations.accept(AcceptEscalation(made.id, "Priya", timedelta(hours=2)))
    sheet = desk.escalations.look(made.id)
    assert (sheet.answered, sheet.accepted_by, sheet.accepted_at, sheet.fixed_by) == (
        True,
        "Priya",
        at(10, 30),
        at(12, 30),
    )
    assert (sheet.answer_needed_by, sheet.ended) == (None, None)
    desk.escalations.give_back(ReturnEscalation(made.id, "Done"))
    sheet = desk.escalations.look(made.id)
    assert (sheet.ended, sheet.ended_at, sheet.fixed_by) == (EscalationState.RETURNED, at(10, 30), None)


def test_an_answer_that_is_asked_for_early_says_why(desk: Desk, clock: FixedClock) -> None:
    slow = contact(desk, agreed_response=timedelta(hours=40))
    made = escalate(desk, log(desk).id, slow.id)
    sheet = desk.escalations.look(made.id)
    assert sheet.answer_needed_by == sheet.resolve_by
    assert sheet.answer_because is ClockKind.RESOLUTION


@pytest.mark.parametrize("kind", [ContactKind.EXPERT, ContactKind.SUPPLIER])
def test_what_has_come_since_is_on_the_next_sheet(desk: Desk, clock: FixedClock, kind: ContactKind) -> None:
    number = log(desk).id
    desk.calls.note(AddNote(number, "Before it was handed over"))
    clock.advance(timedelta(minutes=1))
    made = escalate(desk, number, contact(desk, kind=kind).id)
    clock.advance(timedelta(minutes=5))
    desk.calls.contact_customer(ContactCustomer(number, True, words="She sees it on two machines"))
    desk.calls.note(AddNote(number, "She is in a hurry"))
    call = desk.overview.call(number)
    kept = {name: getattr(call, name) for name in ("details", "wants", "tone", "category_id")}
    summary, steps = call.row.summary, "Changed the cable"
    desk.calls.edit(EditCall(number, call.version, summary, steps=steps, customer_deadline=None, **kept))
    since = desk.escalations.look(made.id).since
    note = SheetSince(at(10, 6), EventKind.NOTE, "She is in a hurry")
    told = [one for one in since if one.part is not None]
    assert [(one.kind, one.said, one.part) for one in told] == [
        (EventKind.CUSTOMER_TOLD, "She sees it on two machines", HandoffPart.ISSUE),
        (EventKind.EDITED, "Changed the cable", HandoffPart.STEPS),
    ]
    assert (note in since) is (kind is ContactKind.EXPERT)
    assert "Before" not in repr(since)


def test_parts_are_amended_before_it_is_printed_again_and_both_texts_stay(desk: Desk) -> None:
    number = log(desk).id
    made = escalate(desk, number, contact(desk).id)
    desk.escalations.sheet(made.id)
    amended = {**PASSED_ON, "issue": "Prints nothing on either tray"}
    act = AmendHandoff(made.id, amended, PASSED_ON)
    assert desk.escalations.amend(act).value.handoff["issue"] == "Prints nothing on either tray"
    payload = last(desk, number, "handoff_amended").payload
    assert (payload["was"], payload["becomes"]) == (
        {"issue": "Prints nothing"},
        {"issue": "Prints nothing on either tray"},
    )
    again = desk.escalations.sheet(made.id).value
    assert [(one.label, one.before, one.after) for one in again.changes] == [
        ("issue", "Prints nothing", "Prints nothing on either tray")
    ]
    with pytest.raises(Conflict):
        desk.escalations.amend(act)
    with pytest.raises(Invalid) as refused:
        desk.escalations.amend(AmendHandoff(made.id, {**amended, "steps": " "}, amended))
    assert refused.value.fields == {"steps": "missing"}
    lines = len(desk.overview.call(number).events)
    desk.escalations.amend(AmendHandoff(made.id, amended, amended))
    assert len(desk.overview.call(number).events) == lines
    desk.escalations.give_back(ReturnEscalation(made.id, "Done"))
    with pytest.raises(Conflict):
        desk.escalations.amend(AmendHandoff(made.id, PASSED_ON, amended))
