"""The chip of a confidential call: a lock and the word."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.lock_sign import paint_lock
from deskapp.wording import confidential as confidential_wording


class ConfidentialChip(Chip):
    """Says what it is about by shape and word."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(confidential_wording.confidential(), Tint.PLAIN, parent=parent)
        self.setToolTip(confidential_wording.why())

    def sizeHint(self) -> QSize:
        return super().sizeHint() + QSize(self._room(), 0)

    def paintEvent(self, event: QPaintEvent) -> None:
        # The label leaves the room; which side it is follows the direction of reading.
        left, right = (0, self._room()) if self.isRightToLeft() else (self._room(), 0)
        if self.contentsMargins().left() != left or self.contentsMargins().right() != right:
            self.setContentsMargins(left, 0, right, 0)
        super().paintEvent(event)
        side = theme.px(10)
        x = self.width() - theme.px(7) - side if self.isRightToLeft() else theme.px(7)
        painter = QPainter(self)
        paint_lock(painter, QRectF(x, (self.height() - side) / 2, side, side), self.palette().windowText().color())
        painter.end()

    def _room(self) -> int:
        return theme.px(15)
