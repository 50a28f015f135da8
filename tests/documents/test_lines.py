"""Wrapping: no line wider than asked, nothing lost."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from deskapp.documents.lines import Line, lines, one_line
from deskapp.documents.text import Span

WIDTH = 200.0


def said(wrapped: list[Line]) -> list[str]:
    return ["".join(piece.text for piece in line.pieces) for line in wrapped]


def test_lines_turn_between_words() -> None:
    assert said(lines("one two three four", 9, 60)) == ["one two", "three four"]


def test_an_empty_text_is_one_empty_line_and_typed_breaks_stay() -> None:
    assert said(lines("", 9, WIDTH)) == [""]
    assert said(lines("a\n\nb\n", 9, WIDTH)) == ["a", "", "b", ""]


def test_blanks_at_the_turn_of_a_line_are_dropped_and_indents_kept() -> None:
    assert said(lines("  one" + " " * 500 + "two", 9, WIDTH)) == ["  one", "two"]


def test_a_word_longer_than_a_line_is_cut_and_nothing_of_it_lost() -> None:
    wrapped = lines("see " + "x" * 10_000 + " end", 9, WIDTH)
    assert "".join(said(wrapped)).count("x") == 10_000
    assert said(wrapped)[0] == "see"
    assert said(wrapped)[-1].endswith(" end")


def test_a_mark_above_a_letter_is_never_parted_from_it() -> None:
    for line in said(lines("x\u0323" * 300, 9, WIDTH)):
        assert not line.startswith("\u0323")


def test_a_name_and_its_comma_stay_together_across_styles() -> None:
    wrapped = lines((Span("wide words and CardPay", bold=True), Span(", support")), 9, 110)
    assert not [line for line in said(wrapped) if line.startswith(",")]


def test_lines_from_the_right_are_wrapped_before_they_are_turned() -> None:
    first, *_ = said(lines("אחת שתיים שלוש ארבע חמש שש שבע שמונה", 9, 100))
    assert first.endswith("תחא")


def test_a_value_from_the_right_never_turns_its_neighbours_around() -> None:
    assert said(lines((Span("by "), Span("שם 12"), Span(" at 13:06")), 9, WIDTH)) == ["by 12 םש at 13:06"]


def test_what_does_not_fit_a_running_head_gives_way_to_an_ellipsis() -> None:
    line = one_line((Span("C-01482 · "), Span("word " * 900 + "\n\nmore")), 7, WIDTH)
    assert line.width <= WIDTH
    assert said([line])[0].startswith("C-01482 · word word")
    assert said([line])[0].endswith("…")
    assert said([one_line((Span("a\nb"),), 7, WIDTH)]) == ["a b"]


@given(
    st.lists(st.tuples(st.text(), st.booleans()), min_size=1, max_size=4),
    st.floats(40, 500),
    st.sampled_from([6.6, 9.2, 17]),
)
@settings(max_examples=examples(150))
def test_no_line_is_wider_than_asked(parts: list[tuple[str, bool]], width: float, size: float) -> None:
    for line in lines([Span(text, bold) for text, bold in parts], size, width):
        assert line.width <= width + 0.01


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc", "Cf", "Zs"])))
@settings(max_examples=examples(100))
def test_nothing_that_can_be_printed_is_lost(text: str) -> None:
    assert "".join(said(lines(text, 9.2, 40))) == text


@pytest.mark.parametrize("size", [6.6, 17])
def test_pieces_know_their_width(size: float) -> None:
    (line,) = lines((Span("Wide", bold=True), Span(" iiii")), size, WIDTH)
    assert line.width == pytest.approx(sum(piece.width for piece in line.pieces))
    assert line.pieces[0].width > line.pieces[1].width
