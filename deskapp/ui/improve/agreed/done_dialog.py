"""An agreed action was done: on which day, and what came of it."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.actions.acts import FinishAction
from deskapp.services.actions.views import ActionView
from deskapp.ui.improve.agreed.day_dialog import DayDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class DoneDialog(DayDialog):
    def __init__(self, place: Workplace, action: ActionView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("It is done"), _("Done"), parent, about=action.what, draft=f"done:{action.id}")
        self._action = action
        self.words = self.add("words", _("What came of it"), TextArea(lines=3))
        self.day = self.day_field("done_on", _("Done on"), self.today)
        self.words.setFocus()

    def submit(self) -> None:
        day = self.day_in("done_on", self.day)
        if day is not None:
            act = FinishAction(self._action.id, day, self.words.text(), self._action.version)
            self.carry_out(lambda desk: desk.actions.finish(act))
