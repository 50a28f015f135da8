"""Ctrl+B: a call-back promised to the customer: when, on which number, about what."""

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.domain.phrases import Step
from deskapp.language import _
from deskapp.services.calls.acts import PromiseCallBack
from deskapp.services.overview.views import CallDetail
from deskapp.ui.phrases import library
from deskapp.ui.phrases.at_hand import words_for_customers
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace


class CallBackDialog(CallActDialog):
    """A promise is a fixed instant: nothing pauses it."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            call,
            _("Promise a call-back"),
            _("Promise"),
            parent,
            draft=f"call-back:{call.row.id}",
        )
        self.due_at = self.add("due_at", _("We call back"), WhenField(place.desk.clock, place.zone))
        self.due_in_time = self.in_time("due_at")
        self.phone = self.add("phone", _("On this number"), QLineEdit(next(iter(call.customer.phones), "")))
        self.words = TextArea(lines=2)
        self.add("words", _("About what"), self.words)
        self.better = words_for_customers(
            self, place, "words", self.words, lambda: (Step.CALL_BACK, Step.APOLOGY), self._values
        )
        self.hint.setText(_("It stands in the list of call-backs until it is kept."))
        self.due_at.setFocus()

    def _values(self) -> dict[str, str]:
        return library.of_call(self.place, self._call, self.due_at.value())

    def submit(self) -> None:
        at = self.time_in("due_at", _("Say when: customers count on a time."))
        if at is None:
            return
        act = PromiseCallBack(self._call.row.id, at, self.phone.text(), self.words.text())
        self.carry_out(lambda desk: desk.promises.call_back(act))
