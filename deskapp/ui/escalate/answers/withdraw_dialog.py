"""The desk takes an escalation back: why."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.escalations.acts import WithdrawEscalation
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.escalate.answers.answer_dialog import AnswerDialog
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class WithdrawDialog(AnswerDialog):
    """The escalation ends, recorded like everything; tell the contact."""

    def __init__(
        self, place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            place, _("Withdraw"), _("Withdraw"), parent, about=about(call), draft=f"withdraw:{escalation.id}"
        )
        self._escalation_id = escalation.id
        self.reason = self.add("reason", _("Why it is taken back"), TextArea(lines=3))
        self.hint.setText(
            _("Tell {contact} that it is no longer theirs.").format(contact=escalation.contact)
            if escalation.contact
            else ""
        )
        self.reason.setFocus()

    def submit(self) -> None:
        act = WithdrawEscalation(self._escalation_id, self.reason.text())
        self.carry_out(lambda desk: desk.escalations.withdraw(act))
