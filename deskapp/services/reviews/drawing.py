"""Drawing calls of a period: which there are, by what they are told apart, and what is written down of it."""

import secrets
from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import ColumnElement, and_, exists, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.measures.periods import Period
from deskapp.domain.reviews.draw import LOW_MARK, Candidate, Picked, draw
from deskapp.domain.words import CallState, EscalationState
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.models.endings import Satisfaction
from deskapp.models.escalations import Escalation
from deskapp.models.improve.reviews import ReviewCall, ReviewDraw
from deskapp.models.retention import ErasedCall
from deskapp.models.site import Site
from deskapp.services.confidential.access import hidden
from deskapp.services.reviews.acts import DrawCalls
from deskapp.services.work import Unit

#: So many calls can be drawn at once, and so many with low marks beside them.
MOST, MOST_LOW = 100, 20

#: How a call stands, as far as it tells what was made of it.
_OUTCOMES = {CallState.CLOSED: "agreed", CallState.LAPSED: "lapsed"}
_NOT_OVER = "not_over"
_Theirs = aliased(Escalation)


def drawn(unit: Unit, act: DrawCalls) -> ReviewDraw:
    """Draw, and write down how. Raises Invalid by field: also where there is nothing to draw from."""
    refuse_where(
        ("size", FieldFault.OUT_OF_RANGE, not 1 <= act.size <= MOST),
        ("most_low", FieldFault.OUT_OF_RANGE, not 0 <= act.most_low <= MOST_LOW),
        ("seed", FieldFault.MISSING, act.seed is not None and not act.seed.strip()),
    )
    seed = act.seed.strip() if act.seed is not None else secrets.token_hex(4)
    pool = tuple(candidates(unit.session, act.period, unit.staff.id))
    refuse_where(("period", FieldFault.NOTHING_TO_DRAW, not pool))
    told = draw(pool, seed, act.size, each_agent=act.each_agent, most_low=act.most_low)
    row = ReviewDraw(
        at=unit.now,
        staff_id=unit.staff.id,
        kind=act.period.kind,
        first=act.period.first,
        last=act.period.last,
        seed=seed,
        size=act.size,
        each_agent=act.each_agent,
        most_low=act.most_low,
        pool=told.pool,
        low_found=told.low_found,
    )
    unit.session.add(row)
    unit.session.flush()
    agents = {one.call_id: one.agent_id for one in pool}
    for position, (call_id, why) in enumerate(told.picks):
        unit.session.add(
            ReviewCall(
                draw_id=row.id,
                call_id=call_id,
                agent_id=agents[call_id],
                why=why,
                position=position,
                at=unit.now,
                staff_id=unit.staff.id,
            )
        )
    unit.session.flush()
    unit.tell(
        EventKind.REVIEW_DRAWN,
        payload={
            "draw": row.id,
            "first": act.period.first.isoformat(),
            "last": act.period.last.isoformat(),
            "seed": seed,
            "pool": told.pool,
            "calls": len(told.picks),
            "low": told.count(Picked.LOW),
        },
    )
    return row


def candidates(session: Session, period: Period, reviewer_id: int) -> Iterator[Candidate]:
    """Calls that were escalated in the period: none that the reviewer had a hand in, nor one that is not for them.

    What was withdrawn again without having been accepted was no escalation, nor is a void or imported call one of ours.
    """
    begin, end = period.instants(ZoneInfo(session.get_one(Site, 1).zone))
    counts = and_(
        Escalation.made_at >= begin,
        Escalation.made_at < end,
        or_(Escalation.state != EscalationState.WITHDRAWN, Escalation.accepted_at.is_not(None)),
    )
    first = (
        select(Escalation.call_id, func.min(Escalation.id).label("first_id"))
        .where(counts)
        .group_by(Escalation.call_id)
        .subquery()
    )
    low = exists().where(
        Satisfaction.call_id == Call.id, Satisfaction.cycle == Call.cycle, Satisfaction.score <= LOW_MARK
    )
    found = session.execute(
        select(Call.id, Call.owner_id, Escalation.types, Call.state, low)
        .join(first, first.c.call_id == Call.id)
        .join(Escalation, Escalation.id == first.c.first_id)
        .join(Customer, Customer.id == Call.customer_id)
        .where(
            Call.state.not_in((CallState.VOID, CallState.ARCHIVED)),
            Customer.erasure_id.is_(None),
            Call.id.not_in(select(ErasedCall.call_id)),
            not_(hidden(session)),
            not_(own(reviewer_id)),
        )
        .order_by(Call.id)
    )
    for call_id, owner_id, types, state, is_low in found:
        yield Candidate(call_id, owner_id, tuple(sorted(types)), _OUTCOMES.get(state, _NOT_OVER), bool(is_low))


def own(staff_id: int) -> ColumnElement[bool]:
    """The condition, for a query that names the table of calls, that somebody had a hand in the call."""
    escalated = exists().where(_Theirs.call_id == Call.id, _Theirs.made_by_id == staff_id)
    return or_(Call.owner_id == staff_id, Call.logged_by_id == staff_id, escalated)
