"""Places and equipment at hand for finding while somebody types: their words folded, read again once a change."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.spelling import compact, folded, spelled_out, spellings
from deskapp.services.texts import digits, typed

#: Whether anything was changed at all; every change is an event.
_ANYTHING = "SELECT coalesce(max(id), 0) FROM event"
_STATE = "SELECT count(*), coalesce(total(version), 0), coalesce(max(id), 0) FROM {table}"
_PLACES = "SELECT id, customer_id, active, '', name, room, address, person, phone FROM place"
_EQUIPMENT = """
SELECT equipment.id, equipment.customer_id, equipment.active, serial, label, kind, maker, model, serial, contract_ref,
       coalesce(place.name, ''), coalesce(place.room, '')
FROM equipment LEFT JOIN place ON place.id = equipment.place_id
"""


@dataclass(frozen=True, slots=True)
class Line:
    """A place or a thing: whose it is, and what it is found by."""

    id: int
    customer_id: int
    active: bool
    words: str
    #: The serial number without its signs, and the digits of the whole.
    serial: str
    digits: str


class PlacesIndex:
    """Made anew when a place or a piece of equipment was changed, by whomever."""

    def __init__(self) -> None:
        self._anything: object = None
        self._state: object = None
        #: One assignment replaces both: others may be reading.
        self._lines: tuple[tuple[Line, ...], tuple[Line, ...]] = (), ()

    def places(self, session: Session, text: str) -> list[Line]:
        """Those in whom every word typed is found."""
        return _fitting(self._at_hand(session)[0], text)

    def equipment(self, session: Session, text: str) -> list[Line]:
        """The same; of a serial number any part will do, with or without its signs."""
        return _fitting(self._at_hand(session)[1], text)

    def _at_hand(self, session: Session) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        run = session.connection().exec_driver_sql
        anything = run(_ANYTHING).scalar_one()
        if anything != self._anything:
            state = [tuple(run(_STATE.format(table=table)).one()) for table in ("place", "equipment")]
            if state != self._state:
                self._lines = tuple(map(_line, run(_PLACES))), tuple(map(_line, run(_EQUIPMENT)))
                self._state = state
            self._anything = anything
        return self._lines


def _line(row: Sequence[object]) -> Line:
    one, customer_id, active, serial, *parts = row
    words = "\n".join(map(str, parts))
    plain = "\n".join(dict.fromkeys((folded(words), spelled_out(words))))
    return Line(int(str(one)), int(str(customer_id)), bool(active), plain, compact(str(serial)), digits(words))


def _fitting(lines: Sequence[Line], text: str) -> list[Line]:
    asked = typed(text)
    words = [spellings(word) for word in asked.split()]
    serial, number = compact(asked), digits(asked)
    by_number = number if len(number) >= _A_NUMBER and not any(letter.isalpha() for letter in asked) else ""

    def fits(line: Line) -> bool:
        if all(any(way in line.words for way in ways) for ways in words):
            return True
        parts = ((serial, line.serial), (by_number, line.digits))
        return any(part and part in whole for part, whole in parts)

    return [line for line in lines if fits(line)]


#: So many digits are looked for in numbers, however they are set apart.
_A_NUMBER = 4
