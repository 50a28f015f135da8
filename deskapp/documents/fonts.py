"""The two bundled faces of every document: embedded, so that what is printed here prints anywhere."""

from collections.abc import Callable
from functools import cache
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from deskapp.documents.glyphs.site_fonts import BOLD, SANS, bundled_file

__all__ = ["BOLD", "SANS", "Face", "face", "preload"]


class Face:
    """A registered face: which characters it has, and how wide they are."""

    def __init__(self, name: str) -> None:
        # asciiReadable would embed all of ASCII in every document: slower to make, and larger.
        font = TTFont(name, str(bundled_file(name)), asciiReadable=False, shapable=False)
        pdfmetrics.registerFont(font)
        self.name = name
        #: How far a character moves on, in thousandths of the size.
        self.advance: Callable[[str], float] = _Widths(font.face.charWidths, font.face.defaultWidth).__getitem__
        self._glyphs = font.face.charToGlyph

    def has(self, character: str) -> bool:
        return ord(character) in self._glyphs

    def width(self, text: str, size: float) -> float:
        """How wide the text is, in points."""
        return sum(map(self.advance, text)) * size / 1000


class _Widths(dict[str, float]):
    """Advance widths by character, in thousandths of the size; looked up once a character, as a sum needs."""

    def __init__(self, by_code: dict[int, float], default: float) -> None:
        super().__init__()
        self._by_code = by_code
        self._default = default

    def __missing__(self, character: str) -> float:
        # ReportLab writes a no-break space as a space, so it is as wide as one.
        code = 32 if character == "\xa0" else ord(character)
        width: float = self._by_code.get(code, self._default)
        self[character] = width
        return width


@cache
def face(name: str) -> Face:
    """The face of this name, read from its file on first use."""
    return Face(name)


def preload() -> None:
    """Read both faces while nobody waits, so that the first sheet is as fast as the next."""
    from reportlab.pdfgen import canvas

    from deskapp.documents import qr

    _loaded: tuple[Any, ...] = (canvas, qr.matrix("C-00001"), face(SANS), face(BOLD))
