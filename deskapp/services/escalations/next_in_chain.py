"""No answer, refused, not accepted in time: who is next. Empty steps are skipped at once, and said."""

from collections.abc import Collection, Mapping
from typing import Any

from deskapp.services.escalations.views import NextInChain
from deskapp.services.routes.views import Offer, RankedContact

#: The reasons that name somebody as a step of the chain.
_STEPS = frozenset({"route_first", "route", "chain", "catch_all", "deputy"})


def next_in_chain(offer: Offer, tried: Collection[int]) -> NextInChain:
    """The first of an offer who can be reached and was not tried yet, and who was skipped on the way.

    tried: contacts who have the call, had it, or could not be reached for it.
    """
    skipped: list[tuple[str, str, Mapping[str, Any]]] = [
        (one.name, one.code, {"route": one.route, "reason": one.reason}) for one in offer.skipped if one.code != "twice"
    ]
    chosen: RankedContact | None = None
    for ranked in offer.contacts:
        if ranked.contact.id in tried:
            continue
        if ranked.reachable:
            chosen = chosen or ranked
        elif _is_step(ranked):
            skipped.append((ranked.contact.name, "not_reachable", {"until": ranked.until}))
    return NextInChain(chosen, tuple(skipped), () if chosen else offer.supervisors)


def _is_step(ranked: RankedContact) -> bool:
    return any(code in _STEPS for code, _values in ranked.reasons)
