"""What the eye meets on a widget: every text that is painted, from the left to the right, whoever painted it."""

import unicodedata
from collections.abc import Iterator
from typing import Any

from PySide6.QtCore import QPoint, QPointF, QRectF, QSizeF
from PySide6.QtGui import QPaintDevice, QPaintEngine, QPainter, QTextItem
from PySide6.QtWidgets import QWidget

_METRICS = {
    QPaintDevice.PaintDeviceMetric.PdmWidth: 4000,
    QPaintDevice.PaintDeviceMetric.PdmHeight: 4000,
    QPaintDevice.PaintDeviceMetric.PdmWidthMM: 1000,
    QPaintDevice.PaintDeviceMetric.PdmHeightMM: 1000,
    QPaintDevice.PaintDeviceMetric.PdmDpiX: 96,
    QPaintDevice.PaintDeviceMetric.PdmDpiY: 96,
    QPaintDevice.PaintDeviceMetric.PdmPhysicalDpiX: 96,
    QPaintDevice.PaintDeviceMetric.PdmPhysicalDpiY: 96,
    QPaintDevice.PaintDeviceMetric.PdmDepth: 32,
    QPaintDevice.PaintDeviceMetric.PdmNumColors: 2**24,
    QPaintDevice.PaintDeviceMetric.PdmDevicePixelRatio: 1,
    QPaintDevice.PaintDeviceMetric.PdmDevicePixelRatioScaled: int(QPaintDevice.devicePixelRatioFScale()),
}


class _Engine(QPaintEngine):
    """Keeps each stretch of text of one direction with its place; draws nothing."""

    def __init__(self) -> None:
        super().__init__(QPaintEngine.PaintEngineFeature.AllFeatures)
        self.stretches: list[tuple[float, float, float, str]] = []

    def begin(self, device: QPaintDevice) -> bool:
        return True

    def end(self) -> bool:
        return True

    def type(self) -> QPaintEngine.Type:
        return QPaintEngine.Type.User

    def updateState(self, state: Any) -> None: ...

    def drawTextItem(self, at: QPointF, item: QTextItem) -> None:
        text = "".join(sign for sign in item.text() if unicodedata.category(sign) != "Cf")
        if QTextItem.RenderFlag.RightToLeft in item.renderFlags():
            text = text[::-1]
        place = self.painter().deviceTransform().map(at)
        self.stretches.append((place.y(), place.x(), item.width(), text))

    def drawPixmap(self, *_drawn: Any) -> None: ...
    def drawImage(self, *_drawn: Any) -> None: ...
    def drawPath(self, *_drawn: Any) -> None: ...
    def drawPolygon(self, *_drawn: Any) -> None: ...
    def drawRects(self, *_drawn: Any) -> None: ...
    def drawLines(self, *_drawn: Any) -> None: ...


class _Device(QPaintDevice):
    def __init__(self) -> None:
        super().__init__()
        self.engine = _Engine()

    def paintEngine(self) -> QPaintEngine:
        return self.engine

    def metric(self, metric: QPaintDevice.PaintDeviceMetric) -> int:
        return _METRICS.get(metric, 0)


def seen(widget: QWidget, *without: type[QWidget]) -> list[str]:
    """The lines of text that a widget shows with all that is in it, each in the order of the eye from the left.

    without: kinds of widgets whose own text is left out.
    """
    device = _Device()
    painter = QPainter(device)
    widget.render(painter, QPoint(0, 0))
    painter.end()
    left_out = [
        QRectF(QPointF(one.mapTo(widget, QPoint(0, 0))), QSizeF(one.size()))
        for kind in without
        for one in widget.findChildren(kind)
        if one.isVisibleTo(widget)
    ]
    stretches = [
        stretch
        for stretch in device.engine.stretches
        if not any(room.contains(QPointF(stretch[1] + stretch[2] / 2, stretch[0])) for room in left_out)
    ]
    return list(_lines(sorted(stretches)))


def _lines(stretches: list[tuple[float, float, float, str]]) -> Iterator[str]:
    """Stretches that touch each other are one line."""
    line, height, edge = "", 0.0, 0.0
    for y, x, width, text in stretches:
        if line and (abs(y - height) > 0.5 or abs(x - edge) > 1.5):
            yield line
            line = ""
        line, height, edge = line + text, y, x + width
    if line:
        yield line
