"""A list the site keeps, with its buttons: Enter changes one, Alt with an arrow moves it, Delete takes it out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.settings.ground.edited_table import EditedTable
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.lists.order_keys import places_asked
from deskapp.ui.widgets.lists.pick_list import PickList


class EditedCards(PickList):
    """Cards with the keys of an edited list."""

    moved = Signal(int)
    removed = Signal()

    @property
    def keys(self) -> list[object]:
        return [item.key for item in self.cards.items]

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = places_asked(event)
        if places:
            self.moved.emit(places)
        elif event.key() == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class EditedList(QWidget):
    """Only says what was asked for. Without the right to change it, it is read."""

    added = Signal()
    opened = Signal(object)  # the key of one
    moved = Signal(object, int)  # its key, and by how many places down
    removed = Signal(object)
    chosen = Signal(object)

    def __init__(
        self,
        shown: EditedCards | EditedTable,
        add: str,
        *,
        ordered: bool = True,
        removes: str = "",
        first: Sequence[KeyButton] = (),
        further: Sequence[KeyButton] = (),
        parent: QWidget | None = None,
    ) -> None:
        """removes: what the button says that takes one out; else none is.

        first, further: buttons of the page's own, before all others and before the one that adds.
        """
        super().__init__(parent)
        self._allowed = False
        self._ordered, self._removes = ordered, bool(removes)
        self.list = shown
        shown.confirmed.connect(lambda key: self._ask(self.opened, key))
        shown.chosen.connect(self._on_chosen)
        shown.moved.connect(self._move)
        shown.removed.connect(self._remove)
        self.up_button = secondary(_("Up"), _("Alt+↑"))
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button = secondary(_("Down"), _("Alt+↓"))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.remove_button = secondary(removes, _("Del"))
        self.remove_button.clicked.connect(self._remove)
        self.edit_button = secondary(_("Change"))
        self.edit_button.clicked.connect(lambda: self._ask(self.opened, shown.current))
        self.add_button = secondary(add)
        self.add_button.clicked.connect(self.add)
        self.bar = FlowLayout(spacing=theme.px(6))
        moving = [self.up_button, self.down_button] if ordered else []
        removing = [self.remove_button] if removes else []
        for button in (*first, *moving, *removing, self.edit_button, *further, self.add_button):
            self.bar.addWidget(button)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(theme.px(8))
        self.lay_out()
        self.set_allowed(False)

    def lay_out(self) -> None:
        """Put the list and its buttons into `column`."""
        self.column.addWidget(self.list, 1)
        self.column.addLayout(self.bar)

    def put_by_buttons(self, words: QWidget) -> None:
        """Put something to read where the buttons are."""
        self.column.insertWidget(1, words)

    def set_items(self, items: Sequence[Any], wanted: object = None) -> bool:
        """Show these; `wanted` becomes the current one, else what was current stays so. Whether `wanted` is there."""
        self.list.set_items(items)
        found = wanted in self.list.keys and self.list.set_current(wanted)
        if self.list.current is None:
            self.list.choose_first()
        self._rest()
        return found

    def set_allowed(self, allowed: bool) -> None:
        """Whether whoever works here may change it."""
        self._allowed = allowed
        self._rest()

    def add(self) -> None:
        if self._allowed:
            self.added.emit()

    @property
    def current(self) -> object:
        return self.list.current

    def _on_chosen(self, key: object) -> None:
        self._rest()
        self.chosen.emit(key)

    def _rest(self) -> None:
        keys, current = self.list.keys, self.list.current
        ready = self._allowed and current in keys
        self.edit_button.setEnabled(ready)
        self.remove_button.setEnabled(ready)
        self.up_button.setEnabled(ready and current != keys[0])
        self.down_button.setEnabled(ready and current != keys[-1])
        self.add_button.setEnabled(self._allowed)

    def _move(self, places: int) -> None:
        if self._allowed and self._ordered and self.list.current is not None:
            self.moved.emit(self.list.current, places)

    def _remove(self) -> None:
        if self._removes:
            self._ask(self.removed, self.list.current)

    def _ask(self, signal: object, key: object) -> None:
        if self._allowed and key is not None:
            signal.emit(key)  # type: ignore[attr-defined]
