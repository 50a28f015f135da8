"""What solved it; and the customer's answer at once, when they are still on the line."""

from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.phrases import Step
from deskapp.domain.words import UNRETURNED
from deskapp.language import _
from deskapp.services.calls.acts import ResolveCall
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.agreement_fields import AgreementFields
from deskapp.ui.look.palettes import Tint
from deskapp.ui.phrases import library
from deskapp.ui.phrases.at_hand import PhrasesAtHand, beside
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class ResolveDialog(CallActDialog):
    """One act records both, or the solution alone: then the call waits for the customer's answer."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Resolve"), _("Resolve"), parent, draft=f"resolve:{call.row.id}", width=560)
        self.solution = self.add("solution", _("What solved it"), TextArea(lines=3, most=8))
        steps = (Step.IS_IT_SOLVED, Step.FOLLOW_UP, Step.CALL_BACK)
        self.phrases = PhrasesAtHand(place, self, lambda: steps, lambda: library.of_call(place, call))
        self.body.addWidget(beside(Label(_("Still on the line? Ask:"), "strong"), self.phrases.button))
        asked = library.said(place, Step.IS_IT_SOLVED, library.of_call(place, call))
        self.body.addWidget(Label(f"“{asked}”", "muted", wrap=True))
        self.agreement = AgreementFields(self, call, later=True)
        self.agreement.answer.changed.connect(self._show)
        self._show()
        self._warn()
        self.solution.setFocus()

    def submit(self) -> None:
        act = ResolveCall(self._call.row.id, self.solution.text(), self.agreement.given(), self.base_version)
        self.carry_out(lambda desk: desk.calls.resolve(act))

    def succeed(self, value: Any) -> None:
        super().succeed(value)
        self.agreement.tell()

    def look_again(self) -> None:
        self.agreement.show_answer()
        self._show()

    def _show(self) -> None:
        self.hint.setText(
            {
                "yes": _("This closes the call."),
                "no": _("The call stays open, and its clock goes on."),
            }.get(str(self.agreement.answer.value), _("The call is closed when the customer agrees."))
        )

    def _warn(self) -> None:
        out = [one.contact for one in self._call.escalations if one.state in UNRETURNED and one.contact]
        if out:
            self.notice.say(
                _("Still with {contact}. Record their return first.").format(contact=direction.row(out, ", ")),
                Tint.SOON,
            )
