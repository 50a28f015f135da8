"""How names and words are compared when somebody is looked for: one way of folding, for everybody and everywhere."""

import unicodedata
from collections.abc import Callable

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
    apart = letter if letter == "´" else unicodedata.normalize("NFKD", letter.casefold())
    return "".join(_LIKE.get(one, one) for one in apart.casefold() if not _unheard(one))


def _without_accents(letter: str) -> str:
    apart = unicodedata.normalize("NFD", letter.casefold())
    return "".join(one for one in apart if not unicodedata.combining(one))


_FOLDED, _PLAIN = _Letters(_without_anything), _Letters(_without_accents)


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


def _unheard(letter: str) -> bool:
    """Accents, and what stands in a text without being seen: soft hyphens, joiners, marks of direction."""
    return bool(unicodedata.combining(letter)) or unicodedata.category(letter) == "Cf"
