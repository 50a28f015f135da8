"""The calls behind a figure, in one line each; more are asked for while somebody scrolls down."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import Any

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QSize, Qt, Signal
from PySide6.QtGui import (
    QContextMenuEvent,
    QFocusEvent,
    QFontMetrics,
    QGuiApplication,
    QKeyEvent,
    QKeySequence,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.measures.views import MeasuredCall
from deskapp.ui.look import theme
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording.measures import slices

#: So many lines before the end of what is here the next are asked for.
_AHEAD = 30
_COUNTED, _NOT = "✓", "–"


class Column(StrEnum):
    MARK = "mark"
    CALL = "call"
    CUSTOMER = "customer"
    SUMMARY = "summary"
    TYPES = "types"


class BehindModel(LineModel):
    """Lines are `MeasuredCall`."""

    def __init__(self) -> None:
        super().__init__(
            {
                Column.MARK: _("Counts"),
                Column.CALL: _("Call"),
                Column.CUSTOMER: _("Customer"),
                Column.SUMMARY: _("Summary"),
                Column.TYPES: _("Types"),
            }
        )

    def words(self, place: int, column: Any) -> str:
        one: MeasuredCall = self.lines[place]
        row = one.row
        if column is Column.CUSTOMER:
            return confidential_wording.confidential() if row.masked else row.customer
        if column is Column.SUMMARY:
            return direction.row((row.summary, one.words))
        if column is Column.TYPES:
            return " ".join(slices.letter(kind) for kind in one.types)
        if column is Column.CALL:
            return row.ref
        return _COUNTED if one.counted else _NOT

    def add_lines(self, lines: Sequence[MeasuredCall]) -> None:
        """The next page."""
        if lines:
            first = len(self.lines)
            self.beginInsertRows(QModelIndex(), first, first + len(lines) - 1)
            self.lines = (*self.lines, *lines)
            self.endInsertRows()

    def data(self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one: MeasuredCall = self.lines[index.row()]
        column = self._columns[index.column()]
        if role == Qt.ItemDataRole.FontRole and column is Column.CUSTOMER:
            return theme.font(12, bold=True)
        if role == Qt.ItemDataRole.ForegroundRole and column in (Column.CALL, Column.TYPES):
            return theme.colour("muted")
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (Column.TYPES, Column.MARK):
            return Qt.AlignmentFlag.AlignCenter
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._heard(one, index.row(), column)
        return super().data(index, role)

    def _heard(self, one: MeasuredCall, place: int, column: Any) -> str:
        if column is Column.MARK:
            return _("counts") if one.counted else _("does not count")
        if column is Column.TYPES:
            return ", ".join(codes.escalation_type(kind) for kind in one.types) or _("none")
        return direction.clean(self.words(place, column))


class BehindList(LineTable):
    """Enter opens the call."""

    opened = Signal(int)  # the call's id
    more_wanted = Signal()
    row_menu_asked = Signal(QPoint)  # of the current call, where on the display
    left = Signal()  # Escape

    def __init__(self, parent: QWidget | None = None) -> None:
        self.behind = BehindModel()
        super().__init__(self.behind, _("The calls behind the figure"), parent)
        self.setProperty("frame", "cards")
        self.horizontalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(max(24, theme.px(22)))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        heads = self.horizontalHeader()
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.setMinimumSectionSize(1)
        self.setColumnHidden(0, True)
        self.setMinimumHeight(5 * self.verticalHeader().defaultSectionSize())
        self.activated.connect(self._on_activated)
        self.verticalScrollBar().valueChanged.connect(lambda _value: self._look_ahead())

    @property
    def current_id(self) -> int | None:
        index = self.currentIndex()
        return self.behind.lines[index.row()].row.id if index.isValid() else None

    @property
    def ids(self) -> tuple[int, ...]:
        return tuple(one.row.id for one in self.behind.lines)

    def show_calls(self, calls: Sequence[MeasuredCall], *, marked: bool) -> None:
        """Show these; the current call stays current and where it is. marked: whether it says which of them count."""
        current, scrolled = self.current_id, self.verticalScrollBar().value()
        self.setColumnHidden(0, not marked)
        if tuple(calls) == self.behind.lines:
            return
        self.behind.set_lines(calls)
        ids = self.ids
        if current in ids:
            self.setCurrentIndex(self.behind.index(ids.index(current), 1))
            self.verticalScrollBar().setValue(scrolled)
        self._share()
        self._look_ahead()

    def add_calls(self, calls: Sequence[MeasuredCall]) -> None:
        self.behind.add_lines(calls)
        self._look_ahead()

    def sizeHint(self) -> QSize:
        return QSize(theme.px(200), self.minimumHeight())

    # What happens

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self.behind.lines:
            self.setCurrentIndex(self.behind.index(0, 1))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Copy) and self.currentIndex().isValid():
            QGuiApplication.clipboard().setText(self.behind.lines[self.currentIndex().row()].row.ref)
        elif event.key() == Qt.Key.Key_Escape and not event.modifiers():
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        else:
            index, at = self.indexAt(event.pos()), event.globalPos()
        if index.isValid():
            self.setCurrentIndex(index)
            self.row_menu_asked.emit(at)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share()
        self._look_ahead()

    # Inside

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self.behind.lines[index.row()].row.id)

    def _look_ahead(self) -> None:
        last = self.rowAt(self.viewport().height() - 1)
        if last < 0 or last >= len(self.behind.lines) - _AHEAD:
            self.more_wanted.emit()

    def _share(self) -> None:
        """Reference, mark and types get what they need, customer and summary the rest alike."""
        pad, plain = theme.px(10), QFontMetrics(theme.font(12))
        types = max((len(one.types) for one in self.behind.lines[:200]), default=1)
        needs = {
            0: 0 if self.isColumnHidden(0) else plain.horizontalAdvance(_COUNTED) + pad,
            1: plain.horizontalAdvance("C-000000") + pad,
            4: plain.horizontalAdvance("H " * max(types, 1)) + pad,
        }
        room = max(0, self.viewport().width() - sum(needs.values()))
        needs |= {2: room // 2, 3: room - room // 2}
        for column, wide in needs.items():
            self.setColumnWidth(column, max(1, wide))
