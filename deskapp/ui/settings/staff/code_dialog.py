"""A new recovery code in place of the one before: asked first, then shown once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.ui.settings.ground.shown_once_dialog import ShownOnceDialog
from deskapp.ui.sign_in.code_page import sheet_of
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace

if TYPE_CHECKING:
    from deskapp.ui.sign_in.code_card import CodeCard


class CodeDialog(ShownOnceDialog):
    def __init__(self, place: Workplace, name: str, parent: QWidget | None = None) -> None:
        super().__init__(place, _("New recovery code"), _("Make the code"), parent, width=520)
        self._name = name
        #: The code, once it was made.
        self.card: CodeCard | None = None
        words = _(
            "The recovery code lets the last manager in again who forgot the PIN."
            " The new one is shown once; the one before is void from then on."
        )
        self.body.addWidget(Label(words, wrap=True))
        self.body.addStretch(1)
        self.main_button.setFocus()

    def submit(self) -> None:
        self.carry_out(lambda desk: desk.staff.make_recovery_code(), self._on_made)

    def _on_made(self, code: str) -> None:
        from deskapp.ui.sign_in.code_card import CodeCard

        self.card = CodeCard(sheet_of(self.place.desk, self.place.facts, self._name, code), self.place.lanes)
        self.card.kept.connect(lambda: self.succeed(None))
        self.show_once(self.card, self.card.press)
        self.card.begin()
