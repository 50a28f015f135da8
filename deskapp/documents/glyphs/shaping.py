"""Text into placed glyphs by HarfBuzz: for scripts whose letters join, stack or change places, and for added fonts.

Plain Latin, Greek and Cyrillic never come here: ReportLab writes them character by character. Its own way to HarfBuzz
is not taken: it gives letters that join codes of its own, so that what is copied from the page is no text.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from pathlib import Path

import uharfbuzz

from deskapp.documents.glyphs.order import mirrored
from deskapp.domain.data_class import dataclass

#: Has no shape. The joiners among them say to the shaper what is to join.
IGNORABLE = re.compile("[\u00ad\u034f\u061c\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]")
#: No kerning: what is drawn as plain text has none either, and a line that is cut keeps its width.
_FEATURES = {"kern": False}
#: Thousandths of the size: more than this moves a vowel sign away from another one.
_NEARER, _FARTHER = -250.0, 100.0


@dataclass(frozen=True, slots=True)
class Glyph:
    """A glyph of a font, from the beginning of its cluster, in thousandths of the size."""

    number: int
    x: float
    y: float
    #: How far it moves on by itself.
    advance: float


@dataclass(frozen=True, slots=True)
class Cluster:
    """Glyphs that are one: what is copied is their text whole, and no line is cut within.

    text: as it was typed; shown: as the eye meets it from the left. start: its first character in what was shaped.
    """

    text: str
    shown: str
    glyphs: tuple[Glyph, ...]
    width: float
    start: int
    from_right: bool


class Shaper:
    """One font as HarfBuzz reads it."""

    def __init__(self, blob: uharfbuzz.Blob) -> None:
        self.face = uharfbuzz.Face(blob)
        self.font = uharfbuzz.Font(self.face)
        self._unicodes = self.face.unicodes
        self._scale = 1000 / self.face.upem
        self.advance: Callable[[str], float] = cache(self._advance)

    def has(self, character: str) -> bool:
        return ord(character) in self._unicodes

    def _advance(self, character: str) -> float:
        """How far the character moves on by itself, in thousandths of the size."""
        number = self.font.get_nominal_glyph(ord(character)) or 0
        return float(self.font.get_glyph_h_advance(number) * self._scale)

    def shape(self, text: str, from_right: bool) -> Iterator[Cluster]:
        """The clusters of a text of one script, from the left to the right."""
        buffer = uharfbuzz.Buffer()
        buffer.flags = uharfbuzz.BufferFlags.REMOVE_DEFAULT_IGNORABLES
        if from_right:
            # Whoever reads the page turns its letters around by themselves: each keeps its vowel sign beside it.
            buffer.cluster_level = uharfbuzz.BufferClusterLevel.MONOTONE_CHARACTERS
        buffer.add_str(text)
        buffer.guess_segment_properties()
        buffer.direction = "rtl" if from_right else "ltr"
        uharfbuzz.shape(self.font, buffer, _FEATURES)
        groups: list[tuple[int, list[tuple[int, uharfbuzz.GlyphPosition]]]] = []
        for info, position in zip(buffer.glyph_infos, buffer.glyph_positions, strict=True):
            if not groups or groups[-1][0] != info.cluster:
                groups.append((info.cluster, []))
            groups[-1][1].append((info.codepoint, position))
        starts = sorted(start for start, _glyphs in groups)
        ends = dict(zip(starts, [*starts[1:], len(text)], strict=True))
        for start, glyphs in groups:
            said = IGNORABLE.sub("", text[start : ends[start]])
            yield self._cluster(said, start, glyphs, from_right)

    def _height(self, position: uharfbuzz.GlyphPosition, from_right: bool) -> float:
        height: float = position.y_offset * self._scale
        # A vowel sign that would only fit its letter a little better: readers of the page tear it out of its word.
        fitted = from_right and not position.x_advance and _NEARER < height < _FARTHER
        return 0.0 if fitted else height

    def _cluster(
        self, text: str, start: int, glyphs: list[tuple[int, uharfbuzz.GlyphPosition]], from_right: bool
    ) -> Cluster:
        placed, pen = [], 0
        for number, position in glyphs:
            placed.append(
                Glyph(
                    number,
                    (pen + position.x_offset) * self._scale,
                    self._height(position, from_right),
                    self.font.get_glyph_h_advance(number) * self._scale,
                )
            )
            pen += position.x_advance
        shown = "".join(map(mirrored, reversed(text))) if from_right else text
        return Cluster(text, shown, tuple(placed), pen * self._scale, start, from_right)


def from_file(path: Path) -> Shaper:
    """A font from its file, of which only what is asked for is read."""
    return Shaper(uharfbuzz.Blob.from_file_path(str(path)))


def from_bytes(data: bytes) -> Shaper:
    """A font from its bytes; of a collection its first."""
    return Shaper(uharfbuzz.Blob(data))


@lru_cache(maxsize=4096)
def script(character: str) -> str:
    """Of which script it is; "" for what is of all of them, as digits, blanks and marks that sit on any letter."""
    if unicodedata.category(character)[0] not in "LM":
        return ""
    name = unicodedata.name(character, "").partition(" ")[0]
    return "" if name in ("COMBINING", "VARIATION", "MODIFIER") else "CJK" if name in _WITH_HAN else name


#: Written within one word or line with Han, and by the same fonts.
_WITH_HAN = frozenset({"CJK", "HIRAGANA", "KATAKANA", "KATAKANA-HIRAGANA", "IDEOGRAPHIC", "HALFWIDTH", "BOPOMOFO"})


@cache
def is_han(character: str) -> bool:
    return script(character) == "CJK"
