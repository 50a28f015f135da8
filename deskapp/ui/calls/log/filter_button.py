"""A filter above a list: its name, or what is chosen of it with a cross that takes it away."""

from PySide6.QtCore import QPointF, QRect, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QPushButton, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.restyle import set_style

#: Of a long choice so many signs are shown: the popup shows it all.
_LONGEST = 28
_DOWN = (Qt.Key.Key_Down, Qt.Key.Key_Return, Qt.Key.Key_Enter)


class FilterButton(QPushButton):
    """Enter, Space or Down opens it, Del takes away what is chosen, Left and Right go to its neighbours."""

    opened = Signal()
    cleared = Signal()
    stepped = Signal(int)  # 1 onward, -1 back

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._chosen = name, ""
        self.setProperty("kind", "filter")
        self.setAutoDefault(False)
        self.clicked.connect(self.opened)
        self.say("")

    def say(self, chosen: str) -> None:
        """What is chosen of it; "": nothing."""
        self._chosen = chosen
        short = chosen if len(chosen) <= _LONGEST else f"{chosen[: _LONGEST - 1].rstrip()}…"
        words = _("{filter}: {values}").format(filter=self._name, values=short) if chosen else self._name
        self.setText(direction.shown(words).replace("&", "&&"))
        heard = _("{filter}: {values}, filter").format(filter=self._name, values=chosen)
        self.setAccessibleName(heard if chosen else _("{filter}, filter").format(filter=self._name))
        set_style(self, "on", "true" if chosen else "false")
        self.updateGeometry()

    @property
    def chosen(self) -> str:
        return self._chosen

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = event.key()
        onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            onward, back = back, onward
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            super().keyPressEvent(event)
        elif key in _DOWN:
            self.opened.emit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace) and self._chosen:
            self.cleared.emit()
        elif key in (onward, back):
            self.stepped.emit(1 if key == onward else -1)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._chosen and self._mark().adjusted(-4, -8, 4, 8).contains(event.position().toPoint()):
            self.setDown(False)
            self.cleared.emit()
            return
        super().mouseReleaseEvent(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        pen = QPen(theme.colour("accent" if self._chosen else "muted"), 1.4)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        box = self._mark()
        middle, reach = QPointF(box.center()), box.width() / 2
        if self._chosen:
            for turn in (-1, 1):
                step = QPointF(reach * 0.8, reach * 0.8 * turn)
                painter.drawLine(middle - step, middle + step)
        else:
            tip = middle + QPointF(0, reach * 0.5)
            for side in (-1, 1):
                painter.drawLine(tip, middle + QPointF(reach * side, -reach * 0.5))

    def _mark(self) -> QRect:
        """Where the cross or the arrow stands."""
        side = theme.px(8)
        x = theme.px(10) if self.isRightToLeft() else self.width() - theme.px(10) - side
        return QRect(x, (self.height() - side) // 2, side, side)
