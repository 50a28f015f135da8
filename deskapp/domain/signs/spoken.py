"""Words of a customer that are a sign to escalate: the site's lists, made ready once and then found in any text."""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import lru_cache
from typing import NamedTuple
from unicodedata import normalize

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import mark, spellings, unspaced

#: So many words may stand where a phrase has "…".
_BETWEEN = 3
#: So many of the customer's words are told of one sign.
_MOST = 3
_APOSTROPHES = "'’‘ʼ`´"
_ASCII_WORD = re.compile(r"[A-Za-z0-9]+(?:'[A-Za-z0-9]+)*")
#: Between two words it ends a sentence, where a blank follows it.
_ENDS = frozenset(".!?;:…")
_DOTS = re.compile(r"…|\.\.\.")


@dataclass(frozen=True, slots=True)
class WordList:
    """What shows one sign, in one language; "": in any, and then in no other form than it is written."""

    code: str
    language: str
    #: Whole words and phrases; "…" stands for up to three words.
    words: tuple[str, ...]
    #: What shares a word with one of these shows nothing.
    but_not: tuple[str, ...] = ()


class _Word(NamedTuple):
    """A word of a text at text[start:end]. begins: a sentence ends before it."""

    start: int
    end: int
    begins: bool


class _Step(NamedTuple):
    """A word of a phrase, by its keys. gap: up to three others may stand before it."""

    keys: frozenset[str]
    gap: bool


class _Phrase(NamedTuple):
    code: str
    steps: tuple[_Step, ...]
    cancels: bool


class Spoken:
    """The lists of a site, ready to be looked for. The work of a look grows with the text, not with the lists."""

    def __init__(self, lists: Iterable[WordList], root: Callable[[str, str], str]) -> None:
        """root: what all forms of a word in a language have in common."""
        self._root = root
        #: By language, and by a key of its first word.
        self._phrases: dict[str, dict[str, list[_Phrase]]] = {}
        for one in lists:
            for words, cancels in ((one.words, False), (one.but_not, True)):
                for phrase in words:
                    self._add(one, phrase, cancels)

    def found(self, text: str) -> Mapping[str, tuple[str, ...]]:
        """By sign, the customer's own words it is shown for, in their order; a few of them."""
        if not self._phrases:
            return {}
        text = text if text.isascii() else normalize("NFC", text)
        words = list(_words(text))
        said: dict[str, list[tuple[int, int]]] = {}
        cancelled: dict[str, set[int]] = {}
        for language, by_first in self._phrases.items():
            keys = [_keys(_plain(text[word.start : word.end]), language, self._root) for word in words]
            for phrase, first, last in _matches(words, keys, by_first):
                if phrase.cancels:
                    cancelled.setdefault(phrase.code, set()).update(range(first, last + 1))
                else:
                    said.setdefault(phrase.code, []).append((first, last))
        told = {}
        for code, spans in said.items():
            taken = cancelled.get(code, set())
            kept = [(first, last) for first, last in spans if taken.isdisjoint(range(first, last + 1))]
            if kept:
                told[code] = _told(text, words, kept)
        return told

    def _add(self, one: WordList, phrase: str, cancels: bool) -> None:
        # As it is written an exception holds: "fired" is none of "fire".
        language = "" if cancels else one.language
        steps = tuple(_steps(phrase, lambda word: _keys(word, language, self._root)))
        if steps:
            by_first = self._phrases.setdefault(one.language, {})
            for key in steps[0].keys:
                by_first.setdefault(key, []).append(_Phrase(one.code, steps, cancels))


def has_words(phrase: str) -> bool:
    """Whether there is something to look for in what somebody wrote."""
    return any(True for _word in _words(normalize("NFC", phrase)))


def _steps(phrase: str, keys: Callable[[str], frozenset[str]]) -> Iterator[_Step]:
    for place, part in enumerate(_DOTS.split(normalize("NFC", phrase))):
        gap = place > 0
        for word in _words(part):
            yield _Step(keys(_plain(part[word.start : word.end])), gap)
            gap = False


def _matches(
    words: list[_Word], keys: list[frozenset[str]], by_first: Mapping[str, list[_Phrase]]
) -> Iterator[tuple[_Phrase, int, int]]:
    """Each phrase that stands in a text, with the places of its first and last word."""
    for first, ways in enumerate(keys):
        # By several keys the same phrase is the same.
        for phrase in dict.fromkeys(phrase for key in ways for phrase in by_first.get(key, ())):
            last = _last(words, keys, phrase.steps, first)
            if last is not None:
                yield phrase, first, last


def _last(words: list[_Word], keys: list[frozenset[str]], steps: tuple[_Step, ...], first: int) -> int | None:
    """Where a phrase ends that begins at a place; within one sentence."""
    at = first
    for step in steps[1:]:
        for place in range(at + 1, min(at + 2 + _BETWEEN * step.gap, len(words))):
            if words[place].begins:
                return None
            if not step.keys.isdisjoint(keys[place]):
                at = place
                break
        else:
            return None
    return at


def _told(text: str, words: list[_Word], spans: list[tuple[int, int]]) -> tuple[str, ...]:
    """As they stand in the text, each once; those that overlap are one."""
    joined: list[tuple[int, int]] = []
    for first, last in sorted(spans):
        if joined and first <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(last, joined[-1][1]))
        else:
            joined.append((first, last))
    said: dict[str, str] = {}
    for first, last in joined:
        one = " ".join(text[words[first].start : words[last].end].split())
        said.setdefault(one.casefold(), one)
    return tuple(said.values())[:_MOST]


def _words(text: str) -> Iterator[_Word]:
    end = 0
    for start, stop in _ascii(text) if text.isascii() else _letters(text):
        between = text[end:start]
        blank = between.isspace() or any(letter.isspace() for letter in between)
        yield _Word(start, stop, blank and (not _ENDS.isdisjoint(between) or between.count("\n") > 1))
        end = stop


def _ascii(text: str) -> Iterator[tuple[int, int]]:
    return (found.span() for found in _ASCII_WORD.finditer(text))


def _letters(text: str) -> Iterator[tuple[int, int]]:
    """The same for any script. Where none sets blanks between words, each letter is one."""
    start: int | None = None
    for at, letter in enumerate(text):
        joins = letter in _APOSTROPHES and start is not None and text[at + 1 : at + 2].isalnum()
        inside = letter.isalnum() or mark(letter) or joins
        alone = inside and letter.isalnum() and unspaced(letter)
        if start is not None and (not inside or alone or unspaced(text[start])) and not mark(letter):
            yield start, at
            start = None
        if start is None and inside:
            start = at
    if start is not None:
        yield start, len(text)


def _plain(word: str) -> str:
    return "".join(letter for letter in word if letter not in _APOSTROPHES).lower()


@lru_cache(maxsize=8192)
def _keys(word: str, language: str, root: Callable[[str, str], str]) -> frozenset[str]:
    """The ways in which a word is known: as it is spelled, and by what it has in common with its other forms."""
    spelled = spellings(word)
    if not language or len(word) < _INFLECTED or not word.isalpha():
        return frozenset(spelled)
    # A root is no word: the sign keeps them apart.
    return frozenset((*spelled, *(f"~{root(one, language)}" for one in dict.fromkeys((word, *spelled)))))


#: Shorter words have their forms by chance: "use" is none of "us".
_INFLECTED = 4
