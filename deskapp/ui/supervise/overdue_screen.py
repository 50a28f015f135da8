"""The supervisor's one view: what is late of every open call, who holds it, where it waits, and the current call."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from functools import partial

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.domain.words import Priority
from deskapp.language import _
from deskapp.services.many.acts import Standing
from deskapp.services.overview.late.ask import Ask, GroupBy, Tile
from deskapp.services.overview.late.views import LateView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.approvals.waiting_approvals import WaitingApprovals
from deskapp.ui.calls.many.many_bar import ManyBar
from deskapp.ui.look import theme
from deskapp.ui.supervise import figures, late_papers
from deskapp.ui.supervise.holdings import Holdings
from deskapp.ui.supervise.kept_views import KeptViews
from deskapp.ui.supervise.late_list import LateList
from deskapp.ui.supervise.peek import Peek
from deskapp.ui.supervise.side import Side
from deskapp.ui.supervise.tiles import TileRow
from deskapp.ui.supervise.view_menu import ViewMenu
from deskapp.ui.supervise.visits.since_line import SinceLine
from deskapp.ui.wall.wall_command import KEY, wall_button
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

#: What several calls can be given here, as their buttons stand.
_SEVERAL = (CallAct.REASSIGN, CallAct.PRIORITY, CallAct.ASK, CallAct.NOTE)


class OverdueScreen(Screen):
    """Tiles and names narrow the list down; the current call is shown beside it."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.views = KeptViews(place, self)
        self.list = LateList(place, self.views.last())
        self.table = self.list.table
        self._tiles = figures.tiles()
        self._tile_row = TileRow(self._tiles.values())
        self.peek = Peek(place)
        self.who = Holdings(_("Who holds what"), _("Nobody holds an open call."))
        self.where = Holdings(_("Where calls wait"), _("No call waits with anybody else."))
        self._met = Label("", "small", wrap=True)
        self.approvals = WaitingApprovals(place)
        self._side_wanted = False
        self.since = SinceLine(place)
        self.since.open_asked.connect(self.open_asked)
        self._bar = ManyBar(place, self._selected, _SEVERAL, rows_say=self._has_row, exports=False)
        #: Beside the title, and before the buttons: for what else belongs into the head.
        self.head_words, self.head_buttons = QHBoxLayout(), QHBoxLayout()
        self.papers = late_papers.papers(place, self, self._as_shown)
        self._lay_out()
        self._join()
        if place.facts is not None:
            self.list.set_facts(place.facts)
        self._show_ask(self.list.ask)

    # What the window asks

    @property
    def current_call_id(self) -> int | None:
        return self.table.current_id

    @property
    def selected_call_ids(self) -> list[int]:
        """The calls that acts on several are for."""
        return self.table.selected_ids

    @property
    def listed_ids(self) -> tuple[int, ...]:
        return tuple(row.id for row in self.table.late.rows)

    @property
    def focus_taker(self) -> QWidget:
        return self.table

    @property
    def own_keys(self) -> Mapping[str, Callable[[], object]]:
        return {KEY: self.wall_asked.emit}

    def listings(self) -> tuple[Listing, ...]:
        shown, facts = self._as_shown(), self._place.facts
        if shown is None or facts is None:
            return ()
        listed = late_papers.listings(shown, self.selected_call_ids, facts, self.papers)
        return (*listed, *self.approvals.listings())

    def carries_out(self, act: CallAct) -> bool:
        """What has its place in several calls is done to all that are selected."""
        return self.table.has_several and self._bar.carries_out(act)

    def tile(self, key: Tile) -> tuple[str, ...]:
        """What a tile says: its figure and its lines."""
        return self._tiles[key].words

    def set_now(self, now: datetime) -> None:
        """The present: countdowns go on, and what is longest grows."""
        self.list.set_now(now)
        if not self.isVisible():
            return
        self.peek.set_now(now)
        self.since.set_now(now)
        if self.list.view is not None:
            figures.show(self._tiles, self.list.view.figures, self.list.short_names(), now)

    def refresh(self) -> bool:
        self.list.refresh()
        return True

    # What somebody asks for

    def toggle_tile(self, key: Tile) -> None:
        """Narrow the list down to a tile, or not any more."""
        self.list.toggle_tile(key)

    def group_by(self, by: GroupBy) -> None:
        self.list.group_by(by)

    def show_all(self) -> None:
        self.list.show_all()

    def save_view(self) -> None:
        """Keep what is asked by name."""
        self.views.save(self.list.ask, self.list.words or _("All open calls"))

    def open_views(self, at: QPoint) -> None:
        """Sorting, groups, views kept by name, and what leaves the desk."""
        menu = ViewMenu(self.list.ask, self.views.all, self._place, self)
        menu.shown.connect(self.list.show_asked)
        menu.folded.connect(self.table.late.fold_all)
        menu.save_asked.connect(self.save_view)
        menu.removed.connect(self.views.remove)
        for text, act in self._paper_acts():
            menu.addAction(text).triggered.connect(act)
        menu.addAction(_("Wall board")).triggered.connect(self.wall_asked)
        menu.popup(at)

    # Inside

    def _as_shown(self) -> late_papers.Shown | None:
        """What is printed and written: the calls in the order in which they stand here."""
        view = self.list.view
        if view is None:
            return None
        ids = self.listed_ids if self.list.is_whole else None
        return late_papers.Shown(self._place.desk, view.ask, view.as_of, view.calls, ids)

    def _paper_acts(self) -> tuple[tuple[str, Callable[[], object]], ...]:
        return (
            (_("Print list…"), self.papers.print),
            (_("Save PDF…"), lambda: self.papers.ask_where("pdf")),
            (_("Export…"), self.export_asked.emit),
        )

    def _on_asked(self, ask: Ask) -> None:
        self.views.keep(ask)
        self._show_ask(ask)

    def _show_ask(self, ask: Ask) -> None:
        """What the list is narrowed down to, before its rows are there."""
        for key, tile in self._tiles.items():
            tile.setChecked(key in ask.tiles)
        if self.list.view is not None:
            self._show_names(self.list.view)

    def _on_viewed(self, view: LateView) -> None:
        figures.show(self._tiles, view.figures, self.list.short_names(), view.as_of)
        self._met.setText(figures.met_today(view.figures))
        self._show_names(view)
        self._on_current(self.table.current_id)

    def _show_names(self, view: LateView) -> None:
        self.who.set(figures.owners(view.who), frozenset(self.list.ask.owners))
        self.where.set(figures.contacts(view.where), frozenset(self.list.ask.contacts))

    def _on_current(self, call_id: int | None) -> None:
        row = None if call_id is None else self.table.late.by_id(call_id)
        said = self.table.late.words
        if row is None:
            self.peek.show_call(call_id)
        else:
            self.peek.show_call(call_id, said.last_word(row), said.next_step(row))

    def _on_selected(self) -> None:
        self._bar.set_count(self.table.selected_count if self.table.has_several else 0)

    def _has_row(self, call_id: int) -> bool:
        return self.table.late.by_id(call_id) is not None

    def _selected(self) -> dict[int, Standing | None]:
        """The selected calls as they stand here; None of one that is not for whoever looks."""
        rows = {call_id: self.table.late.by_id(call_id) for call_id in self.selected_call_ids}
        return {
            call_id: None if row is None or row.masked else Standing(row.owner_id, Priority(row.priority))
            for call_id, row in rows.items()
        }

    def _on_facts(self, facts: DeskFacts) -> None:
        self.list.set_facts(facts)

    # How it is made

    def _join(self) -> None:
        listed, table = self.list, self.table
        listed.asked.connect(self._on_asked)
        listed.viewed.connect(self._on_viewed)
        listed.calls_asked.connect(self.calls_asked)
        listed.row.menu_asked.connect(self.open_views)
        listed.row.side_asked.connect(partial(self._show_side, True))
        table.opened.connect(self.open_asked)
        table.row_menu_asked.connect(self.row_menu_asked)
        table.current_changed.connect(self._on_current)
        table.selectionModel().selectionChanged.connect(self._on_selected)
        for number, (key, tile) in enumerate(self._tiles.items(), 1):
            tile.clicked.connect(partial(self.toggle_tile, key))
            self._bind(f"Alt+{number}", tile.click)
        self.who.toggled.connect(partial(listed.take, "owners"))
        self.where.toggled.connect(partial(listed.take, "contacts"))
        self._bar.asked.connect(self.act_asked)
        self._bar.export_asked.connect(self.export_asked)
        self._bar.clear_asked.connect(listed.select_one)
        self._bar.go_to_asked.connect(table.select)
        self._bar.results_changed.connect(table.results.show_results)
        table.results.chosen.connect(self._bar.choose)
        table.late.modelReset.connect(self._bar.say_where)
        self.peek.ask_asked.connect(partial(self.act_asked.emit, CallAct.ASK))
        self.peek.open_asked.connect(self.open_asked)
        self._side.back_asked.connect(partial(self._show_side, False))
        self._place.facts_changed.connect(self._on_facts)

    def _bind(self, keys: str, pressed: Callable[[], object]) -> None:
        shortcut = QShortcut(QKeySequence(keys), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.setAutoRepeat(False)
        shortcut.activated.connect(pressed)

    def _lay_out(self) -> None:
        self._head = self._made_head()
        self._left = QWidget()
        column = QVBoxLayout(self._left)
        column.setContentsMargins(theme.px(14), theme.px(12), theme.px(14), 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self._head)
        column.addWidget(self._tile_row)
        column.addWidget(self.list, 1)
        #: Below the list: what several selected calls can be given.
        self.foot = QVBoxLayout()
        self.foot.addWidget(self._bar)
        column.addLayout(self.foot)
        self._side = Side(self.peek, [self.who, self.where, self._met, self.approvals])
        self._side.hide()  # until it is known whether it has room
        whole = QHBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self._left, 1)
        whole.addWidget(self._side)

    def _made_head(self) -> QWidget:
        head, said, right = QWidget(), QWidget(), QWidget()
        said.setLayout(self.head_words)
        self._buttons, buttons = right, QHBoxLayout(right)
        for row, gap in ((buttons, 6), (self.head_words, 14), (self.head_buttons, 6)):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(theme.px(gap))
        self.head_words.addWidget(self.since)
        self.head_buttons.addWidget(wall_button(self))
        buttons.addLayout(self.head_buttons)
        paper, _file, table = self._paper_acts()  # the second is a form of the third, too, and stands in the menu
        for text, act in (paper, table):
            button = secondary(text)
            button.clicked.connect(act)
            buttons.addWidget(button)
        line = FlowLayout(head, spacing=theme.px(8), apart=True)
        for widget in (Label(_("Overdue and at risk"), "title"), said, right):
            line.addWidget(widget)
        return head

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """Where the room is too small, tiles become lines, and the side gives way to the calls."""
        wide = self.width()
        short, low = self.height() < theme.px(500), self.height() < theme.px(420)
        beside = wide >= theme.px(760)
        side = theme.px(266 if wide >= theme.px(1000) else 226)
        alone = self._side_wanted and not beside
        self._left.setVisible(not alone)
        self._side.setVisible(beside or alone)
        self._side.set_alone(alone)
        self._side.setMinimumWidth(0 if alone else side)
        self._side.setMaximumWidth(_ANY_WIDTH if alone else side)
        self.list.row.show_side_link(not beside)
        room = wide - 2 * theme.px(14) - (side if beside else 0)
        self._tile_row.fit(room, compact=short)
        self.table.fit(room - theme.px(14))  # beside the scroll bar
        self._bar.set_compact(short)
        # What goes then stands in the menu of the view, or in the window's.
        narrow = wide < theme.px(900)
        self._head.setVisible(not low)
        self.list.row.set_low(low or narrow)
        self._buttons.setVisible(not narrow)

    def _show_side(self, shown: bool) -> None:
        """Where it has no room beside the list, it stands in its place, or goes again."""
        self._side_wanted = shown
        self._arrange()
        taker = self.peek.focus_taker if shown else self.table
        taker.setFocus(Qt.FocusReason.OtherFocusReason)


#: As Qt has it.
_ANY_WIDTH = 16_777_215
