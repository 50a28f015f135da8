"""Making a call confidential: why, and who sees it besides its owner and the supervisors."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.confidential import ABOVE
from deskapp.language import _
from deskapp.services.calls.acts import MakeConfidential
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.named_field import NamedField
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.tick_list import wrapping
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import confidential as confidential_wording


class ConfidentialDialog(CallActDialog):
    """Whoever is not its owner is named on it, and is told so."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            call,
            _("Make confidential"),
            _("Make confidential"),
            parent,
            draft=f"confidential:{call.row.id}",
        )
        self.reason = self.add("reason", _("Why"), TextArea(lines=2))
        self.named = NamedField(place.facts, call)
        self.add("named", _("Named on the call"), self.named, kept=False)
        wrapping(self.named.parentWidget() or self.named)
        self.hint.setText(self._hint(call))
        self.reason.setFocus()

    def submit(self) -> None:
        act = MakeConfidential(self._call.row.id, self.reason.text(), self.named.named)
        self.carry_out(lambda desk: desk.calls.make_confidential(act))

    def _hint(self, call: CallDetail) -> str:
        here = self.place.desk.staff_id
        role = next((one.role for one in (self.place.facts.staff if self.place.facts else ()) if one.id == here), None)
        if call.row.owner_id == here or role in ABOVE:
            return confidential_wording.others()
        return " ".join((confidential_wording.others(), confidential_wording.you_too()))
