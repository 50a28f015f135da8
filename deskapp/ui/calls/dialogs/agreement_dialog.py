"""The customer's yes or no to "is it solved?" of a resolved call. Only a yes closes a call."""

from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp.domain.phrases import Step
from deskapp.language import _
from deskapp.services.calls.acts import RecordAgreement
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.agreement_fields import AgreementFields
from deskapp.ui.phrases import library
from deskapp.ui.phrases.at_hand import PhrasesAtHand, beside
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class AgreementDialog(CallActDialog):
    """Yes closes the call; no opens it again, and its clock goes on where it was."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            call,
            _("Does the customer agree?"),
            _("Record the answer"),
            parent,
            draft=f"agreement:{call.row.id}",
            width=560,
        )
        solved = Card()
        solved.body.addWidget(Section(_("What solved it")))
        solved.body.addWidget(Label(call.solution, wrap=True, selectable=True))
        self.body.addWidget(solved)
        asked = library.said(place, Step.IS_IT_SOLVED, library.of_call(place, call))
        steps = (Step.IS_IT_SOLVED, Step.FOLLOW_UP, Step.APOLOGY)
        self.phrases = PhrasesAtHand(place, self, lambda: steps, lambda: library.of_call(place, call))
        self.body.addWidget(beside(Label(f"“{asked}”", "muted", wrap=True), self.phrases.button))
        self.agreement = AgreementFields(self, call, later=False)
        self.hint.setText(_("Yes closes the call. No opens it again."))
        self.agreement.answer.setFocus()

    def succeed(self, value: Any) -> None:
        super().succeed(value)
        self.agreement.tell()

    def look_again(self) -> None:
        self.agreement.show_answer()

    def submit(self) -> None:
        given = self.agreement.given()
        if given is None:
            self.point_out("answer", _("Choose what the customer said."))
            return
        act = RecordAgreement(self._call.row.id, given, self.base_version)
        self.carry_out(lambda desk: desk.calls.agree(act))
