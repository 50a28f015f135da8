"""What a spreadsheet would run is written as text; everything else as it was typed."""

import csv
import io

import pytest

from deskapp.documents.csv_rows import as_text, csv_bytes


@pytest.mark.parametrize(
    "cell",
    [
        "=1+1",
        "+1+1",
        "-1+1",
        "@SUM(A1)",
        "\t=1+1",
        "\r=1+1",
        "  =1+1",
        "\u00a0=1+1",
        "\u200b=1+1",
        "\ufeff=1+1",
        "＝1+1",
        "＋1+1",
        "－1",
        "＠SUM(A1)",
        '=HYPERLINK("http://x","y")',
        "-cmd|' /C calc'!A0",
    ],
)
def test_cells_that_a_spreadsheet_would_run_are_written_as_text(cell: str) -> None:
    assert as_text(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["+44 20 7946 0018", "+442079460018", "020 7946 0018", "-12", "-1.5", "", "P1", "a=b"])
def test_phone_numbers_stay_phone_numbers_and_plain_text_stays_as_typed(cell: str) -> None:
    assert as_text(cell) == cell


def test_the_file_is_read_back_as_it_was_written_whatever_was_typed() -> None:
    rows = [("C-00001", 'says "no"; twice, two\nlines', "שלום 😀"), ("C-00002", "=1", "")]
    written = csv_bytes(("Call", "Summary", "Caller"), rows)
    read = list(csv.reader(io.StringIO(written.decode("utf-8-sig"), newline="")))
    assert read == [
        ["Call", "Summary", "Caller"],
        ["C-00001", 'says "no"; twice, two\nlines', "שלום 😀"],
        ["C-00002", "'=1", ""],
    ]
