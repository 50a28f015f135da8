"""Deadlines that would move, a line each, as a table's model."""

from collections.abc import Sequence
from datetime import UTC, datetime
from enum import IntEnum

from PySide6.QtCore import QObject

from deskapp.language import _
from deskapp.services.clocks.views import DeadlineMove
from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.wording import codes, times

_LAST = datetime.max.replace(tzinfo=UTC)


class Column(IntEnum):
    CALL = 0
    SUMMARY = 1
    CLOCK = 2
    FROM = 3
    TO = 4


class MovesModel(LineModel):
    """Sorted by the deadline that would hold, the next first; clocks that stand still come last."""

    def __init__(self, moves: Sequence[DeadlineMove], zone: str, now: datetime, parent: QObject | None = None) -> None:
        heads = {
            Column.CALL: _("Call"),
            Column.SUMMARY: _("Summary"),
            Column.CLOCK: _("Clock"),
            Column.FROM: _("From"),
            Column.TO: _("To"),
        }
        super().__init__(heads, parent)
        self._zone, self._now = zone, now
        self.set_lines(sorted(moves, key=lambda move: (move.becomes or _LAST, move.ref, move.kind)))

    def words(self, place: int, column: Column) -> str:
        move: DeadlineMove = self.lines[place]
        if column is Column.CALL:
            return move.ref
        if column is Column.SUMMARY:
            return move.summary.partition("\n")[0]
        if column is Column.CLOCK:
            return codes.clock(move.kind)
        if column is Column.FROM and move.begins:
            return _("no clock")
        at = move.was if column is Column.FROM else move.becomes
        if at is None:
            return _("paused")
        words = times.instant(at, self._zone, self._now)
        if column is Column.TO and at < self._now:
            return _("{time}, overdue").format(time=words)
        return words
