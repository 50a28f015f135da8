"""Reads the rows of the overdue view, page by page, beside the thread that draws."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.services.overview.late.ask import Ask
from deskapp.services.overview.late.views import Changed, LateRow, LateView, Page, Position
from deskapp.ui.work.workplace import Workplace

#: Rows that are read together.
PAGE = 100
#: The same where all of them are wanted.
_AT_ONCE = 1_000


class LateReading(QObject):
    """Only what was asked last is told."""

    viewed = Signal(object)  # LateView
    paged = Signal(object)  # the rows that come behind those
    looked = Signal(object)  # Changed, since the rows were read
    failed = Signal(object)  # DeskError

    def __init__(self, place: Workplace, parent: QObject) -> None:
        super().__init__(parent)
        self._place = place
        self._ask: Ask | None = None
        self._after: Position | None = None
        self._paging = False

    @property
    def is_whole(self) -> bool:
        """Whether all rows were read."""
        return self._ask is not None and self._after is None

    def read(self, ask: Ask, least: int) -> None:
        """Everything anew, with so many rows at least, where there are so many."""

        def show(view: LateView) -> None:
            self._ask, self._after, self._paging = ask, view.page.after, False
            self.viewed.emit(view)

        self._place.read(
            lambda desk: desk.late.view(ask, limit=max(least, PAGE)),
            show,
            self.failed.emit,
            key=("late", id(self)),
            receiver=self,
        )

    def more(self) -> None:
        """The next page, where there is one and it is not on its way."""
        ask, after = self._ask, self._after
        if ask is None or after is None or self._paging:
            return
        self._paging = True

        def show(page: Page) -> None:
            if (ask, after) == (self._ask, self._after):
                self._paging, self._after = False, page.after
                self.paged.emit(page.rows)

        self._place.read(
            lambda desk: desk.late.page(ask, after, PAGE),
            show,
            self._on_no_page,
            key=("late page", id(self)),
            receiver=self,
        )

    def read_all(self, then: Callable[[], object]) -> None:
        """All rows that are not here yet, and then something."""
        ask, after = self._ask, self._after
        if ask is None or after is None:
            then()
            return

        def work(desk: Desk) -> list[LateRow]:
            rows: list[LateRow] = []
            position: Position | None = after
            while position is not None:
                page = desk.late.page(ask, position, _AT_ONCE)
                rows, position = [*rows, *page.rows], page.after
            return rows

        def show(rows: list[LateRow]) -> None:
            if (ask, after) == (self._ask, self._after):
                self._paging, self._after = False, None
                self.paged.emit(rows)
                then()

        self._place.read(work, show, self.failed.emit, key=("late page", id(self)), receiver=self)

    def look(self, ask: Ask, rows: Sequence[LateRow]) -> None:
        """What became of these rows."""

        def show(changed: Changed) -> None:
            if ask == self._ask:
                self.looked.emit(changed)

        shown, after = tuple(rows), self._after
        self._place.read(
            lambda desk: desk.late.changed(ask, shown, after),
            show,
            self.failed.emit,
            key=("late", id(self)),
            receiver=self,
        )

    def _on_no_page(self, error: DeskError) -> None:
        self._paging = False
        self.failed.emit(error)
