"""Words about handing on at once with somebody else, and about attempts to reach a contact: refusals, lines."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.codes import Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import HandoffPart
from deskapp.language import _
from deskapp.wording import codes

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView


def part_words(part: HandoffPart) -> str:
    """What a part of the handoff is called on the screen."""
    return _("Deadline or urgency") if part is HandoffPart.DEADLINE else codes.handoff_part(part)


ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.ESCALATION_OVER: lambda: _(
        "{by} has recorded meanwhile how the hand-off to {contact} ended: look at it again."
    ),
    Refusal.ESCALATION_ACCEPTED: lambda: _("{contact} has accepted meanwhile, as {by} recorded: look at it again."),
    Refusal.ESCALATED_MEANWHILE: lambda: _("{by} has escalated {ref} meanwhile: compare the two and decide."),
}


def _tried(event: EventView) -> str:
    form = {
        "reached": _("{contact} reached"),
        "no_answer": _("No answer from {contact}"),
        "message": _("Message left for {contact}"),
    }.get(str(event.payload.get("result", "")), _("Tried to reach {contact}"))
    return form.format(contact=event.payload.get("contact", ""))


TITLES: Mapping[EventKind, Callable[[EventView], str]] = {EventKind.CONTACT_TRIED: _tried}
