"""A PDF as its reader finds it."""

import ctypes

import pypdfium2
from pypdfium2 import raw


def texts(pdf: bytes) -> list[str]:
    """The text of each page, as a reader would copy it."""
    with pypdfium2.PdfDocument(pdf) as document:
        read = []
        for page in document:
            layer = page.get_textpage()
            read.append(layer.get_text_bounded().replace("\r\n", "\n").replace("\ufffe", ""))
            layer.close()
            page.close()
        return read


def text(pdf: bytes) -> str:
    """All text in one line, its breaks as blanks."""
    return " ".join(" ".join(texts(pdf)).split())


def boxes(pdf: bytes) -> list[list[tuple[float, float, float, float]]]:
    """Where each line of text stands, page by page: left, bottom, right, top."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            layer = page.get_textpage()
            found.append([layer.get_rect(number) for number in range(layer.count_rects())])
            layer.close()
            page.close()
        return found


def by_eye(pdf: bytes) -> list[str]:
    """Each line of text as the eye meets it, from the left to the right, whatever the order in which it was written."""
    with pypdfium2.PdfDocument(pdf) as document:
        found = []
        for page in document:
            layer = page.get_textpage()
            found += _by_eye(layer)
            layer.close()
            page.close()
        return found


def _by_eye(layer: pypdfium2.PdfTextPage) -> list[str]:
    signs = []
    for number in range(layer.count_chars()):
        code = raw.FPDFText_GetUnicode(layer, number)
        if raw.FPDFText_IsGenerated(layer, number) or code in (10, 13, 0xFFFE):
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(layer, number, x, y)
        left, _bottom, right, _top = layer.get_charbox(number, loose=True)
        signs.append((-round(y.value, 1), x.value, right - left, chr(code)))
    lines, before, edge = [""], None, 0.0
    for y, x, width, sign in sorted(signs):
        if y != before or x - edge > 4:
            lines.append("")
        lines[-1] += sign
        before, edge = y, x + width
    return lines
