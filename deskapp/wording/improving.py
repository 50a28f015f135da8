"""Words about agreed actions and reviews: refusals, lines of the timeline, what stands in a list of actions."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ActionEnd
from deskapp.language import _
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.services.actions.views import ActionStep, ActionView
    from deskapp.services.calls.views import EventView

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.ACTION_UNKNOWN: lambda: _("This action is not there any more."),
    Refusal.ACTION_CHANGED: lambda: _("This action was changed meanwhile: look at it again, then decide."),
    Refusal.ACTION_NOT_YOURS: lambda: _("Only its owner, or a supervisor, says that an action is done."),
    Refusal.REVIEW_OWN: lambda: _("{ref} is your own: somebody else reviews it."),
    Refusal.REVIEW_NOT_LISTED: lambda: _("This call is not to be reviewed: draw a sample, or choose it from its menu."),
    Refusal.REVIEW_NOT_YOURS: lambda: _("This review is another's, or was not shared with you."),
    Refusal.REVIEW_NOT_FINISHED: lambda: _("Only a finished review is shared."),
    Refusal.REVIEW_CHANGED: lambda: _("You have changed this review elsewhere meanwhile: open it again."),
    Refusal.REVIEW_FIXED: lambda: _("This review stays as it is: it was shared, or compared with another's."),
    Refusal.SCORECARD_UNKNOWN: lambda: _("There is no such scorecard: open the call again."),
    Refusal.SCORECARD_CHANGED: lambda: _("The scorecard was changed meanwhile: open it again."),
}

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.ACTION_BEFORE: lambda: _("This is before the action was agreed: name a later day."),
    FieldFault.NOTHING_TO_DRAW: lambda: _(
        "No call of these days was escalated that is not your own: choose other days."
    ),
    FieldFault.LINES_LEFT: lambda: _("A line is not scored yet: 1 to 4, or – where it does not apply."),
}

TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.ACTION_MADE: lambda e: _("Action agreed: {what}").format(what=e.payload.get("what", "")),
    EventKind.ACTION_MOVED: lambda e: _("Action moved: {what}").format(what=e.payload.get("what", "")),
    EventKind.ACTION_DONE: lambda e: _("Action done: {what}").format(what=e.payload.get("what", "")),
    EventKind.ACTION_WITHDRAWN: lambda e: _("Action taken back: {what}").format(what=e.payload.get("what", "")),
    EventKind.ACTION_REOPENED: lambda e: _("Action still to be done: {what}").format(what=e.payload.get("what", "")),
    EventKind.REVIEW_DRAWN: lambda e: _("Calls drawn for review by {name}: {n} of {pool}").format(
        name=e.by, n=e.payload.get("calls", ""), pool=e.payload.get("pool", "")
    ),
    EventKind.REVIEW_CHOSEN: lambda e: _("{ref} chosen for review by {name}").format(ref=_ref(e), name=e.by),
    EventKind.REVIEW_LEFT_OUT: lambda e: _("{ref} taken off the reviews by {name}").format(ref=_ref(e), name=e.by),
    EventKind.REVIEW_FINISHED: lambda e: _("{ref} reviewed by {name}").format(ref=_ref(e), name=e.by),
    EventKind.REVIEW_SKIPPED: lambda e: _("Review of {ref} skipped by {name}").format(ref=_ref(e), name=e.by),
    EventKind.REVIEW_SHARED: lambda e: _("Review of {ref} shared by {name}").format(ref=_ref(e), name=e.by),
    EventKind.REVIEW_READ: lambda e: _("Review of {ref} read by {name}").format(ref=_ref(e), name=e.by),
    EventKind.REVIEW_ANSWERED: lambda e: _("Review of {ref} answered by {name}").format(ref=_ref(e), name=e.by),
    EventKind.SCORECARD_EDITED: lambda e: _("Scorecard changed by {name}").format(name=e.by),
}


def _ref(event: EventView) -> str:
    return str(event.payload.get("ref", ""))


def details(event: EventView) -> tuple[str, ...]:
    """What else the line of an action has to say, after its title."""
    payload = event.payload
    found = []
    if payload.get("words"):
        found.append(str(payload["words"]))
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
