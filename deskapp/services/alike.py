"""Whether calls are about one thing, by the words of their summaries."""

from functools import cache, lru_cache

from deskapp.domain.spelling import folded
from deskapp.services import spoken_signs
from deskapp.storage import search, word_forms

#: Letters that a word needs at least, to say anything; of a number, digits.
_LETTERS, _DIGITS = 3, 2
#: So many telling words two summaries have in common.
_SHARED = 2


@lru_cache(maxsize=8192)
def telling(text: str, language: str) -> frozenset[str]:
    """What a text is about: its words, any form of one as the same, without those that say nothing by themselves."""
    return frozenset(telling_words(text, language))


def telling_words(text: str, language: str, digits: int = _DIGITS) -> dict[str, str]:
    """The same by what all forms of a word have in common, each with the first of its forms in the text, in order.

    digits: so many a number needs at least.
    """
    found: dict[str, str] = {}
    for word in search.words_of(text):
        plain = folded(word)
        if len(plain) >= (digits if plain.isdecimal() else _LETTERS):
            found.setdefault(word_forms.root(plain, language), word)
    return {root: word for root, word in found.items() if root not in _nothing(language)}


def alike(one: frozenset[str], other: frozenset[str]) -> bool:
    """Whether two texts are about one thing, by what is `telling`.

    They tell the same, or have two words in common that are half of what the shorter one tells.
    """
    if one == other:
        return bool(one)
    shared = len(one & other)
    return shared >= _SHARED and 2 * shared >= min(len(one), len(other))


@cache
def says_nothing() -> frozenset[str]:
    """The words that say nothing by themselves, in any language, as texts are compared."""
    return frozenset(folded(word) for word in spoken_signs.says_nothing())


@cache
def _nothing(language: str) -> frozenset[str]:
    return frozenset(word_forms.root(word, language) for word in says_nothing())
