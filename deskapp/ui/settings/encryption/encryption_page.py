"""Whether the desk's file is encrypted, what of its backups anybody could read, and what a manager can do about it."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.domain.words import Role
from deskapp.language import _
from deskapp.services.encryption.views import CopyView, EncryptionView
from deskapp.services.site.views import DeskFacts
from deskapp.ui.look import theme
from deskapp.ui.settings.encryption.key_dialog import KeyDialog
from deskapp.ui.settings.encryption.new_passphrase_dialog import NewPassphraseDialog
from deskapp.ui.settings.encryption.remove_dialog import RemoveEncryptionDialog
from deskapp.ui.settings.ground.page import SettingsPage
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.dialogs.act_dialog import ActDialog
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import encryption as encryption_wording


class EncryptionPage(SettingsPage):
    """Nothing is typed on it: each act has its dialog, and is carried out once the window has closed the desk."""

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        about = _(
            "An encrypted desk is read by nobody without its passphrase: not from a lost laptop, a stick or a copy. A"
            " PIN is no encryption: it says who works here, and hides nothing from whoever has the file."
        )
        super().__init__(place, about, _("Encrypt the desk…"), parent)
        self._view: EncryptionView | None = None
        self.state = Label("", wrap=True)
        self.key_button = secondary(_("Print the recovery key…"))
        self.key_button.clicked.connect(self._show_key)
        self.remove_button = secondary(_("Remove the encryption…"))
        self.remove_button.clicked.connect(self._remove)
        self.copies_heading = Section(_("Backups"))
        self.copies = Label("", wrap=True, selectable=True)
        buttons = QHBoxLayout()
        buttons.setSpacing(theme.px(6))
        buttons.addWidget(self.key_button)
        buttons.addWidget(self.remove_button)
        buttons.addStretch(1)
        self.body.addWidget(Section(_("The desk's file")))
        self.body.addWidget(self.state)
        self.body.addLayout(buttons)
        self.body.addWidget(self.copies_heading)
        self.body.addWidget(self.copies)
        outside = _(
            "What was printed, saved, exported, sent or opened in another program lies outside the desk, and is not"
            " encrypted. Where a file was"
            " readable before, the disk may still hold what stood there until something else is written over it."
        )
        self.body.addWidget(Label(outside, "muted", wrap=True))
        self.body.addStretch(1)
        self._show(None)

    def show_facts(self, facts: DeskFacts) -> None:
        person = self.place.me
        if person is not None and person.role is Role.MANAGER:
            self.place.read(_read, self._show, self.refuse, receiver=self, key=("encryption", id(self)))

    def content(self) -> None:
        return None

    def enable(self) -> None:
        super().enable()
        self.save_button.setEnabled(self.save_button.isEnabled() and self._view is not None)

    def submit(self) -> None:
        if self._view is not None:
            self._open(NewPassphraseDialog(self.place, self._view, self.window()))

    def _remove(self) -> None:
        if self._view is not None:
            self._open(RemoveEncryptionDialog(self.place, self._view, self.window()))

    def _show_key(self) -> None:
        person = self.place.me
        if person is not None:
            KeyDialog(self.place, person.name, self.window()).open()

    def _open(self, dialog: ActDialog) -> None:
        # The window closes the desk once the dialog has ended.
        dialog.carried_out.connect(self.place.rewriting)
        dialog.open()

    def _show(self, view: EncryptionView | None) -> None:
        self._view = view
        encrypted = view is not None and view.encrypted
        on = _("It is encrypted. Its passphrase is asked for at each start, in the window and by each command.")
        off = _("It is not encrypted: whoever has the file can read all of it.")
        self.state.setText("" if view is None else on if encrypted else off)
        self.save_button.setText(_("Change the passphrase…") if encrypted else _("Encrypt the desk…"))
        self.key_button.setVisible(encrypted)
        self.remove_button.setVisible(encrypted)
        copies = view.copies if view is not None else ()
        away = view.away if view is not None else ""
        lines = [_line(one) for one in copies]
        if away:
            lines.append(encryption_wording.away(away))
        self.copies.setText(breakable("\n".join(lines)))
        self.copies_heading.setVisible(bool(lines))
        self.copies.setVisible(bool(lines))
        self.enable()


def _read(desk: Desk) -> EncryptionView:
    return desk.encryption.view()


def _line(copy: CopyView) -> str:
    return direction.row((copy.name, encryption_wording.copy_read(copy.read)))
