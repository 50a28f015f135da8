"""A mistake of ours: logged, told, and put into a report that the person can read and save; the app goes on."""

import logging
import sys
from types import TracebackType

import PySide6
from PySide6.QtCore import QObject, Signal

from deskapp import __version__
from deskapp.ui.work.plain_trace import trace_of

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
    """What happened, for whoever mends it: places in the code and versions, nothing of what the desk holds."""
    import platform

    versions = f"deskapp {__version__}, Python {platform.python_version()}, PySide6 {PySide6.__version__}"
    return f"{versions}\n{platform.platform()}\n\n{trace_of(error)}"
