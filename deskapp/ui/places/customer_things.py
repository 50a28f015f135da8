"""The people, the places and the equipment of one customer, to read, to add to and to edit."""

from collections.abc import Callable, Sequence
from datetime import date
from zoneinfo import ZoneInfo

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QVBoxLayout, QWidget

from deskapp import direction
from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.overview.views import History
from deskapp.services.places.views import EquipmentView, Offered, PersonView, PlaceView
from deskapp.ui.look import theme
from deskapp.ui.look.palettes import Tint
from deskapp.ui.places.equipment_dialog import Contacts, EquipmentDialog
from deskapp.ui.places.people_list import PeopleList
from deskapp.ui.places.person_dialog import PersonDialog
from deskapp.ui.places.place_dialog import PlaceDialog
from deskapp.ui.widgets.buttons import LinkButton
from deskapp.ui.widgets.heading import Section
from deskapp.ui.widgets.lists.card_item import CardItem, Line
from deskapp.ui.widgets.lists.pick_list import PickList
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import places as place_wording


class CustomerThings(QWidget):
    """Enter or a double click edits one. Give it a customer; it reads by itself, and again once something is saved."""

    saved = Signal(str)  # what it is called

    def __init__(self, place: Workplace, customer_id: int, customer: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._place, self._customer_id, self._customer = place, customer_id, customer
        self._things = Offered()
        self.people = PeopleList()
        self.places = _Part(_("Places"), self.add_place)
        self.equipment = _Part(_("Equipment"), self.add_equipment)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(8))
        for part in (self.people, self.places, self.equipment):
            column.addWidget(part)
        column.addStretch(1)
        self.people.add_asked.connect(self.add_person)
        self.people.edit_asked.connect(self.edit_person)
        self.places.list.confirmed.connect(self.edit_place)
        self.equipment.list.confirmed.connect(self.edit_equipment)
        self.reload()

    def reload(self) -> None:
        customer_id = self._customer_id
        self._place.read(lambda desk: desk.places.of_customer(customer_id), self._on_read, key=("things of", id(self)))

    def add_person(self) -> None:
        self._open(PersonDialog(self._place, self._customer_id, self._customer, None, self.window()))

    def edit_person(self, person_id: int) -> None:
        shown = next(one for one in self._things.people if one.id == person_id)
        self._open(PersonDialog(self._place, self._customer_id, self._customer, shown, self.window()))

    def add_place(self) -> None:
        self._open_place(None)

    def edit_place(self, place_id: int) -> None:
        self._open_place(next(one for one in self._things.places if one.id == place_id))

    def _open_place(self, shown: PlaceView | None) -> None:
        people = [one for one in self._things.people if one.active]
        self._open(PlaceDialog(self._place, self._customer_id, self._customer, shown, self.window(), people=people))

    def add_equipment(self) -> None:
        self._place.read(contacts_who_look_after, self._on_contacts, key=("contacts of things", id(self)))

    def edit_equipment(self, equipment_id: int) -> None:
        def read(desk: Desk) -> tuple[EquipmentView, Contacts, History]:
            return (
                desk.places.equipment(equipment_id),
                contacts_who_look_after(desk),
                desk.overview.history("equipment_id", equipment_id),
            )

        self._place.read(read, self._on_equipment, key=("thing", id(self)))

    def _on_contacts(self, contacts: Contacts) -> None:
        about = (self._customer_id, self._customer, None, self._things.places)
        self._open(EquipmentDialog(self._place, *about, contacts, self.window()))

    def _on_equipment(self, read: tuple[EquipmentView, Contacts, History]) -> None:
        shown, contacts, history = read
        about = (self._customer_id, self._customer, shown, self._things.places)
        self._open(EquipmentDialog(self._place, *about, contacts, self.window(), history=history))

    def _open(self, dialog: PersonDialog | PlaceDialog | EquipmentDialog) -> None:
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, view: PersonView | PlaceView | EquipmentView) -> None:
        self._place.said.emit(_("{name} is saved.").format(name=view.called))
        self.saved.emit(view.called)
        self.reload()

    def _on_read(self, things: Offered) -> None:
        self._things = things
        clock, zone = self._place.desk.clock, ZoneInfo(self._place.zone)
        today = clock.now().astimezone(zone).date()
        self.people.show_people(things.people)
        self.places.show_cards([_place_card(one) for one in things.places])
        self.equipment.show_cards([_equipment_card(one, today) for one in things.equipment])


class _Part(QWidget):
    """A heading with how many there are, the button that adds one, and the list."""

    def __init__(self, name: str, add: Callable[[], object], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name = name
        self.list = _Whole(name, fit=True)
        self.heading = Section(name, self.list)
        self.add_button = LinkButton(_("Add"))
        self.add_button.setAccessibleName(_("Add: {what}").format(what=name))
        self.add_button.clicked.connect(add)
        head = QHBoxLayout()
        head.addWidget(self.heading, 1)
        head.addWidget(self.add_button, 0, Qt.AlignmentFlag.AlignRight)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(theme.px(4))
        column.addLayout(head)
        column.addWidget(self.list)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.show_cards(())

    def show_cards(self, cards: Sequence[CardItem]) -> None:
        self.heading.setText(f"{self._name}  {len(cards)}" if cards else self._name)
        self.list.set_items(cards)
        self.list.setVisible(bool(cards))


class _Whole(PickList):
    """All of it is shown: what it stands in scrolls."""

    def minimumSizeHint(self) -> QSize:
        return QSize(super().minimumSizeHint().width(), self.sizeHint().height())


def contacts_who_look_after(desk: Desk) -> Contacts:
    return desk.routes.all().contacts


def _place_card(view: PlaceView) -> CardItem:
    said = (direction.row((view.room, view.access)), direction.row((place_wording.ask_for(view), view.phone), " "))
    title = direction.row((view.name, view.address), ", ")
    return _card(view, title, said)


def _equipment_card(view: EquipmentView, today: date) -> CardItem:
    care = direction.row((place_wording.cover(view, today), place_wording.looked_after(view)))
    return _card(view, place_wording.equipment(view), (view.place, care))


def _card(view: PlaceView | EquipmentView, title: str, said: Sequence[str]) -> CardItem:
    lines = tuple(Line(words) for words in said if words)
    if not view.active:
        return CardItem(view.id, title, lines, _("not in use"))
    corner = _("{count} open").format(count=view.open_calls) if view.open_calls else ""
    return CardItem(view.id, title, lines, corner, Tint.SOON if corner else None, shape=False)
