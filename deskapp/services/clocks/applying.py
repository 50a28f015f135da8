"""Applying new targets or hours to open calls: a deliberate, recorded act that shows first what would move."""

from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import LongActKind, Role
from deskapp.models.calls import IS_OPEN, Call
from deskapp.services import long_acts
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.clocks.views import DeadlineMove
from deskapp.services.confidential.access import sees
from deskapp.services.rules import Policy
from deskapp.services.texts import reference
from deskapp.services.work import Unit, Work


def would_move(work: Work) -> tuple[DeadlineMove, ...]:
    """Which deadlines of open calls the targets and hours in force would move or begin, from when to when."""
    with work.read() as session:
        policy = work.rules.in_force(session)
        return tuple(
            DeadlineMove(
                reference(call.id),
                _told(session, call),
                move.kind,
                move.was,
                move.becomes,
                begins=move.clock is None,
            )
            for call in _older(session, policy)
            for move in clocks.moves(session, work.rules, call, policy)
            if move.was != move.becomes or move.clock is None
        )


def calls_on_older(work: Work) -> int:
    """How many open calls keep targets or hours that hold for new calls no more."""
    with work.read() as session:
        policy = work.rules.in_force(session)
        query = select(func.count()).select_from(Call)
        return session.scalar(query.where(IS_OPEN, Call.policy_version_id < policy.id)) or 0


def apply_to_open_calls(work: Work, base_version: int | None = None) -> Done[int]:
    """Open calls follow the targets and hours in force from now on; gives back how many. An event on each.

    Many are put down, and follow in steps. base_version: the version of the policy that was in force when what would
    move was shown; another one is refused.
    """
    with work.act(Role.MANAGER) as unit:
        policy = unit.rules.in_force(unit.session)
        if base_version not in (None, policy.id):
            raise Conflict(Refusal.POLICY_EDITED)
        calls = unit.session.scalars(select(Call.id).where(IS_OPEN, Call.policy_version_id < policy.id)).all()
        if calls:
            unit.tell(EventKind.POLICY_APPLYING, payload={"policy": policy.id, "calls": len(calls)})
        asked = {"policy": policy.id, "staff": unit.staff.id}
        long_acts.carry_out(unit, LongActKind.TARGETS, calls, step, asked)
        return unit.done(len(calls))


def step(unit: Unit, call_ids: Sequence[int], asked: Mapping[str, Any]) -> frozenset[int]:
    """These calls follow the policy that was meant. What became of one meanwhile counts: over, it keeps what it had."""
    policy = unit.rules.policy(unit.session, asked["policy"])
    older = (IS_OPEN, Call.id.in_(call_ids), Call.policy_version_id < policy.id)
    touched: set[int] = set()
    for call in unit.session.scalars(select(Call).where(*older).order_by(Call.next_due_at, Call.id)):
        moved = clocks.follow(unit, call, policy)
        call.policy_version_id = policy.id
        payload = {"policy": policy.id, **clocks.told(moved)}
        unit.tell(EventKind.POLICY_APPLIED, call.id, payload=payload, by=asked["staff"])
        clocks.refresh(unit, call)
        touched.add(call.id)
    return frozenset(touched)


def _told(session: Session, call: Call) -> str:
    return call.summary if sees(session, call) else ""


def _older(session: Session, policy: Policy) -> Sequence[Call]:
    query = select(Call).where(IS_OPEN, Call.policy_version_id < policy.id)
    return session.scalars(query.order_by(Call.next_due_at, Call.id)).all()
