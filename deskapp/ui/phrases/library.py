"""The site's phrases as this place knows them, and what the places in them stand for in a call."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.domain.calming.cards import Card, Situation, fitting
from deskapp.domain.phrases import Library, Step, fill
from deskapp.domain.words import OPEN_STATES, UNRETURNED
from deskapp.services.library.shipped_phrases import cards as shipped_cards
from deskapp.services.library.shipped_phrases import shipped

if TYPE_CHECKING:
    from deskapp.services.calls.views import PromiseView
    from deskapp.services.overview.views import CallDetail
    from deskapp.ui.work.workplace import Workplace


def library(place: Workplace) -> Library:
    """The site's; until the facts are there, what the app was shipped with. It asks no disk."""
    return place.facts.phrases if place.facts else shipped()


def said(place: Workplace, step: Step, values: dict[str, str]) -> str:
    """What is said first at a step, filled in; "" where the site says nothing there."""
    return fill(library(place).first(step), values)


def cards(place: Workplace) -> Mapping[Situation, Card]:
    """The cards in the site's language, as they come along."""
    return shipped_cards(place.facts.site.language) if place.facts else shipped_cards()


def cards_for(call: CallDetail) -> tuple[Situation, ...]:
    """Which cards fit a call, while it is open: its tone's first, then those of its signs."""
    if call.masked or call.state not in OPEN_STATES:
        return ()
    return fitting(call.tone, (sign.code for sign in call.signs))


def of_desk(place: Workplace) -> dict[str, str]:
    """What the places stand for whoever calls: who works here, and where."""
    facts = place.facts
    if facts is None:
        return {}
    return {"agent": place.me.name if place.me else "", "site": facts.site.name}


def of_call(place: Workplace, call: CallDetail, at: datetime | None = None) -> dict[str, str]:
    """What the places stand for in a call. at: the instant to name; None: the next one that was promised."""
    from deskapp.wording import times

    now = place.desk.clock.now()
    out = next((one for one in reversed(call.escalations) if one.state in UNRETURNED), None)
    promised = [one.due_at for one in call.promises if one.kept_at is None and one.moved_to is None]
    at = at or min((due for due in promised if due > now), default=None)
    return {
        **of_desk(place),
        "customer": call.customer.name,
        "ref": call.row.ref,
        "contact": out.contact if out else "",
        "contact_role": out.contact_role if out else "",
        "time": times.instant(at, place.zone, now) if at else "",
    }


def of_promise(place: Workplace, promise: PromiseView, at: datetime | None = None) -> dict[str, str]:
    """What the places stand for when a promise is kept. at: the instant of the next one."""
    from deskapp.wording import times

    time = times.instant(at, place.zone, place.desk.clock.now()) if at else ""
    return {**of_desk(place), "customer": promise.customer, "ref": promise.ref, "time": time}
