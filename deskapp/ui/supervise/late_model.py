"""The rows of the overdue view under the headings of their groups, read page by page. Holds plain tuples."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from deskapp import direction
from deskapp.domain.working_time import Calendar
from deskapp.language import _
from deskapp.services.overview.late.ask import GroupBy, SortBy
from deskapp.services.overview.late.views import Group, LateRow
from deskapp.ui.calls.many.many_act import RowResults
from deskapp.ui.supervise import words
from deskapp.ui.supervise.words import RowWords, Said
from deskapp.ui.widgets.calls.countdown import Countdown
from deskapp.wording.names import first_names

COLUMNS = tuple(SortBy)
#: From this column on a row says why its call was left out of an act, in the place of what it says else.
SAID_FROM = COLUMNS.index(SortBy.WHAT_IS_LATE)

Index = QModelIndex | QPersistentModelIndex
Line = LateRow | Group
#: By which a group is told from others, as long as the list is grouped in one way.
GroupKey = object


# Made once: Qt asks for them again and again, of ten thousand selected rows each time.
_HEADING = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemNeverHasChildren
_ROW = _HEADING | Qt.ItemFlag.ItemIsSelectable


class LateModel(QAbstractTableModel):
    """A group that is folded is its heading alone; its rows stay in memory."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.words = RowWords()
        self._headings = tuple(words.headings().values())
        self._by = GroupBy.WHAT_IS_LATE
        self._groups: Mapping[GroupKey, Group] = {}
        self._rows: list[LateRow] = []
        self._ids: dict[int, LateRow] = {}
        self._folded: set[tuple[GroupBy, GroupKey]] = set()
        self._lines: list[Line] = []
        #: Calls that somebody changed since the rows were read.
        self.changed: frozenset[int] = frozenset()
        #: What came of the last act on several calls, until that is closed.
        self.results = RowResults()

    # What the screen tells

    def set_site(self, calendars: Mapping[int, Calendar], zone: str) -> None:
        self.words.set_site(calendars, zone)

    def set_now(self, now: datetime) -> None:
        """The present. Emits nothing: the view repaints what it shows."""
        self.words.set_now(now)

    def set_rows(self, by: GroupBy, groups: Sequence[Group], rows: Sequence[LateRow]) -> None:
        """Show these rows, which stand in the order of their groups."""
        before = [_key(line) for line in self._lines]
        kept_by = self._by == by
        old = self._lines
        self._by, self._groups = by, {one.key: one for one in groups}
        self._rows = list(rows)
        self._ids = {row.id: row for row in rows}
        self.words.short = first_names({row.owner for row in rows})
        self.changed = frozenset()
        fresh = self._lined(self._rows, None)
        if kept_by and before == [_key(line) for line in fresh]:
            self._lines = fresh
            self._tell_changed([place for place, line in enumerate(fresh) if line != old[place]])
            return
        self.beginResetModel()
        self._lines = fresh
        self.endResetModel()

    def add_rows(self, rows: Sequence[LateRow]) -> None:
        """The next page, below what is here."""
        known = self._ids
        fresh = [row for row in rows if row.id not in known]
        last = self._rows[-1].group if self._rows else None
        come = self._lined(fresh, (last,) if self._rows else None)
        self._rows += fresh
        self._ids |= {row.id: row for row in fresh}
        self.words.short = first_names({row.owner for row in self._rows})
        if come:
            first = len(self._lines)
            self.beginInsertRows(QModelIndex(), first, first + len(come) - 1)
            self._lines += come
            self.endInsertRows()

    def put(self, rows: Iterable[LateRow]) -> None:
        """What rows say by now, where they stand: none is moved."""
        newer = {row.id: row for row in rows if row.id in self._ids}
        self._rows = [newer.get(row.id, row) for row in self._rows]
        self._ids |= newer
        places = [p for p, one in enumerate(self._lines) if isinstance(one, LateRow) and one.id in newer]
        for place in places:
            self._lines[place] = newer[_row(self._lines[place]).id]
        self._tell_changed(places)

    def mark(self, changed: frozenset[int]) -> None:
        """Which rows somebody changed meanwhile."""
        news = changed ^ self.changed
        self.changed = changed
        self._tell_changed([p for p, one in enumerate(self._lines) if isinstance(one, LateRow) and one.id in news])

    def set_results(self, results: RowResults) -> None:
        """What came of an act on several calls: their rows say it."""
        concerned = {*self.results.done, *self.results.refused, *results.done, *results.refused}
        self.results = results
        self._tell_changed([p for p, one in enumerate(self._lines) if _id(one) in concerned])

    def fold(self, place: int, folded: bool) -> None:
        """Fold the group of a line, or unfold it."""
        key = self._group_of(self._lines[place])
        if ((self._by, key) in self._folded) is folded:
            return
        head = next(p for p, one in enumerate(self._lines) if isinstance(one, Group) and one.key == key)
        if folded:
            self._folded.add((self._by, key))
            last = head
            while last + 1 < len(self._lines) and isinstance(self._lines[last + 1], LateRow):
                last += 1
            if last > head:
                self.beginRemoveRows(QModelIndex(), head + 1, last)
                del self._lines[head + 1 : last + 1]
                self.endRemoveRows()
        else:
            self._folded.discard((self._by, key))
            come = [row for row in self._rows if row.group == key]
            if come:
                self.beginInsertRows(QModelIndex(), head + 1, head + len(come))
                self._lines[head + 1 : head + 1] = come
                self.endInsertRows()
        self._tell_changed([head])

    def fold_all(self, folded: bool) -> None:
        """Fold every group, or unfold it."""
        for key in self._groups:
            head = next((p for p, one in enumerate(self._lines) if isinstance(one, Group) and one.key == key), None)
            if head is not None:
                self.fold(head, folded)
            elif folded:
                self._folded.add((self._by, key))

    # What the view asks

    @property
    def rows(self) -> Sequence[LateRow]:
        """All that were read, those of folded groups too."""
        return self._rows

    def line(self, place: int) -> Line:
        return self._lines[place]

    def row(self, place: int) -> LateRow | None:
        """The row at a place; None at a heading."""
        one = self._lines[place]
        return one if isinstance(one, LateRow) else None

    def id_at(self, place: int) -> int | None:
        row = self.row(place)
        return None if row is None else row.id

    def by_id(self, call_id: int) -> LateRow | None:
        return self._ids.get(call_id)

    def place_of(self, call_id: int) -> int | None:
        """Where a call stands; None where it is not here, or its group is folded."""
        return next((p for p, one in enumerate(self._lines) if isinstance(one, LateRow) and one.id == call_id), None)

    def is_heading(self, place: int) -> bool:
        return isinstance(self._lines[place], Group)

    def is_folded(self, place: int) -> bool:
        return (self._by, self._group_of(self._lines[place])) in self._folded

    def heading_of(self, place: int) -> int | None:
        """The place of the heading that a line stands under; None where the list has none."""
        return next((p for p in range(place, -1, -1) if self.is_heading(p)), None)

    def group_words(self, one: Group) -> tuple[str, str]:
        """The heading of a group, and what is told of it."""
        now = self.words.now
        return words.group(one, self._by), "" if now is None else words.group_told(one, now)

    def countdown(self, place: int) -> Countdown | str:
        """What ticks in a line: the countdown of a row, what is told of a group."""
        one = self._lines[place]
        return self.words.over_by(one) if isinstance(one, LateRow) else self.group_words(one)[1]

    def said(self, row: LateRow, column: int) -> Said:
        """What a cell says."""
        told = self.words
        match COLUMNS[column]:
            case SortBy.LAST_WORD:
                return told.last_word(row)
            case SortBy.NEXT_STEP:
                return told.next_step(row)
            case SortBy.WITH:
                return told.who(row)
            case SortBy.OVER_BY:
                return Said(told.over_by(row).words)
            case SortBy.WHAT_IS_LATE:
                return Said(told.what(row))
            case SortBy.CUSTOMER:
                return Said(told.customer(row))
            case SortBy.OWNER:
                return Said(told.owner(row))
            case SortBy.PRIORITY:
                return Said(row.priority)
        return Said(row.ref)

    def in_full(self, place: int, column: int) -> str:
        """All that a cell says, however little room it has."""
        one = self._lines[place]
        if isinstance(one, Group):
            return ": ".join(filter(None, self.group_words(one)))
        kind = COLUMNS[column]
        if (refused := self.results.refused.get(one.id)) is not None and column >= SAID_FROM:
            return f"{refused.title} {refused.words}"
        if kind is SortBy.OVER_BY:
            return self.words.over_in_full(one)
        if kind is SortBy.OWNER:
            return one.owner
        if kind is SortBy.CUSTOMER and not one.masked:
            return f"{direction.row((one.customer, one.person))}\n{one.summary}"
        return self.said(one, column).words

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008 - Qt's own signature
        return 0 if parent.isValid() else len(COLUMNS)

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._lines):
            return None
        one, column = self._lines[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            if isinstance(one, Group):
                return self.group_words(one)[0]
            return self.said(one, column).words
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self._heard(index.row(), column)
        return None

    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation != Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._headings[section]
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return _("Priority") if COLUMNS[section] is SortBy.PRIORITY else self._headings[section]
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        if not index.isValid():
            return Qt.ItemFlag.NoItemFlags
        return _HEADING if self.is_heading(index.row()) else _ROW

    # Inside

    def _lined(self, rows: Iterable[LateRow], before: tuple[GroupKey] | None) -> list[Line]:
        """Rows under their headings; before: the group of what stands above them, None where nothing does."""
        lines: list[Line] = []
        for row in rows:
            if self._by is not GroupBy.NOTHING and before != (row.group,):
                head = self._groups.get(row.group)
                if head is not None:
                    lines.append(head)
                before = (row.group,)
            if (self._by, row.group) not in self._folded:
                lines.append(row)
        return lines

    def _group_of(self, one: Line) -> GroupKey:
        return one.key if isinstance(one, Group) else one.group

    def _heard(self, place: int, column: int) -> str:
        one = self._lines[place]
        if isinstance(one, Group):
            form = _("{group}, folded") if self.is_folded(place) else _("{group}, unfolded")
            return form.format(group=self.in_full(place, column))
        said = self.in_full(place, column)
        if COLUMNS[column] is SortBy.CALL and (refused := self.results.refused.get(one.id)) is not None:
            return f"{said}, {refused.title} {refused.words}"
        if COLUMNS[column] is SortBy.CUSTOMER and one.asked:
            return _("{customer}, asked for an update").format(customer=said)
        if COLUMNS[column] is SortBy.CALL and one.id in self.changed:
            return _("{ref}, changed meanwhile").format(ref=said)
        return said or _("none")

    def _tell_changed(self, places: Sequence[int]) -> None:
        if places:
            self.dataChanged.emit(self.index(min(places), 0), self.index(max(places), len(COLUMNS) - 1))


def _key(line: Line) -> tuple[bool, object]:
    return isinstance(line, Group), line.key if isinstance(line, Group) else line.id


def _id(line: Line) -> int | None:
    return None if isinstance(line, Group) else line.id


def _row(line: Line) -> LateRow:
    assert isinstance(line, LateRow)
    return line
