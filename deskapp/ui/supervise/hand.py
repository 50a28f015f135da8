"""Whether somebody's hand is on a list: then nothing in it may move."""

from datetime import datetime, timedelta

from PySide6.QtCore import QEvent, QObject, QTimer, Signal
from PySide6.QtWidgets import QApplication

from deskapp.ui.supervise.late_table import LateTable

#: So long after a key the keyboard's hand is on the list.
_KEYS_REST = timedelta(seconds=10)


class Hand(QObject):
    """The pointer over the rows, several of them selected, a menu or a dialog open, or keys pressed just now."""

    left = Signal()  # it may have left: `is_on` says whether it did

    def __init__(self, table: LateTable) -> None:
        super().__init__(table)
        self._table = table
        self._over = False
        self._now: datetime | None = None
        self._pressed: datetime | None = None
        table.viewport().installEventFilter(self)
        table.touched.connect(self._on_touched)
        table.selectionModel().selectionChanged.connect(lambda *_sides: self._look_later())

    @property
    def is_on(self) -> bool:
        """Whether it is there now."""
        if self._over or QApplication.activePopupWidget() is not None or QApplication.activeModalWidget() is not None:
            return True
        if self._pressed is not None and self._now is not None and self._now - self._pressed < _KEYS_REST:
            return True
        return self._table.has_several

    def set_now(self, now: datetime) -> None:
        """The present, once a second: a hand that rests has left."""
        self._now = now
        self.left.emit()

    def let_go(self) -> None:
        """Whoever pressed keys is done: they ask for what is new."""
        self._pressed = None

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Enter, QEvent.Type.MouseMove, QEvent.Type.MouseButtonPress):
            self._over = True
        elif event.type() in (QEvent.Type.Leave, QEvent.Type.Hide):
            self._over = False
            self._look_later()
        return False

    def _on_touched(self) -> None:
        self._pressed = self._now

    def _look_later(self) -> None:
        """Once what is going on is over."""
        QTimer.singleShot(0, self, self.left.emit)
