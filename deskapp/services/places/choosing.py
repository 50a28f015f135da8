"""Which place, equipment and person a call names: those that are there, and new ones of a word."""

from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import refuse_where
from deskapp.domain.spelling import compact, same_name
from deskapp.models.customers import CustomerPerson
from deskapp.models.places import Equipment, Place
from deskapp.services.places import people, reading, saving
from deskapp.services.places.acts import Chosen, SaveEquipment, SavePerson, SavePlace
from deskapp.services.texts import clean
from deskapp.services.work import Unit

NOTHING = Chosen()
#: The columns of a call that name one.
COLUMNS = ("place_id", "equipment_id", "person_id")


def check(
    session: Session, customer_id: int | None, place: Chosen | None, equipment: Chosen | None, person: Chosen | None
) -> None:
    """Raises Invalid where one is named that is not there, or somebody who does not speak for the customer."""
    one = None if person is None or person.id is None else session.get(CustomerPerson, person.id)
    refuse_where(
        ("person", FieldFault.UNKNOWN, _gone(session, CustomerPerson, person)),
        ("person", FieldFault.OF_ANOTHER_CUSTOMER, one is not None and one.customer_id != customer_id),
        ("place", FieldFault.UNKNOWN, _gone(session, Place, place)),
        ("equipment", FieldFault.UNKNOWN, _gone(session, Equipment, equipment)),
    )


def take(
    unit: Unit, customer_id: int, place: Chosen, equipment: Chosen, *, known: int | None = None
) -> tuple[int | None, int | None]:
    """The ids of both. A word is the customer's, or a colleague's, that is called so; else it makes a new one.

    Where the equipment alone is told, the call is where that stands; one whose place is not known stands where the
    call is. known: the equipment that the call named before, which tells nothing new.
    """
    place_id = _id(unit, customer_id, "place_id", place)
    equipment_id = _id(unit, customer_id, "equipment_id", equipment)
    if equipment_id is not None and equipment_id != known:
        thing = unit.session.get_one(Equipment, equipment_id)
        if place_id is None:
            place_id = thing.place_id
        elif thing.place_id is None:
            saving.put(unit, thing, place_id)
    return place_id, equipment_id


def speaker(unit: Unit, customer_id: int, person: Chosen) -> int | None:
    """The id of who speaks for the customer: a word is the one of theirs who is called so, else it makes a new one."""
    return _id(unit, customer_id, "person_id", person)


def chosen(session: Session, column: str, one: int | None) -> Chosen:
    """What a call names in one of `COLUMNS`, with what it is called."""
    return NOTHING if one is None else Chosen(one, name(session, column, one))


def as_kept(session: Session, customer_id: int, column: str, asked: Chosen) -> Chosen:
    """What is asked for, as `chosen` would tell it once it was taken; a new one has no id yet."""
    one = asked.id if asked.id is not None else _called(session, customer_id, column, asked.words)
    return Chosen(None, clean(asked.words)) if one is None else chosen(session, column, one)


def name(session: Session, column: str, one: int) -> str:
    """What the place, the equipment or the person that a call names is called."""
    if column == "equipment_id":
        return session.get_one(Equipment, one).label
    return session.get_one(Place, one).name if column == "place_id" else session.get_one(CustomerPerson, one).name


def _gone(session: Session, kind: type[Place | Equipment | CustomerPerson], asked: Chosen | None) -> bool:
    return asked is not None and asked.id is not None and session.get(kind, asked.id) is None


def _id(unit: Unit, customer_id: int, column: str, asked: Chosen) -> int | None:
    words = clean(asked.words)
    if asked.id is not None or not words:
        return asked.id
    there = _called(unit.session, customer_id, column, words)
    if there is not None:
        return there
    unit.lists.add("customers")
    if column == "place_id":
        return saving.take_place(unit, SavePlace(customer_id, words)).id
    if column == "person_id":
        return people.take(unit, SavePerson(customer_id, words)).id
    return saving.take_equipment(unit, SaveEquipment(customer_id, words)).id


def _called(session: Session, customer_id: int, column: str, words: str) -> int | None:
    """The one in use that is called so, or has this serial number: the customer's own before a colleague's."""
    said = clean(words)
    if not said:
        return None
    if column == "person_id":
        theirs = people.people(session, CustomerPerson.customer_id == customer_id, CustomerPerson.active.is_(True))
        return next((one.id for one in theirs if same_name(one.name, said)), None)
    near = reading.near(session, customer_id)
    if column == "place_id":
        places = reading.places(session, Place.customer_id.in_(near), Place.active.is_(True))
        there = [(one.customer_id, one.id) for one in places if same_name(one.name, said)]
    else:
        things = reading.equipment(session, Equipment.customer_id.in_(near), Equipment.active.is_(True))
        there = [(one.customer_id, one.id) for one in things if same_name(one.label, said)]
        serial = compact(said)
        there = there or [(one.customer_id, one.id) for one in things if serial and compact(one.serial) == serial]
    return min(there, key=lambda one: one[0] != customer_id)[1] if there else None
