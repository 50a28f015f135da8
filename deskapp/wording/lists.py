"""Lists of calls in words: what they are narrowed down to, tags, lists kept by name, and how many there are."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView

#: Titles of the timeline's lines.
TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.TAGGED: lambda e: _("Tagged: {tag}").format(tag=e.payload.get("tag", "")),
    EventKind.UNTAGGED: lambda e: _("Tag taken off: {tag}").format(tag=e.payload.get("tag", "")),
    EventKind.VIEW_SAVED: lambda e: _("List kept for everybody: {name}").format(name=e.payload.get("name", "")),
    EventKind.VIEW_REMOVED: lambda e: _("List kept no longer: {name}").format(name=e.payload.get("name", "")),
    EventKind.UPDATE_ASKED: lambda e: _("{name} asks {owner} for an update").format(
        name=e.by, owner=e.payload.get("asked", "")
    ),
    EventKind.UPDATE_ANSWERED: lambda e: _("{name} answers {asker}").format(
        name=e.by, asker=e.payload.get("asker", "")
    ),
    EventKind.UPDATE_WITHDRAWN: lambda e: _("{name} takes back what {owner} was asked").format(
        name=e.by, owner=e.payload.get("asked", "")
    ),
}

#: Refusals.
ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.VIEW_UNKNOWN: lambda: _("This list is not kept any more."),
    Refusal.VIEW_EDITED: lambda: _("{name} was changed meanwhile: look at it again."),
    Refusal.OWNER_ALREADY: lambda: _("{ref} is {owner}'s already."),
    Refusal.PRIORITY_HIGH_ENOUGH: lambda: _("{ref} is {priority} already."),
    Refusal.ASKED_ALREADY: lambda: _("{by} asked about {ref} already: press again to ask anew."),
    Refusal.ASKED_ONESELF: lambda: _("{ref} is your own: write down how far it is."),
    Refusal.OWNER_LEFT: lambda: _("{ref}: {owner} does not work here any more. Reassign it."),
    Refusal.NOT_ASKED: lambda: _("Nothing waits for an answer any more: look at the call again."),
    Refusal.CHANGED_SINCE: lambda: _("{by} did something to {ref} since: it stays as it is."),
    Refusal.UNDO_OVER: lambda: _("{ref}: the time to undo it is over."),
}

#: What is wrong with one field.
FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.TOO_LONG: lambda: _("Take at most 40 signs."),
}


def figure(number: int) -> str:
    """A number, a large one in groups of three."""
    return f"{number:,}".replace(",", "\u202f")


def counted(number: int, most: int) -> str:
    """What was counted up to a limit: "999", or "1 000+" where there are more."""
    return _("{n}+").format(n=figure(most)) if number > most else figure(number)
