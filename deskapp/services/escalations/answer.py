"""When a contact's answer is needed by: one answer for the dialog, the panel, the lists and the sheet."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.handoff.in_time import Limits, Needed, answer_needed
from deskapp.domain.words import ClockKind, EscalationState, Priority
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow, Pause
from deskapp.models.escalations import Escalation
from deskapp.services.clocks import clocks
from deskapp.services.rules import Rules
from deskapp.services.work import Look

#: Escalations in one question to the database.
_AT_ONCE = 500
_DEADLINES = select(Call.id, Call.customer_deadline)


def limits_at(look: Look, call: Call, priority: Priority | None = None) -> Limits:
    """What an answer must not come after; priority: as it would be with the call raised to this one."""
    limits = _limits(look.session, look.rules, call)
    if priority is None or priority is call.priority:
        return limits
    policy = look.rules.policy(look.session, call.policy_version_id)
    for move in clocks.moves(look.session, look.rules, call, policy, priority):
        if move.kind is ClockKind.RESOLUTION:
            return limits._replace(resolve_by=move.becomes)
    return limits


def needed(session: Session, rules: Rules, escalation: Escalation) -> Needed | None:
    """When the answer to an escalation is needed by, as its call stands now; None: nothing is agreed."""
    due = _due(session, rules, acceptance(session, escalation.call_id, escalation.id), ())
    return (
        None if due is None else answer_needed(due, _limits(session, rules, session.get_one(Call, escalation.call_id)))
    )


def acceptance(session: Session, call_id: int, escalation_id: int) -> ClockRow | None:
    """The clock by which an escalation of a call is to be accepted."""
    # By its call it is one of few; by the escalation alone, every clock of the desk would be read.
    of_call = (ClockRow.call_id == call_id, ClockRow.escalation_id == escalation_id)
    return session.scalars(select(ClockRow).where(*of_call, ClockRow.kind == ClockKind.ACCEPTANCE)).first()


def of_offered(session: Session, rules: Rules, escalations: Collection[Escalation]) -> dict[int, Needed | None]:
    """The same for those of these escalations that nobody has answered yet, by id; however many, in four questions."""
    offered = [one for one in escalations if one.state is EscalationState.OFFERED]
    found: dict[int, Needed | None] = {}
    for begin in range(0, len(offered), _AT_ONCE):
        some = offered[begin : begin + _AT_ONCE]
        calls = {one.call_id for one in some}
        rows = session.scalars(
            select(ClockRow)
            .where(ClockRow.call_id.in_(calls), ClockRow.kind.in_((ClockKind.ACCEPTANCE, ClockKind.RESOLUTION)))
            .order_by(ClockRow.id.desc())
        ).all()
        accepts = {row.escalation_id: row for row in rows if row.kind is ClockKind.ACCEPTANCE}
        resolves = {row.call_id: row for row in rows if row.kind is ClockKind.RESOLUTION and row.stopped_at is None}
        pauses: dict[int, list[Pause]] = {}
        for pause in session.scalars(select(Pause).where(Pause.call_id.in_(calls)).order_by(Pause.began_at)):
            pauses.setdefault(pause.call_id, []).append(pause)
        deadlines = {row[0]: row[1] for row in session.execute(_DEADLINES.where(Call.id.in_(calls)))}
        for one in some:
            due = _due(session, rules, accepts.get(one.id), ())
            resolve_by = _due(session, rules, resolves.get(one.call_id), pauses.get(one.call_id, ()))
            limits = Limits(resolve_by, deadlines[one.call_id])
            found[one.id] = answer_needed(due, limits)
    return found


def _due(session: Session, rules: Rules, clock: ClockRow | None, pauses: Iterable[Pause]) -> datetime | None:
    return None if clock is None else sla.due(clocks.facts_of(session, rules, clock, pauses))


def _limits(session: Session, rules: Rules, call: Call) -> Limits:
    return Limits(_resolve_by(session, rules, call), call.customer_deadline)


def _resolve_by(session: Session, rules: Rules, call: Call) -> datetime | None:
    clock = next(iter(clocks.running(session, call.id, ClockKind.RESOLUTION)), None)
    return _due(session, rules, clock, clocks.pauses_of(session, call.id))
