"""The approvals of the call in the panel: how each stands, in word, shape and colour."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtWidgets import QSizePolicy, QVBoxLayout, QWidget

from deskapp.domain.words import ApprovalState
from deskapp.language import _
from deskapp.services.approvals.views import ApprovalView
from deskapp.ui.approvals.approval_words import card
from deskapp.ui.approvals.open_dialog import dialog_for, is_open
from deskapp.ui.look import theme
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace


class CallApprovals(QWidget):
    """Hidden where there are none. Enter on one opens what can be done about it."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._shown: dict[int, ApprovalView] = {}
        self.list = PickList(_("Approvals"), fit=True)
        self.list.confirmed.connect(self.open)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(Section(_("Approvals"), self.list))
        column.addWidget(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.hide()

    def set_approvals(self, approvals: Sequence[ApprovalView], now: datetime) -> None:
        """Show these, first what is open, then the newest; what was taken back stands in the timeline alone."""
        kept = [one for one in reversed(approvals) if one.state is not ApprovalState.WITHDRAWN]
        kept.sort(key=is_open, reverse=True)
        self._shown = {one.id: one for one in kept}
        self.list.set_items([card(one, self._place.zone, now) for one in kept])
        self.setVisible(bool(kept))

    def open(self, key: object) -> None:
        """Decide, confirm or take back an approval that is open; nothing is left to do with the others."""
        approval = self._shown.get(key) if isinstance(key, int) else None
        if approval is not None and is_open(approval):
            dialog_for(self._place, approval, self.window()).open()
