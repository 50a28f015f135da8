"""A line of large type: as large as the wall is, always dark, cut where it has no room."""

from PySide6.QtCore import QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter, QPaintEvent
from PySide6.QtWidgets import QApplication, QLabel, QSizePolicy

from deskapp import direction
from deskapp.ui.look.palettes import DARK

#: Round a figure on a ground of its own, in the drawing.
_AIR = 16


class WallLine(QLabel):
    """A label, so that it is read out as one; painted by itself, whatever the window's colours and type are.

    size: of the type, in the drawing, which is 1920 wide and 1080 high. even: its room does not follow its words, so
    that what stands beside it stays where it is. whole: it is never cut.
    """

    def __init__(
        self, size: float, ink: str = DARK.text, *, bold: bool = False, even: bool = False, whole: bool = False
    ) -> None:
        super().__init__()
        self.setTextFormat(Qt.TextFormat.PlainText)
        self._size, self._bold, self._scale = size, bold, 1.0
        self._ink, self._ground, self._whole = ink, "", whole
        self._tail = self._shorter = ""
        wide = QSizePolicy.Policy.Ignored if even else QSizePolicy.Policy.Preferred
        self.setSizePolicy(wide, QSizePolicy.Policy.Preferred)

    def say(
        self, words: str, ink: str | None = None, ground: str | None = None, *, tail: str = "", shorter: str = ""
    ) -> None:
        """Show other words, in other colours where these are given. Nothing is painted where nothing changed.

        tail: comes behind them, and is not cut. shorter: shown instead where the words have no room.
        """
        ink, ground = self._ink if ink is None else ink, self._ground if ground is None else ground
        self._tail, self._shorter = tail, shorter
        words = f"{direction.isolated(words)}{tail}" if tail else words
        if words != self.text():
            self.setText(words)
        if (ink, ground) != (self._ink, self._ground):
            self._ink, self._ground = ink, ground
            self.update()

    def set_scale(self, scale: float) -> None:
        """How large the wall is, the drawing being 1."""
        self._scale = scale
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(self._font())
        air = 2 * round(_AIR * self._scale) if self._ground else 0
        # A little more, for widths of letters are rounded one by one.
        return QSize(metrics.horizontalAdvance(direction.shown(self.text())) + air + 2, metrics.height())

    def minimumSizeHint(self) -> QSize:
        wanted = self.sizeHint()
        return QSize(wanted.width() if self._whole else 0, wanted.height())

    def paintEvent(self, event: QPaintEvent) -> None:
        words = self.text()
        if not words:
            return
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = self._font()
        painter.setFont(font)
        metrics = QFontMetrics(font)
        air = round(_AIR * self._scale) if self._ground else 0
        shown = self._fitting(metrics, self.width() - 2 * air)
        room = QRect(0, 0, min(self.width(), metrics.horizontalAdvance(shown) + 2 * air), self.height())
        if self.isRightToLeft():
            room.moveRight(self.width() - 1)
        if self._ground:
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(self._ground))
            high = min(self.height(), round(metrics.height() * 1.25))
            chip = QRectF(room.x(), (self.height() - high) / 2, room.width(), high)
            painter.drawRoundedRect(chip, 8 * self._scale, 8 * self._scale)
        painter.setPen(QColor(self._ink))
        side = Qt.AlignmentFlag.AlignRight if self.isRightToLeft() else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.drawText(room.adjusted(air, 0, 2 - air, 0), flags, shown)

    def _fitting(self, metrics: QFontMetrics, room: int) -> str:
        """What of the words has room."""
        words = direction.shown(self.text())
        if metrics.horizontalAdvance(words) <= room:
            return words
        cut, tail = direction.shown(self.text().removesuffix(self._tail)), direction.shown(self._tail)
        if self._shorter:
            cut, tail = direction.shown(self._shorter), ""
        room -= metrics.horizontalAdvance(tail)
        # Where it is cut, its turns of the direction have lost their ends.
        return direction.isolated(metrics.elidedText(cut, Qt.TextElideMode.ElideRight, room)) + tail

    def _font(self) -> QFont:
        made = QFont(QApplication.font())
        made.setPixelSize(max(1, round(self._size * self._scale)))
        made.setBold(self._bold)
        return made
