"""What the routes' service gives back and takes: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import EscalationType, Priority, RouteHours
from deskapp.services.directory.views import ContactView

if TYPE_CHECKING:
    from deskapp.domain.handoff.in_time import Needed


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """What is known of a contact's last escalations: how soon accepted, what was said and what it took."""

    offered: int
    accepted: int
    #: Of the last that were estimated and returned, on average; None: there was none.
    said: timedelta | None = None
    took: timedelta | None = None
    estimated: int = 0


@dataclass(frozen=True, slots=True)
class StepView:
    """Whom a route offers at one place: a contact or a rota, by name. active: False where it offers nobody."""

    contact_id: int | None
    rota_id: int | None
    name: str
    active: bool = True
    #: Whoever looks after the equipment: nobody by name.
    of_equipment: bool = False


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

    def for_all_of(self, category_id: int) -> bool:
        """Whether it is for every call of a category, at any hour, and for no other."""
        asked = (self.category_id, self.type, self.trigger, self.priority, self.hours)
        return asked == (category_id, None, None, None, RouteHours.ALWAYS)


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
class RankedContact:
    """A contact offered for a call: best first. Reasons are (code, values); reachable as of the asked instant."""

    contact: ContactView
    reasons: tuple[tuple[str, Mapping[str, Any]], ...]
    reachable: bool
    #: Until when they are in, or from when they are back; None: always, or not known.
    until: datetime | None
    #: When an acceptance clock started now would be due; None where nothing is set.
    accept_by: datetime | None
    #: When the answer is needed by, as the sheet asks for it: not later than what it is needed for, and why.
    needed: Needed | None = None


@dataclass(frozen=True, slots=True)
class SkippedView:
    """A step that offers nobody: the code of `domain.routes.Skipped`, and the names that it is about."""

    code: str
    route: str
    name: str = ""
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Offer:
    """Whom a call is offered to, best first, and what the routes said on the way."""

    contacts: tuple[RankedContact, ...]
    #: The rule that fits first; "" where none does.
    route: str = ""
    skipped: tuple[SkippedView, ...] = ()
    #: Why nobody can be offered now: no_contacts, nobody_reachable; "" where somebody can.
    nobody: str = ""
    #: Then these are whom to ask: the supervisors on duty.
    supervisors: tuple[str, ...] = ()
