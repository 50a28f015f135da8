"""What is told about the desk's own staff before and after signing in."""

from dataclasses import field

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
