"""The contact takes an escalation on: who, and how long they expect to need."""

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _
from deskapp.services.escalations.acts import AcceptEscalation
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.escalate.answers.answer_dialog import AnswerDialog
from deskapp.ui.widgets.calls.in_time_row import estimate_in_time
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.work.workplace import Workplace


class AcceptDialog(AnswerDialog):
    """Stops the acceptance clock. The owner of the call stays."""

    def __init__(
        self, place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            place,
            call,
            escalation,
            _("Accepted"),
            _("Record acceptance"),
            parent,
            draft="accept",
        )
        self.by = self.add("by", _("Accepted by"), QLineEdit(escalation.contact))
        self.estimate = self.add("estimate", _("Estimated time to fix"), DurationField(escalation.estimate))
        if escalation.contact_id is not None:
            self.fix_in_time = estimate_in_time(self, "estimate", call, escalation.contact_id)
        self.hint.setText(_("You stay the owner and keep the customer informed."))
        self.by.setFocus()

    def submit(self) -> None:
        act = AcceptEscalation(self._escalation_id, self.by.text(), self.estimate.value())
        self.carry_out(lambda desk: desk.escalations.accept(act))
