"""The dialogs of agreed actions: made, moved, done; and the ground of those that ask for a day."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.actions.acts import FinishAction, MoveAction
from deskapp.services.actions.views import ActionView
from deskapp.services.changes import Done
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.drop_down import DropDown
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace

#: By when something is asked for, unless somebody says otherwise.
SOON = timedelta(days=14)
#: Given what is to be done, the id of whoever does it and the day, what is asked of the desk.
Agree = Callable[[str, int, date], Callable[[Desk], Done[Any]]]


class DayDialog(ActDialog):
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


class ActionDialog(DayDialog):
    """What is done about something, by whom, and by when. about: what it comes of, in words."""

    def __init__(
        self,
        place: Workplace,
        about: str,
        agree: Agree,
        parent: QWidget | None = None,
        *,
        draft: str = "",
        what: str = "",
    ) -> None:
        """agree: given what, the owner's id and the day, what is asked of the desk. what: words to begin with."""
        super().__init__(place, _("New action"), _("Agree"), parent, about=about, draft=draft)
        self._agree = agree
        self.what = self.add("what", _("What is to be done"), TextArea(lines=3, most=8))
        self.what.setPlainText(what)
        self.owner = self.owner_field("owner_id", _("Who does it"), place.desk.staff_id)
        self.due = self.day_field("due", _("By"), self.today + SOON)
        self.hint.setText(_("Whoever does it sees it at their next look, and again when it is due."))
        self.what.setFocus()

    def submit(self) -> None:
        due = self.day_in("due", self.due)
        if due is not None:
            self.carry_out(self._agree(self.what.text(), int(self.owner.currentData()), due))


class MoveDialog(DayDialog):
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


class FinishDialog(DayDialog):
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
