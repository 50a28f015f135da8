"""Whose place the new contact takes, how that hand-off stands, and why it is taken back."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.words import UNRETURNED, EscalationState
from deskapp.language import _
from deskapp.services.escalations.views import EscalationView
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.wording import escalations as escalation_wording
from deskapp.wording import times


class InsteadRow(QWidget):
    """Hidden unless the dialog was opened to offer the call to the next in the chain."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._earlier: EscalationView | None = None
        self._words = Label("", "muted", wrap=True)
        self._reason = QLineEdit()
        self._field = FormField(_("Why it is taken back"), self._reason)
        self._reason.textEdited.connect(lambda _text: self._on_edited())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self._words)
        column.addWidget(self._field)
        self.hide()

    @property
    def earlier(self) -> EscalationView | None:
        """The hand-off that came to nothing, as it was last seen."""
        return self._earlier

    @property
    def words(self) -> str:
        return self._words.text()

    @property
    def reason(self) -> str:
        """Why it is taken back; "" where nobody has it any more."""
        return self._reason.text() if self._is_out else ""

    @property
    def _is_out(self) -> bool:
        return self._earlier is not None and self._earlier.state in UNRETURNED

    def show_earlier(self, earlier: EscalationView | None, zone: str, now: datetime) -> None:
        """Show it, or how it stands by now; the reason that was written stays."""
        first = self._earlier is None
        self._earlier = earlier
        self.setVisible(earlier is not None)
        if earlier is None:
            return
        made = times.instant(earlier.made_at, zone, now)
        form = _("Instead of {contact}: since {time}, {how}.")
        self._words.setText(form.format(contact=earlier.contact, time=made, how=escalation_wording.ended(earlier)))
        self._field.setVisible(self._is_out)
        if first:
            waiting = earlier.state is EscalationState.OFFERED
            self._reason.setText(_("not accepted in time") if waiting else _("somebody else takes it over"))

    def content(self) -> dict[str, Any]:
        return {"reason": self._reason.text()}

    def restore(self, content: Mapping[str, Any]) -> None:
        if isinstance(content.get("reason"), str):
            self._reason.setText(content["reason"])

    def say(self, field: str, words: str | None) -> QWidget | None:
        if field != "instead_reason":
            return None
        self._field.say(words)
        return self._reason

    def _on_edited(self) -> None:
        self._field.say(None)
        self.changed.emit()
