"""A lock, drawn: the shape that goes with the word "confidential"."""

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen


def paint_lock(painter: QPainter, box: QRectF, colour: QColor) -> None:
    """Draw a closed lock as high as the box, in its middle."""
    side = box.height()
    body = QRectF(box.center().x() - side * 0.38, box.top() + side * 0.45, side * 0.76, side * 0.55)
    bow = QRectF(box.center().x() - side * 0.24, box.top() + side * 0.06, side * 0.48, side * 0.66)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, side * 0.14))
    painter.drawArc(bow, 0, 180 * 16)
    for x in (bow.left(), bow.right()):
        painter.drawLine(QRectF(x, bow.center().y(), 0, 1).topLeft(), QRectF(x, body.top(), 0, 1).topLeft())
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(colour)
    painter.drawRoundedRect(body, side * 0.1, side * 0.1)
    painter.restore()
