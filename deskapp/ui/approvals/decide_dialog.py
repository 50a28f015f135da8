"""What somebody above says to what was asked: themselves, by their PIN on the spot, or by phone."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.approvals.views import ApprovalView
from deskapp.ui.approvals.answer_fields import AnswerFields
from deskapp.ui.approvals.approval_dialog import ApprovalDialog
from deskapp.ui.approvals.people import above, may_decide, me, person
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class DecideDialog(ApprovalDialog):
    """Whoever may decide it grants or refuses; everybody else writes down what was said."""

    def __init__(self, place: Workplace, approval: ApprovalView, parent: QWidget | None = None) -> None:
        self._mine = may_decide(place, approval)
        super().__init__(place, approval, _("Grant") if self._mine else _("Record the answer"), parent)
        here = me(place)
        if here is not None and (here.id == approval.asked_by_id or here.role is not Role.AGENT):
            self.add_button(secondary(_("Take back")), self.withdraw)
        if self._mine:
            self.words = self.add("words", _("Your words"), TextArea(lines=2))
            self.add_button(secondary(_("Refuse"), _("Ctrl+Shift+Enter")), self.say_no)
            for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
                self.bind(keys, lambda: None if self.busy else self.say_no())
            self.words.setPlaceholderText(_("A refusal needs its reason."))
            self.words.setFocus()
            return
        self.answer = AnswerFields(later=False)
        asker = person(place.facts, approval.asked_by_id)
        people = above(place.facts, asker, approval.kind, approval.amount)
        self.answer.set_people([one for one in people if here is None or one.id != here.id])
        for name, form in self.answer.forms.items():
            self.take(name, form, kept=False)
        self.body.addWidget(self.answer)
        self.answer.means.setFocus()

    def submit(self) -> None:
        if self._mine:
            self._decide(granted=True)
            return
        wrong = self.answer.missing()
        answer = self.answer.answer()
        if wrong is not None or answer is None:
            self.go_to(wrong or self.answer.means)
            return
        approval_id = self.approval.id
        self.carry_out(lambda desk: desk.approvals.answer(approval_id, answer))

    def say_no(self) -> None:
        self._decide(granted=False)

    def withdraw(self) -> None:
        """It is not asked any more."""
        approval_id, words = self.approval.id, self.words.text() if self._mine else ""
        self.carry_out(lambda desk: desk.approvals.withdraw(approval_id, words))

    def _decide(self, *, granted: bool) -> None:
        approval_id, words = self.approval.id, self.words.text()
        self.carry_out(
            lambda desk: (
                desk.approvals.grant(approval_id, words) if granted else desk.approvals.refuse(approval_id, words)
            )
        )
