"""What a manager decides about routes, as plain frozen data."""

from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import EscalationType, Priority, RouteHours

#: The step of a route that offers whoever looks after the equipment that the call is about.
OF_EQUIPMENT = (0, 0)


@dataclass(frozen=True, slots=True)
class ExampleCall:
    """A call that there need not be, to see whom the routes would offer for it. at None: now."""

    category_id: int | None = None
    type: EscalationType | None = None
    trigger: str | None = None
    priority: Priority | None = None
    at: datetime | None = None


@dataclass(frozen=True, slots=True)
class SaveRoute:
    """A new route (id None: the last in order) or an edited one (id and the version that was seen).

    steps: pairs of contact id and rota id, one of them None; or `OF_EQUIPMENT`.
    """

    name: str
    steps: tuple[tuple[int | None, int | None], ...] = ()
    category_id: int | None = None
    type: EscalationType | None = None
    trigger: str | None = None
    priority: Priority | None = None
    hours: RouteHours = RouteHours.ALWAYS
    calendar_id: int | None = None
    then_id: int | None = None
    id: int | None = None
    base_version: int | None = None
