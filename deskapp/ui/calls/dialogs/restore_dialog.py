"""A void call is again what it was, with the reason."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.calls.acts import RestoreCall
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class RestoreDialog(CallActDialog):
    """Clocks and promises go on from where they began."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Restore"), _("Restore"), parent, draft=f"restore:{call.row.id}")
        self.reason = self.add("reason", _("Why it is no longer void"), TextArea(lines=2))
        self.hint.setText(_("Its clocks go on from when they began."))
        self.reason.setFocus()

    def submit(self) -> None:
        act = RestoreCall(self._call.row.id, self.reason.text())
        self.carry_out(lambda desk: desk.calls.restore(act))
