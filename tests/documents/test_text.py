"""Hostile and foreign text, onto paper and read back."""

import unicodedata

import pytest
from read_back import text
from sample_sheet import sheet

from deskapp.documents.fonts import SANS
from deskapp.documents.glyphs import placing
from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.documents.lines import lines
from deskapp.documents.text import REPLACEMENT, Span, needs_legend, not_printed, prepare
from deskapp.domain.words import HandoffPart
from deskapp.language import words

HOSTILE = [
    "<b>bold</b> <i>&amp;</i> </para> <para>",
    '<img src="/etc/passwd"/> <img src=http://127.0.0.1:9/x.png>',
    "<a href='file:///etc/passwd'>x</a> <font color=red>",
    "'single' \"double\" `back` “curly” «angle»",
    "(unbalanced ((parens) \\ \\) \\n \\001 %PDF-1.4 endstream endobj",
    "=1+1 +1 -1 @SUM(A1) {0} {name} %s %(x)s ${HOME} $(id)",
    "'; DROP TABLE calls; --",
    "Ελληνικά Кириллица Żółć ñ ß ½ € № → ☎ ✓",
]


def printed(typed: str) -> str:
    return text(handoff_pdf(sheet(parts={HandoffPart.ISSUE: typed}), words("en")))


def shown(typed: str) -> str:
    return "".join(styled.text for styled in prepare(Span(typed)))


@pytest.mark.parametrize("typed", HOSTILE)
def test_text_is_never_markup_it_prints_as_typed(typed: str) -> None:
    assert f"Issue and history {typed} " in printed(typed)


@pytest.mark.parametrize("typed", HOSTILE)
def test_text_is_never_markup_in_any_other_place_either(typed: str) -> None:
    pdf = handoff_pdf(sheet(summary=typed, printed_by=typed), words("en"))
    assert typed in text(pdf)
    assert b"/Subtype /Image" not in pdf
    assert b"/URI" not in pdf


@pytest.mark.parametrize("typed", ["漢字", "ไทย", "हिन्दी", "\x00", "\x1b", "\x7f", "\ud800", "\U0010ffff", "\ue123"])
def test_what_the_faces_lack_prints_as_a_sign_that_the_sheet_explains(typed: str) -> None:
    expected = REPLACEMENT * len(typed)
    assert shown(typed) == expected
    read = printed(f"before {typed} after")
    assert f"before {expected} after" in read
    assert f"{REPLACEMENT} stands for a character that could not be printed." in read


@pytest.mark.parametrize(
    ("typed", "named"),
    [
        ("👍", "[thumbs up]"),
        ("👍🏽", "[thumbs up]"),
        ("🤔!", "[thinking face]!"),
        ("🇩🇪", "[flag DE]"),
        ("☃", "☃"),
        ("👨\u200d👩", "[man][woman]"),
        ("⚠\ufe0f 5", "⚠ 5"),
    ],
)
def test_an_emoji_is_printed_as_its_name(typed: str, named: str) -> None:
    assert shown(typed) == named
    assert not_printed(typed) == []
    assert f"before {named} after" in printed(f"before {typed} after")


def test_what_no_font_has_is_listed_once_each_in_its_order() -> None:
    assert not_printed("漢 a 字 漢 👍 \x07\nไ") == ["漢", "字", "\x07", "ไ"]
    assert not_printed("Zoë, Ελληνικά, العميل, הלקוח □ ½ ☎") == []


def test_the_sign_is_not_explained_where_somebody_typed_it() -> None:
    assert not needs_legend("to do: □")
    assert needs_legend("to do: □ 漢")
    assert "stands for" not in printed("to do: □")


def test_every_control_character_is_shown_or_is_white_space() -> None:
    for code in (*range(0x20), 0x7F, *range(0x80, 0xA0)):
        if chr(code) not in "\t\n\r\x0b\x0c\x85":
            assert shown(f"a{chr(code)}b") == f"a{REPLACEMENT}b", hex(code)


def test_every_break_begins_a_line_and_a_tab_is_a_gap() -> None:
    assert [styled.text for styled in prepare(Span("a\r\nb\rc\nd\u2028e\x85f"))] == list("abcdef")
    assert shown("a\tb") == "a    b"


def test_joiners_and_direction_marks_print_nothing() -> None:
    assert shown("a\u200bb\u00adc\u200ed\ufe0fe\ufefff") == "abcdef"


def test_no_character_can_turn_a_number_around() -> None:
    assert "pay 12345 now" in printed("pay \u202e12345\u202c now")
    assert "pay 12345 now" in printed("pay \u206712345\u2069 now")


def test_a_bold_name_in_a_script_that_bold_lacks_prints_in_the_plain_face() -> None:
    assert [styled.face for styled in prepare(Span("𝖠", bold=True))] == ["DejaVuSans"]
    assert [styled.face for styled in prepare(Span("Zoë", bold=True))] == ["DejaVuSans-Bold"]


@pytest.mark.parametrize(
    "typed",
    [
        "הלקוח אומר שחשבונית 789 חויבה פעמיים",
        "العميل يقول إن الفاتورة رقم 789 خصمت مرتين",
        "invoice 789 של הלקוח, ref CP-8841",
    ],
)
def test_text_from_the_right_with_digits_reads_back_in_the_order_it_was_typed(typed: str) -> None:
    read = unicodedata.normalize("NFKC", printed(typed))
    for word in typed.replace(",", "").split():
        assert word in read
    if typed[0] > "\u0590":
        part = read[read.index("Issue and history") :]
        places = [part.index(word) for word in typed.split()]
        assert places == sorted(places)


@pytest.mark.parametrize(
    ("typed", "from_right", "seen"),
    [
        ("אב (12 ג) ד", True, "ד (ג 12) בא"),
        ("ab (אב 12) cd", False, "ab (12 בא) cd"),
        ("אב (cd) 12-34 גד", True, "דג 12-34 (cd) בא"),
        ("אב [1] <2> {x", True, "x} <2> [1] בא"),
        ("12:30 אב", True, "בא 12:30"),
    ],
)
def test_brackets_and_digits_stand_as_the_eye_expects(typed: str, from_right: bool, seen: str) -> None:
    assert placing.shown(list(placing.placed(typed, SANS, from_right, "", mixed=True))) == seen


def test_arabic_letters_join_and_keep_their_vowel_signs() -> None:
    (line,) = lines("دُفعت لا", 9, 400)
    clusters = [cluster for piece in line.pieces for cluster in piece.clusters]
    assert [cluster.text for cluster in reversed(clusters)] == ["د", "\u064f", "ف", "ع", "ت", " ", "لا"]
    alone = {letter: lines(letter, 9, 400)[0].pieces[0].clusters[0].glyphs[0].number for letter in ("ف", "ع", "ت", "ل")}
    assert not [one for one in clusters if one.text in alone and one.glyphs[0].number == alone[one.text]]
    assert {len(one.glyphs) for one in clusters if one.text == "لا"} == {1}
    assert [one.width for one in clusters if one.text == "\u064f"] == [0]
