"""Steps 3 to 5 of escalating in one column: pass on, tell the customer, transfer."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.clock import Clock
from deskapp.domain.phrases import Library
from deskapp.language import _
from deskapp.services.overview.views import EscalationStart
from deskapp.ui.escalate.dialog.pass_on import PassOn
from deskapp.ui.escalate.dialog.tell import Tell
from deskapp.ui.escalate.dialog.transfer_row import TransferRow
from deskapp.ui.look import theme
from deskapp.ui.phrases.at_hand import beside
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.heading import StepHeading
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scrolling import ColumnScroll, make_room
from deskapp.wording import times


class HandoffColumn(Column):
    """What the contact gets, what the customer is told, and how the call is transferred."""

    changed = Signal()  # by a person

    def __init__(self, clock: Clock, zone: str, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.pass_on = PassOn()
        self.tell = Tell(clock, zone, library)
        self.transfer = TransferRow(clock, zone, library)
        self._zone = zone
        self._offered: datetime | None = None
        self._withheld = Label("", "strong", wrap=True)
        self._withheld.hide()
        self._transfer_heading = beside(StepHeading(5, _("Transfer"), keyed=True), self.transfer.phrases_button)
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(5))
        for widget in (
            self.pass_on,
            self._withheld,
            beside(StepHeading(4, _("Tell the customer"), keyed=True), self.tell.phrases_button),
            self.tell,
            self._transfer_heading,
            self.transfer,
        ):
            column.addWidget(widget)
        column.addStretch(1)
        make_room(self.body)
        self.body.addWidget(StepHeading(3, _("Pass on"), keyed=True))
        self.body.addWidget(ColumnScroll(inside), 1)
        for part in (self.pass_on, self.tell, self.transfer):
            part.changed.connect(self.changed)

    def set_start(self, start: EscalationStart, zone: str) -> None:
        deadline = start.call.row.customer_deadline
        words = times.instant(deadline, zone, start.as_of) if deadline else ""
        self.pass_on.set_start(start.handoff, start.required, words)
        customer = start.call.customer
        unreachable = ("reach",) if not customer.phones and not customer.email else ()
        self.pass_on.ask((*unreachable, *start.lacks))
        self.tell.set_channel(start.call.channel)
        self.tell.in_time.set_deadline(deadline)
        self._offered = start.next_update
        self.tell.next_update.set_value(start.next_update)
        self.tell.set_earlier(start.earlier)

    def set_values(self, values: Mapping[str, str], *, needs_contact: bool) -> None:
        """What the phrases are filled in with."""
        self.tell.set_values(values, self.transfer.transfer, contact=needs_contact)
        self.transfer.set_values(values)

    def set_withheld(self, words: str) -> None:
        """What the contact does not get after a no; then nothing is said to them of the customer either."""
        self._withheld.setText(words)
        self._withheld.setVisible(bool(words))
        self.transfer.set_silent(bool(words))

    @property
    def withheld(self) -> str:
        return self._withheld.text()

    def set_present(self, next_update: datetime | None, now: datetime) -> None:
        """Time went by: a promise that lies in the past is offered anew, or said beside it where it was named."""
        field = self.tell.next_update
        value = field.value()
        if value is None or value > now:
            return
        if value == self._offered and self.tell.consent is None:
            self._offered = next_update
            field.set_value(next_update)
            return
        words = _("This is past by now: name a later time.")
        if next_update is not None:
            later = times.instant(next_update, self._zone, now)
            words = _("This is past by now: name a later time, for example {time}.").format(time=later)
        self.tell.say("next_update", words)

    def set_needed(self, needed: bool) -> None:
        """Whether the call is handed to somebody."""
        self.transfer.setVisible(needed)
        self._transfer_heading.setVisible(needed)

    def unreadable(self) -> QWidget | None:
        """The first field whose time cannot be read, with the words beside it."""
        if not self.tell.next_update.valid():
            return self.tell.next_update
        if self.transfer.refusal:
            return self.transfer.say("estimate", self.transfer.refusal)
        return None

    def content(self) -> dict[str, Any]:
        return {
            "parts": self.pass_on.content(),
            "tell": self.tell.content(),
            "transfer": self.transfer.content(),
        }

    def restore(self, content: Mapping[str, Any]) -> None:
        self.pass_on.restore(content.get("parts", {}))
        self.tell.restore(content.get("tell", {}))
        self.transfer.restore(content.get("transfer", {}))

    def say(self, field: str, words: str | None) -> QWidget | None:
        for part in (self.pass_on, self.tell, self.transfer):
            where = part.say(field, words)
            if where is not None:
                return where
        return None
