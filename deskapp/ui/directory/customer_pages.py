"""The customers that the directory's list holds: some of all, in order; those before and after come as it scrolls."""

from __future__ import annotations

from collections.abc import Hashable
from functools import partial
from time import monotonic

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QApplication

from deskapp.services.directory.browsing import CustomerPage, Wanted, Which, place_of
from deskapp.services.directory.views import CustomerView
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace

#: So many customers are read at once, and so many are held at most.
AT_ONCE, MOST = 100, 400


class CustomerPages(QObject):
    """Nothing is read while it rests: then the list shows something else."""

    #: The customers listed: `customers` holds them. What is told: the key of the card to be chosen, or None.
    changed = Signal(object)

    def __init__(self, place: Workplace, table: PickList) -> None:
        super().__init__(table)
        self._place, self._table = place, table
        self.customers: tuple[CustomerView, ...] = ()
        self.which = Which.ALL
        self._before = self._after = False
        self._rests, self._reading = True, False
        self._letters, self._typed_at = "", 0.0
        table.verticalScrollBar().valueChanged.connect(self._on_scrolled)

    def rest(self) -> None:
        """The list shows something else."""
        self._rests = True
        self._table.lead_letters(None)

    def show(self, which: Which) -> None:
        """List the customers of a kind: from the first, or where the list stands."""
        again = not self._rests and which is self.which and bool(self.customers)
        self._rests, self.which = False, which
        self._table.lead_letters(self.jump)
        if again:
            first, customer_id = place_of(self.customers[0])
            count = max(AT_ONCE, len(self.customers))
            self._read(Wanted(which, after=(first, customer_id - 1) if self._before else None, count=count), "again")
        else:
            self._read(Wanted(which, count=AT_ONCE), "fresh")

    def jump(self, letters: str) -> None:
        """Go to the first customer whose name begins with what was typed, quickly one after the other."""
        now, pause = monotonic(), QApplication.keyboardInputInterval() / 1000
        self._letters = self._letters + letters if now - self._typed_at < pause else letters
        self._typed_at = now
        if self._letters.strip():
            self._read(Wanted.begins(self._letters, self.which, AT_ONCE), "jump")

    def _read(self, wanted: Wanted, how: str) -> None:
        self._reading = True
        done = partial(self._on_page, how)
        self._place.read(
            lambda desk: desk.directory.browse_customers(wanted), done, key=("browse", id(self)), receiver=self
        )

    def _on_page(self, how: str, page: CustomerPage) -> None:
        if self._rests:
            self._reading = False
            return
        at_top = self._table.at_top()
        if how == "after":
            kept = (*self.customers, *page.customers)[-MOST:]
            self._before = self._before or len(kept) < len(self.customers) + len(page.customers)
            self._after = page.more_after
        elif how == "before":
            kept = (*page.customers, *self.customers)[:MOST]
            self._after = self._after or len(kept) < len(self.customers) + len(page.customers)
            self._before = page.more_before
        else:
            kept, self._before, self._after = page.customers, page.more_before, page.more_after
        self.customers = kept
        first: Hashable = kept[0].id if how in ("jump", "fresh") and kept else None
        self.changed.emit(first)
        # Other cards put the list to its beginning: what was seen is seen again before anything more is read.
        if how == "jump":
            self._table.put_at_top(first)
        elif how != "fresh":
            self._table.put_at_top(*at_top)
        self._reading = False
        if how != "fresh":
            self._on_scrolled()

    def _on_scrolled(self, _value: int = 0) -> None:
        """Near an end of what is held what is beyond is read."""
        if self._rests or self._reading or not self.customers:
            return
        bar = self._table.verticalScrollBar()
        if self._after and bar.value() >= bar.maximum() - 2 * bar.pageStep():
            self._read(Wanted(self.which, after=place_of(self.customers[-1]), count=AT_ONCE), "after")
        elif self._before and bar.value() <= 2 * bar.pageStep():
            self._read(Wanted(self.which, before=place_of(self.customers[0]), count=AT_ONCE), "before")
