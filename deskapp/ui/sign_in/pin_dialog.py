"""One's own PIN: a new one by the old, or the first."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.domain import pins
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.ui.sign_in.pin_field import PinField
from deskapp.ui.sign_in.wait_line import WaitLine
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals

if TYPE_CHECKING:
    from deskapp.services.staff.views import Member


class PinDialog(ActDialog):
    def __init__(self, place: Workplace, me: Member, parent: QWidget | None = None) -> None:
        title = _("Change your PIN") if me.has_pin else _("Choose your PIN")
        about = _("{name} · at least 4 digits or letters, nothing that is guessed first").format(name=me.name)
        super().__init__(
            place, title, _("Change PIN") if me.has_pin else _("Choose PIN"), parent, about=about, width=420
        )
        self._id, self._had = me.id, me.has_pin
        self.old = self.add("old", _("PIN so far"), PinField())
        self.waiting = WaitLine(place.desk.clock)
        self.body.addWidget(self.waiting)
        self.pin = self.add("pin", _("New PIN"), PinField())
        self.again = self.add("again", _("The same again"), PinField())
        self.body.addStretch(1)
        self.field_shown("old", me.has_pin)
        (self.old if me.has_pin else self.pin).setFocus()

    def submit(self) -> None:
        if self.waiting.waiting:
            return
        pin, old, staff_id = self.pin.text(), self.old.text(), self._id
        if pins.fault(pin) is None and pins.plain(pin) != pins.plain(self.again.text()):
            self.say("pin", None)
            self.point_out("again", _("This is not the same: type it once more."))
            return
        self.carry_out(lambda desk: desk.staff.choose_pin(staff_id, pin, old))

    def refuse(self, error: DeskError) -> None:
        if error.code not in (Refusal.PIN_WRONG, Refusal.PIN_WAIT):
            super().refuse(error)
            return
        if error.code == Refusal.PIN_WRONG:
            self.say("old", refusals.error(error))
        self.old.clear()
        self.go_to(self.old)
        self.waiting.begin(int(error.values.get("seconds", 0)))
