"""What a spreadsheet would run or recode is written as text; everything else as it was typed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.exchange.spreadsheets import as_text, bare, guarded

#: What people keep in a field of text and a spreadsheet takes for something to reckon with.
RECODED = [
    "+4930555000123", "0049305550003", "000123", "3E5", "1e-7", "12-05", "1/2", "12.05.", "12.05.2020", "2020-12-05",
    "5/6/2020 10:30", "2026-12-05T10:00", "1.5", "1,5", "-12", "1.234,50 €", "$5", "12 %", "(5)", "5-", "123 456",
    "123\u202f456", "+49 305 550", "12:30", "9 pm", "1 1/2", "SEPT2", "MARCH1", "12 May", "3. Mai 2026", "Mai 26",
    "TRUE", "falsch", "123456789012", "123456789012345678", " 12", "12\t", "\uff11\uff12\uff0d\uff10\uff15", ".5",
    "0123", "12'345",
]  # fmt: skip
#: What stays as it is in every spreadsheet.
PLAIN = [
    "", "0", "123", "12345678901", "C-00001", "+49 30", "+44 20 7946 0018", "+49 30 555 0004", "020 7946 0018",
    "May", "Mr March", "A-12", "room 12", "12 rooms", "12-05-XK", "a=b", "P1", "1/2/3/4/5", "12.5.2026 at noon",
]  # fmt: skip


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
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", ["+44 20 7946 0018", "+442079460018", "020 7946 0018", "-12", "-1.5", "", "P1", "a=b"])
def test_phone_numbers_stay_phone_numbers_and_plain_text_stays_as_typed(cell: str) -> None:
    assert as_text(cell) == cell


@pytest.mark.parametrize("cell", RECODED)
def test_what_a_spreadsheet_would_write_as_another_number_or_date_is_guarded(cell: str) -> None:
    assert guarded(cell) == "'" + cell


@pytest.mark.parametrize("cell", PLAIN)
def test_what_a_spreadsheet_leaves_alone_has_nothing_before_it(cell: str) -> None:
    assert guarded(cell) == cell


@pytest.mark.parametrize("cell", ["'s Gravenhage", "'tis", "'", "''", "'C-00001"])
def test_an_apostrophe_that_somebody_typed_stays(cell: str) -> None:
    assert guarded(cell) == "'" + cell
    assert bare(guarded(cell)) == cell


@pytest.mark.parametrize("cell", ["'s Gravenhage", "'tis", "'C-00001"])
def test_an_apostrophe_that_guards_nothing_is_no_guard_in_the_file_of_another_program(cell: str) -> None:
    assert bare(cell) == cell


@given(st.one_of(st.text(), st.text(alphabet="0123456789+-/.,:'= eE\u00a0\u200bAPMmay", max_size=12)))
def test_what_was_guarded_comes_back_as_it_was_whatever_it_was(cell: str) -> None:
    assert bare(guarded(cell)) == cell
    assert not guarded(cell).startswith(("=", "+=", "@", "\t"))


def test_a_long_text_of_digits_is_looked_at_no_longer_than_a_number_can_be() -> None:
    assert guarded("1 " * 50_000) == "1 " * 50_000
