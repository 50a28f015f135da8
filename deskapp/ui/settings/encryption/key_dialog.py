"""The recovery key of an encrypted desk, shown once more to whoever knows its passphrase."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.changes import Changes, Done
from deskapp.ui.settings.ground.shown_once_dialog import ShownOnceDialog
from deskapp.ui.sign_in.code_page import sheet_of
from deskapp.ui.sign_in.passphrase_field import PassphraseField, Passphrases
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.ui.sign_in.code_card import CodeCard


class KeyDialog(ShownOnceDialog):
    def __init__(self, place: Workplace, name: str, parent: QWidget | None = None) -> None:
        super().__init__(place, _("Recovery key"), _("Show it"), parent, width=560)
        self._name = name
        #: The key, once it was asked for.
        self.card: CodeCard | None = None
        self.typed = PassphraseField()
        self.fields = Passphrases(self.form("typed", _("Passphrase, or the recovery key"), self.typed))
        self.body.addWidget(self.fields)
        self.body.addStretch(1)
        self.typed.setFocus()

    def submit(self) -> None:
        typed = self.typed.text()
        self.carry_out(lambda desk: Done(desk.encryption.recovery_key(typed), Changes()), self._on_told)

    def _on_told(self, key: str) -> None:
        from deskapp.documents.papers.recovery_sheet import Recovers
        from deskapp.ui.sign_in.code_card import CodeCard

        sheet = sheet_of(self.place.desk, self.place.facts, self._name, key, Recovers.FILE)
        self.card = CodeCard(sheet, self.place.lanes)
        self.card.kept.connect(lambda: self.succeed(None))
        self.show_once(self.card, self.card.press)
        self.card.begin()
