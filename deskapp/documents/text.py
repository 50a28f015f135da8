"""Text as it was typed, made ready for paper: cleaned of what cannot print, Arabic letters joined.

No value ever passes through ReportLab's paragraph markup, so a tag is only text here.
A character that the bundled faces lack, and a control character, is printed as REPLACEMENT; the documents
explain the sign when it occurs. Characters without a shape (joiners, direction marks) print nothing, and
characters that override the direction of others are left out: they could make a number read backwards.
"""

import re
import unicodedata
from functools import cache
from typing import Any

from deskapp.documents.fonts import BOLD, SANS, face
from deskapp.domain.data_class import dataclass

REPLACEMENT = "□"

Colour = tuple[float, float, float]
INK: Colour = (0.094, 0.129, 0.176)

BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_OVERRIDES = re.compile("[\u202a-\u202e\u2066-\u2069]")
_RIGHT_TO_LEFT = re.compile("[\u0590-\u08ff\ufb1d-\ufdff\ufe70-\ufefc\U00010800-\U00010fff\U0001e800-\U0001efff]")
_PLAIN = re.compile(r"[ -~\n]*")
_SHAPELESS = re.compile(
    "[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u2060-\u2064\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
#: Shapeless too, but needed until the order and the joined forms are settled.
_NEEDED_FOR_ORDER = "\u061c\u200c\u200d\u200e\u200f"
#: Combines with what stands before it, has no shape, and is in no prepared text.
_MARK = "\U000e0100"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style. Its direction is its own: a value never turns its neighbours around."""

    text: str
    bold: bool = False
    colour: Colour = INK


@dataclass(frozen=True, slots=True)
class Styled:
    """One typed line of a span, in the order it was typed, once it is known to print."""

    text: str
    face: str
    colour: Colour
    #: Whether any of it runs from the right, and whether as a whole it does.
    mixed: bool = False
    from_right: bool = False


def prepare(span: Span) -> list[Styled]:
    """The span as stretches that print, one for each line that was typed."""
    name = BOLD if span.bold else SANS
    if _PLAIN.fullmatch(span.text):
        return [Styled(text, name, span.colour) for text in span.text.split("\n")]
    return [_prepared(text, name, span.colour) for text in BREAKS.split(span.text)]


def in_visual_order(text: str, from_right: bool) -> str:
    """One wrapped line as the eye meets it from left to right."""
    from bidi import get_display

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


def _prepared(text: str, name: str, colour: Colour) -> Styled:
    text = unicodedata.normalize("NFC", _OVERRIDES.sub("", text.replace("\t", "    ")))
    mixed = _RIGHT_TO_LEFT.search(text) is not None
    from_right = False
    if mixed:
        from bidi import get_base_level  # only who writes from the right pays for these

        from_right = get_base_level(text) == 1
        text = _reshaper().reshape(text)
    kept = _NEEDED_FOR_ORDER if mixed else ""
    text = _SHAPELESS.sub(lambda sign: sign[0] if sign[0] in kept else "", text)
    if name == BOLD and any(not face(BOLD).has(sign) and face(SANS).has(sign) for sign in text):
        name = SANS  # better light than missing
    has = face(name).has
    text = "".join(sign if sign in kept or (has(sign) and sign >= " ") else REPLACEMENT for sign in text)
    return Styled(text, name, colour, mixed, from_right)


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
