"""A follow-up is promised after the close: the customer agreed, and wants to hear from us all the same."""

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _
from deskapp.services.calls.acts import PromiseFollowUp
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace


class FollowUpDialog(CallActDialog):
    """It stands among the call-backs; the call stays closed."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Promise a follow-up"), _("Promise"), parent, draft=f"follow_up:{call.row.id}")
        self.due_at = self.add("due_at", _("When"), WhenField(place.desk.clock, place.zone))
        self.phone = self.add("phone", _("Number"), QLineEdit(next(iter(call.customer.phones), "")))
        self.words = self.add("words", _("What for"), TextArea(lines=2))
        self.hint.setText(_("It waits among the call-backs. The call stays closed."))
        self.due_at.setFocus()

    def submit(self) -> None:
        due_at = self.time_in("due_at", _("Name the day and the time, such as “today 15:30”."))
        if due_at is None:
            return
        act = PromiseFollowUp(self._call.row.id, due_at, self.phone.text(), self.words.text())
        self.carry_out(lambda desk: desk.promises.follow_up(act))
