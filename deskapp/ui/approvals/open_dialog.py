"""The dialog for what can be done about an approval now."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import ApprovalState
from deskapp.services.approvals.views import ApprovalView
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.ui.widgets.dialogs.act_dialog import ActDialog


def is_open(approval: ApprovalView) -> bool:
    """Whether anything can be done about it: it is asked, or told by phone and unconfirmed."""
    return approval.state is ApprovalState.ASKED or approval.unconfirmed


def dialog_for(place: Workplace, approval: ApprovalView, parent: QWidget | None) -> ActDialog:
    """Not yet opened; for an approval that is open."""
    if approval.state is ApprovalState.ASKED:
        from deskapp.ui.approvals.decide_dialog import DecideDialog

        return DecideDialog(place, approval, parent)
    from deskapp.ui.approvals.confirm_dialog import ConfirmDialog

    return ConfirmDialog(place, approval, parent)
