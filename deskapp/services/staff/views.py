"""What is told about the desk's own staff before and after signing in."""

from dataclasses import field
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Role
from deskapp.services.people import StaffView


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff, as the sign-in page and the settings list them."""

    id: int
    name: str
    role: Role
    active: bool
    #: Whether a PIN is asked for; without one the first sign-in chooses it.
    has_pin: bool
    #: Whether that is still the start PIN, by which they choose their own.
    start: bool = False


@dataclass(frozen=True, slots=True)
class StaffSaved(StaffView):
    """A member of staff who was added, changed or reset, and the start PIN to tell them: shown once; mostly none."""

    start_pin: str = field(default="", repr=False)
    #: Of somebody who left: their calls that are open or have a promise to keep, and how many promises.
    left_calls: tuple[int, ...] = ()
    left_promises: int = 0


@dataclass(frozen=True, slots=True)
class Recovered:
    """A manager who got in by the recovery code, and the code that takes its place: shown once."""

    manager: StaffView
    code: str


@dataclass(frozen=True, slots=True)
class WrongPins:
    """Too many wrong attempts in a row with somebody's PIN, of which no supervisor has said yet that they know."""

    #: None: they were made with the recovery code.
    staff_id: int | None
    name: str
    times: int
    #: When they became too many, and when the last was made.
    since: datetime
    last: datetime
