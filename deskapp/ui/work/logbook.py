"""The log: one file that rotates, in the user's own folder; what Qt says goes there too."""

import logging
import sys
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import Any

from PySide6.QtCore import QMessageLogContext, QtMsgType, qInstallMessageHandler

from deskapp.ui.work.plain_trace import trace_of, without_values

_BYTES, _KEPT = 512 * 1024, 3
_LEVELS = {
    QtMsgType.QtDebugMsg: logging.DEBUG,
    QtMsgType.QtInfoMsg: logging.INFO,
    QtMsgType.QtWarningMsg: logging.WARNING,
    QtMsgType.QtCriticalMsg: logging.ERROR,
    QtMsgType.QtFatalMsg: logging.CRITICAL,
}
_qt = logging.getLogger("qt")


class _Plain(logging.Formatter):
    """Of an error, where it happened: not what it happened with, which may be what a customer said."""

    def formatException(self, ei: Any) -> str:
        error = ei[1]
        return "" if error is None else trace_of(error).rstrip()


class _PrivateFile(RotatingFileHandler):
    """For this user's eyes: what failed may name what it failed with."""

    def _open(self) -> TextIOWrapper:
        Path(self.baseFilename).touch(mode=0o600)
        return super()._open()


def keep_log(folder: Path) -> Path:
    """Write what is logged from now on to deskapp.log in the folder; its path. Again: does nothing."""
    file = folder / "deskapp.log"
    root = logging.getLogger()
    if any(isinstance(handler, RotatingFileHandler) for handler in root.handlers):
        return file
    handler = _PrivateFile(file, maxBytes=_BYTES, backupCount=_KEPT, encoding="utf-8", delay=True)
    handler.setFormatter(_Plain("%(asctime)s %(levelname)s %(threadName)s %(name)s: %(message)s"))
    root.addHandler(handler)
    root.setLevel(logging.INFO)
    if sys.stderr is not None:
        said = logging.StreamHandler()
        said.setLevel(logging.WARNING)
        said.setFormatter(_Plain())
        root.addHandler(said)
    qInstallMessageHandler(_on_qt_message)
    return file


def _on_qt_message(kind: QtMsgType, context: QMessageLogContext, words: str) -> None:
    _qt.log(_LEVELS.get(kind, logging.WARNING), "%s (%s)", without_values(words), context.category or "")
