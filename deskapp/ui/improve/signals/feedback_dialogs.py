"""The dialogs of feedback: its sheet, that it was sent, and the answer."""

from __future__ import annotations

from datetime import timedelta

from PySide6.QtWidgets import QCheckBox, QWidget

from deskapp.domain.findings.kinds import FeedbackTo, FindingKind
from deskapp.domain.words import Channel
from deskapp.language import _
from deskapp.services.findings.acts import FeedbackAnswered, FeedbackSent, MakeFeedback, WhichSignal
from deskapp.services.findings.views import FeedbackView, SignalView
from deskapp.ui.improve.agreed.day_dialog import DayDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes
from deskapp.wording.findings import signals as wording

#: An answer is wanted after so long, unless somebody says otherwise.
_TWO_WEEKS = timedelta(days=14)


class FeedbackDialog(DayDialog):
    """To whom, what is asked for, by when; the sheet is made from it, and somebody else sends it."""

    def __init__(
        self, place: Workplace, signal: SignalView, which: WhichSignal, told: str, parent: QWidget | None = None
    ) -> None:
        title = _("Feedback to others")
        super().__init__(place, title, _("Make the sheet"), parent, about=which.title, draft=f"feedback:{which.key}")
        self._which, self._told = which, told
        product = signal.finding.kind is FindingKind.PRODUCT
        preset = FeedbackTo.PRODUCT if product else FeedbackTo.OPERATIONS
        self.area = self.add("area", _("Whose matter it is"), ChoiceRow(_("Whose matter it is"), _areas(), preset))
        self.to_whom = self.add("to_whom", _("To whom"), TextArea(lines=1, most=2))
        self.asks = self.add("asks", _("What is asked for"), TextArea(lines=3, most=8))
        self.wanted_by = self.day_field("wanted_by", _("Answer wanted by"), self.today + _TWO_WEEKS)
        self.names: QCheckBox = WrappingCheckBox(_("Name customers on the sheet"))
        self.body.addWidget(self.names)
        self.hint.setText(_("The app sends nothing: it makes the sheet, you send it and tell the app."))
        self.to_whom.setFocus()

    def submit(self) -> None:
        wanted_by = self.day_in("wanted_by", self.wanted_by)
        if wanted_by is None:
            return
        act = MakeFeedback(
            self._which,
            self._told,
            FeedbackTo(str(self.area.value)),
            self.to_whom.text(),
            self.asks.text(),
            wanted_by,
            self.names.isChecked(),
        )
        self.carry_out(lambda desk: desk.findings.feed_back(act))


class SentDialog(DayDialog):
    """When it was sent, and how."""

    def __init__(self, place: Workplace, feedback: FeedbackView, parent: QWidget | None = None) -> None:
        title = _("{number} was sent").format(number=feedback.number)
        super().__init__(place, title, _("Sent"), parent, about=feedback.title)
        self._feedback = feedback
        ways = [(one, codes.channel(one)) for one in Channel]
        self.how = self.add("how", _("How"), ChoiceRow(_("How"), ways, Channel.EMAIL))
        self.sent_on = self.day_field("sent_on", _("Sent on"), self.today)
        self.sent_on.setFocus()

    def submit(self) -> None:
        sent_on = self.day_in("sent_on", self.sent_on)
        if sent_on is not None:
            act = FeedbackSent(self._feedback.id, sent_on, Channel(str(self.how.value)), self._feedback.version)
            self.carry_out(lambda desk: desk.findings.sent(act))


class AnswerDialog(DayDialog):
    """What they answered, when, and what has changed because of it."""

    def __init__(self, place: Workplace, feedback: FeedbackView, parent: QWidget | None = None) -> None:
        title = _("Their answer to {number}").format(number=feedback.number)
        super().__init__(place, title, _("Keep"), parent, about=feedback.title, draft=f"feedback-answer:{feedback.id}")
        self._feedback = feedback
        self.answer = self.add("answer", _("What they answered"), TextArea(lines=3, most=8))
        self.answered_on = self.day_field("answered_on", _("Answered on"), self.today)
        self.changed = self.add("changed", _("What has changed because of it"), TextArea(lines=2, most=6))
        self.answer.setFocus()

    def submit(self) -> None:
        answered_on = self.day_in("answered_on", self.answered_on)
        if answered_on is not None:
            one = self._feedback
            act = FeedbackAnswered(one.id, answered_on, self.answer.text(), one.version, self.changed.text())
            self.carry_out(lambda desk: desk.findings.answered(act))


def _areas() -> list[tuple[object, str]]:
    return [(one, wording.area(one)) for one in FeedbackTo]
