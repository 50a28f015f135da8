"""Equipment and places of a table into the desk and out of it: a dry run first, then everything in one transaction."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import RowOutcome
from deskapp.models.customers import Customer
from deskapp.services.backups import keeping
from deskapp.services.changes import Done
from deskapp.services.places import file_entries, file_plan, reading, saving
from deskapp.services.places.file_entries import Read
from deskapp.services.places.file_plan import PlaceKey, ThingsPlan
from deskapp.services.places.views import EquipmentView, PlaceView
from deskapp.services.work import Work


class EquipmentFiles:
    """May raise DeskError, and then nothing was changed."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def read(self, path: Path) -> Read:
        """What a file says; the desk is not asked. Raises DeskError where it is no table of equipment at all."""
        return file_entries.read(path)

    def dry_run(self, found: Read) -> ThingsPlan:
        """What would be added and changed, and what is refused by line and reason; nothing is changed."""
        with self._work.read() as session:
            return file_plan.plan(session, found)

    def take(self, found: Read) -> Done[ThingsPlan]:
        """Add and change whatever can be; rows that are refused are in the answer, and nothing else is lost."""
        keeping.before_import(self._work)
        with self._work.act() as unit:
            plan = file_plan.plan(unit.session, found)
            ids: dict[PlaceKey, int | None] = {}
            for key, place in plan.places.items():
                ids[key] = saving.take_place(unit, place).id if key in plan.to_save else place.id
            for row in plan.rows:
                if row.equipment is not None:
                    act = row.equipment if row.place is None else replace(row.equipment, place_id=ids[row.place])
                    saving.take_equipment(unit, act)
            counts = {
                "added": len(plan.of(RowOutcome.ADDED)),
                "changed": len(plan.of(RowOutcome.CHANGED)),
                "refused": len(plan.refused),
            }
            if counts["added"] or counts["changed"]:
                unit.tell(EventKind.EQUIPMENT_IMPORTED, payload=counts)
            return unit.done(plan, "customers", everything=bool(counts["changed"]))

    def cells(self) -> Iterator[tuple[str, ...]]:
        """All equipment, then places where nothing stands, a text for each of FIELDS."""
        with self._work.read() as session:
            places = {one.id: one for one in reading.places(session)}
            things = reading.equipment(session)
            query = select(Customer.id, Customer.name, Customer.organisation, Customer.account)
            customers = {row[0]: (row[1], row[2], row[3]) for row in session.execute(query)}
        for thing in things:
            place = places.get(thing.place_id or 0)
            yield tuple(_cell(name, customers[thing.customer_id], thing, place) for name in file_entries.FIELDS)
        filled = {thing.place_id for thing in things}
        for place in places.values():
            if place.id not in filled:
                yield tuple(_cell(name, customers[place.customer_id], None, place) for name in file_entries.FIELDS)


def _cell(name: str, customer: tuple[str, str, str], thing: EquipmentView | None, place: PlaceView | None) -> str:
    if name in ("customer", "organisation", "account"):
        return customer[("customer", "organisation", "account").index(name)]
    if name == "place":
        return place.name if place else ""
    if name in ("address", "room", "access", "person", "phone"):
        return str(getattr(place, name)) if place else ""
    if thing is None:
        return "" if name != "active" else "yes" if place is None or place.active else "no"
    if name == "looked_after_by":
        return thing.contact
    value = getattr(thing, name)
    if isinstance(value, bool):
        return "yes" if value else "no"
    return "" if value is None else str(value)
