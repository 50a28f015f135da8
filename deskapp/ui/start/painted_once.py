"""Says when a window has been painted for the first time: only then the slow parts are loaded."""

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QWidget


class PaintedOnce(QObject):
    """Watches a widget until it was painted once; `painted` comes after the whole window is on the screen."""

    painted = Signal()

    def __init__(self, watched: QWidget) -> None:
        super().__init__(watched)
        self._watched = watched
        watched.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint:
            self._watched.removeEventFilter(self)
            # The children are painted in the same turn of the event loop.
            QTimer.singleShot(0, self, self.painted.emit)
        return False
