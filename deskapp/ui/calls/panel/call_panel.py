"""The panel of one call: how it stands, its clocks, what can be done, and its timeline."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import QMenu, QSizePolicy, QStackedWidget, QVBoxLayout, QWidget

from deskapp.domain.call_life import CallAct
from deskapp.domain.errors import DeskError
from deskapp.domain.sla import ClockState
from deskapp.domain.words import EMOTIONAL_TONES, OPEN_STATES
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.clocks.views import ClockView
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.approvals import approval_menu
from deskapp.ui.approvals.call_approvals import CallApprovals
from deskapp.ui.attachments.dropping import Dropping
from deskapp.ui.attachments.strip import AttachmentStrip
from deskapp.ui.calls import acts
from deskapp.ui.calls.act_row import Row, fits, why_not
from deskapp.ui.calls.panel import call_signs
from deskapp.ui.calls.panel.call_head import CallHead
from deskapp.ui.calls.panel.clock_cards import ClockCards
from deskapp.ui.calls.panel.owner_words import owner_words
from deskapp.ui.escalate.answers import answers as escalation_answers
from deskapp.ui.escalate.panel_news import PanelNews
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases.library import library
from deskapp.ui.phrases.tips import Tips
from deskapp.ui.widgets.buttons import KeyButton, primary, secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.timeline import Timeline
from deskapp.ui.widgets.notice import Notice
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals, times
from deskapp.wording.events import event_title, event_words


class CallPanel(QWidget):
    """Shows one call at a time. While another is being read, nothing of the one before stands here."""

    asked = Signal(object, int)  # a CallAct, on this call
    next_asked = Signal(int, int)  # the call, and the escalation whose place the next in the chain is to take
    loaded = Signal(object)  # CallDetail

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self.call_id: int | None = None
        self.call: CallDetail | None = None
        self._before: CallAct | None = None
        self._time_limit: ClockState | None = None
        self._focus_wanted = False
        self._menu = QMenu(self)
        self._menu.aboutToShow.connect(self._fill_menu)
        self.head = CallHead(self._menu)
        self.tips = Tips()
        self.clocks = ClockCards()
        self.clocks.why_asked.connect(self._on_why)
        self.news = PanelNews()
        self.news.told_asked.connect(lambda: self.ask(CallAct.NOTE))
        self.news.next_asked.connect(lambda one: self.answer("next", one))
        self.approvals = CallApprovals(place)
        self.files = AttachmentStrip(place)
        Dropping(self, self.files.take)
        self.notice = Notice()
        self.notice.acted.connect(self._on_before)
        self._acts = QWidget()
        self._flow = FlowLayout(self._acts, spacing=theme.px(4))
        self.buttons: dict[CallAct, KeyButton] = {}
        self.timeline = Timeline(_("Timeline of the call"))
        self.owner = Label("", "muted", wrap=True)
        self.owner.setContentsMargins(0, 0, theme.px(8), 0)
        self._empty = Label(_("Choose a call to see it here."), "muted", wrap=True)
        self._stack = QStackedWidget()
        self._lay_out()
        self._reloader = Reloader(self, place.hub)
        place.facts_changed.connect(self._show_again)
        self.show_call(None)

    # What the window tells

    def show_call(self, call_id: int | None) -> None:
        """Show a call, or none. The same call is only read anew."""
        if call_id != self.call_id:
            self.call_id, self.call = call_id, None
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
        if key == "next":
            self.next_asked.emit(escalation.call_id, escalation.id)
        elif key == "no_answer":
            self._no_answer(escalation)
        elif self.call is not None:
            escalation_answers.dialog_for(key, self._place, self.call, escalation, self.window()).open()

    def _no_answer(self, escalation: EscalationView) -> None:
        from deskapp.domain.words import AttemptResult
        from deskapp.services.escalations.acts import TryContact

        if escalation.contact_id is not None:
            act = TryContact(
                escalation.call_id, escalation.contact_id, AttemptResult.NO_ANSWER, escalation_id=escalation.id
            )
            self._place.act(lambda desk: desk.escalations.attempt(act), None, self.on_refused)

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return self.call_id is not None and (
            changes.everything
            or self.call_id in changes.calls
            or changes.touches("customers", "contacts", "staff", "policy", "site", "categories", "approvals")
            or changes.touches("incidents")
        )

    def reload(self) -> None:
        call_id = self.call_id
        if call_id is None:
            return
        self._place.read(
            lambda desk: desk.overview.call(call_id),
            partial(self._on_read, call_id),
            partial(self._on_not_read, call_id),
            key=("call panel", id(self)),
            receiver=self,
        )

    # Inside

    def _on_read(self, call_id: int, call: CallDetail) -> None:
        if call_id != self.call_id:
            return
        first = self.call is None
        self.call = call
        self._show(first)
        self._stack.setCurrentIndex(1)
        if self._focus_wanted:
            self.take_focus()
        self.loaded.emit(call)

    def _on_not_read(self, call_id: int, error: DeskError) -> None:
        if call_id == self.call_id and self.call is None:
            self._empty.setText(refusals.error(error))
        elif call_id == self.call_id:
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
        self.clocks.set_call(call, place.zone, now)
        self.clocks.setVisible(bool(self.clocks.clocks))
        self.news.set_call(call, place.zone, now)
        self.approvals.set_approvals(call.approvals, now)
        self.files.set_call(call)
        self._show_buttons(call)
        self.timeline.set_items(
            [
                CardItem(
                    key=event.id,
                    title=event_title(event),
                    lines=tuple(Line(words) for words in (event_words(event, place.zone, now),) if words),
                    corner=times.instant(event.at, place.zone, now),
                )
                for event in reversed(call.events)
            ]
        )
        for widget in (self.timeline, self._heading):
            widget.setVisible(not call.masked)
        self._room.setVisible(call.masked)
        if first:
            self.timeline.scrollToTop()
        self.owner.setText(owner_words(call, place.desk.staff_id))

    def _tips_for(self, call: CallDetail) -> Sequence[str]:
        """What helps with somebody angry or abusive, while the call is open."""
        if call.tone not in EMOTIONAL_TONES or call.state not in OPEN_STATES:
            return ()
        return library(self._place).tips.get(call.tone, ())

    def _show_buttons(self, call: CallDetail) -> None:
        """Buttons that stay are kept, and with them the focus."""
        rows = acts.buttons(call)
        if [row.act for row in rows] == list(self.buttons):
            return
        had_focus = any(button.hasFocus() for button in self.buttons.values())
        for button in self.buttons.values():
            self._flow.removeWidget(button)
            button.hide()
            button.deleteLater()
        self.buttons = {}
        for row in rows:
            make = primary if row.button == 1 else secondary
            button = make(row.words, native(row.keys[0]) if row.keys else "", self._acts)
            button.clicked.connect(partial(self.ask, row.act))
            self._flow.addWidget(button)
            button.show()
            self.buttons[row.act] = button
        self._acts.updateGeometry()
        if had_focus and self.buttons:
            next(iter(self.buttons.values())).setFocus(Qt.FocusReason.OtherFocusReason)

    def _fill_menu(self) -> None:
        self._menu.clear()
        call = self.call
        if call is None:
            return
        out = escalation_answers.unreturned(call)
        for escalation in out:
            # The style draws no words of a section: an entry that does nothing names whom the next ones are about.
            if not self._menu.isEmpty():
                self._menu.addSeparator()
            self._menu.addAction(_amp(escalation.contact or _("Escalation"))).setEnabled(False)
            for key, words in escalation_answers.answers(escalation):
                self._menu.addAction(words, partial(self.answer, key, escalation))
        if approval_menu.fill(self._menu, self._place, call.approvals, self.window()) or out:
            self._menu.addSeparator()
        for row in acts.more(call):
            words = f"{row.words}\t{native(row.keys[0])}" if row.keys else row.words
            self._menu.addAction(words, partial(self.ask, row.act))

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
        self._scroll = scroll = ScrollBody(top=False, steady=True)
        body = scroll.body
        body.setSpacing(theme.px(8))
        column.addWidget(scroll, 1)
        self.timeline.setMinimumHeight(theme.px(150))
        self.timeline.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self._acts.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        for widget in (
            self.head,
            self.news,
            self.tips,
            self.clocks,
            self.notice,
            self._acts,
            self.approvals,
            self.files,
        ):
            body.addWidget(widget)
        self._heading = Section(_("Timeline"), self.timeline)
        #: Where the timeline would be of a call that is not for whoever looks.
        self._room = QWidget()
        body.addWidget(self._heading)
        body.addWidget(self.timeline, 1)
        body.addWidget(self._room, 1)
        column.addWidget(self.owner)
        self._column = column
        scroll.verticalScrollBar().rangeChanged.connect(self._keep_acts_in_sight)
        column = QVBoxLayout(nothing)
        column.setContentsMargins(theme.px(13), theme.px(13), theme.px(13), theme.px(13))
        column.addWidget(self._empty)
        column.addStretch(1)

    def _keep_acts_in_sight(self, _least: int, most: int) -> None:
        """What scrolls is as much lower without the buttons as its room is: nothing goes to and fro."""
        below = self._column.indexOf(self._acts) >= 0
        if most > 0 and not below:
            self._column.insertWidget(1, self._acts)
        elif most == 0 and below:
            self._scroll.body.insertWidget(self._scroll.body.indexOf(self.approvals), self._acts)


def _amp(words: str) -> str:
    """An ampersand in a name is no key of the menu."""
    return words.replace("&", "&&")
