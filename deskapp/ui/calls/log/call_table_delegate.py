"""Paints the rows of the call table: plain text, the priority in its colour, the countdown as a chip."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from deskapp import direction
from deskapp.language import _
from deskapp.ui.calls.log.call_table_model import CallTableModel, Column
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Palette, Tint
from deskapp.ui.look.style_sheet import Sizes
from deskapp.ui.widgets.chip import ChipPainter, with_shape
from deskapp.ui.widgets.lock_sign import paint_lock

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from deskapp.services.calls.row import CallRow

_SIDE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = _SIDE | Qt.AlignmentFlag.AlignLeft, _SIDE | Qt.AlignmentFlag.AlignRight


class _Look:
    """Fonts, colours and lengths of one palette and size, made once and not for each cell."""

    def __init__(self, palette: Palette, sizes: Sizes) -> None:
        self.palette, self.sizes = palette, sizes
        self.plain, self.bold = theme.font(), theme.font(bold=True)
        self.plain_metrics, self.bold_metrics = QFontMetrics(self.plain), QFontMetrics(self.bold)
        self.line, self.selected = QColor(palette.line), QColor(palette.selected)
        self.accent = QColor(palette.accent)
        self.text, self.soft, self.muted = (
            QColor(palette.text),
            QColor(palette.text_soft),
            QColor(palette.muted),
        )
        self.priorities = {code: QColor(palette.priority(code)) for code in ("P1", "P2", "P3", "P4")}
        self.pad = sizes.px(9)
        self.ring = max(2, sizes.px(2))
        self.chips = ChipPainter()


class CallTableDelegate(QStyledItemDelegate):
    """One delegate for all columns: it reads the row itself, not one role after the other."""

    def __init__(self, view: QTableView) -> None:
        super().__init__(view)
        self._view = view
        self._look = _Look(theme.current(), theme.sizes())

    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(theme.px(80), theme.px(38))

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        look = self._present_look()
        model = self._view.model()
        assert isinstance(model, CallTableModel)
        rect: QRect = option.rect
        place, column = index.row(), index.column()
        # Not by the option's state: that would load QStyle before the first paint.
        chosen = self._view.selectionModel().isRowSelected(place)
        row = model.row(place)
        if chosen:
            painter.fillRect(rect, look.selected)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.line)
        if column == Column.NEXT_DUE:
            words, tint = model.countdown(place)
            if words:
                self._paint_chip(painter, rect, with_shape(words, tint), tint)
        elif column == Column.SUMMARY:
            signs = "" if self._sign_has_column() else model.signs(row)
            self._paint_summary(painter, rect, row, model.words(row, column), signs, chosen=chosen)
        elif column == Column.WITH and model.signs(row) and self._sign_has_column():
            self._paint_chip(painter, rect, _sign_mark(), Tint.SOON)
        else:
            self._paint_words(painter, rect, row, column, model.words(row, column), chosen=chosen)
        if self._view.hasFocus() and self._view.currentIndex().row() == place:
            self._paint_ring(painter, rect, column)

    def _paint_words(
        self, painter: QPainter, rect: QRect, row: CallRow, column: int, words: str, *, chosen: bool
    ) -> None:
        look = self._look
        bold = column in (Column.PRIORITY, Column.CALLER)
        if column == Column.PRIORITY:
            colour = look.priorities.get(row.priority, look.muted)
        elif column == Column.CALLER or chosen:
            colour = look.text
        else:
            colour = look.muted
        painter.setFont(look.bold if bold else look.plain)
        painter.setPen(colour)
        self._paint_text(painter, rect, words, look.bold_metrics if bold else look.plain_metrics)

    def _paint_lock(self, painter: QPainter, rect: QRect) -> QRect:
        """A lock before the words of a confidential call; the room that is left for them."""
        pad, side = self._look.pad, theme.px(11)
        mirrored = self._view.isRightToLeft()
        x = rect.right() - pad - side if mirrored else rect.left() + pad
        paint_lock(painter, QRectF(x, rect.center().y() - side / 2, side, side), self._look.muted)
        room = side + pad // 2
        return rect.adjusted(0, 0, -room, 0) if mirrored else rect.adjusted(room, 0, 0, 0)

    def _paint_summary(
        self, painter: QPainter, rect: QRect, row: CallRow, words: str, signs: str, *, chosen: bool
    ) -> None:
        look = self._look
        if row.confidential:
            rect = self._paint_lock(painter, rect)
        marks = [(_sign_mark(), Tint.SOON)] if signs else []
        if row.incident:
            marks.append((_("incident"), Tint.INFO))
        for mark, tint in marks:
            size = look.chips.size(mark)
            if tint is Tint.INFO and rect.width() < size.width() + theme.px(60):
                break  # the summary says more
            mirrored = self._view.isRightToLeft()
            x = rect.left() + look.pad if mirrored else rect.right() - look.pad - size.width()
            look.chips.paint(painter, QPoint(x, rect.center().y() - size.height() // 2), mark, tint)
            room = size.width() + look.pad
            rect = rect.adjusted(room, 0, 0, 0) if mirrored else rect.adjusted(0, 0, -room, 0)
        painter.setFont(look.plain)
        painter.setPen(look.text if chosen else look.muted if row.masked else look.soft)
        self._paint_text(painter, rect, words, look.plain_metrics)

    def _sign_has_column(self) -> bool:
        """Nobody else has a call with a sign yet: it stands where their name would, if that has the room."""
        if self._view.isColumnHidden(Column.WITH):
            return False
        return self._look.chips.size(_sign_mark()).width() + theme.px(6) <= self._view.columnWidth(Column.WITH)

    def _paint_text(self, painter: QPainter, rect: QRect, words: str, metrics: QFontMetrics) -> None:
        if not words:
            return
        room = rect.adjusted(self._look.pad, 0, -self._look.pad // 2, 0)
        # One line, however many the text has; a very long one is cut before it is measured.
        line = direction.shown(" ".join(words[:500].split()))
        shown = metrics.elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, _RIGHT if self._view.isRightToLeft() else _LEFT, shown)

    def _paint_chip(self, painter: QPainter, rect: QRect, words: str, tint: Tint) -> None:
        chips = self._look.chips
        size = chips.size(words)
        x = rect.left() + theme.px(6)
        if self._view.isRightToLeft():
            x = rect.right() - theme.px(6) - size.width()
        chips.paint(painter, QPoint(x, rect.center().y() - size.height() // 2), words, tint)

    def _paint_ring(self, painter: QPainter, rect: QRect, column: int) -> None:
        look, header = self._look, self._view.horizontalHeader()
        painter.fillRect(rect.x(), rect.top(), rect.width(), look.ring, look.accent)
        painter.fillRect(rect.x(), rect.bottom() - look.ring + 1, rect.width(), look.ring, look.accent)
        ends = (header.logicalIndex(0), header.logicalIndex(header.count() - 1))
        first, last = reversed(ends) if self._view.isRightToLeft() else ends
        if column == first:
            painter.fillRect(rect.left(), rect.top(), look.ring, rect.height(), look.accent)
        if column == last:
            painter.fillRect(rect.right() - look.ring + 1, rect.top(), look.ring, rect.height(), look.accent)

    def _present_look(self) -> _Look:
        palette, sizes = theme.current(), theme.sizes()
        if self._look.palette is not palette or self._look.sizes is not sizes:
            self._look = _Look(palette, sizes)
        return self._look


def _sign_mark() -> str:
    return with_shape(_("escalate?"), Tint.SOON)
