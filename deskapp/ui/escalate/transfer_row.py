"""Step 5 of escalating: how the contact gets the call, and how long they think it takes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.phrases import Step, fill
from deskapp.domain.words import Transfer
from deskapp.language import _
from deskapp.ui import theme
from deskapp.ui.escalate.at_once import AtOnce
from deskapp.ui.phrases import phrase
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.choice_row import ChoiceRow
from deskapp.ui.widgets.duration_field import DurationField
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.form_field import FieldError, FormField
from deskapp.ui.widgets.label import Label


class TransferRow(QWidget):
    """Warm with the script for introducing both, cold with the reason, or a message left."""

    changed = Signal()

    def __init__(self, language: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._language = language
        self._row = ChoiceRow(
            _("Transfer"),
            [
                (Transfer.WARM, _("&Warm")),
                (Transfer.COLD, _("&Cold")),
                (Transfer.MESSAGE, _("Leave &message")),
            ],
            Transfer.WARM,
        )
        AtOnce([self._row.pill(one) for one in Transfer], self)
        self._row_error = FieldError(self._row)
        self._reason = QLineEdit()
        self._reason_field = FormField(_("Why cold"), self._reason)
        self._script = Label("", "muted", wrap=True, selectable=True)
        self._script.setAccessibleName(_("What to say to both"))
        self._card = Card()
        self._card.body.addWidget(self._script)
        self._estimate = DurationField()
        self._estimate.setPlaceholderText(_("45 min"))
        self._estimate.setAccessibleName(_("Time to fix"))
        self._estimate.setFixedWidth(theme.px(68))
        self._estimate_error = FieldError(self._estimate)
        self._lay_out()
        self._show()
        self._row.changed.connect(self._on_chosen)
        self._reason.textEdited.connect(lambda _text: self._on_edited())
        self._estimate.textEdited.connect(lambda _text: self._on_edited())

    def set_values(self, values: Mapping[str, str]) -> None:
        """What the script for introducing both is filled in with."""
        said = fill(phrase(Step.INTRODUCING, self._language), values)
        self._script.setText(_("“{said}”").format(said=said))

    @property
    def transfer(self) -> Transfer | None:
        value = self._row.value
        return value if isinstance(value, Transfer) else None

    @property
    def transfer_reason(self) -> str:
        return self._reason.text() if self.transfer is Transfer.COLD else ""

    @property
    def estimate(self) -> timedelta | None:
        return self._estimate.value()

    @property
    def readable(self) -> bool:
        """Whether the time to fix is empty or can be read."""
        return self._estimate.valid()

    @property
    def script(self) -> str:
        return self._script.text() if self._card.isVisibleTo(self) else ""

    def first_field(self) -> QWidget:
        return self._row

    def content(self) -> dict[str, Any]:
        return {
            "transfer": str(self.transfer or ""),
            "reason": self._reason.text(),
            "estimate": self._estimate.text(),
        }

    def restore(self, content: Mapping[str, Any]) -> None:
        code = content.get("transfer", "")
        self._row.set_value(Transfer(code) if code in set(Transfer) else None)
        self._reason.setText(content.get("reason", ""))
        self._estimate.setText(content.get("estimate", ""))
        self._show()

    def say(self, field: str, words: str | None) -> QWidget | None:
        if field == "transfer":
            self._row_error.say(words)
            return self._row
        if field == "transfer_reason":
            self._reason_field.say(words)
            return self._reason
        if field == "estimate":
            self._estimate_error.say(words)
            return self._estimate
        return None

    def _on_chosen(self, value: object) -> None:
        self._row_error.say(None)
        self._show()
        if value is Transfer.COLD:
            self._reason.setFocus(Qt.FocusReason.OtherFocusReason)
        self.changed.emit()

    def _on_edited(self) -> None:
        self._reason_field.say(None)
        self._estimate_error.say(None)
        self.changed.emit()

    def _show(self) -> None:
        self._reason_field.setVisible(self.transfer is Transfer.COLD)
        self._card.setVisible(self.transfer is Transfer.WARM)

    def _lay_out(self) -> None:
        label = Label(_("&Time to fix"))
        label.setBuddy(self._estimate)
        fix = QWidget()
        inside = QHBoxLayout(fix)
        inside.setContentsMargins(theme.px(2), 0, 0, 0)
        inside.setSpacing(theme.px(6))
        inside.addWidget(label)
        inside.addWidget(self._estimate)
        both = QWidget()
        # The time to fix goes below the pills where the words are longer than the room.
        row = FlowLayout(both, spacing=theme.px(4))
        row.addWidget(self._row)
        row.addWidget(fix)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(both)
        for widget in (self._row_error, self._estimate_error, self._reason_field, self._card):
            column.addWidget(widget)
