"""Acts on several calls, and questions to owners, as lines of the timeline and as refusals."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.codes import Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView

#: Titles of the timeline's lines; what was said stands below them.
TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
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
    Refusal.OWNER_ALREADY: lambda: _("{ref} is {owner}'s already."),
    Refusal.PRIORITY_HIGH_ENOUGH: lambda: _("{ref} is {priority} already."),
    Refusal.ASKED_ALREADY: lambda: _("{by} asked about {ref} already: press again to ask anew."),
    Refusal.ASKED_ONESELF: lambda: _("{ref} is your own: write down how far it is."),
    Refusal.NOT_ASKED: lambda: _("Nothing waits for an answer any more: look at the call again."),
    Refusal.CHANGED_SINCE: lambda: _("{by} did something to {ref} since: it stays as it is."),
    Refusal.UNDO_OVER: lambda: _("{ref}: the time to undo it is over."),
}
