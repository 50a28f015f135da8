"""Pages of a finished PDF as pictures and as text, for the preview and the printer. Nothing touches the disk."""

import threading
from collections.abc import Sequence
from io import BytesIO

#: pdfium keeps state of its own for the whole process and must never be entered by two threads.
_ONE_AT_A_TIME = threading.Lock()


def page_count(pdf: bytes) -> int:
    import pypdfium2  # 4 MB that only a preview or a print needs

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        return len(document)


def render_png(pdf: bytes, page: int, dpi: int) -> tuple[int, int, bytes]:
    """A page, counted from 0, as (width, height, pixels): 4 bytes a pixel, blue, green, red, opaque alpha.

    Rows follow each other without a gap, as QImage.Format_ARGB32 and Format_RGB32 have them in memory.
    """
    import pypdfium2

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        drawn = document[page]
        bitmap = drawn.render(scale=dpi / 72, force_bitmap_format=pypdfium2.raw.FPDFBitmap_BGRA)
        width, height, stride = bitmap.width, bitmap.height, bitmap.stride
        raw = bytes(bitmap.buffer)
        bitmap.close()
        drawn.close()
    if stride != width * 4:
        raw = b"".join(raw[row * stride : row * stride + width * 4] for row in range(height))
    return width, height, raw


def some_of(pdf: bytes, wanted: Sequence[int]) -> bytes:
    """A PDF of some of its pages, counted from 0, in that order; their text stays text."""
    import pypdfium2

    written = BytesIO()
    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document, pypdfium2.PdfDocument.new() as made:
        made.import_pages(document, list(wanted))
        made.save(written)
    return written.getvalue()


def page_text(pdf: bytes, page: int) -> str:
    """What a page, counted from 0, says, in reading order: for those who listen instead of looking."""
    import pypdfium2

    with _ONE_AT_A_TIME, pypdfium2.PdfDocument(pdf) as document:
        drawn = document[page]
        words = drawn.get_textpage()
        said: str = words.get_text_range()
        words.close()
        drawn.close()
    return "\n".join(said.splitlines())
