"""Saving places and equipment, and making one of a word that was said on the phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import compact
from deskapp.models.contacts import Contact
from deskapp.models.places import Equipment, Place
from deskapp.services import events, records, reindexing
from deskapp.services.changes import Done
from deskapp.services.forgotten import nobody
from deskapp.services.places import reading
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.places.acts import SaveEquipment, SavePlace
    from deskapp.services.places.views import EquipmentView, PlaceView


def save_place(work: Work, act: SavePlace) -> Done[PlaceView]:
    """Add a place, or change one. Raises Invalid by field, Conflict where somebody changed it meanwhile."""
    with work.act() as unit:
        becomes = take_place(unit, act)
        return unit.done(becomes, "customers", everything=act.id is not None)


def save_equipment(work: Work, act: SaveEquipment) -> Done[EquipmentView]:
    """Add a piece of equipment, or change one; the same refusals."""
    with work.act() as unit:
        becomes = take_equipment(unit, act)
        return unit.done(becomes, "customers", everything=act.id is not None)


def take_place(unit: Unit, act: SavePlace) -> PlaceView:
    session = unit.session
    was = None if act.id is None else reading.place(session, act.id)
    if was is not None and was.version != act.base_version:
        raise Conflict(Refusal.PLACE_EDITED, name=was.name, newer=was)
    refuse_where(
        ("name", FieldFault.MISSING, not clean(act.name)),
        ("customer", FieldFault.UNKNOWN, nobody(session, act.customer_id)),
    )
    row = Place(version=0) if act.id is None else session.get_one(Place, act.id)
    records.take(row, act)
    session.add(row)
    session.flush()
    becomes = reading.place(session, row.id)
    _tell(unit, EventKind.PLACE_ADDED if was is None else EventKind.PLACE_EDITED, was, becomes)
    return becomes


def take_equipment(unit: Unit, act: SaveEquipment) -> EquipmentView:
    session = unit.session
    was = None if act.id is None else reading.thing(session, act.id)
    if was is not None and was.version != act.base_version:
        raise Conflict(Refusal.EQUIPMENT_EDITED, name=was.label, newer=was)
    contact = None if act.contact_id is None else session.get(Contact, act.contact_id)
    kept = was is not None and was.contact_id == act.contact_id
    refuse_where(
        ("label", FieldFault.MISSING, not clean(act.label)),
        ("customer", FieldFault.UNKNOWN, nobody(session, act.customer_id)),
        ("place_id", FieldFault.UNKNOWN, act.place_id is not None and session.get(Place, act.place_id) is None),
        ("contact_id", FieldFault.UNKNOWN, act.contact_id is not None and contact is None),
        ("contact_id", FieldFault.INACTIVE, contact is not None and not contact.active and not kept),
        ("serial", FieldFault.TAKEN, _serial_taken(session, act)),
    )
    row = Equipment(version=0) if act.id is None else session.get_one(Equipment, act.id)
    records.take(row, act)
    session.add(row)
    session.flush()
    becomes = reading.thing(session, row.id)
    kind = EventKind.EQUIPMENT_ADDED if was is None else EventKind.EQUIPMENT_EDITED
    _tell(unit, kind, was, becomes)
    return becomes


def put(unit: Unit, thing: Equipment, place_id: int) -> None:
    """Equipment stands at this place from now on."""
    was = reading.thing(unit.session, thing.id)
    thing.place_id = place_id
    thing.version += 1
    unit.session.flush()
    _tell(unit, EventKind.EQUIPMENT_EDITED, was, reading.thing(unit.session, thing.id))


def _serial_taken(session: Session, act: SaveEquipment) -> bool:
    """Whether another thing of the customer, still in use, has this serial number: it is that one."""
    serial = compact(act.serial)
    if not serial or not act.active:
        return False
    query = select(Equipment.id, Equipment.serial).where(
        Equipment.customer_id == act.customer_id, Equipment.active.is_(True), Equipment.serial != ""
    )
    return any(one != act.id and compact(known) == serial for one, known in session.execute(query))


def _tell(
    unit: Unit,
    kind: EventKind,
    was: PlaceView | EquipmentView | None,
    becomes: PlaceView | EquipmentView,
) -> None:
    payload: dict[str, object] = {"name": becomes.called, "id": becomes.id, "customer": becomes.customer}
    payload["customer_id"] = becomes.customer_id
    if was is not None:
        payload |= events.differences(was, becomes, ("version", "open_calls"))
        # Its calls are found by what it is called now.
        follow = reindexing.of_place if kind is EventKind.PLACE_EDITED else reindexing.of_equipment
        follow(unit, becomes.id)
    unit.tell(kind, payload=payload)
