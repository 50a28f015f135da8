"""Another priority: by impact and urgency, or by hand with a reason; the old and the new deadline side by side."""

from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp.domain.errors import DeskError
from deskapp.domain.words import Impact, Priority, Urgency
from deskapp.language import _
from deskapp.services.acts import SetPriority
from deskapp.services.views import CallDetail
from deskapp.ui.calls import choices
from deskapp.ui.calls.about import about
from deskapp.ui.calls.new_due import new_due
from deskapp.ui.widgets.act_dialog import ActDialog
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.choice_row import ChoiceRow
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style
from deskapp.ui.widgets.text_area import TextArea
from deskapp.ui.workplace import Workplace


class PriorityDialog(ActDialog):
    """The new target applies from the original start, with all pauses."""

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            _("Priority"),
            _("Set the priority"),
            parent,
            about=about(call),
            draft=f"priority:{call.row.id}",
        )
        self._call = call
        self._seen = call.priority
        self.impact = self.add("impact", _("Impact"), choices.impact_row(call.impact))
        self.urgency = self.add("urgency", _("Urgency"), choices.urgency_row(call.urgency))
        overridden = bool(call.priority_reason)
        self.priority = self.add(
            "priority",
            _("Priority"),
            ChoiceRow(
                _("Priority"),
                [("", _("From impact and urgency")), *((code, code.value) for code in Priority)],
                call.priority if overridden else "",
            ),
        )
        self.reason = self.add("reason", _("Why it differs"), TextArea(lines=2))
        self.reason.setPlainText(call.priority_reason)
        self.body.addWidget(self._outcome())
        for row in (self.impact, self.urgency, self.priority):
            row.changed.connect(self._show)
        self._show()
        self.impact.setFocus()

    def refuse(self, error: DeskError) -> None:
        super().refuse(error)
        if error.code == "priority_changed":
            # Now both are seen: the next press is a decision.
            self._seen = error.values["newer"]

    def submit(self) -> None:
        act = SetPriority(
            call_id=self._call.row.id,
            impact=Impact(str(self.impact.value)),
            urgency=Urgency(str(self.urgency.value)),
            priority=Priority(str(self.priority.value)) if self.priority.value else None,
            reason=self.reason.text(),
            seen=self._seen,
        )
        self.carry_out(lambda desk: desk.calls.set_priority(act))

    def look_again(self) -> None:
        self._show()

    def _outcome(self) -> Card:
        card = Card()
        row = QHBoxLayout()
        self.shown = Label("", "heading")
        self.deadlines = Label("", wrap=True)
        row.addWidget(self.shown)
        row.addWidget(self.deadlines, 1)
        card.body.addLayout(row)
        return card

    def _chosen(self) -> Priority:
        if self.priority.value:
            return Priority(str(self.priority.value))
        matrix = self.place.facts.matrix if self.place.facts else {}
        cell = (Impact(str(self.impact.value)), Urgency(str(self.urgency.value)))
        return matrix.get(cell, self._call.priority)

    def _show(self) -> None:
        chosen = self._chosen()
        self.field_shown("reason", bool(self.priority.value))
        self.shown.setText(chosen.value)
        set_style(self.shown, "priority", chosen.value)
        facts, now = self.place.facts, self.place.desk.clock.now()
        self.deadlines.setText(new_due(self._call, chosen, facts, self.place.zone, now))
