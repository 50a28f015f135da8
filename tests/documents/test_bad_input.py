"""What nobody should type, on paper: bounded, printed as it is, and never more than text."""

import tracemalloc
from dataclasses import replace

import pytest
from read_back import text, texts
from sample_sheet import at, sheet

from deskapp.documents.call_sheet import CallSheet, Part, Told, call_pdf
from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.documents.layout import SIZES, Flow
from deskapp.documents.lines import lines
from deskapp.domain.handoff.sheet import HandoffSheet, SheetFile
from deskapp.domain.words import HandoffPart, Paper
from deskapp.language import words

ENGLISH = words("en")


def everywhere(typed: str) -> HandoffSheet:
    said = sheet(summary=typed, printed_by=typed, parts=dict.fromkeys(HandoffPart, typed))
    return replace(said, customer=replace(said.customer, name=typed), sender=replace(said.sender, agent=typed))


@pytest.mark.parametrize(
    "typed",
    [
        "<img src='/etc/passwd'> <b>bold</b> </para>",
        "\x00\x07\x1b[31m \x7f\x85",
        "\u202e\u2066\u2067" * 40 + "12345" + "\u202c" * 9,
        "e" + "\u0301" * 2000,
        "\ud800 \U0010ffff \ue000",
        "אב" * 200 + "<" * 50 + "12-34",
        "\n" * 300,
        " " * 5000,
    ],
)
def test_a_sheet_is_made_of_whatever_was_typed(typed: str) -> None:
    pdf = handoff_pdf(everywhere(typed), ENGLISH)
    assert "HANDOFF SHEET" in text(pdf)
    assert not [sign for sign in (b"/Subtype /Image", b"/URI", b"/JavaScript", b"root:") if sign in pdf]


def test_a_word_of_200_000_characters_fills_pages_within_their_margins_and_bounded_memory() -> None:
    tracemalloc.start()
    pdf = handoff_pdf(sheet(parts={HandoffPart.ISSUE: "x" * 200_000}), ENGLISH)
    _now, most = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert "".join(texts(pdf)).count("x") >= 200_000
    assert most < 200_000_000
    assert len(pdf) < 2_000_000


def test_5_000_events_are_all_there() -> None:
    told = tuple(Told("21 Nov", "Sam Okoro", f"Event {number}", "<i>words</i> of it") for number in range(5_000))
    paper = CallSheet(
        kind="Call", ref="C-01482", title="t", subtitle="s", facts=(), parts=(Part("Wants", ("w",)),), timeline=told,
        site="Northside", zone="Europe/London", printed_at=at(21, 13), printed_by="Sam",
    )  # fmt: skip
    read = texts(call_pdf(paper, ENGLISH))
    said = " ".join(read)
    assert [
        number for number in range(0, 5_000, 7) if f"Event {number}\n" not in said and f"Event {number} " not in said
    ] == []
    assert f"page {len(read)} of {len(read)}" in read[-1]


@pytest.mark.parametrize("data", [b"", b"not a picture", b"\xff\xd8\xff\xe0\x00\x10JFIF" + b"\0" * 40])
def test_a_broken_picture_is_told_by_its_name_alone(data: bytes) -> None:
    pdf = handoff_pdf(sheet(files=(SheetFile("broken.jpg", data),)), ENGLISH)
    assert "broken.jpg" in text(pdf)
    assert b"/Subtype /Image" not in pdf


def test_columns_too_narrow_for_a_letter_do_not_hang() -> None:
    flow = Flow(Paper.A4, lambda _flow: None)
    flow.box([lines("wide", 17, 3), lines("wide", 9, 400)], [3, 400])
    assert len(flow.pages) == 1
    assert SIZES[Paper.A4][0] == flow.page_width
