"""Shown while the desk's file is written anew by another passphrase, or by none; then its recovery key."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QProgressBar, QWidget

from deskapp.desk import Desk
from deskapp.domain.errors import DeskError
from deskapp.language import _
from deskapp.services.changes import Done
from deskapp.services.encryption.acts import ChangePassphrase, Encrypt, RemoveEncryption
from deskapp.services.encryption.views import Rewritten
from deskapp.ui.look.palettes import Tint
from deskapp.ui.sign_in.code_page import put_code, sheet_of
from deskapp.ui.widgets.buttons import primary
from deskapp.ui.widgets.label import Label, breakable
from deskapp.ui.widgets.plain_page import StartPage
from deskapp.ui.work.lanes import Lanes
from deskapp.wording import encryption as encryption_wording
from deskapp.wording import refusals

if TYPE_CHECKING:
    from deskapp.services.site.views import DeskFacts

EncryptionAct = Encrypt | ChangePassphrase | RemoveEncryption


class RewritePage(StartPage):
    """In the place of the window, for nobody may use the desk meanwhile. Whatever comes of it, it is opened again."""

    ended = Signal()

    def __init__(
        self,
        desk: Desk,
        lanes: Lanes,
        act: EncryptionAct,
        facts: "DeskFacts",
        name: str,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(_title(act), parent)
        self._desk, self._lanes, self._act = desk, lanes, act
        self._facts, self._name = facts, name
        self.words = Label(_("The file is written anew. If that is broken off, it is as it was."), wrap=True)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.bar.setAccessibleName(_title(act))
        self.body.addWidget(self.words)
        self.body.addWidget(self.bar)
        self.body.addStretch(1)
        self.go = primary(_("Go on"), _("Enter"))
        self.go.clicked.connect(self.ended)
        self.go.hide()
        self.foot.addStretch(1)
        self.foot.addWidget(self.go)

    def begin(self) -> None:
        self._lanes.act(self._carry_out, self._on_done, self._on_failed, receiver=self)

    def _carry_out(self) -> Rewritten:
        desk = self._desk.open()
        try:
            return _done(desk, self._act).value
        finally:
            desk.close()

    def _on_done(self, done: Rewritten) -> None:
        told = [f"{one.name}: {encryption_wording.copy_read(one.read)}" for one in done.left]
        if told:
            told.insert(0, _("These backups are as they were:"))
        if done.away:
            told.append(encryption_wording.away(done.away))
        if told:
            self.notice.say(breakable("\n".join(told)), Tint.SOON)
        if done.recovery_key:
            from deskapp.documents.papers.recovery_sheet import Recovers

            self.set_title(_("The recovery key"))
            sheet = sheet_of(self._desk, self._facts, self._name, done.recovery_key, Recovers.FILE)
            put_code(self.body, self._lanes, sheet, self.ended.emit)
            return
        self._say(_("The desk is not encrypted any more."))

    def _on_failed(self, error: DeskError) -> None:
        self._say(refusals.error(error))

    def _say(self, words: str) -> None:
        self.words.setText(words)
        self.bar.hide()
        self.go.show()
        self.go.setFocus()


def _title(act: EncryptionAct) -> str:
    if isinstance(act, Encrypt):
        return _("Encrypting the desk")
    return _("Changing the passphrase") if isinstance(act, ChangePassphrase) else _("Removing the encryption")


def _done(desk: Desk, act: EncryptionAct) -> Done[Rewritten]:
    if isinstance(act, Encrypt):
        return desk.encryption.encrypt(act)
    return desk.encryption.change(act) if isinstance(act, ChangePassphrase) else desk.encryption.remove(act)
