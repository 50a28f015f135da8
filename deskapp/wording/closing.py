"""Words for the end of a call: attempts, lapse, void, satisfaction, follow-ups."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.domain.lapse import ATTEMPTS, DAYS, Attempts
from deskapp.domain.words import VoidReason
from deskapp.language import _, ngettext

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView


def attempts(told: Attempts) -> str:
    """As "2 attempts on 1 day"."""
    return counted(told.count, told.days)


def counted(count: int, days: int) -> str:
    if not count:
        return _("No attempt yet")
    tried = ngettext("{n} attempt", "{n} attempts", count).format(n=count)
    on = ngettext("on {n} day", "on {n} days", days).format(n=days)
    return f"{tried} {on}"


def still_needed(told: Attempts) -> str:
    """What is still needed before the call may lapse."""
    if told.enough:
        return _("A supervisor may let it lapse.")
    if told.more == 1 and told.on_another_day:
        return _("One more, on another day, before it may lapse.")
    words = ngettext("{n} more before it may lapse", "{n} more before it may lapse", told.more).format(n=told.more)
    return _("{words}, on at least {days} days.").format(words=words, days=DAYS) if told.on_another_day else f"{words}."


def void_reason(code: str) -> str:
    return {VoidReason.DUPLICATE: _("Duplicate of another call"), VoidReason.IN_ERROR: _("Logged in error")}[
        VoidReason(code)
    ]


def score(number: int | str) -> str:
    return _("{n} of 5").format(n=number)


def average(scores: float) -> str:
    """What several scores come to, to a tenth: "4.4"."""
    whole, tenth = divmod(round(scores * 10), 10)
    return _("{whole}.{tenth}").format(whole=whole, tenth=tenth)


def _voided(event: EventView) -> str:
    ref = event.payload.get("duplicate_of", "")
    if ref:
        return _("Void: duplicate of {ref}").format(ref=ref)
    duplicate = event.payload.get("reason") == VoidReason.DUPLICATE
    return _("Void: duplicate of another call") if duplicate else _("Void: logged in error")


def _rated(event: EventView) -> str:
    if event.was:
        return _("Satisfaction corrected: {was} to {becomes}").format(was=event.was, becomes=score(event.becomes or ""))
    return _("Satisfaction: {score}").format(score=score(event.becomes or ""))


def _ref(event: EventView) -> str:
    return str(event.payload.get("ref") or _("Another call"))


TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.LAPSED: lambda e: _("Lapsed after {attempts}: nobody agreed").format(
        attempts=counted(int(e.payload.get("attempts", 0)), int(e.payload.get("days", 0))).lower()
    ),
    EventKind.VOIDED: _voided,
    EventKind.RESTORED: lambda _e: _("No longer void"),
    EventKind.DUPLICATE_FOUND: lambda e: _("{ref} is void as a duplicate of this").format(ref=_ref(e)),
    EventKind.DUPLICATE_UNDONE: lambda e: _("{ref} is no longer a duplicate of this").format(ref=_ref(e)),
    EventKind.SATISFACTION: _rated,
    EventKind.FOLLOW_UP_PROMISED: lambda _e: _("Follow-up promised"),
}

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.ONLY_SUPERVISORS_LAPSE: lambda: _("Only a supervisor may let a call lapse: ask {who}."),
    Refusal.TOO_FEW_ATTEMPTS: lambda: (
        _(
            "{ref} may lapse only after {needed} attempts on {needed_days} days that nobody answered:"
            " so far {count}, on {days}."
        )
        .replace("{needed}", str(ATTEMPTS))
        .replace("{needed_days}", str(DAYS))
    ),
    Refusal.NOT_YOUR_CALL_TO_VOID: lambda: _(
        "{ref} is somebody else's call: its owner or a supervisor can do this ({who})."
    ),
    Refusal.STATE_CHANGED: lambda: _("{by} made {ref} {state} meanwhile: look at it again, then decide."),
    Refusal.OWNER_CHANGED: lambda: _(
        "{by} gave {ref} to {owner} meanwhile: press again to give it to yours all the same."
    ),
}

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.WHAT_IS_MISSING: lambda: _("Ask what is still missing, and write it down."),
    FieldFault.AFTER_A_YES: lambda: _("This comes only after a yes."),
    FieldFault.ONE_TO_FIVE: lambda: _("Satisfaction is a figure from 1 to 5."),
    FieldFault.DOES_NOT_WAIT: lambda: _("The call waits for nobody, so it is not brought up again: leave this empty."),
    FieldFault.NO_NEXT_STEP: lambda: _("The call is over: nothing comes next. Reopen it first."),
    FieldFault.CALL_IS_OVER: lambda: _("The call is over: nothing is due any more. Reopen it first."),
    FieldFault.NOT_A_DUPLICATE: lambda: _("Only a duplicate names another call: leave this empty."),
    FieldFault.THE_SAME_CALL: lambda: _("A call is no duplicate of itself: name the other one."),
    FieldFault.IS_VOID: lambda: _("That call is void itself: name the one that stays."),
    FieldFault.IS_OVER: lambda: _(
        "That call is over: nobody would look at either. Press again to make this one void all the same."
    ),
    FieldFault.HAS_DUPLICATES: lambda: _(
        "Other calls are void as duplicates of this one: nobody would look at any of them. Press again to go on."
    ),
}
