"""Text as it was typed, made ready for paper: cleaned of what cannot print.

No value ever passes through ReportLab's paragraph markup, so a tag is only text here.
A character that no font has, and a control character, is printed as REPLACEMENT; the documents explain the sign when it
occurs, and `not_printed` says which they are. A symbol that no font has, as an emoji, is printed as its name (in
English, as Unicode has it). Characters without a shape (joiners, direction marks, isolates) print nothing, once the
order and the joined letters that they ask for are settled. What overrides the direction of others counts as an
embedding: it could make a number read backwards.
"""

import re
import unicodedata
from collections.abc import Callable

from deskapp import direction
from deskapp.documents.fonts import BOLD, SANS, face
from deskapp.documents.glyphs.piece import Styled
from deskapp.documents.glyphs.site_fonts import font_of
from deskapp.domain.data_class import dataclass

REPLACEMENT = "□"

BREAKS = re.compile("\r\n|[\n\r\x0b\x0c\x85\u2028\u2029]")
_NO_OVERRIDES = str.maketrans("\u202d\u202e", "\u202a\u202b")
_PLAIN = re.compile(r"[ -~\n]*")
#: Latin, Greek, Cyrillic and signs: one glyph a character, each where the one before ends. All else is shaped.
_SIMPLE = re.compile(
    "[ -~\u00a0-\u00ac\u00ae-\u02ff\u0370-\u0482\u048a-\u052f\u1d00-\u1dbf\u1e00-\u1fff\u2000-\u200a\u2010-\u2027"
    "\u202f-\u205f\u2070-\u20cf\u2100-\u2bff\u2c60-\u2c7f\ua720-\ua7ff\ufb00-\ufb06\ufffc\ufffd]*"
)
_SHAPELESS = re.compile(
    f"[\u00ad\u034f\u061c\u180b-\u180e\u200b-\u200f\u2060-\u2064{direction.SIGNS}"
    "\ufe00-\ufe0f\ufeff\U000e0000-\U000e01ef]"
)
#: Shapeless too, but needed until the order and the joined forms are settled.
_NEEDED = frozenset("\u061c\u200b\u200c\u200d\u200e\u200f\u202a\u202b\u202c\u2066\u2067\u2068\u2069")
#: Two letters that stand for a flag, the tones of a skin, and the square around a key: seen with others alone.
_FLAG = re.compile("([\U0001f1e6-\U0001f1ff])([\U0001f1e6-\U0001f1ff])")
_FIRST_LETTER = 0x1F1E6
_TONES = re.compile("[\U0001f3fb-\U0001f3ff\u20e3]")
_NAME_ENDS = re.compile(r" (sign|symbol)$")


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of text in one style, black. Its direction is its own: a value never turns its neighbours around."""

    text: str
    bold: bool = False


def prepare(span: Span) -> list[Styled]:
    """The span as stretches that print, one for each line that was typed."""
    name = BOLD if span.bold else SANS
    if _PLAIN.fullmatch(span.text):
        return [Styled(text, name) for text in span.text.split("\n")]
    return [_prepared(text, name, _replaced) for text in BREAKS.split(span.text)]


def not_printed(text: str) -> list[str]:
    """The characters of the text that no font has, each once, in their order; what is printed as its name is not."""
    lacking: dict[str, None] = {}
    if not _PLAIN.fullmatch(text):
        for line in BREAKS.split(text):
            _prepared(line, SANS, lambda sign: lacking.setdefault(sign) or REPLACEMENT)
    return list(lacking)


def needs_legend(text: str) -> bool:
    """Whether printing the text puts a REPLACEMENT where something else was typed."""
    return bool(not_printed(text))


def _replaced(_sign: str) -> str:
    return REPLACEMENT


def _prepared(text: str, name: str, lacking: Callable[[str], str]) -> Styled:
    text = unicodedata.normalize("NFC", text.replace("\t", "    ").translate(_NO_OVERRIDES))
    bare = _SHAPELESS.sub("", text)
    if name == BOLD and any(not face(BOLD).has(sign) and face(SANS).has(sign) for sign in bare):
        name = SANS  # better light than missing
    if _SIMPLE.fullmatch(bare) and all(map(face(name).has, bare)):
        return Styled(bare, name)
    return _of_any_script(text, name, lacking)


def _of_any_script(text: str, name: str, lacking: Callable[[str], str]) -> Styled:
    said: dict[str, str] = {sign: sign for sign in _NEEDED}
    printed = []
    for sign in _without_sequences(text, name):
        if sign not in said:
            said[sign] = _printed(sign, name, lacking)
        printed.append(said[sign])
    text = "".join(printed)
    bare = _SHAPELESS.sub("", text)
    if _SIMPLE.fullmatch(bare) and all(map(face(name).has, bare)):
        return Styled(bare, name)
    mixed, from_right = direction.from_right(text), False
    if mixed:
        from deskapp.documents.glyphs.order import base_from_right  # only who writes from the right pays for it

        from_right = base_from_right(text)
        text = direction.shown(text)
    return Styled(text, name, True, mixed, from_right)


def _without_sequences(text: str, name: str) -> str:
    """Pictures of several signs as the first of them says it, where no font draws them."""

    def flag(found: re.Match[str]) -> str:
        if font_of(found[1], name):
            return found[0]
        return "[flag " + "".join(chr(ord("A") + ord(letter) - _FIRST_LETTER) for letter in found.groups()) + "]"

    text = _FLAG.sub(flag, text)
    return _TONES.sub(lambda tone: tone[0] if font_of(tone[0], name) else "", text)


def _printed(sign: str, name: str, lacking: Callable[[str], str]) -> str:
    if _SHAPELESS.fullmatch(sign):
        return ""
    if sign >= " " and font_of(sign, name):
        return sign
    if unicodedata.category(sign) == "So" and (named := unicodedata.name(sign, "")):
        return f"[{_NAME_ENDS.sub('', named.lower())}]"
    return lacking(sign)
