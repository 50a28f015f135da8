"""Words about signals, feedback and agreed actions: refusals, lines of the timeline, where an action stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ActionEnd
from deskapp.language import _
from deskapp.wording import codes, times

if TYPE_CHECKING:
    from deskapp.services.actions.views import ActionStep, ActionView
    from deskapp.services.calls.views import EventView

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.ACTION_UNKNOWN: lambda: _("This action is not there any more."),
    Refusal.ACTION_CHANGED: lambda: _("This action was changed meanwhile: look at it again, then decide."),
    Refusal.SIGNAL_UNKNOWN: lambda: _("This signal is not there any more."),
    Refusal.SIGNAL_CHANGED: lambda: _("Somebody decided about this meanwhile: look at it again, then decide."),
    Refusal.FEEDBACK_NOT_SENT: lambda: _("This was not sent yet: say first when it was, and how."),
    Refusal.ACTION_NOT_YOURS: lambda: _("Only its owner, or a supervisor, says that an action is done."),
}

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.FEEDBACK_BEFORE: lambda: _("This is before it was sent: name a later day."),
    FieldFault.ACTION_BEFORE: lambda: _("This is before the action was agreed: name a later day."),
}

TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.ACTION_MADE: lambda e: _("Action agreed: {what}").format(what=e.payload.get("what", "")),
    EventKind.ACTION_MOVED: lambda e: _("Action moved: {what}").format(what=e.payload.get("what", "")),
    EventKind.ACTION_DONE: lambda e: _("Action done: {what}").format(what=e.payload.get("what", "")),
    EventKind.ACTION_WITHDRAWN: lambda e: _("Action taken back: {what}").format(what=e.payload.get("what", "")),
    EventKind.ACTION_REOPENED: lambda e: _("Action still to be done: {what}").format(what=e.payload.get("what", "")),
    EventKind.SIGNAL_DISMISSED: lambda e: _("No signal: {title}").format(title=e.payload.get("title", "")),
    EventKind.SIGNAL_GREW: lambda e: _("A signal has grown from {was} calls to {calls}").format(
        was=e.payload.get("was", ""), calls=e.payload.get("calls", "")
    ),
    EventKind.SIGNAL_TAKEN_UP: lambda e: _("A signal after all, says {name}").format(name=e.by),
    EventKind.FEEDBACK_MADE: lambda e: _numbered(_("Feedback {number} to {to}"), e),
    EventKind.FEEDBACK_SAVED: lambda e: _numbered(_("Sheet {number} saved or printed"), e),
    EventKind.FEEDBACK_COPIED: lambda e: _numbered(_("Sheet {number} copied as text"), e),
    EventKind.FEEDBACK_SENT: lambda e: _numbered(_("Feedback {number} sent"), e),
    EventKind.FEEDBACK_ANSWERED: lambda e: _numbered(_("Feedback {number} answered"), e),
    EventKind.FEEDBACK_WITHDRAWN: lambda e: _numbered(_("Feedback {number} taken back"), e),
}


def _numbered(form: str, event: EventView) -> str:
    return form.format(number=event.payload.get("number", ""), to=event.payload.get("to", ""))


def details(event: EventView) -> tuple[str, ...]:
    """What else a line has to say, after its title."""
    payload = event.payload
    found = []
    if payload.get("words"):
        found.append(str(payload["words"]))
    if payload.get("changed"):
        found.append(_("changed: {words}").format(words=payload["changed"]))
    if payload.get("how"):
        found.append(codes.channel(payload["how"]))
    if payload.get("day"):
        found.append(times.day(date.fromisoformat(payload["day"])))
    if payload.get("owner"):
        found.append(_("owner: {name}").format(name=payload["owner"]))
    if payload.get("done_on"):
        found.append(_("done on {day}").format(day=times.day(date.fromisoformat(payload["done_on"]))))
    elif payload.get("due"):
        found.append(_("due on {day}").format(day=times.day(date.fromisoformat(payload["due"]))))
    return tuple(found)


def state(action: ActionView, today: date) -> str:
    """Where it stands, in few words. today: the site's local day."""
    if action.how is ActionEnd.DONE and action.done_on is not None:
        return _("done on {day}").format(day=times.day(action.done_on))
    if action.how is ActionEnd.WITHDRAWN:
        return _("taken back")
    if action.is_late(today):
        return _("late since {day}").format(day=times.day(action.due))
    if action.due == today:
        return _("due today")
    return _("by {day}").format(day=times.day(action.due))


def step(one: ActionStep) -> str:
    """What became of it once, as a line of its history, without who and when."""
    day = times.day(one.due) if one.due is not None else ""
    forms = {
        EventKind.ACTION_MADE: _("Agreed with {name}, by {day}"),
        EventKind.ACTION_MOVED: _("Moved: {name}, by {day}. {words}"),
        EventKind.ACTION_DONE: _("Done: {words}"),
        EventKind.ACTION_WITHDRAWN: _("Taken back: {words}"),
        EventKind.ACTION_REOPENED: _("Still to be done: {words}"),
    }
    return forms[one.kind].format(name=one.owner, day=day, words=one.words)
