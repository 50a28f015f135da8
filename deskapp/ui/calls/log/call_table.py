"""The list of calls with its live countdown: keyboard, selection by call, and a tick that costs what it shows."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import (
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPoint,
    QRect,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from deskapp.language import _
from deskapp.ui.calls.log.call_table_delegate import ROW, CallTableDelegate
from deskapp.ui.calls.log.call_table_model import CallTableModel
from deskapp.ui.calls.log.columns import WIDTHS, Column
from deskapp.ui.calls.log.kept_columns import KeptColumns
from deskapp.ui.look import theme
from deskapp.ui.look.style_sheet import Sizes
from deskapp.ui.widgets.calls.countdown import Countdown
from deskapp.ui.widgets.lists.rows_table import RowsTable, stretches

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from deskapp.domain.working_time import Calendar
    from deskapp.services.calls.row import CallRow

#: A column that is made wider or narrower by a key grows by so much, in the drawing.
STEP = 20


class CallTable(RowsTable):
    """Shows calls; tells which one is current, and which one was opened by Enter or a double click."""

    opened = Signal(int)  # the call's id
    columns_changed = Signal()  # somebody has arranged them in another way
    heading_menu_asked = Signal(int, QPoint)  # a column, and where on the screen

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        several: bool = False,
        signs: Callable[[str], str] | None = None,
    ) -> None:
        super().__init__(parent)
        self._calls = CallTableModel(self, signs=signs)
        self._shown: tuple[int, list[Countdown]] = (-1, [])
        self._kept: int | None = None
        self._kept_selected: Sequence[int] = ()
        self._widths: dict[Column, int] = dict(WIDTHS)
        self._hidden: frozenset[Column] = KeptColumns().hidden
        #: How narrow the summary may become.
        self._least = WIDTHS[Column.SUMMARY]
        self._no_room: frozenset[Column] = frozenset()
        #: Whether it is the table that arranges its columns, and nobody's hand.
        self._arranging = False
        self.setAccessibleName(_("Calls"))
        self.setItemDelegate(CallTableDelegate(self))
        self._dress(several=several)
        self.activated.connect(self._on_activated)
        self._calls.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._calls.modelReset.connect(self._on_reset)

    # What the screen tells

    def set_calendars(self, calendars: Mapping[int, Calendar], zone: str = "") -> None:
        """The calendar versions that rows refer to, by id, and the site's zone."""
        self._calls.set_calendars(calendars, zone)
        if self.isVisible():
            self._repaint_countdowns(*self._visible_places())

    def set_rows(self, rows: Sequence[CallRow]) -> None:
        """Show these calls; selection, current call and scrolling stay where they are."""
        scrolled = self.verticalScrollBar().value()
        self._calls.set_rows(rows)
        self.verticalScrollBar().setValue(scrolled)
        self.tell_current()

    def set_ids(self, ids: array[int], first: Sequence[CallRow] = ()) -> None:
        """Show a list without end; current call and scrolling stay where they are."""
        scrolled = self.verticalScrollBar().value()
        self._calls.set_ids(ids, first)
        self.verticalScrollBar().setValue(scrolled)
        self.tell_current()

    def set_now(self, now: datetime) -> None:
        """The present: repaints the countdowns that can be seen, if one of them says something else."""
        self._calls.set_now(now)
        if not self.isVisible():
            return
        first, last = self._visible_places()
        countdown = self._calls.countdown
        shown = (first, [countdown(place) for place in range(first, last + 1)])
        if shown != self._shown:
            self._shown = shown
            self._repaint_countdowns(first, last)

    # What the screen asks

    @property
    def calls(self) -> CallTableModel:
        return self._calls

    @property
    def selected_ids(self) -> list[int]:
        """The selected calls, from above."""
        return [call_id for first, last in self.selected_parts() for call_id in self._calls.ids(first, last)]

    @property
    def selected_count(self) -> int:
        return sum(last - first + 1 for first, last in self.selected_parts())

    def place_of(self, row_id: int) -> int | None:
        return self._calls.place_of(row_id)

    def _id_at(self, place: int) -> int | None:
        return self._calls.id_at(place)

    # Columns

    def columns(self) -> KeptColumns:
        """How the columns are arranged now."""
        heads = self.horizontalHeader()
        order = tuple(Column(heads.logicalIndex(place)) for place in range(heads.count()))
        widths = {column: width for column, width in self._widths.items() if width != WIDTHS[column]}
        widths.pop(Column.SUMMARY, None)  # it takes what is left
        sorted_by, way = self._calls.sorting or (None, Qt.SortOrder.AscendingOrder)
        return KeptColumns(order, widths, self._hidden, sorted_by, way == Qt.SortOrder.DescendingOrder)

    def arrange(self, kept: KeptColumns) -> None:
        """Arrange the columns as they were kept."""
        self._arranging = True
        heads = self.horizontalHeader()
        for place, column in enumerate(kept.order):
            heads.moveSection(heads.visualIndex(column), place)
        self._widths = {**WIDTHS, **kept.widths}
        self._hidden = kept.hidden
        self._measured = None
        self._arranging = False
        self._measure()
        way = Qt.SortOrder.DescendingOrder if kept.descending else Qt.SortOrder.AscendingOrder
        self.sortByColumn(-1 if kept.sorted_by is None else kept.sorted_by, way)
        self._hide()

    def shown_columns(self) -> list[Column]:
        """Those that somebody wants to see, from the first to the last."""
        return [column for column in self.columns().order if column not in self._hidden]

    def show_column(self, column: Column, shown: bool) -> None:
        """Show or hide one."""
        self._hidden = self._hidden - {column} if shown else self._hidden | {column}
        self._hide()
        self.columns_changed.emit()

    def move_column(self, column: Column, by: int) -> None:
        """Move one past its neighbour that is shown: 1 onward, -1 back."""
        heads, shown = self.horizontalHeader(), self.shown_columns()
        there = shown.index(column) + by
        if 0 <= there < len(shown):
            heads.moveSection(heads.visualIndex(column), heads.visualIndex(shown[there]))

    def widen_column(self, column: Column, by: int) -> None:
        """Make one wider or narrower, in the drawing."""
        self.setColumnWidth(column, max(theme.px(30), self.columnWidth(column) + theme.px(by)))

    def fit(self, room: int, give_way: Sequence[Column], narrow: Mapping[Column, int]) -> None:
        """Where there is little room some columns give way, in their order, and some are narrower."""
        wanted = {column: self._widths[column] for column in Column if column not in self._hidden}
        least = sum(theme.px(width) for width in wanted.values())
        gone = set()
        for column in give_way:
            if least > room and column in wanted:
                gone.add(column)
                least -= theme.px(wanted[column])
        self._no_room = frozenset(gone)
        self._hide()
        self._arranging = True
        self._least = WIDTHS[Column.SUMMARY] if least <= room else narrow[Column.SUMMARY]
        for column, width in narrow.items():
            if column is not Column.SUMMARY and self._widths[column] == WIDTHS[column]:
                self.setColumnWidth(column, theme.px(width if least > room else WIDTHS[column]))
        self._arranging = False
        self._give_rest_to_summary()

    def _hide(self) -> None:
        for column in Column:
            hidden = column in self._hidden or column in self._no_room
            if hidden != self.isColumnHidden(column):
                self.setColumnHidden(column, hidden)
        self._give_rest_to_summary()

    def _on_section_resized(self, column: int, was: int, width: int) -> None:
        if not self._arranging and was and width:
            if column == Column.SUMMARY:
                # What its edge is drawn by goes to its neighbour: it takes what is left itself.
                self._give_to_neighbour(was - width)
            else:
                self._widths[Column(column)] = round(width * 12 / theme.sizes().pixels)
            self.columns_changed.emit()
        self._give_rest_to_summary()

    def _give_to_neighbour(self, more: int) -> None:
        shown = [column for column in self.shown_columns() if not self.isColumnHidden(column)]
        place = shown.index(Column.SUMMARY) + 1
        if place < len(shown):
            width = max(theme.px(30), self.columnWidth(shown[place]) + more)
            self._arranging = True
            self.setColumnWidth(shown[place], width)
            self._arranging = False
            self._widths[shown[place]] = round(width * 12 / theme.sizes().pixels)

    def _on_section_moved(self) -> None:
        if not self._arranging:
            self.columns_changed.emit()

    def countdown_area(self) -> QRect:
        """Where countdowns can be seen, in the viewport."""
        left = self.columnViewportPosition(Column.NEXT_DUE)
        return QRect(left, 0, self.columnWidth(Column.NEXT_DUE), self._room().height())

    # What happens

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """Home and End go to the first and the last call: a row is one thing here."""
        ends = {QAbstractItemView.CursorAction.MoveHome: 0, QAbstractItemView.CursorAction.MoveEnd: -1}
        count = self._calls.rowCount()
        if action in ends and count:
            return self._calls.index(ends[action] % count, max(0, self.currentIndex().column()))
        return super().moveCursor(action, modifiers)

    def _on_heading_menu(self, at: QPoint) -> None:
        heads = self.horizontalHeader()
        self.heading_menu_asked.emit(heads.logicalIndexAt(at), heads.mapToGlobal(at))

    def ask_heading_menu(self) -> None:
        """As a right click on a heading, by a key: of all columns."""
        heads = self.horizontalHeader()
        self.heading_menu_asked.emit(-1, heads.mapToGlobal(QPoint(0, heads.height())))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_rest_to_summary()

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._calls.id_at(index.row()))

    def _on_about_to_reset(self) -> None:
        self._kept = self.current_id
        self._kept_selected = () if self._calls.is_long or self.selected_count < 2 else self.selected_ids

    def _on_reset(self) -> None:
        if self._kept is not None:
            self.select(self._kept)
        if self._kept_selected and not self._calls.is_long:
            self._select_again(frozenset(self._kept_selected))

    def _select_again(self, call_ids: frozenset[int]) -> None:
        """What was selected is, as far as the list still has it."""
        chosen = QItemSelection()
        model = self._calls
        places = [place for place, row in enumerate(model.rows) if row.id in call_ids]
        for first, last in stretches(places):
            chosen.select(model.index(first, 0), model.index(last, model.columnCount() - 1))
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().select(chosen, flags.ClearAndSelect)

    # How it looks

    def _dress(self, *, several: bool) -> None:
        modes = QAbstractItemView.SelectionMode
        self._show_model(self._calls, modes.ExtendedSelection if several else modes.SingleSelection)
        heads = self.horizontalHeader()
        heads.setSectionsMovable(True)
        heads.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        heads.customContextMenuRequested.connect(self._on_heading_menu)
        self._measure()
        self._hide()
        heads.sectionResized.connect(self._on_section_resized)
        heads.sectionMoved.connect(self._on_section_moved)
        self._calls.sorting_changed.connect(self._on_sorting_changed)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _on_sorting_changed(self) -> None:
        if not self._arranging:
            self.columns_changed.emit()

    def _measure_for(self, unit: Sizes) -> None:
        self.verticalHeader().setDefaultSectionSize(unit.px(ROW))
        heads = self.horizontalHeader()
        heads.setFixedHeight(unit.px(32))
        heads.setMinimumSectionSize(unit.px(30))
        self._arranging = True
        for column, width in self._widths.items():
            if not self.isColumnHidden(column):
                self.setColumnWidth(column, unit.px(width))
        self._arranging = False

    def _give_rest_to_summary(self) -> None:
        taken = sum(self.columnWidth(column) for column in Column if column != Column.SUMMARY)
        rest = max(theme.px(self._least), self._room().width() - taken)
        if rest != self.columnWidth(Column.SUMMARY):
            was, self._arranging = self._arranging, True
            self.setColumnWidth(Column.SUMMARY, rest)
            self._arranging = was

    def _room(self) -> QSize:
        """The size of the viewport, by the headers along it.

        To name the viewport for the first time has PySide make the class of every widget there is; the first paint
        does without.
        """
        return QSize(self.horizontalHeader().width(), self.verticalHeader().height())

    def _visible_places(self) -> tuple[int, int]:
        first = self.rowAt(0)
        last = self.rowAt(self._room().height() - 1)
        return max(first, 0), self._calls.rowCount() - 1 if last < 0 else last

    def _repaint_countdowns(self, first: int, last: int) -> None:
        for place in range(first, last + 1):
            self.update(self._calls.index(place, Column.NEXT_DUE))
