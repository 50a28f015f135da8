"""Several of many, in an order: added by typing a part of their name, moved and taken out by keys or buttons."""

from collections.abc import Callable, Hashable, Iterable, Sequence

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QStandardItem, QStandardItemModel
from PySide6.QtWidgets import QCompleter, QHBoxLayout, QLineEdit, QListWidgetItem, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import KeyButton, secondary
from deskapp.ui.widgets.lists.order_list import OrderList

_KEY = Qt.ItemDataRole.UserRole
Pick = tuple[Hashable, str]


class OrderedPicks(QWidget):
    """`value`: the keys in order, each once. `offer` says who can be added; nothing else can."""

    changed = Signal()

    def __init__(self, name: str, add: str, parent: QWidget | None = None) -> None:
        """add: what stands in the empty field by which others are added."""
        super().__init__(parent)
        self.order = OrderList()
        self.order.setAccessibleName(name)
        self.order.setMaximumHeight(theme.px(120))
        self.order.setTabKeyNavigation(False)
        self.order.moved.connect(self.move_current)
        self.order.removed.connect(self.remove_current)
        self.finder = QLineEdit()
        self.finder.setPlaceholderText(add)
        self.finder.setAccessibleName(f"{name}: {add}")
        self._offers = QStandardItemModel(self)
        completer = QCompleter(self._offers, self)
        completer.setFilterMode(Qt.MatchFlag.MatchContains)
        completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        completer.setMaxVisibleItems(12)
        completer.activated[QModelIndex].connect(self._on_chosen)  # type: ignore[index]
        self.finder.setCompleter(completer)
        self.finder.returnPressed.connect(self._on_enter)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self.finder, 1)
        self.up = self._button("↑", _("Earlier"), lambda: self.move_current(-1))
        self.down = self._button("↓", _("Later"), lambda: self.move_current(1))
        self.out = self._button(_("Take out"), _("Take out"), self.remove_current)
        for button in (self.up, self.down, self.out):
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.order)
        column.addLayout(row)
        self.setFocusProxy(self.finder)

    @property
    def value(self) -> list[Hashable]:
        return [self.order.item(row).data(_KEY) for row in range(self.order.count())]

    def set_value(self, picks: Iterable[Pick]) -> None:
        self.order.clear()
        for key, words in picks:
            self._put(key, words)

    def offer(self, picks: Sequence[Pick]) -> None:
        """Who can be added; those chosen already are shown by these words from now on."""
        self._offers.clear()
        words = dict(picks)
        for key, said in picks:
            item = QStandardItem(said)
            item.setData(key, _KEY)
            item.setEditable(False)
            self._offers.appendRow(item)
        for row in range(self.order.count()):
            item_there = self.order.item(row)
            item_there.setText(words.get(item_there.data(_KEY), item_there.text()))

    def add(self, key: Hashable) -> bool:
        """Add one of those offered at the end; whether it is offered and not there yet."""
        found = self._offers.match(self._offers.index(0, 0), _KEY, key, 1, Qt.MatchFlag.MatchExactly)
        if not found or key in self.value:
            return False
        self._put(key, str(found[0].data()))
        self.order.setCurrentRow(self.order.count() - 1)
        self.changed.emit()
        return True

    def move_current(self, places: int) -> None:
        row = self.order.currentRow()
        if row >= 0 and 0 <= row + places < self.order.count():
            self.order.insertItem(row + places, self.order.takeItem(row))
            self.order.setCurrentRow(row + places)
            self.changed.emit()

    def remove_current(self) -> None:
        if self.order.currentRow() >= 0:
            self.order.takeItem(self.order.currentRow())
            self.changed.emit()

    def _put(self, key: Hashable, words: str) -> None:
        item = QListWidgetItem(words)
        item.setData(_KEY, key)
        self.order.addItem(item)

    def _on_chosen(self, index: QModelIndex) -> None:
        self.add(index.data(_KEY))
        # The completer writes the chosen words into the field after this.
        QTimer.singleShot(0, self.finder, self.finder.clear)

    def _on_enter(self) -> None:
        """Enter takes the one that what was typed can only mean."""
        completer = self.finder.completer()
        completer.setCompletionPrefix(self.finder.text())
        if self.finder.text().strip() and completer.completionCount() == 1:
            self.add(completer.completionModel().index(0, 0).data(_KEY))
            QTimer.singleShot(0, self.finder, self.finder.clear)

    def _button(self, said: str, name: str, pressed: Callable[[], object]) -> KeyButton:
        button = secondary(said)
        button.setAccessibleName(name)
        button.setToolTip(name)
        button.setAutoDefault(False)
        button.clicked.connect(pressed)
        return button
