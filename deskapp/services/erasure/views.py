"""What goes when a customer is forgotten, what is left of it, and which backups still know them."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.services.directory.views import CustomerView


@dataclass(frozen=True, slots=True)
class BackupView:
    """A copy of the desk that this program made, and that still holds a customer. size: in bytes.

    readable: False where nobody can tell what is in it. until: when it is taken away at the latest, if nobody removes
    it, once the customer is forgotten. place: the folder of the second place; "": it lies beside the desk.
    """

    name: str
    made_at: datetime
    size: int
    readable: bool = True
    until: datetime | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class BeforeForgetting:
    """What is kept about a customer now. hinders: references of calls of which something is not over."""

    customer: CustomerView
    calls: int
    attachments: int
    people: int
    places: int
    equipment: int
    drafts: int
    hinders: tuple[str, ...]
    #: References of calls of others that say who they are: the name goes there, and lines that say it are emptied.
    elsewhere: tuple[str, ...]
    #: Why they, or calls of theirs, are held.
    held: tuple[str, ...]
    backups: tuple[BackupView, ...]


@dataclass(frozen=True, slots=True)
class ErasureView:
    """That a customer was forgotten, by whom and why. cleared: see `Forgotten`."""

    at: datetime
    by: str
    reason: str
    calls: int
    cleared: bool


@dataclass(frozen=True, slots=True)
class Forgotten:
    """A customer who was forgotten, and of how many calls.

    cleared: whether nothing is left in the free room of the file either; else that is done later.
    """

    customer: CustomerView
    calls: int
    cleared: bool
