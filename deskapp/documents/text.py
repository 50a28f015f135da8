"""Text as it was typed, made ready for paper: cleaned of what cannot print, Arabic letters joined.

No value ever passes through ReportLab's paragraph markup, so a tag is only text here.
A character that the bundled faces lack, and a control character, is printed as REPLACEMENT; the documents
explain the sign when it occurs. Characters without a shape (joiners, direction marks, isolates) print nothing, once
the order that they ask for is settled. What overrides the direction of others counts as an embedding: it could make a
number read backwards.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from deskapp import direction
from deskapp.documents.fonts import BOLD, SANS, face
from deskapp.domain.data_class import dataclass

REPLACEMENT = "□"


BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_NO_OVERRIDES = str.maketrans("\u202d\u202e", "\u202a\u202b")
_EMBEDDINGS, _EMBEDDED = "\u202a\u202b", "\u202c"
_ISOLATES, _ISOLATED = "\u2066\u2067\u2068", "\u2069"
_PLAIN = re.compile(r"[ -~\n]*")
_SHAPELESS = re.compile(
    f"[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u2060-\u2064{direction.SIGNS}"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
#: Shapeless too, but needed until the order and the joined forms are settled.
NEEDED_FOR_ORDER = f"\u061c\u200c\u200d\u200e\u200f{_EMBEDDINGS}{_EMBEDDED}{_ISOLATES}{_ISOLATED}"
#: Combines with what stands before it, has no shape, and is in no prepared text.
_MARK = "\U000e0100"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style, black. Its direction is its own: a value never turns its neighbours around."""

    text: str
    bold: bool = False


@dataclass(frozen=True, slots=True)
class Styled:
    """One typed line of a span, in the order it was typed, once it is known to print."""

    text: str
    face: str
    #: Whether any of it runs from the right, and whether as a whole it does.
    mixed: bool = False
    from_right: bool = False


def prepare(span: Span) -> list[Styled]:
    """The span as stretches that print, one for each line that was typed."""
    name = BOLD if span.bold else SANS
    if _PLAIN.fullmatch(span.text):
        return [Styled(text, name) for text in span.text.split("\n")]
    return [_prepared(text, name) for text in BREAKS.split(span.text)]


def in_visual_order(text: str, from_right: bool, begins: int = 0) -> str:
    """One wrapped line as the eye meets it from left to right. It is that part of the text which begins there."""
    from bidi import get_display

    text = _open_at(text, begins) + text[begins:]

    # The package orders brackets rightly but leaves them unturned. A mark behind each takes its direction
    # from it: where the mark comes out in front, the bracket stands in text from the right.
    marked = _turning().sub(rf"\g<0>{_MARK}", text)
    ordered = str(get_display(marked, base_dir="R" if from_right else "L"))
    turned = _marked_turning().sub(lambda found: _mirrored()[found[1]] if found[1] else found[2], ordered)
    return _SHAPELESS.sub("", turned)


def needs_legend(text: str) -> bool:
    """Whether printing the text puts a REPLACEMENT where something else was typed."""
    if _PLAIN.fullmatch(text):
        return False
    shown = sum(styled.text.count(REPLACEMENT) for styled in prepare(Span(text)))
    return shown > text.count(REPLACEMENT)


def _prepared(text: str, name: str) -> Styled:
    text = unicodedata.normalize("NFC", text.replace("\t", "    ").translate(_NO_OVERRIDES))
    mixed = direction.from_right(text)
    from_right = False
    if mixed:
        from bidi import get_base_level  # only who writes from the right pays for these

        from_right = get_base_level(text) == 1
        text = _reshaper().reshape(direction.shown(text))
    kept = NEEDED_FOR_ORDER if mixed else ""
    text = _SHAPELESS.sub(lambda sign: sign[0] if sign[0] in kept else "", text)
    if name == BOLD and any(not face(BOLD).has(sign) and face(SANS).has(sign) for sign in text):
        name = SANS  # better light than missing
    has = face(name).has
    text = "".join(sign if sign in kept or (has(sign) and sign >= " ") else REPLACEMENT for sign in text)
    return Styled(text, name, mixed, from_right)


def _open_at(text: str, place: int) -> str:
    """The embeddings and isolates that are open there: a line that begins in the middle of them is within them too."""
    open_: list[str] = []
    for sign in text[:place]:
        if sign in _EMBEDDINGS or sign in _ISOLATES:
            open_.append(sign)
        elif sign == _EMBEDDED and open_ and open_[-1] in _EMBEDDINGS:
            open_.pop()
        elif sign == _ISOLATED and any(one in _ISOLATES for one in open_):
            while open_.pop() in _EMBEDDINGS:
                pass
    return "".join(open_)


@cache
def _reshaper() -> Any:
    from arabic_reshaper import ArabicReshaper

    # The vowel signs are part of what was typed; the ligature of four letters is not in the bundled faces.
    return ArabicReshaper({"delete_harakat": False, "ARABIC LIGATURE ALLAH": False})


@cache
def _mirrored() -> dict[str, str]:
    """Brackets and their like, and what each looks like in text from the right."""
    from bidi.mirror import MIRRORED

    return {str(sign): str(other) for sign, other in MIRRORED.items()}


@cache
def _turning() -> re.Pattern[str]:
    return re.compile(f"[{re.escape(''.join(_mirrored()))}]")


@cache
def _marked_turning() -> re.Pattern[str]:
    signs = _turning().pattern
    return re.compile(f"{_MARK}({signs})|({signs}){_MARK}")
