"""The panel of one call: what it is about, whom it is for, its clocks, what can be done, and its timeline."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.call_life import CallAct
from deskapp.domain.errors import DeskError
from deskapp.domain.sla import ClockState
from deskapp.domain.words import EMOTIONAL_TONES, OPEN_STATES
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.clocks.views import ClockView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.approvals.call_approvals import CallApprovals
from deskapp.ui.attachments.dropping import Dropping
from deskapp.ui.attachments.strip import AttachmentStrip
from deskapp.ui.calls import acts
from deskapp.ui.calls.act_row import Row, fits, why_not
from deskapp.ui.calls.panel import about_words, call_signs
from deskapp.ui.calls.panel.act_buttons import ActButtons
from deskapp.ui.calls.panel.answering import answer
from deskapp.ui.calls.panel.call_head import CallHead
from deskapp.ui.calls.panel.call_menu import CallMenu
from deskapp.ui.calls.panel.clock_row import ClockRow
from deskapp.ui.calls.panel.facts import Facts
from deskapp.ui.calls.panel.owner_words import owner_words
from deskapp.ui.calls.panel.reading import CallReading
from deskapp.ui.calls.panel.request_line import RequestLine
from deskapp.ui.calls.panel.said_block import SaidBlock
from deskapp.ui.calls.panel.story_items import items
from deskapp.ui.escalate.panel_news import PanelNews
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases.library import cards_for, library
from deskapp.ui.phrases.tips import Tips
from deskapp.ui.widgets.buttons import KeyButton, LinkButton
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.story import Story
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.widgets.texts.row_label import RowLabel
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import phrases as phrase_words
from deskapp.wording import refusals
from deskapp.wording.story import story

#: What stands around the call is read when the same call has been shown for so long: not of each that is passed by.
_AROUND_MS = 120


class CallPanel(QWidget):
    """Shows one call at a time. While another is being read, nothing of the one before stands here."""

    asked = Signal(object, int)  # a CallAct, on this call
    next_asked = Signal(int, int)  # the call, and the escalation whose place the next in the chain is to take
    loaded = Signal(object)  # CallDetail
    open_asked = Signal(int)  # the call whole

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._reading = CallReading(place, _AROUND_MS, self)
        self._reading.read.connect(self._on_read)
        self._reading.around_read.connect(self._show_around)
        self._reading.failed.connect(self._on_not_read)
        self._before: CallAct | None = None
        self._time_limit: ClockState | None = None
        self._focus_wanted = False
        self._menu = CallMenu(place, self)
        self._menu.asked.connect(self.ask)
        self._menu.answered.connect(self.answer)
        self.head = CallHead(self._menu)
        self.head.open_asked.connect(self._on_open)
        self.facts = Facts(
            (
                ("customer", _("Customer")),
                ("place", _("Place")),
                ("equipment", _("Equipment")),
                ("with", _("With")),
                ("fields", _("Details")),
            )
        )
        self.said = SaidBlock()
        self.tips = Tips()
        self.card_link = LinkButton("")
        self.card_link.setProperty("inline", "true")
        self.card_link.clicked.connect(lambda: self.ask(CallAct.CARD))
        self.clocks = ClockRow()
        self.clocks.why_asked.connect(self._on_why)
        self.news = PanelNews()
        self.news.told_asked.connect(lambda: self.ask(CallAct.NOTE))
        self.news.next_asked.connect(lambda one: self.answer("next", one))
        self.request = RequestLine()
        self.approvals = CallApprovals(place)
        self.files = AttachmentStrip(place)
        Dropping(self, self.files.take)
        self.notice = Notice()
        self.notice.acted.connect(self._on_before)
        self._acts = ActButtons()
        self._acts.asked.connect(self.ask)
        self.timeline = Story(_("Timeline of the call"))
        self._spoken = LinkButton(_("Conversations only"))
        self._spoken.setCheckable(True)
        self._spoken.setProperty("inline", "true")
        self._spoken.toggled.connect(self._show_story)
        self._count = Label("", "small")
        self._history = LinkButton("")
        self._history.setProperty("inline", "true")
        self._history.clicked.connect(self._on_open)
        self.owner = RowLabel("", "muted", wrap=True)
        self._empty = Label(_("Choose a call to see it here."), "muted", wrap=True)
        self._stack = _Pages()
        self._lay_out()
        self._reloader = Reloader(self, place.hub)
        place.facts_changed.connect(self._show_again)
        self.show_call(None)

    # What the window tells

    @property
    def call_id(self) -> int | None:
        """Which call is shown, or being read."""
        return self._reading.call_id

    @property
    def call(self) -> CallDetail | None:
        """The call shown; None while it is being read."""
        return self._reading.call

    @property
    def buttons(self) -> dict[CallAct, KeyButton]:
        """What can be done with the call shown."""
        return self._acts.buttons

    def show_call(self, call_id: int | None) -> None:
        """Show a call, or none. The same call is only read anew."""
        if call_id != self.call_id:
            self._reading.begin(call_id)
            self._focus_wanted = False
            self.notice.end()
            self._empty.setText("" if call_id is not None else _("Choose a call to see it here."))
            self._stack.setCurrentIndex(0)
        self.reload()

    def take_focus(self) -> None:
        """Have the keyboard in the timeline; while the call is read, it stays where it is."""
        self._focus_wanted = self.call is None and self.call_id is not None
        if not self._focus_wanted:
            masked = self.call is not None and self.call.masked
            (self.clocks.cards[0] if masked else self.timeline).setFocus(Qt.FocusReason.OtherFocusReason)

    def set_now(self, now: datetime) -> None:
        """The present, once a second."""
        self.clocks.set_now(now)
        self.news.set_now(now)
        if self.call is not None and not self.call.masked:
            self.facts.set_fact("with", about_words.with_lines(self.call, self._place.zone, now))
        if self.call is not None and call_signs.as_of(self.call, now) != self._time_limit:
            # What only time brings about: the limit is near, or reached.
            self._time_limit = call_signs.as_of(self.call, now)
            self.reload()

    def ask(self, act: CallAct) -> None:
        """Have something done with the call shown, or with the one that is being read."""
        if self.call_id is not None:
            self.asked.emit(act, self.call_id)

    def refuse(self, row: Row) -> None:
        """Say why an act has no place in the call shown, and offer what is to be done before."""
        assert self.call is not None  # only what is shown is acted on
        before = None if row.before is None else acts.row(row.before)
        if before is not None and not fits(before, self.call):
            before = None
        self._before = None if before is None else before.act
        self._say(why_not(row, self.call), Tint.SOON, None if before is None else before.words)

    def on_refused(self, error: DeskError) -> None:
        """Say why an act on the call shown was refused."""
        self._say(refusals.error(error), Tint.OVER)

    def _on_before(self) -> None:
        if self._before is not None:
            self.ask(self._before)

    def answer(self, key: str, escalation: EscalationView) -> None:
        """Record what became of an escalation: accept, refuse, withdraw, hear, return, no_answer, next."""
        if self.call is not None:
            answer(key, self._place, self.call, escalation, self.window(), self.next_asked.emit, self.on_refused)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return self._reading.concerns(changes)

    def reload(self) -> None:
        self._reading.reload()

    # Inside

    def _on_read(self, call: CallDetail, first: bool) -> None:
        self._show(first)
        self._stack.setCurrentIndex(1)
        if self._focus_wanted:
            self.take_focus()
        self.loaded.emit(call)

    def _on_not_read(self, error: DeskError) -> None:
        if self.call is None:
            self._empty.setText(refusals.error(error))
        else:
            self._say(refusals.error(error), Tint.OVER)

    def _say(self, words: str, tint: Tint, action: str | None = None) -> None:
        """Say something among the call's own things, scrolled into sight once it has its room."""
        self.notice.say(words, tint, action)
        QTimer.singleShot(0, self, lambda: self._scroll.ensureWidgetVisible(self.notice))

    def _show_again(self) -> None:
        if self.call is not None:
            self._show(first=False)

    def _show(self, first: bool) -> None:
        call, place = self.call, self._place
        assert call is not None  # only shown once read
        now = place.desk.clock.now()
        self._time_limit = call_signs.as_of(call, now)
        self.head.set_call(call, place.facts, place.zone, now)
        self.tips.set_lines(self._tips_for(call))
        self._show_card_link(call)
        self.clocks.set_call(call, place.zone, now)
        self.clocks.setVisible(bool(self.clocks.clocks))
        self.news.set_call(call, place.zone, now)
        self.request.set_call(call, place.desk.staff_id, place.zone, now)
        self.approvals.set_approvals(call.approvals, now)
        self._acts.set_call(call)
        self._menu.call = call
        self.files.set_call(call)
        self._show_words(call, now)
        self._show_story()
        for widget in (self.timeline, self._heading):
            widget.setVisible(not call.masked)
        self._room.setVisible(call.masked)
        if first:
            self.timeline.scrollToTop()
        self.owner.setText(owner_words(call, place.desk.staff_id))
        self._show_around()

    def _show_words(self, call: CallDetail, now: datetime) -> None:
        """Who it is for, with whom it is, and what was said."""
        self.facts.setVisible(not call.masked)
        if not call.masked:
            zone = self._place.zone
            self.facts.set_fact("customer", about_words.customer_lines(call))
            self.facts.set_fact("place", about_words.place_lines(call))
            self.facts.set_fact("equipment", about_words.equipment_lines(call, zone, now))
            self.facts.set_fact("with", about_words.with_lines(call, zone, now))
            self.facts.set_fact("fields", about_words.field_lines(call))
        self.said.set_call(call, self._place.zone, now)

    def _show_story(self) -> None:
        call, place = self.call, self._place
        if call is None:
            return
        me, now = place.me, place.desk.clock.now()
        told = story(call.events, about_words.speaker(call), call.row.summary, me.name if me else "", place.zone, now)
        shown = [one for one in told if one.spoken or not self._spoken.isChecked()]
        self.timeline.set_items(items(shown, place.zone, now))
        self._count.setText(str(len(shown)))

    def _show_around(self) -> None:
        around = self._reading.around
        words = "" if around is None else about_words.history_words(around.history, len(around.alike))
        self._history.setText(words)
        self._history.setVisible(bool(words) and self.call is not None and not self.call.masked)

    def _on_open(self) -> None:
        if self.call_id is not None:
            self.open_asked.emit(self.call_id)

    def _tips_for(self, call: CallDetail) -> Sequence[str]:
        """What helps with somebody angry or abusive, while the call is open."""
        if call.tone not in EMOTIONAL_TONES or call.state not in OPEN_STATES:
            return ()
        return library(self._place).tips.get(call.tone, ())

    def _show_card_link(self, call: CallDetail) -> None:
        """One click to the card that fits, where the tone or a sign says that it may get hard."""
        those = cards_for(call)
        self.card_link.setVisible(bool(those))
        if those:
            (key,) = acts.keys_of(CallAct.CARD)
            said = _("Card: {situation}   {key}").format(situation=phrase_words.situation(those[0]), key=native(key))
            self.card_link.setText(direction.shown(said))
            self.card_link.setAccessibleName(_("Card: {situation}").format(situation=phrase_words.situation(those[0])))

    def _on_why(self, clock: ClockView) -> None:
        from deskapp.ui.calls.panel.why_dialog import WhyDialog

        WhyDialog(clock, self._place.zone, self._place.desk.clock.now(), self.window()).open()

    def _lay_out(self) -> None:
        # From the outside inwards: whatever is put into another is styled anew with all that it holds.
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)
        nothing, inside = QWidget(), QWidget()
        self._stack.addWidget(nothing)
        self._stack.addWidget(inside)
        column = QVBoxLayout(inside)
        column.setContentsMargins(theme.px(10), theme.px(13), 0, theme.px(11))
        column.setSpacing(theme.px(8))
        # Where the panel is too low for a timeline of any use, all of it scrolls but what can be done.
        self._scroll = scroll = ScrollBody(top=False, steady=True, whole=True)
        body = scroll.body
        body.setSpacing(theme.px(8))
        column.addWidget(scroll, 1)
        self.timeline.setMinimumHeight(theme.px(150))
        self.timeline.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        above = (self.head, self.request, self.facts, self.said, self.news, self.tips, self.card_link, self.clocks)
        for widget in (*above, self.notice, self._acts):
            body.addWidget(widget)
        body.addWidget(self.approvals)
        body.addWidget(self.files)
        self._heading = QWidget()
        row = QHBoxLayout(self._heading)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(theme.px(8))
        row.addWidget(Section(_("Timeline"), self.timeline))
        row.addWidget(self._count)
        row.addStretch(1)
        row.addWidget(self._spoken)
        #: Where the timeline would be of a call that is not for whoever looks.
        self._room = QWidget()
        body.addWidget(self._heading)
        body.addWidget(self.timeline, 1)
        body.addWidget(self._room, 1)
        foot = QWidget()
        flow = FlowLayout(foot, spacing=theme.px(4), apart=True)
        flow.addWidget(self.owner)
        flow.addWidget(self._history)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, theme.px(10), 0)
        row.addWidget(foot)
        column.addLayout(row)
        self._column = column
        # Later: in the midst of being laid out, what stands in a layout must not be moved to another.
        scroll.verticalScrollBar().rangeChanged.connect(self._keep_acts_in_sight, Qt.ConnectionType.QueuedConnection)
        column = QVBoxLayout(nothing)
        column.setContentsMargins(theme.px(13), theme.px(13), theme.px(13), theme.px(13))
        column.addWidget(self._empty)
        column.addStretch(1)

    def _keep_acts_in_sight(self) -> None:
        """What scrolls is as much lower without the buttons as its room is: nothing goes to and fro.

        So they must wrap in the same way below, where there is room beside them for no bar.
        """
        scrolls = self._scroll.verticalScrollBar().maximum() > 0
        below = self._column.indexOf(self._acts) >= 0
        if scrolls and not below:
            self._acts.setContentsMargins(0, 0, self._scroll.width() - self._scroll.viewport().width(), 0)
            self._column.insertWidget(1, self._acts)
        elif below and not scrolls:
            self._acts.setContentsMargins(0, 0, 0, 0)
            self._scroll.body.insertWidget(self._scroll.body.indexOf(self.approvals), self._acts)


class _Pages(QStackedWidget):
    """What the panel stands in gives it the height that there is, and not the one at which nothing would scroll."""

    def hasHeightForWidth(self) -> bool:
        return False
