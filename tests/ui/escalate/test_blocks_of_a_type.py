"""A type of escalation that asks for more has a block in the dialog while it is on."""

from collections.abc import Mapping
from dataclasses import replace
from typing import Any, ClassVar

from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from deskapp.domain.words import EscalationType
from deskapp.services.escalations.acts import Escalate
from deskapp.services.overview.views import EscalationStart
from deskapp.ui.escalate.dialog.why_column import WhyColumn
from deskapp.ui.widgets.type_block import TypeBlock
from tests.ui.escalate.conftest import Scene


class Block(TypeBlock):
    """Asks for the reason of raising the priority a second time."""

    kind = EscalationType.HIERARCHICAL
    fields: ClassVar = ("amount",)

    def __init__(self) -> None:
        super().__init__()
        self.ref = ""
        self.field = QLineEdit(self)
        QVBoxLayout(self).addWidget(self.field)
        self.field.textEdited.connect(lambda _text: self.changed.emit())
        self.said: str | None = None

    def set_start(self, start: EscalationStart) -> None:
        self.ref = start.call.row.ref

    def fill(self, act: Escalate) -> Escalate:
        return replace(act, priority_reason=self.field.text())

    def say(self, field: str, words: str | None) -> QWidget | None:
        if field not in self.fields:
            return None
        self.said = words
        return self.field

    def content(self) -> Mapping[str, Any]:
        return {"words": self.field.text()}

    def restore(self, content: Mapping[str, Any]) -> None:
        self.field.setText(content.get("words", ""))


def column(scene: Scene) -> tuple[WhyColumn, Block]:
    block = Block()
    why = WhyColumn((block,))
    why.set_start(scene.desk.overview.escalation_start(scene.call_id), "UTC")
    return why, block


def test_a_block_is_shown_while_its_type_is_on_and_fills_the_act_only_then(scene: Scene, qtbot: QtBot) -> None:
    why, block = column(scene)
    qtbot.addWidget(why)
    act = Escalate(scene.call_id, (), ())
    assert block.ref.startswith("C-")
    assert block.isHidden()
    block.field.setText("a word")
    assert why.fill(act) == act
    why._types.pill(EscalationType.HIERARCHICAL).click()
    assert not block.isHidden()
    assert why.fill(act).priority_reason == "a word"
    assert why.block(EscalationType.HIERARCHICAL) is block


def test_a_refusal_is_said_in_the_block_that_has_the_field(scene: Scene, qtbot: QtBot) -> None:
    why, block = column(scene)
    qtbot.addWidget(why)
    assert why.fields == ("amount",)
    assert why.say("nothing_of_this_name", "no") is None
    assert why.say("amount", "no") is block.field
    assert block.said == "no"


def test_what_was_entered_in_a_block_is_kept_with_the_draft(scene: Scene, qtbot: QtBot) -> None:
    why, block = column(scene)
    qtbot.addWidget(why)
    block.field.setText("kept")
    content = why.content()
    other, restored = column(scene)
    qtbot.addWidget(other)
    other.restore(content)
    assert restored.field.text() == "kept"
