"""Words about signals, feedback, reviews and actions: refusals, lines of the timeline, where an action stands."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import date
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ActionEnd, DeskPaper
from deskapp.language import SPOKEN, Words, _
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
    FieldFault.FEEDBACK_BEFORE: lambda: _("This is before it was sent: name a later day."),
    FieldFault.GAPS_MOST: lambda: _("At most three: more is not worked on."),
    FieldFault.WARM_GOAL: lambda: _("From 1 to 100 in a hundred."),
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
    EventKind.READINESS_KEPT: lambda e: _("Readiness kept: {there} there, {part} in part, {missing} missing").format(
        **{name: e.payload.get(name, "") for name in ("there", "part", "missing")}
    ),
    EventKind.GAPS_CHOSEN: lambda e: _gaps(e),
    EventKind.DESK_PAPER_OUT: lambda e: _paper(e),
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


def _ref(event: EventView) -> str:
    return str(event.payload.get("ref", ""))


def _gaps(event: EventView) -> str:
    chosen = event.payload.get("questions", ())
    if not chosen:
        return _("Gaps of readiness: those that are proposed")
    return _("Gaps of readiness chosen: {n}").format(n=len(chosen))


def _paper(event: EventView) -> str:
    about, way = str(event.payload.get("about", "")), codes.paper_way(str(event.payload.get("way", "")))
    if event.payload.get("paper") == DeskPaper.POLICY:
        return _("Escalation policy, version {number}: {way}").format(number=about, way=way)
    days = [times.day(date.fromisoformat(day)) for day in about.split()]
    if not days:
        return _("A report left the desk")
    return _("Report of {first} to {last}: {way}").format(first=days[0], last=days[-1], way=way)


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


def state(action: ActionView, today: date, words: Words = SPOKEN) -> str:
    """Where it stands, in few words. today: the site's local day."""
    say = words.gettext
    if action.how is ActionEnd.DONE and action.done_on is not None:
        return say("done on {day}").format(day=times.day(action.done_on, words))
    if action.how is ActionEnd.WITHDRAWN:
        return say("taken back")
    if action.is_late(today):
        return say("late since {day}").format(day=times.day(action.due, words))
    if action.due == today:
        return say("due today")
    return say("by {day}").format(day=times.day(action.due, words))


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
