"""The phrases that the app was shipped with, read once from resources/phrases."""

import tomllib
from collections.abc import Mapping
from functools import cache
from typing import Any

from deskapp import paths
from deskapp.domain.calming.cards import CODES, Card, Situation
from deskapp.domain.phrases import Library, PhraseToAvoid, Step

_SOURCE = "en"


@cache
def shipped(language: str = _SOURCE) -> Library:
    """What a site finds before it has written anything itself; English for want of another language."""
    read, source = _read(language), _read(_SOURCE)
    steps = {**source["steps"], **read["steps"]}
    return Library(
        steps={step: tuple(steps.get(step, ())) for step in Step},
        avoid=tuple(PhraseToAvoid(tuple(one["say"]), one["better"]) for one in read["avoid"]),
        tips={code: cards(language)[one].do for code, one in CODES.items()},
    )


@cache
def cards(language: str = _SOURCE) -> Mapping[Situation, Card]:
    """The de-escalation cards, in the order of the situations; English for want of another language."""
    read, source = _read(language).get("cards", {}), _read(_SOURCE)["cards"]
    return {one: _card(one, read.get(one) or source[one]) for one in Situation}


def _card(situation: Situation, said: dict[str, Any]) -> Card:
    return Card(
        situation=situation,
        what=said["what"],
        do=tuple(said["do"]),
        say=tuple(said["say"]),
        leave=tuple(said["leave"]),
        escalate=said["escalate"],
    )


@cache
def _read(language: str) -> dict[str, Any]:
    folder = paths.resources() / "phrases"
    # A language is a code of the site's settings: it names no folder.
    file = folder / f"{language if language.isalpha() else _SOURCE}.toml"
    if not file.is_file():
        file = folder / f"{_SOURCE}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
