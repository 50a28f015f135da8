"""Words of a customer that are a sign: whole words and phrases, with what cancels them: RULES.md, "Signs"."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.signs.spoken import Spoken, WordList, has_words
from deskapp.services import spoken_signs
from deskapp.storage import word_forms

EN = [one for one in spoken_signs.shipped() if one.language == "en"]
DE = [one for one in spoken_signs.shipped() if one.language == "de"]


def looked_for(*lists: WordList) -> Spoken:
    return Spoken(lists, word_forms.root)


ENGLISH, GERMAN, BOTH = looked_for(*EN), looked_for(*DE), looked_for(*EN, *DE)


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("I want to speak to your manager", "asks_for_manager", ("speak to your manager",)),
        ("Put me through to the duty supervisor NOW", "asks_for_manager", ("through to the duty supervisor",)),
        ("Fire! smoke", "security_safety", ("Fire", "smoke")),
        ("the printer is SMOKING", "security_safety", ("SMOKING",)),
        ("My lawyers say: legal, now", "legal", ("lawyers", "legal")),
        ("I'll see you in court, now!", "legal", ("court",)),
        ("They went to the courts", "legal", ("courts",)),
        ("first line\nchargeback", "legal", ("chargeback",)),
        ("(court)", "legal", ("court",)),
        ("\u201cchargeback\u201d", "legal", ("chargeback",)),
        ("we will sue you", "legal", ("will sue you",)),
        ("we\u2019re losing money", "business_impact", ("losing money",)),
        ("we can\u2019t trade", "business_impact", ("can\u2019t trade",)),
        ("it is the third time that I call", "repeat_contact", ("third time",)),
        ("I shall cancel the whole contract", "may_leave", ("cancel the whole contract",)),
        ("speak to\nyour manager", "asks_for_manager", ("speak to your manager",)),
    ],
)
def test_what_an_english_customer_says_is_a_sign_with_their_own_words(
    said: str, code: str, words: tuple[str, ...]
) -> None:
    assert ENGLISH.found(said)[code] == words


@pytest.mark.parametrize(
    ("said", "code", "words"),
    [
        ("Ich möchte mit Ihrem Chef sprechen", "asks_for_manager", ("mit Ihrem Chef sprechen",)),
        ("Ich kuendige den Vertrag", "may_leave", ("kuendige",)),
        ("KÜNDIGUNG!", "may_leave", ("KÜNDIGUNG",)),
        ("meine Anwälte", "legal", ("Anwälte",)),
        ("Es brennt im Flur", "security_safety", ("brennt",)),
        ("so eine Scheisse", "abusive", ("Scheisse",)),
        ("ich rufe zum dritten Mal an", "repeat_contact", ("zum dritten Mal",)),
    ],
)
def test_what_a_german_customer_says_is_a_sign_with_their_own_words(
    said: str, code: str, words: tuple[str, ...]
) -> None:
    assert GERMAN.found(said)[code] == words
    assert code not in ENGLISH.found(said)


@pytest.mark.parametrize(
    "said",
    [
        "legal size paper is out",
        "the legal department cannot print",
        "illegally parked",
        "the tissue box",
        "Sue, from accounts",
        "they got fired",
        "the fire door sensor",
        "fire up the copier",
        "no smoking sign to be printed",
        "it wouldn't hurt to print it twice",
        "burning a DVD fails",
        "speak to the password manager support",
        "regular maintenance of the machine",
        "which policy applies",
        "a new brand of paper",
        "",
        "…",
    ],
)
def test_what_only_looks_like_it_is_none(said: str) -> None:
    assert ENGLISH.found(said) == {}


def test_in_both_languages_each_counts_and_neither_mistakes_the_other() -> None:
    assert set(BOTH.found("My lawyer and mein Anwalt")["legal"]) == {"lawyer", "Anwalt"}
    assert BOTH.found("a brand new printer") == {}
    assert GERMAN.found("My lawyer") == {}


def test_an_exception_cancels_what_shares_a_word_with_it_and_nothing_else() -> None:
    said = "No legal size paper, and my lawyer takes legal action"
    assert ENGLISH.found(said)["legal"] == ("lawyer", "legal")
    mine = looked_for(WordList("x", "en", ("fire",), ("fire drill",)), WordList("y", "en", ("fire",)))
    assert mine.found("a fire drill") == {"y": ("fire",)}


def test_a_phrase_reaches_over_the_end_of_no_sentence() -> None:
    assert ENGLISH.found("Legal. Size does not matter") == {"legal": ("Legal",)}
    assert ENGLISH.found("I want to speak. Your password manager is down") == {}
    assert ENGLISH.found("please speak\n\nto your printer manager") == {}


def test_three_words_may_stand_where_a_phrase_has_dots_and_not_a_fourth() -> None:
    mine = looked_for(WordList("x", "en", ("speak … manager",)))
    assert mine.found("speak to your duty manager") == {"x": ("speak to your duty manager",)}
    assert mine.found("speak manager") == {"x": ("speak manager",)}
    assert mine.found("speak to one and another manager") == {}
    assert looked_for(WordList("x", "en", ("speak ... manager",))).found("speak to a manager")


def test_without_a_language_a_word_is_found_as_it_is_written_in_any_case_and_accent() -> None:
    mine = looked_for(WordList("x", "", ("Avocat", "火事", "пожар")))
    assert mine.found("mon AVOCAT")["x"] == ("AVOCAT",)
    assert mine.found("les avocats") == {}
    assert mine.found("台所が火事です")["x"] == ("火事",)
    assert mine.found("У нас ПОЖАР!")["x"] == ("ПОЖАР",)
    assert looked_for(WordList("x", "", ("café",))).found("CAFE\u0301 cafe") == {"x": ("CAFÉ", "cafe")}


def test_of_one_sign_a_few_words_are_told_each_once_and_those_that_overlap_are_one() -> None:
    said = "court Court lawyer, will sue you, tribunal, ombudsman"
    assert ENGLISH.found(said)["legal"] == ("court", "lawyer", "will sue you")


def test_what_has_no_letter_and_no_digit_is_nothing_to_look_for() -> None:
    assert [has_words(one) for one in ("", " … ", "?!", "é", "1", "fire")] == [False] * 3 + [True] * 3
    assert looked_for(WordList("x", "en", ("…", "?!"))).found("…?!") == {}


@given(st.text(max_size=300))
def test_any_text_is_looked_through_and_what_is_told_was_said(said: str) -> None:
    composed = unicodedata.normalize("NFC", "".join(said.split()))
    for words in BOTH.found(said).values():
        assert all("".join(one.split()) in composed for one in words)


@given(st.sampled_from([(one.code, words) for one in EN for words in one.words]))
def test_each_shipped_phrase_shows_its_own_sign(given: tuple[str, str]) -> None:
    code, phrase = given
    assert code in ENGLISH.found(f"they say {phrase.replace('…', 'to our')} here")


@given(st.sampled_from([(one.code, words) for one in DE for words in one.words]))
def test_each_shipped_german_phrase_shows_its_own_sign(given: tuple[str, str]) -> None:
    code, phrase = given
    assert code in GERMAN.found(f"da sagt er {phrase.replace('…', 'dem neuen')} dort")
