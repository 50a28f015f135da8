"""Step 5 of escalating: how the contact gets the call, and how long they think it takes."""

from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.clock import Clock
from deskapp.domain.phrases import Library, Step, fill
from deskapp.domain.words import Transfer
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.phrases.phrase_menu import Offered, PhraseMenu, Use, phrases_button
from deskapp.ui.widgets.at_once import AtOnce
from deskapp.ui.widgets.calls.in_time_row import EstimateInTime
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.duration_field import DurationField
from deskapp.ui.widgets.fields.form_field import FieldError, FormField
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.label import Label

_STEPS = {
    Transfer.WARM: Step.INTRODUCING,
    Transfer.COLD: Step.HANDING_OVER_COLD,
    Transfer.MESSAGE: Step.LEAVING_MESSAGE,
}


class TransferRow(QWidget):
    """Warm with the script for introducing both, cold with the reason, or a message left: each with what to say."""

    changed = Signal()

    def __init__(self, clock: Clock, zone: str, library: Library, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._silent = False
        self._values: dict[str, str] = {}
        self._picked: dict[str, str] = {}
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
        self._script.setAccessibleName(_("What to say when handing over"))
        self.phrases_button = phrases_button(self.open_phrases, "Shift+F6")
        self._card = Card()
        self._card.body.addWidget(self._script)
        self._estimate = DurationField()
        self._estimate.setPlaceholderText(_("45 min"))
        self._estimate.setAccessibleName(_("Time to fix"))
        self._estimate.setFixedWidth(theme.px(68))
        self._estimate_error = FieldError(self._estimate)
        self.in_time = EstimateInTime(self._estimate, clock.now, zone)
        self.in_time.taken.connect(self._on_edited)
        self._lay_out()
        self._show()
        self._row.changed.connect(self._on_chosen)
        self._reason.textEdited.connect(lambda _text: self._on_edited())
        self._estimate.textEdited.connect(lambda _text: self._on_edited())

    def set_values(self, values: Mapping[str, str]) -> None:
        """What the script is filled in with."""
        self._values = dict(values)
        self._show()

    def open_phrases(self) -> None:
        """Other things to say in the place of the script."""
        step = self._step
        if step is not None and self.isVisible():
            menu = PhraseMenu(self._library, (step,), self._values, Use.SAY, self)
            menu.taken.connect(self._on_taken)
            menu.open_at(self._card)

    def set_silent(self, silent: bool) -> None:
        """After a no nothing is said to an outside contact of the customer: there is no script for it."""
        if silent != self._silent:
            self._silent = silent
            self._show()

    @property
    def _step(self) -> Step | None:
        return _STEPS.get(self.transfer) if self.transfer is not None else None

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
    def refusal(self) -> str:
        """What is wrong with the time to fix, and what to write; "" where it is empty or can be read."""
        return self._estimate.refusal

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
            "said": dict(self._picked),
        }

    def restore(self, content: Mapping[str, Any]) -> None:
        code = content.get("transfer", "")
        self._row.set_value(Transfer(code) if code in set(Transfer) else None)
        self._reason.setText(content.get("reason", ""))
        self._estimate.setText(content.get("estimate", ""))
        said = content.get("said", {})
        self._picked = {step: words for step, words in said.items() if isinstance(words, str)}
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
        step = self._step
        words = "" if step is None or self._silent else self._picked.get(step) or self._library.first(step)
        self._script.setText(_("“{said}”").format(said=fill(words, self._values)) if words else "")
        self._card.setVisible(bool(words))

    def _on_taken(self, offered: Offered) -> None:
        if self._step is not None:
            self._picked[self._step] = offered.template
            self._show()
            self.changed.emit()

    def _lay_out(self) -> None:
        label = Label(_("&Time to fix"))
        label.setBuddy(self._estimate)
        fix = QWidget()
        inside = QHBoxLayout(fix)
        inside.setContentsMargins(theme.px(2), 0, 0, 0)
        inside.setSpacing(theme.px(6))
        inside.addWidget(label)
        inside.addWidget(self._estimate)
        first_line = QWidget()
        # The time to fix goes below the pills where the words are longer than the room.
        row = FlowLayout(first_line, spacing=theme.px(4))
        row.addWidget(self._row)
        row.addWidget(fix)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(first_line)
        for widget in (self._row_error, self._estimate_error, self.in_time, self._reason_field, self._card):
            column.addWidget(widget)
