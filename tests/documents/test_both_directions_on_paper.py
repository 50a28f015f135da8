"""Names from the right on every paper: no number beside them is turned around."""

import unicodedata
from dataclasses import replace
from datetime import timedelta

import pytest
from both_directions import (
    ACCOUNT,
    ADDRESS,
    ARABIC,
    FIGURES,
    HEBREW,
    INVOICE,
    OTHER,
    PERSIAN,
    PHONE,
    TOLD,
    turned,
)
from read_back import by_eye
from sample_sheet import at, sheet

from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.documents.lines import lines
from deskapp.documents.overdue_list import OverdueList, OverdueRow, overdue_pdf
from deskapp.documents.papers.recovery_sheet import RecoverySheet, recovery_pdf
from deskapp.documents.rota_sheet import RotaRows, RotaSheet, ShiftRow, rota_pdf
from deskapp.domain.handoff.sheet import Change, HandoffSheet, Recipient, Sender, SheetApproval, SheetCustomer
from deskapp.domain.rota import Rule
from deskapp.domain.sla import ClockState
from deskapp.domain.words import ApprovalKind, CallState, ClockKind, Consent, HandoffPart, Priority
from deskapp.language import words

ENGLISH = words("en")


def of_both(**other: object) -> HandoffSheet:
    """A sheet whose people write from the right."""
    return sheet(
        summary=TOLD,
        to=Recipient(PERSIAN, HEBREW, f"{HEBREW} 24/7", PHONE, ACCOUNT, INVOICE),
        sender=Sender(HEBREW, phone=OTHER, agent=ARABIC, address=f"{ADDRESS} {HEBREW}"),
        customer=SheetCustomer(HEBREW, PERSIAN, ACCOUNT, PHONE),
        parts=dict.fromkeys(HandoffPart, f"{TOLD}\n{HEBREW}: {ADDRESS}\n{OTHER} {PERSIAN}"),
        printed_by=ARABIC,
        consent=Consent.YES,
        estimate=timedelta(minutes=75),
        approvals=(SheetApproval(ApprovalKind.REFUND, 5000, "£", HEBREW),),
        **other,
    )


def overdue() -> bytes:
    row = OverdueRow(
        ref="C-01482", priority=Priority.P1, customer=f"{HEBREW} {PHONE}", summary=TOLD, state=CallState.OPEN,
        escalated=True, due_at=at(21, 12, 24), clock=ClockState.OVERDUE, left=timedelta(minutes=-42), owner=ARABIC,
        with_name=f"{PERSIAN}, {OTHER}", kind=ClockKind.RESOLUTION,
    )  # fmt: skip
    rows = (row, replace(row, ref="C-01483", customer=PERSIAN))
    return overdue_pdf(
        OverdueList(
            site=HEBREW, zone="Europe/London", as_of=at(21, 13), printed_at=at(21, 13), printed_by=ARABIC, rows=rows
        ),
        ENGLISH,
    )


def rota() -> bytes:
    cover = ShiftRow(at(19, 17, 30), at(20, 8), f"{HEBREW} ({PHONE})", Rule.REPLACE, True, PHONE, ARABIC)
    gap = ShiftRow(at(21, 17, 30), at(22, 8), f"{PERSIAN} {OTHER}", Rule.REMOVED, False, OTHER, ARABIC)
    rotas = (RotaRows(f"{HEBREW} {INVOICE}", "17:30 to 08:00", (cover, gap)),)
    return rota_pdf(
        RotaSheet(
            site=HEBREW, zone="Europe/London", start=at(16, 0), end=at(23, 0), printed_at=at(21, 13),
            printed_by=ARABIC, rotas=rotas,
        ),
        ENGLISH,
    )  # fmt: skip


def recovery() -> bytes:
    made = RecoverySheet(site=HEBREW, code="ABCD 1234", made_for=f"{ARABIC} {PHONE}", made_at=at(21, 13), zone="UTC")
    return recovery_pdf(made, ENGLISH)


def changed() -> bytes:
    changes = (
        Change("customer_name", f"{HEBREW}, {PERSIAN}", f"{ARABIC}, {PHONE}"),
        Change("to", f"{PERSIAN}, {HEBREW}, {PHONE}", f"{ARABIC}, {OTHER}"),
        Change("approvals", "", f"refund | 5000 | £ | {HEBREW} | unconfirmed"),
    )
    return handoff_pdf(of_both(sheet=2, changes=changes), ENGLISH)


@pytest.mark.parametrize("pdf", [overdue, rota, recovery, changed, lambda: handoff_pdf(of_both(), ENGLISH)])
def test_no_number_is_turned_around_by_a_name_beside_it_on_any_paper(pdf: object) -> None:
    read = [unicodedata.normalize("NFKC", line) for line in by_eye(pdf())]  # type: ignore[operator]
    assert turned(read) == []
    assert any(figure in line for figure in FIGURES for line in read)
    assert not [line for line in read if set(line) & set("\u200e\u200f\u2066\u2067\u2068\u2069")]


def test_what_changed_since_keeps_name_and_number_apart() -> None:
    read = " ".join(unicodedata.normalize("NFKC", line) for line in by_eye(changed()))
    hebrew, arabic, persian = HEBREW[::-1], ARABIC[::-1], unicodedata.normalize("NFKC", PERSIAN)[::-1]
    assert f"Customer: {persian} ,{hebrew} → {PHONE} ,{arabic}" in read
    assert f"To: {PHONE} ,{hebrew} ,{persian} → {OTHER} ,{arabic}" in read
    assert f"Approvals: now Refund £50.00: granted by phone by {hebrew}, unconfirmed" in read


@pytest.mark.parametrize("width", [60, 90, 140, 200, 400])
def test_a_line_that_is_wrapped_within_an_isolate_goes_on_within_it(width: float) -> None:
    """Each line by itself: a piece of a number reads from the left on every line it reaches."""
    wrapped = ["".join(piece.text for piece in line.pieces) for line in lines(f"{HEBREW} {PHONE} 77 88 99", 9, width)]
    figure = f"{PHONE} 77 88 99".split()
    for line in wrapped:
        told = [part for part in line.split() if part in figure]
        begins = figure.index(told[0]) if told else 0
        assert told == figure[begins : begins + len(told)]
