"""How names and words are compared when somebody is looked for: one way of folding, for everybody and everywhere."""

import re
import unicodedata
from collections.abc import Callable, Iterator, Sequence
from itertools import groupby

#: Letters that Unicode does not take apart, and signs that stand for one another, as they are typed without them.
_LIKE = {
    "ø": "o",
    "ł": "l",
    "đ": "d",
    "ð": "d",
    "ħ": "h",
    "ŧ": "t",
    "ı": "i",
    "ŋ": "n",
    "æ": "ae",
    "œ": "oe",
    "þ": "th",
    "ə": "e",
    # Arabic as it is typed with or without its dots, and by Persian keyboards; the stroke that only widens.
    "ى": "ي",
    "ی": "ي",
    "ة": "ه",
    "ک": "ك",
    "ـ": "",
    **dict.fromkeys("’‘ʼʻ`´", "'"),
    **dict.fromkeys("‐‑‒–—−", "-"),
    # Both Japanese syllabaries spell the same.
    **{chr(kata): chr(kata - 0x60) for kata in range(0x30A1, 0x30F7)},
}
#: Letters that people also spell out where their keyboard has none of them.
_SPELLED = str.maketrans({"ä": "ae", "ö": "oe", "ü": "ue", "å": "aa", "Ä": "ae", "Ö": "oe", "Ü": "ue", "Å": "aa"})

#: So much of a number or a reference is looked for inside others.
A_PART = 3

_UNSPACED = ("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR")


class _Letters(dict[int, str]):
    """What becomes of each letter, worked out when it is first met: a text is then turned in one go."""

    def __init__(self, turn: Callable[[str], str]) -> None:
        self._turn = turn

    def __missing__(self, code: int) -> str:
        turned = self[code] = self._turn(chr(code))
        return turned


def _without_anything(letter: str) -> str:
    # The acute accent by itself would be a blank.
    if letter.isdecimal():
        return str(unicodedata.decimal(letter))
    apart = letter if letter == "´" else unicodedata.normalize("NFKD", letter.casefold())
    return "".join(_LIKE.get(one, one) for one in apart.casefold() if not _unheard(one))


def _without_accents(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


def _between_words(letter: str) -> str:
    return letter if _of_a_word(letter) else " "


def _of_a_word(letter: str) -> bool:
    # An accent may come as a sign of its own after its letter, and a joiner within a word: neither cuts it in two.
    return letter.isalnum() or unicodedata.category(letter)[0] == "M" or unicodedata.category(letter) == "Cf"


_FOLDED, _PLAIN, _APART = _Letters(_without_anything), _Letters(_without_accents), _Letters(_between_words)
_ASCII_WORD, _ASCII_SIGNS = re.compile(r"[a-z0-9]+"), re.compile(r"[^a-z0-9]+")


def folded(text: str) -> str:
    """A text as it is searched: without case, accents, forms of its script, and marks that nobody sees."""
    return text.lower() if text.isascii() else text.translate(_FOLDED)


def spelled_out(text: str) -> str:
    """The folded text with its umlauts written as two letters: "mueller" for "Müller"; mostly the same as folded."""
    return text.lower() if text.isascii() else folded(unicodedata.normalize("NFC", text).translate(_SPELLED))


def without_accents(text: str) -> str:
    """A text without case and accents alone, as SQLite folds it by itself."""
    return text.lower() if text.isascii() else text.translate(_PLAIN)


def spellings(word: str) -> tuple[str, ...]:
    """The ways in which a word may be found: folded, and spelled out where that is another."""
    return tuple(dict.fromkeys((folded(word), spelled_out(word))))


def compact(text: str) -> str:
    """Letters and digits alone, folded: an account with or without its signs."""
    if text.isascii():
        return _ASCII_SIGNS.sub("", text.lower())
    return "".join(letter for letter in folded(text) if letter.isalnum())


def same_name(one: str, other: str) -> bool:
    """Whether two names cannot be told apart by whoever looks for them."""
    return folded(one).split() == folded(other).split()


def mark(letter: str) -> bool:
    """Whether a sign belongs to the letter before it: an accent, or a joiner of Persian and Indic scripts."""
    return not letter.isascii() and (letter in "\u200c\u200d" or unicodedata.category(letter).startswith("M"))


def unspaced(letter: str) -> bool:
    """Whether its script sets no blanks between words: there a word stands inside a run of letters."""
    return not letter.isascii() and unicodedata.name(letter, "").startswith(_UNSPACED)


def words(text: str) -> list[str]:
    """The words of a text, folded, in their order: what stands between blanks and signs."""
    if text.isascii():
        return _ASCII_WORD.findall(text.lower())
    plain = text.translate(_FOLDED)
    return _ASCII_WORD.findall(plain) if plain.isascii() else plain.translate(_APART).split()


def every_word(text: str) -> set[str]:
    """The words of a text in all ways in which they are looked for: folded, and spelled out where that is another."""
    found = set(words(text))
    if not text.isascii():
        found.update(words(spelled_out(text)))
    return found


def asked_words(text: str) -> list[tuple[str, ...]]:
    """What was typed, word by word, each in the ways in which a text may have it, with blanks where it has several."""
    found = []
    for start, end in _spans(text):
        ways = dict.fromkeys(" ".join(words(way)) for way in spellings(text[start:end]))
        if any(ways):
            found.append(tuple(filter(None, ways)))
    return list(dict.fromkeys(found))


def marks(text: str, asked: str) -> list[tuple[int, int]]:
    """Where in a text the words stand that were asked for, whole words from start to end, in their order.

    A number is found by any part of it, and across the blanks and signs that it is written with.
    """
    ways = [way for each in asked_words(asked) for way in each]
    if not ways or not text:
        return []
    return _joined((start, end) for start, end in (*_words_begun(text, ways), *_numbers_across(text, ways, asked)))


def _words_begun(text: str, ways: Sequence[str]) -> Iterator[tuple[int, int]]:
    for start, end in _spans(text):
        for form in spellings(text[start:end]):
            plain = " ".join(words(form))
            inside = any(letter.isdecimal() or unspaced(letter) for letter in plain)
            if any(plain.startswith(way) or (inside and way in plain) for way in ways):
                yield start, end
                break


def _numbers_across(text: str, ways: Sequence[str], asked: str) -> Iterator[tuple[int, int]]:
    """Where a number or a reference stands that is written with other blanks and signs than it was typed with."""
    whole = compact(asked)
    looked_for = {way for way in (*ways, whole) if len(way) >= A_PART and any(letter.isdecimal() for letter in way)}
    if not looked_for:
        return
    letters = [(plain, place) for place, letter in enumerate(text) for plain in folded(letter) if plain.isalnum()]
    run = "".join(plain for plain, _place in letters)
    for way in looked_for:
        at = run.find(way)
        while at >= 0:
            start, end = letters[at][1], letters[at + len(way) - 1][1] + 1
            # Letters are none of a number: a reference with letters begins where a word does.
            if way.isdecimal() or not start or not _of_a_word(text[start - 1]):
                yield start, end
            at = run.find(way, at + 1)


def _joined(spans: Iterator[tuple[int, int]]) -> list[tuple[int, int]]:
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        if found and start <= found[-1][1]:
            found[-1] = found[-1][0], max(end, found[-1][1])
        else:
            found.append((start, end))
    return found


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """From where to where the words of a text stand in it."""
    at = 0
    for inside, letters in groupby(text, _of_a_word):
        length = sum(1 for _letter in letters)
        if inside:
            yield at, at + length
        at += length


def _unheard(letter: str) -> bool:
    """Accents, and what stands in a text without being seen: soft hyphens, joiners, marks of direction."""
    return bool(unicodedata.combining(letter)) or unicodedata.category(letter) == "Cf"
