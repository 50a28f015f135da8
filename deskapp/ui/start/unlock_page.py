"""The page of an encrypted desk: its passphrase, or its recovery key."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QWidget

from deskapp import desk
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.ui.sign_in.passphrase_field import PassphraseField, Passphrases
from deskapp.ui.start.desk_files import ask_for_desk
from deskapp.ui.widgets.buttons import primary, secondary
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.lanes import Lanes
from deskapp.wording import refusals


class UnlockPage(StartPage):
    """A wrong passphrase waits for nothing: who has the file can try it elsewhere as fast as their machine can."""

    unlocked = Signal(object)  # Path
    desk_chosen = Signal(object)  # Path

    def __init__(self, path: Path, lanes: Lanes, parent: QWidget | None = None) -> None:
        super().__init__(_("This desk is encrypted"), parent)
        self._path, self._lanes = path, lanes
        self._busy = False
        self.body.addWidget(Label(str(path), "muted", wrap=True, selectable=True))
        self.field = PassphraseField()
        self.form = FormField(_("Passphrase, or the recovery key from its page"), self.field)
        self.field.returnPressed.connect(self.submit)
        self.field.textEdited.connect(lambda _text: self.form.say(None))
        self.passphrases = Passphrases(self.form)
        self.body.addWidget(self.passphrases)
        words = _("Without either of the two nobody can read this file, if it is a desk at all.")
        self.body.addWidget(Label(words, "muted", wrap=True))
        self.body.addStretch(1)
        self.open_button = primary(_("Open"), _("Ctrl+Enter"))
        self.open_button.clicked.connect(self.submit)
        other = secondary(_("Open another file…"))
        other.clicked.connect(lambda: ask_for_desk(self, self.desk_chosen.emit))
        self.foot.addWidget(other)
        self.foot.addStretch(1)
        self.foot.addWidget(self.open_button)
        for keys in ("Ctrl+Return", "Ctrl+Enter"):
            QShortcut(QKeySequence(keys), self).activated.connect(self.submit)
        QShortcut(QKeySequence("Ctrl+Q"), self).activated.connect(self.close)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.field.setFocus()

    def submit(self) -> None:
        if self._busy:
            return
        path, typed = self._path, self.field.text()
        if not typed.strip():
            self.form.say(_("Type the passphrase."))
            self.field.setFocus()
            return
        self._rest(True)
        self.notice.end()
        self._lanes.act(lambda: desk.unlock(path, typed), self._on_unlocked, self._on_failed, receiver=self)

    def _rest(self, busy: bool) -> None:
        self._busy = busy
        self.open_button.setEnabled(not busy)

    def _on_unlocked(self, _nothing: object) -> None:
        self.field.clear()
        self.unlocked.emit(self._path)

    def _on_failed(self, error: DeskError) -> None:
        self._rest(False)
        if error.code is Refusal.PASSPHRASE_REFUSED:
            self.form.say(_("That is neither the passphrase nor the recovery key of this desk. Try again."))
            self.field.selectAll()
            self.field.setFocus()
        else:
            self.notice.say(refusals.error(error), Tint.OVER)
