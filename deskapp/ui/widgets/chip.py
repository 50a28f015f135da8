"""Chips: a state by shape, word and colour together, as a widget and for painters."""

from PySide6.QtCore import QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from deskapp import direction
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.restyle import set_style

#: The shape that goes with a state; the other tints are plain labels.
SHAPES = {Tint.OVER: "▲", Tint.SOON: "◆", Tint.OK: "●", Tint.PAUSED: "❚❚"}


def with_shape(words: str, tint: Tint) -> str:
    """The words with the shape of their state before them."""
    return f"{SHAPES[tint]} {words}" if tint in SHAPES else words


def priority_tint(code: str) -> Tint:
    """The tint of a priority's chip, P1 to P4."""
    return {"P1": Tint.OVER, "P2": Tint.SOON, "P3": Tint.INFO}.get(code, Tint.PLAIN)


class Chip(QLabel):
    """A small coloured label. With `shape` it shows a state; without, any short word."""

    def __init__(
        self, words: str = "", tint: Tint = Tint.PLAIN, *, shape: bool = False, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.set(words, tint, shape=shape)

    def minimumSizeHint(self) -> QSize:
        # A label's own least size forgets the padding, and the words would be cut.
        return self.sizeHint()

    def set(self, words: str, tint: Tint, *, shape: bool = False, heard: str = "") -> None:
        """Show other words or another state. heard: what a screen reader is told instead, where the words tick."""
        text = direction.shown(with_shape(words, tint) if shape else words)
        if text != self.text():
            self.setText(text)
            self.setAccessibleName(direction.clean(heard or words))
        set_style(self, "chip", tint.value)


class ChipPainter:
    """Draws chips for lists, with fonts and colours made once: make a new one when the theme changes."""

    def __init__(self) -> None:
        look = theme.current()
        self._inks = {t: (QColor(look.chip(t).text), QColor(look.chip(t).ground)) for t in Tint}
        self._font = theme.font(11, bold=True)
        self._metrics = QFontMetrics(self._font)
        self._padding = QSize(2 * theme.px(9), 2 * theme.px(2))
        self._corner = float(theme.px(3))

    def size(self, words: str) -> QSize:
        """The room a chip takes."""
        return QSize(self._metrics.horizontalAdvance(direction.shown(words)), self._metrics.height()) + self._padding

    def paint(self, painter: QPainter, at: QPoint, words: str, tint: Tint) -> None:
        """Draw a chip with its top left corner there. The words carry their shape already."""
        text, ground = self._inks[tint]
        box = QRect(at, self.size(words))
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, True)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(ground)
        painter.drawRoundedRect(QRectF(box), self._corner, self._corner)
        painter.setPen(text)
        painter.setFont(self._font)
        painter.drawText(box, Qt.AlignmentFlag.AlignCenter, direction.shown(words))
