"""Places, equipment and people of customers as the screens see them: plain frozen data."""

from datetime import date

from deskapp.domain import reach
from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class PersonView:
    """Somebody who speaks for a customer."""

    id: int
    customer_id: int
    #: Whose they are, by name.
    customer: str
    name: str
    #: What they do there.
    role: str
    phones: tuple[str, ...]
    email: str
    active: bool
    version: int
    #: What each number is for; see `phone_lines`.
    phone_kinds: tuple[str, ...] = ()

    @property
    def called(self) -> str:
        return self.name

    @property
    def phone_lines(self) -> tuple[str, ...]:
        """The numbers with what they are for, as people read and write them."""
        return reach.lines(self.phones, self.phone_kinds)


@dataclass(frozen=True, slots=True)
class PlaceView:
    """Where a customer needs help."""

    id: int
    customer_id: int
    #: Whose it is, by name.
    customer: str
    name: str
    address: str
    room: str
    access: str
    person: str
    phone: str
    active: bool
    version: int
    #: How many of its calls are open, of those that whoever looks may see.
    open_calls: int = 0

    @property
    def called(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class EquipmentView:
    """A thing that calls are about."""

    id: int
    customer_id: int
    #: Whose it is, by name.
    customer: str
    label: str
    kind: str
    maker: str
    model: str
    serial: str
    #: Where it stands: the place's name; "": not known.
    place_id: int | None
    place: str
    #: Who looks after it: name, organisation and first number; "": nobody, or none.
    contact_id: int | None
    contact: str
    contact_organisation: str
    contact_phone: str
    contact_active: bool
    warranty_until: date | None
    contract_until: date | None
    contract_ref: str
    notes: str
    active: bool
    version: int
    open_calls: int = 0

    @property
    def called(self) -> str:
        return self.label

    def covered_by(self, today: date) -> tuple[str, date] | None:
        """What covers it the longest on a day, else what did last: "warranty" or "contract", and its last day."""
        told = (("contract", self.contract_until), ("warranty", self.warranty_until))
        known = [(name, until) for name, until in told if until is not None]
        return max(known, key=lambda one: one[1]) if known else None


@dataclass(frozen=True, slots=True)
class Offered:
    """What may be meant while it is typed: the customer's own first, then their colleagues', then anybody's."""

    places: tuple[PlaceView, ...] = ()
    equipment: tuple[EquipmentView, ...] = ()
    people: tuple[PersonView, ...] = ()
