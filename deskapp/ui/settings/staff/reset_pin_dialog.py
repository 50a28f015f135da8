"""A start PIN for somebody who forgot theirs, or never had one: shown once."""

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.staff.views import Member
from deskapp.ui.settings.staff.start_pin_dialog import StartPinDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class ResetPinDialog(StartPinDialog):
    def __init__(self, place: Workplace, person: Member, parent: QWidget | None = None) -> None:
        title = _("Reset PIN") if person.has_pin else _("Give a start PIN")
        super().__init__(place, title, title, parent, about=person.name, width=440)
        self._id = person.id
        words = _(
            "The PIN so far is void at once. You are shown a start PIN to tell {name}, who chooses a new PIN by it."
            " It is recorded that you reset it."
        )
        if not person.has_pin:
            words = _(
                "{name} has no PIN yet, and cannot sign in. You are shown a start PIN to tell {name}, who chooses their"
                " own by it. It is recorded that you gave it."
            )
        self.body.addWidget(Label(words.format(name=person.name), wrap=True))
        self.body.addStretch(1)
        self.main_button.setFocus()

    def submit(self) -> None:
        staff_id = self._id
        self.carry_out(lambda desk: desk.staff.reset_pin(staff_id), self.tell)
