"""What is late, in words: by which clock and how many more, how long, and what the supervisor's figures say."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.language import _, ngettext
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.services.overview.late.views import Figures


def tile(code: str) -> str:
    """What a tile is called."""
    return {
        "overdue": _("Overdue"),
        "due_soon": _("Due soon"),
        "promises_missed": _("Promises missed"),
        "not_accepted": _("Not accepted"),
        "not_agreed": _("Waiting for agreement"),
    }[code]


def clock(code: str) -> str:
    """What is late, in a cell."""
    return {
        "deadline": _("customer's deadline"),
        "call_back": _("promise"),
        "update": _("update"),
        "response": _("response"),
        "resolution": _("resolve"),
        "acceptance": _("acceptance"),
        "first_word": _("first word"),
        "chase": _("ask if solved"),
    }[code]


def with_more(code: str, more: int) -> str:
    """As "resolve +1": what leads, and how many others are late."""
    return _("{clock} +{n}").format(clock=clock(code), n=more) if more else clock(code)


def longest(since: datetime, now: datetime) -> str:
    """As "longest 76:12". since: when what is over longest was due."""
    return _("longest {time}").format(time=times.over(max(now - since, timedelta())))


def line(code: str, figures: Figures, now: datetime, names: int = 2) -> str:
    """What a tile says below its figure; "": nothing. names: of contacts so many, and with 1 no more."""
    if code == "due_soon":
        near = figures.within_15
        return ngettext("{n} within 15 min", "{n} within 15 min", near).format(n=near) if _count(code, figures) else ""
    if code == "not_accepted":
        return _waiting(figures.not_accepted, names)
    if code == "not_agreed":
        lapse = figures.may_lapse
        return ngettext("{n} may lapse", "{n} may lapse", lapse).format(n=lapse) if lapse else ""
    since = next((one.since for key, one in figures.tiles.items() if key == code), None)
    return "" if since is None else longest(since, now)


def _count(code: str, figures: Figures) -> int:
    return next((one.calls for key, one in figures.tiles.items() if key == code), 0)


def _waiting(waiting: Sequence[tuple[str, int]], names: int) -> str:
    """As "Linetel 4, Halden 4, 3 more"."""
    told = [_("{who} {n}").format(who=who, n=n) for who, n in waiting[:names]]
    more = sum(n for _who, n in waiting[names:])
    if more and names > 1:
        told.append(ngettext("{n} more", "{n} more", more).format(n=more))
    return direction.row(told, ", ")
