"""A card on the wall: dark, with a thin edge; and one with a heading, a large figure and a line."""

from PySide6.QtCore import QRectF
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from deskapp.ui.look.palettes import DARK, Tint
from deskapp.ui.wall.line import WallLine


class WallCard(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.scale = 1.0

    def set_scale(self, scale: float) -> None:
        """How large the wall is, the drawing being 1."""
        self.scale = scale
        for line in self.findChildren(WallLine):
            line.set_scale(scale)

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = max(1.0, 2 * self.scale)
        painter.setPen(QPen(QColor(DARK.line), edge))
        painter.setBrush(QColor(DARK.surface))
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(box, 14 * self.scale, 14 * self.scale)


class WallTile(WallCard):
    """One of the five figures."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading = WallLine(22, DARK.muted, bold=True, whole=True)
        self.heading.setText(heading.upper())
        self.figure = WallLine(84, bold=True, whole=True)
        self.line = WallLine(24, DARK.text_soft)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Preferred)
        self._column = QVBoxLayout(self)
        for one in (self.heading, self.figure, self.line):
            self._column.addWidget(one)
        self._column.addStretch(1)

    def show_figure(self, figure: int, line: str, tint: Tint, *, shorter: str = "") -> None:
        """What it says now. shorter: the line, where that has no room."""
        self.figure.say(str(figure), DARK.strong(tint))
        self.line.say(line, shorter=shorter)

    def set_scale(self, scale: float) -> None:
        super().set_scale(scale)
        across, down = round(21 * scale), round(17 * scale)
        self._column.setContentsMargins(across, down, across, down)
        self._column.setSpacing(0)
