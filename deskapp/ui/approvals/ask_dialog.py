"""Ask somebody above for an approval; what they say at once is recorded with it."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.overview.views import CallDetail
from deskapp.ui.approvals.answer_fields import AnswerFields
from deskapp.ui.approvals.people import above, me
from deskapp.ui.approvals.what_fields import WhatFields
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class AskApprovalDialog(CallActDialog):
    """Nothing is granted by asking: it stands as asked until somebody above has said yes."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            call,
            _("Ask for an approval"),
            _("Ask"),
            parent,
            draft=f"approval:{call.row.id}",
        )
        self.what = WhatFields(place)
        self.answer = AnswerFields(later=True)
        for name, form in self.what.forms.items():
            self.take(name, form)
        for name, form in self.answer.forms.items():
            self.take(name, form, kept=False)
        self.body.addWidget(self.what)
        self.body.addWidget(self.answer)
        self.what.changed.connect(self.look_again)
        self.answer.changed.connect(self._name_button)
        self.look_again()
        self.what.kind_field.setFocus()

    def look_again(self) -> None:
        if self.what.kind is not None:
            self.answer.set_people(above(self.place.facts, me(self.place), self.what.kind, self.what.money))
        self._name_button()

    def submit(self) -> None:
        wrong = self.what.unreadable() or self.answer.missing()
        if wrong is not None or self.what.kind is None:
            self.go_to(wrong or self.what.kind_field)
            return
        act = AskApproval(
            self._call.row.id, self.what.kind, self.what.money, self.what.reason.text(), self.answer.answer()
        )
        self.carry_out(lambda desk: desk.approvals.ask(act))

    def refuse(self, error: DeskError) -> None:
        if error.code.startswith("pin_"):
            self.say("pin", refusals.error(error))
            self.answer.pin.selectAll()
            self.go_to(self.answer.pin)
            return
        super().refuse(error)

    def _name_button(self) -> None:
        self.main_button.set_words(_("Ask and record the answer") if self.answer.given else _("Ask"))
