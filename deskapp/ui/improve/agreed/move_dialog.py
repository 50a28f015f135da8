"""An agreed action is due on another day, or is somebody else's from now on, with the reason."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.actions.acts import MoveAction
from deskapp.services.actions.views import ActionView
from deskapp.ui.improve.agreed.day_dialog import DayDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class MoveActionDialog(DayDialog):
    def __init__(self, place: Workplace, action: ActionView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Move the action"), _("Move"), parent, about=action.what)
        self._action = action
        self.due = self.day_field("due", _("By"), max(action.due, self.today))
        self.owner = self.owner_field(_("Owner"), action.owner_id)
        self.reason = self.add("reason", _("Why"), TextArea(lines=2, most=6))
        self.due.setFocus()

    def submit(self) -> None:
        owner_id = self.owner_in(self.owner)
        due = self.day_in("due", self.due) if owner_id is not None else None
        if owner_id is not None and due is not None:
            act = MoveAction(self._action.id, due, self.reason.text(), self._action.version, owner_id)
            self.carry_out(lambda desk: desk.actions.move(act))
