"""The log: the calls of one filter with their countdowns. The panel beside it shows the current one."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.working_time import Calendar
from deskapp.language import _
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.calls.log.table_room import fit_columns
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.services.calls.row import CallRow
    from deskapp.services.calls.views import Counts
    from deskapp.services.changes import Changes
    from deskapp.services.site.views import DeskFacts
    from deskapp.ui.work.listing import Listing


def view_words(view: str) -> str:
    """What a filter is called."""
    return {
        "mine": _("Mine"),
        "open": _("All open"),
        "due": _("Due next"),
        "waiting": _("Waiting"),
        "not_agreed": _("Not yet agreed"),
        "closed": _("Closed"),
    }[view]


VIEWS = ("mine", "open", "due", "waiting", "not_agreed", "closed")


class LogScreen(Screen):
    """Calls, filtered by pills. Made with the rows that were read first, it loads nothing until told."""

    current_changed = Signal(object)  # the call's id, or None
    opened = Signal(int)  # the call's id
    view_changed = Signal(str)

    def __init__(self, place: Workplace, view: str = "due", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._wanted: int | None = None
        self._loaded = False
        self._pills = ChoiceRow(_("Which calls"), [(name, view_words(name)) for name in VIEWS], view)
        self._pills.changed.connect(self._on_view_chosen)
        self.table = CallTable(signs=self._sign_words)
        self.table.current_changed.connect(self.current_changed)
        self.table.opened.connect(self.opened)
        self._empty: QWidget | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._lay_out()
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)

    @property
    def view(self) -> str:
        return str(self._pills.value)

    @property
    def current_call_id(self) -> int | None:
        return self.table.current_id

    @property
    def listed_ids(self) -> Sequence[int]:
        return [row.id for row in self.table.calls.rows]

    @property
    def focus_taker(self) -> QWidget:
        return self.table

    def listings(self) -> Sequence[Listing]:
        """All calls of the filter, not only those that there is room for."""
        facts, now = self._place.facts, self._place.desk.clock.now()
        if facts is None:
            return ()
        from deskapp.ui.calls.log import call_listing

        view, sorting, count = self.view, self.table.calls.sorting, self.table.calls.rowCount()
        words, current = view_words(view), self.table.current_id
        name = _("Calls, {filter}").format(filter=words)
        # Of those that are over nobody knows how many there are.
        known = 0 if view == "closed" else count
        made = [
            call_listing.listing(
                view, words, name, lambda desk: call_listing.ids_of(desk, view, sorting), known, facts, now
            )
        ]
        if current is not None:
            ref = next(row.ref for row in self.table.calls.rows if row.id == current)
            made.append(call_listing.listing("call", ref, ref, lambda _desk: (current,), 1, facts, now))
        return made

    # What the window tells

    def follow(self) -> None:
        """From now on the services can be used: load, and follow what changes."""
        self._reloader = Reloader(self, self._place.hub)
        if self.isVisible():
            self.reload()

    def show_rows(
        self, rows: Sequence[CallRow], calendars: Mapping[int, Calendar] | None = None, zone: str = ""
    ) -> None:
        """Show what was read."""
        if calendars is not None:
            self.table.set_calendars(calendars, zone)
        self._loaded = True
        self.table.set_rows(rows)
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        elif self.table.current_id is None and rows and self._wanted is None:
            self.table.select(self.table.calls.row(0).id)
        self._show_empty_or_table()

    def set_now(self, now: datetime) -> None:
        self.table.set_now(now)

    def set_counts(self, counts: Counts) -> None:
        """The figures on the pills."""
        figures = {
            "mine": counts.mine,
            "open": counts.open,
            "waiting": counts.waiting,
            "not_agreed": counts.not_agreed,
        }
        for name, figure in figures.items():
            self._pills.set_words(name, f"{view_words(name)} {figure}")
        self._pills.updateGeometry()

    def choose_view(self, name: str) -> None:
        """Show another filter."""
        if name != self.view:
            self._pills.set_value(name)
            self._on_view_chosen(name)

    def show_call(self, call_id: int) -> bool:
        """Make a call the current one; whether this filter shows it. It is looked for again when rows come."""
        found = self.table.select(call_id)
        self._wanted = None if found else call_id
        if not found:
            self.table.clearSelection()
        return found

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return (
            changes.everything or bool(changes.calls) or changes.touches("incidents", "customers", "staff", "contacts")
        )

    def reload(self) -> None:
        view = self.view
        self._place.read(lambda desk: desk.lists.calls(view, desk.clock.now()), self.show_rows, key=("log", id(self)))

    # Inside

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(14))
        head.addWidget(Label(_("Calls"), "title"), 0, Qt.AlignmentFlag.AlignTop)
        head.addWidget(self._pills, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(12), theme.px(12), theme.px(12), 0)
        column.setSpacing(theme.px(8))
        column.addLayout(head)
        column.addWidget(self._stack, 1)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        fit_columns(self.table, self.width() - theme.px(24))

    def _on_facts(self, facts: DeskFacts) -> None:
        self.table.set_calendars(facts.calendars, facts.site.zone)

    def _on_view_chosen(self, view: object) -> None:
        self._wanted = None
        self.view_changed.emit(str(view))
        self.reload()

    def _show_empty_or_table(self) -> None:
        if self.table.calls.rowCount():
            self._stack.setCurrentWidget(self.table)
            return
        if self._empty is not None:
            self._stack.removeWidget(self._empty)
            self._empty.deleteLater()
        self._empty = self._make_empty()
        self._stack.addWidget(self._empty)
        self._stack.setCurrentWidget(self._empty)

    def _sign_words(self, code: str) -> str:
        from deskapp.wording import codes  # loaded when the first row with a sign is painted

        signs = self._place.facts.triggers if self._place.facts else ()
        return codes.trigger(next((one for one in signs if one.code == code), code))

    def _make_empty(self) -> QWidget:
        from deskapp.ui.widgets.empty_state import EmptyState

        title, words = _empty_words(self.view)
        if self.view == "closed":
            return EmptyState(title, words)
        empty = EmptyState(title, words, _("New call"), "F2")
        empty.acted.connect(self.new_call_asked)
        return empty


def _empty_words(view: str) -> tuple[str, str]:
    if view == "mine":
        return _("You own no open call"), _("A call that you log is yours until the customer agrees.")
    if view == "waiting":
        return _("No call is waiting"), _("A call waits while it is paused for the customer or for somebody else.")
    if view == "not_agreed":
        return _("Every solution is agreed"), _("A resolved call stays here until the customer says yes or no.")
    if view == "closed":
        return _("No call is closed yet"), _("A call is closed when the customer agrees that it is solved.")
    return _("No open calls"), _("Log the next one while the customer speaks.")
