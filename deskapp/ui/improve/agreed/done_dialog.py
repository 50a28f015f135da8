"""An agreed action was done: on which day, and what came of it."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.actions.acts import FinishAction
from deskapp.services.actions.views import ActionView
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class DoneDialog(ActDialog):
    def __init__(self, place: Workplace, action: ActionView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("It is done"), _("Done"), parent, about=action.what, draft=f"done:{action.id}")
        self._action = action
        self.words = self.add("words", _("What came of it"), TextArea(lines=3))
        self.day = self.add("done_on", _("Done on"), DayField(place.desk.clock, place.zone))
        self.day.set_day(place.desk.clock.now().date())
        self.words.setFocus()

    def submit(self) -> None:
        day = self.day.day
        if day is None:
            self.point_out("done_on", self.day.refusal or _("Give a day."))
            return
        act = FinishAction(self._action.id, day, self.words.text(), self._action.version)
        self.carry_out(lambda desk: desk.actions.finish(act))
