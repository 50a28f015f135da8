"""Why somebody is offered for a call, what the routes skipped, whom to ask where nobody can be: in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp import direction
from deskapp.domain.words import Level
from deskapp.language import _
from deskapp.wording import codes, times
from deskapp.wording import escalations as escalation_wording

if TYPE_CHECKING:
    from deskapp.services.routes.views import Offer, SkippedView


def reason(code: str, values: Mapping[str, Any], zone: str, now: datetime, categories: Mapping[int, str]) -> str:
    """Why a contact is offered; "" where the contact's chip says it already."""
    match code:
        case "covers":
            name = categories.get(values["category"], "")
            return _("covers {category}").format(category=name) if name else _("covers this kind of call")
        case "answers_for":
            name = categories.get(values["category"], "")
            return _("answers for {category}").format(category=name) if name else _("answers for this kind of call")
        case "authority":
            return {
                Level.SUPERVISOR: _("may decide as a supervisor"),
                Level.MANAGER: _("may decide as a manager"),
                Level.OUTSIDE: _("decides above this desk"),
            }.get(Level(values["level"]), "")
        case "agreed_response":
            return _("agreed response {time}").format(time=times.duration(values["length"]))
        case "answers_in":
            return _answers(values)
        case "estimates":
            return escalation_wording.estimates(values)
        case "on_call":
            return _on_call(values, zone, now)
    form = _REASONS.get(code)
    return form().format(**{"name": "", **values}) if form else code


#: Reasons that say what they were told, no more.
_REASONS: Mapping[str, Callable[[], str]] = {
    "our_account": lambda: _("quote account {account}"),
    "route_first": lambda: _("first in the route for {name}"),
    "route": lambda: _("in the route for {name}"),
    "chain": lambda: _("next in the chain, {name}"),
    "catch_all": lambda: _("takes what nobody else takes"),
    "looks_after": lambda: _("looks after this {equipment}"),
    "deputy": lambda: _("stands in for {name}"),
    "ask_deputy": lambda: _("{name} stands in"),
    "no_hours": lambda: _("no hours left"),
    "back": lambda: "",
}


def _on_call(values: Mapping[str, Any], zone: str, now: datetime) -> str:
    name, until = values.get("name", ""), values.get("until")
    if until is None:
        return _("on call, {name}").format(name=name)
    return _("on call until {time}, {name}").format(time=times.instant(until, zone, now), name=name)


def _answers(values: Mapping[str, Any]) -> str:
    offers, accepted = values.get("offered", 0), values.get("accepted", 0)
    if offers <= accepted:
        return _("usually answers in {time}").format(time=times.duration(values["length"], measured=True))
    within = times.duration(values.get("within", values["length"]), measured=True)
    form = _("accepted {count} of the last {all} within {time}")
    return form.format(count=accepted, all=offers, time=within)


def skipped(one: SkippedView) -> str:
    """A step that offers nobody, and why."""
    told = codes.skipped(one.code, one.name)
    return _("Skipped in the route {route}: {why}.").format(route=one.route, why=told)


def nobody(offer: Offer) -> str:
    """Why nobody can be offered now, and whom to ask."""
    why = {
        "no_contacts": _("There is no contact to offer."),
        "nobody_reachable": _("Nobody can be reached now."),
    }.get(offer.nobody, "")
    if why and offer.supervisors:
        ask = _("Ask {names}.").format(names=direction.row(offer.supervisors, ", "))
        return f"{why} {ask}"
    return why
