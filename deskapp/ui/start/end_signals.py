"""Ctrl+C in the terminal, and the system's wish that the program ends: the window closes as by a person's hand."""

import os
import signal
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from PySide6.QtCore import QSocketNotifier, QTimer
from PySide6.QtWidgets import QApplication

_SIGNALS = (signal.SIGINT, signal.SIGTERM)
#: A dialog whose act is running stays until it is done; the main window closes by itself once all is saved.
_AGAIN_MS = 200


@contextmanager
def closing_windows(app: QApplication) -> Iterator[None]:
    """For the block, signals close the windows: what is typed is kept as a draft, what is being saved is saved."""

    def close() -> None:
        from deskapp.ui.widgets.dialogs.act_form import ActForm

        # What is held back for another reason has been said: it is for the person to decide, not for a second try.
        saving = any(one.isVisible() and isinstance(one, ActForm) and one.busy for one in app.topLevelWidgets())
        if not app.closeAllWindows() and saving:
            QTimer.singleShot(_AGAIN_MS, app, close)

    def asked(_number: int, _frame: FrameType | None) -> None:
        QTimer.singleShot(0, app, close)

    before = {number: signal.signal(number, asked) for number in _SIGNALS}
    try:
        with _woken():
            yield
    finally:
        for number, handler in before.items():
            signal.signal(number, handler)


@contextmanager
def _woken() -> Iterator[None]:
    """Qt waits where Python does not run; a byte in a pipe brings Python back to see the signal."""
    if sys.platform == "win32":
        yield
        return
    reads, writes = os.pipe()
    for end in (reads, writes):
        os.set_blocking(end, False)
    before = signal.set_wakeup_fd(writes, warn_on_full_buffer=False)
    notifier = QSocketNotifier(reads, QSocketNotifier.Type.Read)
    notifier.activated.connect(lambda: os.read(reads, 64))
    try:
        yield
    finally:
        notifier.setEnabled(False)
        signal.set_wakeup_fd(before)
        os.close(reads)
        os.close(writes)
