"""A call's timeline as a story: who did each thing, what was said between whom, small acts as lines; what was tried."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, NamedTuple

from deskapp import direction
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff.steps import numbered, with_mark
from deskapp.language import _
from deskapp.wording import codes, times
from deskapp.wording.events import event_title, event_words
from deskapp.wording.names import first_names, initials

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView
    from deskapp.services.overview.views import CallDetail


class Told(NamedTuple):
    """One line of the story."""

    event: EventView
    #: The initials of who did or said it, and whether that is one of the desk.
    badge: str
    ours: bool
    #: Who told whom, and how; of a small act all that there is to say in short.
    title: str
    #: What was said, to the last word.
    words: str
    #: What comes with it, as the next update that was promised.
    also: str
    #: Whether it is a conversation, with the customer or a contact.
    spoken: bool


class _Scene(NamedTuple):
    """Who is named how, and when now is."""

    customer: str
    summary: str
    mine: bool
    name: str
    zone: str
    now: datetime

    def told(self, event: EventView, whom: str) -> str:
        """Somebody of the desk told somebody something."""
        how = str(event.payload.get("how") or event.payload.get("channel") or "")
        told = _("You told {whom}") if self.mine else _("{who} told {whom}")
        return self._by(told.format(who=direction.isolated(self.name), whom=direction.isolated(whom)), how)

    def heard(self, event: EventView, whom: str) -> str:
        """Somebody told the desk something."""
        how = str(event.payload.get("how") or event.payload.get("channel") or "")
        told = _("{whom} told you") if self.mine else _("{whom} told {who}")
        return self._by(told.format(who=direction.isolated(self.name), whom=direction.isolated(whom)), how)

    def _by(self, told: str, how: str) -> str:
        return _("{told}, by {channel}").format(told=told, channel=codes.channel(how)) if how else told


def story(
    events: Sequence[EventView], customer: str, summary: str, me: str, zone: str, now: datetime
) -> tuple[Told, ...]:
    """The timeline, newest first. customer: whose call it is now; me: the name of whoever reads."""
    names = first_names({event.by for event in events})
    told = []
    for event in reversed(events):
        scene = _Scene(customer, summary, event.by == me, names.get(event.by, event.by), zone, now)
        # What was said may have been forgotten: then it is told that something was done.
        tell = _SPOKEN.get(event.kind) if event.payload else None
        told.append(_act(event, scene) if tell is None else tell(event, scene))
        if event.kind is EventKind.CUSTOMER_CHANGED:
            customer = str(event.payload.get("was") or customer)
    return tuple(told)


def _act(event: EventView, scene: _Scene) -> Told:
    """Something that was done: in a line, who did it before it where the line does not say so."""
    title, words = event_title(event), event_words(event, scene.zone, scene.now)
    if event.kind is EventKind.NOTE and event.payload:
        title, words = _words(event), _rest(event, scene, "words")
        if not title:
            title, words = words, ""
    if event.by not in title and event.by:
        who = _("You") if scene.mine else scene.name
        title = direction.row((who, title), ": ")
    return Told(event, initials(event.by), True, title, "", words, spoken=False)


def _words(event: EventView) -> str:
    return str(event.payload.get("words", "") or "")


def _logged(event: EventView, scene: _Scene) -> Told:
    title, also = scene.heard(event, scene.customer), _rest(event, scene, "channel")
    return Told(event, initials(scene.customer), False, title, scene.summary, also, spoken=True)


def _customer_told(event: EventView, scene: _Scene) -> Told:
    title, also = scene.told(event, scene.customer), _rest(event, scene, "words", "how")
    return Told(event, initials(event.by), True, title, _words(event), also, spoken=True)


def _promise_kept(event: EventView, scene: _Scene) -> Told:
    also = direction.row((_("promise kept"), _rest(event, scene, "words")))
    return Told(event, initials(event.by), True, scene.told(event, scene.customer), _words(event), also, spoken=True)


def _answered(event: EventView, scene: _Scene) -> Told:
    """The customer said whether it is solved."""
    who = str(event.payload.get("who") or scene.customer)
    also = _("not agreed: open again") if event.kind is EventKind.NOT_AGREED else _("agreed: closed")
    return Told(event, initials(who), False, scene.heard(event, who), _words(event), also, spoken=True)


def _contact_said(event: EventView, scene: _Scene) -> Told:
    """Word of a contact, with the time to fix, their reference and whatever else came with it."""
    contact = str(event.payload.get("contact", ""))
    outcome = {EventKind.REFUSED: _("refused"), EventKind.RETURNED: _("returned")}.get(event.kind, "")
    words = "\n".join(dict.fromkeys(filter(None, (_words(event), str(event.payload.get("done") or "")))))
    also = direction.row((outcome, _rest(event, scene, "words", "done")))
    return Told(event, initials(contact), False, scene.heard(event, contact), words, also, spoken=True)


def _rest(event: EventView, scene: _Scene, *without: str) -> str:
    """What else the line keeps, but what is told of it already."""
    left = {name: said for name, said in event.payload.items() if name not in without}
    return event_words(replace(event, payload=left), scene.zone, scene.now)


_SPOKEN: Mapping[EventKind, Callable[[EventView, _Scene], Told]] = {
    EventKind.LOGGED: _logged,
    EventKind.CUSTOMER_TOLD: _customer_told,
    EventKind.PROMISE_KEPT: _promise_kept,
    EventKind.NOT_AGREED: _answered,
    EventKind.CLOSED: _answered,
    EventKind.HEARD: _contact_said,
    EventKind.REFUSED: _contact_said,
    EventKind.RETURNED: _contact_said,
}


def tried(call: CallDetail, zone: str, now: datetime, at: Callable[[datetime], str] | None = None) -> str:
    """A line a step, in their order, with when it was and, where that is not the owner, by whom.

    at: how an instant is said; None: as near as it is at `now`. What was written down as a text alone stays as it is.
    """
    if not any(step.at for step in call.tried):
        return call.steps.strip()
    names = first_names({step.by for step in call.tried})
    said = []
    for step in call.tried:
        when = "" if step.at is None else at(step.at) if at else times.instant(step.at, zone, now)
        by = names.get(step.by, step.by) if step.by != call.row.owner else ""
        told = _("{time}, {name}").format(time=when, name=by) if when and by else when
        said.append(with_mark(step.words, told))
    return "\n".join(numbered(said))
