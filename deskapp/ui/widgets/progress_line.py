"""A thin bar: how much of a time or of a task is used up."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint


class ProgressLine(QWidget):
    """Decoration beside words that say the same: `set(0.75, Tint.SOON)`."""

    def __init__(self, fraction: float = 0.0, tint: Tint = Tint.OK, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._fraction = min(1.0, max(0.0, fraction))
        self._tint = tint

    @property
    def fraction(self) -> float:
        return self._fraction

    def set(self, fraction: float, tint: Tint) -> None:
        """How much is used, 0 to 1, and in which colour."""
        wanted = (min(1.0, max(0.0, fraction)), tint)
        if wanted != (self._fraction, self._tint):
            self._fraction, self._tint = wanted
            self.update()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(60), theme.px(5))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(20), theme.px(5))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        height = theme.px(5)
        bar = QRectF(0, (self.height() - height) / 2, self.width(), height)
        painter.setBrush(theme.colour("line"))
        painter.drawRoundedRect(bar, height / 2, height / 2)
        if self._fraction <= 0:
            return
        filled = QRectF(bar)
        filled.setWidth(max(height, bar.width() * self._fraction))
        if self.layoutDirection() == Qt.LayoutDirection.RightToLeft:
            filled.moveRight(bar.right())
        painter.setBrush(QColor(theme.current().strong(self._tint)))
        painter.drawRoundedRect(filled, height / 2, height / 2)
