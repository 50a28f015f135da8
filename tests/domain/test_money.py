"""Amounts as people write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.money import LARGEST, amount_text, parse_amount


@pytest.mark.parametrize(
    ("typed", "amount"),
    [
        ("120", 120_00),
        ("1,250.50", 1_250_50),
        ("1.250,50", 1_250_50),
        ("1 250,50", 1_250_50),
        ("1'250.50", 1_250_50),
        ("1’250.50", 1_250_50),
        ("1,250", 1_250_00),
        ("1.250", 1_250_00),
        ("12.345.678", 12_345_678_00),
        ("1,25", 1_25),
        ("12,5", 12_50),
        (".5", 50),
        ("0", 0),
        ("0.01", 1),
        ("£120", 120_00),
        ("EUR 120", 120_00),
        ("120 eur", 120_00),
        ("  120\u00a0 ", 120_00),
        ("١٢٠", 120_00),
    ],
)
def test_an_amount_is_understood_as_people_write_it(typed: str, amount: int) -> None:
    assert parse_amount(typed, "EUR") == amount


@pytest.mark.parametrize(
    "typed",
    [
        "",
        " ",
        "abc",
        "-5",
        "1e5",
        "1,,5",
        "1,250,50",
        "1,2505",
        "0.500",
        "12,34,567",
        "120.",
        "1 2",
        "£",
        "1.2.3",
        "٣.٣.٣",
    ],
)
def test_what_is_no_amount_is_refused(typed: str) -> None:
    assert parse_amount(typed) is None


@given(st.integers(0, LARGEST))
def test_every_amount_is_read_back_as_it_was_written(amount: int) -> None:
    assert parse_amount(amount_text(amount)) == amount
    swapped = amount_text(amount).translate(str.maketrans(",.", ".,"))
    assert parse_amount(swapped) == amount


@given(st.text(max_size=30))
def test_no_text_whatever_breaks_it(text: str) -> None:
    amount = parse_amount(text, "kr")
    assert amount is None or 0 <= amount <= LARGEST


def test_a_slip_of_the_keyboard_is_no_amount() -> None:
    assert parse_amount(amount_text(LARGEST + 1)) is None
