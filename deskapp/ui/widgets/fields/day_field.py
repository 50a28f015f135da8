"""A day with its year, typed as people write one; left empty, none."""

from datetime import date

from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _
from deskapp.ui.widgets.fields.typed_day import read_day
from deskapp.ui.widgets.fields.unclear import NotUnderstood
from deskapp.wording import times


class DayField(QLineEdit):
    """`value` is the day, None for none; `clear_enough` is False while the words name no day."""

    def __init__(self, today: date, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._today = today
        self.setPlaceholderText(times.day(today.replace(year=today.year + 1, day=1)))

    @property
    def value(self) -> date | None:
        """A day without its year is none: warranties end in another one."""
        try:
            found = read_day(self.text().strip().lower(), self._today)
        except NotUnderstood:
            return None
        return None if found is None or found.yearless else found.day

    @property
    def clear_enough(self) -> bool:
        return not self.text().strip() or self.value is not None

    def set_value(self, day: date | None) -> None:
        self.setText("" if day is None else times.day(day))

    @staticmethod
    def refusal() -> str:
        """What is wrong with words that name no day."""
        return _("This is no day: write it with its year, for example {day}.").format(day=times.day(date(2027, 3, 31)))
