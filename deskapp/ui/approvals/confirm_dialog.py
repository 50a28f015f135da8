"""What was told by phone: whoever is said to have decided confirms it, or says that it was not so."""

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.approvals.views import ApprovalView
from deskapp.ui.approvals.approval_dialog import ApprovalDialog
from deskapp.ui.approvals.people import me
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class ConfirmDialog(ApprovalDialog):
    """Signed in themselves, or by their PIN; for somebody outside a manager says where it is in writing."""

    def __init__(self, place: Workplace, approval: ApprovalView, parent: QWidget | None = None) -> None:
        super().__init__(place, approval, _("Confirm"), parent)
        self.pin: QLineEdit | None = None
        here = me(place)
        outside = approval.decided_by_id is None
        mine = here is not None and here.id == approval.decided_by_id
        words = _("Where it is in writing") if outside else _("Words")
        self.words = self.add("words", words, TextArea(lines=2))
        self.deny_button = self.add_button(secondary(_("It was not so"), _("Ctrl+Shift+Enter")), self.deny)
        for keys in ("Ctrl+Shift+Return", "Ctrl+Shift+Enter"):
            self.bind(keys, lambda: self.deny_button.click())
        if not mine and not outside:
            title = _("PIN of {name}").format(name=approval.decided_by)
            self.pin = self.add("pin", title, QLineEdit(), kept=False)
            self.pin.setEchoMode(QLineEdit.EchoMode.Password)
            only = _("Only {name} can confirm it: here by PIN, or signed in.")
            self.body.addWidget(Label(only.format(name=approval.decided_by), "muted", wrap=True))
        elif outside and (here is None or here.role is not Role.MANAGER or here.id == approval.asked_by_id):
            for button in self._buttons:
                button.setEnabled(False)
            why = _("A manager confirms what was said outside, but nobody what they asked for themselves.")
            self.body.addWidget(Label(why, "muted", wrap=True))
        (self.pin or self.words).setFocus()

    def submit(self) -> None:
        if self._pin_is_there():
            approval_id, words, pin = self._said()
            self.carry_out(lambda desk: desk.approvals.confirm(approval_id, words, pin))

    def deny(self) -> None:
        """It was not so: what was told as granted is refused."""
        if not self.busy and self._pin_is_there():
            approval_id, words, pin = self._said()
            self.carry_out(lambda desk: desk.approvals.deny(approval_id, words, pin))

    def _said(self) -> tuple[int, str, str | None]:
        return self.approval.id, self.words.text(), None if self.pin is None else self.pin.text()

    def _pin_is_there(self) -> bool:
        if self.pin is None or self.pin.text():
            return True
        self.point_out("pin", _("They type their PIN here themselves."))
        return False
