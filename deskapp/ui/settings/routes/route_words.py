"""A route in words: when it counts, and whom it offers."""

from deskapp import direction
from deskapp.domain.words import RouteHours
from deskapp.language import _
from deskapp.services.routes.views import RouteView
from deskapp.wording import codes


def conditions(route: RouteView) -> str:
    """When the rule counts; said so where it always does."""
    if route.catches_all:
        return _("everything else")
    said = [route.category]
    if route.type is not None:
        said.append(codes.escalation_type(route.type))
    if route.trigger is not None:
        said.append(route.trigger_label or codes.trigger(route.trigger))
    if route.priority is not None:
        said.append(route.priority.value)
    calendar = route.calendar or _("the desk's hours")
    if route.hours is RouteHours.INSIDE:
        said.append(_("in {hours}").format(hours=calendar))
    elif route.hours is RouteHours.OUTSIDE:
        said.append(_("outside {hours}").format(hours=calendar))
    return direction.row(said, ", ")


def offers(route: RouteView) -> str:
    """Whom it offers, in order; who offers nobody any more is marked."""
    names = []
    for step in route.steps:
        name = _("on call: {rota}").format(rota=step.name) if step.rota_id is not None else step.name
        if step.of_equipment:
            name = _("whoever looks after the equipment")
        names.append(name if step.active else _("{name} (not active)").format(name=name))
    return " → ".join(names) or _("nobody")
