"""The calls of a list as a table. Holds plain tuples; what is shown is made for the cells that are looked at."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import UTC, datetime
from enum import IntEnum
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deskapp import direction
from deskapp.domain.spelling import folded
from deskapp.domain.words import UNRESOLVED_STATES
from deskapp.language import _
from deskapp.ui.widgets.calls.countdown import Countdown, Countdowns
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording.names import first_names

if TYPE_CHECKING:
    # Only the types: the views take long to load, and the first painted window does without them.
    from deskapp.domain.working_time import Calendar
    from deskapp.services.calls.row import CallRow

#: The value of a cell as it is stored: what is sorted by.
SORT_ROLE = Qt.ItemDataRole.UserRole + 1

#: Above this many stretches of rows that come, go or change, one reset is cheaper than telling each.
_MANY = 100
_NEVER = datetime.max.replace(tzinfo=UTC)

Index = QModelIndex | QPersistentModelIndex


class Column(IntEnum):
    CALL = 0
    PRIORITY = 1
    CALLER = 2
    SUMMARY = 3
    STATUS = 4
    NEXT_DUE = 5
    OWNER = 6
    WITH = 7


#: What a column is sorted by.
NATIVE: dict[Column, Callable[[CallRow], Any]] = {
    Column.CALL: lambda row: row.id,
    Column.PRIORITY: lambda row: row.priority,
    Column.CALLER: lambda row: folded(row.customer),
    Column.SUMMARY: lambda row: folded(row.summary),
    Column.STATUS: codes.status_of,
    # A wait that is over by its own promise brings the call up like a deadline, as in the list's own order.
    Column.NEXT_DUE: lambda row: min(row.due_at or _NEVER, row.back_by or _NEVER),
    Column.OWNER: lambda row: folded(row.owner),
    Column.WITH: lambda row: folded(row.with_name),
}


class CallTableModel(QAbstractTableModel):
    """Rows are replaced whole; the model finds out what came, went, moved and changed, and tells only that."""

    def __init__(self, parent: QObject | None = None, *, signs: Callable[[str], str] | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CallRow] = []
        self._sign_words = signs
        self._headings = _headings()
        self._countdowns = Countdowns()
        self._sorting: tuple[Column, Qt.SortOrder] | None = None
        self._short: dict[str, str] = {}

    # What the screen tells

    def set_calendars(self, calendars: Mapping[int, Calendar], zone: str = "") -> None:
        """The calendar versions that rows refer to, and the site's zone."""
        self._countdowns.set_calendars(calendars, zone)

    def set_now(self, now: datetime) -> None:
        """The present. Emits nothing: the view repaints what it shows."""
        self._countdowns.set_now(now)

    def set_rows(self, rows: Sequence[CallRow]) -> None:
        """Show these calls, in this order or in the one that was asked for."""
        fresh = self._sorted(rows)
        self._short = first_names({row.owner for row in rows})
        wanted = {row.id for row in fresh}
        known = {row.id for row in self._rows}
        gone = _stretches([place for place, row in enumerate(self._rows) if row.id not in wanted])
        come = _stretches([place for place, row in enumerate(fresh) if row.id not in known])
        if len(gone) + len(come) > _MANY:
            self.beginResetModel()
            self._rows = fresh
            self.endResetModel()
            return
        for first, last in reversed(gone):
            self.beginRemoveRows(QModelIndex(), first, last)
            del self._rows[first : last + 1]
            self.endRemoveRows()
        self._reorder([row.id for row in fresh if row.id in known])
        for first, last in come:
            self.beginInsertRows(QModelIndex(), first, last)
            self._rows[first:first] = fresh[first : last + 1]
            self.endInsertRows()
        self._tell_changed(fresh)

    # What the view asks

    @property
    def rows(self) -> Sequence[CallRow]:
        return self._rows

    @property
    def sorting(self) -> tuple[Column, Qt.SortOrder] | None:
        """What the rows are sorted by, and which way round; None: as they came."""
        return self._sorting

    def row(self, place: int) -> CallRow:
        return self._rows[place]

    def place_of(self, call_id: int) -> int | None:
        """Where a call stands in the table."""
        return next((place for place, row in enumerate(self._rows) if row.id == call_id), None)

    def countdown(self, place: int) -> Countdown:
        """What the countdown of a row says at the present that was told last."""
        return self._countdowns.of(self._rows[place])

    def words(self, row: CallRow, column: int) -> str:
        """What a cell says. The countdown's shape is added where it is painted."""
        if column == Column.NEXT_DUE:
            return self._countdowns.of(row).words
        if column == Column.STATUS:
            return codes.status_of(row)
        if column == Column.SUMMARY and row.masked:
            return confidential_wording.confidential()
        owner = self._short.get(row.owner, row.owner)
        return (row.ref, row.priority, row.customer, row.summary, "", "", owner, with_words(row))[column]

    def signs(self, row: CallRow) -> str:
        """The signs to escalate that the row shows, in words; none once it is escalated or solved."""
        if row.escalated or row.state not in UNRESOLVED_STATES or not row.signs or self._sign_words is None:
            return ""
        # In an incident the many others are known.
        asks = [code for code in row.signs if not (row.incident and code == "many_customers")]
        return direction.row((self._sign_words(code) for code in asks), ", ")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row, column = self._rows[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.SUMMARY, Column.WITH):
            signs = self.signs(row)
            return _("escalate? {signs}").format(signs=signs) if signs else None
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.NEXT_DUE:
            return self._countdowns.in_full(row) or None
        if role == SORT_ROLE:
            return NATIVE[Column(column)](row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return self._headings[section]

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the stored values; a column below zero goes back to the order the rows come in from now on."""
        self._sorting = (Column(column), order) if 0 <= column < len(Column) else None
        self._reorder([row.id for row in self._sorted(self._rows)])

    # Inside

    def _sorted(self, rows: Sequence[CallRow]) -> list[CallRow]:
        if self._sorting is None:
            return list(rows)
        column, order = self._sorting
        return sorted(rows, key=NATIVE[column], reverse=order == Qt.SortOrder.DescendingOrder)

    def _reorder(self, ids: list[int]) -> None:
        """Put the rows into this order; selection and current row go with their calls."""
        if ids == [row.id for row in self._rows]:
            return
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        calls = [self._rows[index.row()].id for index in before]
        by_id = {row.id: row for row in self._rows}
        self._rows = [by_id[call_id] for call_id in ids]
        place = {call_id: number for number, call_id in enumerate(ids)}
        after = [self.index(place[call_id], index.column()) for call_id, index in zip(calls, before, strict=True)]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _tell_changed(self, fresh: list[CallRow]) -> None:
        changed = [place for place, (old, new) in enumerate(zip(self._rows, fresh, strict=True)) if old != new]
        self._rows = fresh
        stretches = _stretches(changed)
        if len(stretches) > _MANY:
            stretches = [(stretches[0][0], stretches[-1][1])]
        for first, last in stretches:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _spoken(self, row: CallRow, column: int) -> str:
        words = self.words(row, column)
        if column == Column.NEXT_DUE:
            return self._countdowns.in_full(row) or _("no deadline")
        if column == Column.SUMMARY:
            if row.confidential and not row.masked:
                words = _("{summary}, confidential").format(summary=words)
            if row.incident:
                words = _("{summary}, incident {title}").format(summary=words, title=row.incident)
            if signs := self.signs(row):
                words = _("{summary}, escalate? {signs}").format(summary=words, signs=signs)
        if column == Column.WITH and not words:
            return _("nobody else")
        return words


def with_words(row: CallRow) -> str:
    """Who has the call; or who gave it back, while the customer has not been told."""
    if row.back_from and not row.with_name:
        return _("back from {name}").format(name=row.back_from)
    return row.with_name


def _headings() -> tuple[str, ...]:
    return (
        _("Call"),
        _("Pri"),
        _("Caller"),
        _("Summary"),
        _("Status"),
        _("Next due"),
        _("Owner"),
        _("With"),
    )


def _stretches(places: list[int]) -> list[tuple[int, int]]:
    """Rising numbers as stretches without a gap: (first, last) of each."""
    if not places:
        return []
    breaks = [(here, there) for here, there in pairwise(places) if there != here + 1]
    starts = [places[0], *(there for _here, there in breaks)]
    ends = [*(here for here, _there in breaks), places[-1]]
    return list(zip(starts, ends, strict=True))
