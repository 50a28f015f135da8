"""Opens a piece of equipment or a place that was found anywhere, as its customer's card would."""

from typing import NamedTuple

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QWidget

from deskapp.desk import Desk
from deskapp.language import _
from deskapp.services.overview.views import History
from deskapp.services.places.views import EquipmentView, PersonView, PlaceView
from deskapp.ui.places.customer_things import contacts_who_look_after
from deskapp.ui.places.equipment_dialog import Contacts, EquipmentDialog
from deskapp.ui.places.place_dialog import PlaceDialog
from deskapp.ui.work.workplace import Workplace


class _Equipment(NamedTuple):
    view: EquipmentView
    places: tuple[PlaceView, ...]
    contacts: Contacts
    history: History


class OpenThing(QObject):
    """The dialogs stand over the window that it is made for."""

    def __init__(self, place: Workplace, window: QWidget) -> None:
        super().__init__(window)
        self._place, self._over = place, window

    def equipment(self, equipment_id: int) -> None:
        def read(desk: Desk) -> _Equipment:
            view = desk.places.equipment(equipment_id)
            places = desk.places.of_customer(view.customer_id).places
            history = desk.overview.history("equipment_id", equipment_id)
            return _Equipment(view, places, contacts_who_look_after(desk), history)

        self._place.read(read, self._on_equipment, key=("thing", id(self)))

    def place(self, place_id: int) -> None:
        def read(desk: Desk) -> tuple[PlaceView, tuple[PersonView, ...]]:
            view = desk.places.place(place_id)
            return view, tuple(one for one in desk.places.of_customer(view.customer_id).people if one.active)

        self._place.read(read, self._on_place, key=("thing", id(self)))

    def _on_equipment(self, read: _Equipment) -> None:
        view = read.view
        about = (view.customer_id, view.customer, view, read.places, read.contacts)
        self._open(EquipmentDialog(self._place, *about, self._over, history=read.history))

    def _on_place(self, read: tuple[PlaceView, tuple[PersonView, ...]]) -> None:
        view, people = read
        self._open(PlaceDialog(self._place, view.customer_id, view.customer, view, self._over, people=people))

    def _open(self, dialog: PlaceDialog | EquipmentDialog) -> None:
        dialog.carried_out.connect(self._on_saved)
        dialog.open()

    def _on_saved(self, view: PlaceView | EquipmentView) -> None:
        self._place.said.emit(_("{name} is saved.").format(name=view.called))
