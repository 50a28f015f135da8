"""How content the customer was, told after the close; told anew, it is corrected."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.calls.acts import RateCall
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.score_row import ScoreRow
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.work.workplace import Workplace


class RateDialog(CallActDialog):
    """1 to 5 by the digit keys."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Satisfaction"), _("Record"), parent)
        self.score = self.add(
            "satisfaction", _("How content is the customer, 1 to 5?"), ScoreRow(call.endings.score(call.cycle))
        )
        self.hint.setText(_("1 is not at all, 5 is very."))
        self.score.setFocus()

    def submit(self) -> None:
        score = self.score.score
        if score is None:
            self.point_out("satisfaction", _("Choose a figure from 1 to 5."))
            return
        act = RateCall(self._call.row.id, score)
        self.carry_out(lambda desk: desk.calls.rate(act))
