"""The guides that come with the program: plain files of resources/guides, by language, the title at the top."""

from collections.abc import Mapping
from functools import cache

from sqlalchemy import select

from deskapp import paths
from deskapp.domain.words import GuideKind
from deskapp.models.library import Guide
from deskapp.services.defaults import defaults
from deskapp.services.library import categories
from deskapp.services.work import Unit

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


def follow(unit: Unit, was: str, becomes: str) -> None:
    """The site speaks another language: guides that nobody changed do, too, and it is told of their categories."""
    before, after = shipped(was), shipped(becomes)
    signs = {texts: sign for sign, texts in before.items()}
    same = {
        row: sign
        for row in unit.session.scalars(select(Guide).where(Guide.kind == GuideKind.NOTE))
        if (sign := signs.get((row.title, row.content)))
    }
    for category_id in sorted({row.category_id for row in same}):
        seen = categories.one(unit.session, category_id)
        for row, sign in same.items():
            if row.category_id == category_id:
                row.title, row.content = after[sign]
                row.version += 1
        unit.session.flush()
        categories.tell_edited(unit, seen)
