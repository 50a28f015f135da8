"""A list of cards of which one is chosen: contacts in the escalation dialog, callers in a new call."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QEvent, QItemSelection, QModelIndex, QObject, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QKeyEvent
from PySide6.QtWidgets import QAbstractItemView, QLineEdit, QWidget

from deskapp.language import _, ngettext
from deskapp.ui.widgets.announce import describe
from deskapp.ui.widgets.lists.card_item import CardItem
from deskapp.ui.widgets.lists.card_list import CardList

_LEADING = (Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_PageUp, Qt.Key.Key_PageDown)


class PickList(CardList):
    """Up and Down choose, Enter or a double click confirms. A search field may lead it: see `follow`."""

    chosen = Signal(object)  # the key of the chosen card, or None
    confirmed = Signal(object)  # its key
    menu_asked = Signal(QPoint)  # of the chosen card, where on the display

    #: Where the list holds only a part of all, letters that are typed into it lead elsewhere: see `lead_letters`.
    _leads: Callable[[str], object] | None = None
    #: Qt asks while the list is made.
    _field: QLineEdit | None = None
    _to_tell = False

    def __init__(self, name: str, *, empty: str = "", fit: bool = False, parent: QWidget | None = None) -> None:
        super().__init__(name, empty=empty, fit=fit, parent=parent)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.activated.connect(self._on_activated)

    def follow(self, field: QLineEdit) -> None:
        """Let Up, Down and Page keys typed in a search field move the choice here; the field is heard to tell it."""
        self._field = field
        field.installEventFilter(_Leading(self))

    def lead_letters(self, leads: Callable[[str], object] | None) -> None:
        """What is asked with each letter that is typed into the list; None: it looks for it among its cards."""
        self._leads = leads

    def keyboardSearch(self, search: str) -> None:
        if self._leads is None:
            super().keyboardSearch(search)
        else:
            self._leads(search)

    def choose_first(self) -> None:
        """Choose the best offer, if there is one that can be chosen."""
        for item in self.cards.items:
            if item.enabled:
                self.set_current(item.key)
                return

    def set_items(self, items: Sequence[CardItem]) -> None:
        super().set_items(items)
        self._tell_soon()

    def selectionChanged(self, selected: QItemSelection, deselected: QItemSelection) -> None:
        super().selectionChanged(selected, deselected)
        rows = self.selectedIndexes()
        self.chosen.emit(self.cards.items[rows[0].row()].key if rows else None)
        self._tell_soon()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        """A menu of the card at the mouse, which is chosen; by its key, of the one that is."""
        if event.reason() == QContextMenuEvent.Reason.Keyboard:
            index = self.currentIndex()
            at = self.viewport().mapToGlobal(self.visualRect(index).bottomLeft())
        else:
            index, at = self.indexAt(event.pos()), event.globalPos()
        if index.isValid():
            self.set_current(self.cards.items[index.row()].key)
            self.menu_asked.emit(at)

    def _tell_soon(self) -> None:
        """Once everything that changes together has done so."""
        if self._field is not None and not self._to_tell:
            self._to_tell = True
            QTimer.singleShot(0, self, self._tell)

    def _tell(self) -> None:
        self._to_tell = False
        if self._field is not None and self._field.hasFocus():
            describe(self._field, self._told(self._field))

    def _told(self, field: QLineEdit) -> str:
        """The chosen one and how many there are: the field keeps the keyboard, so a screen reader tells of it alone."""
        count, chosen = len(self.cards.items), self.selectedIndexes()
        if chosen:
            row = chosen[0].row()
            return _("{what}, {n} of {count}").format(what=self.cards.items[row].spoken, n=row + 1, count=count)
        if not field.text().strip():
            return ""
        found = ngettext("{n} found", "{n} found", count).format(n=count)
        return found if count or not self._empty else self._empty

    def _on_activated(self, index: QModelIndex) -> None:
        self.confirmed.emit(self.cards.items[index.row()].key)


class _Leading(QObject):
    """Hands the keys that lead from the field to the list. No filter of the list's own: Qt has each list filter the
    events of its bars too, also while they come and go, and those are no business of Python's.
    """

    def __init__(self, led: PickList) -> None:
        super().__init__(led)
        self._led = led

    def eventFilter(self, _watched: QObject, event: QEvent) -> bool:
        if (
            isinstance(event, QKeyEvent)
            and event.type() == QEvent.Type.KeyPress
            and event.key() in _LEADING
            and not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            self._led.keyPressEvent(event)
            return True
        return False
