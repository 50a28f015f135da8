"""Step 1 of escalating: the signs that ask for it, the types they suggest, and the priority it is raised to."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.phrases import Step
from deskapp.domain.signs.triggers import suggested_types
from deskapp.domain.words import CONTACT_TYPES, EscalationType, Priority
from deskapp.language import _
from deskapp.services.escalations.acts import Escalate
from deskapp.services.escalations.views import EscalationView
from deskapp.services.library.views import TriggerView
from deskapp.services.overview.views import EscalationStart
from deskapp.ui.escalate.dialog.raise_row import RaiseRow
from deskapp.ui.escalate.dialog.type_row import TypeRow
from deskapp.ui.look import theme
from deskapp.ui.phrases.tips import TipsBeside
from deskapp.ui.widgets.card import Column
from deskapp.ui.widgets.fields.form_field import FieldError
from deskapp.ui.widgets.fields.wrapping_check_box import WrappingCheckBox
from deskapp.ui.widgets.heading import Section, StepHeading
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.scrolling import ColumnScroll, make_room
from deskapp.ui.widgets.type_block import TypeBlock
from deskapp.wording import codes
from deskapp.wording import confidential as confidential_wording
from deskapp.wording import signs as sign_words

#: The sign that offers to make the call confidential: RULES.md, "Signs".
OFFERS_CONFIDENTIAL = "senior_person"


class WhyColumn(Column):
    """Signs that the record shows stand first and are ticked, with their reason."""

    changed = Signal()  # by a person: signs, types or the priority
    types_changed = Signal()  # another set of types is on

    def __init__(self, blocks: Sequence[TypeBlock] = (), parent: QWidget | None = None) -> None:
        """blocks: what some types ask for more; each is shown under the types while its type is on."""
        super().__init__(parent)
        self._blocks = tuple(blocks)
        #: What the blocks show already: ticked once, and left to a person from then on.
        self._shown: frozenset[str] = frozenset()
        self._triggers: dict[str, TriggerView] = {}
        self._reasons: dict[str, str] = {}
        self._tips: Mapping[str, Sequence[str]] = {}
        self._escalated = self._highest = self._is_confidential = False
        self._boxes: dict[str, WrappingCheckBox] = {}
        self._list = QWidget()
        self._list.setProperty("surface", "clear")
        self._column = QVBoxLayout(self._list)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(0)
        self._triggers_error = FieldError(self._list)
        self._types = TypeRow()
        self._types_error = FieldError(self._types)
        self._why = Label("", "muted", wrap=True)
        self._raise = RaiseRow()
        self._raise.hide()
        #: Offered with the sign of a personnel issue; never ticked beforehand.
        self.confidential = WrappingCheckBox(_("Make this call confidential"))
        self.confidential.setToolTip(confidential_wording.others())
        self.confidential.hide()
        make_room(self.body)
        self.body.addWidget(StepHeading(1, _("Why"), keyed=True))
        self.body.addWidget(ColumnScroll(self._list, fit=True))
        types = QWidget()
        below = QVBoxLayout(types)
        below.setSpacing(theme.px(6))
        for widget in (
            self._triggers_error,
            Section(_("Suggested type")),
            self._types,
            self._types_error,
            self._why,
            self._raise,
            self.confidential,
            *self._blocks,
        ):
            below.addWidget(widget)
        self._below = ColumnScroll(types, fit=True)
        self.body.addWidget(self._below)
        self.body.addStretch(1)
        self._types.changed.connect(self._on_types_changed)
        self._raise.changed.connect(self.changed)
        self.confidential.toggled.connect(self.changed)
        for block in self._blocks:
            block.hide()
            block.changed.connect(self._tick_shown)
            block.changed.connect(self.changed)

    def set_start(self, start: EscalationStart, zone: str) -> None:
        """Show what the record knows of this call."""
        self._triggers = {trigger.code: trigger for trigger in start.triggers}
        self._reasons = {sign.code: sign_words.why(sign.reason, sign.values, zone, start.as_of) for sign in start.signs}
        ordered = sorted(start.triggers, key=lambda trigger: trigger.code not in self._reasons)
        for trigger in ordered:
            self._add_box(trigger)
        self._raise.set_present(start.call.priority)
        self._escalated = start.call.row.escalated
        self._is_confidential = start.call.row.confidential
        self._highest = start.call.priority is Priority.P1
        for block in self._blocks:
            block.set_start(start)
        self._suggest()

    def set_tips(self, tips: Mapping[str, Sequence[str]]) -> None:
        """What calms down, by the code of the sign beside which it stands. Before `set_start`."""
        self._tips = tips

    def fill_from(self, earlier: EscalationView) -> None:
        """As the hand-off whose place this one takes: its signs with their reasons, and its types."""
        self._reasons |= {code: reason for code, reason in earlier.triggers if reason}
        ticked = {code for code, _reason in earlier.triggers}
        for code, box in self._boxes.items():
            box.setChecked(code in ticked)
        self._types.set_by_hand({kind: kind in earlier.types for kind in CONTACT_TYPES})

    def set_due(self, due: Callable[[Priority], str]) -> None:
        """Says what a priority does to the deadline."""
        self._raise.set_due(due)

    @property
    def deadline(self) -> str:
        """What is said of the deadline beside the priority it is raised to, or ""."""
        return self._raise.deadline

    @property
    def triggers(self) -> tuple[tuple[str, str], ...]:
        """(code, reason) of what is ticked, in the site's order."""
        return tuple(
            (code, self._reasons.get(code, ""))
            for code in self._triggers
            if code in self._boxes and self._boxes[code].isChecked()
        )

    @property
    def types(self) -> tuple[EscalationType, ...]:
        return self._types.types

    @property
    def priority(self) -> Priority | None:
        """What the priority is raised to; None without the priority type."""
        return self._raise.priority if EscalationType.PRIORITY in self.types else None

    @property
    def priority_reason(self) -> str:
        return self._raise.reason if EscalationType.PRIORITY in self.types else ""

    def block(self, kind: EscalationType) -> TypeBlock:
        """What a type asks for more."""
        return next(block for block in self._blocks if block.kind is kind)

    def fill(self, act: Escalate) -> Escalate:
        """The act with what the blocks of the chosen types ask for."""
        for block in self._on:
            act = block.fill(act)
        return replace(act, confidential=self._seals)

    @property
    def _seals(self) -> bool:
        return self._offers_confidential and self.confidential.isChecked()

    @property
    def _offers_confidential(self) -> bool:
        return not self._is_confidential and any(code == OFFERS_CONFIDENTIAL for code, _reason in self.triggers)

    @property
    def phrases(self) -> tuple[Step, ...]:
        """What else to say to the customer because of what the blocks ask for."""
        return tuple(step for block in self._on for step in block.phrases())

    def unreadable(self) -> QWidget | None:
        """The first field of a block that cannot be read."""
        return next(filter(None, (block.unreadable() for block in self._on)), None)

    @property
    def fields(self) -> tuple[str, ...]:
        """The fields of the act that stand in blocks."""
        return tuple(field for block in self._blocks for field in block.fields)

    @property
    def _on(self) -> tuple[TypeBlock, ...]:
        return tuple(block for block in self._blocks if block.kind in self.types)

    def box(self, code: str) -> WrappingCheckBox:
        """The check box of a trigger."""
        return self._boxes[code]

    def type_field(self) -> QWidget:
        """Where a type is switched on."""
        return self._types.pill(EscalationType.FUNCTIONAL)

    def first_field(self) -> QWidget:
        return next(iter(self._boxes.values()), self._types.pill(EscalationType.FUNCTIONAL))

    def content(self) -> dict[str, Any]:
        """What a draft keeps."""
        return {
            "triggers": [code for code, _reason in self.triggers],
            "types": {str(kind): on for kind, on in self._types.by_hand.items()},
            "raise": self._raise.content(),
            "confidential": self.confidential.isChecked(),
            "blocks": {str(block.kind): dict(block.content()) for block in self._blocks},
        }

    def restore(self, content: Mapping[str, Any]) -> None:
        ticked = set(content.get("triggers", ()))
        for code, box in self._boxes.items():
            box.setChecked(code in ticked)
        by_hand = content.get("types", {})
        self._types.set_by_hand({EscalationType(code): on for code, on in by_hand.items()})
        self._raise.restore(content.get("raise", {}))
        self.confidential.setChecked(bool(content.get("confidential")))
        kept = content.get("blocks", {})
        for block in self._blocks:
            block.restore(kept.get(str(block.kind), {}))
        # What the blocks tick by themselves a person may have unticked.
        for code, box in self._boxes.items():
            box.setChecked(code in ticked)

    def say(self, field: str, words: str | None) -> QWidget | None:
        """Show what is wrong with one of this column's fields; the widget to go to, None if it is not here."""
        if field == "triggers":
            self._triggers_error.say(words)
            return self.first_field()
        if field == "types":
            self._types_error.say(words)
            return self._types.pill(EscalationType.FUNCTIONAL)
        parts: tuple[RaiseRow | TypeBlock, ...] = (self._raise, *self._blocks)
        for part in parts:
            where = part.say(field, words)
            if where is not None:
                return where
        return None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The types stay in sight and the signs scroll, unless there is no room for both.
        self._below.firm = self.height() > theme.px(400)
        self._below.updateGeometry()

    def _add_box(self, trigger: TriggerView) -> None:
        words, reason = codes.trigger(trigger), self._reasons.get(trigger.code)
        if reason:
            words = _("{trigger} ({reason})").format(trigger=words, reason=reason)
        box = WrappingCheckBox(words, self._list)
        box.setChecked(trigger.code in self._reasons)
        box.toggled.connect(self._on_toggled)
        self._boxes[trigger.code] = box
        self._column.addWidget(box)
        if self._tips.get(trigger.code):
            self._column.addWidget(TipsBeside(self._tips[trigger.code], box))

    def _on_toggled(self) -> None:
        self._suggest()
        self.changed.emit()

    def _on_types_changed(self) -> None:
        self._show_blocks()
        self.types_changed.emit()
        self.changed.emit()

    def _suggest(self) -> None:
        ticked = [code for code, _reason in self.triggers]
        self._types.suggest(self._suggested(ticked))
        self._raise.set_causes(self._causes(EscalationType.PRIORITY, ticked))
        self._show_blocks()
        self.confidential.setVisible(self._offers_confidential)
        self._why.setText(self._because(ticked))
        self._why.setVisible(bool(self._why.text()))

    def _tick_shown(self) -> None:
        shown = frozenset(code for block in self._on for code in block.signs())
        fresh, self._shown = shown - self._shown, shown
        for code in fresh:
            if code in self._boxes:
                self._boxes[code].setChecked(True)

    def _show_blocks(self) -> None:
        self._raise.setVisible(EscalationType.PRIORITY in self.types)
        for block in self._blocks:
            block.setVisible(block.kind in self.types)

    def _causes(self, kind: EscalationType, ticked: Sequence[str]) -> list[str]:
        return [codes.trigger(self._triggers[code]) for code in ticked if kind in self._triggers[code].suggests]

    def _suggested(self, ticked: Sequence[str]) -> tuple[EscalationType, ...]:
        suggests = {code: trigger.suggests for code, trigger in self._triggers.items()}
        return suggested_types(ticked, suggests, escalated=self._escalated, highest=self._highest)

    def _because(self, ticked: Sequence[str]) -> str:
        """Why each type is suggested; of what is not suggested nothing."""
        lines = []
        for kind in self._suggested(ticked):
            causes = self._causes(kind, ticked)
            if causes:
                lines.append(
                    _("{type}: {signs}").format(type=codes.escalation_type(kind), signs=direction.row(causes, ", "))
                )
        return "\n".join(lines)
