"""A closed call is opened again, with the reason."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.calls.acts import ReopenCall
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class ReopenDialog(CallActDialog):
    """A new cycle begins, with new clocks; what was met or missed before stays as it is."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Reopen"), _("Reopen"), parent, draft=f"reopen:{call.row.id}")
        self.reason = self.add("reason", _("Why it is opened again"), TextArea(lines=3))
        self.hint.setText(_("New clocks start now, by the policy of today."))
        self.reason.setFocus()

    def submit(self) -> None:
        act = ReopenCall(self._call.row.id, self.reason.text(), self.seen)
        self.carry_out(lambda desk: desk.calls.reopen(act))
