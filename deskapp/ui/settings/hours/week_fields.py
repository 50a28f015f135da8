"""The usual week: a line of text a day, read and edited by keyboard, with what is wrong beside it."""

from collections.abc import Iterable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QGridLayout, QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.working_time import WEEKDAYS
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.settings.hours import hours_text
from deskapp.ui.settings.hours.hours_text import HoursError, Span
from deskapp.ui.widgets.fields.form_field import FieldError
from deskapp.ui.widgets.label import Label
from deskapp.wording import refusals, times


class WeekFields(QWidget):
    """An empty line is a closed day. What cannot be read is said on leaving the line, not at every key."""

    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.days: dict[str, QLineEdit] = {}
        self._errors: dict[str, FieldError] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(0, 0, 0, 0)
        grid.setHorizontalSpacing(theme.px(10))
        grid.setVerticalSpacing(theme.px(5))
        grid.setColumnStretch(1, 1)
        for row, day in enumerate(WEEKDAYS):
            name = Label(times.weekday(row))
            # Beside its line, also where words stand below that.
            name.setMinimumHeight(max(24, theme.px(30)))
            grid.addWidget(name, row, 0, Qt.AlignmentFlag.AlignTop)
            grid.addWidget(self._make(day, times.weekday(row)), row, 1)
            name.setBuddy(self.days[day])

    def texts(self) -> tuple[str, ...]:
        """What was typed, as it was typed."""
        return tuple(field.text() for field in self.days.values())

    def set_texts(self, texts: Iterable[str]) -> None:
        for field, text in zip(self.days.values(), texts, strict=True):
            field.setText(text)

    def show_week(self, week: Mapping[str, Iterable[Iterable[str]]]) -> None:
        for day, field in self.days.items():
            field.setText(hours_text.spans_text(week.get(day, ())))
            self._errors[day].say(None)

    def week(self) -> dict[str, list[Span]]:
        """The week as typed. Raises HoursError."""
        return {day: hours_text.spans(field.text()) for day, field in self.days.items()}

    def check(self) -> QLineEdit | None:
        """Say beside each line what cannot be read; gives back the first that cannot."""
        wrong = [field for day, field in self.days.items() if not self._check(day)]
        return wrong[0] if wrong else None

    def say(self, words: str) -> None:
        """What is wrong with the week as a whole, beside its first day."""
        self._errors[WEEKDAYS[0]].say(words)

    def _make(self, day: str, name: str) -> QWidget:
        field = QLineEdit()
        field.setPlaceholderText(_("closed"))
        field.setAccessibleName(name)
        field.setMinimumWidth(theme.px(120))
        field.editingFinished.connect(lambda: self._check(day))
        field.textChanged.connect(lambda _text: self.changed.emit())
        self.days[day] = field
        self._errors[day] = FieldError(field)
        room = QWidget()
        column = QVBoxLayout(room)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addWidget(field)
        column.addWidget(self._errors[day])
        return room

    def _check(self, day: str) -> bool:
        try:
            hours_text.spans(self.days[day].text())
        except HoursError as error:
            self._errors[day].say(refusals.field_error(error.code))
            return False
        self._errors[day].say(None)
        return True
