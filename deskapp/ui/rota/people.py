"""A drop-down list of contacts, filled once the directory has been read."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.domain.spelling import folded
from deskapp.services.directory.views import ContactView
from deskapp.ui.widgets.fields.drop_down import DropDown


class People(DropDown):
    """`value` is the id of a contact, or what one of the first entries stands for."""

    def __init__(self, first: Sequence[tuple[Any, str]] = (), parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._first = list(first)
        self._wanted: Any = first[0][0] if first else None
        self.offer(())

    def offer(self, contacts: Sequence[ContactView], members: Sequence[str] = ()) -> None:
        """These contacts, the rota's own first; what was chosen stays chosen."""
        wanted = self.value if self.count() and self.value is not None else self._wanted
        wanted = self._wanted if self._wanted is not None and wanted == self._first_value() else wanted
        order = {member: place for place, member in enumerate(dict.fromkeys(members))}
        sorted_ = sorted(contacts, key=lambda one: (order.get(str(one.id), len(order)), folded(one.name)))
        self.blockSignals(True)
        self.clear()
        for value, words in self._first:
            self.addItem(words, value)
        for one in sorted_:
            beside = one.role or one.organisation
            self.addItem(direction.row((one.name, beside)), one.id)
        self.blockSignals(False)
        self.set_value(wanted)

    @property
    def value(self) -> Any:
        return self.currentData()

    def set_value(self, value: Any) -> None:
        """Choose; what is not offered yet is chosen once it is."""
        self._wanted = value
        place = self.findData(value)
        if place >= 0:
            self.setCurrentIndex(place)

    def _first_value(self) -> Any:
        return self._first[0][0] if self._first else None
