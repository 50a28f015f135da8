"""Words about staff and their PINs: refusals, wrong fields, lines of the timeline."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.language import _, ngettext
from deskapp.wording import times

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView
    from deskapp.services.staff.views import WrongPins

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.PIN_WRONG: lambda: _("That is not the PIN."),
    Refusal.PIN_WAIT: lambda: _("Too many wrong PINs: wait {time}, then try again."),
    Refusal.PIN_MISSING: lambda: _("No PIN was chosen yet: sign in by name and choose one."),
    Refusal.PIN_START: lambda: _("{name} has a start PIN so far: sign in with it in the window and choose one's own."),
    Refusal.PIN_FROM_ABOVE: lambda: _(
        "{name} has no PIN yet: somebody above gives them a start PIN, in the settings under Staff."
    ),
    Refusal.PIN_THERE: lambda: _("{name} has chosen a PIN meanwhile: sign in with it."),
    Refusal.PIN_OWN: lambda: _("One's own PIN is changed by the old one; who forgot it asks somebody above."),
    Refusal.CODE_WRONG: lambda: _("That is not the recovery code: look at the print again."),
    Refusal.CODE_MISSING: lambda: _("This desk has no recovery code."),
}

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.PIN_SHORT: lambda: _("Take at least 4 digits or letters."),
    FieldFault.PIN_LONG: lambda: _("Take at most 64 signs."),
    FieldFault.PIN_SAME: lambda: _("The same sign over and over is guessed first: take another PIN."),
    FieldFault.PIN_IS_START: lambda: _("That is the start PIN: take one that only you know."),
    FieldFault.LOCK_MINUTES: lambda: _("Take 0 (never) to 240 minutes."),
    FieldFault.NAME_OF_ANOTHER: lambda: _(
        "Somebody of this name is or was on the staff: add what tells them apart, such as a middle name."
    ),
    FieldFault.PIN_RUN: lambda: _("A row such as 1234 is guessed first: take another PIN."),
}

TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
    EventKind.SIGNED_IN: lambda e: (
        _("{name} signed in, after {n} wrong PINs").format(name=e.payload.get("name", ""), n=e.payload["failed"])
        if e.payload.get("failed")
        else _("{name} signed in").format(name=e.payload.get("name", ""))
    ),
    EventKind.SIGNED_OUT: lambda e: _("{name} signed out").format(name=e.payload.get("name", "")),
    EventKind.PIN_CHOSEN: lambda e: _("{name} chose a PIN").format(name=e.payload.get("name", "")),
    EventKind.PIN_CHANGED: lambda e: _("{name} changed the PIN").format(name=e.payload.get("name", "")),
    EventKind.PIN_RESET: lambda e: _("PIN of {name} reset by {by}").format(name=e.payload.get("name", ""), by=e.by),
    EventKind.RECOVERY_CODE_MADE: lambda e: _("New recovery code made by {name}").format(name=e.by),
    EventKind.RECOVERED: lambda e: _("{name} got in by the recovery code and chose a new PIN").format(
        name=e.payload.get("name", "")
    ),
    EventKind.PIN_FAILED: lambda e: _("Wrong PIN for {name}, {n} times").format(
        name=e.payload.get("name", ""), n=e.payload.get("failed", "")
    ),
    EventKind.WRONG_PINS_KNOWN: lambda e: (
        _("{by} knows of {n} wrong PINs for {name}").format(
            by=e.by, n=e.payload.get("failed", ""), name=e.payload["name"]
        )
        if e.payload.get("name")
        else _("{by} knows of {n} wrong recovery codes").format(by=e.by, n=e.payload.get("failed", ""))
    ),
    EventKind.CODE_FAILED: lambda e: _("Wrong recovery code, {n} times").format(n=e.payload.get("failed", "")),
}


def wrong_pins(told: WrongPins, zone: str, now: datetime) -> str:
    """What a supervisor is told of too many wrong attempts."""
    when = times.instant(told.since, zone, now)
    if (told.last - told.since).total_seconds() >= 60:
        when = _("{start} to {end}").format(start=when, end=times.instant(told.last, zone, now))
    if told.staff_id is None:
        form = ngettext("Wrong recovery code, {n} time: {when}", "Wrong recovery code, {n} times: {when}", told.times)
    else:
        form = ngettext("Wrong PIN for {name}, {n} time: {when}", "Wrong PIN for {name}, {n} times: {when}", told.times)
    return form.format(name=told.name, n=told.times, when=when)
