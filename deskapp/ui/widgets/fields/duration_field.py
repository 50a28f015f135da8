"""A field for a length of time, typed as people say it: "30 s", "45 min", "1h30", "1:30", "1,5 Std", "2 years"."""

from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _
from deskapp.ui.widgets.fields import typed_length
from deskapp.ui.widgets.fields.unclear import NotUnderstood
from deskapp.wording import times

#: Longer than any promise; a length beyond it is a slip of the keyboard.
LONGEST = timedelta(days=366)


def parse_duration(text: str, longest: timedelta = LONGEST) -> timedelta | None:
    """What was typed as a length of time; a bare number is minutes. None where it is none, or beyond the longest."""
    try:
        length = typed_length.total(" ".join(text.casefold().split()))
    except (NotUnderstood, OverflowError):
        return None
    return length if length <= longest else None


def duration_refusal(text: str, longest: timedelta = LONGEST) -> str:
    """What is wrong with a text that is no length of time, what to write, and the nearest that may be meant."""
    words = _("This is no length of time. Write it as: 45 min, 2 h, 1:30")
    nearest = typed_length.nearest(" ".join(text.casefold().split()), lambda part: parse_duration(part, longest))
    if nearest is None:
        return words
    return _("{words}. Nearest: {length}").format(words=words, length=times.duration(nearest))


class DurationField(QLineEdit):
    """Takes a length of time; empty means none. What cannot be read stays as it was typed."""

    value_changed = Signal(object)  # timedelta or None, whenever what was typed can be read

    def __init__(
        self, value: timedelta | None = None, parent: QWidget | None = None, *, longest: timedelta = LONGEST
    ) -> None:
        super().__init__(parent)
        self._longest = longest
        self.setPlaceholderText(_("45 min, 2 h, 1:30"))
        self.set_value(value)
        self.textEdited.connect(self._on_edited)

    def value(self) -> timedelta | None:
        """The length of time; None where the field is empty or cannot be read: see `valid`."""
        return parse_duration(self.text(), self._longest)

    def set_value(self, value: timedelta | None) -> None:
        self.setText("" if value is None else times.duration(value))

    def valid(self) -> bool:
        """Whether the field is empty or says a length of time."""
        return not self.text().strip() or self.value() is not None

    @property
    def refusal(self) -> str:
        """What is wrong with what was typed, and what to write; "" where it is `valid`."""
        return "" if self.valid() else duration_refusal(self.text(), self._longest)

    def _on_edited(self) -> None:
        if self.valid():
            self.value_changed.emit(self.value())
