"""What is told of attempts, estimates, the next in the chain and what came back: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskapp.domain.words import AttemptResult, Priority

if TYPE_CHECKING:
    from deskapp.domain.alerts import Watched
    from deskapp.services.views import EscalationView, Offer, RankedContact


@dataclass(frozen=True, slots=True)
class AttemptView:
    """One attempt to reach a contact: who tried, when, what came of it."""

    id: int
    call_id: int
    contact_id: int
    contact: str
    at: datetime
    by: str
    result: AttemptResult
    words: str
    #: The escalation's number within the call; None: it was tried before one was made.
    number: int | None = None


@dataclass(frozen=True, slots=True)
class EstimateView:
    """How long the contact said, counted from when they said it; `due` is when that is over."""

    at: datetime
    by: str
    length: timedelta
    due: datetime


@dataclass(frozen=True, slots=True)
class TookView:
    """Actual against estimated time, both as working time from when it was first estimated, else from acceptance.

    first: what was said first; estimated: what that had become when it was last revised; None: never estimated.
    """

    took: timedelta
    first: timedelta | None
    estimated: timedelta | None
    #: Whether it is counted in hours of the contact's own; else in the desk's.
    own_hours: bool


@dataclass(frozen=True, slots=True)
class ContactRecord:
    """What is known of a contact's last escalations: how soon accepted, what was said and what it took."""

    offered: int
    accepted: int
    #: Of the last that were estimated and returned, on average; None: there was none.
    said: timedelta | None = None
    took: timedelta | None = None
    estimated: int = 0


@dataclass(frozen=True, slots=True)
class NextInChain:
    """Whom to offer the call to next: the first of the ranking who can be reached and was not tried yet.

    skipped: (name, code, values) of each who would have come before: empty steps, and who cannot be reached.
    """

    contact: RankedContact | None
    skipped: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()
    #: Where nobody is left: whom to ask.
    supervisors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Again:
    """What an open dialog looks at again: whom to offer now, and what happened to the call meanwhile."""

    offer: Offer
    #: Contact ids with an unreturned escalation of this call, and those tried for it already.
    taken: tuple[int, ...]
    tried: tuple[int, ...]
    attempts: tuple[AttemptView, ...]
    escalations: tuple[EscalationView, ...]
    next_update: datetime | None
    as_of: datetime


@dataclass(frozen=True, slots=True)
class ToTell:
    """A call that came back, and whose customer has not been told yet."""

    escalation: EscalationView
    ref: str
    customer: str
    phone: str
    summary: str
    priority: Priority
    owner: str
    owner_id: int


@dataclass(frozen=True, slots=True)
class OwnersNews:
    """What an owner must hear at once: acceptance clocks against their contacts, and what came back to them."""

    acceptance: tuple[Watched, ...]
    back: tuple[ToTell, ...]
