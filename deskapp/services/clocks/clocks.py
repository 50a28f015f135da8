"""Starting, stopping and changing the clocks of a call, and working out which one is due next."""

import dataclasses
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import (
    DUE_KINDS,
    OPEN_STATES,
    OVERDUE_KINDS,
    PAUSABLE,
    CallState,
    ClockKind,
    EscalationState,
    PauseReason,
    Priority,
    Tier,
)
from deskapp.models.base import to_stored
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockChange, ClockRow, Pause
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.services.clocks import conversations, customer_attempts
from deskapp.services.rules import Policy, Rules, Target
from deskapp.services.work import Look, Unit

#: The clocks whose target follows the call's priority, category and customer's tier.
FOLLOW = (ClockKind.RESPONSE, ClockKind.UPDATE, ClockKind.RESOLUTION, ClockKind.CHASE)
#: Of these a cycle has one after the other: an earlier one that has its verdict is not the one that should run.
_AGAIN = (ClockKind.UPDATE, ClockKind.CHASE)


@dataclass(frozen=True, slots=True)
class NextDue:
    """The running clock with the earliest due instant, as the call's row repeats it; warn_at: the first of any."""

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
    real: timedelta | None = None,
    fixed: datetime | None = None,
    escalation_id: int | None = None,
    promise_id: int | None = None,
) -> dict[str, Any]:
    """A clock about to start: its columns. With a fixed instant (a promise) the target is left out.

    real: so much real time, in no calendar.
    """
    if real is not None:
        target = None
    return {
        "call_id": call_id,
        "cycle": cycle,
        "kind": kind,
        "started_at": at,
        "target": None if fixed else real if target is None else target.length,
        "calendar_version_id": None if fixed or target is None else target.calendar_version_id,
        "fixed_at": fixed,
        "stopped_at": None,
        "verdict": None,
        "margin": None,
        "escalation_id": escalation_id,
        "promise_id": promise_id,
        "due_at": None,
    }


def would_be_due(look: Look, target: Target | None, at: datetime | None = None) -> datetime | None:
    """When a clock that begins now, or at an instant, would be due. None: no target, or no hours that reach it."""
    if target is None:
        return None
    return look.rules.calendar(look.session, target.calendar_version_id).reached(at or look.now, target.length)


def start(
    unit: Unit,
    call: Call,
    kind: ClockKind,
    *,
    target: Target | None = None,
    real: timedelta | None = None,
    fixed: datetime | None = None,
    escalation_id: int | None = None,
    promise_id: int | None = None,
    at: datetime | None = None,
) -> None:
    """Start a clock of a call, now or at an instant. Without a fixed instant or a target in reach there is none."""
    if fixed is not None or real is not None or would_be_due(unit, target, at) is not None:
        unit.session.execute(
            insert(ClockRow),
            [
                row(
                    call.id,
                    call.cycle,
                    kind,
                    at or unit.now,
                    target=target,
                    real=real,
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
        pauses=_stopping(pauses),
        stopped=clock.stopped_at,
        verdict=clock.verdict,
    )


def _stopping(pauses: Iterable[Pause]) -> tuple[tuple[datetime, datetime | None], ...]:
    return tuple((pause.began_at, pause.ended_at) for pause in pauses if pause.stops_clocks)


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
    clock.stopped_at, clock.due_at = at or unit.now, None
    outcome = sla.verdict(facts_of(unit.session, unit.rules, clock, pauses_of(unit.session, clock.call_id)))
    if outcome is not None:
        clock.verdict, clock.margin = outcome
    unit.session.flush()


def stop_all(unit: Unit, call: Call, *kinds: ClockKind, at: datetime | None = None) -> None:
    for clock in running(unit.session, call.id, *kinds):
        stop(unit, clock, at)


@dataclass(slots=True)
class Held:
    """What the targets of one call are worked out from, read for many calls at once."""

    #: All its clocks, the stopped ones too, in their order.
    clocks: list[ClockRow]
    pauses: list[Pause]
    tier: Tier

    def running(self, *kinds: ClockKind) -> list[ClockRow]:
        return [one for one in self.clocks if one.stopped_at is None and (not kinds or one.kind in kinds)]


def held(session: Session, calls: Sequence[Call]) -> dict[int, Held]:
    """What is held of each of these calls, by its id; three questions to the database, however many there are."""
    ids = [call.id for call in calls]
    whose = {call.customer_id for call in calls}
    tiers = {
        row.id: row.tier for row in session.execute(select(Customer.id, Customer.tier).where(Customer.id.in_(whose)))
    }
    found = {call.id: Held([], [], tiers[call.customer_id]) for call in calls}
    for clock in session.scalars(select(ClockRow).where(ClockRow.call_id.in_(ids)).order_by(ClockRow.id)):
        found[clock.call_id].clocks.append(clock)
    for pause in session.scalars(select(Pause).where(Pause.call_id.in_(ids)).order_by(Pause.began_at)):
        found[pause.call_id].pauses.append(pause)
    return found


def promise_instead(unit: Unit, clock: ClockRow, fixed: datetime) -> None:
    """From now on a clock is due at a named instant; what it promised before stays on record."""
    _keep_change(unit, clock)
    clock.target, clock.calendar_version_id, clock.fixed_at = None, None, fixed
    unit.session.flush()


def drop(unit: Unit, clock: ClockRow) -> None:
    """End a clock of something that is not promised any more: without a verdict, for nothing was met or missed."""
    clock.stopped_at, clock.due_at = max(unit.now, clock.started_at), None
    unit.session.flush()


@dataclass(frozen=True, slots=True)
class Move:
    """What another target makes of a clock: its due instant before and after; without a target it ends.

    clock None: the call did not have it, or had lost it, and now it begins, as of `began`.
    """

    kind: ClockKind
    clock: ClockRow | None
    target: Target | None
    was: datetime | None
    becomes: datetime | None
    began: datetime | None = None


def target_of(
    session: Session, call: Call, policy: Policy, kind: ClockKind, priority: Priority | None = None
) -> Target | None:
    """What a policy promises for a clock of this call: by its priority, or another, category and customer's tier."""
    tier = session.get_one(Customer, call.customer_id).tier
    return policy.target(priority or call.priority, kind, call.category_id, tier)


def moves(
    session: Session,
    rules: Rules,
    call: Call,
    policy: Policy,
    priority: Priority | None = None,
    of_call: Held | None = None,
) -> list[Move]:
    """The clocks of a call that a policy would change, and those that would begin. A promised instant stays.

    priority: what the call would be given; None: what it has. of_call: what is held of it, where that was read.
    """
    of_call = of_call or held(session, (call,))[call.id]
    pauses = of_call.pauses
    found = []
    for clock in of_call.running(*FOLLOW):
        target = policy.target(priority or call.priority, clock.kind, call.category_id, of_call.tier)
        if clock.fixed_at is not None:
            continue
        if target is None:
            found.append(Move(clock.kind, clock, None, sla.due(facts_of(session, rules, clock, pauses)), None))
        elif (clock.target, clock.calendar_version_id) != (target.length, target.calendar_version_id):
            facts = facts_of(session, rules, clock, pauses)
            calendar = rules.calendar(session, target.calendar_version_id)
            becomes = sla.due(dataclasses.replace(facts, target=target.length, calendar=calendar))
            found.append(Move(clock.kind, clock, target, sla.due(facts), becomes))
    return found + list(_missing(session, rules, call, policy, of_call, priority))


def follow(unit: Unit, call: Call, policy: Policy, of_call: Held | None = None) -> list[Move]:
    """Give clocks the targets of a policy, from the original start, with all pauses.

    "A target that is not set means no clock": one without a target ends, and one that had none before begins.
    of_call: what is held of it, which is kept up to date; then what changed is written with the next flush.
    """
    several = of_call is not None
    of_call = of_call or held(unit.session, (call,))[call.id]
    moved = moves(unit.session, unit.rules, call, policy, of_call=of_call)
    for move in moved:
        if move.clock is None:
            of_call.clocks.append(_begin_late(unit, call, move))
        elif move.target is None:
            drop(unit, move.clock)
        else:
            _keep_change(unit, move.clock)
            move.clock.target, move.clock.calendar_version_id = move.target.length, move.target.calendar_version_id
    if not several:
        unit.session.flush()
    return moved


def _missing(
    session: Session, rules: Rules, call: Call, policy: Policy, of_call: Held, priority: Priority | None
) -> Iterator[Move]:
    """The clocks that the call has not, and by a policy should have: each from where it would have begun."""
    if call.state not in OPEN_STATES:
        return
    of_cycle = [one for one in of_call.clocks if one.cycle == call.cycle]
    # One that was dropped has neither, and begins again when its target comes back.
    there = {one.kind for one in of_cycle if one.stopped_at is None or (one.verdict and one.kind not in _AGAIN)}
    for kind in FOLLOW:
        urgent = priority or call.priority
        target = None if kind in there else policy.target(urgent, kind, call.category_id, of_call.tier)
        began = None if target is None else _would_have_begun(session, call, policy, kind, of_cycle)
        if target is None or began is None:
            continue
        calendar = rules.calendar(session, target.calendar_version_id)
        if calendar.reached(began, target.length) is None:
            continue
        facts = sla.ClockFacts(kind, began, target.length, calendar, pauses=_stopping(of_call.pauses))
        yield Move(kind, None, target, None, sla.due(facts), began)


def _would_have_begun(
    session: Session, call: Call, policy: Policy, kind: ClockKind, of_cycle: Sequence[ClockRow]
) -> datetime | None:
    """The original start of a clock that the call has not; None where it has no place in the call's state."""
    if kind is ClockKind.CHASE:
        return call.resolved_at if call.state is CallState.RESOLVED else None
    logged = call.logged_at if call.cycle == 1 else min((one.started_at for one in of_cycle), default=call.logged_at)
    if kind is ClockKind.RESOLUTION:
        return logged
    spoken = conversations.last_of_cycle(session, call, policy.phone_answers)
    if kind is ClockKind.UPDATE:
        return spoken
    # Of an import nobody knows whether the customer was answered.
    return logged if spoken is None and call.source is None else None


def _begin_late(unit: Unit, call: Call, move: Move) -> ClockRow:
    """Begin a clock now as of its original start; until now it was none, and that stays on record."""
    clock = ClockRow(**row(call.id, call.cycle, move.kind, move.began or unit.now, target=move.target))
    unit.session.add(clock)
    unit.session.flush()
    unit.session.add(ClockChange(clock_id=clock.id, until=unit.now))
    return clock


def told(moved: Sequence[Move]) -> dict[str, Any]:
    """Deadlines as a line of the timeline keeps them, by clock. Moved: from and to, None while paused; and begun."""
    begun = {move.kind.value: _stored(move.becomes) for move in moved if move.clock is None}
    kept: dict[str, Any] = {
        "moved": {move.kind.value: [_stored(move.was), _stored(move.becomes)] for move in moved if move.clock}
    }
    return {**kept, "begun": begun} if begun else kept


def _stored(at: datetime | None) -> int | None:
    return None if at is None else to_stored(at)


def next_due(clocks: Iterable[tuple[sla.ClockFacts, int | None, datetime | None]]) -> NextDue:
    """Of running clocks the one that is due first; a chase where none else runs.

    clocks: each with the version of its calendar and its due instant. Each is watched for itself: the call is overdue
    when the first of them is, and due soon when any of them is.
    """
    ahead = [(due, facts, version) for facts, version, due in clocks if facts.kind in DUE_KINDS and due is not None]
    # One that makes no call overdue hides none that does.
    ahead = [one for one in ahead if one[1].kind in OVERDUE_KINDS] or ahead
    if not ahead:
        return NextDue()
    due, facts, version = min(ahead, key=lambda one: one[0])
    warnings = [at for at in (sla.warn_at(one) for _due, one, _version in ahead) if at is not None]
    calendar = facts.calendar if facts.fixed is None else None
    return NextDue(
        clock=facts.kind,
        due_at=due,
        warn_at=min(warnings, default=None),
        calendar_id=None if calendar is None else version,
    )


def refresh(unit: Unit, call: Call) -> None:
    """Write what the call's row repeats of its clocks, pauses and escalations; after any of them changed."""
    repeat(unit.session, unit.rules, call)


def repeat(session: Session, rules: Rules, call: Call) -> None:
    """As `refresh`, where nobody acts: in a file of another version."""
    session.flush()
    pauses = pauses_of(session, call.id)
    _repeat_next(session, rules, call, running(session, call.id), pauses)
    call.paused = _standing_still(pauses)
    call.back_by = next((pause.back_by for pause in pauses if pause.ended_at is None), None)
    call.with_name = _with(session, call.id)
    if call.state not in OPEN_STATES:
        call.back_from = None  # nobody is told any more
    call.may_lapse = call.state is CallState.RESOLVED and customer_attempts.since_spoken(session, call).enough
    session.flush()


def refresh_targets(unit: Unit, call: Call, of_call: Held) -> None:
    """As `refresh`, where nothing but targets changed; written with the next flush."""
    _repeat_next(unit.session, unit.rules, call, of_call.running(), of_call.pauses)


def _repeat_next(
    session: Session, rules: Rules, call: Call, clocks: Iterable[ClockRow], pauses: Sequence[Pause]
) -> None:
    counting = []
    for clock in clocks:
        facts = facts_of(session, rules, clock, pauses)
        # Resolved stops them, until the customer has answered: what was late then grows no later.
        stands = call.state is CallState.RESOLVED and clock.kind in PAUSABLE
        clock.due_at = None if stands else sla.due(facts)
        counting.append((facts, clock.calendar_version_id, clock.due_at))
    for column, value in next_due(counting).columns().items():
        setattr(call, column, value)


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
