"""A list the site keeps, with its buttons: Enter changes one, Alt with an arrow moves it, Delete takes it out."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.flow_layout import FlowLayout
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.pick_list import PickList


class _Cards(PickList):
    moved = Signal(int)
    removed = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        places = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}
        key = Qt.Key(event.key())
        if event.modifiers() & Qt.KeyboardModifier.AltModifier and key in places:
            self.moved.emit(places[key])
        elif key == Qt.Key.Key_Delete:
            self.removed.emit()
        else:
            super().keyPressEvent(event)


class EditedList(QWidget):
    """Only says what was asked for. Without the right to change it, it is read."""

    added = Signal()
    opened = Signal(object)  # the key of a card
    moved = Signal(object, int)  # its key, and by how many places down
    removed = Signal(object)
    chosen = Signal(object)

    def __init__(
        self, name: str, empty: str, add: str, *, ordered: bool = True, removes: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._allowed = False
        self._ordered = ordered
        self.list = _Cards(name, empty=empty)
        self.list.confirmed.connect(lambda key: self._ask(self.opened, key))
        self.list.chosen.connect(self._on_chosen)
        self.list.moved.connect(self._move)
        self.list.removed.connect(self._remove)
        self.up_button = secondary(_("Up"), _("Alt+↑"))
        self.up_button.clicked.connect(lambda: self._move(-1))
        self.down_button = secondary(_("Down"), _("Alt+↓"))
        self.down_button.clicked.connect(lambda: self._move(1))
        self.remove_button = secondary(removes, _("Del"))
        self.remove_button.clicked.connect(self._remove)
        self.edit_button = secondary(_("Change"))
        self.edit_button.clicked.connect(lambda: self._ask(self.opened, self.list.current))
        self.add_button = secondary(add)
        self.add_button.clicked.connect(lambda: self.added.emit() if self._allowed else None)
        self._removes = bool(removes)
        self.bar = FlowLayout(spacing=theme.px(6))
        buttons: list[KeyButton] = [self.up_button, self.down_button] if ordered else []
        for button in (*buttons, *([self.remove_button] if removes else []), self.edit_button, self.add_button):
            self.bar.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        column.addWidget(self.list, 1)
        column.addLayout(self.bar)
        self.set_allowed(False)

    def set_items(self, items: Sequence[CardItem], wanted: object = None) -> None:
        """Show these; `wanted` becomes the current one, else what was current stays so."""
        self.list.set_items(items)
        if wanted is not None:
            self.list.set_current(wanted)
        if self.list.current is None:
            self.list.choose_first()
        self._rest()

    def set_allowed(self, allowed: bool) -> None:
        """Whether whoever works here may change it."""
        self._allowed = allowed
        self._rest()

    @property
    def current(self) -> object:
        return self.list.current

    def _on_chosen(self, key: object) -> None:
        self._rest()
        self.chosen.emit(key)

    def _rest(self) -> None:
        items, current = self.list.cards.items, self.list.current
        place = next((at for at, item in enumerate(items) if item.key == current), None)
        ready = self._allowed and place is not None
        self.edit_button.setEnabled(ready)
        self.remove_button.setEnabled(ready)
        self.up_button.setEnabled(ready and place != 0)
        self.down_button.setEnabled(ready and place != len(items) - 1)
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
