"""One clock of a call: its name, its state as a chip, how much is used up, and a line of why."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QAbstractButton, QSizePolicy, QStyle, QStyleOption, QVBoxLayout, QWidget

from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.focus_ring import paint_ring
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.progress_line import ProgressLine


class ClockButton(QAbstractButton):
    """A card of a clock. Can be asked "why this deadline?" by a click, Enter or Space."""

    why_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("surface", "card")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(
            QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred
        )  # it may be narrower than it likes
        self.clicked.connect(self.why_asked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.why_asked.emit()
            return
        super().keyPressEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:
        # A button that is none of Qt's own draws all of itself, the ground of the style sheet too.
        option, painter = QStyleOption(), QPainter(self)
        option.initFrom(self)
        self.style().drawPrimitive(QStyle.PrimitiveElement.PE_Widget, option, painter, self)
        painter.end()
        if self.hasFocus():
            paint_ring(self)


class ClockCard(ClockButton):
    """Shows a clock with all that its card says."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = Label("", "muted")
        self._chip = Chip()
        self._line = ProgressLine()
        self._why = Label("", "muted", wrap=True)
        # Where both do not fit beside each other, the chip goes below: nothing is cut.
        self._top = FlowLayout(spacing=theme.px(4), apart=True)
        self._top.addWidget(self._name)
        self._top.addWidget(self._chip)
        self.setContentsMargins(1, 1, 1, 1)  # the line around it
        self._body = body = QVBoxLayout(self)
        body.setContentsMargins(theme.px(7), theme.px(8), theme.px(7), theme.px(7))
        body.setSpacing(theme.px(4))
        body.addLayout(self._top)
        body.addWidget(self._line)
        body.addWidget(self._why)
        body.addStretch(1)

    def set(self, name: str, words: str, tint: Tint, used: float, why: str) -> None:
        """Show a clock: words as "0:11 left", used from 0 to 1, why as "promised 14:23"."""
        self._name.setText(name)
        self._chip.set(words, tint, shape=True)
        self._line.set(used, tint)
        self._why.setText(why)
        self.setAccessibleName(f"{name}: {words}, {why}")
        # Qt lets a layout within a layout know only later, and the height would be that of the words before.
        self._top.invalidate()

    @property
    def wide(self) -> int:
        """The width at which the chip stands beside the name."""
        sides = self.contentsMargins() + self._body.contentsMargins()
        return self._top.sizeHint().width() + sides.left() + sides.right()
