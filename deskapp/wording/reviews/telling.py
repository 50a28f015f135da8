"""Reviews in the site's own lines, and why something about them was refused."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.event_kind import EventKind
from deskapp.language import _

if TYPE_CHECKING:
    from deskapp.services.calls.views import EventView

FIELD_ERRORS: Mapping[FieldFault, Callable[[], str]] = {
    FieldFault.NOTHING_TO_DRAW: lambda: _(
        "No call of these days was escalated that is not your own: choose other days."
    ),
    FieldFault.LINES_LEFT: lambda: _("A line is not scored yet: 1 to 4, or – where it does not apply."),
}

ERRORS: Mapping[Refusal, Callable[[], str]] = {
    Refusal.REVIEW_OWN: lambda: _("{ref} is your own: somebody else reviews it."),
    Refusal.REVIEW_NOT_LISTED: lambda: _("This call is not to be reviewed: draw a sample, or choose it from its menu."),
    Refusal.REVIEW_NOT_YOURS: lambda: _("This review is another's, or was not shared with you."),
    Refusal.REVIEW_NOT_FINISHED: lambda: _("Only a finished review is shared."),
    Refusal.REVIEW_CHANGED: lambda: _("You have changed this review elsewhere meanwhile: open it again."),
    Refusal.REVIEW_FIXED: lambda: _("This review stays as it is: it was shared, or compared with another's."),
    Refusal.SCORECARD_UNKNOWN: lambda: _("There is no such scorecard: open the call again."),
    Refusal.SCORECARD_CHANGED: lambda: _("The scorecard was changed meanwhile: open it again."),
}

TITLES: Mapping[EventKind, Callable[[EventView], str]] = {
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
