"""A field for a length of time, typed as people say it: "45 min", "2 h", "1:30", "3 d"."""

import re
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _

#: Longer than any promise; a length beyond it is a slip of the keyboard.
LONGEST = timedelta(days=366)

_MINUTE, _HOUR, _DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_UNITS = {
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), _MINUTE),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), _HOUR),
    **dict.fromkeys(("d", "day", "days", "t", "tag", "tage"), _DAY),
}
_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)", re.ASCII)
_PART = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([a-z]*)\.?\s*", re.ASCII)


def parse_duration(text: str) -> timedelta | None:
    """What was typed as a length of time; a bare number is minutes. None where it is none, or beyond LONGEST."""
    text = text.strip().casefold()
    clock = _CLOCK.fullmatch(text)
    if clock:
        return _sensible(timedelta(hours=int(clock[1]), minutes=int(clock[2])))
    total, place = timedelta(0), 0
    while place < len(text):
        part = _PART.match(text, place)
        if part is None:
            return None
        number, unit = part[1].replace(",", "."), part[2]
        alone = not unit and part[0] == text
        if not alone and unit not in _UNITS:
            return None
        total += float(number) * (_MINUTE if alone else _UNITS[unit])
        place = part.end()
    return _sensible(total) if text else None


def duration_text(length: timedelta) -> str:
    """A length of time as the field shows it, in hours and minutes; a day of work is not 24 hours."""
    minutes = round(length / _MINUTE)
    hours, rest = divmod(minutes, 60)
    if not hours:
        return _("{minutes} min").format(minutes=rest)
    if not rest:
        return _("{hours} h").format(hours=hours)
    return _("{hours} h {minutes} min").format(hours=hours, minutes=rest)


def _sensible(length: timedelta) -> timedelta | None:
    return length if length <= LONGEST else None


class DurationField(QLineEdit):
    """Takes a length of time; empty means none. What cannot be read stays as it was typed."""

    value_changed = Signal(object)  # timedelta or None, whenever what was typed can be read

    def __init__(self, value: timedelta | None = None, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setPlaceholderText(_("45 min, 2 h, 1:30"))
        self.set_value(value)
        self.textEdited.connect(self._on_edited)

    def value(self) -> timedelta | None:
        """The length of time; None where the field is empty or cannot be read: see `valid`."""
        return parse_duration(self.text())

    def set_value(self, value: timedelta | None) -> None:
        self.setText("" if value is None else duration_text(value))

    def valid(self) -> bool:
        """Whether the field is empty or says a length of time."""
        return not self.text().strip() or self.value() is not None

    def _on_edited(self) -> None:
        if self.valid():
            self.value_changed.emit(self.value())
