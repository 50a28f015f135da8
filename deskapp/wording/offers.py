"""Why somebody is offered for a call, what the routes skipped, whom to ask where nobody can be: in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from deskapp.domain.words import Level
from deskapp.language import _
from deskapp.services.routes.views import Offer, SkippedView
from deskapp.wording import codes, times
from deskapp.wording import escalations as escalation_wording


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
        case "our_account":
            return _("quote account {account}").format(account=values["account"])
        case "answers_in":
            return _answers(values)
        case "estimates":
            return escalation_wording.estimates(values)
        case "route_first":
            return _("first in the route for {name}").format(name=values.get("name", ""))
        case "route":
            return _("in the route for {name}").format(name=values.get("name", ""))
        case "chain":
            return _("next in the chain, {name}").format(name=values.get("name", ""))
        case "catch_all":
            return _("takes what nobody else takes")
        case "on_call":
            until = values.get("until")
            if until is None:
                return _("on call, {name}").format(name=values.get("name", ""))
            until = times.instant(until, zone, now)
            return _("on call until {time}, {name}").format(time=until, name=values.get("name", ""))
        case "deputy":
            return _("stands in for {name}").format(name=values.get("name", ""))
        case "ask_deputy":
            return _("{name} stands in").format(name=values.get("name", ""))
        case "no_hours":
            return _("no hours known")
        case "back":
            return ""
    return code


def _answers(values: Mapping[str, Any]) -> str:
    offers, accepted = values.get("offered", 0), values.get("accepted", 0)
    if offers <= accepted:
        return _("usually answers in {time}").format(time=times.duration(values["length"]))
    within = times.duration(values.get("within", values["length"]))
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
        ask = _("Ask {names}.").format(names=", ".join(offer.supervisors))
        return f"{why} {ask}"
    return why
