"""What customers say that shows a sign to escalate: the site's lists as they lie in the file, made ready once."""

import json
import tomllib
from functools import cache, lru_cache

from sqlalchemy.orm import Session

from deskapp import paths
from deskapp.domain.signs.spoken import Spoken, WordList
from deskapp.storage import word_forms

#: The lists of the languages that the site looks for, in one text: read with whatever else a statement reads.
LISTS = """(SELECT json_group_array(json_array(trigger_code, language, words, but_not)) FROM sign_words
WHERE language = '' OR language IN (SELECT value FROM json_each((SELECT sign_languages FROM site))))"""

#: Languages with lists of their own and forms of a word.
LANGUAGES = ("en", "de")
_SAYS_NOTHING = "says_nothing"


@lru_cache(maxsize=4)
def spoken(lists: str) -> Spoken:
    """The lists as `LISTS` reads them, ready to be looked for. Made ready once; other lists are another text."""
    return Spoken(
        (
            WordList(code, language, tuple(words.split("\n")), tuple(filter(None, but_not.split("\n"))))
            for code, language, words, but_not in json.loads(lists)
        ),
        word_forms.root,
    )


def of_site(session: Session) -> Spoken:
    return spoken(session.connection().exec_driver_sql(f"SELECT {LISTS}").scalar_one())


@cache
def shipped() -> tuple[WordList, ...]:
    """What the app was shipped with, every language."""
    return tuple(
        WordList(code, language, tuple(given["words"]), tuple(given.get("but_not", ())))
        for language in LANGUAGES
        for code, given in _read(language).items()
        if code != _SAYS_NOTHING
    )


def says_nothing() -> tuple[str, ...]:
    """Words that say nothing about what a call is about, of every language."""
    return tuple(word for language in LANGUAGES for word in _read(language)[_SAYS_NOTHING]["words"])


@cache
def _read(language: str) -> dict[str, dict[str, list[str]]]:
    return tomllib.loads((paths.resources() / "signs" / f"{language}.toml").read_text(encoding="utf-8"))
