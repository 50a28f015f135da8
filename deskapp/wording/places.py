"""Places and equipment in words: what stands on a line about one, and what the timeline tells of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.event_kind import EventKind
from deskapp.language import _
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView
    from deskapp.services.places.views import EquipmentView, PlaceView


def place(view: PlaceView) -> str:
    """Where it is, on one line: "Main building, Hill Road 3, office 0.02"."""
    return direction.row((view.name, view.address, view.room), ", ")


def ask_for(view: PlaceView) -> str:
    """Whom to ask for there; "": nobody is told. Their number stands beside it."""
    return _("ask for {person}").format(person=view.person) if view.person else ""


def equipment(view: EquipmentView) -> str:
    """What it is, on one line: "Copier · Halden NC45 · serial 22071"."""
    make = direction.row((view.maker, view.model), " ")
    serial = _("serial {serial}").format(serial=view.serial) if view.serial else ""
    return direction.row((view.label, make or view.kind, serial), " · ")


def looked_after(view: EquipmentView) -> str:
    """Who looks after it; "": nobody is told. Their number stands beside it."""
    return direction.row(dict.fromkeys((view.contact, view.contact_organisation)), ", ")


def cover(view: EquipmentView, today: date) -> str:
    """Its warranty or contract, against today; "": none is known."""
    found = view.covered_by(today)
    if found is None:
        return ""
    name, until = found
    ended = until < today
    if name == "contract":
        form = _("contract ended {day}") if ended else _("contract until {day}")
    else:
        form = _("warranty ended {day}") if ended else _("warranty until {day}")
    return form.format(day=times.plain_day(until))


def whole_place(view: PlaceView) -> str:
    """All that is kept about a place, for a file."""
    return "; ".join(filter(None, (view.name, view.address, view.room, view.access, view.person, view.phone)))


def whole_equipment(view: EquipmentView) -> str:
    """All that is kept about a thing, for a file."""
    until = ((_("warranty until {day}"), view.warranty_until), (_("contract until {day}"), view.contract_until))
    covered = (form.format(day=times.plain_day(day)) for form, day in until if day is not None)
    said = (view.label, view.kind, view.maker, view.model, view.serial, view.place, *covered)
    return "; ".join(filter(None, (*said, looked_after(view), view.contract_ref, view.notes)))


TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.PLACE_ADDED: lambda e: _("Place added: {name}").format(name=e.payload.get("name", "")),
    EventKind.PLACE_EDITED: lambda e: _("Place changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.EQUIPMENT_ADDED: lambda e: _("Equipment added: {name}").format(name=e.payload.get("name", "")),
    EventKind.EQUIPMENT_EDITED: lambda e: _("Equipment changed: {name}").format(name=e.payload.get("name", "")),
}
