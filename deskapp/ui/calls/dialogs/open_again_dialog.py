"""A call that is confidential no more."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.calls.acts import MakeOpen
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls.about import about
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


class OpenAgainDialog(ActDialog):
    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("No longer confidential"),
            _("Let everybody see it"),
            parent,
            about=about(call),
            draft=f"unseal:{call.row.id}",
        )
        self._call_id = call.row.id
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        self.hint.setText(_("Everybody who works here sees the call then, with its whole timeline."))
        self.reason.setFocus()

    def submit(self) -> None:
        act = MakeOpen(self._call_id, self.reason.text())
        self.carry_out(lambda desk: desk.calls.make_open(act))
