"""A passphrase for the desk's file, or another one: typed twice, with what becomes of the backups."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.codes import FieldFault
from deskapp.domain.encryption import passphrase as passphrases
from deskapp.domain.words import OfCopies
from deskapp.language import _
from deskapp.services.changes import Changes, Done
from deskapp.services.encryption.acts import ChangePassphrase, Encrypt
from deskapp.services.encryption.views import EncryptionView
from deskapp.ui.settings.encryption.copies_choice import choice_of_copies
from deskapp.ui.sign_in.passphrase_field import PassphraseField, Passphrases
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import refusals


class NewPassphraseDialog(ActDialog):
    """`carried_out` gives the act, whose passphrases are good; the window carries it out once the desk is closed."""

    def __init__(self, place: Workplace, view: EncryptionView, parent: QWidget | None = None) -> None:
        title = _("Change the passphrase") if view.encrypted else _("Encrypt the desk")
        main = _("Change it") if view.encrypted else _("Encrypt")
        super().__init__(place, title, main, parent, width=560)
        self.typed: PassphraseField | None = None
        forms = []
        if view.encrypted:
            self.typed = PassphraseField()
            forms.append(self.form("typed", _("Passphrase so far, or the recovery key"), self.typed))
        self.passphrase, self.again = PassphraseField(), PassphraseField()
        forms.append(self.form("passphrase", _("New passphrase"), self.passphrase))
        forms.append(self.form("again", _("The same once more"), self.again))
        words = _(
            "Whoever has neither this passphrase nor the recovery key that is shown next can never read the desk"
            " again: nobody can help then. It is asked at each start, of everybody who works here."
        )
        self.body.addWidget(Label(words, wrap=True))
        self.fields = Passphrases(*forms)
        self.body.addWidget(self.fields)
        self.copies = choice_of_copies(view.copies, OfCopies.AS_THE_DESK)
        if self.copies is not None:
            self.add("copies", _("The backups that lie beside it"), self.copies)
        self.body.addStretch(1)
        self.hint.setText(_("The desk is closed meanwhile, and must be open nowhere else."))
        (self.typed or self.passphrase).setFocus()

    def submit(self) -> None:
        self.clear()
        fault = passphrases.fault(self.passphrase.text())
        if fault is not None:
            self.point_out("passphrase", refusals.field_error(fault))
        elif self.again.text() != self.passphrase.text():
            self.point_out("again", refusals.field_error(FieldFault.PASSPHRASES_DIFFER))
        elif self.typed is None:
            self.succeed(Encrypt(self.passphrase.text(), self._of_copies()))
        else:
            typed = self.typed.text()
            act = ChangePassphrase(typed, self.passphrase.text(), self._of_copies())
            # A slip is told here, while the desk is still open.
            self.carry_out(
                lambda desk: Done(desk.encryption.recovery_key(typed), Changes()), lambda _told: self.succeed(act)
            )

    def _of_copies(self) -> OfCopies:
        return OfCopies(str(self.copies.value)) if self.copies is not None else OfCopies.AS_THE_DESK
