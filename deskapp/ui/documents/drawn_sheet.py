"""A sheet made into a PDF, its pages, and its words. All of it is work for a lane, never for the window's thread."""

from PySide6.QtGui import QImage

from deskapp.documents import pages
from deskapp.documents.call_sheet import CallSheet, call_pdf
from deskapp.documents.handoff_sheet import handoff_pdf, handoff_text
from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import Paper
from deskapp.language import SPOKEN, Words, words

#: Width of the papers in points.
_POINTS = {Paper.A4: 595.28, Paper.LETTER: 612.0}


@dataclass(frozen=True, slots=True)
class DrawnSheet:
    """The PDF in its reader's words, and what each page says. sheet: what it was made of, where it is a handoff's."""

    paper: Paper
    pdf: bytes
    texts: tuple[str, ...]
    sheet: HandoffSheet | None = None
    #: What all of it says without the breaks of the paper; "": the texts of the pages say it.
    plain: str = ""

    @property
    def count(self) -> int:
        return len(self.texts)


def draw(sheet: HandoffSheet) -> DrawnSheet:
    """Make the PDF and read its words back."""
    pdf = handoff_pdf(sheet, words(sheet.language))
    plain = handoff_text(sheet, words(sheet.language))
    return DrawnSheet(Paper(sheet.paper), pdf, _texts(pdf), sheet, plain)


def draw_call(sheet: CallSheet, reader: Words = SPOKEN) -> DrawnSheet:
    """The same of a call's sheet, in the words of the window or of another reader."""
    pdf = call_pdf(sheet, reader)
    return DrawnSheet(sheet.paper, pdf, _texts(pdf))


def _texts(pdf: bytes) -> tuple[str, ...]:
    return tuple(pages.page_text(pdf, page) for page in range(pages.page_count(pdf)))


def picture(pdf: bytes, page: int, dpi: int) -> QImage:
    """A page as an image of its own: no memory is shared with what drew it."""
    width, height, pixels = pages.render_png(pdf, page, dpi)
    return QImage(pixels, width, height, width * 4, QImage.Format.Format_RGB32).copy()


def dpi_for(paper: Paper, width: float) -> int:
    """The resolution at which a page is at most so many device pixels wide, within what a screen can need."""
    return max(36, min(400, int(72 * width / _POINTS[Paper(paper)])))
