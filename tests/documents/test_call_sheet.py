"""A call on paper, as text, and as a draft of an e-mail: all of it, as it was typed, and no header that was typed."""

from dataclasses import replace
from datetime import UTC, datetime
from email import message_from_bytes
from email.policy import default

from read_back import text, texts

from deskapp.documents.call_sheet import CallSheet, Part, Told, call_file_name, call_pdf, call_text
from deskapp.documents.email_draft import email_draft
from deskapp.language import SPOKEN

HOSTILE = "<b>bold</b> &amp; </para> =1+1 %s {ref}"
ARABIC = "\u0633\u0627\u0645\u064a 12"
SHEET = CallSheet(
    kind="Call, for the desk",
    ref="C-00042",
    title=HOSTILE,
    subtitle="Open",
    facts=(("Customer", f"Jane Doe\n{HOSTILE}"), ("Nothing", ""), ("Owner", "Sam")),
    parts=(
        Part("What the customer said", ("first line\nsecond line",)),
        Part("What was tried", ()),
        Part("Escalations", (f"1. to \u2067{ARABIC}\u2069",)),
    ),
    timeline=tuple(Told("Mon 16 Nov 10:00", "Sam", f"Note {number}", HOSTILE) for number in range(60)),
    site="Northside",
    zone="UTC",
    printed_at=datetime(2026, 11, 16, 10, 0, tzinfo=UTC),
    printed_by="Sam",
    number=3,
)


def test_the_sheet_says_everything_as_it_was_typed_on_counted_pages() -> None:
    pages = texts(call_pdf(SHEET, SPOKEN))
    whole = text(call_pdf(SHEET, SPOKEN))
    assert len(pages) > 2
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in page
        assert "C-00042" in page
    assert "sheet 3" in pages[0]
    for said in (
        HOSTILE,
        "first line second line",
        "Note 0",
        "Note 59",
        "Northside · printed 16 Nov 2026 10:00 by Sam",
    ):
        assert said in whole, said
    assert whole.count(HOSTILE) >= 62
    assert "What was tried" not in whole
    assert "NOTHING" not in whole


def test_without_its_timeline_the_sheet_has_none() -> None:
    without = replace(SHEET, timeline=None)
    assert len(texts(call_pdf(without, SPOKEN))) == 1
    assert "Timeline" not in text(call_pdf(without, SPOKEN)) + call_text(without, SPOKEN)


def test_what_is_copied_says_the_same_without_the_signs_of_the_screen() -> None:
    said = call_text(SHEET, SPOKEN)
    assert said.startswith(f"C-00042 · {HOSTILE}\nOpen\n")
    assert f"  1. to {ARABIC}\n" in said
    assert "    " + HOSTILE in said
    assert not set("\u2066\u2067\u2068\u2069\u200e\u200f") & set(said)


def test_its_name_tells_the_reference_alone() -> None:
    assert call_file_name("C-00042") == "call-C-00042.pdf"
    assert call_file_name("../../C:\\x") == "call-Cx.pdf"


def test_a_draft_is_one_that_mail_programs_read_with_its_paper() -> None:
    made = email_draft("Jörg Vega", "joerg@example.org", "C-00042 · Ünlaut", "Grüße\nzwei", b"%PDF-1.7 x", "call.pdf")
    read = message_from_bytes(made, policy=default)
    assert (read["X-Unsent"], read["Subject"]) == ("1", "C-00042 · Ünlaut")
    assert str(read["To"]) == "Jörg Vega <joerg@example.org>"
    body = read.get_body()
    assert body is not None
    assert body.get_content().splitlines() == ["Grüße", "zwei"]
    (paper,) = read.iter_attachments()
    assert (paper.get_content_type(), paper.get_filename(), paper.get_content()) == (
        "application/pdf",
        "call.pdf",
        b"%PDF-1.7 x",
    )


def test_nothing_that_is_typed_becomes_a_header_of_a_draft() -> None:
    evil = "x\r\nBcc: all@example.org\r\n\r\nbody"
    read = message_from_bytes(email_draft(evil, "a@example.org", evil, "t", b"p", f"{evil}.pdf"), policy=default)
    assert set(read.keys()) == {"X-Unsent", "Subject", "To", "MIME-Version", "Content-Type"}
    assert read["Subject"] == "x Bcc: all@example.org body"
    for wrong in ("", "nobody", "a@b@c", "a@example.org\r\nBcc: b@example.org", "<a@example.org>, b@example.org"):
        assert "b@example.org" not in str(
            message_from_bytes(email_draft("n", wrong, "s", "t", b"p", "f"), policy=default)["To"]
        )
