"""The log: lists of calls with their countdowns, narrowed down, sorted, kept by name. The panel shows one of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.domain.words import ClockKind, Priority, Role
from deskapp.domain.working_time import Calendar
from deskapp.language import _, ngettext
from deskapp.services.calls.rows import COUNTED
from deskapp.services.log.sieve import EVERYTHING, Shown, Sieve
from deskapp.services.texts import reference
from deskapp.ui.calls.log import filter_words
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.calls.log.columns import Column
from deskapp.ui.calls.log.filter_row import FilterRow
from deskapp.ui.calls.log.filter_words import NOTHING
from deskapp.ui.calls.log.log_reading import LONG, LogReading
from deskapp.ui.calls.log.table_room import fit_columns
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.lists import counted, figure

if TYPE_CHECKING:
    from deskapp.services.calls.row import CallRow
    from deskapp.services.calls.views import Counts
    from deskapp.services.changes import Changes
    from deskapp.services.log.views import Choices, SavedViewView
    from deskapp.services.many.acts import Standing
    from deskapp.services.site.views import DeskFacts
    from deskapp.ui.work.listing import Listing


def view_words(view: str) -> str:
    """What a list is called."""
    return {
        "mine": _("Mine"),
        "open": _("All open"),
        "due": _("Due next"),
        "waiting": _("Waiting"),
        "not_agreed": _("Not yet agreed"),
        "closed": _("Closed"),
    }[view]


VIEWS = ("mine", "open", "due", "waiting", "not_agreed", "closed")
#: What several calls can be given at once beside what the bar below them does.
_SEVERAL = (CallAct.TAG, CallAct.SHEET)


class LogScreen(Screen):
    """Calls, by pills and filters. Made with the rows that were read first, it loads nothing until told."""

    current_changed = Signal(object)  # the call's id, or None
    opened = Signal(int)  # the call's id
    view_changed = Signal(str)
    #: Another list is about to be shown, by a person's hand.
    compacted = Signal(bool)  # whether there is little room from now on
    leaving = Signal(object)  # the Shown until now

    def __init__(self, place: Workplace, view: str = "due", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view = view if view in VIEWS else "due"
        self._wanted: int | None = None
        self._taking = False
        #: Whether whoever listens is to hear what is shown, once it is there.
        self._to_tell = False
        self._views: tuple[SavedViewView, ...] = ()
        self._figures: Mapping[int, int] = {}
        self._counts: Counts | None = None
        self._choices: Choices = NOTHING
        self._pills = ChoiceRow(_("Which calls"), [(name, view_words(name)) for name in VIEWS], self._view)
        self._pills.changed.connect(self._on_pill)
        self.filters = FilterRow(self._today)
        self.filters.changed.connect(self._on_sieve)
        self.filters.choices_wanted.connect(self._read_choices)
        self.filters.save_asked.connect(self.save_view)
        self.filters.remove_asked.connect(self._remove_view)
        self.table = CallTable(several=True, signs=self._sign_words)
        self.table.current_changed.connect(self.current_changed)
        self.table.opened.connect(self.opened)
        self.table.heading_menu_asked.connect(self._open_heading_menu)
        self._reading = LogReading(place, self.table, lambda: self.shown, self)
        self._reading.came.connect(self._on_shown)
        self._reading.counted.connect(self._on_counted)
        self.filters.count_asked.connect(self._reading.count_all)
        self.table.calls.sorting_changed.connect(self._on_sorted)
        self._empty: QWidget | None = None
        self._many: Callable[[CallAct], bool] | None = None
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._foot = QVBoxLayout()
        self._lay_out()
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)

    @property
    def view(self) -> str:
        return self._view

    @property
    def shown(self) -> Shown:
        """The list, what of it is shown, and its order."""
        column, order = self.table.calls.sorting or (None, Qt.SortOrder.AscendingOrder)
        by = None if column is None else column.order
        return Shown(self._view, self.filters.sieve, by, by is not None and order == Qt.SortOrder.DescendingOrder)

    @property
    def current_call_id(self) -> int | None:
        return self.table.current_id

    @property
    def listed_ids(self) -> Sequence[int]:
        calls = self.table.calls
        return calls.long_ids if calls.is_long else [row.id for row in calls.rows]

    @property
    def focus_taker(self) -> QWidget:
        return self.table

    @property
    def words(self) -> str:
        """What is shown, in words: "Mine; Priority: P1"."""
        saved = self._saved
        named = view_words(self._view) if saved is None else saved.name
        chosen = "" if saved is not None else filter_words.all_words(self.filters.sieve, self._choices)
        return f"{named}; {chosen}" if chosen else named

    def listings(self) -> Sequence[Listing]:
        """All calls that the list shows, and those that are selected in it."""
        facts, now = self._place.facts, self._place.desk.clock.now()
        if facts is None:
            return ()
        from deskapp.ui.calls.log import call_listing

        shown, words, current = self.shown, self.words, self.table.current_id
        name = _("Calls, {filter}").format(filter=words)
        made = [
            call_listing.listing(
                shown.view,
                words,
                name,
                lambda desk: call_listing.ids_of(desk, shown),
                self._length or 0,
                facts,
                now,
            )
        ]
        chosen = self.table.selected_ids
        if len(chosen) > 1:
            many = ngettext("{n} selected call", "{n} selected calls", len(chosen)).format(n=len(chosen))
            made.append(call_listing.listing("chosen", many, name, lambda _desk: chosen, len(chosen), facts, now))
        elif current is not None:
            ref = reference(current)
            made.append(call_listing.listing("call", ref, ref, lambda _desk: (current,), 1, facts, now))
        return made

    def carries_out(self, act: CallAct) -> bool:
        """What has its place in several calls is done to all that are selected; whatever else with one at a time."""
        count = self.table.selected_count
        if count < 2:
            return False
        if self._many is not None and self._many(act):
            return True
        from deskapp.ui.calls.log.several import open_for

        if act in _SEVERAL:
            open_for(self._place, act, self.table, self.window())
        else:
            form = _("{n} calls are selected, and this is done with one at a time: choose one.")
            self._place.advised.emit(form.format(n=count))
        return True

    # What the window tells

    def follow(self) -> None:
        """From now on the services can be used: load, and follow what changes."""
        self._reloader = Reloader(self, self._place.hub)
        self._read_views()
        if self.isVisible():
            self.reload()

    def show_first(
        self, rows: Sequence[CallRow], calendars: Mapping[int, Calendar], zone: str = "", *, more: bool = False
    ) -> None:
        """Show what was read before anything else; more: the other calls of the list are on their way."""
        self.table.set_calendars(calendars, zone)
        self._reading.put(rows, more=more)

    def show_rows(self, rows: Sequence[CallRow]) -> None:
        """Show what was read."""
        self._reading.put(rows)

    def set_now(self, now: datetime) -> None:
        self.table.set_now(now)

    def set_counts(self, counts: Counts) -> None:
        """The figures on the pills."""
        self._counts = counts
        figures = {
            "mine": counts.mine,
            "open": counts.open,
            "waiting": counts.waiting,
            "not_agreed": counts.not_agreed,
        }
        for name, count in figures.items():
            self._pills.set_words(name, f"{view_words(name)} {figure(count)}")
        self._pills.updateGeometry()
        self._tell_count()
        if any(one.shown.view not in LONG for one in self._views):
            self._place.read(lambda desk: desk.log.figures(), self._on_figures, key=("figures", id(self)))

    def choose_view(self, name: str) -> None:
        """Show another list; its filters stay."""
        if name != self._pills.value:
            self._on_pill(name)

    def show_list(self, shown: Shown, call_id: int | None = None) -> None:
        """Show a list as it was, and a call in it."""
        self._wanted = call_id
        self._take(shown)

    def show_call(self, call_id: int) -> bool:
        """Make a call the current one; whether this list shows it. It is looked for again when rows come."""
        found = self.table.select(call_id)
        self._wanted = None if found else call_id
        if not found:
            self.table.clearSelection()
        return found

    def put_foot(self, widget: QWidget, carries_out: Callable[[CallAct], bool]) -> None:
        """Room below the list for what several selected calls can be given. carries_out: whether it does an act."""
        self._many = carries_out
        self._foot.addWidget(widget)

    def selected_calls(self) -> dict[int, Standing | None]:
        """The calls that are selected, in the list's order, with how they stand here; None where that is not read."""
        from deskapp.services.many.acts import Standing

        known = {
            row.id: Standing(row.owner_id, Priority(row.priority)) for row in self.table.calls.rows if row.priority
        }
        return {call_id: known.get(call_id) for call_id in self.table.selected_ids}

    # What can be asked of it by keys

    def go_to_filters(self) -> None:
        self.filters.take_focus()

    def open_columns(self) -> None:
        self.table.ask_heading_menu()

    def save_view(self) -> None:
        """Keep what is shown by name."""
        from deskapp.ui.calls.dialogs.save_view_dialog import SaveViewDialog

        dialog = SaveViewDialog(self._place, self.shown.as_spec(), self.words, self._views, self.window())
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        if changes.touches("views"):
            self._read_views()
        return self._reading.concerns(changes)

    def reload(self) -> None:
        self._reading.reload()

    # What somebody chooses

    def _on_pill(self, value: object) -> None:
        saved = next((one for one in self._views if _pill(one) == value), None)
        self.leaving.emit(self.shown)
        self._wanted = None
        # A list that was kept comes with all that it is; from one of these back to another without it.
        was = self._saved
        sieve = EVERYTHING if was is not None else self.filters.sieve
        shown = replace(self.shown, view=str(value), sieve=sieve)
        if value == "due":
            shown = replace(shown, order=None, descending=False)  # the list is its order
        self._take(saved.shown if saved is not None else shown)
        self.view_changed.emit(self._view)

    def _on_sieve(self, was: Sieve) -> None:
        self.leaving.emit(replace(self.shown, sieve=was))
        self._on_list_changed()

    def _on_sorted(self) -> None:
        if self._taking:
            return
        if self._view in LONG and self.table.calls.is_long:
            self._wanted = self.table.current_id  # it is somewhere in it
            self._on_list_changed()
        else:
            self._show_saved()

    def _take(self, shown: Shown) -> None:
        self._view = shown.view if shown.view in VIEWS else "open"
        self.filters.set_sieve(shown.sieve)
        if shown.order != self.shown.order or shown.descending != self.shown.descending:
            column = -1 if shown.order is None else next(one for one in Column if one.order is shown.order)
            way = Qt.SortOrder.DescendingOrder if shown.descending else Qt.SortOrder.AscendingOrder
            self._taking = True  # it is read below, once
            self.table.sortByColumn(column, way)
            self._taking = False
        self._on_list_changed()

    def _on_list_changed(self) -> None:
        self._reading.begin_anew()
        self._to_tell = True
        self._show_saved()
        self._tell_count()
        self.reload()

    # Lists kept by name

    @property
    def _saved(self) -> SavedViewView | None:
        """The list kept by name that is shown as it was kept."""
        shown = self.shown
        return next((one for one in self._views if one.shown == shown), None)

    def _show_saved(self) -> None:
        saved = self._saved
        self._pills.set_value(self._view if saved is None else _pill(saved))
        me = self._place.me
        mine = saved is not None and (not saved.of_site or (me is not None and me.role is not Role.AGENT))
        self.filters.set_links(may_save=saved is None and self.shown != Shown(self._view), may_remove=mine)

    def _read_views(self) -> None:
        self._place.read(lambda desk: desk.log.views(), self._on_views, key=("views", id(self)))

    def _on_views(self, views: tuple[SavedViewView, ...]) -> None:
        self._views = views
        self._show_pills()
        self._show_saved()
        if self._counts is not None:
            self.set_counts(self._counts)

    def _on_figures(self, figures: Mapping[int, int]) -> None:
        self._figures = figures
        self._show_pills()

    def _show_pills(self) -> None:
        said = [(one, _named(one, self._figures.get(one.id))) for one in self._views]
        self._pills.set_more(len(VIEWS), [(_pill(one), words) for one, words in said])

    def _on_saved(self, view: SavedViewView) -> None:
        self._place.said.emit(_("“{name}” stands beside the other lists.").format(name=view.name))

    def _remove_view(self) -> None:
        saved = self._saved
        if saved is None:
            return

        def again() -> None:
            from deskapp.services.log.acts import SaveView

            act = SaveView(saved.name, saved.shown.as_spec(), saved.of_site)
            self._place.act(lambda desk: desk.log.save_view(act), receiver=self)

        def done(_was: object) -> None:
            words = _("“{name}” is kept no longer.").format(name=saved.name)
            self._place.offered.emit(words, _("Undo"), again)

        self._place.act(lambda desk: desk.log.remove_view(saved.id), done, receiver=self)

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
        column.addWidget(self.filters)
        column.addWidget(self._stack, 1)
        column.addLayout(self._foot)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self.is_compact != self.filters.is_compact:
            self.filters.set_compact(self.is_compact)
            self.compacted.emit(self.is_compact)
        fit_columns(self.table, self.width() - theme.px(24))

    @property
    def is_compact(self) -> bool:
        """Whether there is so little room that the list needs all of it."""
        return self.height() < theme.px(400)

    def _on_facts(self, facts: DeskFacts) -> None:
        self.table.set_calendars(facts.calendars, facts.site.zone)
        self._show_saved()

    def _today(self) -> date:
        return self._place.desk.clock.now().astimezone(ZoneInfo(self._place.zone)).date()

    def _read_choices(self) -> None:
        shown = self.shown
        self._place.read(lambda desk: desk.log.choices(shown), self._on_choices, key=("choices", id(self)))

    def _on_choices(self, choices: Choices) -> None:
        self._choices = choices
        self.filters.set_choices(choices)

    def _open_heading_menu(self, section: int, at: QPoint) -> None:
        from deskapp.ui.calls.log.heading_menu import heading_menu

        own = _("newest first") if self._view in ("open", *LONG) else _("due next")
        heading_menu(self.table, None if section < 0 else Column(section), own).popup(at)

    @property
    def _length(self) -> int | None:
        """How many calls the list has; None while that is being read."""
        return self._reading.length

    def _on_shown(self) -> None:
        rows = self.table.calls.rowCount()
        if self._wanted is not None and self.table.select(self._wanted):
            self._wanted = None
        elif self.table.current_id is None and rows and self._wanted is None:
            self.table.select(self.table.calls.id_at(0))
        self._show_empty_or_table()
        self._tell_count()
        if self._to_tell and self._length is not None:
            self._to_tell = False
            announce(self.filters, f"{self.words}: {self.filters.count.text()}")

    def _tell_count(self) -> None:
        calls, now = self.table.calls, self._place.desk.clock.now()
        # As the figures of the side bar count them.
        late = sum(row.due_at is not None and row.due_at < now and row.clock != ClockKind.CHASE for row in calls.rows)
        late = 0 if calls.is_long else late
        reading = self._reading
        self.filters.set_count(reading.length, reading.among, late, to_the_last=reading.counts_all)

    def _on_counted(self) -> None:
        """How many the list has in all was asked for."""
        self._tell_count()
        self.filters.take_focus()
        announce(self.filters, self.filters.count.text())

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

        if not self.filters.sieve.is_empty:
            words = _("No call of this list fits all filters.")
            empty = EmptyState(_("Nothing fits"), words, _("Clear all filters"))
            empty.acted.connect(self.filters.clear)
            return empty
        title, words = _empty_words(self.view)
        if self.view == "closed":
            return EmptyState(title, words)
        empty = EmptyState(title, words, _("New call"), "F2")
        empty.acted.connect(self.new_call_asked)
        return empty


def _pill(view: SavedViewView) -> str:
    """What the pill of a list kept by name is known by."""
    return f"saved:{view.id}"


def _named(view: SavedViewView, count: int | None) -> str:
    name = view.name.replace("&", "&&")
    return name if count is None else f"{name} {counted(count, COUNTED)}"


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
