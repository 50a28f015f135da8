"""What supervisors do to rotas: frozen data from the screens."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.rota import Rotation, Shift


@dataclass(frozen=True, slots=True)
class SaveRota:
    """A new rota (id None) or an edited one (id and the version that was seen). Its overrides stay.

    Members, also that of the catch-all, are ids of contacts as text: the domain's members are names.
    """

    name: str
    zone: str
    rotations: tuple[Rotation, ...] = ()
    shifts: tuple[Shift, ...] = ()
    catch_all: int | None = None
    active: bool = True
    id: int | None = None
    base_version: int | None = None


@dataclass(frozen=True, slots=True)
class CoverShift:
    """`contact_id` is on call from start to end: while `instead_of` would be, or None: whoever would be, or nobody."""

    rota_id: int
    contact_id: int
    start: datetime
    end: datetime
    instead_of: int | None = None


@dataclass(frozen=True, slots=True)
class TakeOff:
    """`contact_id` is taken off from start to end; the catch-all is asked meanwhile."""

    rota_id: int
    contact_id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class Turn:
    """A stretch in which a contact is on call."""

    contact_id: int
    start: datetime
    end: datetime


@dataclass(frozen=True, slots=True)
class SwapShifts:
    """Each of two contacts takes the other's stretch."""

    rota_id: int
    one: Turn
    other: Turn


@dataclass(frozen=True, slots=True)
class EndOverride:
    """Undo an override from now on; what it did until now stays. number: its place in the order they were made."""

    rota_id: int
    number: int
    base_version: int
