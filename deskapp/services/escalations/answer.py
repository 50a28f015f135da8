"""When a contact's answer is needed by: one answer for the dialog, the panel, the lists and the sheet."""

from collections.abc import Collection
from datetime import datetime

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.handoff.in_time import Limits, Needed, answer_needed
from deskapp.domain.words import ClockKind, EscalationState, Priority
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.escalations import Escalation
from deskapp.services.clocks import clocks
from deskapp.services.rules import Rules
from deskapp.services.work import Look


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
    clock = acceptance(session, escalation.call_id, escalation.id)
    due = None if clock is None else sla.due(clocks.facts_of(session, rules, clock, ()))
    return (
        None if due is None else answer_needed(due, _limits(session, rules, session.get_one(Call, escalation.call_id)))
    )


def acceptance(session: Session, call_id: int, escalation_id: int) -> ClockRow | None:
    """The clock by which an escalation of a call is to be accepted."""
    # By its call it is one of few; by the escalation alone, every clock of the desk would be read.
    of_call = (ClockRow.call_id == call_id, ClockRow.escalation_id == escalation_id)
    return session.scalars(select(ClockRow).where(*of_call, ClockRow.kind == ClockKind.ACCEPTANCE)).first()


def of_offered(session: Session, rules: Rules, escalations: Collection[Escalation]) -> dict[int, Needed | None]:
    """The same for those of these escalations that nobody has answered yet, by id."""
    offered = (one for one in escalations if one.state is EscalationState.OFFERED)
    return {one.id: needed(session, rules, one) for one in offered}


def _limits(session: Session, rules: Rules, call: Call) -> Limits:
    return Limits(_resolve_by(session, rules, call), call.customer_deadline)


def _resolve_by(session: Session, rules: Rules, call: Call) -> datetime | None:
    clock = next(iter(clocks.running(session, call.id, ClockKind.RESOLUTION)), None)
    if clock is None:
        return None
    return sla.due(clocks.facts_of(session, rules, clock, clocks.pauses_of(session, call.id)))
