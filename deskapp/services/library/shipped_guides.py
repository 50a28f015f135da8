"""The guides that come with the program: plain files of resources/guides, by language, the title at the top."""

from collections.abc import Mapping
from functools import cache

from deskapp import paths
from deskapp.domain.words import GuideKind
from deskapp.models.library import Guide
from deskapp.services.defaults import defaults

_SOURCE = "en"


@cache
def shipped(language: str) -> Mapping[str, tuple[str, str]]:
    """By its sign (N-3) the title and what the guide says; English for want of another language."""
    folder = paths.resources() / "guides"
    # A language is a code of the site's settings: it names no folder.
    there = folder / (language if language.isalpha() else _SOURCE)
    files = sorted((there if there.is_dir() else folder / _SOURCE).glob("*.txt"))
    found = {}
    for file in files:
        title, _blank, words = file.read_text(encoding="utf-8").partition("\n")
        found[file.stem] = (title.strip(), words.strip())
    return found


def of_category(name: str, category_id: int, language: str) -> list[Guide]:
    """The guides of a category that every desk starts with, by its name there."""
    texts = shipped(language)
    return [
        Guide(category_id=category_id, position=position, kind=GuideKind.NOTE, title=title, content=words)
        for position, sign in enumerate(defaults()["guides"].get(name, ()), 1)
        for title, words in (texts[sign],)
    ]
