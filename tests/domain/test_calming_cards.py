"""De-escalation cards as they come along: short enough, said as we would say it, and one for whatever is met."""

import tomllib

import pytest

from deskapp import paths
from deskapp.domain.calming.cards import MOST_WORDS, OF_SIGN, OF_TONE, STEPS, Card, Situation, fitting
from deskapp.domain.phrases import avoided
from deskapp.domain.practice.scenario import Theme
from deskapp.domain.words import Tone
from deskapp.services.library.shipped_phrases import cards, shipped
from deskapp.services.practice.shipped import shipped as scenarios

LIBRARIES = {language: shipped(language) for language in ("en", "de")}
CARDS = [
    pytest.param(language, card, id=f"{language} {card.situation}")
    for language in LIBRARIES
    for card in cards(language).values()
]


def test_there_is_a_card_for_every_situation_in_both_languages() -> None:
    assert [set(cards(language)) for language in LIBRARIES] == [set(Situation), set(Situation)]


@pytest.mark.parametrize(("language", "card"), CARDS)
def test_a_card_is_read_in_half_a_minute(language: str, card: Card) -> None:
    """Each card is read in half a minute (119 words at most)."""
    assert card.words <= MOST_WORDS
    assert len(card.do) == STEPS
    assert 2 <= len(card.say) <= 3
    assert 1 <= len(card.leave) <= 2
    assert all(text.strip() and text == " ".join(text.split()) for text in card.texts)


@pytest.mark.parametrize(("language", "card"), CARDS)
def test_what_a_card_says_is_nothing_that_is_better_not_said(language: str, card: Card) -> None:
    said = (card.what, *card.do, *card.say, card.escalate)
    assert not [one for text in said for one in avoided(text, LIBRARIES[language].avoid)]
    assert not set(card.leave) & set(said)
    assert not [text for text in card.texts if "{" in text or "[" in text or "!" in text]


def test_every_tone_but_a_calm_one_leads_to_a_card() -> None:
    """A call whose tone (worried, frustrated, angry, abusive) says so offers the card that fits."""
    assert set(OF_TONE) == set(Tone) - {Tone.CALM}
    assert fitting(Tone.CALM) == ()
    assert fitting(None) == ()


def test_the_card_of_the_tone_comes_first_and_each_once() -> None:
    assert fitting(Tone.ANGRY, ("legal", "time_limit", "abusive", "many_customers", "systems_failing")) == (
        Situation.ANGER,
        Situation.LEGAL,
        Situation.ABUSE,
        Situation.OUTAGE,
    )
    assert fitting(Tone.ABUSIVE, ("abusive",)) == (Situation.ABUSE,)


def test_the_signs_that_lead_to_a_card_are_signs_of_a_new_desk() -> None:
    defaults = tomllib.loads((paths.resources() / "defaults" / "desk.toml").read_text(encoding="utf-8"))
    assert set(OF_SIGN) <= set(defaults["triggers"])


def test_the_tips_beside_a_sign_are_what_its_card_says_to_do() -> None:
    """The tips beside signs are what their cards say to do."""
    for language, library in LIBRARIES.items():
        assert library.tips["abusive"] == cards(language)[Situation.ABUSE].do
        assert library.tips["angry"] == cards(language)[Situation.ANGER].do
        assert set(library.tips) == {*map(str, OF_TONE), *OF_SIGN}


def test_every_scenario_of_a_hard_conversation_has_its_card_beside_the_talk() -> None:
    hard = {Theme.DE_ESCALATION, Theme.SILENCE, Theme.LEGAL, Theme.OUTAGE, Theme.MANAGER}
    assert not [one.id for one in scenarios() if set(one.themes) & hard and one.card is None]
