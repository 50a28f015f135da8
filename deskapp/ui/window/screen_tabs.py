"""The screens of the side bar, as tabs below each other."""

from collections.abc import Iterable
from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen, QWheelEvent
from PySide6.QtWidgets import QSizePolicy, QTabBar, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.wording.lists import figure

_STEPS = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}


class Entry(NamedTuple):
    """One screen of the side bar."""

    key: str
    words: str


class ScreenTabs(QTabBar):
    """Up and Down go from screen to screen, each is shown at once; a click or Enter goes into it."""

    chosen = Signal(str)  # an entry's key: by the arrows
    entered = Signal(str)  # by a click, Enter or Space

    def __init__(self, entries: Iterable[Entry], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._entries = tuple(entries)
        self._under_mouse = -1
        self.setAccessibleName(_("Screens"))
        self.setShape(QTabBar.Shape.RoundedWest)
        self.setDrawBase(False)
        self.setExpanding(False)
        self.setUsesScrollButtons(False)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        for place, entry in enumerate(self._entries):
            self.addTab(entry.words)
            self.set_count(place, None)
        self.currentChanged.connect(lambda place: self.chosen.emit(self._entries[place].key))

    def place_of(self, key: str) -> int:
        return next(place for place, entry in enumerate(self._entries) if entry.key == key)

    def set_count(self, place: int, count: int | None) -> None:
        """The figure beside an entry; None for no figure."""
        words = self._entries[place].words
        shown = words if count is None else f"{words}    {figure(count)}"
        if shown == self.tabText(place) and self.accessibleTabName(place):
            return  # it would be told all the same
        self.setTabText(place, shown)
        self.setAccessibleTabName(place, words if count is None else f"{words}, {count}")

    def set_current(self, key: str) -> None:
        """Mark the screen that is shown, without telling anybody."""
        self.blockSignals(True)
        self.setCurrentIndex(self.place_of(key))
        self.blockSignals(False)

    @property
    def current(self) -> str | None:
        return self._entries[self.currentIndex()].key if self.currentIndex() >= 0 else None

    # What a person does

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if plain and key in _STEPS:
            self.setCurrentIndex(min(max(self.currentIndex() + _STEPS[key], 0), self.count() - 1))
        elif plain and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.setCurrentIndex(0 if key == Qt.Key.Key_Home else self.count() - 1)
        elif plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space) and self.current is not None:
            self.entered.emit(self.current)
        else:
            event.ignore()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        super().mouseReleaseEvent(event)
        place = self.tabAt(event.position().toPoint())
        if event.button() == Qt.MouseButton.LeftButton and place >= 0 and place == self.currentIndex():
            self.entered.emit(self._entries[place].key)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._point_at(self.tabAt(event.position().toPoint()))

    def leaveEvent(self, event: QEvent) -> None:
        super().leaveEvent(event)
        self._point_at(-1)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()

    # How it looks

    def tabSizeHint(self, index: int) -> QSize:
        words = self.fontMetrics().horizontalAdvance(self.tabText(index))
        return QSize(max(self.width(), words + 2 * theme.px(12)), max(24, theme.px(28)) + 2)

    def minimumTabSizeHint(self, index: int) -> QSize:
        return self.tabSizeHint(index)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(120), self.count() * (self.tabSizeHint(0).height() + theme.px(2)))

    def minimumSizeHint(self) -> QSize:
        return QSize(0, self.sizeHint().height())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() in (QEvent.Type.StyleChange, QEvent.Type.FontChange):
            self.updateGeometry()

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        corner = theme.px(5)
        for place in range(self.count()):
            box, current = QRectF(self.tabRect(place)), place == self.currentIndex()
            if current or place == self._under_mouse:
                painter.setPen(Qt.PenStyle.NoPen)
                painter.setBrush(theme.colour("selected" if current else "hover"))
                painter.drawRoundedRect(box, corner, corner)
            if current and self.hasFocus():
                painter.setPen(QPen(theme.colour("accent"), 2))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(box.adjusted(1, 1, -1, -1), corner, corner)
            painter.setPen(theme.colour("accent" if current else "muted"))
            painter.setFont(theme.font(bold=current))
            inner = box.adjusted(theme.px(12), 0, -theme.px(12), 0)
            painter.drawText(inner, Qt.AlignmentFlag.AlignVCenter | self._side(), self.tabText(place))

    def _side(self) -> Qt.AlignmentFlag:
        sides = Qt.AlignmentFlag
        return (sides.AlignRight if self.isRightToLeft() else sides.AlignLeft) | sides.AlignAbsolute

    def _point_at(self, place: int) -> None:
        if place != self._under_mouse:
            self._under_mouse = place
            self.update()
