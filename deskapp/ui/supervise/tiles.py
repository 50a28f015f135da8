"""The figures on top of the overdue view: large, each with lines that say more; pressed, each narrows the list down."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.focus_ring import paint_ring

#: Said by shape where the tile is on; in words by its state, and by its ground and its edge.
TICK = "✓"


class Tile(QPushButton):
    """A heading, a large figure in its colour, and lines. Space or a click switches it on and off."""

    def __init__(self, heading: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "tile")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self._heading = heading
        self._figure = "–"
        self._lines: tuple[str, ...] = ()
        self._tint = Tint.PLAIN
        self._compact = False
        self._say()

    @property
    def words(self) -> tuple[str, ...]:
        """The figure, then the lines."""
        return self._figure, *self._lines

    def set(self, figure: str, lines: Sequence[str], tint: Tint) -> None:
        """Show a figure and its lines."""
        shown = tuple(line for line in lines if line)
        if (figure, shown, tint) == (self._figure, self._lines, self._tint):
            return
        self._figure, self._lines, self._tint = figure, shown, tint
        self._say()
        self.updateGeometry()
        self.update()

    def set_compact(self, compact: bool) -> None:
        """Heading and figure in one line, where the calls need the height."""
        if compact != self._compact:
            self._compact = compact
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        head = QFontMetrics(_heading_font()).horizontalAdvance(self._heading.upper())
        figure = QFontMetrics(_figure_font(self._compact))
        tick = theme.px(16)
        if self._compact:
            wide = head + theme.px(8) + figure.horizontalAdvance(self._figure) + tick
            return QSize(wide + 2 * theme.px(10), max(24, theme.px(26)))
        small = QFontMetrics(theme.font(11))
        lines = max((small.horizontalAdvance(line) for line in self._lines), default=0)
        wide = max(head + tick, figure.horizontalAdvance(self._figure) + theme.px(10) + lines)
        return QSize(wide + 2 * theme.px(11), theme.px(60))

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint() if self._compact else QSize(self.least_width, theme.px(60))

    @property
    def least_width(self) -> int:
        """What it needs beside the others, where its lines may be cut."""
        head = QFontMetrics(_heading_font()).horizontalAdvance(self._heading.upper())
        figure = QFontMetrics(_figure_font(compact=False)).horizontalAdvance(self._figure)
        return max(head + theme.px(16), figure + theme.px(10 + 56)) + 2 * theme.px(11)  # 16: the tick beside it

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave, QEvent.Type.FontChange):
            self.updateGeometry() if event.type() == QEvent.Type.FontChange else self.update()
        return done

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = theme.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2.0 if on else 1.0
        painter.setPen(QPen(QColor(look.accent if on else look.border), edge))
        painter.setBrush(QColor(look.selected if on else look.hover if self.underMouse() else look.surface))
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        inside = self.rect().adjusted(theme.px(10), theme.px(7), -theme.px(10), -theme.px(6))
        if self._compact:
            self._paint_line(painter, self.rect().adjusted(theme.px(10), 0, -theme.px(10), 0))
        else:
            self._paint_tall(painter, inside)
        painter.end()
        if self.hasFocus():
            paint_ring(self, inset=3.0 if on else 1.0)

    def _paint_tall(self, painter: QPainter, inside: QRect) -> None:
        look = theme.current()
        head = _heading_font()
        line = QFontMetrics(head).height()
        top = QRect(inside.left(), inside.top(), inside.width(), line)
        self._text(painter, top, self._heading.upper(), head, QColor(look.muted))
        if self.isChecked():
            self._text(painter, top, TICK, theme.font(12, bold=True), QColor(look.accent), far=True)
        below = inside.adjusted(0, line, 0, 0)
        figure = _figure_font(compact=False)
        wide = QFontMetrics(figure).horizontalAdvance(self._figure)
        self._text(painter, below, self._figure, figure, QColor(look.strong(self._tint)))
        room = _beyond(below, wide + theme.px(10), mirrored=self.isRightToLeft())
        small = theme.font(11)
        high = QFontMetrics(small).height()
        y = room.center().y() - (high * len(self._lines)) // 2 + 1
        for words in self._lines:
            self._text(painter, QRect(room.left(), y, room.width(), high), words, small, QColor(look.muted))
            y += high

    def _paint_line(self, painter: QPainter, inside: QRect) -> None:
        look, head = theme.current(), _heading_font()
        self._text(painter, inside, self._heading.upper(), head, QColor(look.muted))
        wide = QFontMetrics(head).horizontalAdvance(self._heading.upper()) + theme.px(8)
        room = _beyond(inside, wide, mirrored=self.isRightToLeft())
        self._text(painter, room, self._figure, _figure_font(compact=True), QColor(look.strong(self._tint)))
        if self.isChecked():
            self._text(painter, inside, TICK, theme.font(12, bold=True), QColor(look.accent), far=True)

    def _text(self, painter: QPainter, room: QRect, words: str, font: QFont, ink: QColor, *, far: bool = False) -> None:
        """One line at the side where reading begins, or at the far one; what has no room is cut."""
        at_right = self.isRightToLeft() is not far
        side = Qt.AlignmentFlag.AlignRight if at_right else Qt.AlignmentFlag.AlignLeft
        painter.setFont(font)
        painter.setPen(ink)
        shown = QFontMetrics(font).elidedText(direction.shown(words), Qt.TextElideMode.ElideRight, room.width())
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room, flags, shown)

    def _say(self) -> None:
        said = ", ".join((f"{self._heading}: {self._figure}", *self._lines))
        self.setAccessibleName(said)
        self.setToolTip(self._heading)


class TileRow(QWidget):
    """Tiles beside each other, each as wide as it needs and a share of the rest; compact they flow like words."""

    def __init__(self, tiles: Iterable[Tile], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tiles = list(tiles)
        self._wide, self._flowing = QWidget(), QWidget()
        self._row = QHBoxLayout(self._wide)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(theme.px(8))
        self._flow = FlowLayout(self._flowing, spacing=theme.px(6))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self._wide)
        column.addWidget(self._flowing)
        # It stands in whatever width there is: the screen is not held wide by it.
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self._compact: bool | None = None
        self.fit(10_000, compact=False)

    def fit(self, width: int, *, compact: bool) -> None:
        """Stand in this width; compact where the height is short, or where they have no room beside each other."""
        gaps = theme.px(8) * (len(self._tiles) - 1)
        compact = compact or sum(tile.least_width for tile in self._tiles) + gaps > width
        if compact is self._compact:
            return
        self._compact = compact
        for tile in self._tiles:
            tile.set_compact(compact)
            self._row.removeWidget(tile)
            self._flow.removeWidget(tile)
            if compact:
                self._flow.addWidget(tile)
            else:
                self._row.addWidget(tile, 1)
            tile.show()
        self._wide.setVisible(not compact)
        self._flowing.setVisible(compact)


def _heading_font() -> QFont:
    made = theme.font(10, bold=True)
    made.setLetterSpacing(QFont.SpacingType.AbsoluteSpacing, theme.px(1))
    return made


def _figure_font(compact: bool) -> QFont:
    return theme.font(14 if compact else 22, bold=True)


def _beyond(room: QRect, taken: int, *, mirrored: bool) -> QRect:
    """What is left of a line after so much of it is taken where reading begins."""
    return room.adjusted(0, 0, -taken, 0) if mirrored else room.adjusted(taken, 0, 0, 0)
