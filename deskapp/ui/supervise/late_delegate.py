"""Paints the rows of the overdue view in one line each: marks, the pill of how late, what asks for attention."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QHelpEvent, QPainter, QPolygon
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView

from deskapp.services.overview.late.ask import SortBy
from deskapp.services.overview.late.views import Group, LateRow
from deskapp.ui.calls.log.call_table_delegate import CallTableDelegate
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.supervise.late_model import COLUMNS, LateModel
from deskapp.ui.supervise.tiles import TICK
from deskapp.ui.widgets.chip import with_shape
from deskapp.ui.widgets.lists.plain_tip import show_tip

#: How high a row is, in the drawing.
ROW = 29
#: Where the marks of a row stand, before its reference.
MARK = 14
#: The dot of what was changed meanwhile.
_DOT = "●"
_SOFT = (SortBy.CALL, SortBy.WHAT_IS_LATE)


class LateDelegate(CallTableDelegate):
    """A heading goes through all columns; the others are painted cell by cell."""

    def __init__(self, view: QTableView, model: LateModel) -> None:
        super().__init__(view)
        self._model = model

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(60), max(24, theme.px(ROW)))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = self._present_look()
        rect: QRect = option.rect
        place, column = index.row(), index.column()
        line = self._model.line(place)
        if isinstance(line, Group):
            self._paint_heading(painter, rect, place, line)
        else:
            chosen = self._view.selectionModel().isRowSelected(place)
            if chosen:
                painter.fillRect(rect, look.selected)
            self._paint_of(painter, rect, line, COLUMNS[column], place, chosen=chosen)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.line)
        if self._view.hasFocus() and self._view.currentIndex().row() == place:
            self._paint_ring(painter, rect, column)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        if event.type() == QEvent.Type.ToolTip and index.isValid():
            words = self._model.in_full(index.row(), index.column())
            show_tip(event.globalPos(), words, view.viewport(), view.visualRect(index))
            return True
        return False

    def _paint_of(
        self, painter: QPainter, rect: QRect, row: LateRow, column: SortBy, place: int, *, chosen: bool
    ) -> None:
        look = self._look
        said = self._model.said(row, list(COLUMNS).index(column))
        if column is SortBy.CALL:
            self._paint_marks(painter, rect, row, chosen=chosen)
            self._draw(painter, self._after(rect, MARK), said.words, look.plain, look.text if chosen else look.soft)
        elif column is SortBy.PRIORITY:
            self._draw(painter, rect, said.words, look.bold, look.priorities.get(row.priority, look.muted))
        elif column is SortBy.CUSTOMER:
            room = self._paint_lock(painter, rect) if row.confidential else rect
            self._draw(painter, room, said.words, look.bold, look.muted if row.masked else look.text)
        elif column is SortBy.OVER_BY:
            words, tint = self._model.words.over_by(row)
            if words:
                self._paint_chip(painter, rect, with_shape(words, tint), tint)
        elif said.marked:
            ink = theme.colour("soon")
            self._draw(painter, rect, with_shape(said.words, Tint.SOON), look.plain, ink)
        else:
            ink = look.text if chosen else look.soft if column in _SOFT else look.muted
            self._draw(painter, rect, said.words, look.plain, ink)

    def _paint_marks(self, painter: QPainter, rect: QRect, row: LateRow, *, chosen: bool) -> None:
        """A bar and a tick where it is one of the selected, a dot where somebody changed it meanwhile."""
        look, mirrored = self._look, self._view.isRightToLeft()
        if chosen:
            wide = theme.px(3)
            x = rect.right() + 1 - wide if mirrored else rect.left()
            painter.fillRect(x, rect.top(), wide, rect.height() - 1, look.accent)
        mark = _DOT if row.id in self._model.changed else TICK if chosen else ""
        if mark:
            wide = theme.px(MARK + 6)
            x = rect.right() - wide - theme.px(3) if mirrored else rect.left() + theme.px(3)
            painter.setFont(look.small)
            painter.setPen(look.accent)
            room = QRect(x, rect.top(), wide - theme.px(3), rect.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, mark)

    def _paint_heading(self, painter: QPainter, rect: QRect, place: int, group: Group) -> None:
        """Through all columns: each cell shows its part of the line."""
        look, view = self._look, self._view
        painter.fillRect(rect, theme.colour("raised"))
        whole = QRect(0, rect.top(), view.viewport().width(), rect.height())
        painter.save()
        painter.setClipRect(rect)
        self._paint_arrow(painter, whole, folded=self._model.is_folded(place))
        room = self._after(whole, MARK)
        name, told = self._model.group_words(group)
        wide = look.bold_metrics.horizontalAdvance(name)
        self._draw(painter, room, name, look.bold, look.text)
        beyond = wide + theme.px(14)
        self._draw(painter, self._beyond(room, beyond), told, look.plain, look.muted)
        painter.restore()

    def _paint_arrow(self, painter: QPainter, whole: QRect, *, folded: bool) -> None:
        mirrored, half = self._view.isRightToLeft(), theme.px(4)
        x = whole.right() - theme.px(11) if mirrored else whole.left() + theme.px(11)
        middle = QPoint(x, whole.center().y())
        if not folded:
            points = [QPoint(-half, -half // 2), QPoint(half, -half // 2), QPoint(0, half)]
        else:
            way = -1 if mirrored else 1
            points = [QPoint(-half * way // 2, -half), QPoint(-half * way // 2, half), QPoint(half * way, 0)]
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(self._look.muted)
        painter.drawPolygon(QPolygon([middle + point for point in points]))

    def _after(self, rect: QRect, drawn: int) -> QRect:
        """What is left of a cell behind its marks: words keep less from its far side than from its near one."""
        closer = self._look.pad - self._look.pad // 2 if self._view.isRightToLeft() else 0
        return self._beyond(rect, theme.px(drawn) + closer)

    def _beyond(self, rect: QRect, taken: int) -> QRect:
        return rect.adjusted(0, 0, -taken, 0) if self._view.isRightToLeft() else rect.adjusted(taken, 0, 0, 0)
