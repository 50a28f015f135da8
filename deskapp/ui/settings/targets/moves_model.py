"""Deadlines that would move, a line each, as a table's model."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deskapp.language import _
from deskapp.services.clocks.views import DeadlineMove
from deskapp.wording import codes, times

Index = QModelIndex | QPersistentModelIndex

_LAST = datetime.max.replace(tzinfo=UTC)
_NOWHERE = QModelIndex()


class Column(IntEnum):
    CALL = 0
    SUMMARY = 1
    CLOCK = 2
    FROM = 3
    TO = 4


class MovesModel(QAbstractTableModel):
    """Sorted by the deadline that would hold, the next first; clocks that stand still come last."""

    def __init__(self, moves: Sequence[DeadlineMove], zone: str, now: datetime, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._moves = sorted(moves, key=lambda move: (move.becomes or _LAST, move.ref, move.kind))
        self._zone, self._now = zone, now

    def rowCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._moves)

    def columnCount(self, parent: Index = _NOWHERE) -> int:
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._words(self._moves[index.row()], Column(index.column()))

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role != Qt.ItemDataRole.DisplayRole or orientation is not Qt.Orientation.Horizontal:
            return None
        return {
            Column.CALL: _("Call"),
            Column.SUMMARY: _("Summary"),
            Column.CLOCK: _("Clock"),
            Column.FROM: _("From"),
            Column.TO: _("To"),
        }[Column(section)]

    def _words(self, move: DeadlineMove, column: Column) -> str:
        if column is Column.CALL:
            return move.ref
        if column is Column.SUMMARY:
            return move.summary.partition("\n")[0]
        if column is Column.CLOCK:
            return codes.clock(move.kind)
        at = move.was if column is Column.FROM else move.becomes
        if at is None:
            return _("paused")
        words = times.instant(at, self._zone, self._now)
        if column is Column.TO and at < self._now:
            return _("{time}, overdue").format(time=words)
        return words
