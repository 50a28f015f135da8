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
}

#: Refusals.
ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.VIEW_UNKNOWN: lambda: _("This list is not kept any more."),
    Refusal.VIEW_EDITED: lambda: _("{name} was changed meanwhile: look at it again."),
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
