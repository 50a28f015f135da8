"""The story of a call before a reviewer: the oldest first, with what was due meanwhile; without names if wished."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from deskapp import direction
from deskapp.domain.reviews.hidden_names import HiddenNames
from deskapp.language import _
from deskapp.wording import times
from deskapp.wording.events import event_title, event_words
from deskapp.wording.reviews import evidence as evidence_wording

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView
    from deskapp.services.reviews.views import ReviewPage


class Told(NamedTuple):
    """What happened: when, what, and what was said."""

    at: datetime
    title: str
    words: str


def alias(place: int) -> str:
    """Who somebody of the staff is where names are hidden: "Agent A" is whose call it was, by place from 0."""
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    return _("Agent {letter}").format(letter=letters[place] if place < len(letters) else str(place + 1))


def names(page: ReviewPage, *, hidden: bool) -> HiddenNames:
    """Replaces the staff's names in whatever stands there; those of customer and contacts stay."""
    if not hidden:
        return HiddenNames({})
    call = page.call
    others = [call.customer.name, call.customer.organisation, *(one.contact for one in call.escalations)]
    others += [call.person.name] if call.person is not None else []
    others += [one.contact for one in call.attempts]
    return HiddenNames({name: alias(place) for place, name in enumerate(page.staff)}, others)


def story(page: ReviewPage, hide: HiddenNames, zone: str, now: datetime) -> tuple[Told, ...]:
    """The timeline with the first sign and each promise that was missed at its place."""
    told = [_event(event, hide, zone, now) for event in page.call.events]
    shown = page.evidence
    if shown.sign is not None:
        told.append(Told(shown.sign.at, _("First sign on record"), evidence_wording.sign(shown, zone, now)))
    for late in shown.missed:
        length = times.duration(late.by, measured=True)
        words = _("not kept yet, {length} late") if late.open else _("{length} late")
        told.append(Told(late.due, _("Promise missed"), words.format(length=length)))
    return tuple(sorted(told, key=lambda one: one.at))


def _event(event: EventView, hide: HiddenNames, zone: str, now: datetime) -> Told:
    title, words = event_title(event), event_words(event, zone, now)
    if event.by not in title:
        title = direction.row((hide.hide(event.by), title), ": ")
    return Told(event.at, hide.hide(title), hide.hide(words))


def said(page: ReviewPage, hide: HiddenNames) -> Sequence[tuple[str, str]]:
    """What the customer said and wants, and what was done: as it stands at the top of the call."""
    call = page.call
    done = "\n".join(step.words for step in call.tried)
    found = (
        (_("Said"), call.details or call.row.summary),
        (_("Wants"), call.wants),
        (_("Done"), done or call.solution),
    )
    return tuple((name, hide.hide(words)) for name, words in found if words.strip())
