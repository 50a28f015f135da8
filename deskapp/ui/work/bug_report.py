"""A mistake of ours: logged, told, and put into a report that the person can save; the app goes on."""

import logging
import sys
import traceback
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from deskapp import __version__
from deskapp.language import _
from deskapp.ui.work.new_file import ask_file

log = logging.getLogger(__name__)


class Bugs(QObject):
    """Catches what nobody caught on the window's thread, and takes what the lanes caught."""

    reported = Signal(str)  # the report's text

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        sys.excepthook = self._on_uncaught

    def report(self, error: BaseException) -> None:
        self.reported.emit(report_of(error))

    def _on_uncaught(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        if issubclass(kind, KeyboardInterrupt):
            sys.__excepthook__(kind, error, trace)
            return
        log.error("uncaught", exc_info=(kind, error, trace))
        self.report(error.with_traceback(trace))


def report_of(error: BaseException) -> str:
    """What happened, for whoever mends it. Says nothing of customers but what the error itself names."""
    trace = "".join(traceback.format_exception(error))
    import platform

    versions = f"deskapp {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    return f"{versions}\n{platform.platform()}\n\n{trace}"


def save_report(parent: QWidget, report: str) -> None:
    """Ask where to, and write the report there."""
    name = _("deskapp report") + ".txt"
    ask_file(parent, _("Save report"), name, lambda file: file.write_text(report, encoding="utf-8"))
