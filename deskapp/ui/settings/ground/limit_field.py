"""How much a level may decide of one kind: not at all, up to an amount, or whatever it is."""

from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.words import AMOUNTS, ApprovalKind
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.fields.amount_field import AmountField

_NO, _UP_TO, _ALL = "no", "up_to", "all"


class LimitField(QWidget):
    """The amount is asked only where there is one; what was typed in it stays while it is hidden."""

    changed = Signal()

    def __init__(self, kind: ApprovalKind, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        money = [(_NO, _("Not at all")), (_UP_TO, _("Up to")), (_ALL, _("Any amount"))]
        self.choice = choices.drop_down(money if kind in AMOUNTS else [(_NO, _("No")), (_ALL, _("Yes"))])
        self.amount = AmountField()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(self.choice)
        column.addWidget(self.amount)
        self.setFocusProxy(self.choice)
        self.choice.currentIndexChanged.connect(self._on_changed)
        self.amount.textChanged.connect(self._on_changed)
        self._on_changed()

    def name(self, words: str) -> None:
        """What it is called to a screen reader."""
        self.choice.setAccessibleName(words)
        self.amount.setAccessibleName(_("{limit}, up to").format(limit=words))

    def set_limit(self, allowed: bool, amount: int | None) -> None:
        chosen = _NO if not allowed else _ALL if amount is None else _UP_TO
        self.choice.setCurrentIndex(max(0, self.choice.findData(chosen)))
        self.amount.set_value(amount)

    @property
    def allowed(self) -> bool:
        return bool(self.choice.currentData() != _NO)

    def amount_or_none(self) -> int | None:
        """Up to how much; None: whatever it is."""
        return self.amount.value() if self.choice.currentData() == _UP_TO else None

    def valid(self) -> bool:
        """Whether an amount can be read where one is needed."""
        return self.choice.currentData() != _UP_TO or self.amount.value() is not None

    def content(self) -> tuple[Any, str]:
        return self.choice.currentData(), self.amount.text()

    def _on_changed(self, *_told: object) -> None:
        self.amount.setVisible(self.choice.currentData() == _UP_TO)
        self.changed.emit()
