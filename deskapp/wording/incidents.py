"""Words about major incidents: refusals, wrong fields, lines of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp import direction
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.INCIDENT_UNKNOWN: lambda: _("This incident is not there any more."),
    Refusal.INCIDENT_OVER: lambda: _("“{title}” is over: reopen it first, or open another incident."),
    Refusal.INCIDENT_OPEN: lambda: _("“{title}” is open again already."),
    Refusal.INCIDENT_EDITED: lambda: _("“{title}” was changed meanwhile: look at it again, then decide."),
    Refusal.NOT_YOUR_INCIDENT: lambda: _("Only its lead, or a supervisor, can do this with “{title}”."),
    Refusal.INCIDENT_JOINED: lambda: _("{ref} belongs to this incident already: {name} put it there."),
    Refusal.INCIDENT_JOINED_OTHER: lambda: _(
        "{ref} belongs to another open incident: “{title}”. Take it out there first."
    ),
    Refusal.INCIDENT_NOT_IN_IT: lambda: _("{ref} does not belong to “{title}” any more."),
    Refusal.INCIDENT_TOLD: lambda: _("{name} has told the customer of {ref} message {number} already."),
    Refusal.INCIDENT_MESSAGE_NEWER: lambda: _(
        "{name} wrote message {number} meanwhile: compare the two, then save yours as the next one."
    ),
    Refusal.INCIDENT_STEP_DONE: lambda: _("{name} has done this step already."),
    Refusal.INCIDENT_STEP_OPEN: lambda: _("This step is not done."),
    Refusal.INCIDENT_STEP_UNKNOWN: lambda: _("This step is not there any more."),
    Refusal.INCIDENT_CHECKLIST_EDITED: lambda: _("The checklist was changed meanwhile: look at it again."),
}

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.LEADS_ALREADY: lambda: _("They lead it already: choose somebody else."),
    FieldFault.INCIDENT_WITHOUT_THE_TYPE: lambda: _("Joining or opening an incident needs the type Incident."),
    FieldFault.INCIDENT_OVER: lambda: _("This incident is over by now: choose another, or open one."),
}


def _named(event: EventView, title: str, name: str = "words") -> str:
    """The title, with what was said where it is short."""
    said = str(event.payload.get(name, ""))
    return direction.row((title, said), ": ") if len(said) <= _SHORT and "\n" not in said else title


_SHORT = 60

TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.INCIDENT_OPENED: lambda e: _named(e, _("Incident opened"), "incident"),
    EventKind.INCIDENT_JOINED: lambda e: _named(e, _("Belongs to the incident"), "incident"),
    EventKind.INCIDENT_LEFT: lambda e: _named(e, _("Taken out of the incident"), "incident"),
    EventKind.INCIDENT_STEP: lambda e: _named(e, _("Done"), "step"),
    EventKind.INCIDENT_STEP_UNDONE: lambda e: _named(e, _("Not done after all"), "step"),
    EventKind.INCIDENT_STEP_ADDED: lambda e: _named(e, _("Step added"), "step"),
    EventKind.INCIDENT_MESSAGE: lambda e: _("Message {number} for the customers").format(
        number=e.payload.get("number", "")
    ),
    EventKind.INCIDENT_LEAD: lambda e: _("Lead: {was} to {becomes}").format(
        was=e.payload.get("was", ""), becomes=e.payload.get("becomes", "")
    ),
    EventKind.INCIDENT_NOTE: lambda e: _named(e, _("Note")),
    EventKind.INCIDENT_OVER: lambda e: _named(e, _("Over")),
    EventKind.INCIDENT_REOPENED: lambda e: _named(e, _("Not over after all")),
    EventKind.INCIDENT_CHECKLIST: lambda e: _("Checklist for incidents changed by {name}").format(name=e.by),
}


def details(event: EventView) -> tuple[str, ...]:
    """What else a line of an incident has to say, after its title."""
    payload, found = event.payload, []
    for name in ("incident", "step", "words"):
        said = str(payload.get(name, ""))
        # What the title has no room for, and what it does not say.
        if said and (len(said) > _SHORT or "\n" in said or name not in _IN_TITLE.get(event.kind, ("words",))):
            found.append(said)
    if payload.get("reason"):
        found.append(str(payload["reason"]))
    if payload.get("to_tell"):
        form = ngettext("{n} customer still to be told", "{n} customers still to be told", payload["to_tell"])
        found.append(form.format(n=payload["to_tell"]))
    if payload.get("steps_left"):
        form = ngettext("{n} step left out", "{n} steps left out", payload["steps_left"])
        found.append(form.format(n=payload["steps_left"]))
    return tuple(found)


#: What the titles say of themselves.
_IN_TITLE: Mapping[EventKind, tuple[str, ...]] = {
    EventKind.INCIDENT_OPENED: ("incident",),
    EventKind.INCIDENT_JOINED: ("incident",),
    EventKind.INCIDENT_LEFT: ("incident",),
    EventKind.INCIDENT_STEP: ("step",),
    EventKind.INCIDENT_STEP_UNDONE: ("step",),
    EventKind.INCIDENT_STEP_ADDED: ("step",),
    EventKind.INCIDENT_MESSAGE: (),
}
