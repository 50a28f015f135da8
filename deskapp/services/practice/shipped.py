"""The scenarios that come along, read once."""

from functools import cache

from deskapp import paths
from deskapp.domain.practice.reading import read
from deskapp.domain.practice.scenario import Scenario
from deskapp.services.defaults import defaults


@cache
def shipped() -> tuple[Scenario, ...]:
    """In the order of their files."""
    return tuple(scenario for scenario, _text in _files())


def text_of(scenario_id: str) -> str | None:
    """One of them as the text of its file; None: none has this id."""
    return next((text for scenario, text in _files() if scenario.id == scenario_id), None)


@cache
def triggers() -> tuple[str, ...]:
    """The signs that come along with every desk: a scenario is played at any of them."""
    return tuple(defaults()["triggers"])


@cache
def _files() -> tuple[tuple[Scenario, str], ...]:
    files = sorted((paths.resources() / "practice" / "en").glob("*.toml"))
    texts = [file.read_text("utf-8") for file in files]
    found = [(read(text, triggers()).scenario, text) for text in texts]
    return tuple((scenario, text) for scenario, text in found if scenario is not None)
