"""The open approvals of a call in its menu, so that they are reached without the list."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QMenu, QWidget

from deskapp.domain.words import ApprovalState
from deskapp.language import _
from deskapp.services.approvals.views import ApprovalView
from deskapp.ui.approvals.open_dialog import dialog_for, is_open
from deskapp.ui.approvals.people import may_decide
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import approvals as approval_wording


def fill(menu: QMenu, place: Workplace, approvals: Sequence[ApprovalView], parent: QWidget) -> bool:
    """Add an entry for each approval that is open; whether there was any."""
    found = [one for one in approvals if is_open(one)]
    for approval in found:
        what = approval_wording.title(approval).replace("&", "&&")
        menu.addAction(_words(place, approval).format(what=what), _opener(place, approval, parent))
    return bool(found)


def _words(place: Workplace, approval: ApprovalView) -> str:
    if approval.state is not ApprovalState.ASKED:
        return _("{what}: confirm…")
    return _("{what}: grant or refuse…") if may_decide(place, approval) else _("{what}: the answer…")


def _opener(place: Workplace, approval: ApprovalView, parent: QWidget) -> Callable[[], None]:
    return lambda: dialog_for(place, approval, parent).open()
