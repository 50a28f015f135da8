"""What the kit of all papers offers: tables that go on, blocks that stay together, columns, ticks, the page's foot."""

from collections.abc import Callable
from datetime import UTC, datetime
from itertools import pairwise
from typing import TypeVar

import pytest
from read_back import boxes, texts

from deskapp.documents import frame
from deskapp.documents.layout import HANDWRITING, MARGIN, Flow
from deskapp.documents.lines import hanging, lines
from deskapp.documents.marks import Mark, Rule, Text, Tick
from deskapp.documents.pages import render_png
from deskapp.documents.paint import Properties, pdf
from deskapp.documents.sketch import Sketch
from deskapp.documents.table import Column, table
from deskapp.documents.text import Span
from deskapp.domain.words import Paper
from deskapp.language import words

M = TypeVar("M", bound=Mark)
MADE = Properties("Trial", "Northside", "en", datetime(2026, 11, 21, tzinfo=UTC))
COLUMNS = (Column("", 0.1, tick=True), Column("Call", 0.6), Column("Left", 0.3, right=True))


def new() -> Flow:
    return Flow(Paper.A4, lambda flow: frame.running_head(flow, "going on"))


def para(flow: Flow, said: str, times: int = 1) -> None:
    if times:
        flow.text(lines("\n".join([said] * times), 9.2, flow.width, 12.6))


def marks(flow: Flow, kind: type[M]) -> list[list[M]]:
    return [[mark for mark in page.marks if isinstance(mark, kind)] for page in flow.pages]


def test_a_table_goes_on_over_pages_and_each_names_its_columns_below_the_running_head() -> None:
    flow = new()
    para(flow, "before")
    with table(flow, COLUMNS) as rows:
        for number in range(150):
            rows.row(None, f"C-{number:05}", "0:42")
    para(flow, "behind")
    frame.foot(flow, [Span("made for a trial")], words("en"))
    pages = texts(pdf(flow, MADE))
    assert len(pages) > 3
    assert all("CALL LEFT" in page.replace("\n", " ") for page in pages)
    assert all(page.startswith("going on\nCALL") for page in pages[1:])
    assert [f"page {number} of {len(pages)}" in page for number, page in enumerate(pages, 1)] == [True] * len(pages)
    assert "".join(pages).count("0:42") == 150
    assert sum(map(len, marks(flow, Tick))) == 150
    flow.turn()
    assert [one.line.pieces[0].text for one in marks(flow, Text)[-1]] == ["going on"]


def test_a_column_on_the_right_ends_where_it_ends_whatever_it_says() -> None:
    flow = new()
    with table(flow, COLUMNS) as rows:
        rows.row(None, "a", "1")
        rows.row(None, "b", "1,000,000", bold=True)
    ends = {round(one.x + one.line.width, 3) for one in marks(flow, Text)[0] if one.x > 350}
    assert len(ends) == 1


def test_a_row_that_no_page_could_hold_goes_on_below_the_same_head() -> None:
    flow = new()
    with table(flow, COLUMNS) as rows:
        rows.row(None, "word " * 6000, "0:42")
    pages = texts(pdf(flow, MADE))
    assert len(pages) > 2
    assert "".join(pages).count("word") == 6000
    assert all("CALL" in page for page in pages)


def test_a_heading_within_a_table_is_never_the_last_line_of_a_page() -> None:
    flow = new()
    with table(flow, COLUMNS) as rows:
        for number in range(120):
            rows.group(f"group {number}")
            rows.row(None, f"row {number}", "")
    for page in texts(pdf(flow, MADE)):
        assert page.count("group") == page.count("row ")


@pytest.mark.parametrize("before", range(0, 66, 6))
def test_a_block_that_is_kept_together_stands_on_one_page(before: int) -> None:
    flow = new()
    para(flow, "before", before)
    flow.together(lambda: para(flow, "block", 9))
    para(flow, "behind")
    pages = texts(pdf(flow, MADE))
    assert [page.count("block") for page in pages if "block" in page] == [9]
    assert "".join(pages).count("before") == before


def test_what_no_page_could_hold_begins_where_it_is_and_nothing_of_it_is_lost() -> None:
    flow = new()
    para(flow, "before", 9)
    flow.together(lambda: para(flow, "block", 200))
    pages = texts(pdf(flow, MADE))
    assert "block" in pages[0]
    assert "".join(pages).count("block") == 200


@pytest.mark.parametrize("before", [0, 20, 40, 50, 56])
def test_the_block_at_the_foot_fills_its_page_and_is_never_alone_on_it(before: int) -> None:
    flow = new()
    para(flow, "before", before)
    filled: list[float] = []

    def block(height: float) -> None:
        filled.append(height)
        para(flow, "fill in")
        flow.write_lines(height - 12.6)

    flow.at_foot(block, 150, along=lambda: para(flow, "along", 3))
    pages = texts(pdf(flow, MADE))
    assert "along" in pages[-1]
    assert "fill in" in pages[-1]
    assert "".join(pages).count("along") == 3
    assert filled[-1] >= 150
    rules = [rule for rule in marks(flow, Rule)[-1] if rule.y < flow.page_height - 80]  # below the running head
    assert 54 <= rules[-1].y < 54 + HANDWRITING
    assert all(above.y - below.y == pytest.approx(HANDWRITING) for above, below in pairwise(rules))


@pytest.mark.parametrize("before", [0, 30, 52])
def test_columns_stand_beside_each_other_on_one_page(before: int) -> None:
    flow = new()
    para(flow, "before", before)

    def column(said: str, rows: int) -> Callable[[], None]:
        return lambda: flow.box([lines("\n".join([said] * rows), 9.2, flow.width - 12)], [flow.width])

    flow.beside([column("left", 9), column("right", 3)])
    para(flow, "behind")
    last = marks(flow, Text)[-1]
    at = {one.line.pieces[0].text: one for one in reversed(last)}
    assert at["left"].y == at["right"].y
    assert at["left"].x < flow.page_width / 2 < at["right"].x
    assert at["behind"].x == MARGIN
    assert at["behind"].y < min(one.y for one in last if one.line.pieces[0].text == "left")
    for left, bottom, right, _top in (box for page in boxes(pdf(flow, MADE)) for box in page):
        assert left >= MARGIN - 1
        assert right <= flow.page_width - MARGIN + 1
        assert bottom >= 25


def test_columns_that_no_page_could_hold_follow_each_other_at_full_width() -> None:
    flow = new()
    flow.beside([lambda: para(flow, "left", 100), lambda: para(flow, "right")])
    read = " ".join(texts(pdf(flow, MADE)))
    assert (read.count("left"), read.count("right")) == (100, 1)
    assert read.index("right") > read.rindex("left")


def test_squares_to_tick_stand_before_their_words_and_go_on_below() -> None:
    flow = new()
    flow.ticks(["fixed", "not fixed", "part ordered", "another visit"] * 4)
    ticks, said = marks(flow, Tick)[0], marks(flow, Text)[0]
    assert len(ticks) == len(said) == 16
    assert len({tick.y for tick in ticks}) > 1
    for tick, one in zip(ticks, said, strict=True):
        assert tick.x + tick.side < one.x
        assert tick.x + one.line.width <= flow.page_width - MARGIN


def test_lines_behind_a_mark_all_stand_inside_of_it() -> None:
    flow = new()
    flow.text(hanging("•", "word " * 60, 9.2, flow.width))
    first, *others = marks(flow, Text)[0]
    assert first.x == MARGIN
    assert {one.x for one in others} == {MARGIN + first.line.pieces[0].width}
    assert all(MARGIN + one.line.width <= flow.page_width - MARGIN for one in others)


def test_a_drawing_stands_in_the_flow_and_goes_overleaf_whole() -> None:
    flow = new()
    para(flow, "before", 55)
    drawn = Sketch(200, 100)
    drawn.filled(0, 0, 200, 100, "#ff0000")
    drawn.say(100, 40, "زمان 3 <b>", 40, "#0000ff", anchor="middle")
    flow.sketch(drawn)
    made = pdf(flow, MADE)
    width, _height, pixels = render_png(made, 1, 72)
    at = (100 * width + int(MARGIN) + 100) * 4
    assert pixels[at : at + 3] == b"\x00\x00\xff"  # blue, green, red
    first = render_png(made, 0, 72)[2]
    assert {first[at : at + 3] for at in range(0, len(first), 4)}.isdisjoint({b"\x00\x00\xff"})
    # Its words lie on it, in their colour, set like all words on paper.
    assert b"\xff\x00\x00" in {pixels[at : at + 3] for at in range(0, len(pixels), 4)}
    assert texts(made)[1] == "going on\n<b> 3 زمان"
