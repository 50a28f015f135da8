"""The customer's answer to "is it solved?": the answer, who gave it, how, and in what words."""

from PySide6.QtWidgets import QLineEdit

from deskapp.domain.words import Answer, Channel
from deskapp.language import _
from deskapp.services.calls.acts import FollowUp, GiveAgreement
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.score_row import ScoreRow
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField


class AgreementFields:
    """Puts its fields into a dialog. The answer is never preset; `later` offers not to have asked yet."""

    def __init__(self, dialog: ActDialog, call: CallDetail, *, later: bool) -> None:
        self._dialog, self._call = dialog, call
        offered: list[tuple[object, str]] = [
            (Answer.YES, _("Yes, it is solved")),
            (Answer.NO, _("No, not yet")),
        ]
        if later:
            offered.append(("", _("Ask later")))
        self.answer = dialog.add(
            "answer", _("The customer says"), ChoiceRow(_("Is it solved?"), offered, "" if later else None)
        )
        self.who = dialog.add("who", _("Who said so"), QLineEdit(call.customer.name))
        self.how = dialog.add("how", _("How"), ChoiceRow(_("How"), choices.channels(), Channel.PHONE))
        self.words = dialog.add("agreement_words", _("In their words"), TextArea(lines=2))
        self.score = dialog.add("satisfaction", _("How content are they, 1 to 5? If they say so"), ScoreRow())
        place = dialog.place
        self.follow_up = dialog.add(
            "follow_up", _("Follow-up, if they want one"), WhenField(place.desk.clock, place.zone)
        )
        self.answer.changed.connect(self._show)
        self._show()

    def given(self) -> GiveAgreement | None:
        """What was answered; None where nobody was asked yet."""
        if not self.answer.value:
            return None
        yes, due_at = self.answer.value == Answer.YES, self.follow_up.value()
        return GiveAgreement(
            answer=Answer(str(self.answer.value)),
            who=self.who.text(),
            how=Channel(str(self.how.value)),
            words=self.words.text(),
            satisfaction=self.score.score if yes else None,
            follow_up=FollowUp(due_at) if yes and due_at is not None else None,
        )

    def tell(self) -> None:
        """Say in the window that the call is closed: it leaves the list, and another is the current one."""
        if self.answer.value == Answer.YES:
            words = _("{ref} is closed: {who} agreed.").format(ref=self._call.row.ref, who=self._call.row.customer)
            self._dialog.place.said.emit(words)

    def show_answer(self) -> None:
        """Show what belongs to the answer, also after a draft was put back."""
        self._show()

    def _show(self) -> None:
        for name in ("who", "how", "agreement_words"):
            self._dialog.field_shown(name, bool(self.answer.value))
        for name in ("satisfaction", "follow_up"):
            self._dialog.field_shown(name, self.answer.value == Answer.YES)
        missing = self.answer.value == Answer.NO
        self._dialog.rename("agreement_words", _("What is still missing") if missing else _("In their words"))
