"""Several in an order: a list, and below it where others are added and the buttons that move one or take it out."""

from collections.abc import Hashable, Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.lists.order_list import OrderList

_KEY = Qt.ItemDataRole.UserRole


class InOrder(QWidget):
    """`value`: the keys in order. Subclasses make the field by which others are added, and `put` them."""

    changed = Signal()

    def __init__(
        self, name: str, adder: QWidget, earlier: str, later: str, *, height: int, parent: QWidget | None = None
    ) -> None:
        """earlier, later: what the buttons that move one are called. height: in the drawing, at most."""
        super().__init__(parent)
        self.order = OrderList()
        self.order.setAccessibleName(name)
        self.order.setMaximumHeight(theme.px(height))
        self.order.changed.connect(self.changed)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(adder, 1)
        for said, called, pressed in (
            ("↑", earlier, lambda: self.order.move_current(-1)),
            ("↓", later, lambda: self.order.move_current(1)),
            (_("Take out"), _("Take out"), self.order.remove_current),
        ):
            button = secondary(said)
            button.setAccessibleName(called)
            button.setToolTip(called)
            button.setAutoDefault(False)
            button.clicked.connect(pressed)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.order)
        column.addLayout(row)

    @property
    def value(self) -> list[Hashable]:
        return [self.order.item(row).data(_KEY) for row in range(self.order.count())]

    def put(self, key: Hashable, words: str) -> None:
        """Put one at the end, without a word to anybody."""
        item = QListWidgetItem(words)
        item.setData(_KEY, key)
        self.order.addItem(item)

    def put_last(self, key: Hashable, words: str) -> None:
        """A person added one: it stands at the end and is the current one."""
        self.put(key, words)
        self.order.setCurrentRow(self.order.count() - 1)
        self.changed.emit()

    def call_them(self, words: Mapping[Hashable, str]) -> None:
        """By what words those are shown from now on that are named here."""
        for row in range(self.order.count()):
            item = self.order.item(row)
            item.setText(words.get(item.data(_KEY), item.text()))
