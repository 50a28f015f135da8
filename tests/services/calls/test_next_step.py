"""What is done next: written with a note or a contact, changed and emptied with later ones, and done with the call."""

import pytest
from scene import MINUTE, YES, at, contact, escalate, last, log, staff

from deskapp.commands.call_lines import lines
from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid
from deskapp.domain.words import Role, VoidReason
from deskapp.language import words
from deskapp.paperwork.call import for_customer, for_desk
from deskapp.services.calls.acts import (
    AddNote,
    ContactCustomer,
    LapseCall,
    MakeConfidential,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    RestoreCall,
    VoidCall,
)
from deskapp.services.overview.call_json import call_json
from deskapp.wording.events import event_title, event_words
from deskapp.wording.story import story


def stands(desk: Desk, call_id: int) -> str:
    return desk.overview.call(call_id).row.next_step


def test_it_is_written_changed_and_emptied_with_notes_and_contacts_and_the_timeline_keeps_each(desk: Desk) -> None:
    call = log(desk)
    desk.calls.note(AddNote(call.id, "They do not answer", " Ring their\nsecond  number "))
    assert stands(desk, call.id) == "Ring their second number"
    desk.calls.note(AddNote(call.id, "Noted beside it"))
    desk.calls.contact_customer(ContactCustomer(call.id, True, words="Told so"))
    assert stands(desk, call.id) == "Ring their second number"
    desk.calls.contact_customer(ContactCustomer(call.id, False, words="Tried", next_step="Reprint out 14:30"))
    assert stands(desk, call.id) == "Reprint out 14:30"
    desk.calls.note(AddNote(call.id, "", ""))
    assert stands(desk, call.id) == ""
    told = [event_words(one, "UTC", at(11)) for one in desk.overview.call(call.id).events if one.kind != "logged"]
    assert told == [
        "next step: Ring their second number",
        "",
        "by phone",
        "next step: Reprint out 14:30 · by phone",
        "no longer the next step: Reprint out 14:30",
    ]
    events = desk.overview.call(call.id).events
    said = story(events, "Ada", call.summary, "", "UTC", at(11))
    assert [(one.title, one.also) for one in (said[0], said[-2])] == [
        (f"{events[0].by.split()[0]}: no longer the next step: Reprint out 14:30", ""),
        (f"{events[0].by.split()[0]}: They do not answer", "next step: Ring their second number"),
    ]
    assert event_title(last(desk, call.id, "note")) == "Note"


def test_a_note_without_words_changes_the_next_step_or_is_none(desk: Desk) -> None:
    call = log(desk)
    desk.calls.note(AddNote(call.id, "", "Ring the driver"))
    for again in (None, "Ring  the driver"):
        with pytest.raises(Invalid) as wrong:
            desk.calls.note(AddNote(call.id, " ", again))
        assert wrong.value.fields == {"words": FieldFault.MISSING}


def test_what_somebody_else_wrote_meanwhile_is_not_overwritten_unseen(desk: Desk) -> None:
    call = log(desk)
    desk.calls.note(AddNote(call.id, "Hers", "Ring the driver", ""))
    with pytest.raises(Conflict) as late:
        desk.calls.note(AddNote(call.id, "Mine", "Ring the depot", ""))
    assert (late.value.code, late.value.values["newer"]) == (Refusal.NEXT_STEP_CHANGED, "Ring the driver")
    desk.calls.contact_customer(ContactCustomer(call.id, False, next_step="Ring the driver", base_next_step=""))
    desk.calls.note(AddNote(call.id, "Mine", "Ring the depot", "Ring the driver"))
    assert stands(desk, call.id) == "Ring the depot"


def test_it_is_done_when_the_call_is_resolved_and_again_when_it_is_closed_or_lapses(
    desk: Desk, clock: FixedClock
) -> None:
    """The life of a call, 16."""
    one, other = log(desk), log(desk)
    for call in (one, other):
        desk.calls.note(AddNote(call.id, "", "Ring the driver"))
        desk.calls.resolve(ResolveCall(call.id, "The driver came"))
        assert stands(desk, call.id) == ""
        desk.calls.note(AddNote(call.id, "", "Ring once more"))
    desk.calls.agree(RecordAgreement(one.id, YES))
    for hour, day in ((9, 17), (11, 17), (9, 18)):
        clock.set_to(at(hour, day=day))
        desk.calls.contact_customer(ContactCustomer(other.id, False))
    assert stands(desk, other.id) == "Ring once more"
    desk.calls.lapse(LapseCall(other.id, "Nobody answers"))
    for call in (one, other):
        assert stands(desk, call.id) == ""
        with pytest.raises(Invalid) as over:
            desk.calls.note(AddNote(call.id, "Words", "Something"))
        assert over.value.fields == {"next_step": FieldFault.NO_NEXT_STEP}
        desk.calls.note(AddNote(call.id, "Words alone"))
        desk.calls.reopen(ReopenCall(call.id, "It is back"))
        assert stands(desk, call.id) == ""


def test_a_void_call_shows_none_and_restored_its_own(desk: Desk) -> None:
    call = log(desk)
    desk.calls.note(AddNote(call.id, "", "Ring the driver"))
    desk.calls.void(VoidCall(call.id, VoidReason.IN_ERROR, words="A test"))
    assert stands(desk, call.id) == ""
    desk.calls.restore(RestoreCall(call.id, "It was none"))
    assert stands(desk, call.id) == "Ring the driver"


def test_it_is_told_wherever_the_desk_tells_of_a_call_and_to_nobody_else(desk: Desk, clock: FixedClock) -> None:
    call, now = log(desk), clock.now()
    made = escalate(desk, call.id, contact(desk).id)
    clock.advance(MINUTE)
    desk.calls.note(AddNote(call.id, "Inside", "canary"))
    desk.calls.contact_customer(ContactCustomer(call.id, True, words="Outside", next_step="canary again"))
    told, facts = desk.overview.call(call.id), desk.facts()
    assert call_json(told, now)["next_step"] == "canary again"
    assert any(one.split() == ["Next", "step", "canary", "again"] for one in lines(told, "UTC", now))
    (part,) = [one for one in for_desk(told, facts, now, "Lena", timeline=False).parts if one.title == "Next step"]
    assert part.paragraphs == ("canary again",)
    assert "canary" not in str(for_customer(told, facts, now, "Lena", words("en")))
    assert "canary" not in str(desk.escalations.sheet(made.id))
    desk.calls.make_confidential(MakeConfidential(call.id, "Personnel"))
    desk.sign_in(staff(desk, Role.AGENT, "An outsider"))
    masked = desk.overview.call(call.id)
    assert (masked.row.next_step, "canary" in str(call_json(masked, now))) == ("", False)
