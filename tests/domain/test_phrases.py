"""Phrases filled in for a call, and phrases better not said to a customer."""

import tomllib
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.phrases import PLACES, UNKNOWN, PhraseToAvoid, Step, avoided, fill

FILE = Path(__file__).parents[2] / "resources" / "phrases" / "en.toml"
SHIPPED = tomllib.loads(FILE.read_text(encoding="utf-8"))
TO_AVOID = tuple(PhraseToAvoid(tuple(one["say"]), one["better"]) for one in SHIPPED["avoid"])


def test_a_phrase_is_filled_in_for_its_call():
    values = {"customer": "Jane", "contact": "Alex", "time": "13:53"}
    said = fill("{customer}, {contact} will call by {time}.", values)
    assert said == "Jane, Alex will call by 13:53."


def test_a_place_without_a_value_shows_that_something_is_unknown():
    assert fill("by {time}", {}) == f"by {UNKNOWN}"
    assert fill("by {time}", {"time": "  "}) == f"by {UNKNOWN}"


def test_a_stretch_in_brackets_is_left_out_without_its_value():
    template = "{contact}[, {contact_role},] can help[ by {time}]."
    assert fill(template, {"contact": "Alex", "contact_role": "billing"}) == "Alex, billing, can help."
    assert fill(template, {"contact": "Alex", "time": "9:00"}) == "Alex can help by 9:00."


def test_braces_and_brackets_of_a_customer_mean_nothing():
    values = {"customer": "{time} [x] {0!r} {{", "time": "now"}
    assert fill("[{customer}] and {customer}", values) == "{time} [x] {0!r} {{ and {time} [x] {0!r} {{"


@given(st.dictionaries(st.sampled_from(PLACES), st.text()), st.sampled_from(sorted(SHIPPED["steps"])))
def test_any_text_of_a_customer_can_be_filled_in(values, step):
    template = SHIPPED["steps"][step]
    said = fill(template, values)
    always = template if "[" not in template else template[: template.index("[")]
    for name in PLACES:
        if "{" + name + "}" in always:
            assert (values.get(name, "").strip() or UNKNOWN) in said


@given(st.text(), st.text())
def test_any_template_can_be_filled_in(template, value):
    fill(template, {"customer": value})


def test_every_step_has_a_phrase_and_every_phrase_a_step():
    assert set(SHIPPED["steps"]) == {str(step) for step in Step}


@pytest.mark.parametrize("step", sorted(SHIPPED["steps"]))
def test_a_shipped_phrase_reads_well_with_all_its_values(step):
    said = fill(SHIPPED["steps"][step], dict.fromkeys(PLACES, "X"))
    assert "{" not in said
    assert "[" not in said
    assert UNKNOWN not in said
    assert "  " not in said
    assert not avoided(said, TO_AVOID)


@pytest.mark.parametrize(
    "phrase",
    [
        "there's nothing I can do",
        "calm down",
        "that's not my job",
        "you'll have to",
        "our policy says",
        "I don't know",
        "as soon as possible",
        "to be honest",
    ],
)
def test_a_phrase_to_avoid_is_found_with_a_better_one(phrase):
    text = f"Well, {phrase.upper()}, she said."
    (found,) = avoided(text, TO_AVOID)
    assert text[found.start : found.end] == phrase.upper()
    assert found.better


def test_typing_it_another_way_does_not_hide_a_phrase():
    assert avoided("You’ll   have\nto wait", TO_AVOID)


def test_a_word_that_only_contains_a_phrase_is_left_alone():
    assert not avoided("The asapX label; calm downstairs.", TO_AVOID)


def test_of_two_phrases_in_one_place_the_longer_is_pointed_out_once():
    text = "please calm down"
    (found,) = avoided(text, TO_AVOID)
    assert (found.start, found.end) == (0, len(text))


@given(st.text())
def test_what_is_pointed_out_never_overlaps(text):
    found = avoided(text + " calm down asap " + text, TO_AVOID)
    assert all(one.end <= two.start for one, two in pairwise(found))
    assert found
