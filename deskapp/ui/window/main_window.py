"""The window: side bar, search, the screens, and the panel of the current call. It joins them, they do the work."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QSplitter, QVBoxLayout, QWidget

from deskapp import phases
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.ui.calls.log import kept_columns
from deskapp.ui.calls.log.log_screen import LogScreen
from deskapp.ui.documents.fonts_of_desk import FontsOfDesk
from deskapp.ui.look import theme
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.reading_order import ReadingOrder, in_order, stops
from deskapp.ui.window.current_call import CurrentCall
from deskapp.ui.window.notice_area import NoticeArea
from deskapp.ui.window.panel_side import PanelSide
from deskapp.ui.window.screen_tabs import Entry
from deskapp.ui.window.screens import Screens, rows
from deskapp.ui.window.side_bar import SideBar
from deskapp.ui.window.status_line import StatusLine
from deskapp.ui.window.top_bar import TopBar
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.ticker import SlowTicker, Ticker
from deskapp.ui.work.workplace import Workplace
from deskapp.ui.work.workstation import Workstation

if TYPE_CHECKING:
    from deskapp.services.calls.views import Counts
    from deskapp.services.changes import Changes, Done
    from deskapp.services.overview.first_screen import FirstScreen
    from deskapp.services.site.views import DeskFacts
    from deskapp.ui.widgets.notice import Notice

#: Below this width (in the drawing) the panel takes the place of the list instead of standing beside it.
_BESIDE = 800
#: The least width of the panel, and what the list needs to show its countdowns.
_PANEL, _LIST = 300, 542
#: The key of the page that shows a call whole.
_PAGE = "call"
#: The figures of the side bar are read again after so many seconds: time alone makes calls overdue.
_COUNT_EVERY = 10


class MainWindow(ReadingOrder, QMainWindow):
    """Painted at once with what was read first; `begin` makes it usable."""

    ready = Signal()  # the desk is open and its facts are here
    refused = Signal(object)  # DeskError: the desk could not be opened after all
    closed = Signal()
    leaving = Signal()  # nobody, or somebody else, works here from now on: keep what is typed
    desk_asked = Signal(object)  # another desk's file, or None: choose
    signed_out = Signal()  # nobody works here any more
    wall_asked = Signal()  # the board for the wall
    going = Signal()  # another place is about to be shown
    somebody_else = Signal(int)  # somebody else signed in where it was locked: whose id

    def __init__(self, place: Workplace, workstation: Workstation, first: FirstScreen, view: str = "due") -> None:
        super().__init__()
        self.place = place
        self.workstation = place.workstation = workstation
        self.staff = first.staff
        self._looking = False
        self._news = False
        self._begun = False
        self._seconds = 0
        self.log = LogScreen(place, view)
        self.log.table.arrange(kept_columns.read(workstation.columns))
        self.screens = Screens(place, self.log)
        self.side = SideBar(_("Help desk"), [Entry(row.key, row.words) for row in rows()])
        self.top = TopBar(place)
        self.search = self.top.search
        self.status = StatusLine()
        self.current = CurrentCall(place, self.screens, self.top, self)
        self.panel_side = PanelSide()
        self._lay_out(first)
        self._join()
        self._show_first(first)

    @property
    def side_bar(self) -> QWidget:
        """What the menu of who works here hangs at."""
        return self.side

    # The life of the window

    def begin(self) -> None:
        """After the first paint: open the desk for work, then load the rest."""
        # The desk is opened beside what is made here; what it says is heard only afterwards.
        self.place.lanes.act(self.place.desk.open, self._on_open, self._refuse, receiver=self)
        from deskapp.ui.window.shell import Shell

        self.shell = Shell(self)
        self._begun = True

    def _on_open(self, _desk: object) -> None:
        self.place.load_facts(self._refuse)
        self.log.follow()
        self._count()

    def _refuse(self, error: DeskError) -> None:
        self.refused.emit(error)

    def _on_facts(self, facts: DeskFacts) -> None:
        first_time = self.current.panel is None
        self.side.set_site(facts.site.name)
        self._banner.setVisible(facts.site.demo)
        self.status.set_zone(facts.site.zone)
        self.status.set_hours(facts.desk_calendar.calendar)
        self.staff = tuple((one.id, one.name, one.role.value) for one in facts.staff if one.active)
        self.shell.show_who()
        if first_time:
            phases.ended("facts")
            self._put_panel()
            phases.ended("panel")
            self.ready.emit()
            # Of papers that were on their way when a program ended; where it cannot be written now, at the next start.
            settle = self.place.desk.papers.settle
            self.place.lanes.act(settle, self._on_settled, lambda _error: None, receiver=self)

    def keep_place(self) -> None:
        """Remember where it stands, for the next one."""
        self.workstation.keep_place("window", self.saveGeometry())
        self.workstation.save()

    def put_away(self) -> None:
        self.leaving.emit()

    def leave(self, then: Callable[[], object]) -> None:
        """Do this, by which the window goes, once nothing that was typed or asked for is lost by it."""
        if self._may_go(then):
            then()

    def _may_go(self, then: Callable[[], object]) -> bool:
        """Whether the window may go now; else it says what is not saved, and does `then` itself where that helps."""
        for key, screen in self.screens.visited():
            if screen.holds_back():
                # Closed once more, it is left.
                self.show_screen(key)
                return False
        if not self._begun:
            return True
        from deskapp.ui.widgets.dialogs.draft import Draft

        # Kept before anything is closed: whoever stays after all has it before them.
        for draft in self.findChildren(Draft):
            draft.save()
        return self.shell.unsaved.may_go(then)

    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._may_go(self.close):
            event.ignore()
            return
        self.keep_place()
        self.put_away()
        super().closeEvent(event)
        self.closed.emit()

    # What the screens and the panel are told

    def show_screen(self, key: str) -> Screen:
        """Go to a screen of the side bar."""
        if key != self.screens.current_key:
            self.going.emit()
        screen = self.screens.show_screen(key)
        if key != _PAGE:
            self.side.set_current(key)
        self._arrange()
        return screen

    def go_to_screen(self, key: str) -> None:
        """Go to a screen and put the focus into it."""
        self.focus_screen(self.show_screen(key))

    def focus_screen(self, screen: Screen | None = None) -> None:
        """Give the keyboard to what a screen is about: its list."""
        shown = screen or self.screens.current
        shown.focus_taker.setFocus(Qt.FocusReason.OtherFocusReason)
        if not shown.focus_taker.hasFocus():
            # It is not there, for there is nothing to list: the first thing that can be done then.
            first = next((one for one in in_order(shown) if stops(one)), None)
            if first is not None:
                first.setFocus(Qt.FocusReason.OtherFocusReason)

    def show_call(self, call_id: int) -> None:
        """Show a call in the panel beside the log, whichever filter is on."""
        if self.log.current_call_id != call_id:
            self.going.emit()
        self.show_screen("calls")
        self.log.show_call(call_id)
        self.current.show_call(call_id)
        self.open_panel()

    def open_call(self, call_id: int) -> None:
        """Show a call whole, in the place of the list that it is on; Escape leads back there."""
        from deskapp.ui.calls.page.call_page import CallPage

        key = self.screens.current_key
        if key == _PAGE:
            return  # it is the call in question that is shown
        listed, name = self.screens.current.listed_ids, next(row.words for row in rows() if row.key == key)
        new = _PAGE not in dict(self.screens.visited())
        page = self.screens.visit(_PAGE)
        assert isinstance(page, CallPage)
        if new:
            page.back_asked.connect(self._close_page)
        self._page_from = key
        page.open(call_id, listed, name)
        self.show_screen(_PAGE)
        page.take_focus()

    def _close_page(self) -> None:
        """Back to where one was: the same filter and place of the list, at the call that was looked at last."""
        listed = self.screens.current.listed_call_id
        screen = self.show_screen(self._page_from)
        if screen is self.log and listed is not None and listed != self.log.current_call_id:
            self.log.show_call(listed)
        if screen is self.log and not self._left.isVisible() and self.current.panel is not None:
            self.current.panel.take_focus()  # it stands in the place of the list
        else:
            self.focus_screen(screen)

    def open_panel(self) -> None:
        """Go into the panel; where it has no room beside the list, it is shown instead of the list."""
        self._panel_wanted = True
        self._arrange()
        if self.current.panel is not None:
            self.current.panel.take_focus()

    def close_panel(self) -> None:
        """Back from the panel to the list."""
        self._panel_wanted = False
        self._arrange()
        self.focus_screen()

    def on_who_changed(self) -> None:
        """Somebody else works here: what is theirs is shown anew."""
        from deskapp.services.changes import Changes

        self.shell.show_who()
        self.shell.messages.forget()
        self._news = True  # nothing was written
        self.place.hub.tell(Changes(everything=True))
        self._news = False

    # Inside

    def _lay_out(self, first: FirstScreen) -> None:
        self.setWindowTitle(_("Help desk"))
        self._panel_wanted = False
        self._page_from = "calls"
        self._banner = Label(_("Demo data: nothing here is real"), "strong")
        self._banner.setProperty("chip", "soon")
        self._banner.setAlignment(Qt.AlignmentFlag.AlignCenter)
        left = QWidget()
        column = QVBoxLayout(left)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.screens, 1)
        self.status.setContentsMargins(theme.px(12), theme.px(2), theme.px(12), theme.px(9))
        column.addWidget(self.status)
        self._left = left
        self._split = QSplitter(Qt.Orientation.Horizontal)
        self._split.setChildrenCollapsible(False)
        self._split.setHandleWidth(1)
        self._split.addWidget(left)
        self._split.addWidget(self.panel_side)
        self._split.setStretchFactor(0, 1)
        self._split.setStretchFactor(1, 0)
        self.panel_side.setMinimumWidth(theme.px(_PANEL))
        stage = QWidget()
        filled = QVBoxLayout(stage)
        filled.setContentsMargins(0, 0, 0, 0)
        filled.addWidget(self._split)
        # Over both sides: a message, and its undo, is also seen where the panel stands alone.
        self._notices = NoticeArea(stage, self.status)
        self.body = body = QWidget()
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self.top)
        right.addWidget(self._banner)
        right.addWidget(stage, 1)
        whole = QHBoxLayout(body)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.side)
        whole.addLayout(right, 1)
        self._banner.setVisible(first.demo)
        self.side.set_width(176)
        self.setCentralWidget(body)
        self._take_place()

    def _take_place(self) -> None:
        """Where the window stood last; else a good part of the screen."""
        known = self.workstation.place_of("window")
        if known is None or not self.restoreGeometry(known):
            room, wide, high = self.screen().availableGeometry(), theme.px(1440), theme.px(810)
            self.resize(min(wide, room.width()), min(high, room.height()))
            if room.width() < wide + theme.px(40) or room.height() < high + theme.px(60):
                self.setWindowState(Qt.WindowState.WindowMaximized)
        self._split.splitterMoved.connect(self._on_panel_moved)

    def _join(self) -> None:
        self.side.chosen.connect(self.show_screen)
        self.side.entered.connect(self.go_to_screen)
        self.log.current_changed.connect(self.current.show_call)
        self.log.opened.connect(self.open_call)
        self.current.open_asked.connect(self.open_call)
        self.panel_side.back_asked.connect(self.close_panel)
        self.log.view_changed.connect(self._on_view_changed)
        self.log.table.columns_changed.connect(self._on_columns_changed)
        place = self.place
        place.facts_changed.connect(self._on_facts)
        place.hub.changed.connect(self._on_changed)
        place.put_back.connect(self._open_again)
        FontsOfDesk(place, self)
        self.ticker = Ticker(place.desk.clock, self)
        self.ticker.ticked.connect(self._on_tick)
        self.slow = SlowTicker(place.desk.clock, self.ticker, self)
        self.slow.ticked.connect(self._on_slow_tick)

    def _open_again(self) -> None:
        """A backup stands in the place of the desk."""
        self.desk_asked.emit(self.place.desk.path)

    def _show_first(self, first: FirstScreen) -> None:
        self.side.set_site(first.site)
        self.side.set_current("calls")
        self.status.set_zone(first.zone)
        self.side.set_who(next((name for staff_id, name, _role in first.staff if staff_id == first.staff_id), ""))
        self.log.set_now(self.place.desk.clock.now())
        self.log.show_first(first.rows, first.calendars, first.zone, more=first.more)
        self.log.table.setFocus()

    def _put_panel(self) -> None:
        self.panel_side.put(self.current.make_panel())
        self._arrange()
        self.current.show_call(self.log.current_call_id)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._arrange()

    def _arrange(self) -> None:
        """The panel beside the log, or where the room is too small, one of the two."""
        on_log = self.screens.currentWidget() is self.log
        beside = self.width() - self.side.width() >= theme.px(_BESIDE)
        self.panel_side.setVisible(on_log and (beside or self._panel_wanted))
        self._left.setVisible(not on_log or beside or not self._panel_wanted)
        self.panel_side.set_alone(not beside)
        if on_log and beside:
            room = self.width() - self.side.width()
            panel = min(theme.px(self.workstation.panel_width), max(theme.px(_PANEL), room - theme.px(_LIST)))
            self._split.setSizes([room - panel, panel])
        self._notices.stand_again()

    def _on_panel_moved(self) -> None:
        self.workstation.panel_width = round(self.panel_side.width() * 12 / theme.sizes().pixels)

    def _on_view_changed(self, view: str) -> None:
        self.workstation.view = view

    def _on_columns_changed(self) -> None:
        self.workstation.columns = self.log.table.columns().as_text()

    def _on_tick(self, now: datetime) -> None:
        self.status.set_now(now)
        self.log.set_now(now)
        self.current.set_now(now)
        self._seconds += 1
        if not self.place.desk.is_open:
            return
        self._look()
        if self._seconds % _COUNT_EVERY == 0:
            self._count()

    def _on_slow_tick(self, _now: datetime) -> None:
        """It cannot be seen: what others write and what becomes due is heard all the same."""
        if self.place.desk.is_open:
            self._look()
            self._count()

    def _look(self) -> None:
        """Ask whether others wrote. A look that waits behind a long act is not asked again."""
        if not self._looking:
            self._looking = True
            self.place.lanes.act(self._look_around, self._on_looked, self._on_not_looked, receiver=self)

    def _look_around(self) -> Changes | None:
        return self.place.desk.reading(lambda desk: desk.watch.look())

    def _on_looked(self, changes: Changes | None) -> None:
        self._looking = False
        if changes is not None:
            self._news = True
            self.place.hub.tell(changes)
            self._news = False

    def _on_settled(self, done: Done[int]) -> None:
        if done.value:
            self.place.hub.tell(done.changes)

    def _on_not_looked(self, error: DeskError) -> None:
        self._looking = False
        self.shell.on_failed(error)

    def _on_changed(self, changes: Changes) -> None:
        # What the window does by itself may come to nothing: then nobody saved anything.
        if not self._news and (changes.calls or changes.lists or changes.everything):
            self.status.saved(self.place.desk.clock.now())
        QTimer.singleShot(0, self, self._count)

    def _count(self) -> None:
        if self.place.desk.is_open:
            self.place.read(lambda desk: desk.lists.counts(desk.clock.now()), self._on_counts, key="counts")

    def _on_counts(self, counts: Counts) -> None:
        self.log.set_counts(counts)
        self.place.counted.emit(counts)
        for key, figure in {
            "calls": counts.open,
            "escalations": counts.escalations,
            "overdue": counts.overdue,
            "call_backs": counts.promises,
            "incidents": counts.incidents,
        }.items():
            self.side.set_count(key, figure or None)

    def put_notice(self, notice: Notice) -> None:
        """Room for a message over the foot of the screen."""
        self._notices.put(notice)
