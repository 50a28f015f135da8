"""Who is on call when, at a glance: a week or a month of all rotas, gaps hatched and named, and planning them."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QMenu, QStackedWidget, QToolButton, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.rotas.views import BoardView, GapView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.documents.screen_papers import ScreenPapers
from deskapp.ui.look import theme
from deskapp.ui.rota import days, rota_listing, rota_papers
from deskapp.ui.rota.board_table import BoardTable
from deskapp.ui.rota.gap_card import GapCard
from deskapp.ui.rota.on_call_at import OnCallAt
from deskapp.ui.rota.planning import Planning
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.empty_state import EmptyState
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.listing import Listing
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace

#: What changed without anybody's act (a gap comes near) is looked at again after so long.
_AGAIN = timedelta(minutes=5)


class RotaScreen(Screen):
    """Reads the days that it shows; dialogs plan, and the board follows what they changed."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._view: BoardView | None = None
        self._shown: days.Page | None = None
        self._next_look: datetime | None = None
        self._day_wanted: tuple[int, date] | None = None
        self._zone_shown = place.zone
        self.table = BoardTable()
        self.planning = Planning(place, self.table, self)
        self.table.asked.connect(self.planning.ask)
        self.table.moved.connect(self._on_moved)
        self.table.paged.connect(self.page)
        self.span = ChoiceRow(_("Days shown"), [("week", _("Week")), ("month", _("Month"))], "week")
        self.span.changed.connect(self._on_span)
        self.gaps = GapCard()
        self.gaps.fill_asked.connect(self._fill)
        self.at = OnCallAt(place)
        self.papers = ScreenPapers(
            place,
            self,
            lambda: self.board,
            {"pdf": _pdf, "ics": rota_papers.ics},
            name=_("Rota"),
            title=_("Save the rota"),
            sent=_("The rota was sent to the printer."),
        )
        self._stack = QStackedWidget()
        self._lay_out()
        self._reloader = Reloader(self, place.hub)
        place.facts_changed.connect(self._on_facts)

    @property
    def focus_taker(self) -> QWidget:
        return self.table

    @property
    def board(self) -> BoardView | None:
        """What is shown."""
        return self._view

    def listings(self) -> tuple[Listing, ...]:
        """The turns of the days that are shown."""
        view = self._view
        if view is None or self._place.facts is None:
            return ()
        forms = (self.papers.form("ics", _("Calendar (iCalendar)")), self.papers.form("pdf", _("PDF")))
        return (rota_listing.listing(view, forms),)

    @property
    def said(self) -> str:
        """Which days are shown."""
        return self._days.text()

    @property
    def cell(self) -> str:
        """What the current rota has on the current day, in words."""
        return self._cell.text()

    @property
    def page_shown(self) -> days.Page:
        if self._shown is None:
            today = self._place.desk.clock.now().astimezone(self._zone).date()
            self._shown = days.page(today, str(self.span.value))
        return self._shown

    def set_now(self, now: datetime) -> None:
        """The present: its line goes on; at a handover, and now and then, the board is read again."""
        if not self.isVisible():
            return
        self.table.set_now(now)
        if self._next_look is not None and now >= self._next_look:
            self.reload()

    def page(self, count: int) -> None:
        """So many weeks or months on; 0: back to today."""
        self._shown = self.page_shown.turned(count) if count else None
        self.reload()

    def turns(self, by: int) -> bool:
        self.page(by)
        return True

    def show_day(self, rota_id: int, day: date) -> None:
        """Show a rota's day."""
        self._shown = days.page(day, str(self.span.value))
        self._day_wanted = (rota_id, day)
        self.reload()

    def ask(self, what: str) -> None:
        """Plan what is current on the board; see `Planning.ask`."""
        self.planning.ask(what)

    def open_resting(self) -> None:
        """Choose one of the rotas that are not in use, to edit it."""
        menu = QMenu(self)
        for rota in self._view.resting if self._view else ():
            action = menu.addAction(rota.name.replace("&", "&&"))
            action.triggered.connect(lambda _checked=False, rota=rota: self.planning.edit(rota))
        menu.aboutToHide.connect(menu.deleteLater)
        menu.popup(self._resting.mapToGlobal(QPoint(0, -menu.sizeHint().height())))

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return changes.touches("rotas", "contacts", "site")

    def reload(self) -> None:
        self._next_look = None
        start, end = self.page_shown.instants(self._zone)
        self._place.read(lambda desk: desk.rotas.board(start, end), self._on_view, key=("rotas", id(self)))

    # Inside

    @property
    def _zone(self) -> ZoneInfo:
        return ZoneInfo(self._place.zone)

    def _on_facts(self) -> None:
        if self._place.zone != self._zone_shown:
            self._zone_shown = self._place.zone
            self._shown = None
            if self.isVisible():
                self.reload()

    def _on_view(self, view: BoardView) -> None:
        self._view = view
        page = self.page_shown
        self._days.setText(page.words())
        self._stack.setCurrentIndex(0 if view.rows else 1)
        self.gaps.setVisible(bool(view.rows))
        for button in self._planners:
            button.setVisible(self.planning.allowed)
        self._resting.setVisible(bool(view.resting) and self.planning.allowed)
        self.at.setVisible(bool(view.rows))
        self.table.show_rows(view.rows, page.first, page.count, self._place.zone, view.as_of)
        self.gaps.set_gaps(view.gaps, self._place.zone)
        self.gaps.button.setVisible(bool(view.gaps) and self.planning.allowed)
        zones = {row.view.rota.zone for row in view.rows} - {self._place.zone}
        foot = _("Times are the desk's: {zone}. Past shifts never change.").format(zone=self._place.zone)
        if zones:
            foot += " " + _("Handovers follow {zones}.").format(zones=", ".join(sorted(zones)))
        self._foot.setText(foot)
        ends = [row.now.until for row in view.rows if row.now.until is not None]
        self._next_look = min([*ends, view.as_of + _AGAIN])
        if self._day_wanted is not None:
            wanted, self._day_wanted = self._day_wanted, None
            self.table.select_day(*wanted)
        self._on_moved()
        self.at.ask()

    def _on_moved(self) -> None:
        row = self.table.current_rota
        self.at.set_rota(row.view.id if row else None)
        self._cell.setText(self.table.current_words)
        self._undo_button.setVisible(self.planning.allowed and self.planning.override is not None)

    def _on_span(self, span: object) -> None:
        day = self.table.current_day
        known = self.table.current_rota
        self._shown = days.page(day, str(span)) if day else None
        self._day_wanted = (known.view.id, day) if known and day else None
        self.reload()

    def _fill(self, gap: GapView) -> None:
        self.show_day(gap.rota_id, gap.start.astimezone(self._zone).date())
        for row in self._view.rows if self._view else ():
            if row.view.id == gap.rota_id:
                self.planning.fill(row.view, gap)

    def _lay_out(self) -> None:
        inside = Column()
        inside.body.setContentsMargins(theme.px(6), theme.px(6), theme.px(6), theme.px(6))
        inside.body.addWidget(self.table, 1)
        # What a narrow bar has no room for.
        self._cell = Label("", "muted", wrap=True)
        inside.body.addWidget(self._cell)
        self._stack.addWidget(inside)
        empty = EmptyState(
            _("No rota yet"),
            _("A rota says who is on call after hours, so that an escalation finds somebody at three in the morning."),
            _("New rota…"),
        )
        empty.acted.connect(lambda: self.ask("add"))
        self._stack.addWidget(empty)
        self._foot = Label("", "muted", wrap=True)
        self._undo_button = secondary(_("Back to the plan"), _("Del"))
        self._undo_button.clicked.connect(lambda: self.ask("undo"))
        self._undo_button.hide()
        below = QHBoxLayout()
        below.setSpacing(theme.px(10))
        below.addWidget(self.at, 1)
        self._resting = secondary(_("Not in use…"))
        self._resting.clicked.connect(self.open_resting)
        self._resting.hide()
        below.addWidget(self._resting, 0, Qt.AlignmentFlag.AlignBottom)
        below.addWidget(self._undo_button, 0, Qt.AlignmentFlag.AlignBottom)
        # Where the room is too small for the board and what is said about it, all of it scrolls.
        scroll = ScrollBody(top=False)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(theme.px(14), theme.px(14), theme.px(14), 0)
        whole.addWidget(scroll)
        column = scroll.body
        column.setSpacing(theme.px(10))
        column.addWidget(self._head())
        column.addWidget(self.gaps)
        column.addWidget(self._stack, 1)
        column.addLayout(below)
        column.addWidget(self._foot)

    def _head(self) -> QWidget:
        head = QWidget()
        row = FlowLayout(head, spacing=theme.px(10), apart=True)
        row.addWidget(_group(Label(_("Rota"), "title"), self.span))
        before, after = _arrow("‹", _("Earlier")), _arrow("›", _("Later"))
        before.clicked.connect(lambda: self.page(-1))
        after.clicked.connect(lambda: self.page(1))
        self._days = Label("", "heading")
        today = secondary(_("Today"))
        today.clicked.connect(lambda: self.page(0))
        row.addWidget(_group(before, self._days, after))
        row.addWidget(today)
        buttons = []
        for said, key, run in (
            (_("Swap"), "S", lambda: self.ask("swap")),
            (_("Cover"), "N", lambda: self.ask("cover")),
            (_("Edit…"), "", lambda: self.ask("edit")),
            (_("New rota…"), "", lambda: self.ask("add")),
            (_("Print…"), "", self.papers.print),
            (_("Export…"), "", self.export_asked.emit),
        ):
            button = secondary(said, key)
            button.clicked.connect(run)
            buttons.append(button)
        self._planners = buttons[:4]  # a supervisor's; everybody prints and exports
        acts = QWidget()
        wrapped = FlowLayout(acts, spacing=theme.px(6))
        for button in buttons:
            wrapped.addWidget(button)
        row.addWidget(acts)
        shortcut = QShortcut(QKeySequence("Alt+Home"), self)
        shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
        shortcut.activated.connect(lambda: self.page(0))
        return head


def _group(*widgets: QWidget) -> QWidget:
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(theme.px(6))
    for widget in widgets:
        row.addWidget(widget)
    return group


def _arrow(sign: str, name: str) -> QToolButton:
    button = QToolButton()
    button.setText(sign)
    button.setAccessibleName(name)
    button.setToolTip(name)
    return button


def _pdf(view: BoardView, facts: DeskFacts, now: datetime, by: str) -> bytes:
    from deskapp.paperwork import rota

    return rota.pdf(view, facts, now, by)
