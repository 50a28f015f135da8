"""Samples, marks and figures of reviews in words."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from deskapp import direction
from deskapp.domain.measures.periods import Period, PeriodKind
from deskapp.domain.reviews.draw import Picked
from deskapp.domain.reviews.scorecard import HIGHEST
from deskapp.domain.words import ReviewState
from deskapp.language import _, ngettext
from deskapp.wording import times
from deskapp.wording.measures import periods

if TYPE_CHECKING:
    from deskapp.domain.reviews.agreement import Agreement, Average
    from deskapp.services.actions.views import ActionView
    from deskapp.services.reviews.views import DrawView, Figures, ToReview


def sample(period: Period, zone: str, now: datetime) -> str:
    """As "Sample of October", with the year where it is another."""
    this_year = period.first.year == now.astimezone(ZoneInfo(zone)).year
    if period.kind is PeriodKind.MONTH and this_year:
        return _("Sample of {period}").format(period=periods.long_month(period.first.month))
    return _("Sample of {period}").format(period=periods.name(period))


def how_drawn(draw: DrawView) -> str:
    """As "drawn by lot from 39, at least two of each agent; 2 with low marks added"."""
    told = ngettext("drawn by lot from {n} call", "drawn by lot from {n}", draw.pool).format(n=draw.pool)
    if draw.each_agent:
        each = ngettext("at least {n} of each agent", "at least {n} of each agent", draw.each_agent)
        told = _("{drawn}, {each}").format(drawn=told, each=each.format(n=draw.each_agent))
    if draw.low_added:
        low = ngettext("{n} with low marks added", "{n} with low marks added", draw.low_added).format(n=draw.low_added)
        told = _("{drawn}; {low}").format(drawn=told, low=low)
    return told


def why(one: Picked) -> str:
    """Why a call is among them."""
    return {
        Picked.LOT: _("by lot"),
        Picked.AGENT: _("by lot, so that each agent has enough"),
        Picked.LOW: _("the customer gave a low mark"),
        Picked.CHOSEN: _("chosen by hand"),
    }[one]


def how_far(one: ToReview) -> str:
    """How far one is with a call; "": not begun."""
    if one.state is ReviewState.FINISHED:
        return _("finished")
    if one.state is ReviewState.SKIPPED:
        return _("skipped")
    return _("draft") if one.begun else ""


def mark(said: int | None) -> str:
    """A mark as it stands on its button, and in a table."""
    return "–" if said is None else str(said)


def mark_heard(said: int | None, meaning: str) -> str:
    """The same with what it means, for whoever hears it."""
    if said is None:
        return _("does not apply, or cannot be known")
    return direction.row((str(said), meaning), ": ")


def average(found: Average) -> str:
    """As "3.2 of 4", or why it is not said."""
    if found.average is None:
        return _("no mark")
    if not found.enough:
        return ngettext("{n} mark: too few to say", "{n} marks: too few to say", found.marks).format(n=found.marks)
    return _("{average} of {most}").format(average=f"{found.average:.1f}", most=HIGHEST)


def alike(found: Agreement) -> str:
    """As "12 of 14 alike"; "" where nobody scored it twice."""
    if not found.pairs:
        return _("scored twice by nobody")
    return _("{alike} of {pairs} alike").format(alike=found.alike, pairs=found.pairs)


def within_one(found: Agreement) -> str:
    if not found.pairs:
        return ""
    return _("{near} of {pairs} within one").format(near=found.within_one, pairs=found.pairs)


def beyond_chance(found: Agreement) -> str:
    """Kappa, or why it is not said."""
    if not found.pairs:
        return ""
    if not found.enough:
        return ngettext("{n} pair: too few to say", "{n} pairs: too few to say", found.pairs).format(n=found.pairs)
    if found.kappa is None:
        return _("always the same mark: nothing to tell apart")
    return f"{found.kappa:.2f}"


def agreed(one: ActionView) -> str:
    """An action with whose it is and by when, and whether it was done."""
    told = _("{what} ({owner}, by {day})").format(what=one.what, owner=one.owner, day=times.day(one.due))
    return told if one.is_open else _("{action}: over").format(action=told)


def from_how_many(figures: Figures) -> str:
    """What the figures stand on."""
    reviews = ngettext("{n} review", "{n} reviews", figures.reviews).format(n=figures.reviews)
    calls = ngettext("of {n} call", "of {n} calls", figures.calls).format(n=figures.calls)
    twice = ngettext("{n} scored by two", "{n} scored by two", figures.twice).format(n=figures.twice)
    cards = _("{n} versions of the scorecard").format(n=figures.cards) if figures.cards > 1 else ""
    return direction.row((f"{reviews} {calls}", twice, cards))
