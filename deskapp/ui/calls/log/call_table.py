"""The list of calls with its live countdown: keyboard, selection by call, and a tick that costs what it shows."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, QPersistentModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import QFocusEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView, QWidget

from deskapp.language import _
from deskapp.ui.calls.log.call_table_delegate import CallTableDelegate
from deskapp.ui.calls.log.call_table_model import CallTableModel, Column
from deskapp.ui.look import theme
from deskapp.ui.look.style_sheet import Sizes
from deskapp.ui.widgets.calls.countdown import Countdown

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from deskapp.domain.working_time import Calendar
    from deskapp.services.calls.row import CallRow

#: Widths in the drawing, as the table begins; the summary takes the rest, and at least so much.
WIDTHS = {
    Column.CALL: 80,
    Column.PRIORITY: 46,
    Column.CALLER: 108,
    Column.SUMMARY: 150,
    Column.STATUS: 86,
    Column.NEXT_DUE: 120,
    Column.OWNER: 66,
    Column.WITH: 113,
}


class CallTable(QTableView):
    """Shows calls; tells which one is current, and which one was opened by Enter or a double click."""

    current_changed = Signal(object)  # the call's id, or None
    opened = Signal(int)  # the call's id

    def __init__(
        self,
        parent: QWidget | None = None,
        *,
        several: bool = False,
        signs: Callable[[str], str] | None = None,
    ) -> None:
        self._measured: Sizes | None = None  # a style change may come while Qt still builds the table
        super().__init__(parent)
        self._calls = CallTableModel(self, signs=signs)
        self._shown: tuple[int, list[Countdown]] = (-1, [])
        self._told: int | None = None
        self._kept: int | None = None
        self.setAccessibleName(_("Calls"))
        self.setModel(self._calls)
        self.setItemDelegate(CallTableDelegate(self))
        self._dress(several=several)
        self.activated.connect(self._on_activated)
        self._calls.modelAboutToBeReset.connect(self._on_about_to_reset)
        self._calls.modelReset.connect(self._on_reset)

    # What the screen tells

    def set_calendars(self, calendars: Mapping[int, Calendar]) -> None:
        """The calendar versions that rows refer to, by id."""
        self._calls.set_calendars(calendars)
        if self.isVisible():
            self._repaint_countdowns(*self._visible_places())

    def set_rows(self, rows: Sequence[CallRow]) -> None:
        """Show these calls; selection, current call and scrolling stay where they are."""
        scrolled = self.verticalScrollBar().value()
        self._calls.set_rows(rows)
        self.verticalScrollBar().setValue(scrolled)
        self._tell_current()

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
    def current_id(self) -> int | None:
        """The call that keys act on."""
        index = self.currentIndex()
        return self._calls.row(index.row()).id if index.isValid() else None

    @property
    def selected_ids(self) -> list[int]:
        """The selected calls, from above."""
        places = sorted(index.row() for index in self.selectionModel().selectedRows())
        return [self._calls.row(place).id for place in places]

    def select(self, call_id: int) -> bool:
        """Make a call the current one and bring it into view; whether it is in the list."""
        place = self._calls.place_of(call_id)
        if place is None:
            return False
        index = self._calls.index(place, 0)
        chosen = QItemSelectionModel.SelectionFlag.ClearAndSelect | QItemSelectionModel.SelectionFlag.Rows
        self.selectionModel().setCurrentIndex(index, chosen)
        self.scrollTo(index)
        return True

    def countdown_area(self) -> QRect:
        """Where countdowns can be seen, in the viewport."""
        left = self.columnViewportPosition(Column.NEXT_DUE)
        return QRect(left, 0, self.columnWidth(Column.NEXT_DUE), self._room().height())

    # What happens

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        # The ring of the focus goes around the whole row, Qt repaints one cell.
        self._repaint_row(previous.row())
        self._repaint_row(current.row())
        self._tell_current()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and self._calls.rowCount() and not self._by_mouse(event):
            self.selectRow(0)
        self._repaint_row(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint_row(self.currentIndex().row())

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align_heads()
        elif event.type() == QEvent.Type.StyleChange:
            self._measure()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_rest_to_summary()

    def _by_mouse(self, event: QFocusEvent) -> bool:
        return event.reason() == Qt.FocusReason.MouseFocusReason

    def _on_activated(self, index: QModelIndex) -> None:
        self.opened.emit(self._calls.row(index.row()).id)

    def _on_about_to_reset(self) -> None:
        self._kept = self.current_id

    def _on_reset(self) -> None:
        if self._kept is not None:
            self.select(self._kept)

    def _tell_current(self) -> None:
        current = self.current_id
        if current != self._told:
            self._told = current
            self.current_changed.emit(current)

    # How it looks

    def _dress(self, *, several: bool) -> None:
        modes = QAbstractItemView.SelectionMode
        self.setSelectionMode(modes.ExtendedSelection if several else modes.SingleSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setCornerButtonEnabled(False)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setFrameShape(QFrame.Shape.NoFrame)
        rows = self.verticalHeader()
        rows.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        rows.setMinimumSectionSize(24)
        rows.hide()
        heads = self.horizontalHeader()
        heads.setHighlightSections(False)
        heads.setSectionsMovable(False)
        self._align_heads()
        self._measure()
        heads.sectionResized.connect(self._give_rest_to_summary)
        self.sortByColumn(-1, Qt.SortOrder.AscendingOrder)
        self.setSortingEnabled(True)

    def _align_heads(self) -> None:
        sides = Qt.AlignmentFlag
        side = sides.AlignRight if self.isRightToLeft() else sides.AlignLeft
        self.horizontalHeader().setDefaultAlignment(side | sides.AlignVCenter)

    def _measure(self) -> None:
        """Heights and widths for the size of the application's font."""
        unit = theme.sizes()
        if unit == self._measured:
            return
        self._measured = unit
        self.verticalHeader().setDefaultSectionSize(unit.px(38))
        heads = self.horizontalHeader()
        heads.setFixedHeight(unit.px(32))
        heads.setMinimumSectionSize(unit.px(30))
        for column, width in WIDTHS.items():
            self.setColumnWidth(column, unit.px(width))

    def _give_rest_to_summary(self) -> None:
        taken = sum(self.columnWidth(column) for column in Column if column != Column.SUMMARY)
        rest = max(theme.px(WIDTHS[Column.SUMMARY]), self._room().width() - taken)
        if rest != self.columnWidth(Column.SUMMARY):
            self.setColumnWidth(Column.SUMMARY, rest)

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

    def _repaint_row(self, place: int) -> None:
        if place >= 0 and self.isVisible():
            for column in Column:
                self.update(self._calls.index(place, column))
