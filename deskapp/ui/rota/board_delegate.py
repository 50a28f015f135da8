"""Draws the bars of a rota's row across its days: each cell draws its part of every bar that touches it."""

from datetime import date

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QFontMetricsF, QPainter, QPen
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from deskapp import direction
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.rota.bars import Bar
from deskapp.ui.rota.board_model import BoardModel

Index = QModelIndex | QPersistentModelIndex
_CENTRE = Qt.AlignmentFlag.AlignCenter


class BoardDelegate(QStyledItemDelegate):
    """`today` and `now` (in days since the first one) are told by the table."""

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table = table
        self.today: date | None = None
        self.now: float | None = None

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        model = index.model()
        assert isinstance(model, BoardModel)
        cell = QRectF(option.rect)
        painter.save()
        painter.setClipRect(cell)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        if index.column() == 0:
            self._name(painter, cell, str(index.data()))
        else:
            if model.day(index.column()) == self.today:
                painter.fillRect(cell, theme.colour("selected"))
            painter.setPen(QPen(theme.colour("line"), 1))
            painter.drawLine(cell.topLeft(), cell.bottomLeft())
            for bar in model.bars(index.row()):
                if bar.begin < index.column() and bar.end > index.column() - 1:
                    self._bar(painter, cell, bar)
            self._now(painter, cell, index.column())
        painter.setPen(QPen(theme.colour("line"), 1))
        painter.drawLine(cell.bottomLeft(), cell.bottomRight())
        if option.state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            focused = self._table.hasFocus()
            painter.setPen(QPen(theme.colour("accent" if focused else "border"), 2 if focused else 1))
            painter.drawRoundedRect(cell.adjusted(2, 2, -2, -2), theme.px(4), theme.px(4))
        painter.restore()

    def _name(self, painter: QPainter, cell: QRectF, text: str) -> None:
        name, _line, hours = text.partition("\n")
        inside = cell.adjusted(theme.px(8), theme.px(4), -theme.px(6), -theme.px(4))
        painter.setFont(theme.font(11))
        painter.setPen(theme.colour("text"))
        flags = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeading | Qt.TextFlag.TextWordWrap
        painter.drawText(inside, int(flags), direction.shown(f"{name}\n{hours}"))

    def _bar(self, painter: QPainter, cell: QRectF, bar: Bar) -> None:
        high = min(cell.height() - theme.px(12), float(theme.px(74)))
        # The whole bar, most of it outside this cell: so the words stand once, in its middle.
        left, right = self._edge(bar.begin), self._edge(bar.end)
        if self._table.isRightToLeft():
            left, right = right, left
        box = QRectF(left, 0, right - left, high).adjusted(1.5, 0, -1.5, 0)
        box.moveTop(cell.center().y() - high / 2)
        palette = theme.current()
        ink, strong = palette.chip(bar.tint), QColor(palette.strong(bar.tint))
        round_ = theme.px(6)
        if bar.gap and bar.past:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(strong, 1, Qt.PenStyle.DashLine))
        elif bar.gap:
            painter.setBrush(QBrush(strong, Qt.BrushStyle.BDiagPattern))
            painter.setPen(QPen(strong, 1.3, Qt.PenStyle.DashLine))
        else:
            painter.setBrush(QColor(ink.ground))
            painter.setPen(QPen(strong, 1.3))
        painter.drawRoundedRect(box, round_, round_)
        self._words(painter, box, bar, QColor(ink.text))

    def _words(self, painter: QPainter, box: QRectF, bar: Bar, colour: QColor) -> None:
        painter.setFont(theme.font(11))
        metrics = QFontMetricsF(painter.font(), painter.device())
        room = box.width() - theme.px(6)
        said = _fitting(bar, metrics, room, box.height())
        if not said:
            return
        high = metrics.height() * len(said)
        around = QRectF(box.left(), box.center().y() - high / 2, box.width(), high)
        if bar.gap and not bar.past:
            wide = max(metrics.horizontalAdvance(line) for line in said) + theme.px(10)
            ground = QRectF(0, around.top() - 2, min(wide, box.width() - 2), high + 4)
            ground.moveCenter(around.center())
            painter.fillRect(ground, theme.colour("surface"))
        painter.setPen(colour)
        painter.drawText(around, int(_CENTRE), direction.shown("\n".join(said)))

    def _now(self, painter: QPainter, cell: QRectF, column: int) -> None:
        if self.now is None or not column - 1 <= self.now < column:
            return
        part = self.now - column + 1
        x = cell.right() - part * cell.width() if self._table.isRightToLeft() else cell.left() + part * cell.width()
        painter.setPen(QPen(theme.colour("over"), 2))
        painter.drawLine(int(x), int(cell.top()), int(x), int(cell.bottom()))

    def _edge(self, place: float) -> float:
        """Where a place in days lies in the viewport, whatever the widths of the columns."""
        table = self._table
        model = table.model()
        column = min(int(place) + 1, model.columnCount() - 1)
        begin, wide = table.columnViewportPosition(column), table.columnWidth(column)
        part = (place - column + 1) * wide
        return begin + wide - part if table.isRightToLeft() else begin + part


def _fitting(bar: Bar, metrics: QFontMetricsF, room: float, height: float) -> list[str]:
    """The lines that a bar has room for: the whole, else the first name, else a letter of each name."""
    most = int(height // metrics.height())
    for texts in ((bar.name, bar.beside), (bar.name,)):
        lines = [line for text in texts if text for line in _wrapped(text, metrics, room)]
        if len(lines) <= most and all(metrics.horizontalAdvance(line) <= room for line in lines):
            return lines
    short = (
        (_("nobody"), "▲") if bar.gap else (bar.name.split(" ")[0], "".join(part[0] for part in bar.name.split()[:2]))
    )
    return next(([text] for text in short if text and metrics.horizontalAdvance(text) <= room), [])


def _wrapped(text: str, metrics: QFontMetricsF, room: float) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and metrics.horizontalAdvance(longer) <= room:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
