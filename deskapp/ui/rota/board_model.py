"""The rotas as a table's model: a row for each, its name first, then a column for each day."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deskapp import direction
from deskapp.language import _
from deskapp.services.rotas.views import RotaRow, StretchView
from deskapp.ui.rota import words
from deskapp.ui.rota.bars import Bar, bars
from deskapp.ui.widgets.fields import day_names
from deskapp.wording.policy import hours

Index = QModelIndex | QPersistentModelIndex
_NOWHERE = QModelIndex()
_TOP = Qt.ItemDataRole


class BoardModel(QAbstractTableModel):
    """Every cell has its text for those who listen; the delegate draws the bars."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.rows: Sequence[RotaRow] = ()
        self.first = date(2026, 1, 1)
        self.days = 7
        self._zone = "UTC"
        self._short = False
        self._bars: list[tuple[Bar, ...]] = []

    def show_rows(self, rows: Sequence[RotaRow], first: date, days: int, zone: str, now: datetime) -> None:
        self.beginResetModel()
        self.rows, self.first, self.days, self._zone = rows, first, days, zone
        self._bars = [bars(row, first, days, zone, now) for row in rows]
        self.endResetModel()

    def set_short(self, short: bool) -> None:
        """Whether the heads have room for the day of the month alone."""
        if short != self._short:
            self._short = short
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 1, self.days)

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else 1 + self.days

    def data(self, index: Index, role: int = _TOP.DisplayRole) -> Any:
        if not index.isValid() or role not in (_TOP.DisplayRole, _TOP.AccessibleTextRole):
            return None
        row = self.rows[index.row()]
        if index.column() == 0:
            return f"{row.view.name}\n{hours.of_rota(row.view.rota)}"
        said = [
            direction.row((direction.row((words.stretch(one), words.beside(one)), " "), self._times(one)), ", ")
            for one in self.stretches(index.row(), self.day(index.column()))
        ]
        return "\n".join(said) or _("nobody is meant to be on call")

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = _TOP.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role not in (_TOP.DisplayRole, _TOP.AccessibleTextRole):
            return None
        if section == 0:
            return "" if role == _TOP.DisplayRole else _("Rota")
        day = self.day(section)
        name = day_names.short_days()[day.weekday()]
        short = self._short and role == _TOP.DisplayRole
        return f"{day.day}" if short else _("{weekday} {day}").format(weekday=name, day=day.day)

    def day(self, column: int) -> date:
        return self.first + timedelta(days=column - 1)

    def bars(self, row: int) -> tuple[Bar, ...]:
        return self._bars[row]

    def stretches(self, row: int, day: date) -> list[StretchView]:
        """What a rota has on a day: what begins on it, else what reaches into it."""
        there = ZoneInfo(self._zone)
        midnight = datetime.combine(day, datetime.min.time(), there)
        after = datetime.combine(day + timedelta(days=1), datetime.min.time(), there)
        held = [
            one
            for bar in self._bars[row]
            for one in bar.stretches
            if one.start.astimezone(there) < after and one.end.astimezone(there) > midnight
        ]
        begun = [one for one in held if one.start.astimezone(there) >= midnight]
        return begun or held

    def _times(self, stretch: StretchView) -> str:
        return words.span(stretch.start, stretch.end, self._zone)
