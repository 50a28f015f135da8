"""Starting, stopping and changing the clocks of a call, and working out which one is due next."""

import dataclasses
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    DUE_KINDS,
    OPEN_STATES,
    PAUSABLE,
    UNRESOLVED_STATES,
    CallState,
    ClockKind,
    EscalationState,
    PauseReason,
)
from deskapp.models.base import to_stored
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockChange, ClockRow, Pause
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.services.clocks import customer_attempts
from deskapp.services.rules import Policy, Rules, Target
from deskapp.services.work import Unit

#: The clocks whose target follows the call's priority, category and customer's tier.
FOLLOW = (ClockKind.RESPONSE, ClockKind.UPDATE, ClockKind.RESOLUTION, ClockKind.CHASE)


@dataclass(frozen=True, slots=True)
class NextDue:
    """The running clock with the earliest due instant, as the call's row repeats it."""

    clock: ClockKind | None = None
    due_at: datetime | None = None
    warn_at: datetime | None = None
    calendar_id: int | None = None

    def columns(self) -> dict[str, Any]:
        return {
            "next_clock": self.clock,
            "next_due_at": self.due_at,
            "next_warn_at": self.warn_at,
            "next_calendar_id": self.calendar_id,
        }


def row(
    call_id: int,
    cycle: int,
    kind: ClockKind,
    at: datetime,
    *,
    target: Target | None = None,
    fixed: datetime | None = None,
    escalation_id: int | None = None,
    promise_id: int | None = None,
) -> dict[str, Any]:
    """A clock about to start: its columns. With a fixed instant (a promise) the target is left out."""
    return {
        "call_id": call_id,
        "cycle": cycle,
        "kind": kind,
        "started_at": at,
        "target": None if fixed or target is None else target.length,
        "calendar_version_id": None if fixed or target is None else target.calendar_version_id,
        "fixed_at": fixed,
        "stopped_at": None,
        "verdict": None,
        "margin": None,
        "escalation_id": escalation_id,
        "promise_id": promise_id,
    }


def start(
    unit: Unit,
    call: Call,
    kind: ClockKind,
    *,
    target: Target | None = None,
    fixed: datetime | None = None,
    escalation_id: int | None = None,
    promise_id: int | None = None,
    at: datetime | None = None,
) -> None:
    """Start a clock of a call, now or at an instant. Without a target or a fixed instant there is no clock."""
    if target is not None or fixed is not None:
        unit.session.execute(
            insert(ClockRow),
            [
                row(
                    call.id,
                    call.cycle,
                    kind,
                    at or unit.now,
                    target=target,
                    fixed=fixed,
                    escalation_id=escalation_id,
                    promise_id=promise_id,
                )
            ],
        )


def facts_of(session: Session, rules: Rules, clock: ClockRow, pauses: Iterable[Pause]) -> sla.ClockFacts:
    """What the domain needs to know of a clock. Pauses that stop nothing are left out."""
    version = clock.calendar_version_id
    return sla.ClockFacts(
        kind=clock.kind,
        started=clock.started_at,
        target=clock.target,
        calendar=None if version is None else rules.calendar(session, version),
        fixed=clock.fixed_at,
        pauses=tuple((pause.began_at, pause.ended_at) for pause in pauses if pause.stops_clocks),
        stopped=clock.stopped_at,
        verdict=clock.verdict,
    )


def pauses_of(session: Session, call_id: int) -> Sequence[Pause]:
    return session.scalars(select(Pause).where(Pause.call_id == call_id).order_by(Pause.began_at)).all()


def running(session: Session, call_id: int, *kinds: ClockKind) -> Sequence[ClockRow]:
    """The clocks of a call that have not stopped; of these kinds, or of all."""
    query = select(ClockRow).where(ClockRow.call_id == call_id, ClockRow.stopped_at.is_(None))
    if kinds:
        query = query.where(ClockRow.kind.in_(kinds))
    return session.scalars(query.order_by(ClockRow.id)).all()


def stop(unit: Unit, clock: ClockRow, at: datetime | None = None) -> None:
    """Stop a clock, now or at an instant: it keeps its verdict for good."""
    clock.stopped_at = at or unit.now
    outcome = sla.verdict(facts_of(unit.session, unit.rules, clock, pauses_of(unit.session, clock.call_id)))
    if outcome is not None:
        clock.verdict, clock.margin = outcome
    unit.session.flush()


def stop_all(unit: Unit, call: Call, *kinds: ClockKind, at: datetime | None = None) -> None:
    for clock in running(unit.session, call.id, *kinds):
        stop(unit, clock, at)


def promise_instead(unit: Unit, clock: ClockRow, fixed: datetime) -> None:
    """From now on a clock is due at a named instant; what it promised before stays on record."""
    _keep_change(unit, clock)
    clock.target, clock.calendar_version_id, clock.fixed_at = None, None, fixed
    unit.session.flush()


def drop(unit: Unit, clock: ClockRow) -> None:
    """End a clock of something that is not promised any more: without a verdict, for nothing was met or missed."""
    clock.stopped_at = max(unit.now, clock.started_at)
    unit.session.flush()


@dataclass(frozen=True, slots=True)
class Move:
    """What another target makes of a running clock: its due instant before and after; without a target it ends."""

    clock: ClockRow
    target: Target | None
    was: datetime | None
    becomes: datetime | None


def target_of(session: Session, call: Call, policy: Policy, kind: ClockKind) -> Target | None:
    """What a policy promises for a clock of this call: by its priority, category and customer's tier."""
    tier = session.get_one(Customer, call.customer_id).tier
    return policy.target(call.priority, kind, call.category_id, tier)


def moves(session: Session, rules: Rules, call: Call, policy: Policy) -> list[Move]:
    """The running clocks of a call whose target a policy would change. A promised instant stays as promised."""
    pauses = pauses_of(session, call.id)
    found = []
    for clock in running(session, call.id, *FOLLOW):
        target = target_of(session, call, policy, clock.kind)
        if clock.fixed_at is not None:
            continue
        if target is None:
            found.append(Move(clock, None, sla.due(facts_of(session, rules, clock, pauses)), None))
        elif (clock.target, clock.calendar_version_id) != (target.length, target.calendar_version_id):
            facts = facts_of(session, rules, clock, pauses)
            calendar = rules.calendar(session, target.calendar_version_id)
            becomes = sla.due(dataclasses.replace(facts, target=target.length, calendar=calendar))
            found.append(Move(clock, target, sla.due(facts), becomes))
    return found


def follow(unit: Unit, call: Call, policy: Policy) -> list[Move]:
    """Give running clocks the targets of a policy, from the original start, with all pauses.

    "A target that is not set means no clock": one without a target ends, and one that had none before begins.
    """
    moved = moves(unit.session, unit.rules, call, policy)
    for move in moved:
        if move.target is None:
            drop(unit, move.clock)
            continue
        _keep_change(unit, move.clock)
        move.clock.target, move.clock.calendar_version_id = move.target.length, move.target.calendar_version_id
    unit.session.flush()
    if call.state in UNRESOLVED_STATES:
        _begin_missing(unit, call, policy)
    return moved


def _begin_missing(unit: Unit, call: Call, policy: Policy) -> None:
    """Start the resolution clock that the call has not had, from the start of its cycle."""
    clocks = select(ClockRow).where(ClockRow.call_id == call.id, ClockRow.cycle == call.cycle)
    of_cycle = unit.session.scalars(clocks).all()
    # One that was dropped runs again when its target comes back.
    if any(one.kind is ClockKind.RESOLUTION and (one.stopped_at is None or one.verdict) for one in of_cycle):
        return
    target = target_of(unit.session, call, policy, ClockKind.RESOLUTION)
    began = call.logged_at if call.cycle == 1 else min((one.started_at for one in of_cycle), default=call.logged_at)
    start(unit, call, ClockKind.RESOLUTION, target=target, at=began)


def told(moved: Iterable[Move]) -> dict[str, list[int | None]]:
    """Moved deadlines as a line of the timeline keeps them, by clock: from and to; None while paused."""
    return {
        move.clock.kind.value: [None if at is None else to_stored(at) for at in (move.was, move.becomes)]
        for move in moved
    }


def next_due(clocks: Iterable[tuple[sla.ClockFacts, int | None]]) -> NextDue:
    """Of running clocks (with the version of their calendar) the one that is due first."""
    best: tuple[datetime, sla.ClockFacts, int | None] | None = None
    for facts, version in clocks:
        if facts.kind not in DUE_KINDS:
            continue
        due = sla.due(facts)
        if due is not None and (best is None or due < best[0]):
            best = (due, facts, version)
    if best is None:
        return NextDue()
    due, facts, version = best
    calendar = facts.calendar if facts.fixed is None else None
    return NextDue(
        clock=facts.kind,
        due_at=due,
        warn_at=sla.warn_at(facts),
        calendar_id=None if calendar is None else version,
    )


def refresh(unit: Unit, call: Call) -> None:
    """Write what the call's row repeats of its clocks, pauses and escalations; after any of them changed."""
    unit.session.flush()
    pauses = pauses_of(unit.session, call.id)
    found = next_due(
        (facts_of(unit.session, unit.rules, clock, pauses), clock.calendar_version_id)
        for clock in running(unit.session, call.id)
        # Resolved stops them, until the customer has answered: what was late then grows no later.
        if not (call.state is CallState.RESOLVED and clock.kind in PAUSABLE)
    )
    for column, value in found.columns().items():
        setattr(call, column, value)
    call.paused = _standing_still(pauses)
    call.back_by = next((pause.back_by for pause in pauses if pause.ended_at is None), None)
    call.with_name = _with(unit.session, call.id)
    if call.state not in OPEN_STATES:
        call.back_from = None  # nobody is told any more
    call.may_lapse = call.state is CallState.RESOLVED and customer_attempts.since_resolved(unit.session, call).enough
    unit.session.flush()


def _standing_still(pauses: Iterable[Pause]) -> PauseReason | None:
    return next((pause.reason for pause in pauses if pause.ended_at is None and pause.stops_clocks), None)


def _with(session: Session, call_id: int) -> str | None:
    contact = session.scalars(
        select(Contact)
        .join(Escalation, Escalation.contact_id == Contact.id)
        .where(
            Escalation.call_id == call_id,
            Escalation.state.in_((EscalationState.OFFERED, EscalationState.ACCEPTED)),
        )
        .order_by(Escalation.made_at.desc(), Escalation.id.desc())
        .limit(1)
    ).first()
    return None if contact is None else contact.role or contact.organisation or contact.name


def _keep_change(unit: Unit, clock: ClockRow) -> None:
    unit.session.add(
        ClockChange(
            clock_id=clock.id,
            until=unit.now,
            target=clock.target,
            calendar_version_id=clock.calendar_version_id,
            fixed_at=clock.fixed_at,
        )
    )
