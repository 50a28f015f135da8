"""The list of the overdue view with what stands above it: asked, read page by page, and still under the hand."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QApplication, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.overview.late.ask import Ask, GroupBy, SortBy, Tile
from deskapp.services.overview.late.views import Changed, LateRow, LateView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.supervise import figures
from deskapp.ui.supervise.ask_row import AskRow, Narrowed
from deskapp.ui.supervise.hand import Hand
from deskapp.ui.supervise.late_reading import LateReading
from deskapp.ui.supervise.late_table import LateTable
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals
from deskapp.wording.lists import figure
from deskapp.wording.names import first_names
from deskapp.wording.overseen import late

#: What no row tells of (a promise that comes near) is looked at again after so long.
_AGAIN = timedelta(seconds=30)


class LateList(QWidget):
    """While somebody's hand is on it nothing in it moves: what is new is told, and put in when the hand has left."""

    asked = Signal(object)  # the Ask from now on, by a person's hand
    viewed = Signal(object)  # LateView: it was read
    calls_asked = Signal()  # go to the log

    def __init__(self, place: Workplace, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.ask = ask
        #: What is shown; None while it is being read for the first time.
        self.view: LateView | None = None
        self._next_look: datetime | None = None
        #: Whether something is new and not put in, and the calls that were changed from here.
        self._news, self._own, self._mine = False, set[int](), False
        self._to_tell = False
        self._names: dict[tuple[str, Hashable], str] = {}
        self._reading = LateReading(place, self)
        self.row, self.table = AskRow(), LateTable()
        self._loading = Label(_("Loading…"), "muted")
        self._loading.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._stack = QStackedWidget()
        self._empty: QWidget | None = None
        self._hand = Hand(self.table)
        for widget in (self._loading, self.table):
            self._stack.addWidget(widget)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.row)
        column.addWidget(self._stack, 1)
        self._join()
        self._reloader = Reloader(self, place.hub)
        self._show_ask()

    # What the screen asks and tells

    @property
    def is_whole(self) -> bool:
        """Whether all calls that fit were read."""
        return self._reading.is_whole

    @property
    def words(self) -> str:
        """What it is narrowed down to: "Lena; Overdue"; "": to nothing."""
        return "; ".join(one.words for one in self.narrowed())

    def short_names(self) -> list[str]:
        """Whose calls are looked at, and where they wait, as colleagues call them."""
        short = first_names({name for (part, _id), name in self._names.items() if part == "owners"})
        owners = [self._names.get(("owners", one), "") for one in self.ask.owners]
        contacts = [self._names.get(("contacts", one), "") for one in self.ask.contacts]
        return [short.get(name, name) or _("somebody") for name in (*owners, *contacts)]

    def narrowed(self) -> list[Narrowed]:
        """What it is narrowed down to, each with what takes it away."""
        keys = [*(("owners", one) for one in self.ask.owners), *(("contacts", one) for one in self.ask.contacts)]
        named = [Narrowed(key, name) for key, name in zip(keys, self.short_names(), strict=True)]
        tiles = [Narrowed(("tiles", one), late.tile(one)) for one in self.ask.tiles]
        return [*named, *tiles, *(Narrowed(("what", one), late.clock(one)) for one in self.ask.what)]

    def set_now(self, now: datetime) -> None:
        """The present: countdowns go on; where a line was crossed the list is looked at again."""
        self._hand.set_now(now)
        if not self.isVisible():
            return
        self.table.set_now(now)
        if self._next_look is not None and now >= self._next_look:
            self.reload()

    def set_facts(self, facts: DeskFacts) -> None:
        self.table.set_site(facts.calendars, facts.site.zone)

    def refresh(self) -> None:
        """Put in what is new, though somebody's hand is on the list."""
        self._hand.let_go()
        self._read()

    # What somebody asks for

    def show_asked(self, ask: Ask) -> None:
        """Show what is asked for now."""
        if ask == self.ask:
            return
        self.ask, self._to_tell = ask, True
        self._show_ask()
        self.asked.emit(ask)
        self._read()

    def show_all(self) -> None:
        """Take all of it away that narrows the list down."""
        self.show_asked(replace(self.ask, tiles=(), owners=(), contacts=(), what=()))
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    def toggle_tile(self, key: Tile) -> None:
        """Narrow the list down to a tile, or not any more."""
        tiles = self.ask.tiles
        self.show_asked(replace(self.ask, tiles=tuple(one for one in Tile if (one in tiles) is not (one is key))))

    def take(self, part: str, key: Hashable, on: bool) -> None:
        """One of a part of the question comes to the others, or goes."""
        chosen = [one for one in getattr(self.ask, part) if one != key]
        changed: dict[str, Any] = {part: tuple([*chosen, key] if on else chosen)}
        self.show_asked(replace(self.ask, **changed))

    def group_by(self, by: GroupBy) -> None:
        self.show_asked(replace(self.ask, group=by))

    def select_one(self) -> None:
        """Of several that are selected leave the current one."""
        call_id = self.table.current_id
        if call_id is not None:
            self.table.select(call_id)
        self.table.setFocus(Qt.FocusReason.OtherFocusReason)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        mine, self._mine = self._mine, False
        if mine:
            self._own |= changes.calls
        return bool(changes.calls) or changes.touches("promises", "contacts", "customers", "staff", "site")

    def reload(self) -> None:
        self._next_look = None
        if self.view is not None and self.view.ask == self.ask and self._hand.is_on:
            self._reading.look(self.ask, self.table.late.rows)
        else:
            self._read()

    # Inside

    def _join(self) -> None:
        reading, table, row = self._reading, self.table, self.row
        reading.viewed.connect(self._on_read)
        reading.paged.connect(table.add_rows)
        reading.looked.connect(self._on_changed)
        reading.failed.connect(self._on_failed)
        table.sort_asked.connect(self._on_sort)
        table.more_wanted.connect(reading.more)
        table.all_wanted.connect(lambda: reading.read_all(table.choose_all))
        self._hand.left.connect(self._on_hand_left)
        row.taken.connect(lambda key: self.take(key[0], key[1], False))
        row.all_asked.connect(self.show_all)
        row.grouped.connect(self.group_by)
        row.refresh_asked.connect(self.refresh)
        self._place.acted.connect(self._on_acted)

    def _read(self) -> None:
        """All anew: as many rows as can be seen, and some more."""
        self._next_look = None
        self._reading.read(self.ask, self.table.rows_in_sight)

    def _on_read(self, view: LateView) -> None:
        if view.ask != self.ask:
            return
        here, rows = self.table.currentIndex().row(), view.page.rows
        self.view, self._news = view, False
        self._own.clear()
        self._names |= {("owners", one.id): one.name for one in view.who}
        self._names |= {("contacts", one.id): one.name for one in view.where}
        self.table.set_now(view.as_of)
        self.table.show_rows(view.ask.group, view.groups, rows)
        if self.table.current_id is None:
            self.table.choose_near(here)
        self.row.refresh.say(0)
        self.row.set_ask(view.ask, self.narrowed())
        self._tell_count(view)
        self._show_list_or_why(view)
        self._look_when(rows)
        self.viewed.emit(view)

    def _on_changed(self, changed: Changed) -> None:
        """Something may be new: what was done from here stands where its row stands, of the rest is told."""
        if not self._hand.is_on:
            self._read()
            return
        self.table.late.put(one for one in changed.changed if one.id in self._own)
        news = {one.id for one in changed.changed} | set(changed.went)
        self.table.late.mark(frozenset(news - self._own))
        self._news = changed.count > 0
        self.row.refresh.say(changed.count)
        self._look_when(self.table.late.rows)

    def _on_hand_left(self) -> None:
        if self._news and not self._hand.is_on:
            self._read()

    def _on_failed(self, error: DeskError) -> None:
        self._look_when(self.table.late.rows)
        if self.view is None:
            empty = EmptyState(_("This cannot be shown now"), refusals.error(error), _("Try again"))
            self._put_empty(empty, self._read)
        else:
            self._place.failed.emit(error)

    def _on_acted(self) -> None:
        self._mine = True

    def _on_sort(self, sort: SortBy | None, descending: bool) -> None:
        self.show_asked(replace(self.ask, sort=sort, descending=sort is not None and descending))

    def _look_when(self, rows: Sequence[LateRow]) -> None:
        now = self._place.desk.clock.now()
        self._next_look = min([*figures.crossings(rows, now), now + _AGAIN])

    def _show_ask(self) -> None:
        """What it is narrowed down to, before the list itself is there."""
        self.row.set_ask(self.ask, self.narrowed())
        self.table.set_sorted(self.ask.sort, descending=self.ask.descending)

    def _tell_count(self, view: LateView) -> None:
        form = ngettext("{n} call", "{n} calls", view.calls)
        if view.ask.names or view.calls != view.of:
            form = _("{n} of {all}")
        self.row.count.setText(form.format(n=figure(view.calls), all=figure(view.of)))
        if self._to_tell:
            self._to_tell = False
            announce(self.row, self.row.count.text())

    def _show_list_or_why(self, view: LateView) -> None:
        if view.calls:
            waited = self._stack.currentWidget() is self._loading and self._has_the_keyboard()
            self._stack.setCurrentWidget(self.table)
            if waited:
                self.table.setFocus(Qt.FocusReason.OtherFocusReason)
        elif self.narrowed():
            told = _("No open call fits all of this: {what}.").format(what=self.words)
            self._put_empty(EmptyState(_("Nothing fits"), told, _("Show all")), self.show_all)
        else:
            told = _("No call is open. There is nothing to do here: go on with the calls in the list.")
            empty = EmptyState(_("Nothing is overdue or at risk"), told, _("Go to the calls"), native("Ctrl+1"))
            self._put_empty(empty, self.calls_asked.emit)

    def _has_the_keyboard(self) -> bool:
        """Whether somebody came to this screen, and nothing that could be listed had the keyboard yet."""
        screen = self.parentWidget()
        while screen is not None and not isinstance(screen, Screen):
            screen = screen.parentWidget()
        at = QApplication.focusWidget()
        return screen is not None and at is not None and screen.isAncestorOf(at)

    def _put_empty(self, empty: EmptyState, act: Callable[[], object]) -> None:
        before = self._empty
        empty.acted.connect(act)
        self._empty = empty
        self._stack.addWidget(empty)
        self._stack.setCurrentWidget(empty)
        if before is not None:
            self._stack.removeWidget(before)
            before.deleteLater()
