"""Whether a contact can be reached now, as a chip."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from deskapp.domain import routing
from deskapp.domain.words import OUTSIDE_KINDS, ContactKind
from deskapp.language import _
from deskapp.ui.look.palettes import Tint
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.services.routes.views import RankedContact


class Reach(NamedTuple):
    """A contact's chip: its words, its tint, and whether the tint's shape goes with it."""

    words: str
    tint: Tint
    shape: bool


def reach(ranked: RankedContact, zone: str, now: datetime) -> Reach:
    """Whether a contact can be reached now, and until or from when."""
    at = times.instant(ranked.until, zone, now) if ranked.until else ""
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
