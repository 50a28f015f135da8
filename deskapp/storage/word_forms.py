"""The forms of a word, in the site's language: whoever looks for one of them looks for all."""

from collections.abc import Callable, Iterable
from functools import lru_cache
from unicodedata import normalize

#: What words end in, by language. The stemmer says which of a stem's endings make a form of the same word, so that one
#: too many here does no harm.
_ENGLISH = ("", "s", "e", "es", "ed", "ing", "er", "ers", "ion", "ions", "ation", "ations")
_GERMAN = ("", "e", "em", "en", "er", "ern", "ers", "es", "n", "s", "ung", "ungen")
#: Who or what does something, in English: what is left without it has so many letters at least.
_DOES, _LEFT = "er", 4


@lru_cache(maxsize=4096)
def forms(word: str, language: str) -> tuple[str, ...]:
    """A word in small letters, first as it is, then in its other forms.

    Languages that nothing is known of, and what is no word (E4711), have no other forms.
    """
    composed = normalize("NFC", word)
    if language not in _LANGUAGES or not composed.isalpha():
        return (word,)
    root_of, candidates = _LANGUAGES[language]
    stem = _stemmer(language)
    root = root_of(composed, stem)
    alike = (candidate for candidate in candidates(root) if root_of(candidate, stem) == root)
    return tuple(dict.fromkeys((word, *alike)))


@lru_cache(maxsize=16384)
def root(word: str, language: str) -> str:
    """What all forms of a word in small letters have in common; the word itself where nothing is known of its language.

    Two words of one root are forms of one word: to compare roots is quicker than to make all forms.
    """
    composed = normalize("NFC", word)
    if language not in _LANGUAGES or not composed.isalpha():
        return word
    return _LANGUAGES[language][0](composed, _stemmer(language))


def _stemmer(language: str) -> Callable[[str], str]:
    # It is loaded when it is first needed, and made for each word: it is not safe among threads.
    import snowballstemmer

    stem: Callable[[str], str] = snowballstemmer.stemmer({"en": "english", "de": "german"}[language]).stemWord
    return stem


def _english_root(word: str, stem: Callable[[str], str]) -> str:
    """The stem; of the printer, that of printing, which the stemmer keeps apart."""
    root = stem(word)
    if root.endswith(_DOES) and len(root) - len(_DOES) >= _LEFT:
        return stem(root.removesuffix(_DOES) + "ing")
    return root


def _english(root: str) -> Iterable[str]:
    # copi: copy; use: using; stop: stopping.
    other = root[:-1] + {"i": "y", "e": ""}.get(root[-1], root[-1] * 2)
    return (spelled + ending for spelled in (root, other) for ending in _ENGLISH)


def _german_root(word: str, stem: Callable[[str], str]) -> str:
    return stem(word)


def _german(root: str) -> Iterable[str]:
    # The index knows neither ä nor ö nor ü, as the stems do not; a ß it does.
    spelled = [root, root.replace("ss", "ß")] if "ss" in root else [root]
    return (one + ending for one in spelled for ending in _GERMAN)


_LANGUAGES = {"en": (_english_root, _english), "de": (_german_root, _german)}
