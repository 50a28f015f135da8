"""What is done with members of staff, as plain frozen data."""

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import Role
from deskapp.services.people import StaffView


@dataclass(frozen=True, slots=True)
class SaveStaff:
    name: str
    role: Role
    active: bool = True
    id: int | None = None
    #: What was changed here, as it was shown; None: whatever there is is replaced.
    base: StaffView | None = None
