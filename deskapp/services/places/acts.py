"""What people do with places, equipment and people of customers, as plain frozen data."""

from datetime import date

from deskapp.domain.data_class import dataclass


@dataclass(frozen=True, slots=True)
class Chosen:
    """Which place, thing or person a call names: one that is there, by its id; a word, which makes a new one; none."""

    id: int | None = None
    #: What it is called. With an id it only says so.
    words: str = ""


@dataclass(frozen=True, slots=True)
class SavePerson:
    """Somebody new who speaks for a customer (id None) or an edited one (id and the version that was seen)."""

    customer_id: int
    name: str
    #: What they do there.
    role: str = ""
    #: In the order in which they are tried.
    phones: tuple[str, ...] = ()
    email: str = ""
    active: bool = True
    #: What each number is for (`deskapp.domain.reach`); those at the end may be left away.
    phone_kinds: tuple[str, ...] = ()
    id: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SavePlace:
    """A new place of a customer (id None) or an edited one (id and the version that was seen)."""

    customer_id: int
    name: str
    address: str = ""
    room: str = ""
    #: How one gets in, and when somebody is there.
    access: str = ""
    #: Whom to ask for there, with their number.
    person: str = ""
    phone: str = ""
    active: bool = True
    id: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class SaveEquipment:
    """A new thing of a customer (id None) or an edited one (id and the version that was seen)."""

    customer_id: int
    label: str
    kind: str = ""
    maker: str = ""
    model: str = ""
    serial: str = ""
    #: Where it stands, and the contact who looks after it.
    place_id: int | None = None
    contact_id: int | None = None
    #: The last days on which it is covered.
    warranty_until: date | None = None
    contract_until: date | None = None
    contract_ref: str = ""
    notes: str = ""
    active: bool = True
    id: int | None = None
    base_version: int | None = None
