"""Places, equipment and people of customers: offered while one types, found, saved."""

from collections.abc import Iterator, Sequence
from typing import TypeVar

from deskapp.models.customers import CustomerPerson
from deskapp.models.places import Equipment, Place
from deskapp.services.changes import Done
from deskapp.services.places import people, reading, saving
from deskapp.services.places.acts import SaveEquipment, SavePerson, SavePlace
from deskapp.services.places.index import PlacesIndex, Those
from deskapp.services.places.views import EquipmentView, Offered, PersonView, PlaceView
from deskapp.services.texts import typed
from deskapp.services.work import Work

#: So many are offered at the most.
_OFFERED = 20
#: Of other customers so many are looked at, some of which may be out of use.
_LOOKED_AT = 60
#: Of other customers nothing is offered before so much is typed.
_OF_OTHERS = 3

View = TypeVar("View", PlaceView, EquipmentView, PersonView)


class Places:
    """Every member of staff may add and change them: that is done while a customer speaks. May raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work
        self._index = PlacesIndex()

    def offered(self, customer_id: int | None, text: str = "") -> Offered:
        """What may be meant by what is typed, in use: the customer's own, their colleagues', then anybody's."""
        with self._work.read() as session:
            near = [] if customer_id is None else sorted(reading.near(session, customer_id) - {customer_id})
            own = near if customer_id is None else [customer_id, *near]
            wide = len(typed(text)) >= _OF_OTHERS

            def first(those: Those) -> list[int]:
                others = those.of_anybody(text, _LOOKED_AT) if wide else []
                fit = dict.fromkeys((*those.of_customers(own, text), *others))
                return those.in_use(fit)[:_OFFERED]

            places, equipment = first(self._index.places(session)), first(self._index.equipment(session))
            who = self._index.people(session)
            # Only who is theirs speaks for them.
            theirs = who.in_use(who.of_customers(() if customer_id is None else (customer_id,), text))[:_OFFERED]
            return Offered(
                _in_order(reading.places(session, Place.id.in_(places)), places),
                _in_order(reading.equipment(session, Equipment.id.in_(equipment)), equipment),
                _in_order(people.people(session, CustomerPerson.id.in_(theirs)), theirs),
            )

    def found(self, text: str, limit: int = _OFFERED) -> Offered:
        """What is found by these words, whosever it is, what is in use first; nothing where none is typed."""
        if not typed(text):
            return Offered()

        with self._work.read() as session:
            places = self._index.places(session).of_anybody(text, limit)
            equipment = self._index.equipment(session).of_anybody(text, limit)
            who = people.find(session, self._index, text, limit)
            those = (*who.whole, *who.others)[:limit]
            return Offered(
                reading.places(session, Place.id.in_(places)),
                reading.equipment(session, Equipment.id.in_(equipment)),
                _in_order(people.people(session, CustomerPerson.id.in_(those)), those),
            )

    def of_customer(self, customer_id: int) -> Offered:
        """All of a customer's, those out of use last."""
        with self._work.read() as session:
            return Offered(
                reading.places(session, Place.customer_id == customer_id),
                reading.equipment(session, Equipment.customer_id == customer_id),
                people.people(session, CustomerPerson.customer_id == customer_id),
            )

    def person(self, person_id: int) -> PersonView:
        with self._work.read() as session:
            return people.person(session, person_id)

    def place(self, place_id: int) -> PlaceView:
        with self._work.read() as session:
            return reading.place(session, place_id)

    def equipment(self, equipment_id: int) -> EquipmentView:
        with self._work.read() as session:
            return reading.thing(session, equipment_id)

    def people_cells(self) -> Iterator[tuple[str, ...]]:
        """Everybody's people for a file, a text for each of `people.FIELDS`."""
        with self._work.read() as session:
            return iter(list(people.cells(session)))

    def save_person(self, act: SavePerson) -> Done[PersonView]:
        """Add somebody who speaks for a customer, or change them; the refusals are those of a place."""
        with self._work.act() as unit:
            becomes = people.take(unit, act)
            return unit.done(becomes, "customers", everything=act.id is not None)

    def save_place(self, act: SavePlace) -> Done[PlaceView]:
        """Add a place, or change one. Raises Invalid by field, Conflict where somebody changed it meanwhile."""
        return saving.save_place(self._work, act)

    def save_equipment(self, act: SaveEquipment) -> Done[EquipmentView]:
        """Add a piece of equipment, or change one; the same refusals."""
        return saving.save_equipment(self._work, act)


def _in_order(views: Sequence[View], ids: Sequence[int]) -> tuple[View, ...]:
    by_id = {view.id: view for view in views}
    return tuple(by_id[one] for one in ids if one in by_id)
