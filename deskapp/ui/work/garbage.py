"""Garbage is looked for on the thread that draws, between two events, and on no other.

Python looks for it on whichever thread happens to make the next object. On a lane's thread that would end the life of
timers, models and other things of Qt's on a thread that they do not belong to, which now and then ends the process.
"""

import gc

from PySide6.QtCore import QObject, QTimer

_EVERY_MS = 1000


class Garbage(QObject):
    """From `begin` on, what is due by Python's own thresholds is looked through once a second."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        gc.disable()
        self._timer = QTimer(self)
        self._timer.timeout.connect(self.collect)

    def begin(self) -> None:
        self._timer.start(_EVERY_MS)

    @property
    def running(self) -> bool:
        return self._timer.isActive()

    def collect(self) -> None:
        """Look through the oldest generation whose turn it is."""
        due = zip((0, 1, 2), gc.get_count(), gc.get_threshold(), strict=True)
        turn = max((generation for generation, count, limit in due if count > limit), default=None)
        if turn is not None:
            gc.collect(turn)
