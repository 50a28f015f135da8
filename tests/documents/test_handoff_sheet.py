"""The handoff sheet, read back from its PDF."""

import re
from dataclasses import fields, replace
from datetime import date, timedelta
from io import BytesIO
from itertools import pairwise

import pypdf
import pytest
from a_picture import jpeg
from read_back import boxes, by_eye, text, texts
from sample_sheet import at, sheet

from deskapp.documents.handoff_sheet import _Drawing, handoff_file_name, handoff_pdf
from deskapp.documents.marks import Rule, Squares, Text
from deskapp.documents.qr import matrix
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff.sheet import (
    Change,
    HandoffSheet,
    Promised,
    Recipient,
    Sender,
    SheetApproval,
    SheetCustomer,
    SheetEquipment,
    SheetFault,
    SheetFile,
    SheetPlace,
    SheetSince,
    told,
)
from deskapp.domain.handoff.visible import DEFAULT_OUTSIDE, Visible, changes_between, reduced, visible_to
from deskapp.domain.words import (
    ApprovalKind,
    Channel,
    ClockKind,
    Consent,
    ContactKind,
    EscalationState,
    HandoffPart,
    Paper,
    PromiseKind,
    Tone,
)
from deskapp.language import words

ENGLISH = words("en")
GRANTED = SheetApproval(ApprovalKind.REFUND, 120_00, "£", "Rita Gomez")
JPEG = jpeg(640, 480)
DAY = date(2026, 10, 12)
SINCE = (
    SheetSince(at(21, 13, 40), EventKind.CUSTOMER_TOLD, "She found a third charge.", HandoffPart.ISSUE),
    SheetSince(at(21, 13, 50), EventKind.EDITED, "Asked the bank.", HandoffPart.STEPS),
)
PLACE = SheetPlace("Doe Bakery", "3 Mill Lane", "back office", "Ring at the side door; until 17:00", "Tom Doe", "0333")
THING = SheetEquipment(
    "Copier, office", "copier", "Halden", "NC45", "22071-B", date(2027, 3, 31), None, "K-7",
    (SheetFault(DAY, "Paper jam in tray 2"), SheetFault(date(2026, 8, 3), "Streaks")),
)  # fmt: skip
LONG = "The customer says the same again, in other words each time, and wants it settled. "


def pdf_of(**other: object) -> bytes:
    return handoff_pdf(sheet(**other), ENGLISH)


def test_a_whole_sheet_says_all_that_was_given() -> None:
    read = text(pdf_of())
    for said in (
        "HANDOFF SHEET",
        "Double charge on invoice 789",
        "C-01482 · handoff 1 · functional escalation, priority raised from P2 to P1",
        "CardPay Ltd, merchant support",
        "020 7946 0112 · our account CP-8841",
        "Northside Print & Copy help desk",
        "Sam Okoro, 020 7946 0100",
        "Sat 21 Nov 2026 17:06",
        "your agreed response: 4 h",
        "Jane Doe, account 12345",
        "P1 · one person · now",
        "DEADLINE Bill due Sun 22 Nov 2026 09:00",
        "RESOLVE BY Sat 21 Nov 2026 13:30",
        "2. Procedure for duplicate charges checked; reversal needs the processor (12:58).",
        "We promised the next update, by phone, on Sat 21 Nov 2026 13:53.",
        "ACCEPTED BY (NAME, TIME)",
        "ESTIMATED TIME TO FIX",
        "ANSWER fixed not fixed part ordered another visit",
        "WHAT WAS DONE",
        "TICKET OR JOB NUMBER",
        "FIXED AT",
        "NAME IN PRINT",
        "SIGNATURE",
        "We stay the owner of this call and keep the customer informed.",
        "C-01482 · handoff 1 · sheet printed Sat 21 Nov 2026 13:06 by Sam Okoro",
        "page 1 of 1",
    ):
        assert said in read


def test_the_same_sheet_gives_the_same_bytes() -> None:
    assert pdf_of() == pdf_of()


def test_the_fonts_are_embedded_and_no_other_is_named() -> None:
    reader = pypdf.PdfReader(BytesIO(pdf_of()))
    for page in reader.pages:
        for font in page["/Resources"]["/Font"].values():
            assert "/FontFile2" in font.get_object()["/FontDescriptor"]


def test_a_title_stands_in_the_files_properties_and_nothing_of_the_customer() -> None:
    reader = pypdf.PdfReader(BytesIO(pdf_of(sheet=2)))
    assert reader.metadata is not None
    assert reader.metadata.title == "Handoff C-01482 · 1 · sheet 2"
    assert reader.metadata["/CreationDate"] == "D:20261121130600Z"
    properties = " ".join(map(str, reader.metadata.values()))
    assert not re.search("Jane|Doe|12345|Okoro|charge", properties)
    assert reader.trailer["/Root"]["/Lang"] == "en"


@pytest.mark.parametrize(("paper", "size"), [(Paper.A4, (595.28, 841.89)), (Paper.LETTER, (612, 792))])
def test_a4_or_letter_by_the_sites_setting(paper: Paper, size: tuple[float, float]) -> None:
    box = pypdf.PdfReader(BytesIO(pdf_of(paper=paper))).pages[0].mediabox
    assert (float(box.width), float(box.height)) == pytest.approx(size, abs=0.01)


@pytest.mark.parametrize("paper", Paper)
def test_long_parts_flow_over_pages_with_the_head_repeated_and_every_page_counted(paper: Paper) -> None:
    parts = dict.fromkeys(HandoffPart, LONG * 60)
    pages = texts(pdf_of(paper=paper, parts=parts))
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert f"page {number} of {len(pages)}" in page
        assert "C-01482 · handoff 1" in page
    for page in pages[1:]:
        assert "C-01482 · handoff 1 · Double charge on invoice 789" in page
    assert " ".join(" ".join(pages).split()).count("settled.") == 60 * len(parts)


@pytest.mark.parametrize("paper", Paper)
def test_nothing_is_clipped_and_nothing_overlaps_however_long_the_values_are(paper: Paper) -> None:
    long = LONG * 12
    pdf = pdf_of(
        paper=paper,
        summary=long,
        to=Recipient(long, "W" * 500, long, "0" * 300, "CP" * 200, long),
        sender=Sender(long, long, "1" * 99, long),
        customer=SheetCustomer("M" * 10_000, long, long, "+" + "4" * 400),
        parts=dict.fromkeys(HandoffPart, "i" * 10000),
        printed_by=long,
        sheet=2,
        changes=(Change("to", "x", "y" * 79), Change("summary", long, "z")),
    )
    width, height = pypdf.PdfReader(BytesIO(pdf)).pages[0].mediabox[2:]
    for page in boxes(pdf):
        for left, bottom, right, top in page:
            assert left >= 50
            assert bottom >= 25
            assert right <= width - 50
            assert top <= height - 50
        assert not [pair for pair in _pairs(page) if _overlap(*pair)]
    read = "".join(texts(pdf)).replace("\n", "")
    assert read.count("M") >= 10_000
    assert read.count("i") >= 50_000


def _pairs(page: list[tuple[float, ...]]) -> list[tuple[tuple[float, ...], tuple[float, ...]]]:
    return [(one, other) for at, one in enumerate(page) for other in page[at + 1 :]]


def _overlap(one: tuple[float, ...], other: tuple[float, ...]) -> bool:
    shared_width = min(one[2], other[2]) - max(one[0], other[0])
    shared_height = min(one[3], other[3]) - max(one[1], other[1])
    return shared_width > 0.5 and shared_height > 0.5


def test_a_page_takes_at_most_60_kilobytes() -> None:
    assert len(pdf_of()) <= 60_000
    greek_and_arabic = "".join(map(chr, [*range(0x391, 0x3CA), *range(0x410, 0x450), *range(0x621, 0x63B)]))
    assert len(pdf_of(parts={HandoffPart.ISSUE: greek_and_arabic + LONG})) <= 60_000


def test_a_reprint_is_numbered_and_says_what_changed_since() -> None:
    before = sheet()
    after = replace(
        before,
        sheet=2,
        resolve_by=at(21, 14),
        agreed_response=timedelta(minutes=90),
        parts={**before.parts, HandoffPart.WANTS: LONG * 3},
        may_leave=True,
        consent=Consent.YES,
    )
    read = text(handoff_pdf(replace(after, changes=changes_between(told(before), told(after))), ENGLISH))
    assert "SHEET 2, CHANGED SINCE SHEET 1" in read
    assert "Resolve by: Sat 21 Nov 2026 13:30 → Sat 21 Nov 2026 14:00" in read
    assert "Agreed response: 4 h → 1 h 30 min" in read
    assert "What the customer wants: changed, see below" in read
    assert "May leave: now yes" in read
    assert "C-01482 · handoff 1 · sheet 2 · sheet printed" in read


def test_a_reprint_with_nothing_new_says_so_and_a_first_sheet_says_nothing() -> None:
    assert "A reprint: nothing has changed." in text(pdf_of(sheet=3))
    assert "changed" not in text(pdf_of())


def test_what_a_reprint_says_anew_has_its_instants_in_the_sites_clock() -> None:
    changes = (Change("since", "", "2026-11-21T12:00:00Z Not fixed."), Change("faults", "2026-10-01 Jam", ""))
    read = text(pdf_of(sheet=2, changes=changes))
    assert "Since the handoff: now Sat 21 Nov 2026 12:00 Not fixed." in read
    assert "no longer 1 Oct 2026 Jam" in read


def test_a_kept_value_in_an_unknown_form_is_shown_as_it_is() -> None:
    assert "Impact: galaxy → one person" in text(pdf_of(sheet=2, changes=(Change("impact", "galaxy", "one"),)))


def test_tone_is_left_out_where_it_may_not_be_seen_and_worded_where_it_may() -> None:
    parts = {HandoffPart.TONE: Tone.FRUSTRATED.value}
    assert "Tone frustrated The customer may leave." in text(pdf_of(parts=parts, may_leave=True))
    assert "Tone" not in text(pdf_of())


def test_an_empty_part_is_shown_as_not_recorded() -> None:
    assert "What the customer wants nothing recorded" in text(pdf_of(parts={HandoffPart.WANTS: " \n"}))


def test_an_empty_tone_or_deadline_takes_no_room_and_may_leave_is_still_said() -> None:
    empty = {HandoffPart.WANTS: "", HandoffPart.TONE: " \n", HandoffPart.DEADLINE: ""}
    read = text(pdf_of(parts=empty, may_leave=False))
    assert "Tone" not in read
    assert read.count("nothing recorded") == 1
    assert "Tone The customer may leave." in text(pdf_of(parts=empty, may_leave=True))


def test_steps_get_numbers_unless_they_have_marks_of_their_own() -> None:
    assert "1. looked 2. asked" in text(pdf_of(parts={HandoffPart.STEPS: "looked\n\nasked"}))
    assert "taken - looked - asked" in text(pdf_of(parts={HandoffPart.STEPS: "- looked\n- asked"}))
    assert "taken looked" in text(pdf_of(parts={HandoffPart.STEPS: "looked"}))


def test_a_long_deadline_becomes_a_part_of_its_own() -> None:
    read = text(pdf_of(parts={HandoffPart.DEADLINE: LONG}, customer_deadline=None))
    assert "see below" in read
    assert f"Deadline {LONG.strip()}" in read


def test_a_promise_for_another_day_names_the_day() -> None:
    promise = Promised(at(23, 9), None, PromiseKind.CALL_BACK)
    assert "We promised a call-back on Mon 23 Nov 2026 09:00." in text(pdf_of(promise=promise))
    with_year = Promised(at(21, 9).replace(year=2027), Channel.EMAIL)
    assert "the next update, by e-mail, on Sun 21 Nov 2027 09:00." in text(pdf_of(promise=with_year))


def test_times_are_those_of_the_sites_zone() -> None:
    read = text(pdf_of(zone="Asia/Kolkata"))
    assert "Sat 21 Nov 2026 22:36" in read
    assert "Times are those of Asia/Kolkata." in read


def test_consent_is_said_unless_nobody_asked() -> None:
    assert "The customer did not agree to being passed on." in text(pdf_of(consent=Consent.NO))
    assert "passed on" not in text(pdf_of())


def test_braces_and_percent_signs_in_values_are_only_text() -> None:
    read = text(pdf_of(to=Recipient("{0} %s {site}"), printed_by="{who} %d", summary="{x!r:>9} {"))
    assert "{0} %s {site}" in read
    assert "by {who} %d" in read
    assert "{x!r:>9} {" in read


def test_the_file_name_is_safe_and_tells_only_the_reference() -> None:
    assert handoff_file_name("C-01482", 1) == "handoff-C-01482-1.pdf"
    assert handoff_file_name("../C:\\é\0 /x", 2) == "handoff-Cx-2.pdf"
    assert handoff_file_name("../", 3) == "handoff-call-3.pdf"


def test_files_are_named_and_pictures_among_them_drawn_as_large_as_there_is_room() -> None:
    files = tuple(SheetFile(f"picture {number}.png", jpeg(1280, 40 + 300 * number)) for number in range(7))
    pdf = pdf_of(files=(*files, SheetFile("<b>line</b> test.pdf"), SheetFile("broken.png", b"no picture")))
    read = text(pdf)
    assert "<b>line</b> test.pdf" in read
    assert read.count("broken.png") == 1
    assert read.count("picture 3.png") == 2
    pages = pypdf.PdfReader(BytesIO(pdf)).pages
    assert sum(len(page.images) for page in pages) == 7
    assert len(pages) < 5


def _with_canaries() -> tuple[HandoffSheet, dict[Visible, list[str]]]:
    """A sheet with a word of its own in every place that some may not see."""
    said = sheet(
        summary="Printer offline",
        customer=SheetCustomer("canaryname", "canaryorg", "canaryaccount", "canaryphone"),
        parts={part: f"canary{part} told canaryname canaryphone canaryaccount" for part in HandoffPart},
        promise=Promised(at(23, 3, 33)),
        customer_deadline=at(24, 4, 44),
        may_leave=True,
        sheet=2,
        files=(SheetFile("canaryfile of canaryname.png", JPEG),),
        place=SheetPlace("canarywhere of canaryname", "canarystreet", "canaryroom", "canarykey", "canarywho", "5551"),
        equipment=SheetEquipment(
            "canarything of canaryname", serial="canaryserial", faults=(SheetFault(DAY, "canaryjam"),)
        ),
        changes=tuple(Change(visible, f"canary{visible}before", f"canary{visible}after") for visible in Visible),
    )
    words_of = {visible: [f"canary{visible}before", f"canary{visible}after"] for visible in Visible}
    words_of[Visible.CUSTOMER_NAME] += ["canaryname", "canaryorg"]
    words_of[Visible.CUSTOMER_ACCOUNT] += ["canaryaccount"]
    words_of[Visible.CUSTOMER_PHONE] += ["canaryphone"]
    words_of[Visible.DEADLINE] += ["canarydeadline", "04:44"]
    words_of[Visible.PROMISE] += ["03:33"]
    words_of[Visible.IMPACT] += ["one person"]
    words_of[Visible.MAY_LEAVE] += ["may leave"]
    words_of[Visible.ATTACHMENTS] += ["canaryfile"]
    words_of[Visible.PLACE] += ["canarywhere", "canarystreet", "canaryroom", "canarykey"]
    words_of[Visible.PLACE_PERSON] += ["canarywho", "5551"]
    words_of[Visible.EQUIPMENT] += ["canarything", "canaryserial"]
    words_of[Visible.FAULTS] += ["canaryjam"]
    for part in (Visible.ISSUE, Visible.STEPS, Visible.WANTS, Visible.TONE):
        words_of[part] += [f"canary{part}"]
    return said, words_of


@pytest.mark.parametrize(
    "allowed", [(), DEFAULT_OUTSIDE, *[{one} for one in Visible]], ids=lambda some: "+".join(sorted(some)) or "nothing"
)
@pytest.mark.parametrize("consent", [Consent.YES, Consent.NO])
@pytest.mark.parametrize("tone_outside", [True, False])
def test_a_supplier_sees_what_he_may_and_no_canary_from_another_field(
    allowed: frozenset[Visible], consent: Consent, tone_outside: bool
) -> None:
    whole, words_of = _with_canaries()
    visible = visible_to(ContactKind.SUPPLIER, allowed, consent, tone_outside)
    pdf = handoff_pdf(reduced(whole, visible), ENGLISH)
    metadata = pypdf.PdfReader(BytesIO(pdf)).metadata or {}
    told_anywhere = " ".join(
        (text(pdf), " ".join(map(str, metadata.values())), handoff_file_name(whole.ref, whole.number))
    )
    for hidden in frozenset(Visible) - visible:
        for word in words_of[hidden]:
            assert word not in told_anywhere
    drawn = sum(len(page.images) for page in pypdf.PdfReader(BytesIO(pdf)).pages)
    assert drawn == (1 if Visible.ATTACHMENTS in visible else 0)


def test_the_canaries_sing_where_everything_may_be_seen() -> None:
    whole, words_of = _with_canaries()
    read = text(handoff_pdf(whole, ENGLISH))
    for visible in Visible:
        for word in words_of[visible]:
            assert word in read


def test_every_field_of_the_sheet_shows_on_it() -> None:
    """A field that could be filled in and never printed would be lost without a word."""
    plain = sheet(sheet=2)
    other = {
        "ref": "C-00002", "number": 9, "summary": "Other", "priority": "P4", "to": Recipient("X"),
        "sender": Sender("X"), "zone": "Asia/Tokyo", "printed_at": at(25, 1), "printed_by": "X",
        "paper": Paper.LETTER, "language": "de", "sheet": 3, "changes": (Change("to", "a", "b"),),
        "types": (), "priority_was": None, "impact": None, "urgency": None, "answer_needed_by": None,
        "agreed_response": None, "customer": SheetCustomer("X"), "customer_deadline": None,
        "resolve_by": None, "parts": {}, "may_leave": True, "promise": None, "consent": Consent.YES,
        "approvals": (GRANTED,), "estimate": timedelta(minutes=45), "answered": True,
        "files": (SheetFile("a.png", JPEG),), "place": PLACE, "equipment": THING,
        "answer_because": ClockKind.RESOLUTION, "accepted_by": "Priya", "accepted_at": at(21, 13),
        "fixed_by": at(21, 15), "ended": EscalationState.RETURNED, "ended_at": at(21, 14), "since": SINCE,
        "head": "48213 9f3a61c277de0b14",
    }  # fmt: skip
    assert other.keys() == {field.name for field in fields(HandoffSheet)}
    for name, value in other.items():
        more: dict[str, object] = {}
        if name in ("accepted_by", "accepted_at", "fixed_by"):
            more = {"answered": True}
        elif name == "ended_at":
            more = {"ended": EscalationState.RETURNED}
        plain = sheet(sheet=2, **more)
        assert handoff_pdf(replace(plain, **{name: value}), ENGLISH) != handoff_pdf(plain, ENGLISH), name


def test_approvals_say_who_granted_them_and_whether_that_is_confirmed() -> None:
    told_by_phone = replace(GRANTED, kind=ApprovalKind.CONTRACT_CHANGE, amount=None, by="Jo", unconfirmed=True)
    read = text(pdf_of(approvals=(GRANTED, told_by_phone)))
    assert "Approvals" in read
    assert "Refund £120.00: granted by Rita Gomez" in read
    assert "Contract change: granted by phone by Jo, unconfirmed" in read
    assert "Approvals" not in text(pdf_of())


def test_a_reprint_tells_that_an_approval_was_confirmed() -> None:
    before = told(sheet(approvals=(replace(GRANTED, unconfirmed=True),)))
    now = sheet(sheet=2, approvals=(GRANTED,))
    read = text(handoff_pdf(replace(now, changes=changes_between(before, told(now))), ENGLISH))
    assert "Approvals: Refund £120.00: granted by phone by Rita Gomez, unconfirmed" in read.replace("\n", " ")


def test_a_sheet_says_where_and_on_what_with_what_it_had_before() -> None:
    read = text(pdf_of(place=PLACE, equipment=THING))
    for said in (
        "WHERE Doe Bakery 3 Mill Lane, back office ask for Tom Doe, 0333 Ring at the side door; until 17:00",
        "EQUIPMENT Copier, office · serial 22071-B copier · Halden NC45 · our reference K-7",
        "warranty until 31 Mar 2027",
        "Before: 12 Oct 2026: Paper jam in tray 2; 3 Aug 2026: Streaks",
    ):
        assert said in read
    assert "WHERE" not in text(pdf_of())


def test_a_sheet_says_where_to_answer_beside_what_is_filled_in() -> None:
    sender = Sender("Northside", "14 Canal Street\nNorthside", "020 7946", "Sam", "desk@northside.example")
    where = "Return to Northside help desk · 020 7946 · desk@northside.example · 14 Canal Street Northside"
    assert where in text(pdf_of(sender=sender))


@pytest.mark.parametrize("paper", Paper)
@pytest.mark.parametrize("lines", [1, 15, 24, 60])
def test_what_is_filled_in_goes_to_the_foot_of_its_page_and_never_stands_alone(paper: Paper, lines: int) -> None:
    parts = {HandoffPart.ISSUE: "\n".join(f"said {number}" for number in range(lines))}
    said = sheet(paper=paper, parts=parts, promise=None)
    *_before, page = _Drawing(said, ENGLISH).flow.pages
    words = ["".join(piece.text for piece in one.line.pieces) for one in page.marks if isinstance(one, Text)]
    assert f"said {lines - 1}" in words
    assert "To be filled in and returned" in words
    assert sum(1 for one in page.marks if isinstance(one, Squares) and one.rows == matrix("C-01482/1")) >= 1
    lowest = min(one.y for one in page.marks if isinstance(one, Text) and one.y > 40)
    assert lowest < 54 + 10
    rules = [one for one in page.marks if isinstance(one, Rule) and one.y == one.to_y and one.to_x - one.x > 400]
    to_write = sorted({round(one.y, 1) for one in rules if one.x > 51}, reverse=True)
    apart = [above - below for above, below in pairwise(to_write)]
    assert len(to_write) >= 2
    assert apart == pytest.approx([8 / 25.4 * 72] * len(apart), abs=0.2)
    # Nothing of it lies on something else, nor outside its frame.
    low, high = min(one.y for one in rules), max(one.y for one in rules)
    assert low > 54
    assert all(one.x >= 51 and one.to_x <= 51 + _Drawing(said, ENGLISH).flow.width + 0.01 for one in rules)
    assert high < 800


def test_once_it_is_accepted_nobody_is_asked_to_accept() -> None:
    assert "ACCEPTED BY" not in text(pdf_of(answered=True))


def test_two_deadlines_never_stand_in_one_line() -> None:
    accepted = {"answered": True, "accepted_by": "Priya", "accepted_at": at(21, 13), "fixed_by": at(21, 15)}
    for paper in Paper:
        for more in ({}, {"customer_deadline": None}, accepted, {**accepted, "place": PLACE, "equipment": THING}):
            for line in by_eye(pdf_of(paper=paper, **more)):
                assert len(re.findall(r"\d\d:\d\d", line)) <= 1 or "(12:5" in line, line


def test_once_accepted_it_says_by_whom_and_when_it_is_due_in_place_of_asking() -> None:
    more = {"answer_needed_by": None, "answered": True, "accepted_by": "Priya Nair", "accepted_at": at(21, 13, 20)}
    read = text(pdf_of(**more, fixed_by=at(21, 15, 20), estimate=timedelta(hours=2)))
    assert "ACCEPTED Priya Nair Sat 21 Nov 2026 13:20 due Sat 21 Nov 2026 15:20 your estimate: 2 h" in read
    assert "due Sat 21 Nov 2026 13:30" in text(pdf_of(**more))
    for asked in ("ANSWER NEEDED BY", "ACCEPTED BY", "your agreed response"):
        assert asked not in read


def test_one_that_is_over_says_so_and_has_nothing_to_fill_in() -> None:
    read = text(pdf_of(answered=True, ended=EscalationState.RETURNED, ended_at=at(21, 14)))
    assert "RETURNED Sat 21 Nov 2026 14:00 No answer is needed any more." in read
    assert "To be filled in" not in read
    assert "We stay the owner" in read


def test_it_says_why_an_answer_is_needed_sooner_than_agreed() -> None:
    read = text(pdf_of(answer_needed_by=at(21, 13, 30), answer_because=ClockKind.RESOLUTION))
    assert "Sat 21 Nov 2026 13:30 sooner than agreed: by then it is to be resolved" in read
    assert "your agreed response" not in read
    hidden = reduced(sheet(answer_because=ClockKind.DEADLINE), {Visible.ISSUE})
    read = text(handoff_pdf(hidden, ENGLISH))
    assert "customer's deadline" not in read
    assert "agreed" not in read.split("CUSTOMER")[0]


def test_what_has_come_since_is_told_by_the_allow_list() -> None:
    whole = sheet(since=(*SINCE, SheetSince(at(21, 14), EventKind.NOTE, "Between us.")))
    read = text(handoff_pdf(reduced(whole, frozenset(Visible)), ENGLISH))
    assert (
        "Since the handoff Sat 21 Nov 2026 13:40, spoken with the customer: She found a third charge. "
        "Sat 21 Nov 2026 13:50, Steps already taken: Asked the bank. Sat 21 Nov 2026 14:00, note: Between us."
    ) in read
    for allowed, there in (
        ({Visible.STEPS}, "Asked the bank"),
        ({Visible.ISSUE}, "third charge"),
        ({Visible.WANTS}, "-"),
    ):
        told_them = text(handoff_pdf(reduced(whole, allowed), ENGLISH))
        shown = [said for said in ("third charge", "Asked the bank", "Between us") if said in told_them]
        assert shown == ([there] if there != "-" else [])
