"""The routes as ranking sees them: rules with their hours, and whoever is on call for each rota."""

from collections import defaultdict

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.rota import Rule
from deskapp.domain.routes import OnCall, Route, Step
from deskapp.models import routes as models
from deskapp.models.rotas import Rota
from deskapp.services.clocks.hours import Hours
from deskapp.services.rotas import reading as rota_reading
from deskapp.services.work import Look


def active_routes(session: Session) -> list[models.Route]:
    """The rules that count, in order."""
    query = select(models.Route).where(models.Route.active.is_(True))
    return list(session.scalars(query.order_by(models.Route.position, models.Route.id)))


def steps(session: Session) -> dict[int, list[models.RouteStep]]:
    found: dict[int, list[models.RouteStep]] = defaultdict(list)
    query = select(models.RouteStep).order_by(models.RouteStep.route_id, models.RouteStep.position)
    for step in session.scalars(query):
        found[step.route_id].append(step)
    return found


def rules_in_order(session: Session, hours: Hours) -> tuple[Route, ...]:
    steps_of = steps(session)
    return tuple(
        Route(
            id=row.id,
            steps=tuple(Step(step.contact_id, step.rota_id, step.of_equipment) for step in steps_of.get(row.id, ())),
            category_id=row.category_id,
            type=row.type,
            trigger=row.trigger_code,
            priority=row.priority,
            hours=row.hours,
            calendar=hours.calendar(row.calendar_id),
            then_id=row.then_id,
        )
        for row in active_routes(session)
    )


def on_call(look: Look) -> dict[int, OnCall]:
    """The answer of every active rota at the instant."""
    return {
        one.rota_id: OnCall(one.contact_id, one.until, one.reason, one.rule is not Rule.OUTSIDE_HOURS)
        for one in rota_reading.on_call_now(look)
    }


def rota_names(session: Session) -> dict[int, str]:
    return {row.id: row.name for row in session.execute(select(Rota.id, Rota.name).order_by(Rota.position, Rota.id))}
