"""Places, equipment and people of customers in words: what stands on a line, and what the timeline tells of them."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import folded
from deskapp.domain.words import RowOutcome
from deskapp.language import _, ngettext
from deskapp.wording import contacts as contact_wording
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView
    from deskapp.services.places.file_plan import Planned, ThingsPlan
    from deskapp.services.places.views import EquipmentView, PersonView, PlaceView
    from deskapp.services.tabular.rows import BadRow


def person(view: PersonView) -> str:
    """Who speaks for a customer, and what they do there: "Tom Webb, caretaker"."""
    return direction.row((view.name, view.role), ", ")


def gone(view: PersonView) -> str:
    """What stands beside somebody who is not there any more."""
    return direction.row((view.role, _("not there any more")), ", ")


def person_of(view: PersonView) -> str:
    """The same with whose they are: "Tom Webb, caretaker · St Mary's School"."""
    return direction.row((person(view), view.customer))


def whole_person(view: PersonView) -> str:
    """All that is kept about somebody who speaks for a customer, for a file."""
    return "; ".join(filter(None, (view.name, view.role, *view.phone_lines, view.email)))


def place(view: PlaceView) -> str:
    """Where it is, on one line: "Main building, Hill Road 3, office 0.02"."""
    return direction.row((view.name, view.address, view.room), ", ")


def ask_for(view: PlaceView) -> str:
    """Whom to ask for there; "": nobody is told. Their number stands beside it."""
    return _("ask for {person}").format(person=view.person) if view.person else ""


def equipment(view: EquipmentView) -> str:
    """What it is, on one line: "Copier · Halden NC45 · serial 22071"."""
    # "Line unit, first floor" says its kind already.
    kind = "" if folded(view.kind) in folded(view.label) else view.kind
    make = direction.row((view.maker, view.model), " ") or kind
    serial = _("serial {serial}").format(serial=view.serial) if view.serial else ""
    return direction.row((view.label, make, serial))


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


def refused(bad: BadRow) -> str:
    """Why a row of a file was not taken."""
    told = _REFUSED.get(bad.code)
    if told is None:
        return contact_wording.refused(bad)
    values = {name: field(str(value)) if name == "field" else value for name, value in bad.values.items()}
    return told().format(**values)


def planned(row: Planned) -> str:
    """What comes of a row of a file: "Copier, St Mary's School: changed (serial number)"."""
    name = direction.row((row.name, row.customer), ", ")
    form = {
        RowOutcome.ADDED: _("{name}: added"),
        RowOutcome.CHANGED: _("{name}: changed ({fields})"),
    }.get(row.code, _("{name}: the same already"))
    told = form.format(name=name, fields=", ".join(map(field, row.changes)))
    unknown = _("there is no contact “{name}”: left out").format(name=row.unknown) if row.unknown else ""
    return direction.row((told, unknown), "; ")


def summary(plan: ThingsPlan) -> str:
    """How many of each, in one line."""
    codes = (RowOutcome.ADDED, RowOutcome.CHANGED, RowOutcome.SAME)
    added, changed, same = (len(plan.of(code)) for code in codes)
    parts = [
        ngettext("{n} added", "{n} added", added).format(n=added),
        ngettext("{n} changed", "{n} changed", changed).format(n=changed),
        ngettext("{n} the same already", "{n} the same already", same).format(n=same),
        ngettext("{n} refused", "{n} refused", len(plan.refused)).format(n=len(plan.refused)),
    ]
    if plan.left_out:
        parts.append(_("left out: {what}").format(what=", ".join(plan.left_out)))
    return direction.row(parts, "; ") + "."


def field(name: str) -> str:
    """What a field of a place or a thing is called, within a sentence."""
    known = _FIELDS.get(name)
    return known() if known else name


_FIELDS: Mapping[str, Callable[[], str]] = {
    "label": lambda: _("label"),
    "kind": lambda: _("kind"),
    "maker": lambda: _("maker"),
    "model": lambda: _("model"),
    "serial": lambda: _("serial number"),
    "place": lambda: _("place"),
    "address": lambda: _("address"),
    "room": lambda: _("room"),
    "access": lambda: _("access and hours"),
    "person": lambda: _("whom to ask for"),
    "phone": lambda: _("number there"),
    "warranty_until": lambda: _("warranty"),
    "contract_until": lambda: _("contract"),
    "contact_id": lambda: _("who looks after it"),
    "contract_ref": lambda: _("our reference"),
    "notes": lambda: _("notes"),
    "active": lambda: _("in use"),
}

_REFUSED: Mapping[str, Callable[[], str]] = {
    "field_unreadable": lambda: _("{field} cannot be “{value}”"),
    "day_unreadable": lambda: _("{field}: “{value}” is no day; write it as 2027-03-31"),
    "day_two_ways": lambda: _("{field}: “{value}” could be two days; write it as 2027-03-31"),
    "nothing_named": lambda: _("names neither equipment nor a place"),
    "customer_missing": lambda: _("names no customer"),
    "customer_unknown": lambda: _("there is no customer “{name}”"),
    "customer_ambiguous": lambda: _("{count} customers are called “{name}”: name the account"),
    "thing_twice": lambda: _("is the same as line {first}: {name}"),
}

TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.PERSON_ADDED: lambda e: _("Person added: {name}").format(name=e.payload.get("name", "")),
    EventKind.PERSON_EDITED: lambda e: _("Person changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.PLACE_ADDED: lambda e: _("Place added: {name}").format(name=e.payload.get("name", "")),
    EventKind.PLACE_EDITED: lambda e: _("Place changed: {name}").format(name=e.payload.get("name", "")),
    EventKind.EQUIPMENT_ADDED: lambda e: _("Equipment added: {name}").format(name=e.payload.get("name", "")),
    EventKind.EQUIPMENT_IMPORTED: lambda e: _("Equipment imported by {name}").format(name=e.by),
    EventKind.EQUIPMENT_EDITED: lambda e: _("Equipment changed: {name}").format(name=e.payload.get("name", "")),
}
