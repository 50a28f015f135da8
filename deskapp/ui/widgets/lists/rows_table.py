"""A table whose rows are one thing each, known by an id: what every list of calls does at keys, clicks and repaints.

It loads nothing that the first painted window goes without.
"""

from __future__ import annotations

from itertools import pairwise

from PySide6.QtCore import (
    QAbstractItemModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    Qt,
    Signal,
)
from PySide6.QtGui import QContextMenuEvent, QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QFrame, QHeaderView, QTableView

from deskapp.services.texts import reference
from deskapp.ui.look import theme
from deskapp.ui.look.style_sheet import Sizes


class RowsTable(QTableView):
    """Tells which row is current and which was opened. `_id_at` and `place_of` say what stands where."""

    current_changed = Signal(object)  # the row's id, or None
    row_menu_asked = Signal(QPoint)  # of the current row, where on the display
    copied = Signal(str)  # the current row's reference

    #: The one that was told last.
    _told: int | None = None
    #: The sizes it was measured for. A style change may come while Qt still builds the table.
    _measured: Sizes | None = None

    def _id_at(self, place: int) -> int | None:
        """What stands at a place; None: nothing that keys act on."""
        raise NotImplementedError

    def place_of(self, row_id: int) -> int | None:
        """Where a row stands; None where it does not."""
        raise NotImplementedError

    def _measure_for(self, unit: Sizes) -> None:
        """Heights and widths for the size of the application's font."""
        raise NotImplementedError

    # What a screen asks

    @property
    def current_id(self) -> int | None:
        """The row that keys act on."""
        index = self.currentIndex()
        return self._id_at(index.row()) if index.isValid() else None

    def select(self, row_id: int) -> bool:
        """Make a row the current one and bring it into view; whether it is in the list."""
        place = self.place_of(row_id)
        if place is None:
            return False
        self._go_to(place)
        return True

    def tell_current(self) -> None:
        """Say which row is current now, where it is another."""
        current = self.current_id
        if current != self._told:
            self._told = current
            self.current_changed.emit(current)

    def selected_parts(self) -> list[tuple[int, int]]:
        """The selected places as stretches, from above: of a list without end all may be selected."""
        chosen = self.selectionModel().selection()
        parts = sorted({(chosen.at(number).top(), chosen.at(number).bottom()) for number in range(chosen.count())})
        joined: list[tuple[int, int]] = []
        for first, last in parts:
            if joined and first <= joined[-1][1] + 1:  # parted between its columns, or chosen one by one
                joined[-1] = joined[-1][0], max(last, joined[-1][1])
            else:
                joined.append((first, last))
        return joined

    # What happens

    def currentChanged(
        self, current: QModelIndex | QPersistentModelIndex, previous: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().currentChanged(current, previous)
        # The ring of the focus goes around the whole row, Qt repaints one cell.
        self._repaint_row(previous.row())
        self._repaint_row(current.row())
        self.tell_current()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if not self.currentIndex().isValid() and event.reason() != Qt.FocusReason.MouseFocusReason:
            self.choose_first()
        self._repaint_row(self.currentIndex().row())

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self._repaint_row(self.currentIndex().row())

    def choose_first(self) -> None:
        """Make the first row the current one."""
        first = next((p for p in range(self.model().rowCount()) if self._id_at(p) is not None), None)
        if first is not None:
            self._go_to(first)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not event.matches(QKeySequence.StandardKey.Copy):
            super().keyPressEvent(event)
        elif self.current_id is not None:
            words = reference(self.current_id)
            QGuiApplication.clipboard().setText(words)
            self.copied.emit(words)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu of the row at the mouse; by its key, of the current one."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        else:
            # Qt gives it as the viewport has it, below the headings.
            index, at = self.indexAt(event.pos()), event.globalPos()
        row_id = self._id_at(index.row()) if index.isValid() else None
        if row_id is None:
            return
        if not self.selectionModel().isRowSelected(index.row()):
            self.select(row_id)
        self.row_menu_asked.emit(at)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LayoutDirectionChange:
            self._align_heads()
        elif event.type() == QEvent.Type.StyleChange:
            self._measure()

    # For whoever builds on it

    def _go_to(self, place: int) -> None:
        index = self.model().index(place, 0)
        flags = QItemSelectionModel.SelectionFlag
        self.selectionModel().setCurrentIndex(index, flags.ClearAndSelect | flags.Rows)
        self.scrollTo(index)

    def _repaint_row(self, place: int) -> None:
        if 0 <= place < self.model().rowCount() and self.isVisible():
            for column in range(self.model().columnCount()):
                self.update(self.model().index(place, column))

    def _measure(self) -> None:
        unit = theme.sizes()
        if unit != self._measured:
            self._measured = unit
            self._measure_for(unit)

    def _show_model(self, model: QAbstractItemModel, mode: QAbstractItemView.SelectionMode) -> None:
        """Show a model in rows of one height, without a grid."""
        self.setModel(model)
        self.setSelectionMode(mode)
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
        heads.setSortIndicatorClearable(True)  # a third click goes back to the list's own order
        # No heading is selected here. Each would ask of every row whether it is, once all of them are: of ten thousand
        # rows that is half a second.
        heads.setSelectionModel(QItemSelectionModel(model, heads))
        self._align_heads()

    def _align_heads(self) -> None:
        sides = Qt.AlignmentFlag
        side = sides.AlignRight if self.isRightToLeft() else sides.AlignLeft
        self.horizontalHeader().setDefaultAlignment(side | sides.AlignVCenter)


def stretches(places: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as stretches without a gap: (first, last) of each."""
    if not places:
        return []
    breaks = [(here, there) for here, there in pairwise(places) if there != here + 1]
    starts = [places[0], *(there for _here, there in breaks)]
    ends = [*(here for here, _there in breaks), places[-1]]
    return list(zip(starts, ends, strict=True))
