"""A list of cards of which one is chosen: contacts in the escalation dialog, callers in a new call."""

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QWidget

from deskapp.ui.widgets.lists.card_list import CardList

_LEADING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PickList(CardList):
    """Up and Down choose, Enter or a double click confirms. A search field may lead it: see `follow`."""

    chosen = Signal(object)  # the key of the chosen card, or None
    confirmed = Signal(object)  # its key

    def __init__(self, name: str, *, empty: str = "", fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, empty=empty, fit=fit, parent=parent)
        self._field: QWidget | None = None
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.activated.connect(self._on_activated)

    def follow(self, field: QWidget) -> None:
        """Let Up, Down and Page keys typed in a search field move the choice here."""
        self._field = field
        field.installEventFilter(self)

    def choose_first(self) -> None:
        """Choose the best offer, if there is one that can be chosen."""
        for item in self.cards.items:
            if item.enabled:
                self.set_current(item.key)
                return

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = self.selectedIndexes()
        self.chosen.emit(self.cards.items[rows[0].row()].key if rows else None)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._field
            and isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _LEADING
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self.keyPressEvent(event)
            return True
        return super().eventFilter(watched, event)

    def _on_activated(self, index: QModelIndex) -> None:
        self.confirmed.emit(self.cards.items[index.row()].key)
