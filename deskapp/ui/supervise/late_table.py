"""The list of the overdue view: groups that fold, selection by call, rows that stay where they are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QSize, Qt, Signal
from PySide6.QtGui import (
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QApplication, QHeaderView, QWidget

from deskapp.domain.working_time import Calendar
from deskapp.language import _
from deskapp.services.overview.late.ask import GroupBy, SortBy
from deskapp.services.overview.late.views import Group, LateRow
from deskapp.ui.look import theme
from deskapp.ui.look.style_sheet import Sizes
from deskapp.ui.supervise.late_delegate import ROW, LateDelegate
from deskapp.ui.supervise.late_model import COLUMNS, LateModel
from deskapp.ui.supervise.late_results import LateResults
from deskapp.ui.widgets.lists.rows_table import RowsTable, stretches

#: Widths in the drawing; what is left goes to the columns that have words.
WIDTHS: Mapping[SortBy, int] = {
    SortBy.CALL: 86,
    SortBy.PRIORITY: 34,
    SortBy.CUSTOMER: 100,
    SortBy.WHAT_IS_LATE: 132,
    SortBy.OVER_BY: 100,
    SortBy.LAST_WORD: 124,
    SortBy.NEXT_STEP: 104,
    SortBy.OWNER: 56,
    SortBy.WITH: 104,
}
#: What is left over is parted among these.
_GROW = {SortBy.CUSTOMER: 3, SortBy.NEXT_STEP: 3, SortBy.WITH: 3, SortBy.WHAT_IS_LATE: 1}
#: What gives way where there is little room, in this order; the call beside the list shows it all.
_GIVE_WAY = (SortBy.WITH, SortBy.OWNER, SortBy.NEXT_STEP, SortBy.LAST_WORD)
#: So many rows before the end of what is here the next are asked for.
_AHEAD = 60


class LateTable(RowsTable):
    """Enter opens the current call, Left folds its group and Right unfolds it, a click on a heading does either."""

    opened = Signal(int)  # the call's id
    sort_asked = Signal(object, bool)  # a SortBy or None, and whether falling
    more_wanted = Signal()  # the end of what was read comes near
    all_wanted = Signal()  # every row is to be selected, those too that were not read yet
    touched = Signal()  # by a key

    def __init__(self, parent: QWidget | None = None) -> None:
        self._hiding: frozenset[SortBy] = frozenset()
        super().__init__(parent)
        self.late = LateModel(self)
        self._shown: tuple[int, list[object]] = (-1, [])
        self._putting = False
        self.setAccessibleName(_("Overdue calls"))
        self._dress()
        self.results = LateResults(self, self.late)
        self.setItemDelegate(LateDelegate(self, self.late, self.results))
        self.activated.connect(self._on_activated)

    # What the screen tells

    def set_site(self, calendars: Mapping[int, Calendar], zone: str) -> None:
        """The calendar versions that rows refer to, by id, and the site's zone."""
        self.late.set_site(calendars, zone)
        self.viewport().update()

    def show_rows(self, by: GroupBy, groups: Sequence[Group], rows: Sequence[LateRow]) -> None:
        """Show these; selection, current call and scrolling stay where they are."""
        current, chosen = self.current_id, self.selected_ids
        anchor, offset = self._anchor()
        scrolled = self.verticalScrollBar().value()
        self._putting = True
        self.late.set_rows(by, groups, rows)
        self._choose_again(current, chosen)
        place = None if anchor is None or not scrolled else self.late.place_of(anchor)
        value = scrolled if place is None else self.rowViewportPosition(place) + self.verticalOffset() - offset
        self.verticalScrollBar().setValue(value)
        self._putting = False
        self.tell_current()
        self._look_ahead()

    def add_rows(self, rows: Sequence[LateRow]) -> None:
        """The next page."""
        self.late.add_rows(rows)
        self._look_ahead()

    def set_now(self, now: datetime) -> None:
        """The present: repaints what ticks and can be seen, if it says something else."""
        self.late.set_now(now)
        if not self.isVisible():
            return
        first, last = self._visible_places()
        shown: tuple[int, list[object]] = (first, [self.late.countdown(place) for place in range(first, last + 1)])
        if shown == self._shown:
            return
        self._shown = shown
        column = COLUMNS.index(SortBy.OVER_BY)
        for place in range(first, last + 1):
            if self.late.is_heading(place):
                self._repaint_row(place)
            else:
                self.update(self.late.index(place, column))

    def set_sorted(self, sort: SortBy | None, *, descending: bool) -> None:
        """Show by what the rows are sorted."""
        way = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        heads = self.horizontalHeader()
        heads.blockSignals(True)
        heads.setSortIndicator(-1 if sort is None else COLUMNS.index(sort), way)
        heads.blockSignals(False)
        heads.viewport().update()

    # What the screen asks

    @property
    def selected_ids(self) -> list[int]:
        """The selected calls, from above."""
        return [call_id for call_id in map(self.late.id_at, self._selected_places()) if call_id is not None]

    @property
    def selected_count(self) -> int:
        return sum(not self.late.is_heading(place) for place in self._selected_places())

    @property
    def has_several(self) -> bool:
        """Whether more than one call is selected."""
        parts = self.selected_parts()
        return len(parts) > 1 or any(first != last for first, last in parts)

    def _selected_places(self) -> list[int]:
        return [place for first, last in self.selected_parts() for place in range(first, last + 1)]

    def place_of(self, row_id: int) -> int | None:
        return self.late.place_of(row_id)

    def _id_at(self, place: int) -> int | None:
        return self.late.id_at(place)

    def choose(self, call_ids: Sequence[int]) -> None:
        """Select these, of which the first is the current one."""
        self._choose_again(next(iter(call_ids), None), call_ids)
        self.tell_current()

    def choose_all(self) -> None:
        """Select every call; the current one stays."""
        last = self.late.rowCount() - 1
        if last >= 0:
            whole = QItemSelection(self.late.index(0, 0), self.late.index(last, len(COLUMNS) - 1))
            self.selectionModel().select(whole, QItemSelectionModel.SelectionFlag.ClearAndSelect)

    def choose_near(self, place: int) -> None:
        """Make the call at a place the current one, or the next one there is; below zero, the first."""
        there = min(max(place, 0), self.late.rowCount() - 1)
        found = self._stop(there, 1)
        found = self._stop(there, -1) if found is None else found
        if found is not None:
            self._go_to(found)

    @property
    def rows_in_sight(self) -> int:
        """So many rows are to be there at least when they are read anew: those above and in sight, and some more."""
        return self._visible_places()[1] + 2 * _AHEAD

    def fit(self, room: int) -> None:
        """Where there is little room some columns give way, in their order; what is left over is given to words."""
        least = sum(theme.px(width) for width in WIDTHS.values())
        gone = set()
        for column in _GIVE_WAY:
            if least > room:
                gone.add(column)
                least -= theme.px(WIDTHS[column])
        self._hiding = frozenset(gone)
        for number, column in enumerate(COLUMNS):
            self.setColumnHidden(number, column in gone)
        self._share(room)

    def tell_current(self) -> None:
        if not self._putting:
            super().tell_current()

    # What happens

    def focusNextPrevChild(self, onward: bool) -> bool:
        """Into the buttons of the current row, where it has some, and out of them again."""
        stops: list[QWidget] = [self, *self.results.buttons(self.currentIndex().row())]
        here = QApplication.focusWidget()
        if here in stops:
            there = stops.index(here) + (1 if onward else -1)
            if 0 <= there < len(stops):
                stops[there].setFocus(Qt.FocusReason.TabFocusReason)
                return True
            self.setFocus(Qt.FocusReason.OtherFocusReason)  # the window goes on from here
        return super().focusNextPrevChild(onward)

    def moveCursor(self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier) -> QModelIndex:
        """From call to call: a heading is stopped at where its calls are folded away."""
        actions = QAbstractItemView.CursorAction
        count, here = self.late.rowCount(), self.currentIndex().row()
        if not count:
            return QModelIndex()
        page = max(1, self.viewport().height() // self.verticalHeader().defaultSectionSize() - 1)
        there, way = {
            actions.MoveUp: (here - 1, -1),
            actions.MovePrevious: (here - 1, -1),
            actions.MoveDown: (here + 1, 1),
            actions.MoveNext: (here + 1, 1),
            actions.MovePageUp: (max(here - page, 0), -1),
            actions.MovePageDown: (min(here + page, count - 1), 1),
            actions.MoveHome: (0, 1),
            actions.MoveEnd: (count - 1, -1),
        }.get(action, (here, 1))
        found = self._stop(there, way)
        found = self._stop(there, -way) if found is None else found
        return self.late.index(here if found is None else found, max(0, self.currentIndex().column()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self.touched.emit()
        unfold, fold = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            unfold, fold = fold, unfold
        place, plain = self.currentIndex().row(), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        if event.matches(QKeySequence.StandardKey.SelectAll):
            self.all_wanted.emit()
        elif plain and place >= 0 and event.key() == fold:
            self.fold(place)
        elif plain and place >= 0 and event.key() == unfold:
            self.unfold(place)
        elif plain and event.key() == Qt.Key.Key_Escape and self.has_several:
            self._go_to(place)
        else:
            super().keyPressEvent(event)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.late.is_heading(index.row()):
            if event.button() == Qt.MouseButton.LeftButton:
                (self.unfold if self.late.is_folded(index.row()) else self.fold)(index.row())
            return
        if not index.isValid():  # below the last line: what is selected stays so
            return
        super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self.late.is_heading(index.row()):
            self.mousePressEvent(event)
            return
        super().mouseDoubleClickEvent(event)

    def fold(self, place: int) -> None:
        """Fold the group of a line; where the current call is in it, its heading is current then."""
        head = self.late.heading_of(place)
        if head is None:
            return
        here = self.currentIndex().row()
        inside = here >= 0 and self.late.heading_of(here) == head
        if inside:
            self.selectionModel().setCurrentIndex(
                self.late.index(head, 0), QItemSelectionModel.SelectionFlag.ClearAndSelect
            )
        self.late.fold(head, True)
        self.tell_current()
        self._look_ahead()

    def unfold(self, place: int) -> None:
        """Unfold the group of a heading; its first call is current then, where the heading was."""
        if not (self.late.is_heading(place) and self.late.is_folded(place)):
            return
        self.late.fold(place, False)
        if self.currentIndex().row() == place and place + 1 < self.late.rowCount():
            self._go_to(place + 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share(self.viewport().width())
        self._look_ahead()

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self._look_ahead()

    # Inside

    def _on_activated(self, index: QModelIndex) -> None:
        call_id = self.late.id_at(index.row())
        if call_id is None:
            self.unfold(index.row())
        else:
            self.opened.emit(call_id)

    def _on_head_clicked(self, section: int) -> None:
        """Rising, falling, and the list's own order again."""
        heads = self.horizontalHeader()
        sort = COLUMNS[section] if heads.sortIndicatorSection() == section else None
        self.sort_asked.emit(sort, heads.sortIndicatorOrder() == Qt.SortOrder.DescendingOrder)

    def _stop(self, place: int, way: int) -> int | None:
        """The first line from a place on, in one way, where the keyboard stops."""
        while 0 <= place < self.late.rowCount():
            if not self.late.is_heading(place) or self.late.is_folded(place):
                return place
            place += way
        return None

    def _choose_again(self, current: int | None, chosen: Sequence[int]) -> None:
        """Select these calls and make one the current one, without moving anything."""
        flags, model = QItemSelectionModel.SelectionFlag, self.selectionModel()
        wanted, last = set(chosen), len(COLUMNS) - 1
        selection = QItemSelection()
        places = [place for place in range(self.late.rowCount()) if self.late.id_at(place) in wanted] if wanted else []
        for first, end in stretches(places):
            selection.select(self.late.index(first, 0), self.late.index(end, last))
        model.select(selection, flags.ClearAndSelect)
        there = None if current is None else self.late.place_of(current)
        if there is not None and there != self.currentIndex().row():
            model.setCurrentIndex(self.late.index(there, 0), flags.NoUpdate)

    def _anchor(self) -> tuple[int | None, int]:
        """The first call in sight, and where it stands in the viewport."""
        for place in range(*self._visible_range()):
            call_id = self.late.id_at(place)
            if call_id is not None:
                return call_id, self.rowViewportPosition(place)
        return None, 0

    def _look_ahead(self) -> None:
        if not self._putting and self.isVisible() and self._visible_places()[1] >= self.late.rowCount() - _AHEAD:
            self.more_wanted.emit()

    def _visible_places(self) -> tuple[int, int]:
        first, last = self.rowAt(0), self.rowAt(self.viewport().height() - 1)
        return max(first, 0), self.late.rowCount() - 1 if last < 0 else last

    def _visible_range(self) -> tuple[int, int]:
        first, last = self._visible_places()
        return first, last + 1

    # How it looks

    def _dress(self) -> None:
        self._show_model(self.late, QAbstractItemView.SelectionMode.ExtendedSelection)
        heads = self.horizontalHeader()
        heads.setSectionsClickable(True)
        heads.setSortIndicatorShown(True)
        heads.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        heads.sectionClicked.connect(self._on_head_clicked)
        self.set_sorted(None, descending=False)
        self._measure()

    def _measure_for(self, unit: Sizes) -> None:
        self.verticalHeader().setDefaultSectionSize(max(24, unit.px(ROW)))
        heads = self.horizontalHeader()
        heads.setFixedHeight(unit.px(28))
        heads.setMinimumSectionSize(unit.px(24))
        self._share(self.viewport().width())

    def _share(self, room: int) -> None:
        shown = [column for column in COLUMNS if column not in self._hiding]
        rest = max(0, room - sum(theme.px(WIDTHS[column]) for column in shown))
        parts = sum(_GROW.get(column, 0) for column in shown)
        for column in shown:
            more = rest * _GROW.get(column, 0) // parts if parts else 0
            self.setColumnWidth(COLUMNS.index(column), theme.px(WIDTHS[column]) + more)

    def sizeHint(self) -> QSize:
        return QSize(theme.px(600), theme.px(300))
