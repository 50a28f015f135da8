"""The supervisor's one view: what is overdue or at risk, who holds it, where it waits; it follows every workstation."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial

from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.language import _, ngettext
from deskapp.services.changes import Changes
from deskapp.services.overview.views import OverdueView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.approvals.waiting_approvals import WaitingApprovals
from deskapp.ui.calls.acts import keys_of
from deskapp.ui.calls.log.call_table import CallTable
from deskapp.ui.calls.log.table_room import fit_columns
from deskapp.ui.documents.screen_papers import ScreenPapers
from deskapp.ui.look import theme
from deskapp.ui.supervise import figures
from deskapp.ui.supervise.holdings import Holdings
from deskapp.ui.supervise.tiles import TileRow
from deskapp.ui.wall.wall_command import KEY, wall_button
from deskapp.ui.widgets.buttons import LinkButton, secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

#: What no row tells of (a promise that comes near) is looked at again after so long.
_AGAIN = timedelta(seconds=30)


class OverdueScreen(Screen):
    """Figures, the calls that can become overdue, and the side column; acts on what is selected."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: OverdueView | None = None
        self._next_look: datetime | None = None
        self._tiles = figures.tiles()
        self._tile_row = TileRow(self._tiles.values())
        self.table = CallTable(several=True)
        self.table.opened.connect(self.open_asked)
        self.table.row_menu_asked.connect(self.row_menu_asked)
        self._stack = QStackedWidget()
        self._stack.addWidget(self.table)
        self._stack.addWidget(self._nothing())
        self._where = Holdings(_("Where they wait"), _("No call waits with anybody else."))
        self.approvals = WaitingApprovals(place)
        self._who = Holdings(_("Who holds them"), _("Nobody holds an open call."), open_words=True)
        self.papers = ScreenPapers(
            place,
            self,
            self._as_shown,
            {"pdf": _pdf},
            name=_("Overdue list"),
            title=_("Save the list"),
            sent=_("The list was sent to the printer."),
        )
        self._lay_out()
        self._reloader = Reloader(self, place.hub)
        place.facts_changed.connect(self._on_facts)
        if place.facts is not None:
            self._on_facts(place.facts)

    @property
    def current_call_id(self) -> int | None:
        return self.table.current_id

    @property
    def selected_call_ids(self) -> list[int]:
        """The calls that acts on several are for."""
        return self.table.selected_ids

    @property
    def base_owners(self) -> dict[int, int]:
        """Whose the selected calls are, as shown here."""
        chosen = set(self.selected_call_ids)
        return {row.id: row.owner_id for row in self.table.calls.rows if row.id in chosen}

    @property
    def listed_ids(self) -> Sequence[int]:
        return tuple(row.id for row in self.table.calls.rows)

    @property
    def focus_taker(self) -> QWidget:
        return self.table

    @property
    def own_keys(self) -> Mapping[str, Callable[[], object]]:
        return {KEY: self.wall_asked.emit}

    def listings(self) -> tuple[Listing, ...]:
        view, facts = self._view, self._place.facts
        if view is None or facts is None:
            return ()
        from deskapp.ui.calls.log import call_listing

        rows = tuple(self.table.calls.rows)
        ids = tuple(row.id for row in rows)
        chosen = tuple(self.selected_call_ids)
        calls = Listing(
            "calls",
            _("Calls"),
            _("Overdue list"),
            call_listing.columns(facts),
            lambda desk: call_listing.lines(desk, rows, facts, view.as_of),
            len(rows),
            (self.papers.form("pdf", _("PDF")), *call_listing.whole(lambda _desk: ids, facts)),
        )
        many = ngettext("{n} selected call", "{n} selected calls", len(chosen)).format(n=len(chosen))
        selected = call_listing.listing(
            "chosen", many, _("Calls"), lambda _desk: chosen, len(chosen), facts, view.as_of
        )
        return (calls, *((selected,) if chosen else ()), *self.approvals.listings())

    def _as_shown(self) -> OverdueView | None:
        """What the paper says: the calls in the order in which they stand here."""
        return None if self._view is None else replace(self._view, rows=tuple(self.table.calls.rows))

    def carries_out(self, act: CallAct) -> bool:
        """Several calls are given to another owner in one act."""
        if act is not CallAct.REASSIGN or len(self.selected_call_ids) < 2:
            return False
        from deskapp.ui.calls.dialogs.reassign_dialog import ReassignDialog

        ReassignDialog(self._place, self.selected_call_ids, self.window(), base_owners=self.base_owners).open()
        return True

    def tile(self, key: str) -> tuple[str, str]:
        """What a tile says: its figure and its line."""
        return self._tiles[key].words

    def set_now(self, now: datetime) -> None:
        """The present: countdowns go on; where a line was crossed the figures are read again."""
        if not self.isVisible():
            return
        self.table.set_now(now)
        if self._view is not None:
            figures.show(self._tiles, self._view, now)
        if self._next_look is not None and now >= self._next_look:
            self.reload()

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return bool(changes.calls) or changes.touches("promises", "contacts", "customers", "staff", "site")

    def reload(self) -> None:
        self._next_look = None
        self._place.read(
            lambda desk: desk.supervision.overdue(desk.clock.now()), self._on_view, key=("overdue", id(self))
        )

    # Inside

    def _on_facts(self, facts: DeskFacts) -> None:
        self.table.set_calendars(facts.calendars, facts.site.zone)

    def _on_view(self, view: OverdueView) -> None:
        self._view = view
        self.table.set_now(view.as_of)
        self.table.set_rows(view.rows)
        if self.table.current_id is None and view.rows:
            self.table.select(view.rows[0].id)
        self._stack.setCurrentIndex(0 if view.rows else 1)
        figures.show(self._tiles, view, view.as_of)
        self._where.set(view.where)
        self._who.set(view.who)
        self._on_selected()
        self._next_look = min([*figures.crossings(view), view.as_of + _AGAIN])

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where the room is too small, tiles and side column give way to the calls."""
        wide = self.width()
        short = self.height() < theme.px(460)
        self._tile_row.fit(wide - theme.px(28), compact=short)
        self._acts_row.setVisible(not short)  # they stand in the menu too
        side = theme.px(300 if wide >= theme.px(1000) else 220)
        shown = wide >= theme.px(760)
        self._side.setFixedWidth(side)
        self._side.setVisible(shown)
        fit_columns(self.table, wide - theme.px(28) - (side + theme.px(12) if shown else 0))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.setSpacing(theme.px(6))
        head.addWidget(Label(_("Overdue and at risk"), "title", wrap=True), 1)
        head.addWidget(wall_button(self))
        for words, act in (
            (_("Print list…"), self.papers.print),
            (_("Save PDF…"), lambda: self.papers.ask_where("pdf")),
            (_("Export…"), self.export_asked.emit),
        ):
            button = secondary(words)
            button.clicked.connect(act)
            head.addWidget(button)
        inside = Column()
        inside.body.setSpacing(theme.px(16))
        inside.body.addWidget(self.approvals)
        inside.body.addWidget(self._where)
        inside.body.addWidget(self._who)
        inside.body.addStretch(1)
        self._side = QScrollArea()
        self._side.setWidget(inside)
        self._side.setWidgetResizable(True)
        self._side.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._side.setAccessibleName(_("Where calls wait, and who holds them"))
        row = QHBoxLayout()
        row.setSpacing(theme.px(12))
        row.addWidget(self._stack, 1)
        row.addWidget(self._side)
        column = QVBoxLayout(self)
        column.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), 0)
        column.setSpacing(theme.px(10))
        column.addLayout(head)
        column.addWidget(self._tile_row)
        column.addLayout(row, 1)
        self._links: list[LinkButton] = []
        self._acts_row = self._acts()
        self.table.selectionModel().selectionChanged.connect(self._on_selected)
        self._on_selected()
        column.addWidget(self._acts_row)

    def _acts(self) -> QWidget:
        acts = QWidget()
        row = FlowLayout(acts, spacing=theme.px(10))
        row.addWidget(Label(_("Selected calls:"), "muted"))
        for words, key, act in (
            (_("reassign"), keys_of(CallAct.REASSIGN)[0], partial(self.act_asked.emit, CallAct.REASSIGN)),
            (_("change priority"), keys_of(CallAct.PRIORITY)[0], partial(self.act_asked.emit, CallAct.PRIORITY)),
            (_("open"), "Return", self._open_current),
        ):
            button = LinkButton(f"{words}  {native(key)}")
            button.setAccessibleName(words)
            button.clicked.connect(act)
            row.addWidget(button)
            self._links.append(button)
        return acts

    def _on_selected(self) -> None:
        chosen = bool(self.selected_call_ids)
        for link in self._links:
            link.setEnabled(chosen)

    def _nothing(self) -> EmptyState:
        shown = EmptyState(
            _("Nothing is overdue or at risk"),
            _("No open call has a deadline that runs. There is nothing to do here: go on with the calls in the list."),
            _("Go to the calls"),
            native("Ctrl+1"),
        )
        shown.acted.connect(self.calls_asked)
        return shown

    def _open_current(self) -> None:
        if self.table.current_id is not None:
            self.open_asked.emit(self.table.current_id)


def _pdf(view: OverdueView, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import overdue

    return overdue.pdf(view, facts, now, by)
