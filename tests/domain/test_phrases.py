"""Phrases filled in for a call, and phrases better not said to a customer."""

import re
from itertools import pairwise
from time import process_time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from deskapp.domain.phrases import PLACES, UNKNOWN, Avoided, PhraseToAvoid, Step, avoided, fill, flaw, replaced
from deskapp.services.library.shipped_phrases import shipped

SHIPPED, GERMAN = shipped(), shipped("de")
TO_AVOID = SHIPPED.avoid
EVERY = [pytest.param(words, id=f"{step}-{n}") for step in Step for n, words in enumerate(SHIPPED.steps[step], 1)]
IN_GERMAN = [pytest.param(words, id=f"{step}-{n}") for step in Step for n, words in enumerate(GERMAN.steps[step], 1)]


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


def test_a_name_that_turns_the_direction_turns_nothing_that_stands_behind_it():
    told = {
        "\u202eabc": "\u202c",
        "a \u2067b \u202bc": "\u202c\u2069",
        "\u2067a\u202eb\u2069": "",
        "\u202ea\u202c": "",
        "\u202ea\nb": "",
    }
    for name, ends in told.items():
        assert fill("{customer}, are you there?", {"customer": name}) == f"{name}{ends}, are you there?"


@given(st.dictionaries(st.sampled_from(PLACES), st.text()), st.sampled_from([one.values[0] for one in EVERY]))
def test_any_text_of_a_customer_can_be_filled_in(values, template):
    said = fill(template, values)
    always = template if "[" not in template else template[: template.index("[")]
    for name in PLACES:
        if "{" + name + "}" in always:
            assert (values.get(name, "").strip() or UNKNOWN) in said


@given(st.text(), st.text())
def test_any_template_can_be_filled_in(template, value):
    fill(template, {"customer": value})


@pytest.mark.parametrize("step", Step)
def test_every_step_has_a_phrase_and_none_is_there_twice(step):
    assert SHIPPED.steps[step]
    assert len(set(SHIPPED.steps[step])) == len(SHIPPED.steps[step])


@pytest.mark.parametrize("template", [*EVERY, *IN_GERMAN])
def test_a_shipped_phrase_reads_well_with_all_its_values(template):
    assert flaw(template) is None
    said = fill(template, dict.fromkeys(PLACES, "X"))
    assert "{" not in said
    assert "[" not in said
    assert said.count(UNKNOWN) == template.count(UNKNOWN)
    assert "  " not in said
    assert not avoided(said, (*TO_AVOID, *GERMAN.avoid))


@pytest.mark.parametrize("step", Step)
def test_a_german_site_finds_as_much_to_say_with_the_same_places(step):
    def places(phrases):
        return [sorted(re.findall(r"{\w+}|\[", words)) for words in phrases]

    assert set(GERMAN.steps[step]).isdisjoint(SHIPPED.steps[step])
    assert places(GERMAN.steps[step]) == places(SHIPPED.steps[step])


def test_a_german_site_is_told_as_much_of_what_to_avoid_and_what_calms_down():
    assert len(GERMAN.avoid) == len(SHIPPED.avoid)
    assert {code: len(tips) for code, tips in GERMAN.tips.items()} == {
        code: len(tips) for code, tips in SHIPPED.tips.items()
    }
    assert not set(GERMAN.tips["angry"]) & set(SHIPPED.tips["angry"])
    (found,) = avoided("Das machen wir schnellstmöglich.", GERMAN.avoid)
    assert found.better == "bis {time}"


@pytest.mark.parametrize(
    ("said", "steps"),
    [
        ("one to two minutes", (Step.WHY_AND_NEXT, Step.WHY_AND_NEXT_COLD, Step.ASKING_CONSENT)),
        ("knows this kind of thing", (Step.WHY_AND_NEXT, Step.WHY_AND_NEXT_COLD, Step.WHY_AND_NEXT_MESSAGE)),
        (
            "Here is what happens next",
            (Step.WHY_AND_NEXT, Step.WHY_AND_NEXT_COLD, Step.WHY_AND_NEXT_MESSAGE, Step.WHY_AND_NEXT_PRIORITY),
        ),
    ],
)
def test_how_long_connecting_takes_who_knows_it_best_and_what_comes_next_can_be_said(said, steps):
    assert {step for step in Step if any(said in words for words in SHIPPED.steps[step])} == set(steps)


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


@pytest.mark.parametrize(
    ("template", "wrong"),
    [
        ("{customer}, by {time}[ from {contact}[]", "brackets_open"),
        ("by {tiem}", "unknown_place"),
        ("by {time", "unknown_place"),
        ("by time}", "unknown_place"),
        ("by {}", "unknown_place"),
        ("{customer!r}", "unknown_place"),
        ("[, {contact}", "brackets_open"),
        ("a] b", "brackets_open"),
        ("[a [b] c]", "brackets_open"),
        ("{customer}[, {contact}] <b>{time}</b>", None),
        ("plain", None),
    ],
)
def test_a_place_no_call_can_fill_and_brackets_that_do_not_close_are_flaws(template, wrong):
    assert flaw(template) == wrong


@given(st.text(alphabet="{}[]customer ti<&\u0301", max_size=40), st.text())
def test_a_phrase_without_a_flaw_is_filled_in_with_nothing_left_open(template, value):
    said = fill(template, dict.fromkeys(PLACES, value))
    if flaw(template) is None and not set(value) & set("{}[]"):
        assert not set(said) & set("{}[]")


FORMS = (PhraseToAvoid(("no",), "yes"), PhraseToAvoid(("café",), "tea"), PhraseToAvoid(("没办法",), "我来想办法"))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("nobody knows, cannot, piano", []),
        ("I said no.", ["no"]),
        ("no_thing", []),
        ("no\u0303 way", []),
        ("CAFÉ au lait", ["CAFÉ"]),
        ("cafe\u0301 au lait", ["cafe\u0301"]),
        ("cafés", []),
        ("我没办法帮你", ["没办法"]),
    ],
)
def test_what_is_pointed_out_never_stands_inside_another_word_in_whichever_script(text, said):
    assert [text[one.start : one.end] for one in avoided(text, FORMS)] == said


@pytest.mark.parametrize("form", ["спокойно", "बस करो", "ตอนนี้ไม่ได้", "اهدأ", "όχι τώρα", "진정하세요"])
def test_a_sites_own_phrase_is_found_in_its_script(form):
    text = f"« {form} »"
    (found,) = avoided(text, [PhraseToAvoid((form,), "…")])
    assert text[found.start : found.end] == form


def test_a_long_text_is_looked_through_in_the_time_of_a_key_stroke():
    many = [PhraseToAvoid((f"word{number} of the site", f"other{number} words"), "…") for number in range(200)]
    text = "The printer prints nothing, and the word of the day is patience. " * 1000
    avoided(text, many)  # the patterns are made once
    ours, floor = [], []
    for _round in range(3):
        began = process_time()
        assert avoided(text + "calm down", [*many, *TO_AVOID])
        ours.append(process_time() - began)
        began = process_time()
        for _times in range(100):
            assert re.findall(r"\w+", text)
        floor.append(process_time() - began)
    # Some 10 times as long as finding the words takes, on any machine; a key stroke has time for a hundred.
    assert min(ours) < min(floor)


@pytest.mark.parametrize(
    ("text", "better", "becomes"),
    [
        ("It comes asap!", "by 14:00", "It comes by 14:00!"),
        ("ASAP, I promise", "by 14:00", "By 14:00, I promise"),
        ("I do it ASAP", "by 14:00", "I do it by 14:00"),
        ("Sorry. ASAP!", "by 14:00", "Sorry. By 14:00!"),
        ("To be honest, it is late.", "–", "It is late."),
        ("It is, to be honest, late.", "–", "It is, late."),
        ("to be honest", "-", ""),
    ],
)
def test_the_better_words_take_the_place_of_the_phrase(text, better, becomes):
    (found,) = avoided(text, TO_AVOID)
    start, end, words = replaced(text, found, better)
    assert text[:start] + words + text[end:] == becomes


@given(st.text(), st.text(), st.text())
def test_any_better_words_can_take_the_place_of_any_phrase(before, said, after):
    text = before + said + after
    start, end, _words = replaced(text, Avoided(len(before), len(before) + len(said), ""), after)
    assert 0 <= start <= end <= len(text)


def test_a_better_word_is_never_one_to_avoid():
    assert not [one for one in TO_AVOID if avoided(fill(one.better, {}), TO_AVOID)]


@pytest.mark.parametrize("code", ["abusive", "asks_for_manager", "company_issue", "reputation"])
def test_de_escalation_tips_stand_beside_the_emotional_signs(code):
    assert 2 <= len(SHIPPED.tips[code]) <= 5
    assert all(len(line) <= 90 and not avoided(line, TO_AVOID) for line in SHIPPED.tips[code])
