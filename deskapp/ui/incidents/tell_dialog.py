"""Tell a customer the incident's message: what to read out, and that they were told or not reached."""

from collections.abc import Mapping
from datetime import datetime

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.phrases import Step, fill
from deskapp.domain.words import Channel
from deskapp.language import _
from deskapp.services.incidents.acts import NotReached, TellCustomer
from deskapp.services.overview.views import CallDetail
from deskapp.ui.phrases.at_hand import words_for_customers
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.in_time_row import promise_in_time
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace


class TellDialog(ActDialog):
    """Ctrl+Enter at once is enough: they were told the message as it stands."""

    def __init__(
        self,
        place: Workplace,
        incident_id: int,
        call_id: int,
        number: int,
        message: str,
        values: Mapping[str, str],
        parent: QWidget | None = None,
        *,
        about: str = "",
        deadline: datetime | None = None,
    ) -> None:
        """values: what the places of the message are filled with. deadline: the customer's own."""
        super().__init__(
            place,
            _("Tell them message {number}").format(number=number),
            _("Told"),
            parent,
            about=about,
            draft=f"tell:{incident_id}:{call_id}:{number}",
            width=680,
        )
        self._incident_id, self._call_id, self._number = incident_id, call_id, number
        self.words = self.add("words", _("Say"), TextArea(lines=5, most=12))
        self.words.setPlainText(said(message, values))
        self.better = words_for_customers(
            self, place, "words", self.words, lambda: (Step.OUTAGE, Step.APOLOGY), lambda: values
        )
        self.how = self.add("how", _("How"), ChoiceRow(_("How"), choices.channels(), Channel.PHONE))
        self.next_update = self.add(
            "next_update", _("Next update promised for"), WhenField(place.desk.clock, place.zone)
        )
        self.update_in_time = promise_in_time(self, "next_update")
        self.update_in_time.set_deadline(deadline)
        self.hint.setText(_("The next update starts now."))
        self.missed_button = self.add_button(secondary(_("Not reached"), _("Ctrl+Shift+Enter")), self._not_reached)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            self.bind(keys, lambda: None if self.busy else self._not_reached())
        self.words.setFocus()

    def submit(self) -> None:
        act = TellCustomer(
            self._incident_id,
            self._call_id,
            self._number,
            Channel(str(self.how.value)),
            self.words.text(),
            self.next_update.value(),
        )
        self.carry_out(lambda desk: desk.incidents.tell(act))

    def _not_reached(self) -> None:
        act = NotReached(self._incident_id, self._call_id, Channel(str(self.how.value)))
        self.carry_out(lambda desk: desk.incidents.not_reached(act))


def for_call(place: Workplace, call: CallDetail, parent: QWidget | None) -> TellDialog:
    """Tell the customer of this call the newest message of its incident."""
    incident = call.incident
    assert incident is not None  # only offered where it belongs to one
    phone = next(iter(call.customer.phones), "")
    return TellDialog(
        place,
        incident.id,
        call.row.id,
        incident.number,
        incident.message,
        values(place, call.customer.name, call.row.ref),
        parent,
        about=direction.row((call.row.ref, call.row.customer, phone, incident.title)),
        deadline=call.row.customer_deadline,
    )


def values(place: Workplace, customer: str, ref: str) -> Mapping[str, str]:
    """What the places of a message are filled with for one call."""
    facts = place.facts
    staff = {one.id: one.name for one in facts.staff} if facts else {}
    return {
        "customer": customer,
        "agent": staff.get(place.desk.staff_id or 0, ""),
        "ref": ref,
        "site": facts.site.name if facts else "",
    }


def said(message: str, values: Mapping[str, str]) -> str:
    """The message with its places filled for one call."""
    return fill(message, values)
