"""`deskapp routes`: whom the routes would offer for a call now, best first, and why."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import Any

from deskapp.commands.desks import opened
from deskapp.commands.output import as_json, iso, local, plain, say, say_json
from deskapp.domain.clock import Clock
from deskapp.language import _
from deskapp.services.routes.views import Offer, RankedContact
from deskapp.wording import offers as offer_wording


def run(path: Path, ref: str, in_json: bool, clock: Clock) -> int:
    with opened(path, clock) as desk:
        call = desk.overview.call(desk.calls.find(ref))
        offer = desk.routes.of_call(call.row.id)
        facts = desk.facts()
    now = clock.now()
    categories = {one.id: one.name for one in facts.categories}
    if in_json:
        say_json(_json(call.row.ref, offer, now))
        return 0
    say(plain(f"{call.row.ref} · {call.row.priority} · {call.category or _('no category')} · {call.row.summary}"))
    for line in _lines(offer, facts.site.zone, now, categories):
        say(plain(line))
    return 0


def _lines(offer: Offer, zone: str, now: datetime, categories: dict[int, str]) -> Iterator[str]:
    yield _("Route: {name}").format(name=offer.route or _("none fits"))
    for place, one in enumerate(offer.contacts, 1):
        reasons = [offer_wording.reason(code, values, zone, now, categories) for code, values in one.reasons]
        told = ", ".join(filter(None, (_presence(one, zone), *reasons)))
        yield f"{place}. {one.contact.name}: {told}"
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
