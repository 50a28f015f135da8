"""A table as what an `EditedList` shows: Enter changes a line, Alt with an arrow moves it."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QWidget

from deskapp.ui.widgets.lists.line_model import LineModel
from deskapp.ui.widgets.lists.line_table import LineTable
from deskapp.ui.widgets.lists.order_keys import places_asked


class EditedTable(LineTable):
    """Subclasses say the keys of their lines, and show them."""

    confirmed = Signal(object)  # Enter or a double click on a line
    moved = Signal(int)  # the current one is to go so many places down
    removed = Signal()  # never by a key: a line is taken out of use in its dialog
    chosen = Signal(object)

    def __init__(self, model: LineModel, name: str, parent: QWidget | None = None) -> None:
        super().__init__(model, name, parent)
        self.doubleClicked.connect(lambda _index: self._confirm())
        self.selectionModel().selectionChanged.connect(lambda *_told: self.chosen.emit(self.current))

    @property
    def keys(self) -> list[int]:
        """The keys of the lines, in their order."""
        raise NotImplementedError

    def show_lines(self, lines: Sequence[Any]) -> None:
        """Put these into the model."""
        raise NotImplementedError

    @property
    def current(self) -> int | None:
        """The key of the line that is chosen."""
        rows = self.selectionModel().selectedRows()
        return self.keys[rows[0].row()] if rows else None

    def set_items(self, lines: Sequence[Any]) -> None:
        """Show these; what was current stays current."""
        before = self.current
        self.show_lines(lines)
        self.set_current(before)

    def set_current(self, key: object) -> bool:
        keys = self.keys
        if key not in keys:
            return False
        self.selectRow(keys.index(key))
        return True

    def choose_first(self) -> None:
        if self.keys:
            self.selectRow(0)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = places_asked(event)
        if places:
            self.moved.emit(places)
        elif Qt.Key(event.key()) in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not event.modifiers():
            self._confirm()
        else:
            super().keyPressEvent(event)

    def _confirm(self) -> None:
        if self.current is not None:
            self.confirmed.emit(self.current)
