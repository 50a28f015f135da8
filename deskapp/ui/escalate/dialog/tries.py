"""Trying to reach the contact before the call is handed on: no answer is recorded with one key, and who is next."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.escalations.views import AttemptView, NextInChain
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.at_once import AtOnce
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.label import Label
from deskapp.wording import escalations as escalation_wording

#: So many attempts are told; the call's timeline has them all.
_TOLD = 4


class Tries(QWidget):
    """What was tried stands below; after a no answer the next in the chain is one key away."""

    no_answer = Signal(str)  # what was tried, in words
    next_asked = Signal(int)  # the contact who is next
    changed = Signal()  # by a person: the words

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._next_id: int | None = None
        self.button = secondary(_("No &answer"))
        self.words = QLineEdit()
        self.button.clicked.connect(lambda: self.no_answer.emit(self.words.text()))
        self.words.setPlaceholderText(_("rang twice"))
        self.words.setAccessibleName(_("What was tried"))
        self.words.textEdited.connect(lambda _text: self.changed.emit())
        self.next_button = secondary("")
        self.next_button.clicked.connect(self._on_next)
        AtOnce((self.button, self.next_button), self)
        self._told = Label("", "muted", wrap=True)
        self._told.hide()
        self.next_button.hide()
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self.button)
        row.addWidget(self.words, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(row)
        column.addWidget(self.next_button, 0, Qt.AlignmentFlag.AlignLeft)
        column.addWidget(self._told)

    @property
    def told(self) -> str:
        """What was tried until now, who is skipped, and whether somebody is left."""
        return self._told.text()

    def show_tried(self, attempts: Sequence[AttemptView], zone: str, now: datetime, found: NextInChain | None) -> None:
        """What was tried; `found`: who is next, where whoever is chosen could not be reached."""
        said = [
            direction.row((one.contact, escalation_wording.attempt(one, zone, now)), ": ") for one in attempts[-_TOLD:]
        ]
        if len(attempts) > _TOLD:
            said.insert(0, "…")
        parts = [direction.row(said)]
        if found is not None:
            parts.append(escalation_wording.skipped(found, zone, now))
            if found.contact is None:
                parts.append(escalation_wording.nobody_left(found))
        words = "\n".join(filter(None, parts))
        if words != self._told.text():
            self._told.setText(words)
            self._told.setVisible(bool(words))
        contact = found.contact.contact if found is not None and found.contact is not None else None
        self._next_id = None if contact is None else contact.id
        self.next_button.setVisible(contact is not None)
        if contact is not None:
            self.next_button.set_words(_("Ne&xt: {name}").format(name=contact.name.replace("&", "&&")))

    def recorded(self) -> None:
        """The attempt is in the record: its words need not stand here any longer."""
        self.words.clear()
        announce(self, self.told)
        if not self.next_button.isHidden():
            self.next_button.setFocus(Qt.FocusReason.OtherFocusReason)

    def content(self) -> str:
        return self.words.text()

    def restore(self, words: object) -> None:
        self.words.setText(words if isinstance(words, str) else "")

    def _on_next(self) -> None:
        if self._next_id is not None:
            self.next_asked.emit(self._next_id)
