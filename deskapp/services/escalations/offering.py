"""Whom to offer a call to when it is escalated, and what to name to the customer next."""

from collections.abc import Collection, Iterable
from datetime import datetime

from sqlalchemy import func, select

from deskapp.domain.handoff.in_time import in_time
from deskapp.domain.routes import Asked
from deskapp.domain.words import ClockKind, EscalationType, Priority, PromiseKind
from deskapp.models.calls import Call
from deskapp.models.promises import Promise
from deskapp.services.calls import signs as call_signs
from deskapp.services.clocks import clocks
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations import answer
from deskapp.services.escalations.views import (
    EscalationView,
)
from deskapp.services.places.reading import looked_after
from deskapp.services.routes import ranking
from deskapp.services.routes.views import Offer
from deskapp.services.work import Look


def offer(
    look: Look,
    call: Call,
    found: tuple[ContactView, ...],
    types: Collection[EscalationType],
    asks: Collection[str],
    priority: Priority | None = None,
) -> Offer:
    """Whom to offer a call to, best first, of those found; and what the routes skipped.

    priority: what the call is about to be raised to; the routes, and when an answer is needed by, go by it.
    """
    policy = look.rules.policy(look.session, call.policy_version_id)
    return ranking.offer(
        look,
        found,
        Asked(
            call.category_id,
            types,
            asks,
            priority or call.priority,
            call_signs.owner_of(look.session, call.category_id),
            *looked_after(look.session, call.equipment_id),
        ),
        usual=clocks.target_of(look.session, call, policy, ClockKind.ACCEPTANCE, priority),
        limits=answer.limits_at(look, call, priority),
    )


def next_update(look: Look, call: Call) -> datetime | None:
    """What to name to the customer: by the policy from now, but never later than what was promised already.

    An earlier instant where it would come after the customer's own deadline.
    """
    policy = look.rules.policy(look.session, call.policy_version_id)
    target = clocks.target_of(look.session, call, policy, ClockKind.UPDATE)
    promised = look.session.scalar(
        select(func.min(Promise.due_at)).where(
            Promise.call_id == call.id,
            Promise.kind == PromiseKind.UPDATE,
            Promise.kept_at.is_(None),
            Promise.moved_at.is_(None),
            Promise.due_at > look.now,
        )
    )
    due = clocks.would_be_due(look, target)
    if due is not None:
        due = due.replace(second=0, microsecond=0)
    named = min((at for at in (due, promised) if at is not None), default=None)
    return in_time(named, call.customer_deadline, look.now)


def taken(escalations: Iterable[EscalationView]) -> tuple[int, ...]:
    """Who has the call now, by contact id: not offered it twice."""
    return tuple(one.contact_id for one in escalations if one.ended_at is None and one.contact_id is not None)
