"""Escalations, attempts, estimates, the next in the chain and what came back, as the screens see them."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from deskapp.domain.data_class import dataclass
from deskapp.domain.handoff.in_time import Needed
from deskapp.domain.handoff.sheet import HandoffSheet
from deskapp.domain.words import (
    AttemptResult,
    Consent,
    ContactKind,
    EscalationState,
    EscalationType,
    Priority,
    ReturnBox,
    Transfer,
)
from deskapp.services.clocks.views import ClockView

if TYPE_CHECKING:
    from deskapp.domain.alerts import Watched
    from deskapp.services.routes.views import Offer, RankedContact


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
    """How long the contact said, counted from when they said it; `due`: when that is over, None if their hours end."""

    at: datetime
    by: str
    length: timedelta
    due: datetime | None


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
class NextInChain:
    """Whom to offer the call to next: the first of the ranking who can be reached and was not tried yet.

    skipped: (name, code, values) of each who would have come before: empty steps, and who cannot be reached.
    """

    contact: RankedContact | None
    skipped: tuple[tuple[str, str, Mapping[str, Any]], ...] = ()
    #: Where nobody is left: whom to ask.
    supervisors: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FreshOffer:
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


@dataclass(frozen=True, slots=True)
class EscalationView:
    id: int
    call_id: int
    number: int
    cycle: int
    made_at: datetime
    made_by: str
    state: EscalationState
    types: tuple[EscalationType, ...]
    #: (code, reason) of each trigger.
    triggers: tuple[tuple[str, str], ...]
    contact_id: int | None
    contact: str
    contact_role: str
    contact_kind: ContactKind | None
    handoff: Mapping[str, str]
    consent: Consent
    consent_reason: str
    transfer: Transfer | None
    transfer_reason: str
    estimate: timedelta | None
    accepted_at: datetime | None
    accepted_by: str
    ended_at: datetime | None
    outcome: str
    contact_reference: str
    done: str
    fixed_at: datetime | None
    sheets: int
    version: int
    #: Through which rota the contact was found; "" where it was not.
    rota: str = ""
    #: Of a confidential call, and not for whoever looks: only that it is, and how it stands.
    masked: bool = False
    #: Every estimate of the time to fix, the first one first.
    estimates: tuple[EstimateView, ...] = ()
    #: Once returned: actual against estimated time.
    took: TookView | None = None
    #: The number of the escalation whose place this one took; None: of none.
    instead_of: int | None = None
    #: While nobody has answered: when the answer is needed by, and why so early; None: nothing is agreed.
    needed: Needed | None = None
    #: What was ticked when it came back, and who answered.
    boxes: tuple[ReturnBox, ...] = ()
    returned_by: str = ""

    @property
    def estimated_for(self) -> datetime | None:
        """When the time that was last estimated is over; None: nothing was estimated, or their hours end."""
        return self.estimates[-1].due if self.estimates else None


@dataclass(frozen=True, slots=True)
class HandedOver:
    """A handoff of a call, the one of that number, and to whom it is."""

    escalation_id: int
    ref: str
    number: int
    contact: str


@dataclass(frozen=True, slots=True)
class EscalationOut:
    """One unreturned escalation: with whom, since when, accepted or not, what was estimated and promised."""

    escalation: EscalationView
    ref: str
    customer: str
    summary: str
    priority: Priority
    owner: str
    #: The acceptance clock, running or stopped; None: nothing was agreed.
    acceptance: ClockView | None
    #: The next update promised to the customer, or the update clock's due.
    next_update: datetime | None
    #: Of a confidential call, and not for whoever looks: customer, summary and with whom are empty.
    masked: bool = False


@dataclass(frozen=True, slots=True)
class Held:
    """An unreturned escalation as its contact may be told of it; see `HandoffSheet`."""

    escalation: EscalationView
    sheet: HandoffSheet
