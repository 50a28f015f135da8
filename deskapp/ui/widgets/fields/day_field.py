"""A field for a day: takes "24.12.", "24 Dec 2026" or "tomorrow", and shows below what it understood."""

from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.clock import Clock
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.typed_day import read_day
from deskapp.ui.widgets.fields.unclear import NotUnderstood, Unclear, unclear_words
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style
from deskapp.wording import times


class DayField(QWidget):
    """What is no day stays as it was typed, and is what the field gives."""

    changed = Signal()

    def __init__(self, clock: Clock, zone: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._clock, self._zone = clock, zone
        self._unclear: NotUnderstood | None = None
        self._day: date | None = None
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("24 Dec 2026"))
        self._said = Label("", "muted", wrap=True)
        self._said.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(3))
        column.addWidget(self.edit)
        column.addWidget(self._said)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._on_typed)
        self.edit.editingFinished.connect(self._show)

    def text(self) -> str:
        """The day as 2026-12-24, or what was typed where that is none."""
        return self._day.isoformat() if self._day else self.edit.text().strip()

    @property
    def day(self) -> date | None:
        """The day; None where there is none, or what was typed is none."""
        return self._day

    @property
    def refusal(self) -> str:
        """Why what was typed is no day; "" where it is one, or nothing."""
        return _unclear(self._unclear.why) if self._unclear else ""

    def set_day(self, day: date | None) -> None:
        self.edit.setText("" if day is None else times.plain_day(day))

    def set_text(self, text: str) -> None:
        """As if it were typed."""
        self.edit.setText(text)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def setAccessibleDescription(self, words: str) -> None:
        super().setAccessibleDescription(words)
        self.edit.setAccessibleDescription(words)

    def _on_typed(self, typed: str) -> None:
        self._day, self._unclear = None, None
        if typed.strip():
            try:
                self._day = self._read(" ".join(typed.lower().split()))
            except NotUnderstood as unclear:
                self._unclear = unclear
        self._show()
        self.changed.emit()

    def _read(self, text: str) -> date:
        try:
            return date.fromisoformat(text)  # of any century
        except ValueError:
            found = read_day(text, self._clock.now().astimezone(ZoneInfo(self._zone)).date())
        if found is None:
            raise NotUnderstood(Unclear.UNKNOWN)
        if found.two_ways:
            raise NotUnderstood(Unclear.TWO_WAYS)
        return found.day

    def _show(self) -> None:
        """While somebody types, half a day is no mistake yet; once they go on, it is."""
        wrong = self._unclear is not None and not self.edit.hasFocus()
        said = times.day(self._day) if self._day else _unclear(self._unclear.why) if self._unclear and wrong else ""
        self._said.setText(said)
        self._said.setVisible(bool(said))
        set_style(self._said, "role", "error" if wrong else "muted")
        set_style(self.edit, "wrong", "true" if wrong else None)


def _unclear(why: Unclear) -> str:
    if why is Unclear.TWO_WAYS:
        return _("This could be two different days. Write the month as a word: 3 Nov 2026")
    if why is Unclear.UNKNOWN:
        return _("Not a day I know. Write it as: 24 Dec 2026, 24.12.2026, tomorrow")
    return unclear_words(why)
