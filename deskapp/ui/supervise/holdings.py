"""Who holds the open calls, or where they wait: a name, how many, and a bar; pressed, a name narrows the list down."""

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtWidgets import QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.supervise.tiles import TICK
from deskapp.ui.widgets.focus_ring import paint_ring
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.plain_tip import tip
from deskapp.ui.widgets.progress_line import ProgressLine


class Held(NamedTuple):
    """A line: whose, in words; what is told of it; how much of the longest bar, 0 to 1, and in which colour."""

    key: Hashable
    name: str
    told: str
    share: float
    tint: Tint


class HeldName(QPushButton):
    """A name that can be switched on and off."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "held")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = Held(None, "", "", 0.0, Tint.OK)
        self._bar = ProgressLine()
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(3), 0, theme.px(3), theme.px(2))
        column.addStretch(1)
        column.addWidget(self._bar)

    def say(self, line: Held) -> None:
        if line != self.line:
            self.line = line
            self.setAccessibleName(direction.clean(f"{line.name}: {line.told}"))
            self.setToolTip(tip(line.told) if len(line.name) < 30 else "")
            self._bar.set(line.share, line.tint)
            self.updateGeometry()
            self.update()

    def sizeHint(self) -> QSize:
        metrics = QFontMetrics(theme.font(12, bold=True))
        told = QFontMetrics(theme.font(12)).horizontalAdvance(self.line.told)
        wide = metrics.horizontalAdvance(f"{TICK} {self.line.name}") + theme.px(10) + told
        return QSize(wide + 2 * theme.px(3), max(24, theme.px(26)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(120), max(24, theme.px(26)))

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = theme.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if self.underMouse():
            painter.fillRect(self.rect(), QColor(look.hover))
        inside = self.rect().adjusted(theme.px(3), 0, -theme.px(3), 0)
        words = inside.adjusted(0, 0, 0, -self._bar.height() - theme.px(2))
        told_font, name_font = theme.font(12), theme.font(12, bold=on)
        told = direction.shown(self.line.told)
        wide = QFontMetrics(told_font).horizontalAdvance(told)
        mirrored = self.isRightToLeft()
        near, far = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight
        if mirrored:
            near, far = far, near
        flags = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        painter.setFont(told_font)
        painter.setPen(QColor(look.muted))
        painter.drawText(words, flags | far, told)
        room = wide + theme.px(8)
        names = words.adjusted(room, 0, 0, 0) if mirrored else words.adjusted(0, 0, -room, 0)
        name = f"{TICK} {self.line.name}" if on else self.line.name
        painter.setFont(name_font)
        painter.setPen(QColor(look.accent if on else look.text))
        shown = QFontMetrics(name_font).elidedText(direction.shown(name), Qt.TextElideMode.ElideRight, names.width())
        painter.drawText(names, flags | near, shown)
        painter.end()
        if self.hasFocus():
            paint_ring(self)


class Holdings(QWidget):
    """A heading and a line each. One stop of Tab; the arrow keys go from name to name, Space chooses."""

    toggled = Signal(object, bool)  # the key of a name, and whether it is on now; by a person's hand

    def __init__(self, heading: str, empty: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: list[HeldName] = []
        self._on: frozenset[Hashable] = frozenset()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._heading = Label(heading, "heading")
        self._column.addWidget(self._heading)
        self._empty = Label(empty, "muted", wrap=True)
        self._column.addWidget(self._empty)
        # That there is nobody is not said before it was read.
        self._empty.hide()
        self.setAccessibleName(heading)

    @property
    def names(self) -> tuple[HeldName, ...]:
        """The lines shown, from above."""
        return tuple(self._names)

    def set(self, lines: Sequence[Held], on: frozenset[Hashable]) -> None:
        """Show these, in this order; `on`: the keys that the list is narrowed down to."""
        self._on = on
        while len(self._names) > len(lines):
            gone = self._names.pop()
            if gone.hasFocus() and self._names:
                self._names[-1].setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._names) < len(lines):
            self._names.append(self._made())
        for name, line in zip(self._names, lines, strict=True):
            name.say(line)
            name.setChecked(line.key in on)
        self._empty.setVisible(not lines)
        self._one_tab_stop(next((one for one in self._names if one.hasFocus()), None))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, HeldName):
            return self._moved(watched, event)
        return False

    def _made(self) -> HeldName:
        name = HeldName()
        name.clicked.connect(lambda on: self.toggled.emit(name.line.key, on))
        name.installEventFilter(self)
        self._column.addWidget(name)
        name.show()
        return name

    def _moved(self, name: HeldName, event: QKeyEvent) -> bool:
        last = len(self._names) - 1
        here = self._names.index(name)
        there = {
            Qt.Key.Key_Down: min(here + 1, last),
            Qt.Key.Key_Up: max(here - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if there is None or event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        self._one_tab_stop(self._names[there])
        self._names[there].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _one_tab_stop(self, stop: HeldName | None) -> None:
        """Where Tab comes in: where it was, else at the first that is on, or the first."""
        on = next((one for one in self._names if one.isChecked()), None)
        stop = stop or on or (self._names[0] if self._names else None)
        for name in self._names:
            name.setFocusPolicy(Qt.FocusPolicy.StrongFocus if name is stop else Qt.FocusPolicy.ClickFocus)
