"""Adding or changing a piece of equipment of a customer, with the calls on it and what solved them."""

from collections.abc import Sequence
from datetime import date
from functools import partial

from PySide6.QtWidgets import QWidget

from deskapp import direction
from deskapp.language import _
from deskapp.services.overview.views import History
from deskapp.services.places.acts import SaveEquipment
from deskapp.services.places.views import EquipmentView, PlaceView
from deskapp.ui.places.calls_on import CallsOn
from deskapp.ui.widgets.calls.contact_field import ContactField
from deskapp.ui.widgets.dialogs import record
from deskapp.ui.widgets.dialogs.record import RecordField, Row
from deskapp.ui.widgets.dialogs.record_dialog import RecordDialog
from deskapp.ui.widgets.fields.day_field import DayField
from deskapp.ui.work.workplace import Workplace
from deskapp.wording import times

Contacts = Sequence[tuple[int, str]]
_DAYS = ("warranty_until", "contract_until")


class EquipmentDialog(RecordDialog):
    """With a piece of equipment: edits it."""

    def __init__(
        self,
        place: Workplace,
        customer_id: int,
        customer: str,
        shown: EquipmentView | None,
        places: Sequence[PlaceView],
        contacts: Contacts,
        parent: QWidget | None = None,
        *,
        history: History | None = None,
    ) -> None:
        """customer: whose it is, by name. places: theirs. contacts: id and words of whoever may look after it."""
        self._customer_id, self._id = customer_id, shown.id if shown else None
        super().__init__(
            place,
            _("New equipment") if shown is None else _("Edit equipment"),
            _("Save equipment"),
            fields(place, _offered(places, shown), contacts),
            shown,
            parent,
            draft=f"equipment:{shown.id if shown else f'new:{customer_id}'}",
            about=customer,
            width=600,
        )
        if history is not None and history.count:
            self.body.addWidget(CallsOn(history, place))
        self.body.addStretch(1)
        self.record["label"].setFocus()

    def submit(self) -> None:
        if not self._clear():
            return
        values = self.record.values()
        values["contact_id"] = values["contact_id"][0]
        act = SaveEquipment(self._customer_id, **values, id=self._id, base_version=self.base_version)
        self.carry_out(lambda desk: desk.places.save_equipment(act))

    def _clear(self) -> bool:
        """Whether every field can be read; the first that cannot is pointed out."""
        for name in _DAYS:
            if self.record[name].refusal:
                self.point_out(name, self.record[name].refusal)
                return False
        if not self.record["contact_id"].clear_enough:
            words = _("There is nobody of this name: choose one who is offered, or leave it empty.")
            self.point_out("contact_id", words)
            return False
        return True


def fields(place: Workplace, places: Sequence[tuple[int | None, str]], contacts: Contacts) -> list[Row]:
    """The fields of a piece of equipment: a line each."""
    return [
        (record.line("label", _("Label"), _("copier, staff room")), record.line("kind", _("Kind"), _("copier"))),
        (record.line("maker", _("Maker")), record.line("model", _("Model"))),
        (
            record.line("serial", _("Serial number")),
            record.drop_down("place_id", _("Where it stands"), places, none=0),
        ),
        (_day("warranty_until", _("Warranty until"), place), _day("contract_until", _("Contract until"), place)),
        (_contact(contacts), record.line("contract_ref", _("Our reference with them"))),
        record.area("notes", _("Notes"), lines=1),
        record.tick("active", "", _("In use"), _("in use"), _("not in use"), title=_("In use")),
    ]


def _day(name: str, heading: str, place: Workplace) -> RecordField:
    def read(field: DayField) -> date | None:
        return field.day

    def say(day: date | None) -> str:
        return "" if day is None else times.plain_day(day)

    return RecordField(name, heading, partial(DayField, place.desk.clock, place.zone), read, DayField.set_day, say)


def _contact(contacts: Contacts) -> RecordField:
    """The view tells whoever is offered no more by name."""

    def make() -> ContactField:
        field = ContactField(contacts)
        field.setPlaceholderText(_("Nobody: type a part of the name"))
        return field

    def read(field: ContactField) -> tuple[int | None, str]:
        return field.value, field.text().strip()

    def write(field: ContactField, told: tuple[int | None, str]) -> None:
        field.set_value(*told)

    def get(view: EquipmentView) -> tuple[int | None, str]:
        return view.contact_id, direction.row(dict.fromkeys((view.contact, view.contact_organisation)))

    return RecordField("contact_id", _("Who looks after it"), make, read, write, lambda told: told[1], get=get)


def _offered(places: Sequence[PlaceView], shown: EquipmentView | None) -> list[tuple[int | None, str]]:
    there = [(one.id, one.name) for one in places if one.active]
    if shown is not None and shown.place_id is not None and shown.place_id not in dict(there):
        there.append((shown.place_id, shown.place))
    return [(None, _("not known")), *there]
