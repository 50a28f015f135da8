"""Resetting somebody's PIN: they choose a new one at their next sign-in."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.staff_views import Member
from deskapp.ui.widgets.act_dialog import ActDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.workplace import Workplace


class ResetPinDialog(ActDialog):
    def __init__(self, place: Workplace, person: Member, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Reset PIN"), _("Reset PIN"), parent, about=person.name, width=440)
        self._id = person.id
        words = _(
            "Whoever signs in next under this name chooses the PIN, so do it while {name} is beside you."
            " It is recorded that you reset it."
        )
        self.body.addWidget(Label(words.format(name=person.name), wrap=True))
        self.body.addStretch(1)
        self.main_button.setFocus()

    def submit(self) -> None:
        staff_id = self._id
        self.carry_out(lambda desk: desk.staff.reset_pin(staff_id))
