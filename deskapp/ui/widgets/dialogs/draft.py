"""Keeps what is typed into a dialog until its act has succeeded: through Escape, a crash, a failed save."""

from collections.abc import Callable
from datetime import datetime
from typing import Any, NamedTuple

import shiboken6
from PySide6.QtCore import QObject, QTimer, Signal, SignalInstance
from PySide6.QtWidgets import QCheckBox, QComboBox, QDialog, QLineEdit, QPlainTextEdit, QSpinBox, QWidget

from deskapp.domain.errors import DeskError
from deskapp.ui.widgets.fields.choice_row import ChoiceRow
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.widgets.fields.when_field import WhenField
from deskapp.ui.widgets.fields.zone_field import ZoneField
from deskapp.ui.work.workplace import Workplace

#: So long after the first key that was not saved yet the draft is saved.
_AFTER_MS = 800


class _Kept(NamedTuple):
    read: Callable[[], Any]
    write: Callable[[Any], None]


class Draft(QObject):
    """One dialog's draft, under one key. What equals the beginning is not worth keeping, and is forgotten.

    Values must be JSON-able. `restored` tells that something typed earlier was put back.
    """

    restored = Signal()
    rewritten = Signal()  # the fields were written by the draft: put back, or cleared
    failed = Signal(object)  # DeskError: the draft could not be kept

    def __init__(self, place: Workplace, key: str, parent: QObject) -> None:
        super().__init__(parent)
        self._place, self._key = place, key
        self._kept: dict[str, _Kept] = {}
        self._blank: dict[str, Any] = {}
        self._saved: dict[str, Any] | None = None
        self._begun = self._over = self._asked = False
        #: Whose draft it is: what they typed is never kept for whoever signs in after them.
        self._staff_id = place.desk.staff_id
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(_AFTER_MS)
        self._timer.timeout.connect(self.save)

    def keep(
        self, name: str, read: Callable[[], Any], write: Callable[[Any], None], changed: SignalInstance | None = None
    ) -> None:
        """Keep anything that can be read, written, and says when it changed; None: it never does so by itself."""
        self._kept[name] = _Kept(read, write)
        if changed is not None:
            changed.connect(self._on_changed)

    def keep_field(self, name: str, field: QWidget) -> None:
        """Keep one of the usual fields."""
        if isinstance(field, QLineEdit):
            self.keep(name, field.text, field.setText, field.textChanged)
        elif isinstance(field, QPlainTextEdit):
            self.keep(name, field.toPlainText, field.setPlainText, field.textChanged)
        elif isinstance(field, WhenField):
            self.keep(name, lambda: _when(field), lambda value: _set_when(field, value), field.changed)
        elif isinstance(field, ZoneField):
            self.keep(name, field.line.text, field.setText, field.line.textChanged)
        elif isinstance(field, DayField):
            self.keep(name, field.text, field.set_text, field.changed)
        elif isinstance(field, ChoiceRow):
            self.keep(name, lambda: field.value, field.set_value, field.changed)
        elif isinstance(field, QComboBox):
            self.keep(name, field.currentData, lambda value: _choose(field, value), field.currentIndexChanged)
        elif isinstance(field, QCheckBox):
            self.keep(name, field.isChecked, field.setChecked, field.toggled)
        elif isinstance(field, QSpinBox):
            self.keep(name, field.value, field.setValue, field.valueChanged)
        else:
            raise TypeError(f"no draft of a {type(field).__name__}")

    @property
    def typed(self) -> bool:
        """Whether there is anything to keep: something that was not so untouched."""
        return self._begun and not self._over and self.content() != self._blank

    @property
    def untouched(self) -> bool:
        """Whether nothing was typed, now or earlier, and nothing may still be put back."""
        return self._asked and not self.typed

    def begin(self) -> None:
        """Remember how the fields look untouched, and ask for what was typed earlier."""
        self._begun, self._blank = True, self.content()
        self._place.keeper.load(self._key, self._on_loaded, self.failed.emit, receiver=self)

    def settle(self) -> None:
        """What stands in the fields now is what the desk says: what is typed from now on is kept.

        The first time, and after `leave`, what whoever works here typed earlier is asked for.
        """
        self._timer.stop()
        if not self._begun:
            self._staff_id = self._place.desk.staff_id
            self.begin()
            return
        self._blank = self.content()
        if self._saved is not None:
            self._forget()

    def leave(self) -> None:
        """Somebody else works here: nothing more is kept for who typed it, nor for them before it is `settle`d."""
        self._timer.stop()
        self._begun, self._saved = False, None

    @property
    def _title(self) -> str:
        """The heading of the dialog that it is typed into."""
        window = self.parent()
        return window.windowTitle() if isinstance(window, QDialog) else ""

    def content(self) -> dict[str, Any]:
        """What the fields hold now."""
        return {name: kept.read() for name, kept in self._kept.items()}

    def clear(self) -> None:
        """Make the fields as they were, and forget the draft."""
        self._write(self._blank)
        self._timer.stop()
        self._forget()

    def save(self) -> None:
        """Save now what has not been saved. Nothing is saved before it began, nor once the act has succeeded."""
        self._timer.stop()
        if not self._begun or self._over or self._place.desk.staff_id != self._staff_id:
            return
        content = self.content()
        if content == self._saved or (self._saved is None and content == self._blank):
            return
        self._saved = content
        if content == self._blank:
            self._forget()
            return
        self._place.keeper.save(self._key, content, self._title, self._on_not_kept)

    def end(self) -> None:
        """The act has succeeded: nothing is left to keep."""
        self._over = True
        self._timer.stop()
        self._forget()

    def _on_changed(self) -> None:
        # Not begun anew by each key: who types without a rest has a draft that is no older, too.
        if not self._over and not self._timer.isActive():
            self._timer.start()

    def _on_not_kept(self, error: DeskError) -> None:
        """Told by the dialog; where that is gone, the window tells of all that is not kept."""
        if shiboken6.isValid(self) and not self._over:
            self.failed.emit(error)

    def _on_loaded(self, content: dict[str, Any] | None) -> None:
        self._asked = True
        # What somebody has begun to type meanwhile is newer than the draft.
        if not content or self._over or self.content() != self._blank:
            return
        self._write(content)
        self._saved = self.content()
        self.restored.emit()

    def _write(self, content: dict[str, Any]) -> None:
        for name, kept in self._kept.items():
            if name in content:
                kept.write(content[name])
        self.rewritten.emit()

    def _forget(self) -> None:
        self._saved = None
        self._place.keeper.forget(self._key)


def _when(field: WhenField) -> dict[str, str]:
    at = field.value()
    return {"text": field.text(), "at": at.isoformat() if at else ""}


def _set_when(field: WhenField, kept: dict[str, str]) -> None:
    """ "Tomorrow" of a draft is the day after it was typed: the instant is kept, not the word."""
    if kept["at"]:
        field.set_value(datetime.fromisoformat(kept["at"]))
    else:
        field.set_text(kept["text"])


def _choose(field: QComboBox, value: Any) -> None:
    at = field.findData(value)
    if at >= 0:
        field.setCurrentIndex(at)
