"""What an import of equipment would do: what is added, what is changed and how, what is refused and why."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import replace
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import compact, folded
from deskapp.domain.words import RowOutcome
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.services.places import reading
from deskapp.services.places.acts import SaveEquipment, SavePlace
from deskapp.services.places.file_entries import Entry, Read, Refused
from deskapp.services.places.views import EquipmentView, PlaceView
from deskapp.services.tabular.rows import BadRow

#: A place by its customer and its name.
PlaceKey = tuple[int, str]
_OF_A_PLACE = ("address", "room", "access", "person", "phone")
_OF_A_THING = (
    *("label", "kind", "maker", "model", "serial", "warranty_until", "contract_until", "contract_ref", "notes"),
    "active",
)


@dataclass(frozen=True, slots=True)
class Planned:
    """A row that can be taken, and what comes of it; `unknown`: who is said to look after it, and is not there."""

    line: int
    code: RowOutcome
    name: str
    customer: str
    changes: tuple[str, ...] = ()
    unknown: str = ""
    #: The place that the row names, and the thing that is saved; None: none.
    place: PlaceKey | None = None
    equipment: SaveEquipment | None = None


@dataclass(frozen=True, slots=True)
class ThingsPlan:
    """Everything that taking a file would do."""

    rows: tuple[Planned, ...]
    refused: tuple[BadRow, ...]
    left_out: tuple[str, ...]
    #: Those that rows name, as they are to be, with an id where they are there; and which of them are new or change.
    places: Mapping[PlaceKey, SavePlace]
    to_save: frozenset[PlaceKey]

    def of(self, code: RowOutcome) -> tuple[Planned, ...]:
        return tuple(row for row in self.rows if row.code == code)


def plan(session: Session, read: Read) -> ThingsPlan:
    """What taking these rows would do to the desk as it stands."""
    return _Planning(session).plan(read)


class _Planning:
    def __init__(self, session: Session) -> None:
        self._by_account: dict[str, list[int]] = defaultdict(list)
        self._by_name: dict[str, list[int]] = defaultdict(list)
        self._names: dict[int, tuple[str, str]] = {}
        columns = (Customer.id, Customer.name, Customer.organisation, Customer.account, Customer.merged_into_id)
        people = session.execute(select(*columns)).all()
        into = {one.id: one.merged_into_id for one in people if one.merged_into_id is not None}
        for one in people:
            self._names[one.id] = (one.name, folded(one.organisation))
            # By what one says who was merged into another, that other one is meant.
            meant = one.id
            while meant in into:
                meant = into[meant]
            names = [(self._by_name, folded(one.name)), (self._by_name, folded(one.organisation))]
            for index, key in (*names, (self._by_account, compact(one.account))):
                if key and meant not in index[key]:
                    index[key].append(meant)
        self._contacts: dict[str, list[int]] = defaultdict(list)
        contacts = select(Contact.id, Contact.name, Contact.organisation).where(Contact.active.is_(True))
        for contact_id, name, organisation in session.execute(contacts.order_by(Contact.id)):
            for said in dict.fromkeys((name, organisation, f"{name}, {organisation}")):
                self._contacts[folded(said)].append(contact_id)
        self._places = {(one.customer_id, folded(one.name)): _place_act(one) for one in reading.places(session)}
        self._known_places = dict(self._places)
        self._things = {one.id: one for one in reading.equipment(session)}
        self._by_serial: dict[tuple[int, str], int] = {}
        self._by_label: dict[tuple[int, str], int] = {}
        for thing in sorted(self._things.values(), key=lambda one: (one.active, -one.id)):
            if compact(thing.serial):
                self._by_serial[thing.customer_id, compact(thing.serial)] = thing.id
            self._by_label[thing.customer_id, folded(thing.label)] = thing.id
        #: By what a thing is known by, the line that named it.
        self._lines: dict[tuple[int, str], int] = {}

    def plan(self, read: Read) -> ThingsPlan:
        rows: list[Planned] = []
        refused = list(read.bad)
        for entry in read.entries:
            try:
                rows.append(self._one(entry))
            except Refused as why:
                refused.append(BadRow(entry.line, why.code, dict(why.values)))
        named = {row.place: self._places[row.place] for row in rows if row.place is not None}
        to_save = frozenset(key for key, act in named.items() if act != self._known_places.get(key))
        by_line = tuple(sorted(refused, key=lambda bad: bad.line))
        return ThingsPlan(tuple(rows), by_line, read.left_out, named, to_save)

    def _one(self, entry: Entry) -> Planned:
        customer_id = self._customer(entry)
        customer = self._names[customer_id][0]
        label = entry.text("label") or entry.text("serial")
        label = label or " ".join(filter(None, (entry.text("maker"), entry.text("model") or entry.text("kind"))))
        if not label and not entry.text("place"):
            raise Refused("nothing_named")
        known = self._known(customer_id, entry)
        self._claim(customer_id, entry, label)
        place, place_is = self._place(customer_id, entry)
        if not label:
            code = RowOutcome.ADDED if place_is == ("",) else RowOutcome.CHANGED if place_is else RowOutcome.SAME
            changes = () if place_is == ("",) else place_is
            return Planned(entry.line, code, entry.text("place"), customer, changes, place=place)
        contact_id, unknown = self._contact(entry)
        given = {name: entry.said[name] for name in _OF_A_THING if name in entry.said}
        if contact_id is not None:
            given["contact_id"] = contact_id
        if known is None:
            act = replace(SaveEquipment(customer_id, label), **given)
            return Planned(entry.line, RowOutcome.ADDED, label, customer, (), unknown, place, act)
        was = _thing_act(known)
        if compact(known.serial) == compact(entry.text("serial")):
            # Written with other signs it is the same number.
            given.pop("serial", None)
        act = replace(was, **given)
        changes = tuple(name for name in (*_OF_A_THING, "contact_id") if getattr(was, name) != getattr(act, name))
        if place is not None and (place not in self._known_places or self._known_places[place].id != was.place_id):
            changes = (*changes, "place")
        saved = act if changes else None
        changes = tuple(dict.fromkeys((*changes, *(name for name in place_is if name))))
        code = RowOutcome.CHANGED if changes else RowOutcome.SAME
        return Planned(entry.line, code, act.label, customer, changes, unknown, place, saved)

    def _customer(self, entry: Entry) -> int:
        """By the account, which no name goes against; else by name, with the organisation where it is told."""
        account, name = compact(entry.text("account")), entry.text("customer") or entry.text("organisation")
        found = self._by_account.get(account, []) if account else self._by_name.get(folded(name), []) if name else []
        organisation = folded(entry.text("organisation"))
        if len(found) > 1 and organisation:
            found = [one for one in found if self._names[one][1] == organisation] or found
        said = entry.text("account") or name
        if not found:
            raise Refused("customer_unknown" if said else "customer_missing", name=said)
        if len(found) > 1:
            raise Refused("customer_ambiguous", name=said, count=len(found))
        return found[0]

    def _known(self, customer_id: int, entry: Entry) -> EquipmentView | None:
        """The thing that a row is about: by its serial number; without one of both sides by its label."""
        serial = compact(entry.text("serial"))
        by_serial = self._by_serial.get((customer_id, serial)) if serial else None
        if by_serial is not None:
            return self._things[by_serial]
        by_label = self._by_label.get((customer_id, folded(entry.text("label"))))
        found = None if by_label is None else self._things[by_label]
        return found if found is None or not serial or not found.serial else None

    def _claim(self, customer_id: int, entry: Entry, label: str) -> None:
        """Refuses a row about what an earlier one is about."""
        if not label:
            return
        serial = compact(entry.text("serial"))
        key = (customer_id, f"serial {serial}" if serial else f"label {folded(label)}")
        if key in self._lines:
            raise Refused("thing_twice", first=self._lines[key], name=label)
        self._lines[key] = entry.line

    def _place(self, customer_id: int, entry: Entry) -> tuple[PlaceKey | None, tuple[str, ...]]:
        """The place that a row names, and what of it changes; ("",): it is new."""
        name = entry.text("place")
        if not name:
            return None, ()
        key = (customer_id, folded(name))
        given: dict[str, Any] = {one: entry.text(one) for one in _OF_A_PLACE if entry.text(one)}
        was = self._places.get(key)
        self._places[key] = replace(was or SavePlace(customer_id, name), **given)
        if was is None:
            return key, ("",)
        return key, tuple(one for one, text in given.items() if getattr(was, one) != text)

    def _contact(self, entry: Entry) -> tuple[int | None, str]:
        """Who looks after it; of several of one name the first. Somebody who is not there costs nothing else."""
        said = entry.text("looked_after_by")
        if not said:
            return None, ""
        found: Iterable[int] = self._contacts.get(folded(said), ())
        contact_id = next(iter(found), None)
        return contact_id, "" if contact_id is not None else said


def _place_act(view: PlaceView) -> SavePlace:
    return SavePlace(**_told(view, SavePlace), base_version=view.version)


def _thing_act(view: EquipmentView) -> SaveEquipment:
    return SaveEquipment(**_told(view, SaveEquipment), base_version=view.version)


def _told(view: PlaceView | EquipmentView, act: type[SavePlace] | type[SaveEquipment]) -> dict[str, Any]:
    return {name: getattr(view, name) for name in act.__dataclass_fields__ if name != "base_version"}
