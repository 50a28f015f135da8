"""Places, equipment and people at hand for finding while somebody types: their words folded, read again if changed."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from deskapp.domain.spelling import compact, folded, spelled_out, spellings
from deskapp.services.lines import BETWEEN, Line, Lines, Ways, speaks
from deskapp.services.texts import digits, typed

#: Whether anything was changed at all; every change is an event.
_ANYTHING = "SELECT coalesce(max(id), 0) FROM event"
_STATE = "SELECT count(*), coalesce(total(version), 0), coalesce(max(id), 0) FROM {table}"
_PLACES = "SELECT id, customer_id, active, '', name, room, address, person, phone FROM place"
_PEOPLE = "SELECT id, customer_id, active, '', name, role, email FROM customer_person"
_EQUIPMENT = """
SELECT equipment.id, equipment.customer_id, equipment.active, serial, label, kind, maker, model, serial, contract_ref,
       coalesce(place.name, ''), coalesce(place.room, '')
FROM equipment LEFT JOIN place ON place.id = equipment.place_id
"""
#: So many digits are looked for in numbers, however they are set apart.
_A_NUMBER = 4


class Those(NamedTuple):
    """All places, all equipment, or everybody: to be found by their words, and by whose they are."""

    lines: Lines = Lines()
    of: dict[int, list[Line]] = {}  # noqa: RUF012 - it is never written to
    unused: frozenset[int] = frozenset()

    def of_customers(self, customers: Iterable[int], text: str) -> list[int]:
        """Those of these customers, in the order of the customers, in whom every word typed is found."""
        asked = list(_asked(text))
        mine = (line for customer in customers for line in self.of.get(customer, ()))
        return [one for words, one in mine if any(speaks(words, ways) for ways in asked)]

    def of_anybody(self, text: str, limit: int) -> list[int]:
        """So many of all; of a serial number any part will do, with or without its signs."""
        found = (line for ways in _asked(text) if ways for line in self.lines.with_all(ways, limit))
        return list(dict.fromkeys(one for _words, one in found))[:limit]

    def in_use(self, ids: Iterable[int]) -> list[int]:
        return [one for one in ids if one not in self.unused]


class PlacesIndex:
    """Each kind is made anew when one of it was changed, by whomever, and it is asked for."""

    def __init__(self) -> None:
        self._places, self._equipment, self._people = (
            _Kind(*of) for of in ((_PLACES, "place"), (_EQUIPMENT, "equipment", "place"), (_PEOPLE, "customer_person"))
        )

    def places(self, session: Session) -> Those:
        return self._places.at_hand(session)

    def equipment(self, session: Session) -> Those:
        return self._equipment.at_hand(session)

    def people(self, session: Session) -> Those:
        """Those who speak for customers; by their numbers they are found elsewhere."""
        return self._people.at_hand(session)


class _Kind:
    def __init__(self, query: str, *tables: str) -> None:
        """tables: those that the query reads."""
        self._query = query
        self._tables = tables
        self._anything: object = None
        self._state: object = None
        #: One assignment replaces it: others may be reading.
        self._those = Those()
        #: What rows were turned into before: of many few change.
        self._known: dict[tuple[Any, ...], str] = {}

    def at_hand(self, session: Session) -> Those:
        run = session.connection().exec_driver_sql
        anything = run(_ANYTHING).scalar_one()
        if anything != self._anything:
            state = [tuple(run(_STATE.format(table=table)).one()) for table in self._tables]
            if state != self._state:
                fresh: dict[tuple[Any, ...], str] = {}
                self._those = _read(run(self._query), self._known, fresh)
                self._known, self._state = fresh, state
            self._anything = anything
        return self._those


def _read(
    rows: Iterable[Sequence[Any]], known: Mapping[tuple[Any, ...], str], fresh: dict[tuple[Any, ...], str]
) -> Those:
    """known: by what rows say, their words from before; fresh: takes those of now."""
    of: dict[int, list[Line]] = defaultdict(list)
    unused = set()
    for one, customer_id, active, *said in rows:
        told = tuple(said)
        words = fresh[told] = known.get(told) or _words(*told)
        of[customer_id].append((words, one))
        if not active:
            unused.add(one)
    return Those(Lines(line for mine in of.values() for line in mine), dict(of), frozenset(unused))


def _words(serial: str, *parts: str) -> str:
    """Every way in which it is found: folded, spelled out, the serial number and other figures without their signs."""
    words = "\n".join(parts)
    ways = (folded(words), spelled_out(words), compact(serial), digits(words))
    return "\n".join(dict.fromkeys(way for way in ways if way)).replace(BETWEEN, " ")


def _asked(text: str) -> Iterator[list[Ways]]:
    """What was typed, word by word; as one serial number; and as one phone number."""
    asked = typed(text)
    yield [spellings(word) for word in asked.split()]
    serial, number = compact(asked), digits(asked)
    if serial and serial != asked.lower():
        yield [(serial,)]
    if len(number) >= _A_NUMBER and number != serial and not any(letter.isalpha() for letter in asked):
        yield [(number,)]
