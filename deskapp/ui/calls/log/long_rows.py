"""The calls of a list without end: all their ids, and the rows of the pages that were looked at last."""

from __future__ import annotations

from array import array
from collections import OrderedDict
from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from deskapp.services.calls.row import CallRow

#: Rows that are read together, and how many such pages are kept.
PAGE, KEPT = 200, 12


class LongRows:
    """8 bytes a call, and the rows that were looked at last; a row that is not here is asked for."""

    def __init__(self, ids: array[int]) -> None:
        self.ids = ids
        self._pages: OrderedDict[int, dict[int, CallRow]] = OrderedDict()
        #: Pages whose rows may have changed: they are shown until newer ones come.
        self._stale: set[int] = set()
        self._wanted: list[int] = []

    def row(self, place: int) -> CallRow | None:
        """The row at a place; None while it is not here."""
        page = place // PAGE
        found = self._pages.get(page)
        if (found is None or page in self._stale) and page not in self._wanted:
            self._wanted.append(page)
        if found is None:
            return None
        self._pages.move_to_end(page)
        return found.get(self.ids[place])

    def take_wanted(self) -> list[int]:
        """The pages that were asked for since the last time: the newest two, for who scrolls on wants no others."""
        wanted, self._wanted = self._wanted[-2:], []
        return wanted

    def ids_of(self, pages: Sequence[int]) -> list[int]:
        return [call_id for page in pages for call_id in self.ids[page * PAGE : (page + 1) * PAGE]]

    def put(self, rows: Sequence[CallRow], pages: Sequence[int]) -> None:
        """The rows of these pages, as they are now."""
        by_id = {row.id: row for row in rows}
        for page in pages:
            mine = self.ids[page * PAGE : (page + 1) * PAGE]
            self._pages[page] = {call_id: by_id[call_id] for call_id in mine if call_id in by_id}
            self._pages.move_to_end(page)
            self._stale.discard(page)
            if page in self._wanted:
                self._wanted.remove(page)
        while len(self._pages) > KEPT:
            self._stale.discard(self._pages.popitem(last=False)[0])

    def grow(self, ids: array[int]) -> None:
        """All ids, where the first were known: the rows that are here stay."""
        self.ids = ids

    def begin_anew(self) -> None:
        """What is here may have changed."""
        self._stale = set(self._pages)

    def loaded(self) -> list[CallRow]:
        """The rows that are here."""
        return [row for page in self._pages.values() for row in page.values()]
