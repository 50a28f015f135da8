"""Why a sign is seen, why a contact is offered, when it can be reached: codes and values in words."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any, NamedTuple

from deskapp import wording
from deskapp.domain import routing
from deskapp.domain.words import OUTSIDE_KINDS, ContactKind, Impact, Level, Tone
from deskapp.language import _, ngettext
from deskapp.services.views import RankedContact
from deskapp.ui.palettes import Tint


class Reach(NamedTuple):
    """A contact's chip: its words, its tint, and whether the tint's shape goes with it."""

    words: str
    tint: Tint
    shape: bool


def seen(code: str, values: Mapping[str, Any], zone: str, now: datetime) -> str:
    """Why the record shows a sign; the code itself where a newer desk knows more than this screen."""

    def at(name: str) -> str:
        return wording.instant(values[name], zone, now) if values.get(name) else ""

    match code:
        case "overdue":
            return _("was due {time}").format(time=at("due"))
        case "due_soon":
            return _("due {time}").format(time=at("due"))
        case "impact":
            return wording.impact(Impact(values["impact"]))
        case "key_account":
            return _("says the record")
        case "tone":
            return wording.tone(Tone(values["tone"]))
        case "customer_deadline":
            return _("by {time}").format(time=at("deadline"))
        case "contacts":
            form = ngettext("{count} contact in {days} days", "{count} contacts in {days} days", values["count"])
            return form.format(count=values["count"], days=values["days"])
        case "calls_within_hour":
            form = ngettext("{count} call like it in an hour", "{count} calls like it in an hour", values["count"])
            return form.format(count=values["count"])
        case "checklist_done":
            return _("checklist done")
        case "words":
            return _("says “{word}”").format(word=values["word"])
    return code


def offered(code: str, values: Mapping[str, Any], zone: str, now: datetime, categories: Mapping[int, str]) -> str:
    """Why a contact is offered; "" where the contact's chip says it already."""
    match code:
        case "covers":
            name = categories.get(values["category"], "")
            return _("covers {category}").format(category=name) if name else _("covers this kind of call")
        case "authority":
            return {
                Level.SUPERVISOR: _("may decide as a supervisor"),
                Level.MANAGER: _("may decide as a manager"),
                Level.OUTSIDE: _("decides above this desk"),
            }.get(Level(values["level"]), "")
        case "agreed_response":
            return _("agreed response {time}").format(time=wording.duration(values["length"]))
        case "our_account":
            return _("quote account {account}").format(account=values["account"])
        case "answers_in":
            return _answers(values)
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
            until = wording.instant(until, zone, now)
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
        return _("usually answers in {time}").format(time=wording.duration(values["length"]))
    within = wording.duration(values.get("within", values["length"]))
    form = _("accepted {count} of the last {all} within {time}")
    return form.format(count=accepted, all=offers, time=within)


def reach(ranked: RankedContact, zone: str, now: datetime) -> Reach:
    """Whether a contact can be reached now, and until or from when."""
    at = wording.instant(ranked.until, zone, now) if ranked.until else ""
    place = ranked.contact.kind in (*OUTSIDE_KINDS, ContactKind.CUSTOMER_SERVICES)
    if not ranked.reachable:
        words = _("from {time}").format(time=at) if at else _("not reachable")
        return Reach(words, Tint.PLAIN, shape=False)
    if ranked.until is None:
        return Reach(_("open day and night") if place else _("always reachable"), Tint.OK, shape=True)
    if ranked.until - now <= routing.CLOSING:
        words = _("closes {time}") if place else _("leaves {time}")
        return Reach(words.format(time=at), Tint.SOON, shape=True)
    words = _("open until {time}") if place else _("in until {time}")
    return Reach(words.format(time=at), Tint.OK, shape=True)
