"""A page as a fax brings it: 204 dots by 98 lines an inch, black or white and nothing between."""

from functools import lru_cache

import pypdfium2
import zxingcpp
from PIL import Image, ImageOps

ACROSS, DOWN = 204, 98
#: What is darker than this is black: as a machine in the middle has it.
THRESHOLD = 128


def faxed(
    pdf: bytes, page: int = 0, *, across: int = ACROSS, down: int = DOWN, threshold: int = THRESHOLD, shift: int = 0
) -> Image.Image:
    """The page, counted from 0, in 1 bit, stretched to square dots again, as a printer at the other end does.

    shift: how far the page lies from where it should, in quarters of a line.
    """
    wide, high, picture = _finely(pdf, page)
    picture = ImageOps.expand(picture, (0, shift, 0, 0), 255).crop((0, 0, *picture.size))
    picture = picture.resize((round(wide * across / 72), round(high * down / 72)), Image.Resampling.BOX)
    bits = picture.point(lambda grey: 0 if grey < threshold else 255)
    return bits.resize((bits.width, round(bits.height * across / down)), Image.Resampling.NEAREST)


@lru_cache(maxsize=4)
def _finely(pdf: bytes, page: int) -> tuple[float, float, Image.Image]:
    """Width and height in points, and a picture from which each dot has what falls on it, as a scanner sees it."""
    with pypdfium2.PdfDocument(pdf) as document:
        drawn = document[page]
        wide, high = drawn.get_size()
        picture = drawn.render(scale=408 / 72, grayscale=True).to_pil()
        drawn.close()
    return wide, high, picture


def codes(picture: Image.Image) -> list[str]:
    """What the QR codes on it say."""
    return [found.text for found in zxingcpp.read_barcodes(picture)]


def ink(picture: Image.Image) -> float:
    """Which part of it is black."""
    return picture.histogram()[0] / (picture.width * picture.height)
