"""In the call's panel: what came back and must be told, and who has not accepted in time; what to do about it."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain import sla
from deskapp.domain.handoff.in_time import not_accepted_in_time
from deskapp.domain.words import UNRESOLVED_STATES, UNRETURNED, ClockKind, EscalationState
from deskapp.language import _
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.chip import with_shape
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import times

#: These came to nothing: the next in the chain can be asked.
_NOTHING = (EscalationState.REFUSED, EscalationState.WITHDRAWN)


class PanelNews(Card):
    """Hidden where there is nothing to say. The owner decides; one button begins it."""

    told_asked = Signal()  # note the conversation with the customer
    next_asked = Signal(object)  # EscalationView: offer the call to the next in the chain

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._call: CallDetail | None = None
        self._zone = "UTC"
        self._stuck: EscalationView | None = None
        self._words = Label("", wrap=True, selectable=True)
        self._back = Label("", "strong", wrap=True)
        self.told_button = secondary(_("Note the conversation"), "F4")
        self.told_button.clicked.connect(self.told_asked)
        self.next_button = secondary(_("Offer to the next"))
        self.next_button.clicked.connect(self._on_next)
        buttons = QWidget()
        flow = FlowLayout(buttons, spacing=theme.px(6))
        flow.addWidget(self.told_button)
        flow.addWidget(self.next_button)
        column = QVBoxLayout()
        column.setSpacing(theme.px(4))
        for widget in (self._back, self._words, buttons):
            column.addWidget(widget)
        self._buttons = buttons
        self.body.addLayout(column)
        self.hide()

    @property
    def words(self) -> str:
        """Everything it says."""
        return "\n".join(filter(None, (self._back.text(), self._words.text()))) if not self.isHidden() else ""

    def set_call(self, call: CallDetail, zone: str, now: datetime) -> None:
        """Show another call, or the same anew."""
        self._call, self._zone = call, zone
        self.set_now(now)

    def set_now(self, now: datetime) -> None:
        """The present: what ran out says so."""
        call = self._call
        if call is None:
            return
        back = call.row.back_from
        self._set(
            self._back,
            with_shape(_("Back from {name}: tell the customer").format(name=back), Tint.SOON) if back else "",
        )
        self._stuck = stuck(call, now)
        lines = []
        if self._stuck is not None and self._stuck.state in UNRETURNED:
            lines.append(direction.row((self._stuck.contact, standing(call, self._stuck, self._zone, now)), ": "))
        if self._stuck is not None and self._stuck.state in _NOTHING:
            lines.append(direction.row((self._stuck.contact, escalation_wording.ended(self._stuck)), ": "))
        returned = [one for one in call.escalations if one.took is not None and one.cycle == call.cycle]
        if back and returned and returned[-1].took is not None:
            lines.append(direction.row((returned[-1].contact, escalation_wording.took(returned[-1].took)), ": "))
        self._set(self._words, "\n".join(lines))
        self.told_button.setVisible(bool(back))
        self.next_button.setVisible(self._stuck is not None)
        self._buttons.setVisible(bool(back) or self._stuck is not None)
        self.setVisible(bool(back or self._stuck))

    def _set(self, label: Label, words: str) -> None:
        if words != label.text():
            label.setText(words)
        label.setVisible(bool(words))

    def _on_next(self) -> None:
        if self._stuck is not None:
            self.next_asked.emit(self._stuck)


def standing(call: CallDetail, one: EscalationView, zone: str, now: datetime) -> str:
    """How an escalation that is out stands: accepted or not, the last attempt, the time to fix."""
    if one.accepted_at is not None:
        how = _("accepted {time}").format(time=times.instant(one.accepted_at, zone, now))
    else:
        due = _accept_by(call, one)
        how = escalation_wording.to_answer(one, due, zone, now) or escalation_wording.ended(one)
        if due is not None and not_accepted_in_time(due, now):
            how = _("not accepted in time, was due {time}").format(time=times.instant(due, zone, now))
    tried = [at for at in call.attempts if at.number == one.number and at.contact_id == one.contact_id]
    last = escalation_wording.attempt(tried[-1], zone, now) if tried and one.accepted_at is None else ""
    return direction.row((how, last, escalation_wording.estimate(one, zone, now)))


def _accept_by(call: CallDetail, one: EscalationView) -> datetime | None:
    for clock in call.clocks:
        if clock.kind is ClockKind.ACCEPTANCE and clock.escalation_id == one.id and clock.facts.stopped is None:
            return sla.due(clock.facts)
    return None


def stuck(call: CallDetail, now: datetime) -> EscalationView | None:
    """The escalation that came to nothing: not accepted in time, or the last one was refused or taken back."""
    if call.masked or call.state not in UNRESOLVED_STATES:
        return None
    of_cycle = [one for one in call.escalations if one.cycle == call.cycle and one.contact]
    for one in of_cycle:
        if one.state is EscalationState.OFFERED and not_accepted_in_time(_accept_by(call, one), now):
            return one
    out = any(one.state in UNRETURNED for one in of_cycle)
    last = of_cycle[-1] if of_cycle else None
    return last if last is not None and not out and last.state in _NOTHING else None
