"""Printers of tests: one without a queue, which is given pages as pictures, and writes them into a file."""

from dataclasses import replace
from pathlib import Path

from PySide6.QtPrintSupport import QPrinter

from deskapp.domain.words import Paper
from deskapp.ui.documents.printing import Chosen, printer_for, what_was_chosen


def painter(file: Path, *, landscape: bool = False, copies: int = 1, dpi: int = 1200) -> Chosen:
    """A printer as the dialog gives it, whose paper comes out as that file."""
    printer = printer_for(Paper.A4, "paper", landscape=landscape)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(file))
    printer.setResolution(dpi)
    printer.setCopyCount(copies)
    return replace(what_was_chosen(printer), file=None, name="")
