"""The printer is chosen, and the pages of a PDF are put on it: every Print button goes this way."""

from collections.abc import Callable

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from deskapp.documents import pages
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import Paper
from deskapp.ui.documents import drawn_sheet

#: Finer than this no letter looks better, and a page in memory has its limits.
_FINEST = 400


def ask_printer(
    over: QWidget,
    paper: Paper,
    title: str,
    chosen: Callable[[QPrinter], object],
    *,
    landscape: bool = False,
    whole: bool = False,
) -> None:
    """Let the printer be chosen: `chosen` gets it, unless it is cancelled. whole: no page can be left out."""
    printer = printer_for(paper, title, landscape=landscape)
    dialog = QPrintDialog(printer, over)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, not whole)
    dialog.accepted.connect(lambda: chosen(printer))
    dialog.finished.connect(dialog.deleteLater)
    # Its own `open` wants a receiver with a slot, and hides the plain one.
    QDialog.open(dialog)


def printer_for(paper: Paper, title: str, *, landscape: bool = False) -> QPrinter:
    """A printer set to the sheet's paper, whole page: the sheet has margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    size = QPageSize(QPageSize.PageSizeId.Letter if paper is Paper.LETTER else QPageSize.PageSizeId.A4)
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF()))
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("deskapp")
    return printer


def print_pages(pdf: bytes, printer: QPrinter) -> int:
    """Print the pages that were chosen in the printer's dialog; how many. Raises StorageProblem.

    Work for a lane: Qt paints images on printers from any thread.
    """
    count = pages.page_count(pdf)
    first, last = max(1, printer.fromPage()), min(count, printer.toPage() or count)
    wanted = list(range(first - 1, last)) or list(range(count))
    if not printer.supportsMultipleCopies():
        wanted = wanted * max(1, printer.copyCount())
    printer.setFullPage(True)
    painter = QPainter()
    if not painter.begin(printer):
        raise StorageProblem(Refusal.PRINTER_NOT_STARTED, name=printer.printerName())
    try:
        for place, page in enumerate(wanted):
            if place and not printer.newPage():
                raise StorageProblem(Refusal.PRINTER_STOPPED, name=printer.printerName())
            _paint(painter, printer, pdf, page)
    finally:
        painter.end()
    if printer.printerState() == QPrinter.PrinterState.Error:
        raise StorageProblem(Refusal.PRINTER_STOPPED, name=printer.printerName())
    return len(wanted)


def _paint(painter: QPainter, printer: QPrinter, pdf: bytes, page: int) -> None:
    image = drawn_sheet.picture(pdf, page, min(_FINEST, printer.resolution()))
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF((paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2, size.width(), size.height())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, image)
