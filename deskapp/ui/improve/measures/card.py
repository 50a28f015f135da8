"""One measure: its figure, what it is of, how it stands beside the period before, and its course as a chart."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtCore import QEvent, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.paperwork.measure_cards import Card
from deskapp.ui.improve.measures.chart import ChartView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.focus_ring import paint_ring
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label

#: As drawn: the least width of a card, and what it keeps free at its sides.
LEAST, PADDING = 236, 10


class Face(NamedTuple):
    """What a card says. change: how it stands beside the period before; before: that one's figure; course: the chart
    in words, for who listens.
    """

    title: str
    figure: str
    told: str
    change: str
    tint: Tint
    before: str
    course: str = ""


class MeasureCard(QPushButton):
    """Checked while it is the one whose calls are shown."""

    def __init__(self, card: Card, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.card = card
        self.face: Face | None = None
        self.setCheckable(True)
        self.setAutoExclusive(False)
        self.setAutoDefault(False)
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)
        self._title, self._figure = Section(""), Label("", "measure")
        self._told, self._before = Label("", "small", wrap=True), Label("", "small", wrap=True)
        self._change = Chip()
        self._title.setWordWrap(True)
        self.chart = ChartView()
        self._lay_out()

    def show_face(self, face: Face) -> None:
        """Say this; the chart is handed in when it is drawn."""
        if face == self.face:
            return
        self.face = face
        self._title.setText(face.title)
        self._figure.setText(face.figure)
        self._told.setText(face.told)
        self._change.set(face.change, face.tint)
        self._before.setText(face.before)
        parts = (f"{face.title}: {face.figure}", face.told, face.change, face.before)
        self.setAccessibleName(direction.clean(", ".join(part for part in parts if part)))
        self.setAccessibleDescription(direction.clean(face.course))
        self.updateGeometry()

    def show_drawing(self, drawn: bytes) -> None:
        """The chart of its course."""
        self.chart.show_drawing(drawn)
        self.updateGeometry()

    # What a layout asks: a button knows only of its own words

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        layout = self.layout()
        return 0 if layout is None else layout.totalHeightForWidth(width)

    def sizeHint(self) -> QSize:
        wide = theme.px(268)
        return QSize(wide, self.heightForWidth(wide))

    def minimumSizeHint(self) -> QSize:
        wide = theme.px(LEAST)
        return QSize(wide, self.heightForWidth(max(wide, self.width())))

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.HoverEnter, QEvent.Type.HoverLeave):
            self.update()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        look, on = theme.current(), self.isChecked()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        edge = 2.0 if on else 1.0
        painter.setPen(QPen(QColor(look.accent if on else look.line), edge))
        painter.setBrush(QColor(look.hover if self.underMouse() and not on else look.surface))
        box = QRectF(self.rect()).adjusted(edge / 2, edge / 2, -edge / 2, -edge / 2)
        painter.drawRoundedRect(box, theme.px(6), theme.px(6))
        painter.end()
        if self.hasFocus():
            paint_ring(self, inset=3.0 if on else 1.0)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(PADDING), theme.px(7), theme.px(PADDING), theme.px(4))
        column.setSpacing(theme.px(2))
        column.addWidget(self._title)
        first = QHBoxLayout()
        first.setSpacing(theme.px(10))
        first.addWidget(self._figure)
        first.addWidget(self._told, 1)
        column.addLayout(first)
        second = QWidget()
        flow = FlowLayout(second, spacing=theme.px(8))
        flow.addWidget(self._change)
        flow.addWidget(self._before)
        column.addWidget(second)
        column.addWidget(self.chart)
        column.addStretch(1)
        for part in (self._title, self._figure, self._told, second, self._change, self._before, self.chart):
            part.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
