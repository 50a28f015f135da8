"""Whatever goes wrong while somebody presses things: what nobody caught, what Qt says, what stops the window."""

from __future__ import annotations

import logging
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from types import FrameType, TracebackType
from typing import Any

import pytest
from PySide6.QtCore import QEventLoop, QTimer, QtMsgType, qInstallMessageHandler
from PySide6.QtPrintSupport import QPrintDialog
from PySide6.QtWidgets import (
    QApplication,
    QColorDialog,
    QDialog,
    QFileDialog,
    QFontDialog,
    QInputDialog,
    QMenu,
    QMessageBox,
)

#: What the offscreen platform says of itself, whatever the app does.
_OF_THE_PLATFORM = "This plugin does not support "
#: What stops everything until somebody answers: (class, name, what it gives back).
_BLOCKING: tuple[tuple[type, str, Any], ...] = (
    *((kind, "exec", 0) for kind in (QDialog, QFileDialog, QMessageBox, QPrintDialog, QColorDialog, QFontDialog)),
    (QMenu, "exec", None),
    (QEventLoop, "exec", 0),
    *((QFileDialog, name, ("", "")) for name in ("getOpenFileName", "getSaveFileName", "getOpenFileUrl")),
    (QFileDialog, "getOpenFileNames", ([], "")),
    (QFileDialog, "getExistingDirectory", ""),
    *((QMessageBox, name, QMessageBox.StandardButton.No) for name in ("question", "information", "warning")),
    (QMessageBox, "critical", QMessageBox.StandardButton.Ok),
    *((QInputDialog, name, ("", False)) for name in ("getText", "getItem", "getMultiLineText")),
    *((QInputDialog, name, (0, False)) for name in ("getInt", "getDouble")),
)
#: So many rounds of a loop that began within a press show that the press does not come back by itself.
_ROUNDS = 20


class Frozen(BaseException):
    """The window was not served any more. No `except Exception` takes it for its own."""


class Troubles(logging.Handler):
    """Collects them; `take` hands over what came since."""

    def __init__(self) -> None:
        super().__init__(logging.WARNING)
        self._found: list[str] = []

    def take(self) -> list[str]:
        found, self._found = self._found, []
        return found

    def note(self, words: str) -> None:
        self._found.append(words)

    def emit(self, record: logging.LogRecord) -> None:
        said = record.getMessage()
        if record.name == "qt" and said.startswith(_OF_THE_PLATFORM):
            return
        error = record.exc_info[1] if record.exc_info else None
        self.note(f"logged by {record.name}: {said}{_trace(error)}")

    def on_error(self, _kind: type[BaseException], error: BaseException, _trace_back: TracebackType | None) -> None:
        self.note(f"uncaught{_trace(error)}")

    def on_unraisable(self, told: Any) -> None:
        self.note(f"unraisable: {told.err_msg or ''} {told.object!r}{_trace(told.exc_value)}")

    def on_thread(self, told: threading.ExceptHookArgs) -> None:
        self.note(f"uncaught on a thread{_trace(told.exc_value)}")

    def on_qt(self, kind: QtMsgType, _context: object, words: str) -> None:
        quiet = (QtMsgType.QtDebugMsg, QtMsgType.QtInfoMsg)
        if kind not in quiet and not words.startswith(_OF_THE_PLATFORM):
            self.note(f"Qt said: {words}")

    def on_blocking(self, kind: type, name: str) -> None:
        where = "".join(traceback.format_stack(limit=6)[:-2])
        self.note(f"{kind.__name__}.{name} stops the window until it is answered\n{where}")


def _trace(error: BaseException | None) -> str:
    return "" if error is None else "\n" + "".join(traceback.format_exception(error))


@contextmanager
def caught(monkeypatch: pytest.MonkeyPatch) -> Iterator[Troubles]:
    """From here on all of it is caught; afterwards every hook is as it was."""
    troubles = Troubles()
    root = logging.getLogger()
    level, handlers = root.level, set(root.handlers)
    root.addHandler(troubles)
    monkeypatch.setattr(sys, "excepthook", troubles.on_error)
    monkeypatch.setattr(sys, "unraisablehook", troubles.on_unraisable)
    monkeypatch.setattr(threading, "excepthook", troubles.on_thread)
    for kind, name, answer in _BLOCKING:
        monkeypatch.setattr(kind, name, _instead(troubles, kind, name, answer))
    before = qInstallMessageHandler(troubles.on_qt)
    try:
        yield troubles
    finally:
        qInstallMessageHandler(before)
        # The application keeps a log of its own, which would be kept for every later test too.
        for handler in set(root.handlers) - handlers:
            root.removeHandler(handler)
            handler.close()
        root.setLevel(level)


def _instead(troubles: Troubles, kind: type, name: str, answer: Any) -> Any:
    def blocked(*_told: Any, **_more: Any) -> Any:
        troubles.on_blocking(kind, name)
        return answer

    return blocked if name == "exec" else staticmethod(blocked)


@contextmanager
def coming_back(troubles: Troubles) -> Iterator[None]:
    """Around a press: a loop of events that begins within it is noticed by its rounds, and ended.

    The menu of a field of Qt's own is such a loop too. What is behind it goes on meanwhile, so it is closed and no
    more said of it.
    """
    rounds = 0

    def turn() -> None:
        nonlocal rounds
        rounds += 1
        popup, modal = QApplication.activePopupWidget(), QApplication.activeModalWidget()
        if rounds > _ROUNDS and popup is not None:
            popup.close()
            rounds = 0
        elif rounds > 10 * _ROUNDS:
            troubles.note(f"a press that does not come back: a loop of events within it, over it {modal}")
            rounds = 0
            if modal is not None:
                modal.close()

    heart = QTimer()
    heart.timeout.connect(turn)
    heart.start(0)
    try:
        yield
    finally:
        heart.stop()


@contextmanager
def served(patience: float) -> Iterator[None]:
    """Raises Frozen where nothing came back for so many seconds, also out of a wait for a lock. (Not on Windows.)"""
    if not hasattr(signal, "setitimer"):
        yield
        return

    def give_up(_number: int, frame: FrameType | None) -> None:
        raise Frozen(f"nothing came back for {patience:g} s\n" + "".join(traceback.format_stack(frame, limit=8)))

    before = signal.signal(signal.SIGALRM, give_up)
    signal.setitimer(signal.ITIMER_REAL, patience)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        with suppress(ValueError):
            signal.signal(signal.SIGALRM, before)
