"""An escalation comes back: the contact's answer, what was done, their reference, when it was fixed."""

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.escalations.acts import ReturnEscalation
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.escalate.answers.answer_dialog import AnswerDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import escalations as escalation_wording


class ReturnDialog(AnswerDialog):
    """Afterwards the owner checks with the customer."""

    def __init__(
        self, place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            place,
            call,
            escalation,
            _("Returned by {contact}").format(contact=escalation.contact),
            _("Record the return"),
            parent,
            draft="return",
            width=560,
        )
        self.outcome = self.add("outcome", _("Their answer"), TextArea(lines=2))
        self.what_was_done = self.add("done", _("What was done"), TextArea(lines=2))
        self.reference = self.add("reference", _("Their reference"), QLineEdit())
        self.fixed_at = self.add(
            "fixed_at",
            _("Fixed at"),
            WhenField(place.desk.clock, place.zone, past=True, placeholder=_("if it is fixed: today 13:30")),
        )
        now = place.desk.clock.now()
        said = escalation_wording.estimate(escalation, place.zone, now)
        self.hint.setText(direction.row((said, _("Then ask the customer whether it is solved."))))
        self.outcome.setFocus()

    def submit(self) -> None:
        act = ReturnEscalation(
            escalation_id=self._escalation_id,
            outcome=self.outcome.text(),
            done=self.what_was_done.text(),
            reference=self.reference.text(),
            fixed_at=self.fixed_at.value(),
        )
        self.carry_out(lambda desk: desk.escalations.give_back(act))
