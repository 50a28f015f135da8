"""Paints the rows of the overdue view in one line each: marks, the pill of how late, what asks for attention."""

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QColor, QHelpEvent, QPainter, QPolygon
from PySide6.QtWidgets import QAbstractItemView, QStyleOptionViewItem, QTableView

from deskapp.language import _
from deskapp.services.overview.late.ask import SortBy
from deskapp.services.overview.late.views import Group, LateRow
from deskapp.ui.calls.log.call_table_delegate import CallTableDelegate
from deskapp.ui.calls.many.many_act import RowRefusal
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.supervise.late_model import COLUMNS, SAID_FROM, LateModel
from deskapp.ui.supervise.late_results import LateResults
from deskapp.ui.supervise.tiles import TICK
from deskapp.ui.widgets.chip import SHAPES, with_shape
from deskapp.ui.widgets.lists.plain_tip import show_tip

#: How high a row is, in the drawing.
ROW = 29
#: Where the marks of a row stand, before its reference.
MARK = 14
#: The first column behind the reference.
_AFTER_CALL = COLUMNS.index(SortBy.CALL) + 1
#: The dot of what was changed meanwhile.
_DOT = "●"
_SOFT = (SortBy.CALL, SortBy.WHAT_IS_LATE)


class LateDelegate(CallTableDelegate):
    """A heading goes through all columns; the others are painted cell by cell."""

    def __init__(self, view: QTableView, model: LateModel, results: LateResults) -> None:
        super().__init__(view)
        self._model, self._results = model, results

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
            refused = self._model.results.refused.get(line.id)
            if refused is not None and column >= self._said_from(refused):
                self._paint_refused(painter, rect, refused)
            else:
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
            room = self._paint_chips(painter, room, [(_("asked"), Tint.SOON)] if row.asked else [])
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
        mark, ink = self._mark(row.id, chosen=chosen)
        if mark:
            wide = theme.px(MARK + 6)
            x = rect.right() - wide - theme.px(3) if mirrored else rect.left() + theme.px(3)
            painter.setFont(look.small)
            painter.setPen(ink)
            room = QRect(x, rect.top(), wide - theme.px(3), rect.height())
            painter.drawText(room, Qt.AlignmentFlag.AlignCenter, mark)

    def _mark(self, call_id: int, *, chosen: bool) -> tuple[str, QColor]:
        """What came of an act on it first, then that somebody changed it, then that it is selected."""
        results = self._model.results
        if call_id in results.refused:
            return SHAPES[Tint.OVER], theme.colour("over")
        if call_id in results.done:
            return TICK, theme.colour("ok")
        if call_id in self._model.changed:
            return _DOT, self._look.accent
        return (TICK if chosen else ""), self._look.accent

    def _said_from(self, refused: RowRefusal) -> int:
        """From which column on a row says why it was left: where that is cut, the customer gives way to it."""
        room = self._refusal_room(refused, SAID_FROM).width()
        wide = self._look.bold_metrics.horizontalAdvance(SHAPES[Tint.OVER]) + 3 * self._look.pad
        return SAID_FROM if wide + self._look.plain_metrics.horizontalAdvance(refused.words) <= room else _AFTER_CALL

    def _refusal_room(self, refused: RowRefusal, first: int) -> QRect:
        """The columns from one on without what the buttons of the row take of them; of the height of nothing."""
        heads = self._view.horizontalHeader()
        shown = [place for place in range(first, len(COLUMNS)) if not self._view.isColumnHidden(place)]
        at = [heads.sectionViewportPosition(place) for place in shown]
        left, right = min(at), max(x + heads.sectionSize(place) for x, place in zip(at, shown, strict=True))
        return self._results.room(refused.call_id, QRect(left, 0, right - left, 0))

    def _paint_refused(self, painter: QPainter, rect: QRect, refused: RowRefusal) -> None:
        """Why the call was left out, through all these columns: each cell shows its part. Its buttons lie above it."""
        look, ink = self._look, theme.current().chip(Tint.OVER)
        room = self._refusal_room(refused, self._said_from(refused))
        room = QRect(room.left(), rect.top(), room.width(), rect.height())
        painter.fillRect(rect, QColor(ink.ground))
        painter.save()
        painter.setClipRect(rect)
        title = with_shape(refused.title, Tint.OVER)
        wide = look.bold_metrics.horizontalAdvance(title) + look.pad // 2
        if wide + look.plain_metrics.horizontalAdvance(refused.words) + 2 * look.pad > room.width():
            title = SHAPES[Tint.OVER]
            wide = look.bold_metrics.horizontalAdvance(title) + look.pad // 2
        self._draw(painter, room, title, look.bold, QColor(ink.text))
        self._draw(painter, self._beyond(room, wide), refused.words, look.plain, look.text)
        painter.restore()

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
