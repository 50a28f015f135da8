"""What is asked of somebody above: its kind, how much, what for; and who may decide it."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain import authority
from deskapp.domain.words import AMOUNTS, ApprovalKind
from deskapp.language import _
from deskapp.ui.approvals.people import me, who_decides
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.fields.amount_field import AmountField, unreadable
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.label import Label
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import approvals as approval_wording


class WhatFields(QWidget):
    """The amount is asked only of refunds and credits. `none`: words for asking nothing, which comes first then."""

    changed = Signal()

    def __init__(self, place: Workplace, none: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        offered: list[tuple[Any, str]] = [(kind, approval_wording.approval_kind(kind)) for kind in ApprovalKind]
        self.kind_field = choices.drop_down([("", none), *offered] if none else offered)
        self.amount = AmountField()
        self.reason = QLineEdit()
        self.forms = {
            "kind": FormField(_("Approval of"), self.kind_field),
            "amount": FormField(_("Amount"), self.amount),
            "reason": FormField(_("What for"), self.reason),
        }
        self.who = Label("", "muted", wrap=True)
        row = QHBoxLayout()
        row.setSpacing(theme.px(8))
        row.addWidget(self.forms["kind"], 3)
        row.addWidget(self.forms["amount"], 2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addLayout(row)
        column.addWidget(self.who)
        column.addWidget(self.forms["reason"])
        self.kind_field.currentIndexChanged.connect(self._on_changed)
        self.amount.textChanged.connect(self._on_changed)
        self.reason.textChanged.connect(self._on_changed)
        place.facts_changed.connect(self._on_facts)
        self._on_facts()

    @property
    def kind(self) -> ApprovalKind | None:
        """What is asked; None: nothing."""
        code = self.kind_field.currentData()
        return ApprovalKind(code) if code else None

    @property
    def money(self) -> int | None:
        """How much; None where the kind is no amount, or none was typed that can be read."""
        return self.amount.value() if self.kind in AMOUNTS else None

    @property
    def beyond(self) -> bool:
        """Whether it is beyond the authority of whoever works here, as far as was typed."""
        here, facts = me(self._place), self._place.facts
        if here is None or facts is None or self.kind is None or (self.kind in AMOUNTS and self.money is None):
            return False
        return not authority.may(authority.level_of(here.role), self.kind, self.money, facts.authority.limits)

    def unreadable(self) -> QWidget | None:
        """The amount, with the words beside it, where it cannot be read."""
        if self.kind not in AMOUNTS or self.amount.valid():
            return None
        self.forms["amount"].say(unreadable(self.amount))
        return self.amount

    def content(self) -> Mapping[str, Any]:
        return {"kind": str(self.kind or ""), "amount": self.amount.text(), "reason": self.reason.text()}

    def restore(self, content: Mapping[str, Any]) -> None:
        self.kind_field.setCurrentIndex(max(0, self.kind_field.findData(content.get("kind", ""))))
        self.amount.setText(content.get("amount", ""))
        self.reason.setText(content.get("reason", ""))

    def _on_facts(self) -> None:
        if self._place.facts is not None:
            self.amount.set_currency(self._place.facts.authority.currency)
        self._show()

    def _on_changed(self) -> None:
        for form in self.forms.values():
            form.say(None)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.forms["amount"].setVisible(self.kind in AMOUNTS)
        self.forms["reason"].setVisible(self.kind is not None)
        words = who_decides(self._place, self.kind, self.money) if self.kind else ""
        if words != self.who.text():
            self.who.setText(words)
            announce(self.who, words)
        self.who.setVisible(bool(words))
