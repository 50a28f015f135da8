"""Whether calls are about one thing, by the words of their summaries."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.services.alike import alike, telling


def same(one: str, other: str, language: str = "en") -> bool:
    return alike(telling(one, language), telling(other, language))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Network down", "No network"),
        ("Cannot reach the portal", "Portal unavailable since 9"),
        ("Printer on the second floor jams", "2nd floor: printers jamming"),
        ("Card terminal does not work", "card terminals down"),
        ("Cafe\u0301 till broken", "The CAF\u00c9 till"),
    ],
)
def test_calls_about_one_thing_are_alike_in_any_form_of_their_words(one: str, other: str) -> None:
    assert same(one, other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Portal shows no invoices", "Password for the portal"),
        ("Phone does not work", "Portal does not work"),
        ("Printer jams", "Toner for the printer"),
        ("It does not work", "Nothing works"),
        ("", ""),
        ("Order 4711 for the new office chairs came without screws", "Order of paper and toner for the office printer"),
    ],
)
def test_calls_that_share_a_word_or_what_says_nothing_are_not(one: str, other: str) -> None:
    assert not same(one, other)


def test_german_words_are_compared_by_their_forms() -> None:
    assert same("Drucker druckt nicht", "Der Drucker druckt kein Blatt", "de")
    assert same("Kasse ausgefallen", "Alle Kassen tot", "de")
    assert not same("Kasse ausgefallen", "Rechnung für die Kassenrolle", "de")


@given(st.text(max_size=80), st.text(max_size=80))
def test_to_be_alike_is_mutual(one: str, other: str) -> None:
    assert same(one, other) == same(other, one)
