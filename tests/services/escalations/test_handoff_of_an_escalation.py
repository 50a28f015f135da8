"""The handoff sheet as the services put it together: RULES.md, "Documents" and "Escalation"."""

from collections.abc import Callable
from dataclasses import fields, is_dataclass, replace
from datetime import timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pypdf
import pytest
from scene import PASSED_ON, at, contact, escalate, kinds, last, log, passing_on, staff

from deskapp.desk import Desk
from deskapp.documents.handoff_sheet import handoff_file_name, handoff_pdf
from deskapp.domain.clock import FixedClock
from deskapp.domain.errors import Invalid, NotFound
from deskapp.domain.handoff.sheet import HandoffSheet, SheetApproval, told
from deskapp.domain.handoff.visible import Visible, changes_between, reduced, visible_to
from deskapp.domain.words import ApprovalKind, Consent, ContactKind, Priority, Role
from deskapp.language import words
from deskapp.services.approvals.acts import ApprovalAnswer, AskApproval
from deskapp.services.calls.acts import AddNote, NewCustomer, SetPriority
from deskapp.services.directory.acts import SaveContact
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations.acts import HearFromContact, ReturnEscalation, WithdrawEscalation
from deskapp.services.site.acts import SaveSite

OUTSIDE = [ContactKind.SUPPLIER, ContactKind.CONTRACTOR]
CUSTOMER = NewCustomer("Ada Canary", "Canary Works", "CAN-4711", "+44 20 7946 0958", "ada@canary.example")
SAID = {
    "issue": "Ada Canary says nothing prints",
    "steps": "Restarted with Ada Canary",
    "wants": "Canary wants prints",
    "tone": "Canary angry",
    "deadline": "Canary noon",
}
NO = {"consent": Consent.NO, "consent_reason": "Wants to wait"}


def _call(desk: Desk) -> int:
    return log(desk, "Printer of Ada Canary", new_customer=CUSTOMER, customer_deadline=at(12)).id


def _edited(desk: Desk, person: ContactView, **changes: Any) -> None:
    given = {field.name: getattr(person, field.name) for field in fields(SaveContact) if field.name != "base_version"}
    desk.directory.save_contact(SaveContact(**{**given, "base_version": person.version, **changes}))


def _texts(value: object) -> str:
    """Everything a sheet says, as one text."""
    if is_dataclass(value):
        return " ".join(_texts(getattr(value, field.name)) for field in fields(value))
    if isinstance(value, dict):
        return " ".join(_texts(part) for part in value.values())
    if isinstance(value, tuple):
        return " ".join(map(_texts, value))
    return str(value)


@pytest.mark.parametrize("kind", ContactKind)
def test_granted_approvals_stand_on_sheets_of_the_houses_own_staff_alone(desk: Desk, kind: ContactKind) -> None:
    """RULES.md, "Documents": nobody outside reads who granted what."""
    boss = staff(desk, Role.SUPERVISOR, "Sue")
    desk.sign_in(staff(desk, Role.AGENT))
    number = _call(desk)
    for amount in (120_00, 130_00, 140_00):
        desk.approvals.ask(AskApproval(number, ApprovalKind.REFUND, amount, "r"))
    desk.approvals.answer(1, ApprovalAnswer(True, boss))
    desk.approvals.answer(2, ApprovalAnswer(False, boss, words="No"))
    sheet = desk.escalations.sheet(escalate(desk, number, contact(desk, kind=kind).id).id).value
    granted = SheetApproval(ApprovalKind.REFUND, 120_00, "£", "Sue", unconfirmed=True)
    assert sheet.approvals == (() if kind in OUTSIDE else (granted,))
    if kind in OUTSIDE:
        assert "Sue" not in str(last(desk, number, "sheet").payload)


@pytest.mark.parametrize("kind", OUTSIDE)
def test_after_a_no_nothing_of_the_customers_goes_to_an_outside_contact(desk: Desk, kind: ContactKind) -> None:
    everything = tuple(visible.value for visible in Visible)
    person = contact(desk, "Inks", kind, may_see=everything)
    out = escalate(desk, _call(desk), person.id, handoff=SAID, next_update=at(11), **NO)
    sheet = desk.escalations.sheet(out.id).value
    assert "canary" not in _texts(sheet).lower()
    assert "0958" not in _texts(sheet)
    assert (sheet.promise, sheet.customer_deadline) == (None, None)
    assert (sheet.summary, sheet.parts, sheet.ref) == ("", {}, "C-00001")


#: How agents name a customer in words of their own, so that no rule would find them all.
NICKNAMES = ("Mrs C.", "the canary lady", "C A N A R Y", "Канарейка", "0 2 0 7 9 4 6", "ada-at-canary", "🐤")


def _pdf(sheet: HandoffSheet) -> str:
    """What the printed sheet says, its properties and the name of its file included."""
    read = pypdf.PdfReader(BytesIO(handoff_pdf(sheet, words("en"))))
    pages = " ".join(page.extract_text() for page in read.pages)
    return " ".join([pages, *map(str, (read.metadata or {}).values()), handoff_file_name(sheet.ref, sheet.number)])


@pytest.mark.parametrize("kind", OUTSIDE)
def test_after_a_no_no_free_word_goes_outside_however_it_names_the_customer(desk: Desk, kind: ContactKind) -> None:
    person = contact(desk, "Inks", kind, may_see=tuple(visible.value for visible in Visible))
    said = {part: f"{part} of {' and '.join(NICKNAMES)}" for part in SAID}
    number = log(desk, f"Printer of {NICKNAMES[1]}", new_customer=CUSTOMER, details=NICKNAMES[0]).id
    act = passing_on(number, person.id, handoff=said, triggers=(("legal", NICKNAMES[2]),), **NO)
    out = desk.escalations.escalate(act).value
    sheets = [desk.escalations.look(out.id), desk.escalations.sheet(out.id).value]
    desk.calls.note(AddNote(number, NICKNAMES[3]))
    sheets.append(desk.escalations.sheet(out.id).value)
    desk.escalations.withdraw(WithdrawEscalation(out.id, "Again"))
    sheets.append(desk.escalations.preview(act))
    for sheet in sheets:
        everything = _texts(sheet) + " ".join(told(sheet).values()) + _pdf(sheet)
        assert not [name for name in (*NICKNAMES, "Wants to wait") if name in everything]
    assert "Withheld: the customer did not agree" in _pdf(sheets[0])


def _unticked(desk: Desk, kind: ContactKind, path: Path) -> int:
    return contact(desk, "Inks", kind, may_see=()).id


def _emptied(desk: Desk, kind: ContactKind, path: Path) -> int:
    person = contact(desk, "Inks", kind, may_see=tuple(visible.value for visible in Visible))
    _edited(desk, person, may_see=())
    return person.id


def _from_csv(desk: Desk, kind: ContactKind, path: Path) -> int:
    return _imported(desk, path / "inks.csv", f"name,kind,may see\nInks,{kind.value},\n")


def _from_csv_again(desk: Desk, kind: ContactKind, path: Path) -> int:
    contact(desk, "Inks", kind, may_see=tuple(visible.value for visible in Visible))
    return _from_csv(desk, kind, path)


def _from_vcard(desk: Desk, kind: ContactKind, path: Path) -> int:
    card = f"BEGIN:VCARD\nVERSION:4.0\nFN:Inks\nX-DESK-KIND:{kind.value}\nX-DESK-MAY-SEE:\nEND:VCARD\n"
    return _imported(desk, path / "inks.vcf", card)


def _imported(desk: Desk, path: Path, content: str) -> int:
    path.write_text(content)
    desk.contact_files.take(desk.contact_files.read(path))
    return next(one.id for one in desk.directory.contacts() if one.name == "Inks")


@pytest.mark.parametrize("kind", OUTSIDE)
@pytest.mark.parametrize("tone_outside", [False, True])
@pytest.mark.parametrize("made", [_unticked, _emptied, _from_csv, _from_csv_again, _from_vcard])
def test_of_a_canary_customer_nothing_is_on_a_sheet_for_whom_the_allow_list_is_empty(
    desk: Desk, tmp_path: Path, kind: ContactKind, tone_outside: bool, made: Callable[..., int]
) -> None:
    """The text, the properties and the name of the file, of a preview, a print and a reprint."""
    site = desk.facts().site
    act = {field.name: getattr(site, field.name) for field in fields(SaveSite) if field.name != "base_version"}
    desk.site.save_site(SaveSite(**{**act, "base_version": site.version, "tone_to_outside": tone_outside}))
    person = made(desk, kind, tmp_path)
    assert (desk.directory.contact(person).kind, desk.directory.contact(person).may_see) == (kind, ())
    said = {part: f"{part} of {' and '.join(NICKNAMES)}" for part in SAID}
    summary = f"{NICKNAMES[1]}: {CUSTOMER.name}, {CUSTOMER.account}, 02079460958, {' '.join(NICKNAMES)}"
    number = log(desk, summary, new_customer=CUSTOMER, details=NICKNAMES[0], customer_deadline=at(4, 44, day=19)).id
    passed = passing_on(
        number, person, handoff=said, triggers=(("may_leave", NICKNAMES[2]),), consent=Consent.YES, next_update=at(11)
    )
    sheets = [desk.escalations.preview(passed)]
    out = desk.escalations.escalate(passed).value
    sheets += [desk.escalations.look(out.id), desk.escalations.sheet(out.id).value]
    desk.calls.set_priority(SetPriority(number, *_basis(desk, number), Priority.P1, NICKNAMES[3]))
    sheets.append(desk.escalations.sheet(out.id).value)
    for sheet in sheets:
        everything = (_texts(sheet) + " ".join(told(sheet).values()) + _pdf(sheet)).casefold()
        canaries = (*NICKNAMES, "canary", "CAN-4711", "4711", "0958", "02079460958", "04:44")
        assert not [name for name in canaries if name.casefold() in everything]
        assert (sheet.may_leave, dict(sheet.parts), sheet.promise) == (False, {}, None)
    assert "Withheld: nothing of this call" in _pdf(sheets[0])
    assert "P3 → P1" in _pdf(sheets[-1])


def test_what_was_printed_before_the_no_is_not_told_as_a_change_after_it(desk: Desk) -> None:
    person = contact(desk, "Inks", ContactKind.SUPPLIER, may_see=tuple(visible.value for visible in Visible))
    number = _call(desk)
    out = escalate(desk, number, person.id, handoff=SAID)
    desk.escalations.sheet(out.id)
    sheet = desk.escalations.look(out.id)
    before = told(sheet)
    after = told(replace(sheet, summary="", parts={}))
    changed = replace(sheet, changes=changes_between(before, after))
    reader = visible_to(person.kind, person.may_see, Consent.NO, tone_outside=True)
    reduced_again = reduced(changed, reader, summary=False)
    assert "canary" not in _texts(reduced_again).lower()


@pytest.mark.parametrize("kind", [kind for kind in ContactKind if kind not in OUTSIDE])
def test_the_desks_own_contacts_see_what_is_passed_on_also_after_a_no(desk: Desk, kind: ContactKind) -> None:
    out = escalate(desk, _call(desk), contact(desk, "Grace", kind).id, handoff=SAID, **NO)
    sheet = desk.escalations.sheet(out.id).value
    assert (sheet.customer.name, sheet.parts["issue"], sheet.parts["tone"]) == (
        "Ada Canary",
        SAID["issue"],
        SAID["tone"],
    )


def test_a_supplier_sees_only_what_the_contacts_setting_allows(desk: Desk) -> None:
    person = contact(desk, "Inks", ContactKind.SUPPLIER, may_see=("customer_account",))
    sheet = desk.escalations.preview(passing_on(_call(desk), person.id, handoff=SAID))
    assert (sheet.customer.name, sheet.customer.account, sheet.customer.phone) == (None, "CAN-4711", None)
    assert dict(sheet.parts) == {}
    assert "Ada" not in _texts(sheet)


def test_neither_tone_nor_may_leave_goes_outside_unless_the_site_says_so(desk: Desk) -> None:
    person = contact(desk, "Inks", ContactKind.SUPPLIER, may_see=tuple(visible.value for visible in Visible))
    triggers = (("may_leave", "Said so"),)
    sheet = desk.escalations.preview(passing_on(_call(desk), person.id, handoff=SAID, triggers=triggers))
    assert ("tone" in sheet.parts, sheet.may_leave) == (False, False)


def test_the_preview_says_what_the_sheet_will_say_and_records_nothing(desk: Desk) -> None:
    number, person = _call(desk), contact(desk)
    before = desk.overview.call(number)
    act = passing_on(number, person.id, handoff=SAID, consent=Consent.NOT_ASKED)
    preview = desk.escalations.preview(act)
    assert desk.overview.call(number) == before
    made = desk.escalations.escalate(act).value
    assert told(preview) == told(desk.escalations.sheet(made.id).value)


def test_the_preview_is_refused_where_the_escalation_would_be(desk: Desk) -> None:
    with pytest.raises(Invalid) as refused:
        desk.escalations.preview(passing_on(_call(desk), contact(desk).id, handoff={}))
    assert refused.value.fields == {"issue": "missing", "steps": "missing", "wants": "missing"}


def test_a_reprint_is_numbered_and_says_what_changed_since(desk: Desk, clock: FixedClock) -> None:
    number = _call(desk)
    out = escalate(desk, number, contact(desk).id)
    first = desk.escalations.sheet(out.id).value
    assert (first.number, first.sheet, first.changes) == (1, 1, ())
    again = desk.escalations.sheet(out.id).value
    assert (again.sheet, again.changes) == (2, ())
    desk.calls.set_priority(SetPriority(number, *_basis(desk, number), Priority.P1, "The board meets"))
    desk.escalations.give_back(ReturnEscalation(out.id, "Replaced", reference="INC-7"))
    third = desk.escalations.sheet(out.id).value
    changed = {change.label: (change.before, change.after) for change in third.changes}
    assert third.sheet == 3
    assert changed["priority"] == ("P3", "P1")
    assert changed["reference"] == ("", "INC-7")
    assert changed["resolve_by"] == ("2026-11-17T17:30:00Z", "2026-11-16T11:00:00Z")
    assert last(desk, number, "sheet").payload["sheet"] == 3


def _basis(desk: Desk, number: int) -> tuple[Any, Any]:
    detail = desk.overview.call(number)
    return detail.impact, detail.urgency


def test_the_sheet_tells_the_estimate_and_a_reprint_its_revision(desk: Desk, clock: FixedClock) -> None:
    number = _call(desk)
    out = escalate(desk, number, contact(desk).id, handoff=SAID, estimate=timedelta(hours=2))
    first = desk.escalations.sheet(out.id).value
    assert "your estimate: 2 h" in _pdf(first)
    desk.escalations.hear(HearFromContact(out.id, "Part ordered", timedelta(hours=4)))
    again = desk.escalations.sheet(out.id).value
    [change] = again.changes
    assert (change.label, change.before, change.after) == ("estimate", "7200", "14400")
    assert "your estimate: 4 h" in _pdf(again)


def test_looking_at_a_sheet_numbers_and_records_nothing(desk: Desk) -> None:
    number = _call(desk)
    out = escalate(desk, number, contact(desk).id)
    assert desk.escalations.look(out.id).sheet == 1
    assert "sheet" not in kinds(desk, number)
    assert desk.escalations.sheet(out.id).value.sheet == 1


def test_what_a_contact_may_not_see_any_more_is_not_told_as_a_change_either(desk: Desk) -> None:
    person = contact(desk, "Inks", ContactKind.SUPPLIER, may_see=("customer_name", "customer_phone", "issue"))
    out = escalate(desk, _call(desk), person.id, handoff=SAID)
    assert "Canary" in _texts(desk.escalations.sheet(out.id).value)
    _edited(desk, desk.directory.contact(person.id), may_see=("customer_account",))
    again = desk.escalations.sheet(out.id).value
    assert "Canary" not in _texts(again)
    assert "0958" not in _texts(again)


def test_a_sheet_of_an_escalation_that_is_not_there_is_said_so(desk: Desk) -> None:
    for act in (desk.escalations.sheet, desk.escalations.look):
        with pytest.raises(NotFound) as refused:
            act(99)
        assert refused.value.code == "escalation_unknown"


def test_the_sheet_names_from_to_and_answer_needed_by(desk: Desk) -> None:
    out = escalate(desk, _call(desk), contact(desk, role="Network team", phones=("123",)).id, handoff=PASSED_ON)
    sheet = desk.escalations.sheet(out.id).value
    assert (sheet.sender.agent, sheet.to.name, sheet.to.role, sheet.to.phone) == (
        "Manager",
        "Grace Hopper",
        "Network team",
        "123",
    )
    assert sheet.answer_needed_by == at(12)
