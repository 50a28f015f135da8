"""The list of who may sign in, narrowed down while a name is typed. Loads nothing that signing in does not need."""

from collections.abc import Sequence
from typing import NamedTuple

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.domain.spelling import folded
from deskapp.language import _
from deskapp.ui.look import theme
from deskapp.ui.widgets.fields.form_field import FormField
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.wording import codes


class Person(NamedTuple):
    """Somebody who may sign in."""

    id: int
    name: str
    role: str
    has_pin: bool

    @property
    def words(self) -> str:
        """The name and what they are here."""
        return direction.row((self.name, codes.role(self.role)))


class PeopleList(QWidget):
    """A name typed, or the arrows, choose; Enter in either says that the choice is made."""

    chosen = Signal(object)  # Person, or None
    confirmed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._people: tuple[Person, ...] = ()
        self.name = QLineEdit()
        self.name.setPlaceholderText(_("Type the first letters, or use the arrows"))
        self.name.textChanged.connect(self._narrow)
        self.name.returnPressed.connect(self._on_enter)
        self.list = PickList(_("Who may sign in"), empty=_("Nobody of that name works here."))
        self.list.follow(self.name)
        self.list.chosen.connect(lambda _key: self.chosen.emit(self.current))
        self.list.confirmed.connect(lambda _key: self.confirmed.emit())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(6))
        column.addWidget(FormField(_("Name"), self.name))
        column.addWidget(self.list, 1)
        # It takes what is left: what is typed comes first where there is little room.
        self.list.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.list.setMinimumHeight(theme.px(106))

    @property
    def current(self) -> Person | None:
        """Who is chosen."""
        return next((person for person in self._people if person.id == self.list.current), None)

    def show_people(self, people: Sequence[Person], chosen: int | None) -> None:
        """Show them, with one of them chosen; the first where nobody is known."""
        self._people = tuple(people)
        self.name.clear()
        self._narrow()
        if chosen in {person.id for person in people}:
            self.list.set_current(chosen)

    def _narrow(self) -> None:
        parts = folded(self.name.text()).split()
        before = self.list.current
        found = [person for person in self._people if _fits(person, parts)]
        self.list.set_items([CardItem(one.id, one.name, (Line(codes.role(one.role)),)) for one in found])
        if before in {one.id for one in found}:
            self.list.set_current(before)
        else:
            self.list.choose_first()
        self.chosen.emit(self.current)

    def _on_enter(self) -> None:
        if self.current is not None:
            self.confirmed.emit()


def _fits(person: Person, parts: Sequence[str]) -> bool:
    words = folded(person.name).split()
    return all(any(word.startswith(part) for word in words) for part in parts)
