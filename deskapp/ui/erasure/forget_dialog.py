"""A customer is to be forgotten: what goes, what stays, what hinders it, why, and what becomes of the backups."""

from __future__ import annotations

from typing import NamedTuple

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.services.directory.views import CustomerView
from deskapp.services.erasure.acts import ForgetCustomer, Instead
from deskapp.services.erasure.views import BackupView, BeforeForgetting, Forgotten
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.work.workplace import Workplace
from deskapp.wording.erasure import asking as erasure_wording
from deskapp.wording.erasure import retention as retention_wording


class Outcome(NamedTuple):
    """What was forgotten, and how many backups were removed and still know them."""

    value: Forgotten
    removed: int
    left: int


class ForgetDialog(ActDialog):
    """`carried_out` gives the CustomerView of what is left of them."""

    def __init__(self, place: Workplace, customer: CustomerView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Forget a customer"), _("Forget for good"), parent, about=customer.name, width=600)
        self._customer = customer
        self._before: BeforeForgetting | None = None
        self.goes = self._part(_("What goes"))
        self.stays = self._part(_("What stays"))
        self.reason = self.add("reason", _("Why, without saying who they are: it is kept"), TextArea(lines=2))
        self.remove: WrappingCheckBox | None = None
        self._backups = QVBoxLayout()
        self.body.addLayout(self._backups)
        outside = _("What was printed, saved, exported or sent lies outside the desk.")
        self.body.addWidget(Label(outside, "muted", wrap=True))
        self.hint.setText(_("This cannot be undone. At a large desk it takes a minute, and others wait to save."))
        self.main_button.setEnabled(False)
        self.reason.setFocus()
        self._read()

    def submit(self) -> None:
        act = ForgetCustomer(self._customer.id, self.reason.text(), Instead(**erasure_wording.instead()))
        told = self._before.backups if self._before is not None else ()
        remove = self.remove is not None and self.remove.isChecked()
        self.carry_out(lambda desk: _forget(desk, act, told, remove=remove))

    def enable(self) -> None:
        super().enable()
        ready = self._before is not None and not self._before.hinders and not self._before.held
        self.main_button.setEnabled(ready and not self.busy)

    def succeed(self, value: Outcome) -> None:
        self.place.said.emit(erasure_wording.done(*value))
        super().succeed(value.value.customer)

    def _part(self, heading: str) -> Label:
        self.body.addWidget(Section(heading))
        text = Label("", wrap=True)
        self.body.addWidget(text)
        return text

    def _read(self) -> None:
        customer_id = self._customer.id
        self.place.read(lambda desk: desk.erasures.before(customer_id), self._on_read, self.refuse, receiver=self)

    def _on_read(self, told: BeforeForgetting) -> None:
        self._before = told
        self.goes.setText(erasure_wording.goes(told))
        self.stays.setText(erasure_wording.stays(told))
        if told.hinders:
            self.notice.say(erasure_wording.hinders(told.hinders), Tint.SOON)
        elif told.held:
            self.notice.say(retention_wording.held(told.held), Tint.SOON)
        if told.backups:
            self._show_backups(told.backups)
        self.enable()

    def _show_backups(self, found: tuple[BackupView, ...]) -> None:
        words = erasure_wording.backups(found, self.place.zone, self.place.desk.clock.now())
        self.remove = WrappingCheckBox(erasure_wording.remove_them(len(found)))
        for part in (Section(_("Backups")), Label(breakable(words), wrap=True), self.remove):
            self._backups.addWidget(part)


def _forget(desk: Desk, act: ForgetCustomer, told: tuple[BackupView, ...], *, remove: bool) -> Done[Outcome]:
    """The customer first: a backup that is made in place of the old ones must not know them."""
    done = desk.erasures.forget(act)
    removed = desk.erasures.remove_backups([one.name for one in told]).value if remove and told else 0
    left = len(desk.erasures.backups(act.customer_id))
    return Done(Outcome(done.value, removed, left), done.changes)
