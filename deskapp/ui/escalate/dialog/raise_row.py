"""To which priority a call is raised, and why; shown with the priority type alone."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.words import Priority
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.form_field import FieldError, FormField
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.label import Label


class RaiseRow(QWidget):
    """One step up is offered first; the reason starts with the signs that ask for it."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._choices = [priority for priority in Priority if priority is not Priority.P4]
        self._row = ChoiceRow(_("Raise the priority to"), [(one, str(one)) for one in self._choices])
        self._row_error = FieldError(self._row)
        self._deadline = Label("", "muted", wrap=True)
        self._deadline.hide()
        self._due: Callable[[Priority], str] | None = None
        self._top = Label(_("The priority is the highest already."), "muted", wrap=True)
        self._reason = QLineEdit()
        self._reason_field = FormField(_("Why it is raised"), self._reason)
        self._by_hand = False
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addWidget(Section(_("Raise to")))
        for widget in (self._row, self._deadline, self._top, self._row_error, self._reason_field):
            column.addWidget(widget)
        self._row.changed.connect(self._on_changed)
        self._reason.textEdited.connect(self._on_edited)

    def set_present(self, present: Priority) -> None:
        """The priority the call has now: only what is above it can be chosen."""
        above = [one for one in self._choices if one < present]
        for one in self._choices:
            self._row.pill(one).setVisible(one in above)
        self._row.set_value(above[-1] if above else None)
        self._row.setVisible(bool(above))
        self._top.setVisible(not above)
        self._show_due()

    def set_due(self, due: Callable[[Priority], str]) -> None:
        """Says what a priority does to the deadline."""
        self._due = due
        self._show_due()

    def set_causes(self, causes: Sequence[str]) -> None:
        """The signs that ask for it, as the reason until somebody writes another."""
        if not self._by_hand:
            self._reason.setText(", ".join(causes))
            self._reason.setCursorPosition(0)  # its beginning is what is seen

    @property
    def priority(self) -> Priority | None:
        value = self._row.value
        return value if isinstance(value, Priority) else None

    @property
    def deadline(self) -> str:
        """What is said of the deadline, or ""."""
        return self._deadline.text()

    @property
    def reason(self) -> str:
        return self._reason.text()

    def content(self) -> dict[str, Any]:
        return {"to": str(self.priority or ""), "reason": self.reason if self._by_hand else None}

    def restore(self, content: Mapping[str, Any]) -> None:
        if content.get("to") in set(Priority):
            self._row.set_value(Priority(content["to"]))
            self._show_due()
        if content.get("reason") is not None:
            self._by_hand = True
            self._reason.setText(content["reason"])

    def say(self, field: str, words: str | None) -> QWidget | None:
        if field == "priority":
            self._row_error.say(words)
            return self._row
        if field == "priority_reason":
            self._reason_field.say(words)
            return self._reason
        return None

    def _show_due(self) -> None:
        self._deadline.setText(self._due(self.priority) if self._due and self.priority else "")
        self._deadline.setVisible(bool(self._deadline.text()))

    def _on_changed(self) -> None:
        self._show_due()
        self.changed.emit()

    def _on_edited(self) -> None:
        self._by_hand = True
        self.changed.emit()
