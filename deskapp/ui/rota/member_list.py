"""The members of a rotation in the order of their turns."""

from collections.abc import Mapping, Sequence

from PySide6.QtWidgets import QWidget

from deskapp.language import _
from deskapp.services.directory.views import ContactView
from deskapp.ui.rota.people import People
from deskapp.ui.widgets.lists.in_order import InOrder


class MemberList(InOrder):
    """`members` are ids of contacts as text; one may be in it more than once."""

    def __init__(self, members: Sequence[str] = (), parent: QWidget | None = None) -> None:
        self._names: Mapping[str, str] = {}
        self.who = People([(0, _("Add somebody…"))])
        super().__init__(
            _("Members, in turn"), self.who, _("Earlier in turn"), _("Later in turn"), height=110, parent=parent
        )
        self.who.setAccessibleName(_("Add a member"))
        self.who.activated.connect(self._on_chosen)
        self.setFocusProxy(self.order)
        for member in members:
            self.put(member, self._name(member))

    @property
    def members(self) -> list[str]:
        return [str(member) for member in self.value]

    def offer(self, contacts: Sequence[ContactView]) -> None:
        """Who can be added, and what the members are called."""
        self._names = {str(one.id): one.name for one in contacts}
        self.who.offer(contacts)
        self.call_them({member: self._name(member) for member in self.members})

    def add(self, member: str) -> None:
        self.put_last(member, self._name(member))

    def _name(self, member: str) -> str:
        return self._names.get(member) or (_("has left (number {id})").format(id=member) if self._names else "…")

    def _on_chosen(self, _index: int) -> None:
        if self.who.value:
            self.add(str(self.who.value))
            self.who.set_value(0)
