"""Text is text: whatever is typed comes back as typed, from every field of every act (RULES.md, "The record")."""

from typing import Any

import pytest
from scene import HOUR, at, contact, escalate, log

from deskapp.desk import Desk
from deskapp.domain.clock import FixedClock
from deskapp.domain.words import (
    Answer,
    Channel,
    Consent,
    ContactKind,
    Impact,
    PauseReason,
    Priority,
    Role,
    Transfer,
    Urgency,
)
from deskapp.services.calls.acts import (
    AddNote,
    ContactCustomer,
    EditCall,
    GiveAgreement,
    LogCall,
    MovePromise,
    NewCustomer,
    PauseCall,
    PromiseCallBack,
    Reassign,
    RecordAgreement,
    ReopenCall,
    ResolveCall,
    ResumeCall,
    SetPriority,
)
from deskapp.services.directory.acts import SaveContact, SaveCustomer
from deskapp.services.escalations.acts import AcceptEscalation, HearFromContact, ReturnEscalation, WithdrawEscalation
from deskapp.services.site.acts import SaveSite
from deskapp.services.staff.acts import SaveStaff

NAUGHTY = {
    "right to left": "שלום \u202egnp.exe\u202c عربى",
    "emoji": "👩‍👩‍👧‍👦🏳️‍🌈 \U0001f9d1\U0001f3ff",
    "tags": '<b>x</b><img src="file:///etc/passwd"><script>alert(1)</script>&amp;',
    "formula": "=cmd|' /C calc'!A0+HYPERLINK(\"http://x\")",
    "quotes": "'; DROP TABLE call; --\"`´%_\\{}{0}%s$(x)",
    "nul": "a\x00b\x01\x1b[31m\x7f",
    "combining": "Zͮ̔a̴͜l̶g̸o e\u0301 \ufeff\u200b\u2028x",
    "lines": "one\r\ntwo\nthree\ttab",
    "long": "ab 😀" * 2500,
    "like nothing": "NULL",
    "search syntax": 'NEAR("a" OR b) AND NOT c* ^d : -e',
}
CASES = [pytest.param(text, text, id=name) for name, text in NAUGHTY.items()]
CASES += [
    pytest.param("  \u3000typed\xa0\n", "typed", id="blanks around"),
    pytest.param("half \ud83d of \udc00 it", "half \ufffd of \ufffd it", id="halves"),
    pytest.param("two halves \ud83d\ude00", "two halves 😀", id="two halves of one"),
]


@pytest.mark.parametrize(("typed", "kept"), CASES)
def test_a_call_and_its_customer_are_kept_as_typed(desk: Desk, typed: str, kept: str) -> None:
    row = desk.calls.log(
        LogCall(
            typed,
            new_customer=NewCustomer(typed, typed, typed, typed, typed),
            details=typed,
            wants=typed,
            priority=Priority.P1,
            priority_reason=typed,
        )
    ).value
    detail = desk.overview.call(row.id)
    assert row.summary == kept
    assert row.customer == kept  # one name, not twice
    assert (detail.details, detail.wants, detail.priority_reason) == (kept, kept, kept)
    person = detail.customer
    assert (person.name, person.organisation, person.account, person.email) == (kept, kept, kept, kept)
    assert person.phones == (kept,)
    assert detail.events[0].payload["summary"] == kept
    assert desk.lists.calls("open") == (row,)


@pytest.mark.parametrize(("typed", "kept"), CASES)
def test_the_life_of_a_call_keeps_every_word_as_typed(desk: Desk, clock: FixedClock, typed: str, kept: str) -> None:
    number = log(desk).id
    calls, sam = desk.calls, desk.site.save_staff(SaveStaff(typed, Role.AGENT)).value
    assert sam.name == kept
    calls.edit(EditCall(number, 1, typed, typed, typed, typed, None, None, None))
    calls.note(AddNote(number, typed))
    calls.contact_customer(ContactCustomer(number, False, words=typed))
    calls.contact_customer(ContactCustomer(number, True, words=typed))
    calls.pause(PauseCall(number, PauseReason.CUSTOMER, typed))
    calls.resume(ResumeCall(number, typed))
    calls.set_priority(SetPriority(number, Impact.ONE, Urgency.SOON, Priority.P1, typed))
    calls.reassign(Reassign((number,), sam.id, typed))
    promise = desk.promises.call_back(PromiseCallBack(number, at(12), typed, typed)).value
    moved = desk.promises.move(MovePromise(promise.id, at(13), typed)).value
    assert (moved.phone, moved.words) == (kept, kept)
    calls.resolve(ResolveCall(number, typed))
    answer = GiveAgreement(Answer.YES, typed, Channel.PHONE, typed)
    calls.agree(RecordAgreement(number, answer))
    calls.reopen(ReopenCall(number, typed))
    detail = desk.overview.call(number)
    assert (detail.row.summary, detail.details, detail.wants, detail.steps) == (kept, kept, kept, kept)
    assert detail.row.owner == kept
    assert [pause.words for pause in detail.pauses] == [kept, ""]
    assert (detail.agreements[0].who, detail.agreements[0].words) == (kept, kept)
    assert [one.moved_reason for one in detail.promises if one.moved_to] == [kept]
    told = {event.kind: _said(event.payload) for event in detail.events}
    for kind in ("note", "attempt", "customer_told", "paused", "resumed", "priority", "reassigned", "promise_moved"):
        assert kept in told[kind], kind
    for kind in ("resolved", "closed", "reopened"):
        assert kept in told[kind], kind


def _said(words: Any) -> list[object]:
    return [part for value in words.values() for part in (value.values() if isinstance(value, dict) else [value])]


@pytest.mark.parametrize(("typed", "kept"), CASES)
def test_an_escalation_keeps_every_word_as_typed(desk: Desk, typed: str, kept: str) -> None:
    number = log(desk).id
    out = escalate(
        desk,
        number,
        contact(desk).id,
        triggers=(("tool_missing", typed),),
        handoff=dict.fromkeys(("issue", "steps", "wants", "tone", "deadline"), typed),
        consent=Consent.NO,
        consent_reason=typed,
        transfer=Transfer.COLD,
        transfer_reason=typed,
    )
    assert out.triggers == (("tool_missing", kept),)
    assert set(out.handoff.values()) == {kept}
    assert (out.consent_reason, out.transfer_reason) == (kept, kept)
    desk.escalations.hear(HearFromContact(out.id, typed))
    assert desk.escalations.accept(AcceptEscalation(out.id, typed)).value.accepted_by == kept
    sheet = desk.escalations.sheet(out.id).value
    assert sheet.parts["issue"] == kept
    back = desk.escalations.give_back(ReturnEscalation(out.id, typed, typed, typed)).value
    assert (back.outcome, back.done, back.contact_reference) == (kept, kept, kept)
    again = escalate(desk, number, contact(desk, "Another").id)
    assert desk.escalations.withdraw(WithdrawEscalation(again.id, typed)).value.outcome == kept


@pytest.mark.parametrize(("typed", "kept"), CASES)
def test_the_directory_keeps_every_word_as_typed_and_finds_it(desk: Desk, typed: str, kept: str) -> None:
    made = desk.directory.save_contact(
        SaveContact(
            ContactKind.EXPERT,
            typed,
            typed,
            typed,
            phones=(typed,),
            email=typed,
            our_account=typed,
            language=typed,
            notes=typed,
        )
    ).value
    person = desk.directory.contact(made.id)
    assert person == made
    for name in ("name", "organisation", "role", "email", "our_account", "language", "notes"):
        assert getattr(person, name) == kept, name
    assert person.phones == (kept,)
    customer = desk.directory.save_customer(
        SaveCustomer(typed, typed, typed, typed, notes=typed, phones=(typed,))
    ).value
    assert (customer.name, customer.notes, customer.phones) == (kept, kept, (kept,))
    assert [one.id for one in desk.directory.contacts(typed)] == [made.id]
    assert [one.id for one in desk.directory.customers(typed)] == [customer.id]
    assert [one.customer.id for one in desk.directory.callers(typed)] == [customer.id]
    number = log(desk).id
    assert [one.contact.id for one in desk.escalations.find_contacts(number, typed)] == [made.id]


@pytest.mark.parametrize(("typed", "kept"), CASES)
def test_search_takes_anything_and_finds_what_was_typed(desk: Desk, typed: str, kept: str) -> None:
    other = log(desk, "Something else")
    row = desk.calls.log(LogCall(typed, new_customer=NewCustomer("Ada"))).value
    found = desk.lists.search(typed)
    assert other not in found
    assert found in ((row,), ())
    if any(letter.isalnum() for letter in kept):
        assert found == (row,)


@pytest.mark.parametrize(
    "text", ["", " ", "\x00", "\ud800", "*", '"', "-", ":", "()", "😀", "%", "_", "\\", "a" * 5000]
)
def test_nothing_that_is_typed_into_a_search_field_breaks_it(desk: Desk, text: str) -> None:
    number = log(desk).id
    contact(desk)
    for find in (desk.lists.search, desk.directory.callers, desk.directory.customers):
        assert find(text) == (), find
    assert len(desk.directory.contacts(text)) in (0, 1)
    assert len(desk.escalations.find_contacts(number, text)) in (0, 1)


def test_percent_and_underscore_are_letters_not_wild_cards(desk: Desk) -> None:
    log(desk)
    contact(desk)
    for text in ("%", "_", "A%a", "G_ace"):
        assert desk.directory.callers(text) == ()
        assert desk.directory.contacts(text) == ()


@pytest.mark.parametrize(("typed", "kept"), CASES[:-1])
def test_a_draft_is_kept_to_the_letter_blanks_and_all(desk: Desk, typed: str, kept: str) -> None:
    content = {"summary": typed, "list": [typed, 1, None], typed: True}
    desk.drafts.save(f"new_call:{kept}", content)
    assert desk.drafts.load(f"new_call:{kept}") == content
    desk.drafts.save(f"new_call:{kept}", {})
    assert desk.drafts.load(f"new_call:{kept}") == {}
    desk.drafts.forget(f"new_call:{kept}")
    assert desk.drafts.load(f"new_call:{kept}") is None


@pytest.mark.parametrize(("typed", "kept"), CASES)
def test_the_sites_settings_keep_every_word_as_typed(desk: Desk, typed: str, kept: str) -> None:
    site = desk.facts().site
    act = SaveSite(typed, typed, typed, site.zone, site.paper, site.language, False, False, False, site.version)
    saved = desk.site.save_site(act).value
    assert (saved.name, saved.address, saved.phone) == (kept, kept, kept)


def test_a_draft_belongs_to_who_wrote_it(desk: Desk) -> None:
    desk.drafts.save("new_call", {"summary": "Mine"})
    desk.sign_in(desk.site.save_staff(SaveStaff("Sam", Role.AGENT)).value.id)
    assert desk.drafts.load("new_call") is None
    desk.work.staff_id = None
    assert desk.drafts.load("new_call") is None


def test_what_is_only_blanks_of_any_kind_counts_as_nothing(desk: Desk, clock: FixedClock) -> None:
    from deskapp.domain.errors import Invalid

    clock.advance(HOUR)
    for blank in ("\u3000", "\xa0\u2003", "\n\t "):
        with pytest.raises(Invalid):
            log(desk, blank)
