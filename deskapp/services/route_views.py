"""What the routes' service gives back and takes: plain frozen data."""

from dataclasses import dataclass
from datetime import datetime

from deskapp.domain.words import EscalationType, Priority, RouteHours


@dataclass(frozen=True, slots=True)
class StepView:
    """Whom a route offers at one place: a contact or a rota, by name. active: False where it offers nobody."""

    contact_id: int | None
    rota_id: int | None
    name: str
    active: bool = True


@dataclass(frozen=True, slots=True)
class RouteView:
    """A rule as it stands; None stands for any."""

    id: int
    name: str
    category_id: int | None
    category: str
    type: EscalationType | None
    trigger: str | None
    priority: Priority | None
    hours: RouteHours
    #: Whose hours; None: the desk's.
    calendar_id: int | None
    calendar: str
    steps: tuple[StepView, ...]
    then_id: int | None
    then: str
    version: int
    #: A rule without a condition: it is asked last.
    catches_all: bool = False
    #: What the site calls the trigger; "" where it is called as it was shipped.
    trigger_label: str = ""


@dataclass(frozen=True, slots=True)
class RotaName:
    id: int
    name: str


@dataclass(frozen=True, slots=True)
class RoutesView:
    """All rules in order, and what a rule can name."""

    routes: tuple[RouteView, ...]
    contacts: tuple[tuple[int, str], ...]
    rotas: tuple[RotaName, ...]
    calendars: tuple[tuple[int, str], ...]


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

    steps: pairs of contact id and rota id, one of them None.
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
    version: int | None = None
