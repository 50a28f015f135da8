"""The phrases of a language, read once from resources/phrases."""

import tomllib
from functools import cache
from typing import Any

from deskapp import paths
from deskapp.domain.phrases import PhraseToAvoid

_SOURCE = "en"


def phrase(step: str, language: str = _SOURCE) -> str:
    """The phrase of a step (`domain.phrases.Step`), its {places} still open; English for want of another."""
    steps = _read(language)["steps"]
    return str(steps[step] if step in steps else _read(_SOURCE)["steps"][step])


@cache
def to_avoid(language: str = _SOURCE) -> tuple[PhraseToAvoid, ...]:
    """What is better not said to a customer."""
    return tuple(PhraseToAvoid(tuple(one["say"]), one["better"]) for one in _read(language)["avoid"])


@cache
def _read(language: str) -> dict[str, Any]:
    folder = paths.resources() / "phrases"
    file = folder / f"{language}.toml"
    if not file.is_file():
        file = folder / f"{_SOURCE}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))
