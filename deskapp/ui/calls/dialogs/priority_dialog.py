"""Another priority: by impact and urgency, or by hand with a reason; the old and the new deadline side by side."""

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.words import Impact, Priority, Urgency
from deskapp.language import _
from deskapp.services.calls.acts import PriorityBasis, SetPriority
from deskapp.services.calls.row import CallRow
from deskapp.services.overview.views import CallDetail
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.call_act_dialog import CallActDialog
from deskapp.ui.widgets.calls.new_due import new_due
from deskapp.ui.widgets.calls.newer_value import NewerValue
from deskapp.ui.widgets.card import Card
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class PriorityDialog(CallActDialog):
    """The new target applies from the original start, with all pauses."""

    basis_changed = Signal()  # what the priority rested on when this was chosen

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(
            place,
            call,
            _("Priority"),
            _("Set the priority"),
            parent,
            draft=f"priority:{call.row.id}",
        )
        self._base = PriorityBasis(call.impact, call.urgency, call.priority, call.priority_reason)
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
        self.newer = NewerValue()
        self.body.addWidget(self.newer)
        self.body.addWidget(self._outcome())
        assert self.draft is not None  # this dialog has one
        self.draft.keep("saw", self._basis, self._set_basis, self.basis_changed)
        for row in (self.impact, self.urgency, self.priority):
            row.changed.connect(self._show)
        self._show()
        self.impact.setFocus()

    def refuse(self, error: DeskError) -> None:
        """What somebody else set meanwhile is shown beside what is chosen here; the next press is a decision."""
        super().refuse(error)
        if error.code == Refusal.PRIORITY_CHANGED:
            self._base = PriorityBasis(*error.values["basis"])
            self.newer.say(_("Saved meanwhile: {words}").format(words=self._words(self._base)), self._take)
            self.basis_changed.emit()

    def submit(self) -> None:
        act = SetPriority(
            call_id=self._call.row.id,
            impact=Impact(str(self.impact.value)),
            urgency=Urgency(str(self.urgency.value)),
            priority=Priority(str(self.priority.value)) if self.priority.value else None,
            reason=self.reason.text(),
            base=self._base,
        )
        self.carry_out(lambda desk: desk.calls.set_priority(act), partial(self._on_set, act))

    def _on_set(self, act: SetPriority, row: CallRow) -> None:
        self.succeed(row)
        was, place = self._base, self.place
        back = SetPriority(
            row.id,
            was.impact,
            was.urgency,
            priority=was.priority if was.reason else None,
            reason=was.reason,
            base=PriorityBasis(act.impact, act.urgency, Priority(row.priority), act.reason if act.priority else ""),
        )
        words = _("{ref} is {priority} now.").format(ref=row.ref, priority=row.priority)
        place.undoable.emit(words, lambda: place.act(lambda desk: desk.calls.set_priority(back)))

    def _words(self, basis: PriorityBasis) -> str:
        told = (codes.impact(basis.impact), codes.urgency(basis.urgency), basis.priority.value, basis.reason)
        return direction.row(told)

    def _take(self) -> None:
        """What somebody else set, instead of what was chosen here."""
        self.impact.set_value(self._base.impact)
        self.urgency.set_value(self._base.urgency)
        self.priority.set_value(self._base.priority if self._base.reason else "")
        self.reason.setPlainText(self._base.reason)
        self._show()

    def _basis(self) -> list[str]:
        """On what a draft was typed: what was set since is seen before it is overwritten."""
        return [self._base.impact.value, self._base.urgency.value, self._base.priority.value, self._base.reason]

    def _set_basis(self, kept: list[str]) -> None:
        impact, urgency, priority, reason = kept
        self._base = PriorityBasis(Impact(impact), Urgency(urgency), Priority(priority), reason)

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
        cell = (Impact(str(self.impact.value)), Urgency(str(self.urgency.value)))
        return self._call.matrix.get(cell, self._call.priority)

    def _show(self) -> None:
        chosen = self._chosen()
        self.field_shown("reason", bool(self.priority.value))
        self.shown.setText(chosen.value)
        set_style(self.shown, "priority", chosen.value)
        facts, now = self.place.facts, self.place.desk.clock.now()
        self.deadlines.setText(new_due(self._call, chosen, facts, self.place.zone, now))
