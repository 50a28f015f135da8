"""The routes of the demo desk: after hours the rotas, by day whoever knows the matter."""

from deskapp.domain.words import EscalationType, RouteHours
from deskapp.services.demo.stage import Stage
from deskapp.services.demo.story import story
from deskapp.services.routes.acts import SaveRoute
from deskapp.services.routes.service import Routes

_ROTA = "rota: "


def set_up(stage: Stage, routes: Routes) -> None:
    """Write the routes down in their order, before the first call."""
    for told in story()["routes"]:
        act = SaveRoute(
            name=told["name"],
            steps=tuple(_step(stage, name) for name in told["offers"]),
            category_id=stage.categories[told["category"]] if "category" in told else None,
            type=EscalationType(told["type"]) if "type" in told else None,
            hours=RouteHours.OUTSIDE if told.get("outside") else RouteHours.ALWAYS,
        )
        routes.save(act)


def _step(stage: Stage, name: str) -> tuple[int | None, int | None]:
    if name.startswith(_ROTA):
        return None, stage.rotas[name.removeprefix(_ROTA)]
    return stage.contacts[name], None
