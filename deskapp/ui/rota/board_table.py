"""The rotas over a week or a month: arrows move by day and rota, keys plan what is under the cell."""

from collections.abc import Sequence
from datetime import date, datetime
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QFontMetrics, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.rotas.views import RotaRow, StretchView
from deskapp.ui.look import theme
from deskapp.ui.rota.bars import place
from deskapp.ui.rota.board_delegate import BoardDelegate
from deskapp.ui.rota.board_model import BoardModel

_KEYS = {Qt.Key.Key_N: "cover", Qt.Key.Key_S: "swap", Qt.Key.Key_Delete: "undo", Qt.Key.Key_A: "add"}
_LEAST, _MOST = 56, 97


class BoardTable(QTableView):
    """The current cell is a rota's day; what is planned there is what the keys are for."""

    moved = Signal()  # another cell is current
    asked = Signal(str)  # edit, cover, swap, undo, add: for the current cell
    paged = Signal(int)  # Page Up and Down, or an arrow past the edge: so many pages on

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.board = BoardModel(self)
        self._drawing = BoardDelegate(self)
        self._zone = "UTC"
        self.setModel(self.board)
        self.setItemDelegate(self._drawing)
        self.setAccessibleName(_("Who is on call when"))
        self.setTabKeyNavigation(False)
        self.setShowGrid(False)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.verticalHeader().hide()
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        self.horizontalHeader().setMinimumSectionSize(theme.px(20))
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.setMinimumHeight(theme.px(180))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.doubleClicked.connect(lambda index: self.asked.emit("edit" if index.column() == 0 else "cover"))
        self.selectionModel().currentChanged.connect(self._on_current)

    def show_rows(self, rows: Sequence[RotaRow], first: date, days: int, zone: str, now: datetime) -> None:
        """Show rotas; the same rota and day stay current where they are still there, at first it is today."""
        known, day = self.current_rota, self.current_day or now.astimezone(ZoneInfo(zone)).date()
        self._zone = zone
        self.board.show_rows(rows, first, days, zone, now)
        ids = [row.view.id for row in rows]
        row = ids.index(known.view.id) if known and known.view.id in ids else 0
        column = (day - first).days + 1
        self._fit()
        self.set_now(now)
        if rows:
            self.select(row, min(max(column, 1), days))

    def select(self, row: int, column: int) -> None:
        self.setCurrentIndex(self.board.index(row, column))

    def select_day(self, rota_id: int, day: date) -> None:
        """Make a rota's day current, where it is shown."""
        ids = [row.view.id for row in self.board.rows]
        column = (day - self.board.first).days + 1
        if rota_id in ids and 1 <= column <= self.board.days:
            self.select(ids.index(rota_id), column)

    def set_now(self, now: datetime) -> None:
        """The line of the present; repainted only where it moved by a pixel or so."""
        there = ZoneInfo(self._zone)
        here = round(place(now, self.board.first, there), 3)
        today = now.astimezone(there).date()
        if (here, today) != (self._drawing.now, self._drawing.today):
            self._drawing.now, self._drawing.today = here, today
            self.viewport().update()

    @property
    def current_rota(self) -> RotaRow | None:
        row = self.currentIndex().row()
        return self.board.rows[row] if 0 <= row < len(self.board.rows) else None

    @property
    def current_day(self) -> date | None:
        column = self.currentIndex().column()
        return self.board.day(column) if column > 0 else None

    @property
    def current_stretches(self) -> list[StretchView]:
        """What the current rota has on the current day."""
        index = self.currentIndex()
        return self.board.stretches(index.row(), self.board.day(index.column())) if index.column() > 0 else []

    @property
    def current_words(self) -> str:
        """The current cell in words, as those hear it who listen."""
        row, index = self.current_rota, self.currentIndex()
        if row is None or index.column() == 0:
            return ""
        return direction.row((row.view.name, direction.row(str(index.data()).splitlines())), ": ")

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, plain = Qt.Key(event.key()), not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        onward, back = Qt.Key.Key_Right, Qt.Key.Key_Left
        if self.isRightToLeft():
            onward, back = back, onward
        column = self.currentIndex().column()
        if plain and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.asked.emit("edit")
        elif plain and key in _KEYS:
            self.asked.emit(_KEYS[key])
        elif plain and key in (Qt.Key.Key_PageUp, Qt.Key.Key_PageDown):
            self.paged.emit(1 if key == Qt.Key.Key_PageDown else -1)
        elif plain and key == onward and column == self.board.days:
            self._turn(1, 1)
        elif plain and key == back and column == 1:
            self._turn(-1, -1)
        else:
            super().keyPressEvent(event)

    def _turn(self, pages: int, column: int) -> None:
        """Past the edge the next days are shown, and the day there is current."""
        self.select(self.currentIndex().row(), 1 if column > 0 else self.board.days)
        self.paged.emit(pages)

    def keyboardSearch(self, search: str) -> None:
        """Letters are keys here."""

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        wide, name = self.viewport().width(), min(theme.px(150), self.viewport().width() // 4)
        self.setColumnWidth(0, name)
        days = max(self.board.days, 1)
        for column in range(1, days + 1):
            begin, end = (wide - name) * (column - 1) // days, (wide - name) * column // days
            self.setColumnWidth(column, end - begin)
        widest = QFontMetrics(theme.font(10, bold=True)).horizontalAdvance("MMMM 00") + theme.px(12)
        self.board.set_short((wide - name) // days < widest)
        count = max(len(self.board.rows), 1)
        high = min(max(self.viewport().height() // count, theme.px(_LEAST)), theme.px(_MOST))
        for row in range(len(self.board.rows)):
            self.setRowHeight(row, high)

    def _on_current(self, _now: QModelIndex, _before: QModelIndex) -> None:
        self.moved.emit()
