"""The desk's file is to be encrypted no more: asked for its passphrase once again."""

from PySide6.QtWidgets import QWidget

from deskapp.domain.words import OfCopies
from deskapp.language import _
from deskapp.services.changes import Changes, Done
from deskapp.services.encryption.acts import RemoveEncryption
from deskapp.services.encryption.views import EncryptionView
from deskapp.ui.settings.encryption.copies_choice import choice_of_copies
from deskapp.ui.sign_in.passphrase_field import PassphraseField, Passphrases
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace


class RemoveEncryptionDialog(ActDialog):
    """`carried_out` gives the act; the window carries it out once the desk is closed."""

    def __init__(self, place: Workplace, view: EncryptionView, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Remove the encryption"), _("Remove it"), parent, width=560)
        words = _("From then on whoever has the file, or this computer's disk, can read all of it.")
        self.body.addWidget(Label(words, wrap=True))
        self.typed = PassphraseField()
        self.fields = Passphrases(self.form("typed", _("Passphrase, or the recovery key"), self.typed))
        self.body.addWidget(self.fields)
        self.copies = choice_of_copies(view.copies, OfCopies.LEFT)
        if self.copies is not None:
            self.add("copies", _("The backups that lie beside it"), self.copies)
        self.body.addStretch(1)
        self.hint.setText(_("The desk is closed meanwhile, and must be open nowhere else."))
        self.typed.setFocus()

    def submit(self) -> None:
        typed = self.typed.text()
        copies = OfCopies(str(self.copies.value)) if self.copies is not None else OfCopies.LEFT
        act = RemoveEncryption(typed, copies)
        # A slip is told here, while the desk is still open.
        self.carry_out(
            lambda desk: Done(desk.encryption.recovery_key(typed), Changes()), lambda _told: self.succeed(act)
        )
