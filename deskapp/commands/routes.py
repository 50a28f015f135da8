"""`deskapp routes`: whom the routes would offer for a call now, best first, and why."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from datetime import datetime
from typing import TYPE_CHECKING, Any

from deskapp import direction
from deskapp.commands.arguments import Commands, command, file_of_desk, in_json, reference
from deskapp.commands.desks import opened
from deskapp.commands.output import local, plain, say, say_json
from deskapp.domain.clock import Clock
from deskapp.domain.exchange.json_values import as_json, iso
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.routes.views import Offer, RankedContact


def add(commands: Commands) -> None:
    routes = command(
        commands,
        "routes",
        _("say whom the routes would offer for a call, and why"),
        "deskapp routes desk.db C-00001",
        "deskapp routes desk.db C-00001 --json",
    )
    file_of_desk(routes)
    reference(routes)
    in_json(routes)
    routes.set_defaults(run=run)


def run(asked: Namespace, clock: Clock) -> int:
    with opened(asked.file, clock) as desk:
        call = desk.overview.call(desk.calls.find(asked.ref))
        offer = desk.routes.of_call(call.row.id)
        facts = desk.facts()
    now = clock.now()
    categories = {one.id: one.name for one in facts.categories}
    if asked.json:
        say_json(_json(call.row.ref, offer, now))
        return 0
    say(plain(direction.row((call.row.ref, call.row.priority, call.category or _("no category"), call.row.summary))))
    for line in _lines(offer, facts.site.zone, now, categories):
        say(plain(line))
    return 0


def _lines(offer: Offer, zone: str, now: datetime, categories: dict[int, str]) -> Iterator[str]:
    from deskapp.wording import offers as offer_wording

    yield _("Route: {name}").format(name=offer.route or _("none fits"))
    for place, one in enumerate(offer.contacts, 1):
        reasons = [offer_wording.reason(code, values, zone, now, categories) for code, values in one.reasons]
        told = direction.row((_presence(one, zone), *reasons), ", ")
        yield f"{place}. {direction.row((one.contact.name, told), ': ')}"
    for skipped in offer.skipped:
        yield offer_wording.skipped(skipped)
    if offer.nobody:
        yield offer_wording.nobody(offer)


def _presence(one: RankedContact, zone: str) -> str:
    if one.until is None:
        return _("always reachable") if one.reachable else _("not reachable")
    form = _("reachable until {time}") if one.reachable else _("not reachable, back {time}")
    return form.format(time=local(one.until, zone))


def _json(ref: str, offer: Offer, now: datetime) -> dict[str, Any]:
    return {
        "ref": ref,
        "at": iso(now),
        "route": offer.route or None,
        "contacts": [
            {
                "name": one.contact.name,
                "organisation": one.contact.organisation,
                "reachable": one.reachable,
                "until": iso(one.until),
                "accept_by": iso(one.accept_by),
                "reasons": [{"code": code} | as_json(dict(values)) for code, values in one.reasons],
            }
            for one in offer.contacts
        ],
        "skipped": [
            {"route": one.route, "code": one.code, "name": one.name, "reason": one.reason} for one in offer.skipped
        ],
        "nobody": offer.nobody or None,
        "supervisors": list(offer.supervisors),
    }
