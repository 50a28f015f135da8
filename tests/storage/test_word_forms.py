"""A word is found in its other forms, in the language of the site."""

import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from long_runs import examples

from deskapp.storage.search import words_of
from deskapp.storage.word_forms import forms

ROOT = Path(__file__).resolve().parents[2]


@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("printing", "printer"),
        ("print", "printers"),
        ("copies", "copying"),
        ("copy", "copied"),
        ("stopped", "stop"),
        ("scanner", "scanned"),
        ("using", "uses"),
        ("connections", "connected"),
        ("install", "installation"),
    ],
)
def test_an_english_word_is_looked_for_in_its_other_forms(said: str, written: str) -> None:
    assert written in forms(said, "en")
    assert said in forms(written, "en")


# The index keeps ä, ö and ü without their dots, so that hauser is what is looked for.
@pytest.mark.parametrize(
    ("said", "written"),
    [
        ("drucker", "druckern"),
        ("drucken", "drucker"),
        ("haus", "hauser"),
        ("häuser", "haus"),
        ("passwörter", "passwort"),
        ("passwort", "passworter"),
        ("rechnungen", "rechnung"),
        ("verbinden", "verbindung"),
        ("strasse", "straße"),
        ("straßen", "strasse"),
        ("anschluß", "anschluss"),
    ],
)
def test_a_german_word_is_looked_for_in_its_other_forms(said: str, written: str) -> None:
    assert written in forms(said, "de")


@pytest.mark.parametrize(("said", "other"), [("printer", "paint"), ("number", "numeral"), ("universe", "university")])
def test_words_that_only_begin_alike_are_others(said: str, other: str) -> None:
    assert other not in forms(said, "en")


@pytest.mark.parametrize("word", ["e4711", "4711", "ä1", ""])
@pytest.mark.parametrize("language", ["en", "de", "xx", ""])
def test_what_is_no_word_is_looked_for_as_it_is(word: str, language: str) -> None:
    assert forms(word, language) == (word,)


def test_of_a_language_that_nothing_is_known_of_words_are_looked_for_as_they_are() -> None:
    assert forms("imprimantes", "fr") == ("imprimantes",)


@settings(max_examples=examples(60), deadline=None)
@given(st.text(max_size=60), st.sampled_from(["en", "de"]))
def test_whatever_is_typed_is_looked_for_first_as_it_is_and_a_form_has_the_same_forms(text: str, language: str) -> None:
    for word in words_of(text):
        found = forms(word, language)
        assert found[0] == word
        for form in found[1:4]:
            assert {*forms(form, language), word} == {*found, form}


def test_words_are_stemmed_only_when_somebody_looks_for_them() -> None:
    code = "import deskapp.services.library.similar_calls, sys; print('snowballstemmer' in sys.modules)"
    shown = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=ROOT, check=True)
    assert shown.stdout.strip() == "False"
