"""Text of both directions in one line, where people read it: a name from the right turns nothing beside it around.

`isolated` is for what is put into a sentence or a row, `shown` for a text that is about to be seen or printed: it
holds numbers together. Both leave alone whatever has no letter from the right. What is kept, typed, looked for,
copied or written to a file has none of these signs: see `clean`. The rules are those of Unicode's annex 9.
"""

import re
import unicodedata
from collections.abc import Iterable

_FROM_LEFT, _FROM_RIGHT, _END = "\u2066", "\u2067", "\u2069"
_LEFT_MARK, _RIGHT_MARK = "\u200e", "\u200f"
_OPENERS = "\u2066\u2067\u2068"
#: What turns text around by itself, for a class of a pattern: embeddings, overrides, isolates and their ends.
SIGNS = "\u202a-\u202e\u2066-\u2069"
_RIGHT = "\u0590-\u06ef\u06fa-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff"
_RIGHT_LETTER = re.compile(f"[{_RIGHT}]")
_TURNS = re.compile(f"[{_RIGHT}\u200f{SIGNS}]")
_ISOLATES = re.compile(f"[{_OPENERS}{_END}]")
_OURS = re.compile(f"[{SIGNS}{_LEFT_MARK}{_RIGHT_MARK}]")

# A word from the left: letters and digits (those of Persian and Urdu run from the left too), the signs within a
# number, an address or a reference, and before and behind it those of an amount. Its brackets are whole.
_LETTER = rf"(?:(?![{_RIGHT}])\w)"
_CORE = rf"{_LETTER}(?:(?:{_LETTER}|[-+−.,:/@_#&'’*~=?%\u200b])*{_LETTER})?"
_BEFORE = r"(?<![^\s(\[“\"'])(?:[-+−#€$£¥₪@]+|[€$£¥₪][ \u00a0\u202f])"
_WORD = rf"(?:{_BEFORE})?(?:\({_CORE}\)[-/]?(?:{_CORE})?|{_CORE})[%°€$£¥₪]*"
# Words stand together over blanks, digits over a dash or a stroke too, and the words of an address over a comma.
_JOINT = r"(?:[ \u00a0\u202f\u200b]+(?:[-–/] (?=[\d(+]))?|(?<=[^\W\d_]), )"
_FIGURE = re.compile(rf"{_FROM_LEFT}[^{SIGNS}{_RIGHT}]*{_END}|{_WORD}(?:{_JOINT}(?:{_WORD}|[€$£¥₪%](?![^\s.,:;)])))*")


def from_right(text: str) -> bool:
    """Whether any letter of the text is written from the right."""
    return not text.isascii() and _RIGHT_LETTER.search(text) is not None


def isolated(value: str) -> str:
    """A value for a sentence or a row of others, in a direction of its own if it could turn its neighbours."""
    if value.isascii() or not _TURNS.search(value):
        return value
    return "\n".join(_isolated(line) for line in value.split("\n"))


def row(parts: Iterable[str | None], between: str = " · ") -> str:
    """The parts that say something, in a row, each in its own direction."""
    return between.join(isolated(part) for part in parts if part)


def shown(text: str) -> str:
    """A text for the eye: each number, time, amount, reference or address in it reads from the left, as one piece."""
    if not from_right(text):
        return text
    held, right = _FIGURE.sub(_held, text), _begins_from_right(text)
    # It goes on from where it began: also where its first word is a piece of its own now, and for Qt's documents, which
    # ask the first letter even within an isolate.
    if {_begins_from_right(held), _begins_from_right(held, within=True)} != {right}:
        held = (_RIGHT_MARK if right else _LEFT_MARK) + held
    return held


def clean(text: str) -> str:
    """The text without the signs that `isolated` and `shown` put into it."""
    return text if text.isascii() else _OURS.sub("", text)


def balanced(line: str) -> str:
    """The line with every isolate ended in it, and no end too many: what follows is outside of them."""
    if not _ISOLATES.search(line):
        return line
    open_, kept = 0, []
    for sign in line:
        if sign in _OPENERS:
            open_ += 1
        elif sign == _END:
            if not open_:
                continue
            open_ -= 1
        kept.append(sign)
    return "".join(kept) + _END * open_


def _isolated(line: str) -> str:
    if not _TURNS.search(line):
        return line
    line = balanced(line)
    if not line or _is_one(line):
        return line
    # As one that goes by its first letter would: that letter may yet become part of a piece of its own.
    return f"{_FROM_RIGHT if _begins_from_right(line) else _FROM_LEFT}{line}{_END}"


def _is_one(line: str) -> bool:
    """Whether the whole line is one isolate already."""
    if line[0] not in _OPENERS or line[-1] != _END:
        return False
    return not _ISOLATES.search(line, 1, len(line) - 1)


def _held(found: re.Match[str]) -> str:
    figure = found[0]
    if figure[0] == _FROM_LEFT or not any(sign.isdecimal() for sign in figure):
        return figure
    return f"{_FROM_LEFT}{figure}{_END}"


def _begins_from_right(text: str, *, within: bool = False) -> bool:
    """By the first letter outside of every isolate, or within them too."""
    inside = 0
    for sign in text:
        if sign in _OPENERS:
            inside += 1
        elif sign == _END:
            inside = max(0, inside - 1)
        elif within or not inside:
            kind = unicodedata.bidirectional(sign)
            if kind in ("L", "R", "AL"):
                return kind != "L"
    return False
