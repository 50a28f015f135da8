"""The current call beside the list, in short: what was said and wanted, its clocks, the last word, the next step."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.call_life import CallAct
from deskapp.domain.errors import DeskError
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.changes import Changes
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.act_row import fits
from deskapp.ui.calls.acts import keys_of, row
from deskapp.ui.calls.panel import about_words
from deskapp.ui.calls.panel.call_head import state_chip
from deskapp.ui.calls.panel.clock_words import SHOWN, CardWords, card, most_relevant
from deskapp.ui.calls.panel.reading import CallReading
from deskapp.ui.calls.panel.request_line import RequestLine
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.supervise.words import Said
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.chip import Chip, priority_tint, with_shape
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.texts.icon_link import CopyLink
from deskapp.ui.widgets.texts.short_label import ShortLabel
from deskapp.ui.work.changes import Reloader
from deskapp.ui.work.keys import native
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import refusals, times
from deskapp.wording.story import tried

#: What was said to the customer, or tried.
_WORDS = (EventKind.CUSTOMER_TOLD, EventKind.PROMISE_KEPT, EventKind.NOT_AGREED, EventKind.ATTEMPT)
_NOTHING = Said("")

#: Nothing around the call is shown here, so that of none it is read.
_NEVER_MS = 24 * 60 * 60 * 1000


class Part(QWidget):
    """A heading in small capitals, and the first lines of a text; hidden where there is none."""

    def __init__(self, heading: str, most: int, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.heading, self.text = Section(heading), ShortLabel(most, about=heading)
        self.heading.setWordWrap(True)  # the last word's has its instant and who said it
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(1))
        column.addWidget(self.heading)
        column.addWidget(self.text)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)

    def say(self, words: str, heading: str = "") -> None:
        if heading:
            self.heading.setText(heading)
        self.text.set_words(words.strip())
        self.setVisible(bool(words.strip()))


class ClockLine(QWidget):
    """A clock in one line: its name, when it is due, how it stands."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._at, self._chip = Label(), Label("", "muted"), Chip()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        row = FlowLayout(self, spacing=theme.px(6), apart=True)
        for words in (self._name, self._at):
            row.addWidget(words)
        row.addWidget(self._chip)

    def say(self, said: CardWords) -> None:
        """Show how a clock stands: "Resolve", "due 14:04", "0:08 over"."""
        self._name.setText(said.brief)
        self._at.setText(_("due {time}").format(time=said.at) if said.at else "")
        self._chip.set(said.countdown.words, said.countdown.tint, shape=True)


class Peek(QWidget):
    """Shows one call at a time; another one's words are never left standing under its name."""

    open_asked = Signal(int)  # the call whole
    ask_asked = Signal()  # ask its owner for an update
    loaded = Signal(object)  # CallDetail

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._reading = CallReading(place, _NEVER_MS, self)
        self._reading.read.connect(self._on_read)
        self._reading.failed.connect(self._on_failed)
        self._ref, self._priority, self._state = Label("", "muted", selectable=True), Chip(), Chip()
        self._title = ShortLabel(2, "heading", about=_("Summary"))
        self._who, self._number = Label("", "muted", wrap=True), CopyLink()
        self._said = Part(_("Said"), 3)
        self._wants = Part(_("Wants"), 2)
        self._tried = Part(_("Done so far"), 3)
        self._clocks = [ClockLine() for _place in range(SHOWN)]
        self._last = Part(_("Last word"), 3)
        self._next = Part(_("Next step"), 2)
        self._open = primary(_("Open"), native("Return"))
        self._open.setAccessibleName(_("Open the call"))
        self._open.clicked.connect(self._on_open)
        self.ask_button = secondary("")
        self.ask_button.clicked.connect(self.ask_asked)
        self.request = RequestLine()
        self._word = self._step = _NOTHING
        self._nothing = Label("", "muted", wrap=True)
        self._lay_out()
        self._reloader = Reloader(self, place.hub)
        place.facts_changed.connect(self._show_again)

    @property
    def call_id(self) -> int | None:
        """Which call is shown, or being read."""
        return self._reading.call_id

    @property
    def call(self) -> CallDetail | None:
        """The call shown; None while it is being read."""
        return self._reading.call

    @property
    def focus_taker(self) -> QWidget:
        """What the keyboard is given to."""
        return self._open

    def show_call(self, call_id: int | None, word: Said = _NOTHING, step: Said = _NOTHING) -> None:
        """Show a call, or none. The same call is left as it is.

        word, step: the last word with its customer and what is to be done next, as the list has them.
        """
        self._word, self._step = word, step
        if call_id == self.call_id:
            self._show_again()
            return
        self._reading.begin(call_id)
        self._nothing.setText(_("Choose a call to see it here.") if call_id is None else "")
        self._put(shown=False)
        if self.isVisible():
            self.reload()

    def set_now(self, now: datetime) -> None:
        """The present: only what the clocks say changes."""
        call = self.call
        if call is None:
            return
        shown = most_relevant(call, now)
        for line in self._clocks[len(shown) :]:
            line.hide()
        for line, clock in zip(self._clocks, shown, strict=False):
            line.say(card(clock, call, self._place.zone, now))
            line.show()

    # What the reloader asks

    def concerns(self, changes: Changes) -> bool:
        return self._reading.concerns(changes)

    def reload(self) -> None:
        self._reading.reload()

    # Inside

    def _on_read(self, call: CallDetail, _first: bool) -> None:
        self._show(call)
        self._put(shown=True)
        self.loaded.emit(call)

    def _on_failed(self, error: DeskError) -> None:
        if self.call is None:
            self._nothing.setText(refusals.error(error))

    def _show_again(self) -> None:
        if self.call is not None:
            self._show(self.call)

    def _show(self, call: CallDetail) -> None:
        zone, now = self._place.zone, self._place.desk.clock.now()
        self._ref.setText(call.row.ref)
        self._state.set(*state_chip(call))
        self._priority.setVisible(not call.masked)
        if call.masked:
            self._title.set_words(confidential_wording.confidential())
            self._who.setText(confidential_wording.why())
            self._number.hide()
        else:
            self._priority.set(call.priority.value, priority_tint(call.priority.value))
            self._title.set_words(call.row.summary)
            self._who.setText(about_words.customer_name(call))
            number = next((line.copy for line in about_words.customer_lines(call) if line.copy), "")
            self._number.set_what(number, about_words.customer_name(call))
            self._number.setVisible(bool(number))
        self._said.say(call.details)
        self._wants.say(call.wants)
        self._tried.say("" if call.masked else tried(call, zone, now))
        self.request.set_call(call, self._place.desk.staff_id, zone, now)
        self._show_ask(call)
        self._show_last(call, zone, now)
        self.set_now(now)

    def _show_ask(self, call: CallDetail) -> None:
        """ "Ask Lena…": by whoever may, where there is somebody else to ask."""
        me = self._place.me
        may = me is not None and me.role is not Role.AGENT and me.id != call.row.owner_id
        self.ask_button.setVisible(may and fits(row(CallAct.ASK), call))
        name = call.row.owner.split(" ")[0].replace("&", "&&")
        self.ask_button.set_words(_("Ask {name}…").format(name=name), native(keys_of(CallAct.ASK)[0]))

    def _show_last(self, call: CallDetail, zone: str, now: datetime) -> None:
        """The last word with the customer, and what is to be done next."""
        last = next((one for one in reversed(call.events) if one.kind in _WORDS), None)
        if last is None or call.masked:
            self._last.say("" if call.masked else _marked(self._word), _("Last word"))
        else:
            at = times.instant(last.at, zone, now)
            said = str(last.payload.get("words") or "").strip()
            did = _("Tried, nobody answered") if last.kind is EventKind.ATTEMPT else _("Told")
            head = direction.row((_("Last word"), at, last.by.split(" ")[0]))
            self._last.say(_("{did}: {words}").format(did=did, words=said) if said else did, head)
        self._next.say("" if call.masked else _marked(self._step))

    def _lay_out(self) -> None:
        top, chips = QWidget(), QWidget()
        top.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        beside = QHBoxLayout(chips)
        beside.setContentsMargins(0, 0, 0, 0)
        beside.setSpacing(theme.px(6))
        for chip in (self._priority, self._state):
            beside.addWidget(chip)
        head = FlowLayout(top, spacing=theme.px(6), apart=True)
        head.addWidget(self._ref)
        head.addWidget(chips)
        who = QWidget()
        who.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        line = FlowLayout(who, spacing=theme.px(6), apart=True)
        line.addWidget(self._who)
        line.addWidget(self._number)
        buttons = QWidget()
        buttons.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        #: What can be asked of the call shown, beside opening it.
        self.buttons = FlowLayout(buttons, spacing=theme.px(6))
        self.buttons.addWidget(self._open)
        self.buttons.addWidget(self.ask_button)
        self._shown = shown = QWidget()
        column = QVBoxLayout(shown)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        words = (self._said, self._wants, self._tried)
        for widget in (top, self._title, self.request, who, *words, *self._clocks, self._last, self._next):
            column.addWidget(widget)
        column.addSpacing(theme.px(3))
        column.addWidget(buttons)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        for widget in (self._nothing, shown):
            widget.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
            whole.addWidget(widget)
        self._put(shown=False)

    def _put(self, *, shown: bool) -> None:
        self._shown.setVisible(shown)
        self._nothing.setVisible(not shown)

    def _on_open(self) -> None:
        if self.call_id is not None:
            self.open_asked.emit(self.call_id)


def _marked(said: Said) -> str:
    return with_shape(said.words, Tint.SOON) if said.marked else said.words
