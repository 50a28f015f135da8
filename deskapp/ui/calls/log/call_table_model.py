"""The calls of a list as a table. Holds plain tuples; what is shown is made for the cells that are looked at."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime
from operator import itemgetter
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, QTimer, Signal

from deskapp import direction
from deskapp.domain.words import UNRESOLVED_STATES
from deskapp.language import _
from deskapp.ui.calls.log import columns
from deskapp.ui.calls.log.columns import NATIVE, Column
from deskapp.ui.calls.log.long_rows import LongRows
from deskapp.ui.widgets.calls.countdown import NOTHING, Countdown, Countdowns
from deskapp.ui.widgets.lists.plain_tip import tip
from deskapp.ui.widgets.lists.rows_table import stretches
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

Index = QModelIndex | QPersistentModelIndex


# Made once: Qt asks for them again and again, of ten thousand selected rows each time.
_ROW = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemNeverHasChildren


class CallTableModel(QAbstractTableModel):
    """Rows are replaced whole; the model finds out what came, went, moved and changed, and tells only that.

    A list without end is known by its ids, and its rows are asked for as they are looked at.
    """

    rows_wanted = Signal(object, object)  # ids, and what `put_rows` is to be given with their rows
    sorting_changed = Signal()

    def __init__(self, parent: QObject | None = None, *, signs: Callable[[str], str] | None = None) -> None:
        super().__init__(parent)
        self._rows: list[CallRow] = []
        self._long: LongRows | None = None
        self._asking = False
        self._sign_words = signs
        self._headings = columns.headings()
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
        if self._long is not None:
            self.beginResetModel()
            self._long = None
            self._rows = []
            self.endResetModel()
        fresh = self._sorted(rows)
        self._short = first_names({row.owner for row in rows})
        wanted = {row.id for row in fresh}
        known = {row.id for row in self._rows}
        gone = stretches([place for place, row in enumerate(self._rows) if row.id not in wanted])
        come = stretches([place for place, row in enumerate(fresh) if row.id not in known])
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

    def set_ids(self, ids: array[int], first: Sequence[CallRow] = ()) -> None:
        """Show a list without end, in this order. first: its first rows, where they were read already."""
        long = self._long
        if long is not None and ids[: len(long.ids)] == long.ids:
            self._grow(long, ids)
        else:
            self.beginResetModel()
            self._long, self._rows = LongRows(ids), []
            self.endResetModel()
        if first and self._long is not None:
            self.put_rows(first, (0,))

    def put_rows(self, rows: Sequence[CallRow], pages: Sequence[int]) -> None:
        """Rows of a list without end that were asked for."""
        self._asking = False
        if self._long is None:
            return
        self._long.put(rows, pages)
        self._short = first_names({row.owner for row in self._long.loaded()})
        self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Column) - 1))

    def read_anew(self) -> None:
        """Rows of a list without end may have changed: those that are looked at are asked for again."""
        if self._long is not None:
            self._long.begin_anew()
            self.dataChanged.emit(self.index(0, 0), self.index(self.rowCount() - 1, len(Column) - 1))

    # What the view asks

    @property
    def rows(self) -> Sequence[CallRow]:
        """The rows; of a list without end those that are here."""
        return self._rows if self._long is None else self._long.loaded()

    @property
    def is_long(self) -> bool:
        """Whether it shows a list without end."""
        return self._long is not None

    @property
    def sorting(self) -> tuple[Column, Qt.SortOrder] | None:
        """What the rows are sorted by, and which way round; None: as they came."""
        return self._sorting

    @property
    def long_ids(self) -> Sequence[int]:
        """All calls of a list without end, in its order; of another none."""
        return self._long.ids if self._long is not None else ()

    def row(self, place: int) -> CallRow:
        """A row of a list that is here."""
        found = self.row_at(place)
        assert found is not None
        return found

    def row_at(self, place: int) -> CallRow | None:
        """The row at a place; None while it is not here yet, and then it is asked for."""
        if self._long is None:
            return self._rows[place]
        found = self._long.row(place)
        if not self._asking:
            self._asking = True
            QTimer.singleShot(0, self, self._ask)
        return found

    def id_at(self, place: int) -> int:
        return self._rows[place].id if self._long is None else self._long.ids[place]

    def ids(self, first: int, last: int) -> Iterator[int]:
        """The calls from one place to another, both of them."""
        if self._long is None:
            return (row.id for row in self._rows[first : last + 1])
        return iter(self._long.ids[first : last + 1])

    def place_of(self, call_id: int) -> int | None:
        """Where a call stands in the table."""
        if self._long is not None:
            try:
                return self._long.ids.index(call_id)
            except ValueError:
                return None
        return next((place for place, row in enumerate(self._rows) if row.id == call_id), None)

    def countdown(self, place: int) -> Countdown:
        """What the countdown of a row says at the present that was told last."""
        row = self.row_at(place)
        return NOTHING if row is None else self._countdowns.left(row)

    def due(self, row: CallRow) -> str:
        """What stands below the countdown: which clock, and when it is due."""
        return self._countdowns.below(row)

    def words(self, row: CallRow, column: int) -> str:
        """What a cell says. The countdown's shape is added where it is painted."""
        if column == Column.NEXT_DUE:
            return self._countdowns.left(row).words
        if column == Column.STATUS:
            return codes.status_of(row)
        if column == Column.SUMMARY and row.masked:
            return confidential_wording.confidential()
        if column == Column.LOGGED:
            return self._countdowns.instant(row.logged_at)
        owner = self._short.get(row.owner, row.owner)
        cells = (row.ref, row.priority, row.customer, row.summary, "", "", owner, with_words(row))
        return (*cells, row.category, "", direction.row(row.tags, ", "))[column]

    def in_full(self, row: CallRow, column: int) -> str:
        """All that a cell says, however little room it has."""
        if column == Column.NEXT_DUE:
            return self._countdowns.in_full(row)
        if column == Column.CALL:
            return direction.row((row.ref, codes.status_of(row)))
        if column == Column.WITH and row.with_name:
            return direction.row(dict.fromkeys((row.with_person, row.with_firm, row.with_name)))
        if column == Column.CALLER and not row.masked:
            return direction.row((row.customer, row.account))
        words = row.owner if column == Column.OWNER else self.words(row, column)
        if column in (Column.SUMMARY, Column.WITH) and (signs := self.signs(row)):
            asks = _("escalate? {signs}").format(signs=signs)
            return f"{words}\n{asks}" if words else asks
        return words

    def signs(self, row: CallRow) -> str:
        """The signs to escalate that the row shows, in words; none once it is escalated or solved."""
        if row.escalated or row.state not in UNRESOLVED_STATES or not row.signs or self._sign_words is None:
            return ""
        # In an incident the many others are known.
        asks = [code for code in row.signs if not (row.incident and code == "many_customers")]
        return direction.row((self._sign_words(code) for code in asks), ", ")

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        if parent.isValid():
            return 0
        return len(self._rows) if self._long is None else len(self._long.ids)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(Column)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= self.rowCount():
            return None
        row, column = self.row_at(index.row()), index.column()
        if row is None:
            return _("…") if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.AccessibleTextRole) else None
        if role == Qt.ItemDataRole.DisplayRole:
            return self.words(row, column)
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._spoken(row, column)
        if role == Qt.ItemDataRole.ToolTipRole and column in (Column.SUMMARY, Column.WITH):
            # What people typed is no tip of Qt's, which guesses whether it is markup: see `in_full`.
            signs = self.signs(row)
            return tip(_("escalate? {signs}").format(signs=signs)) if signs else None
        if role == Qt.ItemDataRole.ToolTipRole and column == Column.NEXT_DUE:
            return tip(self._countdowns.in_full(row)) or None
        if role == SORT_ROLE:
            return NATIVE[Column(column)](row)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role in (Qt.ItemDataRole.AccessibleTextRole, Qt.ItemDataRole.ToolTipRole):
            name = columns.names()[section]
            if self._sorting is None or self._sorting[0] != section:
                return name
            rising = self._sorting[1] == Qt.SortOrder.AscendingOrder
            form = _("{column}, sorted, rising") if rising else _("{column}, sorted, falling")
            return form.format(column=name)
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _ROW

    def sort(self, column: int, order: Qt.SortOrder = Qt.SortOrder.AscendingOrder) -> None:
        """Sort by the stored values; a column below zero goes back to the order the rows come in from now on."""
        was, self._sorting = self._sorting, (Column(column), order) if 0 <= column < len(Column) else None
        if self._long is None:
            self._reorder([row.id for row in self._sorted(self._rows)])
        if was != self._sorting:
            self.headerDataChanged.emit(Qt.Orientation.Horizontal, 0, len(Column) - 1)
            self.sorting_changed.emit()

    # Inside

    def _grow(self, long: LongRows, ids: array[int]) -> None:
        """The first were known; the others come behind them."""
        if len(ids) > len(long.ids):
            self.beginInsertRows(QModelIndex(), len(long.ids), len(ids) - 1)
            long.grow(ids)
            self.endInsertRows()

    def _ask(self) -> None:
        pages = self._long.take_wanted() if self._long is not None else []
        if self._long is not None and pages:
            self.rows_wanted.emit(self._long.ids_of(pages), pages)
        else:
            self._asking = False

    def _sorted(self, rows: Sequence[CallRow]) -> list[CallRow]:
        if self._sorting is None:
            return list(rows)
        column, order = self._sorting
        keyed = [(NATIVE[column](row), row) for row in rows]
        found = [(value, row) for value, row in keyed if value is not None]
        found.sort(key=itemgetter(0), reverse=order == Qt.SortOrder.DescendingOrder)
        return [row for _value, row in (*found, *(one for one in keyed if one[0] is None))]

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
        parts = stretches(changed)
        if len(parts) > _MANY:
            parts = [(parts[0][0], parts[-1][1])]
        for first, last in parts:
            self.dataChanged.emit(self.index(first, 0), self.index(last, len(Column) - 1))

    def _spoken(self, row: CallRow, column: int) -> str:
        words = self.words(row, column)
        if column == Column.NEXT_DUE:
            return self._countdowns.in_full(row) or _("no deadline")
        if column == Column.SUMMARY:
            if row.confidential and not row.masked:
                words = _("{summary}, confidential").format(summary=words)
            if row.asked:
                words = _("{summary}, its owner is asked for an update").format(summary=words)
            if row.incident:
                words = _("{summary}, incident {title}").format(summary=words, title=row.incident)
            if signs := self.signs(row):
                words = _("{summary}, escalate? {signs}").format(summary=words, signs=signs)
        if column == Column.WITH:
            return self.in_full(row, column) if row.with_name else words or _("nobody else")
        if column == Column.CALL:
            return direction.row((words, codes.status_of(row)), ", ")
        if not words and column in (Column.CATEGORY, Column.TAGS, Column.LOGGED):
            return _("none")
        return words


def with_words(row: CallRow) -> str:
    """Who has the call; or who gave it back, while the customer has not been told."""
    if row.back_from and not row.with_name:
        return _("back from {name}").format(name=row.back_from)
    return row.with_name
