"""A field for a length of time, typed as people say it: "30 s", "45 min", "2 h", "1:30", "3 d", "2 years"."""

import re
from datetime import timedelta

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QWidget

from deskapp.language import _

#: Longer than any promise; a length beyond it is a slip of the keyboard.
LONGEST = timedelta(days=366)

_SECOND, _MINUTE, _HOUR, _DAY = timedelta(seconds=1), timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
_UNITS = {
    **dict.fromkeys(("s", "sec", "secs", "second", "seconds", "sek", "sekunde", "sekunden"), _SECOND),
    **dict.fromkeys(("m", "min", "mins", "minute", "minutes", "minuten"), _MINUTE),
    **dict.fromkeys(("h", "hr", "hrs", "hour", "hours", "std", "stunde", "stunden"), _HOUR),
    **dict.fromkeys(("d", "day", "days", "t", "tag", "tage"), _DAY),
    **dict.fromkeys(("w", "week", "weeks", "woche", "wochen"), 7 * _DAY),
    **dict.fromkeys(("y", "yr", "year", "years", "jahr", "jahre"), 365 * _DAY),
}
_CLOCK = re.compile(r"(\d{1,5}):([0-5]\d)", re.ASCII)
_PART = re.compile(r"(\d{1,6}(?:[.,]\d{1,3})?)\s*([a-z]*)\.?\s*", re.ASCII)


def parse_duration(text: str, longest: timedelta = LONGEST) -> timedelta | None:
    """What was typed as a length of time; a bare number is minutes. None where it is none, or beyond the longest."""
    text = text.strip().casefold()
    clock = _CLOCK.fullmatch(text)
    if clock:
        total = timedelta(hours=int(clock[1]), minutes=int(clock[2]))
        return total if total <= longest else None
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
        if total > longest:
            return None
        place = part.end()
    return total if text else None


def duration_text(length: timedelta) -> str:
    """A length of time as the field shows it, in hours, minutes and seconds; a day of work is not 24 hours."""
    minutes, seconds = divmod(round(length / _SECOND), 60)
    hours, minutes = divmod(minutes, 60)
    parts = []
    if hours:
        parts.append(_("{hours} h").format(hours=hours))
    if minutes or not (hours or seconds):
        parts.append(_("{minutes} min").format(minutes=minutes))
    if seconds:
        parts.append(_("{seconds} s").format(seconds=seconds))
    return " ".join(parts)


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
        self.setText("" if value is None else duration_text(value))

    def valid(self) -> bool:
        """Whether the field is empty or says a length of time."""
        return not self.text().strip() or self.value() is not None

    def _on_edited(self) -> None:
        if self.valid():
            self.value_changed.emit(self.value())
