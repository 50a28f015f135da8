"""A sheet made into a PDF, its pages, and its words. All of it is work for a lane, never for the window's thread."""

from PySide6.QtGui import QImage

from deskapp.documents import pages
from deskapp.documents.handoff_sheet import handoff_pdf
from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import Paper
from deskapp.language import words

#: Width of the papers in points.
_POINTS = {Paper.A4: 595.28, Paper.LETTER: 612.0}


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """The PDF in its reader's words, and what each page says."""

    sheet: HandoffSheet
    pdf: bytes
    texts: tuple[str, ...]

    @property
    def count(self) -> int:
        return len(self.texts)


def draw(sheet: HandoffSheet) -> DrawnSheet:
    """Make the PDF and read its words back."""
    pdf = handoff_pdf(sheet, words(sheet.language))
    texts = tuple(pages.page_text(pdf, page) for page in range(pages.page_count(pdf)))
    return DrawnSheet(sheet, pdf, texts)


def picture(pdf: bytes, page: int, dpi: int) -> QImage:
    """A page as an image of its own: no memory is shared with what drew it."""
    width, height, pixels = pages.render_png(pdf, page, dpi)
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def dpi_for(paper: Paper, width: float) -> int:
    """The resolution at which a page is at most so many device pixels wide, within what a screen can need."""
    return max(36, min(400, int(72 * width / _POINTS[Paper(paper)])))
