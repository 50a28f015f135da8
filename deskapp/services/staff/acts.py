"""What is done with members of staff, as plain frozen data."""

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    Role,
)


@dataclass(frozen=True, slots=True)
class SaveStaff:
    name: str
    role: Role
    active: bool = True
    id: int | None = None
