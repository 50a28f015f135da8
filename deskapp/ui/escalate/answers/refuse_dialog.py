"""The contact does not take an escalation on: why."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.escalations.acts import RefuseEscalation
from deskapp.services.escalations.views import EscalationView
from deskapp.services.overview.views import CallDetail
from deskapp.ui.escalate.answers.answer_dialog import AnswerDialog
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class RefuseDialog(AnswerDialog):
    """The escalation ends; the call is the owner's alone again."""

    def __init__(
        self, place: Workplace, call: CallDetail, escalation: EscalationView, parent: QWidget | None = None
    ) -> None:
        super().__init__(
            place,
            _("Refused"),
            _("Record the refusal"),
            parent,
            about=about(call),
            draft=f"refuse:{escalation.id}",
        )
        self._escalation_id = escalation.id
        self.reason = self.add("reason", _("Why they refused"), TextArea(lines=3))
        self.hint.setText(
            _("{contact} does not take it on. Then escalate to somebody else, or solve it yourself.").format(
                contact=escalation.contact
            )
        )
        self.reason.setFocus()

    def submit(self) -> None:
        act = RefuseEscalation(self._escalation_id, self.reason.text())
        self.carry_out(lambda desk: desk.escalations.refuse(act))
