"""Names from the right beside numbers: the order that the eye meets is worked out by another's reading of UAX 9."""

import re

import pytest
from bidi import get_base_level, get_display
from hypothesis import given
from hypothesis import strategies as st

from deskapp import direction
from deskapp.language import _, words

HEBREW, ARABIC, PERSIAN = "שרה לוי", "أحمد خليل", "فرهاد ایرانی"
NAMES = st.lists(
    st.sampled_from(["שרה", "לוי", "(בע״מ)", "أحمد", "خليل", "فرهاد", "ایرانی", "Anna", "Müller", "B-2", "Co."]),
    min_size=1,
    max_size=4,
).map(" ".join)
FIGURES = st.sampled_from(
    [
        "020 7946 0018",
        "+44 (0)20 7946-0112",
        "(020) 7946 0233",
        "0161 / 496 02 33",
        "C-00042",
        "KD-2026/0042",
        "KD 2026 0042",
        "£1,234.56",
        "£ 118.40",
        "1 234,56 €",
        "-12.5 %",
        "Mon 21 Nov 13:06",
        "2026-11-21 09:00",
        "2 h 15 min",
        "anna-7.levi@example.org",
        "12 Hill Road, London SW1A 2AA",
        "9:00 - 17:00",
        "۰۲۱ ۴۴۵۵ ۶۶۷۷",
    ]
)
#: Opened and not ended, ended and not opened, overridden.
HOSTILE = st.lists(st.sampled_from("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069שa1 "), max_size=8).map(
    "".join
)


def seen(text: str) -> str:
    """What stands from the left to the right."""
    ordered = get_display(text, base_dir="R" if get_base_level(text) else "L")
    return re.sub("[\u200e\u200f\u202a-\u202e\u2066-\u2069]", "", str(ordered))


@given(NAMES, FIGURES, NAMES, FIGURES)
def test_a_number_between_names_reads_from_the_left(name: str, figure: str, other: str, second: str) -> None:
    for text in (
        f"{name} {figure}",
        f"{name} · {figure} · {other} · {second}",
        f"{name}, {figure}: {other}\n{other} ({second})",
    ):
        for line in direction.shown(text).split("\n"):
            for one in (figure, second):
                assert one not in direction.clean(line) or one in seen(line), seen(line)


@given(NAMES, FIGURES, NAMES, FIGURES)
def test_the_parts_of_a_row_stand_in_their_order(name: str, figure: str, other: str, second: str) -> None:
    parts = [name, figure, other, second]
    row = direction.row(parts)
    assert seen(direction.shown(row)) == " · ".join(seen(direction.shown(part)) for part in parts)


@given(NAMES, FIGURES, NAMES)
def test_what_is_put_into_a_sentence_leaves_the_rest_as_it_is(name: str, figure: str, other: str) -> None:
    told = _("{name} was told by {other}: {figure}").format(name=name, other=other, figure=figure)
    by_itself = [seen(direction.shown(one)) for one in (name, other, figure)]
    assert seen(direction.shown(told)) == "{} was told by {}: {}".format(*by_itself)


@given(NAMES, FIGURES, st.text(max_size=30))
def test_it_is_the_same_however_often_it_is_asked_and_nothing_is_lost(name: str, figure: str, more: str) -> None:
    text = direction.row((name, figure, more))
    shown = direction.shown(text)
    assert direction.shown(shown) == shown
    assert direction.isolated(direction.isolated(name)) == direction.isolated(name)
    assert direction.clean(shown) == direction.clean(" · ".join(part for part in (name, figure, more) if part))


@given(st.text(st.characters(codec="latin-1"), max_size=60))
def test_without_a_letter_from_the_right_no_text_is_changed(text: str) -> None:
    assert direction.shown(text) == direction.isolated(text) == direction.clean(text) == text
    assert _("{words}!").format(words=text) == f"{text}!"


@given(HOSTILE, HOSTILE)
def test_signs_in_a_name_do_not_reach_beyond_it(name: str, other: str) -> None:
    row = seen(direction.shown(direction.row(("C-00042", name, "020 7946 0018", other, "£ 118.40"))))
    assert row.startswith("C-00042")
    assert " · 020 7946 0018 · " in row
    assert row.endswith(" · £ 118.40")


@pytest.mark.parametrize(
    ("text", "eye"),
    [
        (f"C-00042 {HEBREW} 020 7946 0018", f"C-00042 {HEBREW[::-1]} 020 7946 0018"),
        (f"{HEBREW} 020 7946 0018", f"020 7946 0018 {HEBREW[::-1]}"),
        (f"{ARABIC} INV 7 / 2026", f"INV 7 / 2026 {ARABIC[::-1]}"),
        ("ב-12:30", "12:30-ב"),
        ("אב (12 ג) ד", "ד )ג 12( בא"),
    ],
)
def test_a_text_keeps_the_direction_it_begins_in(text: str, eye: str) -> None:
    assert seen(direction.shown(text)) == eye


def test_each_line_of_a_value_is_on_its_own() -> None:
    told = _("{who}: {words}").format(who=PERSIAN, words=f"{HEBREW}\n{ARABIC}")
    assert [seen(line) for line in told.split("\n")] == [f"{PERSIAN[::-1]}: {HEBREW[::-1]}", ARABIC[::-1]]


def test_the_words_of_any_reader_keep_values_apart() -> None:
    told = words("de").ngettext("{n} call of {name}", "{n} calls of {name}", 2).format(n=2, name=HEBREW)
    assert told == f"2 calls of \u2067{HEBREW}\u2069"
    assert words("en").gettext("{0} · {1}").format(HEBREW, "12") == f"\u2067{HEBREW}\u2069 · 12"


@pytest.mark.parametrize("unit", ["a-", " -", "(a", "1 ", "1, ", "a, ", "(1)-", " +", "\u2066", "\u2068א"])
def test_no_text_takes_long(unit: str) -> None:
    """A step a letter, not a step for each two: it would hang here."""
    assert direction.clean(direction.shown("א" + unit * 20_000)) == direction.clean("א" + unit * 20_000)
