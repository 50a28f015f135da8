"""The ring that shows where the keyboard is, for what is painted and not drawn by the style sheet."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QWidget

from deskapp.ui.look import theme


def paint_ring(widget: QWidget, colour: str = "accent", inset: float = 1.0) -> None:
    """Draw a ring along the widget's edge, in a colour of the palette. Call it last in a paintEvent."""
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(theme.colour(colour), 2))
    painter.setBrush(Qt.BrushStyle.NoBrush)
    edge = QRectF(widget.rect()).adjusted(inset, inset, -inset, -inset)
    painter.drawRoundedRect(edge, theme.px(5), theme.px(5))
    painter.end()
