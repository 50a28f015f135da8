"""Our own icons: stroke drawings in resources/icons, coloured when they are drawn."""

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, QSize, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from deskapp import paths
from deskapp.ui.look import theme


def icon(name: str, colour: str | None = None) -> QIcon:
    """The icon resources/icons/<name>.svg in a colour ("#rrggbb"), by default the muted one of the palette."""
    return QIcon(pixmap(name, colour or theme.current().muted, theme.px(16)))


def pixmap(name: str, colour: str, side: int, scale: float = 2.0) -> QPixmap:
    """The icon as a square picture with the given side in logical pixels; drawn once, and kept while there is room."""
    key = f"{name} {colour} {side} {scale}"
    picture = QPixmap()
    if QPixmapCache.find(key, picture):
        return picture
    picture = QPixmap(QSize(round(side * scale), round(side * scale)))
    picture.fill(Qt.GlobalColor.transparent)
    picture.setDevicePixelRatio(scale)
    painter = QPainter(picture)
    # Qt draws currentColor black, so the colour is written into the drawing.
    drawing = _drawing(name).replace("currentColor", colour)
    QSvgRenderer(QByteArray(drawing.encode())).render(painter, QRectF(0, 0, side, side))
    painter.end()
    QPixmapCache.insert(key, picture)
    return picture


@cache
def _drawing(name: str) -> str:
    return (paths.resources() / "icons" / f"{name}.svg").read_text(encoding="utf-8")
