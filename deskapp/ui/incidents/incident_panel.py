"""One incident: how long, who leads, its checklist with times, its message, its calls and who must be told."""

from collections.abc import Callable
from datetime import datetime

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.services.incidents.views import IncidentCallView, IncidentDetail, IncidentStepView
from deskapp.ui.incidents import words
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import KeyButton, primary, secondary
from deskapp.ui.widgets.card import Card, Column
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.widgets.lists.timeline import Timeline
from deskapp.ui.widgets.scroll_body import ScrollBody
from deskapp.ui.work.keys import native
from deskapp.wording import times

#: Below this width (in the drawing) the two columns stand one below the other.
_BESIDE = 620
#: One column needs so much.
_LEAST = 330


class StepList(PickList):
    """Space ticks a step at once; Enter asks for words."""

    ticked = Signal(object)  # its key

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and self.current is not None:
            self.ticked.emit(self.current)
            return
        super().keyPressEvent(event)


class IncidentPanel(QWidget):
    """Only shows; what its buttons and keys ask for is told."""

    #: join, message, lead, note, step, over, reopen; of a call tell, missed, copy, call, leave; of a step done.
    asked = Signal(str)
    step_asked = Signal(object, bool)  # IncidentStepView; at once, without words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.detail: IncidentDetail | None = None
        self._chosen: object = None
        self._chosen_step: object = None
        self.title = Label("", "title", wrap=True, selectable=True)
        self._state = Chip()
        self._about = Label("", "muted", wrap=True, selectable=True)
        self._outcome = Label("", wrap=True, selectable=True)
        self.steps = StepList(_("Checklist"), empty=_("The site's checklist is empty."), fit=True)
        self.message = Label("", wrap=True, selectable=True)
        self._message_about = Label("", "muted", wrap=True)
        self._earlier = Label("", "muted", wrap=True, selectable=True)
        self.calls = PickList(_("Calls of the incident"), empty=_("No call belongs to it yet."), fit=True)
        self._to_tell = Chip()
        self.timeline = Timeline(_("Timeline of the incident"))
        self.buttons: dict[str, KeyButton] = {}
        self._lay_out()
        self.steps.confirmed.connect(lambda key: self._on_step(key, at_once=False))
        self.steps.ticked.connect(lambda key: self._on_step(key, at_once=True))
        self.calls.confirmed.connect(lambda _key: self.asked.emit("tell"))
        self.calls.chosen.connect(self._on_call_chosen)
        self.steps.chosen.connect(self._on_step_chosen)

    def show_incident(self, detail: IncidentDetail, zone: str, now: datetime) -> None:
        """Show an incident; of the same one what was chosen stays chosen."""
        other = self.detail is None or self.detail.incident.id != detail.incident.id
        self.detail = detail
        incident = detail.incident
        self.title.setText(incident.title)
        self._outcome.setText(incident.outcome)
        self._outcome.setVisible(bool(incident.outcome))
        self.set_now(zone, now)
        self.steps.set_items([words.step_card(step, zone, now) for step in detail.steps])
        self._show_message(detail, zone, now)
        self.calls.set_items([words.call_card(call, incident.number, zone, now) for call in detail.calls])
        if other or self.call is None:
            self.calls.choose_first()
        self._show_to_tell(detail)
        self.timeline.set_items([words.event_card(event, zone, now) for event in reversed(detail.events)])
        if other:
            self.timeline.scrollToTop()
        self._rest()

    def set_now(self, zone: str, now: datetime) -> None:
        """How long it has been going on."""
        detail = self.detail
        if detail is None:
            return
        incident = detail.incident
        if incident.over_at is None:
            self._state.set(words.running(incident, now), Tint.OVER, shape=True)
        else:
            self._state.set(_("over"), Tint.PLAIN)
        self._about.setText(_about(detail, zone, now))

    @property
    def call(self) -> IncidentCallView | None:
        """The call that keys act on."""
        calls = self.detail.calls if self.detail else ()
        return next((call for call in calls if call.row.id == self._chosen), None)

    @property
    def step(self) -> IncidentStepView | None:
        steps = self.detail.steps if self.detail else ()
        return next((step for step in steps if step.id == self._chosen_step), None)

    # Inside

    def _show_message(self, detail: IncidentDetail, zone: str, now: datetime) -> None:
        *earlier, newest = detail.messages or (None,)
        if newest is None:
            self.message.setText("")
            self._message_about.setText(_("None yet: write what all affected customers are told."))
        else:
            self.message.setText(newest.words)
            at = times.instant(newest.made_at, zone, now)
            self._message_about.setText(
                _("message {number}, {time} by {name}").format(number=newest.number, time=at, name=newest.made_by)
            )
        self.message.setVisible(newest is not None)
        said = [
            _("{number} · {time} {name}: {words}").format(
                number=one.number, time=times.instant(one.made_at, zone, now), name=one.made_by, words=one.words
            )
            for one in reversed(earlier)
            if one is not None
        ]
        self._earlier.setText("\n".join(said))
        self._earlier.setVisible(bool(said))

    def _show_to_tell(self, detail: IncidentDetail) -> None:
        count = len(detail.to_tell)
        if count:
            form = ngettext("{n} customer to tell", "{n} customers to tell", count)
            self._to_tell.set(form.format(n=count), Tint.SOON, shape=True)
        elif detail.incident.number:
            self._to_tell.set(_("all are told"), Tint.OK, shape=True)
        self._to_tell.setVisible(bool(count or detail.incident.number))

    def _rest(self) -> None:
        """Which buttons make sense now."""
        detail, call = self.detail, self.call
        is_open = detail is not None and detail.incident.over_at is None
        for key in ("join", "lead", "step", "over", "leave"):
            self.buttons[key].setEnabled(is_open)
        step = self.step
        self.buttons["done"].setEnabled(is_open and step is not None)
        self.buttons["done"].set_words(_("Done") if step is None or step.done_at is None else _("Not done"))
        self.buttons["over"].setVisible(is_open)
        self.buttons["reopen"].setVisible(not is_open)
        for key in ("tell", "missed"):
            self.buttons[key].setEnabled(call is not None and call.must_be_told)
        self.buttons["copy"].setEnabled(call is not None and bool(call.phone))
        self.buttons["call"].setEnabled(call is not None)
        self.buttons["leave"].setEnabled(is_open and call is not None)

    def _on_call_chosen(self, key: object) -> None:
        # As the list tells it: its own current card is still the one before while it tells.
        self._chosen = key
        self._rest()

    def _on_step_chosen(self, key: object) -> None:
        self._chosen_step = key
        self._rest()

    def _on_step(self, key: object, *, at_once: bool) -> None:
        steps = self.detail.steps if self.detail else ()
        step = next((step for step in steps if step.id == key), None)
        if step is not None:
            self.step_asked.emit(step, at_once)

    def minimumSizeHint(self) -> QSize:
        # That of one column: beside each other they would keep the window from becoming narrower again.
        return QSize(theme.px(_LEAST), theme.px(120))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        beside = event.size().width() >= theme.px(_BESIDE)
        self._columns.setDirection(QBoxLayout.Direction.LeftToRight if beside else QBoxLayout.Direction.TopToBottom)

    def _row(self, *keys: str) -> QWidget:
        """Buttons in a row that wraps."""
        row = QWidget()
        flow = FlowLayout(row, spacing=theme.px(6))
        for key in keys:
            make, said, shown = _BUTTONS[key]
            button = make(said(), native(shown) if shown else "")
            button.clicked.connect(lambda _checked=False, asked=key: self.asked.emit(asked))
            self.buttons[key] = button
            flow.addWidget(button)
        return row

    def _lay_out(self) -> None:
        head = Column()
        top = QHBoxLayout()
        top.setSpacing(theme.px(8))
        top.addWidget(self.title, 1)
        top.addWidget(self._state, 0, Qt.AlignmentFlag.AlignTop)
        head.body.addLayout(top)
        head.body.addWidget(self._about)
        head.body.addWidget(self._outcome)
        head.body.addWidget(self._row("message", "join", "note", "lead", "over", "reopen"))
        left, right = Column(), Column()
        left.body.addWidget(Section(_("Message for all affected customers"), self.message))
        card = Card()
        for widget in (self.message, self._message_about, self._earlier):
            card.body.addWidget(widget)
        left.body.addWidget(card)
        calls = QHBoxLayout()
        calls.addWidget(Section(_("Calls"), self.calls), 1)
        calls.addWidget(self._to_tell)
        left.body.addLayout(calls)
        left.body.addWidget(self.calls)
        left.body.addWidget(self._row("tell", "missed", "copy", "call", "leave"))
        left.body.addWidget(Section(_("Timeline"), self.timeline))
        self.timeline.setMinimumHeight(theme.px(180))
        left.body.addWidget(self.timeline, 1)
        right.body.addWidget(Section(_("Checklist"), self.steps))
        right.body.addWidget(self.steps)
        right.body.addWidget(Label(_("Space ticks a step now, Enter asks for words."), "muted", wrap=True))
        right.body.addWidget(self._row("done", "step"))
        right.body.addStretch(1)
        columns = QWidget()
        columns.setProperty("surface", "clear")
        self._columns = QHBoxLayout(columns)
        self._columns.setContentsMargins(0, 0, 0, 0)
        self._columns.setSpacing(theme.px(10))
        self._columns.addWidget(left, 1)
        self._columns.addWidget(right, 1)
        scroll = ScrollBody(top=False, steady=True)
        scroll.body.setSpacing(theme.px(10))
        scroll.body.addWidget(head)
        scroll.body.addWidget(columns, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(scroll)


def _about(detail: IncidentDetail, zone: str, now: datetime) -> str:
    incident = detail.incident
    parts = [
        _("since {time}").format(time=times.instant(incident.began_at, zone, now)),
        _("{name} leads").format(name=incident.lead),
        incident.category,
        words.calls(incident.calls),
        _("{done} of {all} steps").format(done=incident.steps_done, all=incident.steps),
    ]
    if incident.over_at is not None:
        length = words.lasted(incident.began_at, incident.over_at)
        at = times.instant(incident.over_at, zone, now)
        parts.insert(1, _("over {time} after {length} by {name}").format(time=at, length=length, name=incident.over_by))
    return direction.row(parts)


#: Of each button: how it is made, what it says, its key.
_BUTTONS: dict[str, tuple[Callable[..., KeyButton], Callable[[], str], str]] = {
    "message": (primary, lambda: _("Message"), "Ctrl+M"),
    "join": (secondary, lambda: _("Add calls"), "Ctrl+J"),
    "note": (secondary, lambda: _("Note"), "Ctrl+Shift+N"),
    "lead": (secondary, lambda: _("Hand over"), "Ctrl+Shift+H"),
    "over": (secondary, lambda: _("Over"), "Ctrl+Shift+O"),
    "reopen": (secondary, lambda: _("Not over after all"), "Ctrl+Shift+O"),
    "tell": (primary, lambda: _("Tell them"), "Return"),
    "missed": (secondary, lambda: _("Not reached"), "Ctrl+Shift+X"),
    "copy": (secondary, lambda: _("Copy number"), "Ctrl+Shift+C"),
    "call": (secondary, lambda: _("Open call"), "Ctrl+O"),
    "leave": (secondary, lambda: _("Take out"), "Ctrl+Shift+Delete"),
    "done": (secondary, lambda: _("Done"), "Space"),
    "step": (secondary, lambda: _("Add a step"), "Ctrl+Shift+S"),
}


def key_of(button: str) -> str:
    """The key of a button of the panel."""
    return _BUTTONS[button][2]
