"""The dialogs by which something is made of a signal: each gives the act, and says what is wrong beside its field."""

from __future__ import annotations

from datetime import date, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QCheckBox, QWidget

from deskapp.domain.findings.kinds import FeedbackTo, FindingKind
from deskapp.domain.words import Channel
from deskapp.language import _
from deskapp.services.actions.acts import FinishAction, MoveAction
from deskapp.services.actions.views import ActionView
from deskapp.services.findings.acts import AgreeOnAction, FeedbackAnswered, FeedbackSent, MakeFeedback, Seen
from deskapp.services.findings.views import FeedbackView, SignalView
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes
from deskapp.wording.findings import signals as wording

#: By when something is asked for, unless somebody says otherwise.
_SOON = timedelta(days=14)


class _DayDialog(ActDialog):
    """The ground of those that ask for a day."""

    def day_field(self, name: str, words: str, day: date | None) -> DayField:
        field = self.add(name, words, DayField(self.place.desk.clock, self.place.zone))
        field.set_day(day)
        return field

    def day_in(self, name: str, field: DayField) -> date | None:
        """The day in a field that cannot do without; where there is none, that is pointed out."""
        if field.day is None:
            self.point_out(name, field.refusal or _("Name a day."))
        return field.day

    @property
    def today(self) -> date:
        return self.place.desk.clock.now().astimezone(ZoneInfo(self.place.zone)).date()

    def owner_field(self, name: str, words: str, owner_id: int | None) -> DropDown:
        field = self.add(name, words, DropDown())
        for one in self.place.facts.staff if self.place.facts else ():
            if one.active or one.id == owner_id:
                field.addItem(one.name, one.id)
        field.setCurrentIndex(max(0, field.findData(owner_id)))
        return field


class ActionDialog(_DayDialog):
    """What is done about it, by whom, and by when."""

    def __init__(self, place: Workplace, seen: Seen, parent: QWidget | None = None) -> None:
        super().__init__(place, _("New action"), _("Agree"), parent, about=seen.title, draft=f"action:{seen.key}")
        self._seen = seen
        self.what = self.add("what", _("What is to be done"), TextArea(lines=3, most=8))
        self.owner = self.owner_field("owner_id", _("Who does it"), place.desk.staff_id)
        self.due = self.day_field("due", _("By"), self.today + _SOON)
        self.hint.setText(_("Whoever does it sees it at their next look, and again when it is due."))
        self.what.setFocus()

    def submit(self) -> None:
        due = self.day_in("due", self.due)
        if due is not None:
            act = AgreeOnAction(self._seen, self.what.text(), int(self.owner.currentData()), due)
            self.carry_out(lambda desk: desk.findings.agree(act))


class MoveDialog(_DayDialog):
    """Another day, or somebody else, with the reason."""

    def __init__(self, place: Workplace, action: ActionView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Move the action"), _("Move"), parent, about=action.what)
        self._action = action
        self.due = self.day_field("due", _("By"), max(action.due, self.today))
        self.owner = self.owner_field("owner_id", _("Who does it"), action.owner_id)
        self.reason = self.add("reason", _("Why"), TextArea(lines=2, most=6))
        self.due.setFocus()

    def submit(self) -> None:
        due = self.day_in("due", self.due)
        if due is not None:
            one = self._action
            act = MoveAction(one.id, due, self.reason.text(), one.version, int(self.owner.currentData()))
            self.carry_out(lambda desk: desk.actions.move(act))


class FinishDialog(_DayDialog):
    """When it was done, and what came of it."""

    def __init__(self, place: Workplace, action: ActionView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("The action is done"), _("Done"), parent, about=action.what)
        self._action = action
        self.words = self.add("words", _("What was done, and what came of it"), TextArea(lines=3, most=8))
        self.done_on = self.day_field("done_on", _("Done on"), self.today)
        self.words.setFocus()

    def submit(self) -> None:
        done_on = self.day_in("done_on", self.done_on)
        if done_on is not None:
            act = FinishAction(self._action.id, done_on, self.words.text(), self._action.version)
            self.carry_out(lambda desk: desk.actions.finish(act))


class FeedbackDialog(_DayDialog):
    """To whom, what is asked for, by when; the sheet is made from it, and somebody else sends it."""

    def __init__(
        self, place: Workplace, signal: SignalView, seen: Seen, told: str, parent: QWidget | None = None
    ) -> None:
        title = _("Feedback to others")
        super().__init__(place, title, _("Make the sheet"), parent, about=seen.title, draft=f"feedback:{seen.key}")
        self._seen, self._told = seen, told
        product = signal.finding.kind is FindingKind.PRODUCT
        preset = FeedbackTo.PRODUCT if product else FeedbackTo.OPERATIONS
        self.area = self.add("area", _("Whose matter it is"), ChoiceRow(_("Whose matter it is"), _areas(), preset))
        self.to_whom = self.add("to_whom", _("To whom"), TextArea(lines=1, most=2))
        self.asks = self.add("asks", _("What is asked for"), TextArea(lines=3, most=8))
        self.wanted_by = self.day_field("wanted_by", _("Answer wanted by"), self.today + _SOON)
        self.names: QCheckBox = WrappingCheckBox(_("Name customers on the sheet"))
        self.body.addWidget(self.names)
        self.hint.setText(_("The app sends nothing: it makes the sheet, you send it and tell the app."))
        self.to_whom.setFocus()

    def submit(self) -> None:
        wanted_by = self.day_in("wanted_by", self.wanted_by)
        if wanted_by is None:
            return
        act = MakeFeedback(
            self._seen,
            self._told,
            FeedbackTo(str(self.area.value)),
            self.to_whom.text(),
            self.asks.text(),
            wanted_by,
            self.names.isChecked(),
        )
        self.carry_out(lambda desk: desk.findings.feed_back(act))


class SentDialog(_DayDialog):
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


class AnswerDialog(_DayDialog):
    """What they answered, when, and what has changed because of it."""

    def __init__(self, place: Workplace, feedback: FeedbackView, parent: QWidget | None = None) -> None:
        title = _("Their answer to {number}").format(number=feedback.number)
        super().__init__(place, title, _("Keep"), parent, about=feedback.title)
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
