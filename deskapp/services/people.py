"""Who acts, and who looks: known to the floor, because every act is somebody's. Loads no ORM."""

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    Role,
)

#: Where a session keeps who looks: see `services.work`.
VIEWER = "viewer"
#: And whether something is being done in it, not only read.
ACTING = "acting"


@dataclass(frozen=True, slots=True)
class StaffView:
    id: int
    name: str
    role: Role
    active: bool
