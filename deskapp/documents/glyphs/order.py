"""A line of both directions as runs from the left to the right, as the eye meets them (Unicode's annex 9)."""

import re
from functools import cache

_EMBEDDINGS, _EMBEDDED = "\u202a\u202b", "\u202c"
_ISOLATES, _ISOLATED = "\u2066\u2067\u2068", "\u2069"
#: Shapeless, but needed until the order and the joined forms are settled.
NEEDED = f"\u061c\u200b\u200c\u200d\u200e\u200f{_EMBEDDINGS}{_EMBEDDED}{_ISOLATES}{_ISOLATED}"
_OPENS = frozenset(_EMBEDDINGS + _ISOLATES)
_LEFT_MARK, _RIGHT_MARK = "\u200e", "\u200f"
_FORMATS = frozenset(NEEDED)
_TURNS = re.compile(f"[{_EMBEDDINGS}{_EMBEDDED}{_ISOLATES}{_ISOLATED}]")
#: Signs that annex 9 passes over, and that are in no prepared text: two of them are the digits of a place.
_DIGITS, _ZERO = 95, 0xE0020
_MOST = _DIGITS * _DIGITS


def base_from_right(text: str) -> bool:
    """Whether the text as a whole runs from the right: by its first letter."""
    from bidi import get_base_level  # only who writes from the right pays for these

    return bool(get_base_level(text[:2000]) == 1)


def runs(line: str, from_right: bool, opened: str = "") -> list[tuple[int, int, bool]]:
    """(start, end, whether it runs from the right) of each run of the line, what is leftmost first.

    opened: the embeddings and isolates that are open where the line begins.
    """
    from bidi import get_display

    line = line[:_MOST]  # no line of a page is as long
    # The package gives the text back in its order, without telling where each character came from. The signs behind
    # each tell: they keep to it, and come out in front of it where it runs from the right.
    marked = "".join(
        sign if sign in _FORMATS else f"{sign}{chr(_ZERO + place // _DIGITS)}{chr(_ZERO + place % _DIGITS)}"
        for place, sign in enumerate(line)
    )
    # What is passed over at the very end of a line would keep to the line instead: so it ends with a direction mark.
    ends = "".join(_ISOLATED if sign in _ISOLATES else _EMBEDDED for sign in reversed(opened + line) if sign in _OPENS)
    text = f"{opened}{marked}{ends}{_RIGHT_MARK if from_right else _LEFT_MARK}"
    shown = str(get_display(text, base_dir="R" if from_right else "L"))
    found: list[tuple[int, int, bool]] = []
    for one in _place().finditer(shown):
        right = one[1] is not None
        place = (
            (ord(one[2]) - _ZERO) * _DIGITS + ord(one[1]) - _ZERO
            if right
            else (ord(one[3]) - _ZERO) * _DIGITS + ord(one[4]) - _ZERO
        )
        if found:
            start, end, before = found[-1]
            between = (place + 1, start) if right else (end, place)
            if before is right and _only_formats(line, *between):
                found[-1] = (place, end, right) if right else (start, place + 1, right)
                continue
        found.append((place, place + 1, right))
    return found


class Opened:
    """The embeddings and isolates that are open at a place: a line that begins within them is within them too."""

    def __init__(self, text: str) -> None:
        self._turns = list(_TURNS.finditer(text))
        self._next = 0
        self._open: list[str] = []

    def at(self, place: int) -> str:
        """What is open there. Asked from the front to the back."""
        while self._next < len(self._turns) and self._turns[self._next].start() < place:
            self._take(self._turns[self._next][0])
            self._next += 1
        return "".join(self._open[-60:])  # as deep as annex 9 lets them be

    def _take(self, sign: str) -> None:
        open_ = self._open
        if sign in _EMBEDDINGS or sign in _ISOLATES:
            open_.append(sign)
        elif sign == _EMBEDDED and open_ and open_[-1] in _EMBEDDINGS:
            open_.pop()
        elif sign == _ISOLATED and any(one in _ISOLATES for one in open_):
            while open_.pop() in _EMBEDDINGS:
                pass


def mirrored(text: str) -> str:
    """A bracket as it looks in text from the right."""
    return _mirrors().get(text, text)


@cache
def _mirrors() -> dict[str, str]:
    from bidi.mirror import MIRRORED

    return {str(sign): str(other) for sign, other in MIRRORED.items()}


@cache
def _place() -> re.Pattern[str]:
    digits = f"{chr(_ZERO)}-{chr(_ZERO + _DIGITS - 1)}"
    digit, sign = f"([{digits}])", f"[^{digits}{NEEDED}]"
    return re.compile(f"{digit}{digit}{sign}|{sign}{digit}{digit}", re.DOTALL)


def _only_formats(line: str, start: int, end: int) -> bool:
    return start <= end and all(sign in _FORMATS for sign in line[start:end])
