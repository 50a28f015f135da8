"""The overdue list, read back from its PDF."""

from dataclasses import replace
from datetime import timedelta
from io import BytesIO

import pypdf
import pytest
from read_back import boxes, text, texts
from sample_sheet import at

from deskapp.documents.overdue_list import OverdueList, OverdueRow, overdue_pdf
from deskapp.domain.sla import ClockState
from deskapp.domain.words import CallState, ClockKind, Paper, Priority
from deskapp.language import words

ENGLISH = words("en")
ROW = OverdueRow(
    ref="C-01482",
    priority=Priority.P1,
    customer="Jane Doe",
    summary="Double charge on invoice 789",
    state=CallState.OPEN,
    escalated=True,
    due_at=at(21, 12, 24),
    clock=ClockState.OVERDUE,
    left=timedelta(minutes=-42),
    owner="Sam Okoro",
    with_name="Billing specialist",
)


def listed(*rows: OverdueRow, paper: Paper = Paper.A4) -> bytes:
    return overdue_pdf(
        OverdueList(
            site="Northside Print & Copy",
            zone="Europe/London",
            as_of=at(21, 13, 6),
            printed_at=at(21, 13, 7),
            printed_by="Lena Fischer",
            rows=rows,
            paper=paper,
        ),
        ENGLISH,
    )


def test_a_row_says_who_what_when_and_with_whom() -> None:
    read = text(listed(ROW))
    for said in (
        "C-01482", "P1", "Jane Doe", "Double charge on invoice 789", "Escalated", "Sat 21 Nov 12:24",
        "▲ 0:42 over", "Sam Okoro", "Billing specialist", "as of Sat 21 Nov 13:06 · 1 overdue · 0 due soon",
        "printed 21 Nov 2026 13:07 by Lena Fischer", "page 1 of 1",
    ):  # fmt: skip
        assert said in read


def test_a_row_names_the_clock_that_is_due() -> None:
    assert "Sat 21 Nov 12:24 Next update" in text(listed(replace(ROW, kind=ClockKind.UPDATE)))


@pytest.mark.parametrize(
    ("clock", "left", "said"),
    [
        (ClockState.SOON, timedelta(minutes=11), "◆ 0:11 left"),
        (ClockState.RUNNING, timedelta(hours=26, minutes=5), "● 26:05 left"),
        (ClockState.OVERDUE, timedelta(days=-2), "▲ 48:00 over"),
        (ClockState.PAUSED, None, "■ paused"),
    ],
)
def test_state_is_told_by_shape_and_word(clock: ClockState, left: timedelta | None, said: str) -> None:
    assert said in text(listed(replace(ROW, clock=clock, left=left)))


@pytest.mark.parametrize("paper", Paper)
def test_many_rows_take_many_pages_with_the_columns_named_on_each(paper: Paper) -> None:
    rows = [replace(ROW, ref=f"C-{number:05}") for number in range(120)]
    pdf = listed(*rows, paper=paper)
    pages = texts(pdf)
    assert len(pages) > 3
    for number, page in enumerate(pages, 1):
        assert "OVER OR LEFT" in page
        assert f"page {number} of {len(pages)}" in page
    read = " ".join(pages)
    assert [row.ref for row in rows if row.ref not in read] == []
    assert len(pdf) <= 60_000 * len(pages)
    box = pypdf.PdfReader(BytesIO(pdf)).pages[0].mediabox
    assert box.width < box.height


def test_a_list_without_rows_says_that_nothing_is_overdue() -> None:
    assert "Nothing is overdue or at risk." in text(listed())


def test_long_values_wrap_within_their_columns() -> None:
    pdf = listed(replace(ROW, customer="W" * 3000, summary="<b>x</b> " * 900, owner="y" * 200))
    assert "".join(texts(pdf)).count("W") >= 3000
    for page in boxes(pdf):
        for left, bottom, right, _ in page:
            assert left >= 50
            assert bottom >= 25
            assert right <= 595.3 - 50


def test_a_sign_for_what_could_not_be_printed_is_explained() -> None:
    assert "□ stands for" in text(listed(replace(ROW, customer="漢字")))
    assert "stands for" not in text(listed(ROW))
