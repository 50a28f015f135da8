"""Reads the lists of the log into its table: whole, or by ids where there is no end, and of news what changed alone."""

from __future__ import annotations

from array import array
from collections.abc import Callable, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from deskapp.services.log.sieve import Order, Shown
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.desk import Desk
    from deskapp.services.calls.row import CallRow
    from deskapp.services.changes import Changes
    from deskapp.services.log.views import Moved

#: Lists without end: their rows are read as they are looked at.
LONG = ("closed",)


class LogReading(QObject):
    """What was read for another list than the one that is shown by then is left aside."""

    came = Signal()  # the table shows what was read
    counted = Signal()  # how many the list has in all was asked for, and is known

    def __init__(self, place: Workplace, table: CallTable, shown: Callable[[], Shown], parent: QObject) -> None:
        """shown: the list that is wanted now, what of it, and its order."""
        super().__init__(parent)
        self._place, self._table, self._shown = place, table, shown
        #: How many calls the list has without its filters; None: none is on, or it is not known yet.
        self.among: int | None = None
        #: The list that the table shows whole, or the first of; None: what was read first.
        self._read: Shown | None = None
        #: Of which list somebody wanted all counted.
        self._to_the_last: str | None = None
        #: Calls of which there is news since the list was read; None: anything may be another.
        self._news: set[int] | None = None
        #: Whether the table has the first calls alone: what was read before the window was painted.
        self._first_alone = False
        table.calls.rows_wanted.connect(self._read_rows)

    @property
    def length(self) -> int | None:
        """How many calls the list has; None while that is being read."""
        calls = self._table.calls
        return None if self._first_alone or (calls.is_long and self._read is None) else calls.rowCount()

    @property
    def counts_all(self) -> bool:
        """Whether the list is counted to its last call."""
        return self._to_the_last == self._shown().view

    def put(self, rows: Sequence[CallRow], *, more: bool = False) -> None:
        """Show these; more: the other calls of the list are on their way."""
        self._first_alone = more
        self._table.set_rows(rows)
        self.came.emit()

    def begin_anew(self) -> None:
        """Another list is wanted: nothing is known of it."""
        self._news = self.among = self._read = None
        if not self.counts_all:
            self._to_the_last = None

    def concerns(self, changes: Changes) -> bool:
        """Whether something of the list may be another."""
        if changes.everything or changes.touches("incidents", "customers", "staff", "contacts", "categories"):
            self._news = None
        elif changes.calls:
            if self._news is not None:
                self._news |= changes.calls
        else:
            return False
        return True

    def reload(self) -> None:
        shown = self._shown()
        if shown.view not in LONG:
            self._read_whole(shown)
            return
        news, self._news = self._news, set()
        if shown == self._read and news is not None:
            self._look_whether_it_moved(shown, news)
        else:
            if shown != self._read and shown.order in (None, Order.CALL):
                # In another order the first are known when all are.
                self._read_first(shown)
            self._read_ids(shown)

    # Lists that are held whole

    def _read_whole(self, shown: Shown) -> None:
        # The table sorts them itself: what changes is told row by row.
        asked = _unsorted(shown)
        read_already = self._read is not None and _unsorted(self._read) == asked and not self._table.calls.is_long
        if read_already and self._news is not None:
            self._read_news(asked)
            return
        # Until it is there, all of it is asked for again: what is known of it then is of no use.
        self._read, self._news = None, set()

        def read(desk: Desk) -> tuple[tuple[CallRow, ...], int | None]:
            return desk.log.calls(asked), self._count_in_all(desk, asked)

        def show(found: tuple[tuple[CallRow, ...], int | None]) -> None:
            if _unsorted(self._shown()) == asked:
                rows, self.among = found
                self._read = shown
                self.put(rows)

        self._place.read(read, show, key=("log", id(self)), receiver=self)

    def _read_news(self, asked: Shown) -> None:
        """Some calls changed: their rows alone are read, however many the list has, and where each stands."""
        assert self._news is not None
        news = frozenset(self._news)
        known = {row.id: row for row in self._table.calls.rows}

        def read(desk: Desk) -> tuple[Moved, int | None]:
            return desk.log.again(asked, known, news), self._count_in_all(desk, asked)

        def show(found: tuple[Moved, int | None]) -> None:
            if _unsorted(self._shown()) != asked or self._news is None:
                return
            moved, self.among = found
            self._news -= news
            rows = known | {row.id: row for row in moved.rows}
            self.put([rows[call_id] for call_id in moved.ids if call_id in rows])

        self._place.read(read, show, key=("log", id(self)), receiver=self)

    # Lists without end

    def _read_first(self, shown: Shown) -> None:
        from deskapp.ui.calls.log.long_rows import PAGE

        def show(rows: tuple[CallRow, ...]) -> None:
            if shown == self._shown() and shown != self._read:
                self._table.set_ids(array("q", (row.id for row in rows)), rows)
                self.came.emit()

        self._place.read(lambda desk: desk.log.calls(shown, PAGE), show, key=("log", id(self)), receiver=self)

    def _read_ids(self, shown: Shown) -> None:
        """All of it, beside everything else: however long that takes, the first of it is there to be worked with."""

        def read(desk: Desk) -> tuple[array[int], int | None]:
            return desk.log.ids(shown), self._count_in_all(desk, shown)

        def show(found: tuple[array[int], int | None]) -> None:
            if shown == self._shown():
                ids, self.among = found
                again, self._read = shown == self._read, shown
                self._table.set_ids(ids)
                if again:
                    self._table.calls.read_anew()
                self.came.emit()

        self._place.write_out(read, show, receiver=self)

    def _look_whether_it_moved(self, shown: Shown, news: set[int]) -> None:
        """Calls changed: where each is in the list as before, its row alone is read again."""
        known = self._table.calls.long_ids

        def moved(desk: Desk) -> bool:
            still = desk.log.still(shown, news) if news else frozenset()
            return any((call_id in still) != (call_id in known) for call_id in news)

        def go_on(it_did: bool) -> None:
            if it_did:
                self._read_ids(shown)
            else:
                self._table.calls.read_anew()

        self._place.read(moved, go_on, key=("log", id(self)), receiver=self)

    def _read_rows(self, call_ids: Sequence[int], pages: Sequence[int]) -> None:
        def show(rows: tuple[CallRow, ...]) -> None:
            self._table.calls.put_rows(rows, pages)
            self._table.tell_current()

        self._place.read(
            lambda desk: tuple(desk.lists.in_turn(call_ids)), show, key=("log rows", id(self)), receiver=self
        )

    def _count_in_all(self, desk: Desk, shown: Shown) -> int | None:
        """How many calls the list has without its filters; None where none is on."""
        if shown.sieve.is_empty:
            return None
        return desk.log.count(shown, None) if self._to_the_last == shown.view else desk.log.count(shown)

    def count_all(self) -> None:
        """How many the list has in all was asked for: from now on they are counted to the last one."""
        shown = self._shown()
        self._to_the_last = shown.view

        def show(among: int) -> None:
            if self._shown().view == shown.view:
                self.among = among
                self.counted.emit()

        self._place.write_out(lambda desk: desk.log.count(shown, None), show, receiver=self)


def _unsorted(shown: Shown) -> Shown:
    return replace(shown, order=None, descending=False)
