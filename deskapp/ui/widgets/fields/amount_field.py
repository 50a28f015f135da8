"""A field for an amount of money, typed as people write it: "120", "1,250.50", "1.250,50"."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.domain.money import amount_text, parse_amount
from deskapp.language import _


class AmountField(QLineEdit):
    """Takes an amount in hundredths; empty means none. What cannot be read stays as it was typed."""

    value_changed = Signal(object)  # the amount or None, whenever what was typed can be read

    def __init__(self, value: int | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._currency = ""
        self.setPlaceholderText(_("120.00"))
        self.set_value(value)
        self.textChanged.connect(self._on_changed)

    def set_currency(self, currency: str) -> None:
        """What amounts are in: it may be typed along."""
        self._currency = currency

    def value(self) -> int | None:
        """The amount; None where the field is empty or cannot be read: see `valid`."""
        return parse_amount(self.text(), self._currency)

    def set_value(self, value: int | None) -> None:
        self.setText("" if value is None else amount_text(value))

    def valid(self) -> bool:
        """Whether the field is empty or says an amount."""
        return not self.text().strip() or self.value() is not None

    def _on_changed(self) -> None:
        if self.valid():
            self.value_changed.emit(self.value())


def unreadable(field: AmountField) -> str:
    """What to do about an amount that cannot be read."""
    return _("“{typed}” is no amount: write for example 120 or 1,250.50.").format(typed=field.text().strip())
