"""A field for an instant in the site's clock: takes "today 15:30", and shows below what it understood."""

from datetime import datetime

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from deskapp.domain.clock import Clock
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.announce import announce
from deskapp.ui.widgets.fields import when
from deskapp.ui.widgets.fields.unclear import NotUnderstood
from deskapp.ui.widgets.label import Label
from deskapp.ui.widgets.restyle import set_style


class WhenField(QWidget):
    """What it shows is what it gives: the instant is worked out while typing, not again when it is saved."""

    changed = Signal(object)  # the instant, or None: empty or not understood

    def __init__(
        self,
        clock: Clock,
        zone: str,
        *,
        past: bool = False,
        placeholder: str | None = None,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._clock, self._zone, self._past = clock, zone, past
        self._value: datetime | None = None
        self._unclear: NotUnderstood | None = None
        self._insisted = False
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(_("today 15:30") if placeholder is None else placeholder)
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

    def value(self) -> datetime | None:
        """The instant in UTC; None where nothing is entered, or it is not `valid`."""
        return self._value

    def set_value(self, at: datetime | None) -> None:
        """Show an instant; it is kept to the second until somebody types."""
        self.edit.blockSignals(True)
        self.edit.setText("" if at is None else when.write(at, self._clock.now(), self._zone))
        self.edit.blockSignals(False)
        self._take(at, None)

    def valid(self) -> bool:
        """Whether it is empty or understood."""
        return self._unclear is None

    @property
    def said(self) -> str:
        """What stands below the field: what was understood, or what to do."""
        return self._said.text()

    def text(self) -> str:
        """What was typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """As if it were typed."""
        self.edit.setText(text)

    def insist(self) -> None:
        """What it says is a mistake now, though somebody may still be typing: it was to be saved."""
        self._insisted = True
        self._show()
        announce(self.edit, self.said)

    def setAccessibleName(self, name: str) -> None:
        super().setAccessibleName(name)
        self.edit.setAccessibleName(name)

    def setAccessibleDescription(self, words: str) -> None:
        super().setAccessibleDescription(words)
        self.edit.setAccessibleDescription(words)

    def _on_typed(self, text: str) -> None:
        try:
            at, unclear = when.understand(text, self._clock.now(), self._zone, past=self._past), None
        except NotUnderstood as error:
            at, unclear = None, error
        self._take(at, unclear)

    def _take(self, at: datetime | None, unclear: NotUnderstood | None) -> None:
        self._value, self._unclear, self._insisted = at, unclear, False
        self._show()
        self.changed.emit(at)

    def _show(self) -> None:
        """While somebody types, half an instant is no mistake yet; once they go on, it is."""
        wrong = self._unclear is not None and (self._insisted or not self.edit.hasFocus())
        if self._value is not None:
            words = when.say(self._value, self._clock.now(), self._zone)
        elif self._unclear is not None:
            words = when.refusal(self._unclear, self._clock.now(), self._zone)
        else:
            words = ""
        self._said.setText(words)
        self._said.setVisible(bool(words))
        set_style(self._said, "role", "error" if wrong else "muted")
        set_style(self.edit, "wrong", "true" if wrong else None)
