"""Routes: which rule names whom for a call, in what order, and what was left out on the way; pure."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from datetime import datetime

from deskapp.domain.data_class import dataclass
from deskapp.domain.words import EscalationType, Priority, RouteHours
from deskapp.domain.working_time import Calendar


@dataclass(frozen=True, slots=True)
class Asked:
    """What a call asks of ranking. A rule for a type of escalation waits until that type is chosen."""

    category_id: int | None = None
    types: Collection[EscalationType] = ()
    triggers: Collection[str] = ()
    priority: Priority | None = None
    #: The contact who answers for the category, where that is not the desk.
    answers_for: int | None = None
    #: The contact who looks after the equipment that the call is about, and what that is: its kind, else its label.
    looks_after: int | None = None
    equipment: str = ""


@dataclass(frozen=True, slots=True)
class Step:
    """Whom to offer: a contact, whoever a rota names, or whoever looks after the equipment."""

    contact_id: int | None = None
    rota_id: int | None = None
    of_equipment: bool = False


@dataclass(frozen=True, slots=True)
class Route:
    """A rule. None stands for any; `then_id` is the route to go on with when nobody accepts."""

    id: int
    steps: tuple[Step, ...] = ()
    category_id: int | None = None
    type: EscalationType | None = None
    trigger: str | None = None
    priority: Priority | None = None
    hours: RouteHours = RouteHours.ALWAYS
    calendar: Calendar | None = None
    then_id: int | None = None

    @property
    def catches_all(self) -> bool:
        """A rule without a condition: it is asked last, wherever it stands."""
        asks = (self.category_id, self.type, self.trigger, self.priority)
        return self.hours is RouteHours.ALWAYS and all(one is None for one in asks)

    def fits(self, asked: Asked, open_now: Mapping[int, bool]) -> bool:
        """Whether every condition of the rule holds. open_now: by id of the route, whether its hours are open."""
        if self.category_id is not None and self.category_id != asked.category_id:
            return False
        if self.type is not None and self.type not in asked.types:
            return False
        if self.trigger is not None and self.trigger not in asked.triggers:
            return False
        if self.priority is not None and self.priority is not asked.priority:
            return False
        return self.hours is RouteHours.ALWAYS or open_now[self.id] is (self.hours is RouteHours.INSIDE)


@dataclass(frozen=True, slots=True)
class OnCall:
    """A rota's answer at the instant: the contact and until when, or a reason why there is nobody."""

    contact_id: int | None
    until: datetime | None = None
    reason: str = ""
    #: False for a catch-all outside the rota's hours: a route finds them, but they are not on duty.
    on_duty: bool = True


@dataclass(frozen=True, slots=True)
class Skipped:
    """A step, or a whole route, that offers nobody, and why.

    Codes: inactive, nobody_on_call, rota_unknown, nobody_looks_after, no_steps, loop, route_unknown, twice.
    """

    route_id: int
    code: str
    contact_id: int | None = None
    rota_id: int | None = None
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Named:
    """A contact that a route names: its place of all that are offered, and through which rota."""

    contact_id: int
    route_id: int
    place: int
    #: The first of its route; later: the route is one that goes on where nobody of the one before accepted.
    first: bool
    later: bool = False
    rota_id: int | None = None
    until: datetime | None = None
    catch_all: bool = False


@dataclass(frozen=True, slots=True)
class Plan:
    """Whom the routes name for a call, in order; the rule that fits first; what was skipped."""

    named: tuple[Named, ...] = ()
    skipped: tuple[Skipped, ...] = ()
    route_id: int | None = None
    catch_all_id: int | None = None


def plan(
    asked: Asked,
    routes: Sequence[Route],
    active: Collection[int],
    on_call: Mapping[int, OnCall],
    now: datetime,
) -> Plan:
    """The first rule in order that fits counts, then its chain, then the catch-all. active: contacts to offer."""
    open_now = _open_now(routes, now)
    by_id = {route.id: route for route in routes}
    particular = (route for route in routes if not route.catches_all and route.fits(asked, open_now))
    first = next(particular, None)
    catch_all = next((route for route in routes if route.catches_all), None)
    named: list[Named] = []
    skipped: list[Skipped] = []
    offered: set[int] = set()
    visited: set[int] = set()
    for start in (first, catch_all):
        for route in _chain(start, by_id, visited, skipped):
            for one in _steps(route, asked, active, on_call, skipped):
                if one[0] in offered:
                    skipped.append(Skipped(route.id, "twice", *one[:2]))
                    continue
                offered.add(one[0])
                named.append(
                    Named(
                        one[0],
                        route.id,
                        len(named),
                        first=not any(before.route_id == route.id for before in named),
                        later=start is not None and route.id != start.id,
                        rota_id=one[1],
                        until=one[2],
                        catch_all=start is catch_all and start is not first,
                    )
                )
    return Plan(tuple(named), tuple(skipped), first.id if first else None, catch_all.id if catch_all else None)


def loop(then: Mapping[int, int | None]) -> tuple[int, ...]:
    """The routes of a chain that comes back to itself, in order; empty where none does.

    then: which route each goes on with.
    """
    for start in sorted(then):
        path: list[int] = []
        here: int | None = start
        while here is not None and here in then:
            if here in path:
                return tuple(path[path.index(here) :])
            path.append(here)
            here = then[here]
    return ()


def _open_now(routes: Sequence[Route], now: datetime) -> dict[int, bool]:
    known: dict[int, bool] = {}
    found: dict[int, bool] = {}
    for route in routes:
        if route.hours is RouteHours.ALWAYS:
            continue
        calendar = route.calendar
        if calendar is None:
            found[route.id] = True
            continue
        if id(calendar) not in known:
            known[id(calendar)] = calendar.is_open(now)
        found[route.id] = known[id(calendar)]
    return found


def _chain(
    start: Route | None, by_id: Mapping[int, Route], visited: set[int], skipped: list[Skipped]
) -> Iterator[Route]:
    here, before = start, None
    while here is not None:
        if here.id in visited:
            if before is not None:
                skipped.append(Skipped(before.id, "loop"))
            return
        visited.add(here.id)
        yield here
        before = here
        if here.then_id is None:
            return
        here = by_id.get(here.then_id)
        if here is None:
            skipped.append(Skipped(before.id, "route_unknown"))


def _steps(
    route: Route, asked: Asked, active: Collection[int], on_call: Mapping[int, OnCall], skipped: list[Skipped]
) -> Iterator[tuple[int, int | None, datetime | None]]:
    """Contact, rota and until when of each step that offers somebody."""
    if not route.steps:
        skipped.append(Skipped(route.id, "no_steps"))
    for step in route.steps:
        contact_id, until = step.contact_id, None
        if step.of_equipment:
            contact_id = asked.looks_after
            if contact_id is None:
                skipped.append(Skipped(route.id, "nobody_looks_after"))
                continue
        if step.rota_id is not None:
            answer = on_call.get(step.rota_id)
            if answer is None or answer.contact_id is None:
                code = "rota_unknown" if answer is None else "nobody_on_call"
                skipped.append(Skipped(route.id, code, None, step.rota_id, answer.reason if answer else ""))
                continue
            contact_id, until = answer.contact_id, answer.until
        if contact_id is None or contact_id not in active:
            skipped.append(Skipped(route.id, "inactive", contact_id, step.rota_id))
            continue
        yield contact_id, step.rota_id, until
