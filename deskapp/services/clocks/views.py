"""Clocks, pauses, calendars and targets as the screens see them: plain frozen data. Instants are aware UTC."""

from collections.abc import Mapping
from dataclasses import field
from datetime import date, datetime, timedelta

from deskapp.domain.data_class import dataclass
from deskapp.domain.sla import ClockFacts
from deskapp.domain.words import (
    ClockKind,
    Impact,
    PauseReason,
    Priority,
    Tier,
    Urgency,
    Verdict,
)
from deskapp.domain.working_time import Calendar


@dataclass(frozen=True, slots=True)
class ClockView:
    """One clock with the facts that `deskapp.domain.sla` reads: state, due, what is left, why."""

    id: int
    kind: ClockKind
    cycle: int
    facts: ClockFacts
    #: sla's verdict as kept for good, and by how much (positive: time was left); None while it runs.
    verdict: Verdict | None
    margin: timedelta | None
    escalation_id: int | None = None
    promise_id: int | None = None
    #: The contact the clock runs against (acceptance, first word), else "".
    contact: str = ""


@dataclass(frozen=True, slots=True)
class PauseView:
    id: int
    reason: PauseReason
    began_at: datetime
    ended_at: datetime | None
    back_by: datetime | None
    #: Whether response and resolution stand still meanwhile.
    stops_clocks: bool
    words: str


@dataclass(frozen=True, slots=True)
class Deadlines:
    """What logging a call now would promise; None where the policy sets no target."""

    priority: Priority
    #: Answered when logged, because it is a phone call.
    answered: bool
    response: datetime | None
    update: datetime | None
    resolution: datetime | None
    resolution_target: timedelta | None


@dataclass(frozen=True, slots=True)
class CalendarView:
    id: int
    name: str
    #: The id of the version in force; `calendar` is what it says.
    version_id: int
    calendar: Calendar
    #: Whose public holidays were chosen, as the `holidays` package names them; "": nobody's.
    country: str = ""
    region: str = ""
    #: What closed and special dates are called, where they have a name.
    names: Mapping[date, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class TargetView:
    """A policy's target for one clock at one priority; None: no clock.

    For all calls, or those of a category, a tier of customers, or both; there only targets that differ are listed.
    """

    priority: Priority
    kind: ClockKind
    target: timedelta | None
    calendar_id: int
    category_id: int | None = None
    tier: Tier | None = None


@dataclass(frozen=True, slots=True)
class PrioritiesView:
    """The matrix of a version of the policy, and whether a phone call is answered when it is logged."""

    matrix: Mapping[tuple[Impact, Urgency], Priority]
    phone_answers: bool
    policy_id: int


@dataclass(frozen=True, slots=True)
class DeadlineMove:
    """What applying the targets and hours in force would do to one clock of an open call; None: it is paused."""

    ref: str
    summary: str
    kind: ClockKind
    was: datetime | None
    becomes: datetime | None
    #: The call has no such clock yet: it would begin, from its original start.
    begins: bool = False
