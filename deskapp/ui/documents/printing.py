"""The printer is chosen in the system's dialog, and a paper is put on it: every Print button goes this way."""

from __future__ import annotations

import threading
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QMarginsF, QRectF, Qt
from PySide6.QtGui import QPageLayout, QPageRanges, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrintEngine, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QDialog, QWidget

from deskapp.documents import pages
from deskapp.documents.new_file import write
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import StorageProblem
from deskapp.domain.words import Paper, PaperWay
from deskapp.language import _
from deskapp.ui.documents import drawn_sheet, spooler
from deskapp.ui.work.workstation import KeptPrinter

if TYPE_CHECKING:
    from PySide6.QtCore import QObject

    from deskapp.ui.work.lanes import Lanes
    from deskapp.ui.work.workstation import Workstation

#: Coarser than this small print does not look like print; finer no letter looks better, and a page in memory has its
#: limits.
_COARSEST, _FINEST = 300, 400
#: Where Qt keeps what its dialog has set for a queue of CUPS, name and value in turn: a tray, pages on a sheet.
_QUEUE_OPTIONS = QPrintEngine.PrintEnginePropertyKey(0xFE00)
_TRAYS = ("InputSlot", "media-source")
_SIDES = {
    QPrinter.DuplexMode.DuplexLongSide: "two-sided-long-edge",
    QPrinter.DuplexMode.DuplexShortSide: "two-sided-short-edge",
    QPrinter.DuplexMode.DuplexAuto: "two-sided-long-edge",
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What was chosen in the printer's dialog.

    printer: as it was set up there, for pages as pictures. name: of the printer. file: where the pages are to be
    written instead of printed. ranges: such as "1-3,5", counted from 1; "": all pages. options: what the queue is told
    beside copies and ranges.
    """

    printer: QPrinter
    name: str
    file: Path | None
    copies: int
    ranges: str
    options: tuple[tuple[str, str], ...]

    @property
    def way(self) -> PaperWay:
        """A file is no print."""
        return PaperWay.PRINTED if self.file is None else PaperWay.SAVED

    @property
    def where(self) -> str:
        """The printer's name, or the file."""
        return self.name if self.file is None else str(self.file)


def look_for_printers(lanes: Lanes, looked: Callable[[str], object], *, receiver: QObject) -> None:
    """Whether there is a printer to choose: `looked` hears why not, "" where there is one.

    A printing service that does not answer, on another machine perhaps, is waited for off the window's thread, since
    the dialog would wait for it on that.
    """

    def answered(answers: bool) -> None:
        if not answers:
            looked(_("The printing service of this computer does not answer. Save the PDF instead, or try again."))
        elif not QPrinterInfo.availablePrinterNames():
            looked(_("No printer is set up on this computer. Save the PDF instead: another one can print it."))
        else:
            looked("")

    lanes.read(spooler.answers, answered, receiver=receiver)


def ask_printer(
    over: QWidget,
    paper: Paper,
    title: str,
    chosen: Callable[[Chosen], object],
    *,
    landscape: bool = False,
    whole: bool = False,
    files: bool = True,
    kept: Workstation | None = None,
) -> None:
    """Let the printer be chosen: `chosen` hears which, unless it is cancelled.

    whole: no page can be left out. files: a file can be written instead. kept: remembers printer, tray, copies and
    sides until the next time.
    """
    printer = printer_for(paper, title, landscape=landscape, kept=kept.printer if kept else None)
    dialog = QPrintDialog(printer, over)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange, not whole)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintToFile, files)

    def accepted() -> None:
        made = what_was_chosen(printer)
        if kept is not None and made.file is None:
            kept.printer = KeptPrinter(made.name, made.copies, printer.duplex().name, _tray(printer))
        chosen(made)

    dialog.accepted.connect(accepted)
    dialog.finished.connect(dialog.deleteLater)
    # Its own `open` wants a receiver with a slot, and hides the plain one.
    QDialog.open(dialog)


def printer_for(paper: Paper, title: str, *, landscape: bool = False, kept: KeptPrinter | None = None) -> QPrinter:
    """A printer set to the sheet's paper, whole page: the sheet has margins of its own."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    if kept is not None and kept.name in QPrinterInfo.availablePrinterNames():
        printer.setPrinterName(kept.name)
        printer.setCopyCount(kept.copies)
        if kept.sides in QPrinter.DuplexMode.__members__:
            printer.setDuplex(QPrinter.DuplexMode[kept.sides])
        _set_tray(printer, kept.tray)
    size = QPageSize(QPageSize.PageSizeId.Letter if paper is Paper.LETTER else QPageSize.PageSizeId.A4)
    way = QPageLayout.Orientation.Landscape if landscape else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(size, way, QMarginsF()))
    printer.setFullPage(True)
    printer.setDocName(title)
    printer.setCreator("deskapp")
    return printer


def what_was_chosen(printer: QPrinter) -> Chosen:
    """How a printer is set up, as whoever hands a paper over needs it."""
    file = printer.outputFileName()
    options = _queue_options(printer)
    ranges = printer.pageRanges().toString()
    if not ranges and printer.fromPage():
        ranges = f"{printer.fromPage()}-{max(printer.fromPage(), printer.toPage())}"
    ranges = options.pop("page-ranges", ranges)
    told = {
        "media": printer.pageLayout().pageSize().key(),
        "sides": _SIDES.get(printer.duplex(), "one-sided"),
        "collate": "true" if printer.collateCopies() else "false",
        **({"print-color-mode": "monochrome"} if printer.colorMode() is QPrinter.ColorMode.GrayScale else {}),
        **options,
    }
    copies = max(1, printer.copyCount())
    return Chosen(printer, printer.printerName(), Path(file) if file else None, copies, ranges, tuple(told.items()))


def put_on(pdf: bytes, chosen: Chosen, title: str, stopping: threading.Event | None = None) -> None:
    """Print a PDF where and how it was chosen, or write it there. Work for a lane. Raises StorageProblem.

    stopping: the window is closing; a queue that does not answer is not waited for any longer.
    """
    if chosen.file is not None:
        write(chosen.file, pages.some_of(pdf, _wanted(chosen, pdf)) if chosen.ranges else pdf)
    elif _has_a_queue(chosen):
        ranges = (("page-ranges", chosen.ranges),) if chosen.ranges else ()
        spooler.send(pdf, spooler.Job(chosen.name, title, chosen.copies, (*chosen.options, *ranges)), stopping)
    else:
        chosen.printer.setDocName(title)
        print_pages(pdf, chosen.printer, _wanted(chosen, pdf))


def print_pages(pdf: bytes, printer: QPrinter, wanted: list[int]) -> None:
    """Print pages, counted from 0, as pictures, one after the other. Work for a lane: Qt paints images on printers from
    any thread.

    Raises StorageProblem: "printer_not_started", or "printer_stopped" once it had begun.
    """
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


def _has_a_queue(chosen: Chosen) -> bool:
    """Whether the system takes a PDF for it: wherever there is lp, Qt's printers are the queues of CUPS."""
    return bool(chosen.name) and spooler.program() is not None


def _wanted(chosen: Chosen, pdf: bytes) -> list[int]:
    """The chosen pages that there are, counted from 0; all of them where none of the chosen is there."""
    count = pages.page_count(pdf)
    ranges = QPageRanges.fromString(chosen.ranges)
    return [page for page in range(count) if ranges.contains(page + 1)] or list(range(count))


def _paint(painter: QPainter, printer: QPrinter, pdf: bytes, page: int) -> None:
    image = drawn_sheet.picture(pdf, page, max(_COARSEST, min(_FINEST, printer.resolution())))
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    size = image.size().scaled(paper.size().toSize(), Qt.AspectRatioMode.KeepAspectRatio)
    box = QRectF((paper.width() - size.width()) / 2, (paper.height() - size.height()) / 2, size.width(), size.height())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(box, image)


def _queue_options(printer: QPrinter) -> dict[str, str]:
    told = printer.printEngine().property(_QUEUE_OPTIONS) or []
    return dict(zip(told[::2], told[1::2], strict=False))


def _tray(printer: QPrinter) -> str:
    """The tray as `_set_tray` takes it: what a queue calls it, or else the number that Qt has for it."""
    options = _queue_options(printer)
    for name in _TRAYS:
        if name in options:
            return f"{name}={options[name]}"
    source = printer.paperSource()
    return "" if source is QPrinter.PaperSource.Auto else source.name


def _set_tray(printer: QPrinter, tray: str) -> None:
    name, _is, value = tray.partition("=")
    if name in _TRAYS and value:
        printer.printEngine().setProperty(_QUEUE_OPTIONS, [name, value])
    elif tray in QPrinter.PaperSource.__members__:
        printer.setPaperSource(QPrinter.PaperSource[tray])
