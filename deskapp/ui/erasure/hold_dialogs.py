"""A call or a customer is held: nothing of it goes, by age or on request, until a manager ends that."""

from __future__ import annotations

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.services.directory.views import CustomerView
from deskapp.services.retention.acts import Hold
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.dialogs.words_dialog import WordsDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.work.workplace import Workplace


def hold_customer(place: Workplace, customer: CustomerView, parent: QWidget | None = None) -> WordsDialog:
    """Why nothing of a customer goes."""
    return WordsDialog(
        place,
        _("Hold a customer"),
        _("Hold"),
        lambda reason: lambda desk: desk.retention.hold(Hold(reason, customer_id=customer.id)),
        parent,
        field="reason",
        words=_why(),
        about=customer.name,
        hint=_hint(),
        lines=2,
    )


class HoldCallDialog(ActDialog):
    """Which call, and why nothing of it goes. `carried_out` gives the hold's id."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Hold a call"), _("Hold"), parent)
        self.ref = self.add("ref", _("Call, as C-00012"), QLineEdit())
        self.reason = self.add("reason", _why(), TextArea(lines=2))
        self.hint.setText(_hint())
        self.ref.setFocus()

    def submit(self) -> None:
        ref, reason = self.ref.text().strip(), self.reason.text()

        def hold(desk: Desk) -> Done[int]:
            return desk.retention.hold(Hold(reason, call_id=desk.calls.find(ref)))

        self.carry_out(hold)


def _why() -> str:
    return _("Why: a legal claim, a tax matter")


def _hint() -> str:
    return _("Nothing of it goes, by its age or on request, until a manager ends this under Settings > Keeping.")
