"""Whether a font can be printed with: tried before the site keeps it."""

from io import BytesIO

import uharfbuzz
from reportlab.pdfgen.canvas import Canvas

from deskapp.documents.glyphs import shaping
from deskapp.documents.glyphs.embedding import EmbeddedFonts

#: So many of its letters are drawn, from all over it.
_LETTERS = 300


def prints(data: bytes) -> bool:
    """Whether letters of the font can be shaped and embedded."""
    try:
        font = shaping.from_bytes(data)
        letters = sorted(font.face.unicodes)
        some = letters[:: max(1, len(letters) // _LETTERS)]
        clusters = [cluster for code in some for cluster in font.shape(chr(code), False)]
        canvas = Canvas(BytesIO())
        written = list(EmbeddedFonts(canvas, {"tried": (font, clusters)}).write("tried", clusters, 9, 0, 0))
    except (uharfbuzz.HarfBuzzError, ValueError, RuntimeError, MemoryError):
        return False
    return len(written) > 1
