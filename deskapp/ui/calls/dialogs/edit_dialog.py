"""Editing a call's own fields. What somebody else changed meanwhile is shown beside it; the person decides."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.errors import Conflict, DeskError
from deskapp.domain.words import OPEN_STATES, Tone
from deskapp.language import _
from deskapp.services.calls.acts import EditCall
from deskapp.services.overview.views import CallDetail
from deskapp.ui.calls.dialogs.call_act_dialog import CallActDialog
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.widgets.calls import choices
from deskapp.ui.widgets.calls.newer_value import NewerValue
from deskapp.ui.widgets.fields import when
from deskapp.ui.widgets.fields.text_area import TextArea
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import codes


class EditDialog(CallActDialog):
    """Saves against the version that was read. On a conflict nothing is lost: see `refuse`.

    A draft is saved against the version on which it was typed: its untouched fields are as old as that.
    """

    basis_changed = Signal()  # the version that is known here

    def __init__(self, place: Workplace, call: CallDetail, parent: QWidget | None = None) -> None:
        super().__init__(place, call, _("Edit"), _("Save"), parent, draft=f"edit:{call.row.id}", width=640)
        self._version = call.version
        self._started: dict[str, Any] = {
            "summary": call.row.summary,
            "details": call.details,
            "wants": call.wants,
            "steps": call.steps,
            "tone": call.tone,
            "category_id": call.category_id,
            "customer_deadline": call.row.customer_deadline,
        }
        self._newer: dict[str, NewerValue] = {}
        self.summary = self._field("summary", _("Summary"), QLineEdit(call.row.summary))
        self.details = self._field("details", _("Details"), TextArea(lines=3, most=10))
        self.steps = self._field("steps", _("Steps already taken"), TextArea(lines=3, most=10))
        self.wants = self._field("wants", _("What they want"), TextArea(lines=1, most=5))
        for area, text in ((self.details, call.details), (self.steps, call.steps), (self.wants, call.wants)):
            area.setPlainText(text)
        pair = QHBoxLayout()
        pair.setSpacing(theme.px(8))
        offered = choices.categories(place.facts, call.category_id)
        self.category = self._field(
            "category_id", _("Category"), choices.drop_down(offered, call.category_id or 0), pair
        )
        self.tone = self._field("tone", _("Tone"), choices.drop_down(choices.tones(), call.tone or ""), pair)
        self.body.addLayout(pair)
        self.deadline = self._field(
            "customer_deadline", _("Customer's deadline"), WhenField(place.desk.clock, place.zone)
        )
        self.deadline.set_value(call.row.customer_deadline)
        assert self.draft is not None  # this dialog has one
        self.draft.keep("basis", self._basis, self._set_basis, self.basis_changed)
        if call.state not in OPEN_STATES:
            # Words may be corrected for good; nothing is due any more.
            self.field_shown("customer_deadline", False)
            self.hint.setText(_("This call is over: corrections are recorded, and no clock moves."))
        self.summary.setFocus()

    def submit(self) -> None:
        act = EditCall(call_id=self._call.row.id, version=self._version, **self._typed())
        self.carry_out(lambda desk: desk.calls.edit(act))

    def refuse(self, error: DeskError) -> None:
        """Show what is saved now beside what was typed. Fields left alone here take what is newer."""
        if not isinstance(error, Conflict) or "newer" not in error.values:
            super().refuse(error)
            return
        newer: Mapping[str, Any] = error.values["newer"]
        typed = self._typed()
        for shown in self._newer.values():
            shown.hide()
        self._version = error.values["version"]
        for name, value in newer.items():
            if value == typed[name] or value == self._started[name]:
                continue
            if typed[name] == self._started[name]:
                self._write(name, value)
                self._newer[name].say(_("Changed meanwhile by somebody else."), None)
            else:
                self._newer[name].say(
                    _("Saved meanwhile: {words}").format(words=self._words(name, value)), self._taker(name, value)
                )
        self._started = dict(newer)
        self.basis_changed.emit()
        self.notice.say(_("Somebody changed this call meanwhile. Look at both, then save again."), Tint.SOON)

    def _field(self, name: str, words: str, field: Any, row: QHBoxLayout | None = None) -> Any:
        form = self.form(name, words, field)
        self._newer[name] = NewerValue()
        both = QVBoxLayout()
        both.setSpacing(theme.px(4))
        both.addWidget(form)
        both.addWidget(self._newer[name])
        if row is None:
            self.body.addLayout(both)
        else:
            both.addStretch(1)
            row.addLayout(both, 1)
        return field

    def _typed(self) -> dict[str, Any]:
        return {
            "summary": self.summary.text(),
            "details": self.details.text(),
            "wants": self.wants.text(),
            "steps": self.steps.text(),
            "tone": choices.tone_of(self.tone),
            "category_id": choices.category_of(self.category),
            "customer_deadline": self.deadline.value(),
        }

    def _basis(self) -> dict[str, Any]:
        at = self._started["customer_deadline"]
        return {**self._started, "customer_deadline": at.isoformat() if at else None, "version": self._version}

    def _set_basis(self, kept: dict[str, Any]) -> None:
        started, at = dict(kept), kept["customer_deadline"]
        self._version = started.pop("version")
        started["customer_deadline"] = datetime.fromisoformat(at) if at else None
        started["tone"] = Tone(started["tone"]) if started["tone"] else None
        self._started = started

    def _write(self, name: str, value: Any) -> None:
        fields: dict[str, Callable[[], object]] = {
            "summary": lambda: self.summary.setText(value),
            "details": lambda: self.details.setPlainText(value),
            "wants": lambda: self.wants.setPlainText(value),
            "steps": lambda: self.steps.setPlainText(value),
            "tone": lambda: _choose(self.tone, value or ""),
            "category_id": lambda: _choose(self.category, value or 0),
            "customer_deadline": lambda: self.deadline.set_value(value),
        }
        fields[name]()

    def _taker(self, name: str, value: Any) -> Callable[[], object]:
        return lambda: self._write(name, value)

    def _words(self, name: str, value: Any) -> str:
        if isinstance(value, datetime):
            return when.say(value, self.place.desk.clock.now(), self.place.zone)
        if isinstance(value, Tone):
            return codes.tone(value)
        if name == "category_id" and self.place.facts:
            return next((one.name for one in self.place.facts.categories if one.id == value), _("none"))
        return str(value) if value else _("nothing")


def _choose(box: QComboBox, value: Any) -> None:
    box.setCurrentIndex(max(0, box.findData(value)))
