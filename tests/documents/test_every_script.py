"""Every script on paper: bundled letters, and those of fonts that the site adds, read back as they were typed."""

import random
import re
import unicodedata
from io import BytesIO

import pypdf
import pytest
from added_fonts import DEVANAGARI, HAN, HAN_TEXT, HINDI_TEXT, THAI, THAI_TEXT, added
from bidi import get_display
from read_back import boxes, text
from sample_sheet import sheet

from deskapp.documents.fonts import SANS
from deskapp.documents.glyphs import order, placing
from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.documents.lines import Line, lines
from deskapp.documents.text import REPLACEMENT, not_printed
from deskapp.domain.words import HandoffPart
from deskapp.language import words

BUNDLED = {
    "Latin": "Żółć ñ ß ½ € № façade",
    "Greek": "Ο πελάτης λέει ότι το τιμολόγιο 789 χρεώθηκε",
    "Cyrillic": "Клиент говорит, что счёт 789 оплачен дважды",
    "Hebrew": "הלקוח אומר שחשבונית 789 חויבה פעמיים",
    "Arabic": "العميل يقول إن الفاتورة رقم 789 خصمت مرتين لا إلى الآن",
    "Arabic with vowels": "قال العميلُ إنّ الفاتورةَ رقم 789 خُصمت مرّتين مُحَمَّدٌ",
    "Hebrew with vowels": "שָׁלוֹם הלקוח 12 אוֹמֵר",
}
ADDED = {"Hindi": HINDI_TEXT, "Thai": THAI_TEXT, "Chinese and Japanese": HAN_TEXT}


def printed(typed: str) -> str:
    return text(handoff_pdf(sheet(parts={HandoffPart.ISSUE: typed}), words("en")))


def said(wrapped: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in wrapped]


@pytest.mark.parametrize("typed", BUNDLED.values(), ids=BUNDLED)
def test_what_comes_along_prints_these_scripts(typed: str) -> None:
    assert not_printed(typed) == []
    read, typed = (unicodedata.normalize("NFC", one) for one in (printed(typed), typed))
    assert [word for word in typed.replace(",", "").split() if word not in read] == []


@pytest.mark.parametrize("typed", ADDED.values(), ids=ADDED)
def test_a_font_that_the_site_adds_prints_its_script_and_copies_as_typed(typed: str) -> None:
    lacking = not_printed(typed)
    assert len(lacking) > 10
    assert REPLACEMENT in printed(typed)
    with added():
        assert not_printed(typed) == []
        read = printed(typed)
    assert REPLACEMENT not in read
    assert re.sub(r"\s", "", typed) in re.sub(r"\s", "", read)
    assert "stands for" not in read


def test_the_scripts_stand_beside_each_other_in_one_line_each_in_its_direction() -> None:
    typed = "ref C-1 धर्म שלום 漢字"
    with added():
        (line,) = lines("ref C-1 धर्म שלום 请处理", 9, 400)
        assert said([line]) == ["ref C-1 धर्म םולש 请处理"]
        assert len({piece.face for piece in line.pieces}) == 3
    assert typed  # the same line without the fonts has signs in their place
    assert said(lines("धर्म", 9, 400)) == [REPLACEMENT * 4]


def test_only_the_glyphs_that_are_shown_are_in_the_file_and_nothing_of_the_fonts_that_are_not() -> None:
    with added():
        plain = handoff_pdf(sheet(parts={HandoffPart.ISSUE: "dharma"}), words("en"))
        hindi = handoff_pdf(sheet(parts={HandoffPart.ISSUE: "धर्म"}), words("en"))
        both = handoff_pdf(sheet(parts={HandoffPart.ISSUE: f"धर्म {HAN_TEXT}"}), words("en"))
    assert b"/Type0" not in plain
    assert 500 < len(hindi) - len(plain) < 8_000
    assert len(set(re.findall(rb"/BaseFont /DESKAA\+(\w+)", both))) == 3  # the digits within the Chinese, too
    page = pypdf.PdfReader(BytesIO(both)).pages[0]
    fonts = [font.get_object() for font in page["/Resources"]["/Font"].values()]
    files = {
        key
        for font in fonts
        if font["/Subtype"] == "/Type0"
        for key in font["/DescendantFonts"][0].get_object()["/FontDescriptor"].get_object()
        if key.startswith("/FontFile")
    }
    assert files == {"/FontFile2", "/FontFile3"}


def test_han_turns_between_signs_but_begins_no_line_with_a_stop() -> None:
    with added([HAN]):
        wrapped = said(lines(HAN_TEXT * 6, 9, 100))
    assert "".join(wrapped) == HAN_TEXT * 6
    assert len(wrapped) > 10
    assert not [line for line in wrapped if line[0] in "，。」" or line[-1] == "「"]
    assert min(map(len, wrapped[:-1])) >= 8


def test_thai_turns_at_its_blanks_and_where_a_break_was_typed_and_is_cut_between_what_is_drawn_as_one() -> None:
    with added([THAI]):
        wrapped = said(lines(THAI_TEXT, 9, 160))
        assert " ".join(wrapped) == THAI_TEXT
        assert said(lines("ลูกค้า\u200bแจ้งว่า", 9, 40)) == ["ลูกค้า", "แจ้งว่า"]
        cut = said(lines("น้ำที่นี่" * 30, 9, 60))
    assert "".join(cut) == "น้ำที่นี่" * 30
    assert not [line for line in cut if unicodedata.category(line[0]) == "Mn"]


def test_a_hindi_word_that_is_longer_than_a_line_is_never_cut_within_a_syllable() -> None:
    with added([DEVANAGARI]):
        cut = said(lines("क्षत्रियस्थिति" * 20, 9, 60))
    assert "".join(cut) == "क्षत्रियस्थिति" * 20
    assert not [line for line in cut if unicodedata.category(line[0])[0] == "M" or line[-1] == "\u094d"]


@pytest.mark.parametrize("typed", [*BUNDLED.values(), *ADDED.values()])
@pytest.mark.parametrize("width", [40, 90, 200])
def test_no_line_of_any_script_is_wider_than_asked(typed: str, width: float) -> None:
    with added():
        for line in lines(typed.replace(" ", "") + " " + typed, 9.2, width):
            assert line.width <= width + 0.01


def test_a_page_of_every_script_keeps_within_its_margins() -> None:
    typed = "\n".join([*BUNDLED.values(), *ADDED.values()] * 12)
    with added():
        pdf = handoff_pdf(sheet(parts={HandoffPart.ISSUE: typed}), words("en"))
    for page in boxes(pdf):
        for left, bottom, right, _top in page:
            assert left >= 49
            assert right <= 595.3 - 49
            assert bottom >= 24


def test_the_runs_of_a_line_are_in_the_order_that_the_package_gives() -> None:
    signs = "אבגדهابabc12 3-+,.:()[]/%٣\u2066\u2067\u2069é\u0301\u200e"
    chance = random.Random(5)

    def shapely(some: str) -> str:
        return "".join(sign for sign in some if sign not in order.NEEDED)

    for _attempt in range(1500):
        line = "".join(chance.choices(signs, k=chance.randint(1, 25))) + "x"
        for right in (False, True):
            ordered = "".join(
                shapely(line[start:end])[:: -1 if turned else 1] for start, end, turned in order.runs(line, right)
            )
            assert ordered == shapely(str(get_display(line, base_dir="R" if right else "L")))


def test_letters_that_join_are_measured_as_they_are_drawn() -> None:
    typed = BUNDLED["Arabic"]
    advances, places = placing.measured(typed, SANS, from_right=True)
    (line,) = lines(typed, 10, 500)
    assert line.width == pytest.approx(sum(advances) / 100, abs=0.2)
    assert len(places) == len(typed) + 1


@pytest.mark.parametrize(
    "word",
    ["ب", "न", "\u202b"],
)
def test_a_word_of_200_000_characters_is_cut_and_printed(word: str) -> None:
    with added():
        wrapped = lines(word * (200_000 // len(word)), 9.2, 400)
    assert max(line.width for line in wrapped) <= 400.01
