"""Routes: the rules in order, changed by supervisors, and tried out on a call that there need not be."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TypeVar

from sqlalchemy import delete, func, select
from sqlalchemy.orm import Session

from deskapp.domain import routes as domain
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.routes import Asked
from deskapp.domain.words import ClockKind, Role, RouteHours
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact
from deskapp.models.policy import WorkCalendar
from deskapp.models.rotas import Rota
from deskapp.models.routes import Route, RouteStep
from deskapp.models.site import Category, Trigger
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.places.reading import looked_after
from deskapp.services.routes import ranking
from deskapp.services.routes import rules as route_rules
from deskapp.services.routes.acts import OF_EQUIPMENT, ExampleCall, SaveRoute
from deskapp.services.routes.views import Offer, RotaName, RoutesView, RouteView, StepView
from deskapp.services.texts import clean
from deskapp.services.work import Look, Unit, Work

T = TypeVar("T")


class Routes:
    """Reading is for everybody; changing is for supervisors and managers. May raise DeskError, then changes nothing."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def all(self) -> RoutesView:
        """The rules in order, and the contacts, rotas and calendars that a rule can name."""
        with self._work.read() as session:
            return _all(session)

    def save(self, act: SaveRoute) -> Done[RouteView]:
        """Add a route at the end, or change one. Raises Invalid by field: a chain that loops is refused."""
        with self._work.act(Role.SUPERVISOR) as unit:
            route, was = None, None
            if act.id is not None:
                route = _the_route(unit.session, act.id)
                was = _view(unit.session, route.id)
                if route.version != act.base_version:
                    raise Conflict(Refusal.ROUTE_EDITED, name=route.name, newer=was)
            _check(unit.session, act)
            if route is None:
                last = unit.session.scalar(select(func.max(Route.position)))
                route = Route(name="", position=(last or 0) + 1, version=0)
                unit.session.add(route)
            _take(unit.session, route, act)
            becomes = _view(unit.session, route.id)
            payload: dict[str, object] = {"name": route.name, "id": route.id}
            if was is None:
                kind, told = EventKind.ROUTE_ADDED, dict[str, object](becomes=_told(becomes))
            else:
                kind, told = EventKind.ROUTE_EDITED, _differences(was, becomes)
            unit.tell(kind, payload=payload | told)
            return _done(unit, becomes, was, becomes)

    def offer_first(self, category_id: int, contact_id: int) -> Done[RouteView]:
        """From now on a contact is offered first for a category: in the route for all its calls, else in a new one."""
        with self._work.read() as session:
            category = session.get(Category, category_id)
            if category is None:
                raise Invalid({"category_id": FieldFault.UNKNOWN})
            act = SaveRoute(category.name, ((contact_id, None),), category_id)
            found = next((one for one in views(session) if one.for_all_of(category_id)), None)
            if found is not None:
                others = [step for one in found.steps if (step := (one.contact_id, one.rota_id)) != act.steps[0]]
                act = replace(
                    act,
                    name=found.name,
                    steps=(*act.steps, *others),
                    then_id=found.then_id,
                    id=found.id,
                    base_version=found.version,
                )
        return self.save(act)

    def move(self, route_id: int, places: int) -> Done[RoutesView]:
        """Move a route so many places down (below zero: up); at the ends it stays where it is."""
        with self._work.act(Role.SUPERVISOR) as unit:
            _the_route(unit.session, route_id)
            order = [row.id for row in route_rules.active_routes(unit.session)]
            here = order.index(route_id)
            there = min(max(here + places, 0), len(order) - 1)
            if there != here:
                order.insert(there, order.pop(here))
                for position, route_id in enumerate(order, 1):
                    unit.session.get_one(Route, route_id).position = position
                unit.session.flush()
                payload = {"name": unit.session.get_one(Route, route_id).name, "id": route_id, "order": order}
                unit.tell(EventKind.ROUTE_MOVED, None, "position", str(here + 1), str(there + 1), payload)
            return unit.done(_all(unit.session), "routes", "contacts")

    def remove(self, route_id: int, base_version: int) -> Done[None]:
        """Take a route out of use. Chains that lead to it end there from now on, and are named in the timeline."""
        with self._work.act(Role.SUPERVISOR) as unit:
            route = _the_route(unit.session, route_id)
            if route.version != base_version:
                raise Conflict(Refusal.ROUTE_EDITED, name=route.name, newer=_view(unit.session, route_id))
            was = _view(unit.session, route_id)
            route.active = False
            route.version += 1
            ended = list(unit.session.scalars(select(Route).where(Route.then_id == route_id, Route.active.is_(True))))
            for other in ended:
                other.then_id = None
                other.version += 1
            unit.session.flush()
            payload = {"name": route.name, "id": route.id, "chains_ended": [other.name for other in ended]}
            unit.tell(EventKind.ROUTE_REMOVED, payload=payload)
            return _done(unit, None, was)

    def try_out(self, call: ExampleCall) -> Offer:
        """Who would be offered for such a call, and why."""
        with self._work.look() as look:
            asked = Asked(
                call.category_id,
                () if call.type is None else (call.type,),
                () if call.trigger is None else (call.trigger,),
                call.priority,
                call_signs.owner_of(look.session, call.category_id),
            )
            policy, usual = look.rules.in_force(look.session), None
            if call.priority is not None:
                usual = policy.target(call.priority, ClockKind.ACCEPTANCE, call.category_id)
            then = replace(look, now=call.at or look.now)
            return ranking.offer(then, ranking.all_active(look.session), asked, usual=usual)

    def of_call(self, call_id: int) -> Offer:
        """Who would be offered for a call that is there, by the signs that its record shows."""
        with self._work.look() as look:
            return for_call(look, the_call(look.session, call_id))


def _all(session: Session) -> RoutesView:
    people = select(Contact.id, Contact.name, Contact.organisation).where(Contact.active.is_(True))
    found = session.execute(people.order_by(func.lower(Contact.name), Contact.id))
    calendars = session.execute(select(WorkCalendar.id, WorkCalendar.name).order_by(WorkCalendar.id))
    rotas = session.execute(select(Rota.id, Rota.name).where(Rota.active.is_(True)).order_by(Rota.position))
    return RoutesView(
        routes=views(session),
        contacts=tuple((row.id, " · ".join(filter(None, (row.name, row.organisation)))) for row in found),
        rotas=tuple(RotaName(row.id, row.name) for row in rotas),
        calendars=tuple((row.id, row.name) for row in calendars),
    )


def for_call(look: Look, call: Call) -> Offer:
    shown = {sign.code for sign in call_signs.of_call(look, call)}
    policy = look.rules.policy(look.session, call.policy_version_id)
    usual = clocks.target_of(look.session, call, policy, ClockKind.ACCEPTANCE)
    asked = Asked(
        call.category_id,
        call_signs.likely_types(look.session, shown),
        shown,
        call.priority,
        call_signs.owner_of(look.session, call.category_id),
        *looked_after(look.session, call.equipment_id),
    )
    return ranking.offer(look, ranking.all_active(look.session), asked, usual=usual)


def _done(unit: Unit, value: T, *views: RouteView | None) -> Done[T]:
    """A changed route makes others look again where it says, or said, whose calls a category's are."""
    named = [view.category_id for view in views if view is not None and view.trigger == "owner_elsewhere"]
    if named:
        call_signs.sign_all_again(unit, Call.category_id.in_(named))
    return unit.done(value, "routes", "contacts")


def _the_route(session: Session, route_id: int) -> Route:
    route = session.get(Route, route_id)
    if route is None or not route.active:
        raise NotFound(Refusal.ROUTE_UNKNOWN, id=route_id)
    return route


def _check(session: Session, act: SaveRoute) -> None:
    wrong: dict[str, FieldFault] = {}
    if not act.name.strip():
        wrong["name"] = FieldFault.MISSING
    if not act.steps and act.then_id is None:
        wrong["steps"] = FieldFault.MISSING
    if not all(step == OF_EQUIPMENT or _is_there(session, *step) for step in act.steps):
        wrong["steps"] = FieldFault.UNKNOWN
    if len(set(act.steps)) < len(act.steps):
        wrong["steps"] = FieldFault.TWICE
    for name, model, key in (
        ("category_id", Category, act.category_id),
        ("trigger", Trigger, act.trigger),
        ("calendar_id", WorkCalendar, act.calendar_id),
    ):
        if key is not None and session.get(model, key) is None:
            wrong[name] = FieldFault.UNKNOWN
    if act.then_id is not None:
        wrong |= _check_chain(session, act)
    if wrong:
        raise Invalid(wrong)


def _is_there(session: Session, contact_id: int | None, rota_id: int | None) -> bool:
    """Whether a step names one contact or one rota that there is."""
    if contact_id is None:
        return rota_id is not None and session.get(Rota, rota_id) is not None
    return rota_id is None and session.get(Contact, contact_id) is not None


def _check_chain(session: Session, act: SaveRoute) -> dict[str, FieldFault]:
    then = {row.id: row.then_id for row in route_rules.active_routes(session)}
    if act.then_id not in then:
        return {"then_id": FieldFault.UNKNOWN}
    # A new route has no number yet that others could lead to.
    then[act.id if act.id is not None else 0] = act.then_id
    return {"then_id": FieldFault.CHAIN_LOOPS} if domain.loop(then) else {}


def _take(session: Session, route: Route, act: SaveRoute) -> None:
    route.name = clean(act.name)
    route.category_id, route.type, route.trigger_code = act.category_id, act.type, act.trigger
    route.priority, route.hours, route.then_id = act.priority, act.hours, act.then_id
    route.calendar_id = None if act.hours is RouteHours.ALWAYS else act.calendar_id
    route.version += 1
    session.flush()
    session.execute(delete(RouteStep).where(RouteStep.route_id == route.id))
    session.add_all(
        RouteStep(
            route_id=route.id,
            position=position,
            contact_id=step[0] or None,
            rota_id=step[1] or None,
            of_equipment=step == OF_EQUIPMENT,
        )
        for position, step in enumerate(act.steps, 1)
    )
    session.flush()


def _view(session: Session, route_id: int) -> RouteView:
    return next(view for view in views(session) if view.id == route_id)


def views(session: Session) -> tuple[RouteView, ...]:
    """The rules in order."""
    rows = route_rules.active_routes(session)
    steps = route_rules.steps(session)
    contacts = {row.id: (row.name, row.active) for row in session.execute(_ACTIVE_CONTACTS)}
    rotas = {row.id: (row.name, row.active) for row in session.execute(select(Rota.id, Rota.name, Rota.active))}
    categories = {row.id: row.name for row in session.execute(select(Category.id, Category.name))}
    calendars = {row.id: row.name for row in session.execute(select(WorkCalendar.id, WorkCalendar.name))}
    names = {row.id: row.name for row in rows}
    labels = {row.code: row.label for row in session.execute(select(Trigger.code, Trigger.label))}
    return tuple(
        RouteView(
            id=row.id,
            name=row.name,
            category_id=row.category_id,
            category=categories.get(row.category_id or 0, ""),
            type=row.type,
            trigger=row.trigger_code,
            trigger_label=labels.get(row.trigger_code or "", ""),
            priority=row.priority,
            hours=row.hours,
            calendar_id=row.calendar_id,
            calendar=calendars.get(row.calendar_id or 0, ""),
            steps=_steps(steps.get(row.id, ()), contacts, rotas),
            then_id=row.then_id,
            then=names.get(row.then_id or 0, ""),
            version=row.version,
            catches_all=row.hours is RouteHours.ALWAYS
            and all(one is None for one in (row.category_id, row.type, row.trigger_code, row.priority)),
        )
        for row in rows
    )


#: Only those whom a route names.
_ACTIVE_CONTACTS = select(Contact.id, Contact.name, Contact.active).where(
    Contact.id.in_(select(RouteStep.contact_id).where(RouteStep.contact_id.is_not(None)))
)


def _steps(
    rows: Sequence[RouteStep], contacts: dict[int, tuple[str, bool]], rotas: dict[int, tuple[str, bool]]
) -> tuple[StepView, ...]:
    found = []
    for row in rows:
        known = rotas.get(row.rota_id or 0) if row.rota_id is not None else contacts.get(row.contact_id or 0)
        name, active = ("", True) if row.of_equipment else known or ("", False)
        found.append(StepView(row.contact_id, row.rota_id, name, active, row.of_equipment))
    return tuple(found)


def _told(view: RouteView) -> dict[str, object]:
    """A route as the timeline keeps it: codes, numbers and names."""
    return {
        "name": view.name,
        "category": view.category,
        "type": view.type,
        "trigger": view.trigger,
        "priority": view.priority,
        "hours": view.hours,
        "calendar": view.calendar,
        "steps": ["equipment" if step.of_equipment else step.name for step in view.steps],
        "then": view.then,
    }


def _differences(was: RouteView, becomes: RouteView) -> dict[str, object]:
    before, after = _told(was), _told(becomes)
    changed = [name for name in before if before[name] != after[name]]
    return {"was": {name: before[name] for name in changed}, "becomes": {name: after[name] for name in changed}}
