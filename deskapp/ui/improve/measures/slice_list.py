"""A measure by category, priority and so on: a bar each with what it is of; pressed, one narrows the calls down."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from typing import NamedTuple

from PySide6.QtCore import QByteArray, QEvent, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QKeyEvent, QPainter, QPaintEvent
from PySide6.QtSvg import QSvgRenderer
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.focus_ring import paint_ring
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.plain_tip import tip

#: So many stand there at first.
_FIRST = 6
#: As drawn: how wide the bar is, and the least of a name.
BAR, _NAME = 62, 64
_TICK = "✓"


class Sliced(NamedTuple):
    """A line: its name, the bar as it was drawn, what it is of in numbers, its figure. sign: where it is worse than
    the others by more than chance, "▲" or "▼".
    """

    key: Hashable
    name: str
    bar: bytes
    of: str
    figure: str
    sign: str
    heard: str

    @property
    def told(self) -> str:
        """The figure with its sign."""
        return f"{self.sign} {self.figure}" if self.sign else self.figure


class SliceRow(QPushButton):
    """Checked while the calls are narrowed down to it."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setCheckable(True)
        self.setAutoDefault(False)
        self.setProperty("kind", "slice")
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)
        self.line = Sliced(None, "", b"", "", "", "", "")
        #: How wide, in all lines alike, what it is of and the figure are.
        self._of = self._figure = 0

    def say(self, line: Sliced, of: int, figure: int) -> None:
        if (line, of, figure) != (self.line, self._of, self._figure):
            self.line, self._of, self._figure = line, of, figure
            self.updateGeometry()
            self.setAccessibleName(direction.clean(line.heard))
            self.setToolTip(tip(line.heard))
            self.update()

    def sizeHint(self) -> QSize:
        wide = QFontMetrics(theme.font(12, bold=True)).horizontalAdvance(self.line.name)
        return QSize(wide + theme.px(16) + self._taken, max(24, theme.px(20)))

    def minimumSizeHint(self) -> QSize:
        return QSize(theme.px(_NAME) + self._taken, max(24, theme.px(20)))

    @property
    def _taken(self) -> int:
        """What stands beside the name."""
        return theme.px(BAR) + self._of + self._figure

    def paintEvent(self, event: QPaintEvent) -> None:
        look, line, on = theme.current(), self.line, self.isChecked()
        painter = QPainter(self)
        if on or self.underMouse():
            painter.fillRect(self.rect(), QColor(look.selected if on else look.hover))
        painter.fillRect(0, self.height() - 1, self.width(), 1, QColor(look.line))
        room = self.rect().adjusted(0, 0, 0, -1)
        taken = self._taken
        name = f"{_TICK} {line.name}" if on else line.name
        self._text(painter, room, 0, room.width() - taken, name, far=False, strong=bool(line.sign) or on)
        at = room.width() - taken
        box = QRectF(self._part(room, at + theme.px(4), theme.px(BAR - 8)))
        if line.bar:
            high = float(theme.px(12))
            box = QRectF(box.x(), room.center().y() - high / 2 + 1, box.width(), high)
            QSvgRenderer(QByteArray(line.bar)).render(painter, box)
        self._text(painter, room, at + theme.px(BAR), self._of, line.of, far=True, ink=look.muted)
        ink = look.over if line.sign else look.text
        far = at + theme.px(BAR) + self._of
        self._text(painter, room, far, self._figure, line.told, far=True, strong=bool(line.sign), ink=ink)
        painter.end()
        if self.hasFocus():
            paint_ring(self)

    def _part(self, room: QRect, at: int, wide: int) -> QRect:
        """A part of the line, counted from where reading begins."""
        x = room.right() + 1 - at - wide if self.isRightToLeft() else room.left() + at
        return QRect(x, room.top(), wide, room.height())

    def _text(
        self,
        painter: QPainter,
        room: QRect,
        at: int,
        wide: int,
        words: str,
        *,
        far: bool,
        strong: bool = False,
        ink: str = "",
    ) -> None:
        font = theme.font(12, bold=strong)
        painter.setFont(font)
        painter.setPen(QColor(ink or theme.current().text))
        right = far is not self.isRightToLeft()
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        flags = side | Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
        inside = self._part(room, at, wide).adjusted(theme.px(2), 0, -theme.px(2), 0)
        shown = QFontMetrics(font).elidedText(direction.shown(words), Qt.TextElideMode.ElideRight, inside.width())
        painter.drawText(inside, flags, shown)


class SliceList(QWidget):
    """One stop of Tab; arrow keys go from line to line, Space or Enter chooses."""

    toggled = Signal(object, bool)  # the key of a line, and whether it is on now; by a person's hand

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._rows: list[SliceRow] = []
        self._lines: tuple[Sliced, ...] = ()
        self._on: Hashable = None
        self._whole = False
        self._column = QVBoxLayout()
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self.more = LinkButton("")
        self.more.setProperty("inline", "true")
        self.more.clicked.connect(self._show_all)
        self._empty = Label(_("There is nothing to split here."), "muted", wrap=True)
        self._signs = Label("", "small", wrap=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addLayout(self._column)
        foot = QHBoxLayout()
        foot.setSpacing(theme.px(8))
        foot.addWidget(self.more)
        foot.addWidget(self._signs, 1)
        column.addLayout(foot)
        column.addWidget(self._empty)
        for widget in (self.more, self._empty, self._signs):
            widget.hide()

    @property
    def rows(self) -> tuple[SliceRow, ...]:
        """The lines shown, from above."""
        return tuple(self._rows)

    def show_lines(self, lines: Sequence[Sliced], on: Hashable, means: str) -> None:
        """Show these, in this order; on: the key of the one that is chosen; means: what the sign beside some does."""
        self._lines, self._on = tuple(lines), on
        signed = next((line.sign for line in lines if line.sign), "")
        self._signs.setText(f"{signed} {means}")
        self._signs.setVisible(bool(signed))
        self._show()

    def forget(self) -> None:
        """Another measure, or another way to split it, is about to be shown."""
        self._whole = False

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent) and isinstance(watched, SliceRow):
            return self._pressed(watched, event)
        return False

    # Inside

    def _show(self) -> None:
        chosen = next((place for place, line in enumerate(self._lines) if line.key == self._on), -1)
        count = len(self._lines) if self._whole or chosen >= _FIRST else min(_FIRST, len(self._lines))
        while len(self._rows) > count:
            gone = self._rows.pop()
            if gone.hasFocus() and self._rows:
                self._rows[-1].setFocus(Qt.FocusReason.OtherFocusReason)
            self._column.removeWidget(gone)
            gone.hide()
            gone.deleteLater()
        while len(self._rows) < count:
            self._rows.append(self._made())
        plain, bold = QFontMetrics(theme.font(12)), QFontMetrics(theme.font(12, bold=True))
        pad = theme.px(8)
        of = max((plain.horizontalAdvance(line.of) for line in self._lines), default=0) + pad
        figure = max((bold.horizontalAdvance(line.told) for line in self._lines), default=0) + pad
        for row, line in zip(self._rows, self._lines, strict=False):
            row.say(line, of, figure)
            row.setChecked(self._on is not None and line.key == self._on)
        self.more.setVisible(count < len(self._lines))
        self.more.setText(_("All {n}").format(n=len(self._lines)))
        self._empty.setVisible(not self._lines)
        self._one_tab_stop(next((one for one in self._rows if one.hasFocus()), None))

    def _show_all(self) -> None:
        self._whole = True
        first = len(self._rows)
        self._show()
        if first < len(self._rows):
            self._rows[first].setFocus(Qt.FocusReason.OtherFocusReason)

    def _made(self) -> SliceRow:
        row = SliceRow()
        row.clicked.connect(lambda on: self.toggled.emit(row.line.key, on))
        row.installEventFilter(self)
        self._column.addWidget(row)
        row.show()
        return row

    def _pressed(self, row: SliceRow, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            row.click()
            return True
        here, last = self._rows.index(row), len(self._rows) - 1
        there = {
            Qt.Key.Key_Down: min(here + 1, last),
            Qt.Key.Key_Up: max(here - 1, 0),
            Qt.Key.Key_Home: 0,
            Qt.Key.Key_End: last,
        }.get(Qt.Key(event.key()))
        if there is None:
            return False
        self._one_tab_stop(self._rows[there])
        self._rows[there].setFocus(Qt.FocusReason.TabFocusReason)
        return True

    def _one_tab_stop(self, stop: SliceRow | None) -> None:
        on = next((one for one in self._rows if one.isChecked()), None)
        stop = stop or on or (self._rows[0] if self._rows else None)
        for row in self._rows:
            row.setFocusPolicy(Qt.FocusPolicy.StrongFocus if row is stop else Qt.FocusPolicy.ClickFocus)
