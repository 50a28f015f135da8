"""What is told about the desk's own staff before and after signing in."""

from dataclasses import dataclass

from deskapp.domain.words import Role
from deskapp.services.views import StaffView


@dataclass(frozen=True, slots=True)
class Member:
    """Somebody of the staff, as the sign-in page and the settings list them."""

    id: int
    name: str
    role: Role
    active: bool
    #: Whether a PIN was chosen; without one the first sign-in chooses it.
    has_pin: bool


@dataclass(frozen=True, slots=True)
class Recovered:
    """A manager who got in by the recovery code, and the code that takes its place: shown once."""

    manager: StaffView
    code: str
