"""With a hierarchical escalation an approval can be asked in the same act, and answered on the spot."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.domain.phrases import Step
from deskapp.domain.words import ApprovalKind, EscalationType
from deskapp.language import _
from deskapp.services.approvals.acts import AskApproval
from deskapp.services.escalations.acts import Escalate
from deskapp.services.overview.views import EscalationStart
from deskapp.ui.approvals.answer_fields import AnswerFields
from deskapp.ui.approvals.people import above, me
from deskapp.ui.approvals.what_fields import WhatFields
from deskapp.ui.look import theme
from deskapp.ui.widgets.type_block import TypeBlock
from deskapp.ui.work.workplace import Workplace


class ApprovalBlock(TypeBlock):
    """Nothing is asked unless a kind is chosen."""

    kind: ClassVar = EscalationType.HIERARCHICAL
    fields: ClassVar = ("kind", "amount", "reason", "staff_id", "outside", "said", "words", "pin")

    def __init__(self, place: Workplace, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place = place
        self._call_id = 0
        self.what = WhatFields(place, none=_("Nothing"))
        self.answer = AnswerFields(later=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.what)
        column.addWidget(self.answer)
        self.what.changed.connect(self._on_changed)
        self.answer.changed.connect(self.changed)
        self._show()

    def set_start(self, start: EscalationStart) -> None:
        self._call_id = start.call.row.id
        self._show()

    def fill(self, act: Escalate) -> Escalate:
        if self.what.kind is None:
            return act
        ask = AskApproval(self._call_id, self.what.kind, self.what.money, self.what.reason.text(), self.answer.answer())
        return replace(act, approval=ask)

    def phrases(self) -> tuple[Step, ...]:
        return (Step.REFUND,) if self.what.kind is ApprovalKind.REFUND else ()

    def signs(self) -> tuple[str, ...]:
        return ("beyond_authority",) if self.what.beyond else ()

    def unreadable(self) -> QWidget | None:
        if self.what.kind is None:
            return None
        return self.what.unreadable() or self.answer.missing()

    def say(self, field: str, words: str | None) -> QWidget | None:
        form = {**self.what.forms, **self.answer.forms}.get(field)
        if form is None or (words is not None and self.isHidden()):
            return None
        form.say(words)
        return form.field

    def content(self) -> Mapping[str, Any]:
        return self.what.content()

    def restore(self, content: Mapping[str, Any]) -> None:
        self.what.restore(content)

    def _on_changed(self) -> None:
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        kind = self.what.kind
        self.answer.setVisible(kind is not None)
        if kind is not None:
            self.answer.set_people(above(self._place.facts, me(self._place), kind, self.what.money))
