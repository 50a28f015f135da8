"""Paints the rows of the call table in two lines: plain text, the priority in its colour, the countdown as a chip."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QFontMetrics, QPainter
from PySide6.QtWidgets import QStyledItemDelegate, QStyleOptionViewItem, QTableView

from deskapp import direction
from deskapp.language import _
from deskapp.ui.calls.log.call_table_model import CallTableModel, with_words
from deskapp.ui.calls.log.columns import Column, caller
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Palette, Tint
from deskapp.ui.look.style_sheet import Sizes
from deskapp.ui.widgets.chip import SHAPES, ChipPainter, with_shape
from deskapp.ui.widgets.lists.plain_tip import show_tip
from deskapp.ui.widgets.lock_sign import paint_lock
from deskapp.wording import codes

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from PySide6.QtGui import QHelpEvent
    from PySide6.QtWidgets import QAbstractItemView

    from deskapp.services.calls.row import CallRow

#: So many signs of a text at most are drawn.
_LONGEST = 500
_SIDE = Qt.AlignmentFlag.AlignAbsolute | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine
_LEFT, _RIGHT = _SIDE | Qt.AlignmentFlag.AlignLeft, _SIDE | Qt.AlignmentFlag.AlignRight


#: How high a row is, in the drawing: two lines and the chip above one.
ROW = 44
#: The states are one line, and what has a second one is in two.
_TWO = (Column.CALL, Column.CALLER, Column.WITH)


class _Look:
    """Fonts, colours and lengths of one palette and size, made once and not for each cell."""

    def __init__(self, palette: Palette, sizes: Sizes) -> None:
        self.palette, self.sizes = palette, sizes
        self.plain, self.bold, self.small = theme.font(), theme.font(bold=True), theme.font(11)
        self.plain_metrics, self.bold_metrics = QFontMetrics(self.plain), QFontMetrics(self.bold)
        self.small_metrics = QFontMetrics(self.small)
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
        return QSize(theme.px(80), theme.px(ROW))

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
        row = model.row_at(place)
        if chosen:
            painter.fillRect(rect, look.selected)
        painter.fillRect(rect.x(), rect.bottom(), rect.width(), 1, look.line)
        if row is not None:
            self._paint_cell(painter, rect, model, place, row, column, chosen=chosen)
        if self._view.hasFocus() and self._view.currentIndex().row() == place:
            self._paint_ring(painter, rect, column)

    def helpEvent(
        self,
        event: QHelpEvent,
        view: QAbstractItemView,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> bool:
        """All of a cell's text at the mouse."""
        if event.type() != QEvent.Type.ToolTip or not index.isValid():
            return super().helpEvent(event, view, option, index)
        model = self._view.model()
        assert isinstance(model, CallTableModel)
        row = model.row_at(index.row())
        words = "" if row is None else model.in_full(row, index.column())
        show_tip(event.globalPos(), words, view.viewport(), view.visualRect(index))
        return True

    def _paint_cell(
        self,
        painter: QPainter,
        rect: QRect,
        model: CallTableModel,
        place: int,
        row: CallRow,
        column: int,
        *,
        chosen: bool,
    ) -> None:
        if column == Column.NEXT_DUE:
            self._paint_due(painter, rect, model, place, row, chosen=chosen)
        elif column == Column.SUMMARY:
            signs = "" if self._sign_has_column() else model.signs(row)
            self._paint_summary(painter, rect, row, model.words(row, column), signs, chosen=chosen)
        elif column == Column.WITH and model.signs(row) and self._sign_has_column():
            self._paint_chip(painter, rect, _sign_mark(), Tint.SOON)
        elif column in _TWO and not (row.masked and column == Column.CALLER):
            above, below = _two_lines(row, column)
            self._paint_two(painter, rect, above, below, bold=column == Column.CALLER, chosen=chosen)
        else:
            self._paint_words(painter, rect, row, column, model.words(row, column), chosen=chosen)

    def _paint_words(
        self, painter: QPainter, rect: QRect, row: CallRow, column: int, words: str, *, chosen: bool
    ) -> None:
        look = self._look
        if column == Column.PRIORITY:
            self._draw(painter, rect, words, look.bold, look.priorities.get(row.priority, look.muted))
        else:
            self._draw(painter, rect, words, look.plain, look.text if chosen else look.soft)

    def _paint_two(
        self, painter: QPainter, rect: QRect, above: str, below: str, *, bold: bool = False, chosen: bool
    ) -> None:
        """Two lines about the middle; one alone in it."""
        look = self._look
        font, ink = (look.bold, look.text) if bold else (look.plain, look.text if chosen else look.soft)
        if not below:
            self._draw(painter, rect, above, font, ink)
            return
        upper, lower = self._halves(rect)
        self._draw(painter, upper, above, font, ink)
        self._draw(painter, lower, below, look.small, look.text if chosen else look.muted)

    def _paint_due(
        self, painter: QPainter, rect: QRect, model: CallTableModel, place: int, row: CallRow, *, chosen: bool
    ) -> None:
        words, tint = model.countdown(place)
        below = model.due(row)
        if not words:
            self._draw(painter, rect, below, self._look.small, self._look.text if chosen else self._look.muted)
            return
        if not below:
            self._paint_chip(painter, rect, with_shape(words, tint), tint)
            return
        upper, lower = self._halves(rect)
        self._paint_chip(painter, upper, with_shape(words, tint), tint)
        self._draw(painter, lower, below, self._look.small, self._look.text if chosen else self._look.muted)

    def _halves(self, rect: QRect) -> tuple[QRect, QRect]:
        """The room of an upper and of a lower line, close together about the middle."""
        middle, gap = rect.center().y(), theme.px(5)
        upper, lower = QRect(rect), QRect(rect)
        upper.setBottom(middle + theme.px(2))
        upper.setTop(rect.top() + gap)
        lower.setTop(middle + theme.px(2))
        lower.setBottom(rect.bottom() - theme.px(4))
        return upper, lower

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
        if row.asked:
            marks.append((_("asked"), Tint.SOON))
        if row.incident:
            marks.append((_("incident"), Tint.INFO))
        rect = self._paint_chips(painter, rect, marks)
        ink = look.text if chosen else look.muted if row.masked else look.soft
        first, second = self._wrapped(words, rect.width() - look.pad - look.pad // 2)
        if not second:
            self._draw(painter, rect, first, look.plain, ink)
            return
        upper, lower = self._halves(rect)
        self._draw(painter, upper, first, look.plain, ink)
        self._draw(painter, lower, second, look.plain, ink)

    def _paint_chips(self, painter: QPainter, rect: QRect, marks: Sequence[tuple[str, Tint]]) -> QRect:
        """Marks at the far end of a cell, as far as they leave room for its words; the room that is left."""
        look = self._look
        for mark, tint in marks:
            size = look.chips.size(mark)
            if tint is Tint.SOON and rect.width() < size.width() + theme.px(70):
                mark = SHAPES[tint]  # the panel and the tip say the rest
                size = look.chips.size(mark)
            if tint is Tint.INFO and rect.width() < size.width() + theme.px(60):
                break  # the summary says more
            mirrored = self._view.isRightToLeft()
            x = rect.left() + look.pad if mirrored else rect.right() - look.pad - size.width()
            look.chips.paint(painter, QPoint(x, rect.center().y() - size.height() // 2), mark, tint)
            room = size.width() + look.pad
            rect = rect.adjusted(room, 0, 0, 0) if mirrored else rect.adjusted(0, 0, -room, 0)
        return rect

    def _wrapped(self, words: str, room: int) -> tuple[str, str]:
        """A text in two lines at most, broken between its words; the second is cut where it is drawn."""
        line, metrics = " ".join(words[:_LONGEST].split()), self._look.plain_metrics
        if metrics.horizontalAdvance(line) <= room:
            return line, ""
        first = ""
        for word in line.split(" "):
            longer = f"{first} {word}" if first else word
            if metrics.horizontalAdvance(longer) > room:
                break
            first = longer
        return (first, line[len(first) + 1 :]) if first else (line, "")

    def _sign_has_column(self) -> bool:
        """Nobody else has a call with a sign yet: it stands where their name would, if that has the room."""
        if self._view.isColumnHidden(Column.WITH):
            return False
        return self._look.chips.size(_sign_mark()).width() + theme.px(6) <= self._view.columnWidth(Column.WITH)

    def _draw(self, painter: QPainter, rect: QRect, words: str, font: QFont, ink: QColor) -> None:
        """One line, however many the text has; a very long one is cut before it is measured."""
        if not words:
            return
        look = self._look
        metrics = {id(look.bold): look.bold_metrics, id(look.small): look.small_metrics}.get(
            id(font), look.plain_metrics
        )
        room = rect.adjusted(look.pad, 0, -look.pad // 2, 0)
        line = direction.shown(" ".join(words[:_LONGEST].split()))
        painter.setFont(font)
        painter.setPen(ink)
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


def _two_lines(row: CallRow, column: int) -> tuple[str, str]:
    if column == Column.CALL:
        return row.ref, codes.status_of(row)
    if column == Column.CALLER:
        return caller(row)
    return (row.with_person, row.with_firm) if row.with_person else (with_words(row), "")


def _sign_mark() -> str:
    return with_shape(_("escalate?"), Tint.SOON)
