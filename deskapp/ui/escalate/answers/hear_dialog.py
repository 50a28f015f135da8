"""Word from the contact: what they say, and their new estimate if they have one."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.escalations.acts import HearFromContact
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.escalate.answers.answer_dialog import AnswerDialog
from deskapp.ui.widgets.calls.in_time_row import estimate_in_time
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class HearDialog(AnswerDialog):
    """The first word stops its clock. Telling the customer is another matter: F4."""

    def __init__(
        self, place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            place,
            call,
            escalation,
            _("Word from {contact}").format(contact=escalation.contact),
            _("Record"),
            parent,
            draft="hear",
        )
        self.words = self.add("words", _("What they say"), TextArea(lines=3))
        self.estimate = self.add("estimate", _("New estimate of the time to fix"), DurationField())
        if escalation.contact_id is not None:
            self.fix_in_time = estimate_in_time(self, "estimate", call, escalation.contact_id)
        self.hint.setText(_("The customer does not know yet: tell them, and note it with F4."))
        self.words.setFocus()

    def submit(self) -> None:
        act = HearFromContact(self._escalation_id, self.words.text(), self.estimate.value())
        self.carry_out(lambda desk: desk.escalations.hear(act))
