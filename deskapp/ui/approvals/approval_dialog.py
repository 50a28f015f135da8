"""The ground of the dialogs on one approval: what was asked by whom, and what to do where somebody was first."""

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.errors import Conflict, DeskError
from deskapp.language import _
from deskapp.services.approvals.views import ApprovalView
from deskapp.ui.approvals.approval_words import TINTS, history, newer
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.chip import Chip
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import approvals as approval_wording
from deskapp.wording import refusals


class ApprovalDialog(ActDialog):
    def __init__(self, place: Workplace, approval: ApprovalView, main: str, parent: QWidget | None = None) -> None:
        about = direction.row((approval.ref, approval.customer, approval.summary))
        super().__init__(place, _("Approval"), main, parent, about=about, draft=f"decide:{approval.id}")
        self.approval = approval
        now = place.desk.clock.now()
        card = Card()
        head = QHBoxLayout()
        head.setSpacing(theme.px(8))
        head.addWidget(Label(approval_wording.title(approval), "heading", wrap=True), 1)
        standing = approval.standing
        self.chip = Chip(approval_wording.standing(standing), TINTS[standing], shape=True)
        head.addWidget(self.chip)
        column = QVBoxLayout()
        column.setSpacing(theme.px(3))
        column.addLayout(head)
        column.addWidget(Label(approval.reason, wrap=True, selectable=True))
        column.addWidget(Label(history(approval, place.zone, now), "muted", wrap=True))
        card.body.addLayout(column)
        self.body.addWidget(card)

    def refuse(self, error: DeskError) -> None:
        if error.code.startswith("pin_") and "pin" in self._fields:
            self.point_out("pin", refusals.error(error))
            return
        if isinstance(error, Conflict) and isinstance(error.values.get("newer"), ApprovalView):
            self._show_newer(error.values["newer"])
            return
        super().refuse(error)

    def _show_newer(self, approval: ApprovalView) -> None:
        """Nothing is left to decide here; what was typed stays to be read."""
        now = self.place.desk.clock.now()
        self.chip.set(approval_wording.standing(approval.standing), TINTS[approval.standing], shape=True)
        self.notice.say(newer(approval, self.place.zone, now), Tint.SOON)
        for button in self._buttons:
            button.setEnabled(False)
        self.cancel_button.setFocus()
