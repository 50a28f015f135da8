"""The members of a rotation in the order of their turns."""

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QListWidgetItem, QVBoxLayout, QWidget

from deskapp.language import _
from deskapp.services.directory.views import ContactView
from deskapp.ui.look import theme
from deskapp.ui.rota.people import People
from deskapp.ui.widgets.buttons import secondary
from deskapp.ui.widgets.lists.order_list import OrderList

_MEMBER = Qt.ItemDataRole.UserRole


class MemberList(QWidget):
    """`members` are ids of contacts as text; one may be in it more than once."""

    changed = Signal()

    def __init__(self, members: Sequence[str] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._names: Mapping[str, str] = {}
        self.order = OrderList()
        self.order.setAccessibleName(_("Members, in turn"))
        self.order.setMaximumHeight(theme.px(110))
        self.order.moved.connect(self.move_current)
        self.order.removed.connect(self.remove_current)
        self.who = People([(0, _("Add somebody…"))])
        self.who.setAccessibleName(_("Add a member"))
        self.who.activated.connect(self._on_chosen)
        row = QHBoxLayout()
        row.setSpacing(theme.px(6))
        row.addWidget(self.who, 1)
        for said, name, run in (
            ("↑", _("Earlier in turn"), lambda: self.move_current(-1)),
            ("↓", _("Later in turn"), lambda: self.move_current(1)),
            (_("Take out"), _("Take out"), self.remove_current),
        ):
            button = secondary(said)
            button.setAccessibleName(name)
            button.setToolTip(name)
            button.setAutoDefault(False)
            button.clicked.connect(run)
            row.addWidget(button)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(self.order)
        column.addLayout(row)
        self.setFocusProxy(self.order)
        for member in members:
            self._put(member)

    @property
    def members(self) -> list[str]:
        return [str(self.order.item(row).data(_MEMBER)) for row in range(self.order.count())]

    def offer(self, contacts: Sequence[ContactView]) -> None:
        """Who can be added, and what the members are called."""
        self._names = {str(one.id): one.name for one in contacts}
        self.who.offer(contacts)
        for row in range(self.order.count()):
            item = self.order.item(row)
            item.setText(self._name(str(item.data(_MEMBER))))

    def add(self, member: str) -> None:
        self._put(member)
        self.order.setCurrentRow(self.order.count() - 1)
        self.changed.emit()

    def move_current(self, step: int) -> None:
        row = self.order.currentRow()
        if row >= 0 and 0 <= row + step < self.order.count():
            self.order.insertItem(row + step, self.order.takeItem(row))
            self.order.setCurrentRow(row + step)
            self.changed.emit()

    def remove_current(self) -> None:
        if self.order.currentRow() >= 0:
            self.order.takeItem(self.order.currentRow())
            self.changed.emit()

    def _put(self, member: str) -> None:
        item = QListWidgetItem(self._name(member))
        item.setData(_MEMBER, member)
        self.order.addItem(item)

    def _name(self, member: str) -> str:
        return self._names.get(member) or (_("has left (number {id})").format(id=member) if self._names else "…")

    def _on_chosen(self, _index: int) -> None:
        if self.who.value:
            self.add(str(self.who.value))
            self.who.set_value(0)
