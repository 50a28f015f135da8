"""What must be passed on, and what a contact may see of it."""

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest

from deskapp.domain.handoff.sheet import (
    Change,
    HandoffSheet,
    Promised,
    Recipient,
    Sender,
    SheetCustomer,
    SheetEquipment,
    SheetFault,
    SheetFile,
    SheetPlace,
    told,
)
from deskapp.domain.handoff.visible import (
    DEFAULT_OUTSIDE,
    FOR_STAFF_ONLY,
    OF_THE_CUSTOMER,
    TAKEN_OUT,
    Visible,
    changes_between,
    missing,
    reduced,
    visible_to,
    withheld,
)
from deskapp.domain.words import Consent, ContactKind, HandoffPart, Impact, Priority, Urgency

NOON = datetime(2026, 11, 21, 12, tzinfo=UTC)
INSIDE = [ContactKind.SENIOR, ContactKind.EXPERT, ContactKind.CUSTOMER_SERVICES]
OUTSIDE = [ContactKind.SUPPLIER, ContactKind.CONTRACTOR]


def whole() -> HandoffSheet:
    return HandoffSheet(
        ref="C-00007",
        number=1,
        summary="Printer offline",
        priority=Priority.P2,
        to=Recipient("Alex"),
        sender=Sender("Northside"),
        zone="Europe/London",
        printed_at=NOON,
        printed_by="Sam",
        impact=Impact.ONE,
        urgency=Urgency.SOON,
        customer=SheetCustomer("Jane Doe", "Dale Freight", "12345", "020 7946 0112"),
        customer_deadline=NOON,
        parts={part: f"words on {part}" for part in HandoffPart},
        may_leave=True,
        promise=Promised(NOON),
        files=(SheetFile("line test.png"),),
        place=SheetPlace("Depot", "3 Mill Lane", "gate", "ring", "Tom Roe", "0333"),
        equipment=SheetEquipment("Copier", serial="22071", faults=(SheetFault(NOON.date(), "jam"),)),
    )


def test_what_is_missing_is_named_in_the_order_of_the_sheet() -> None:
    parts = {HandoffPart.WANTS: "a refund", HandoffPart.ISSUE: "  \n"}
    required = {HandoffPart.STEPS, HandoffPart.WANTS, HandoffPart.ISSUE}
    assert missing(parts, required) == (HandoffPart.ISSUE, HandoffPart.STEPS)


def test_the_site_decides_which_fields_must_be_there() -> None:
    assert missing({}, ()) == ()
    assert missing({}, [HandoffPart.TONE]) == (HandoffPart.TONE,)


@pytest.mark.parametrize("kind", INSIDE)
@pytest.mark.parametrize("consent", Consent)
def test_contacts_inside_see_everything(kind: ContactKind, consent: Consent) -> None:
    assert visible_to(kind, (), consent, tone_outside=False) == frozenset(Visible)


@pytest.mark.parametrize("kind", OUTSIDE)
def test_a_supplier_or_contractor_sees_only_what_the_contacts_setting_allows(kind: ContactKind) -> None:
    assert visible_to(kind, {Visible.ISSUE}, Consent.YES, tone_outside=False) == {Visible.ISSUE}
    assert visible_to(kind, (), Consent.YES, tone_outside=False) == frozenset()


@pytest.mark.parametrize("kind", OUTSIDE)
def test_neither_tone_nor_may_leave_unless_the_site_says_so(kind: ContactKind) -> None:
    assert not visible_to(kind, frozenset(Visible), Consent.YES, tone_outside=False) & FOR_STAFF_ONLY
    assert visible_to(kind, {Visible.ISSUE}, Consent.YES, tone_outside=True) == {Visible.ISSUE, *FOR_STAFF_ONLY}


@pytest.mark.parametrize("kind", OUTSIDE)
@pytest.mark.parametrize("allowed", [(), ("everything",), ("tone", "may_leave")])
def test_an_empty_allow_list_means_nothing_whatever_the_site_says(kind: ContactKind, allowed: tuple[str, ...]) -> None:
    for consent in Consent:
        assert visible_to(kind, allowed, consent, tone_outside=True) == frozenset()
        assert withheld(kind, allowed, consent)
    assert not withheld(kind, {Visible.IMPACT}, Consent.YES)


@pytest.mark.parametrize("kind", OUTSIDE)
@pytest.mark.parametrize("tone_outside", [True, False])
def test_after_a_no_nothing_of_the_customers_goes_to_an_outside_contact(kind: ContactKind, tone_outside: bool) -> None:
    visible = visible_to(kind, frozenset(Visible), Consent.NO, tone_outside)
    assert not visible & OF_THE_CUSTOMER
    sheet = reduced(whole(), visible)
    assert sheet.customer == SheetCustomer()
    assert sheet.parts == {}
    assert (sheet.promise, sheet.customer_deadline, sheet.may_leave) == (None, None, False)


def test_an_unknown_permission_opens_nothing() -> None:
    visible = visible_to(ContactKind.SUPPLIER, ["everything", "steps"], Consent.YES, tone_outside=False)
    assert visible == {Visible.STEPS}


def test_a_new_supplier_may_see_name_and_account_but_no_phone_and_no_tone() -> None:
    assert {Visible.CUSTOMER_NAME, Visible.CUSTOMER_ACCOUNT, Visible.ISSUE} <= DEFAULT_OUTSIDE
    assert not DEFAULT_OUTSIDE & {Visible.CUSTOMER_PHONE, Visible.TONE, Visible.MAY_LEAVE}


@pytest.mark.parametrize("visible", Visible)
def test_each_permission_alone_opens_something(visible: Visible) -> None:
    assert told(reduced(whole(), {visible})) != told(reduced(whole(), ()))


def test_with_every_permission_nothing_is_taken_out() -> None:
    assert reduced(whole(), frozenset(Visible)) == whole()


def test_a_hidden_name_is_taken_out_of_the_words_that_stay() -> None:
    steps = {HandoffPart.STEPS: "Doe (12345) told; does it."}
    sheet = replace(whole(), summary="JANE DOE's printer", parts=steps)
    shown = reduced(sheet, {Visible.STEPS})
    assert shown.summary == f"{TAKEN_OUT}'s printer"
    assert shown.parts[HandoffPart.STEPS] == f"{TAKEN_OUT} ({TAKEN_OUT}) told; does it."


def test_what_changed_tells_no_more_than_the_sheet_does() -> None:
    changes = (
        Change("customer_phone", "020 1", "020 2"),
        Change("customer_deadline", "", "2026-11-21T12:00:00Z"),
        Change("resolve_by", "2026-11-21T12:00:00Z", "2026-11-21T13:00:00Z"),
        Change("summary", "Jane Doe's printer", "Printer offline"),
    )
    shown = reduced(replace(whole(), sheet=2, changes=changes), ())
    assert shown.changes == (changes[2], Change("summary", f"{TAKEN_OUT}'s printer", "Printer offline"))


def test_a_reprint_says_what_changed_since() -> None:
    before = whole()
    after = replace(before, resolve_by=NOON + timedelta(hours=1), parts={**before.parts, HandoffPart.TONE: ""})
    assert changes_between(told(before), told(after)) == (
        Change("resolve_by", "", "2026-11-21T13:00:00Z"),
        Change("tone", "words on tone", ""),
    )


def test_missing_is_as_good_as_empty_between_two_sheets() -> None:
    assert changes_between({"a": ""}, {"b": ""}) == ()
    assert changes_between({"a": "x"}, {}) == (Change("a", "x", ""),)


def test_what_a_sheet_told_is_plain_text_that_can_be_kept() -> None:
    said = told(whole())
    assert {type(value) for value in said.values()} == {str}
    assert said["customer_deadline"] == "2026-11-21T12:00:00Z"
