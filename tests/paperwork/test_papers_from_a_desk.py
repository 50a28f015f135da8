"""Papers filled in from a desk: what was recorded stands on them, and nothing that is not for their reader."""

from datetime import timedelta

import pytest
from read_back import boxes, text, texts
from scene import PASSED_ON, at, contact, escalate, log, staff

from deskapp.desk import Desk
from deskapp.documents.call_sheet import call_pdf
from deskapp.domain.clock import FixedClock
from deskapp.domain.handoff.visible import Visible
from deskapp.domain.words import AttemptResult, Consent, ContactKind, Level, Role
from deskapp.language import words
from deskapp.paperwork import contact_holds, directory, overdue, policy, rota
from deskapp.paperwork.call import for_desk
from deskapp.paperwork.contact_holds import HeldByContact
from deskapp.services.calls.acts import AddNote, MakeConfidential, NewCustomer
from deskapp.services.directory.acts import SaveContact
from deskapp.services.escalations.acts import AcceptEscalation, HearFromContact, ReturnEscalation, TryContact
from deskapp.services.overview.as_of import standing
from deskapp.services.written_policy.acts import IssuePolicy

CANARY = NewCustomer("Kanarienvogel Zwitscher", "Gelbe Federn KG", "ACC-777", "+44 20 7946 0777")


def held(desk: Desk, contact_id: int, by: str = "Rita Gomez") -> str:
    of = HeldByContact(desk.directory.contact(contact_id), desk.escalations.held_by(contact_id))
    return text(contact_holds.pdf(of, desk.facts(), desk.clock.now(), by))


def test_what_a_contact_holds_is_told_call_by_call(desk: Desk, clock: FixedClock) -> None:
    grace = contact(desk, phones=("020 7946 0131",), our_account="LT-20094", role="billing")
    first = escalate(desk, log(desk, "Double charge").id, grace.id)
    desk.escalations.accept(AcceptEscalation(first.id, estimate=timedelta(minutes=45)))
    escalate(desk, log(desk, "Second card lost", customer_id=1).id, grace.id)
    read = held(desk, grace.id)
    for said in (
        "What you hold from us",
        "2 calls · 1 not accepted yet · as of 16 Nov 2026 10:00",
        "Grace Hopper, billing",
        "our account LT-20094",
        "C-00001 handoff 1",
        "Double charge",
        "Ada Lovelace, Engines Ltd, A-1 · P3 · soon",
        "45 min 16 Nov 2026 10:45",
        "C-00002 handoff 1",
        "not yet",
        "none yet",
        "printed 16 Nov 2026 10:00 by Rita Gomez",
    ):
        assert said in read, said
    resolve = desk.escalations.held_by(grace.id)[0].sheet.resolve_by
    assert resolve is not None
    assert f"{resolve.day} Nov 2026 {resolve:%H:%M}" in read
    clock.advance(timedelta(days=9))
    assert f"{resolve:%H:%M}, past" in held(desk, grace.id)
    nobody = contact(desk, "Alan Turing")
    assert "Nothing of ours is with you." in held(desk, nobody.id)


def test_a_supplier_is_told_what_their_card_allows_and_no_word_of_the_customer(desk: Desk) -> None:
    linetel = contact(desk, "Linetel", ContactKind.SUPPLIER, may_see=(Visible.ISSUE.value,))
    nothing = contact(desk, "Cobalt", ContactKind.CONTRACTOR, may_see=())
    call = log(desk, "Line dead at Gelbe Federn KG", new_customer=CANARY)
    for one in (linetel, nothing):
        escalate(desk, call.id, one.id, handoff=PASSED_ON, consent=Consent.YES)
    some, none = held(desk, linetel.id), held(desk, nothing.id)
    for read in (some, none):
        for particular in ("Kanarienvogel", "Zwitscher", "Gelbe", "Federn", "ACC-777", "7946 0777"):
            assert particular not in read
    assert "Line dead" in some
    assert "C-00001" in none
    assert "Line dead" not in none


def test_a_call_whole_has_its_handoffs_to_the_last_word(desk: Desk, clock: FixedClock) -> None:
    grace = contact(desk, role="billing")
    call = log(desk, "Double charge", details="Charged twice in May", wants="Her money back")
    sent = escalate(desk, call.id, grace.id, handoff=PASSED_ON | {"tone": "calm"})
    desk.escalations.attempt(
        TryContact(call.id, grace.id, AttemptResult.NO_ANSWER, words="rang out", escalation_id=sent.id)
    )
    clock.advance(timedelta(minutes=10))
    desk.escalations.accept(AcceptEscalation(sent.id, estimate=timedelta(minutes=45)))
    desk.escalations.hear(HearFromContact(sent.id, "Found the second booking", estimate=timedelta(minutes=90)))
    clock.advance(timedelta(minutes=60))
    desk.escalations.give_back(
        ReturnEscalation(sent.id, "Reversed on the ledger", reference="BK-77", done="Booking 2 undone")
    )
    desk.calls.note(AddNote(call.id, "She thanks us"))
    facts, now = desk.facts(), clock.now()
    whole = for_desk(desk.overview.call(call.id), facts, now, "Rita Gomez", timeline=True)
    read = text(call_pdf(whole, words("en")))
    for said in (
        "Charged twice in May",
        "Her money back",
        "Handoff 1 Functional, Mon 16 Nov 10:00 by Manager · to Grace Hopper, billing · returned",
        "Tool, system or right missing",
        "warm transfer · customer: agreed",
        "Issue and history: Prints nothing",
        "Steps already taken: Restarted",
        "What the customer wants: Prints",
        "Tried to reach Grace Hopper · no answer · Mon 16 Nov 10:00 · Manager · rang out",
        "Accepted · Mon 16 Nov 10:10",
        "time to fix 45 min · Mon 16 Nov 10:10",
        "time to fix 1 h 30 min",
        "Heard from them · Mon 16 Nov 10:10 · Manager · Found the second booking",
        "Returned · Mon 16 Nov 11:10 · Reversed on the ledger",
        "Booking 2 undone",
        "their reference BK-77",
        "She thanks us",
    ):
        assert said in read, said


def test_a_confidential_call_is_on_no_paper_of_whoever_may_not_see_it(desk: Desk, clock: FixedClock) -> None:
    grace = contact(desk)
    call = log(desk, "Grievance against the board", new_customer=CANARY)
    escalate(desk, call.id, grace.id)
    desk.calls.make_confidential(MakeConfidential(call.id, "personnel"))
    clock.advance(timedelta(days=5))
    desk.sign_in(staff(desk, Role.AGENT))
    facts, now = desk.facts(), desk.clock.now()
    assert desk.escalations.held_by(grace.id) == ()
    assert "C-00001" not in held(desk, grace.id)
    for paper in (
        overdue.pdf(desk.supervision.overdue(now), facts, now, "Sam"),
        overdue.of_standing(standing(desk.work, now), now, facts, now, "Sam"),
    ):
        read = text(paper)
        assert "Confidential" in read
        assert "Grievance" not in read
        assert "Zwitscher" not in read


def test_the_directory_lists_everybody_by_kind_with_all_of_their_card(desk: Desk) -> None:
    billing = next(one.id for one in desk.facts().categories if one.name == "Billing")
    alan = contact(desk, "Alan Turing", ContactKind.SENIOR)
    desk.directory.save_contact(
        SaveContact(
            ContactKind.SUPPLIER,
            "Linetel",
            organisation="Linetel Ltd",
            role="faults",
            phones=("0161 496 0170", "0161 496 0171"),
            email="faults@linetel.example",
            our_account="LT-20094",
            agreed_response=timedelta(minutes=30),
            authority=Level.OUTSIDE,
            skills=(billing,),
            deputies=(alan.id,),
            notes="Ask for the second line.",
        )
    )
    now = desk.clock.now()
    read = text(directory.pdf(directory.read(desk, now), desk.facts(), now, "Rita Gomez"))
    for said in (
        "Internal: for our own staff and whoever is on call, not for suppliers",
        "2 contacts",
        "Senior staff Alan Turing",
        "Supplier or manufacturer Linetel",
        "Linetel Ltd · faults · our account LT-20094",
        "0161 496 0170",
        "0161 496 0171",
        "faults@linetel.example",
        "Mon to Fri 09:00 to 17:30",
        "outside 30 min Billing",
        "in their place: Alan Turing",
        "Ask for the second line.",
    ):
        assert said in read, said


def test_the_policy_in_force_is_printed_as_it_was_issued_and_a_draft_as_the_settings_are(desk: Desk) -> None:
    now, facts = desk.clock.now(), desk.facts()
    assert "Draft" in text(policy.pdf(policy.read(desk, now), facts, now, "Rita"))
    desk.written_policy.issue(IssuePolicy("Rita Gomez", at(10, day=30).date()))
    contact(desk, "Linetel", ContactKind.SUPPLIER)
    in_force = text(policy.pdf(policy.read(desk, now), facts, now, "Rita"))
    assert "1 in force since 16 Nov 2026" in in_force
    assert "Linetel" not in in_force
    draft = text(policy.pdf(policy.read(desk, now, draft=True), facts, now, "Rita"))
    assert "Changes since version 1 of 16 Nov 2026 · Linetel: new" in draft


@pytest.mark.parametrize("hostile", ["<b>x</b> {y} <img src='/etc/passwd'>", "\u202eמדפסת 123", "W" * 400])
def test_any_text_is_text_within_the_page_on_every_paper(desk: Desk, hostile: str) -> None:
    grace = contact(desk, hostile, role=hostile, organisation=hostile, notes=hostile)
    escalate(desk, log(desk, hostile, new_customer=NewCustomer(hostile, hostile, "", "020 7946 0001")).id, grace.id)
    now, facts = desk.clock.now(), desk.facts()
    papers = (
        contact_holds.pdf(HeldByContact(grace, desk.escalations.held_by(grace.id)), facts, now, hostile),
        directory.pdf(directory.read(desk, now), facts, now, hostile),
        overdue.pdf(desk.supervision.overdue(now), facts, now, hostile),
        policy.pdf(policy.read(desk, now), facts, now, hostile),
        rota.pdf(desk.rotas.board(now, now + timedelta(days=30)), facts, now, hostile),
    )
    for paper in papers:
        assert texts(paper)
        for page in boxes(paper):
            assert all(left > 45 and bottom > 20 for left, bottom, _right, _top in page)
            widest = 842 if max(right for _left, _bottom, right, _top in page) > 596 else 596
            assert all(right < widest - 45 for _left, _bottom, right, _top in page)
