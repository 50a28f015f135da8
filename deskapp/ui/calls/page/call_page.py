"""The call whole, as a page in the window's middle: everything that was said, and all that belongs to it."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.clocks.views import ClockView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import AroundCall, CallDetail
from deskapp.ui.approvals.call_approvals import CallApprovals
from deskapp.ui.attachments.dropping import Dropping
from deskapp.ui.attachments.strip import AttachmentStrip
from deskapp.ui.calls.page.handoff_card import HandoffCard
from deskapp.ui.calls.page.page_columns import PageColumns
from deskapp.ui.calls.page.page_head import PageHead
from deskapp.ui.calls.page.past_calls import PastCalls
from deskapp.ui.calls.page.promises import Promises
from deskapp.ui.calls.panel import about_words
from deskapp.ui.calls.panel.answering import answer
from deskapp.ui.calls.panel.call_menu import CallMenu
from deskapp.ui.calls.panel.call_notes import CallNotes
from deskapp.ui.calls.panel.clock_cards import ClockCards
from deskapp.ui.calls.panel.facts import FactLine, Facts
from deskapp.ui.calls.panel.reading import CallReading
from deskapp.ui.calls.panel.said_block import SaidBlock
from deskapp.ui.calls.panel.story_items import items
from deskapp.ui.escalate.panel_news import PanelNews
from deskapp.ui.guides.help_window import begin_solution
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.story import Story
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.screen import Screen
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import refusals
from deskapp.wording.story import Told, story

#: What stands around a call is read once it is painted, and of none that is passed by with a key held down.
_AROUND_MS = 20
#: Lines of what was said that stand there at first: nearly always all of it.
_LINES = (20, 8, 20, 8)


class CallPage(Screen):
    """Three columns that scroll. Up and Down go through the list that it was opened from, Escape leads back."""

    back_asked = Signal()

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._ids: Sequence[int] = ()
        #: The calls that led here by their links, the first one from the list.
        self._trail: list[int] = []
        self._told: Sequence[Told] = ()
        self._reading = CallReading(place, _AROUND_MS, self)
        self._reading.read.connect(self._on_read)
        self._reading.around_read.connect(self._on_around)
        self._reading.failed.connect(self._on_failed)
        self._menu = CallMenu(place, self)
        self._menu.asked.connect(self.act_asked)
        self._menu.answered.connect(self._on_answer)
        self.head = PageHead(self._menu)
        self.head.back_asked.connect(self.go_back)
        self.head.step_asked.connect(self.step)
        self.head.asked.connect(self.act_asked)
        self._make_parts()
        self.columns = PageColumns(self._left, self._middle, self.past)
        self._lay_out()
        self._keys()
        self._reloader = Reloader(self, place.hub)
        place.facts_changed.connect(self._show_again)

    # How it is made

    def _make_parts(self) -> None:
        self._focus_wanted = False
        self._failure = Label("", "muted", wrap=True)
        self._failure.hide()
        self._why = Label(confidential_wording.why(), "muted", wrap=True)
        self.notes, self.news = CallNotes(), PanelNews()
        self.news.told_asked.connect(lambda: self.act_asked.emit(CallAct.NOTE))
        self.news.next_asked.connect(lambda one: self.next_asked.emit(one.call_id, one.id))
        self.approvals = CallApprovals(self._place)
        self.said = SaidBlock(_LINES, always=True)
        self.story = Story(_("Conversations"), fit=True)
        self._every = LinkButton("")
        self._every.setCheckable(True)
        self._every.setProperty("inline", "true")
        self._every.toggled.connect(self._show_story)
        self._story_name, self._count = Section(_("Conversations"), self.story), Label("", "small")
        self.handoffs: dict[int, HandoffCard] = {}
        self._handoff_count = Label("", "small")
        self.facts = Facts(
            (
                ("customer", _("Customer")),
                ("place", _("Place")),
                ("equipment", _("Equipment")),
                ("about", _("This call")),
                ("with", _("With")),
            ),
            above=True,
        )
        self.clocks = ClockCards()
        self.clocks.why_asked.connect(self._on_why)
        self.promises = Promises()
        self.files = AttachmentStrip(self._place, rows=4)
        Dropping(self, self.files.take)
        self.past = PastCalls()
        self.past.call_asked.connect(self._on_link)
        self.past.solution_asked.connect(self._on_solution)
        self.past.customer_asked.connect(self.customer_asked)
        self._conversations, self._handoffs, self._clocks = QWidget(), QWidget(), QWidget()
        self._left, self._middle = QWidget(), QWidget()

    def _lay_out(self) -> None:
        story = _column(self._conversations, _row(self._story_name, self._count, None, self._every), self.story)
        story.setSpacing(theme.px(6))
        self._handoff_cards = _column(self._handoffs, _row(Section(_("Handoffs")), self._handoff_count, None))
        _column(self._clocks, Section(_("Clocks")), self.clocks)
        left = (self._why, self.notes, self.news, self.said, self.approvals, self._conversations, self._handoffs)
        _column(self._left, *left).setSpacing(theme.px(10))
        _column(self._middle, self.facts, self._clocks, self.promises, self.files).setSpacing(theme.px(10))
        for widget in (self._conversations, self._handoffs, self._clocks):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.head)
        column.addWidget(self._failure)
        column.addWidget(self.columns, 1)
        for widget in (self.head, self.columns):
            widget.hide()

    def _keys(self) -> None:
        """These hold wherever the keyboard is on the page."""
        for key, run in {
            "Esc": self.go_back,
            "Alt+Up": lambda: self.step(-1),
            "Alt+Down": lambda: self.step(1),
            "PgUp": lambda: self.columns.turn(-1),
            "PgDown": lambda: self.columns.turn(1),
        }.items():
            shortcut = QShortcut(QKeySequence(key), self)
            shortcut.setContext(Qt.ShortcutContext.WidgetWithChildrenShortcut)
            shortcut.activated.connect(run)
        # The arrows alone at the way back, which has the keyboard first; elsewhere they are a list's.
        for key, by in (("Up", -1), ("Down", 1)):
            shortcut = QShortcut(QKeySequence(key), self.head.back)
            shortcut.setContext(Qt.ShortcutContext.WidgetShortcut)
            shortcut.activated.connect(partial(self.step, by))

    # What the window tells and asks

    @property
    def call(self) -> CallDetail | None:
        """The call shown; None while it is being read."""
        return self._reading.call

    @property
    def current_call_id(self) -> int | None:
        return self._reading.call_id

    @property
    def focus_taker(self) -> QWidget:
        return self.head.back

    @property
    def listed_call_id(self) -> int | None:
        """Of the list that it was opened from, the call that was looked at last."""
        return self._trail[0] if self._trail else self.current_call_id

    def open(self, call_id: int, ids: Sequence[int], back: str) -> None:
        """Show a call of a list: the ids of its calls, in its order; back: what the list is called."""
        self._ids, self._trail = tuple(ids), []
        self.head.set_back(back)
        self._show_call(call_id)

    def go_back(self) -> None:
        """To the call that led here; from the first to the list."""
        if self._trail:
            self._show_call(self._trail.pop())
        else:
            self.back_asked.emit()

    def take_focus(self) -> None:
        """Have the keyboard where reading begins; while the call is read, on the way back."""
        self.focus_taker.setFocus(Qt.FocusReason.OtherFocusReason)
        self._focus_wanted = self.call is None

    def step(self, by: int) -> None:
        """To the next call of the list, or the one before."""
        listed = self.listed_call_id
        if listed in self._ids:
            place = self._ids.index(listed) + by
            if 0 <= place < len(self._ids):
                self._trail = []
                self._show_call(self._ids[place])

    def set_now(self, now: datetime) -> None:
        if self.isVisible() and self.call is not None:
            self.clocks.set_now(now)
            self.news.set_now(now)
            self.promises.set_now(now)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return self._reading.concerns(changes)

    def reload(self) -> None:
        self._reading.reload()

    # What happens

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        before = self.columns.count
        self.columns.arrange(self.width())
        if before != self.columns.count:
            self._show_about()

    def _show_call(self, call_id: int) -> None:
        self._reading.begin(call_id)
        listed = self.listed_call_id
        place = self._ids.index(listed) + 1 if listed in self._ids else 0
        self.head.set_place(place, len(self._ids))
        self._failure.hide()
        self._reading.reload()

    def _on_read(self, call: CallDetail, first: bool) -> None:
        self.setUpdatesEnabled(False)
        self._show(first)
        self.setUpdatesEnabled(True)
        if first:
            self.columns.to_the_top()
        if self._focus_wanted:
            self._focus_wanted = False
            self.focus_taker.setFocus(Qt.FocusReason.OtherFocusReason)

    def _on_failed(self, error: DeskError) -> None:
        self._failure.setText(refusals.error(error))
        self._failure.show()
        for widget in (self.head, self.columns):
            widget.setVisible(self.call is not None)

    def _show_again(self) -> None:
        if self.call is not None:
            self._show(first=False)

    def _show(self, first: bool) -> None:
        call, place = self.call, self._place
        assert call is not None  # only shown once read
        zone, now = place.zone, place.desk.clock.now()
        for widget in (self.head, self.columns):
            widget.show()
        self._menu.call = call
        self.head.set_call(call, zone, now)
        self._why.setVisible(call.masked)
        self.notes.set_call(call, place.facts, zone, now)
        self.news.set_call(call, zone, now)
        self.approvals.set_approvals(call.approvals, now)
        self.clocks.set_call(call, zone, now)
        self._clocks.setVisible(bool(self.clocks.clocks))
        self.promises.set_call(call, zone, now)
        self.files.set_call(call)
        self.said.set_call(call, zone, now)
        self._show_about()
        if not call.masked:
            self.facts.set_fact("customer", about_words.customer_lines(call, every=True))
            self.facts.set_fact("place", about_words.place_lines(call, every=True))
            self.facts.set_fact("equipment", about_words.equipment_lines(call, zone, now, every=True))
            self.facts.set_fact("with", about_words.with_lines(call, zone, now))
        self.facts.setVisible(not call.masked)
        me = place.me
        self._told = story(call.events, about_words.speaker(call), call.row.summary, me.name if me else "", zone, now)
        self._show_story()
        self._show_handoffs(call, zone, now, first=first)
        self._on_around(self._reading.around)
        self.past.setVisible(not call.masked)
        self._conversations.setVisible(not call.masked)

    def _show_about(self) -> None:
        """What the head has no room for stands among the rest."""
        call, brief = self.call, self.columns.count == 1
        self.head.set_brief(brief)
        if call is not None and not call.masked:
            more = [FactLine(self.head.about)] if brief else []
            self.facts.set_fact("about", [*more, *about_words.about_lines(call), *about_words.field_lines(call)])

    def _show_story(self) -> None:
        every = self._every.isChecked()
        shown = [one for one in self._told if one.spoken or every]
        self.story.set_items(items(shown, self._place.zone, self._place.desk.clock.now()))
        self._count.setText(str(len(shown)))
        words = _("Conversations only") if every else _("All {n} events").format(n=len(self._told))
        self._every.setText(words)
        self._story_name.setText(_("Timeline") if every else _("Conversations"))

    def _show_handoffs(self, call: CallDetail, zone: str, now: datetime, *, first: bool) -> None:
        """The newest first, and open; which others are open stays so while it is the same call."""
        opened = set() if first else {number for number, card in self.handoffs.items() if card.opened}
        for card in self.handoffs.values():
            card.hide()
            card.deleteLater()
        self.handoffs.clear()
        newest = call.escalations[-1].number if call.escalations else 0
        for one in () if call.masked else reversed(call.escalations):
            open_it = one.number in opened or (first and one.number == newest)
            card = HandoffCard(call, one, zone, now, opened=open_it, parent=self._handoffs)
            self.handoffs[one.number] = card
            self._handoff_cards.addWidget(card)
        self._handoff_count.setText(str(len(self.handoffs)))
        self._handoffs.setVisible(bool(self.handoffs))

    def _on_around(self, around: AroundCall | None) -> None:
        if self.call is not None:
            self.past.set_around(around, self.call, self._place.zone, self._place.desk.clock.now())

    def _on_link(self, call_id: int) -> None:
        """To another call; Escape leads back to this one."""
        if self.current_call_id is not None:
            self._trail.append(self.current_call_id)
        self._focus_wanted = True
        self._show_call(call_id)

    def _on_solution(self, solution: str) -> None:
        call_id = self.current_call_id
        if call_id is not None:
            self._place.act(
                lambda desk: begin_solution(desk, call_id, solution),
                lambda _nothing: self.act_asked.emit(CallAct.RESOLVE),
                receiver=self,
            )

    def _on_answer(self, key: str, escalation: EscalationView) -> None:
        if self.call is not None:
            answer(key, self._place, self.call, escalation, self.window(), self.next_asked.emit)

    def _on_why(self, clock: ClockView) -> None:
        from deskapp.ui.calls.panel.why_dialog import WhyDialog

        WhyDialog(clock, self._place.zone, self._place.desk.clock.now(), self.window()).open()


def _column(widget: QWidget, *parts: QWidget) -> QVBoxLayout:
    column = QVBoxLayout(widget)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(theme.px(6))
    for part in parts:
        column.addWidget(part)
    return column


def _row(*parts: QWidget | None) -> QWidget:
    """Beside each other; None: the room that is left."""
    made = QWidget()
    row = QHBoxLayout(made)
    row.setContentsMargins(0, theme.px(2), 0, 0)
    row.setSpacing(theme.px(8))
    for part in parts:
        if part is None:
            row.addStretch(1)
        else:
            row.addWidget(part)
    return made
