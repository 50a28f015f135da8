"""Calls and customers that somebody holds: nothing of them goes."""

from collections.abc import Collection

from sqlalchemy import or_, select
from sqlalchemy.orm import Session

from deskapp.models.calls import Call
from deskapp.models.retention import RetentionHold
from deskapp.services.callers import stands_for


def customers(session: Session) -> tuple[int, ...]:
    """The customers that are held, those that they turned out to be."""
    held = select(RetentionHold.customer_id).where(
        RetentionHold.ended_at.is_(None), RetentionHold.customer_id.is_not(None)
    )
    return tuple(sorted({stands_for(session, one) for one in session.scalars(held) if one is not None}))


def of(session: Session, customers: Collection[int]) -> tuple[str, ...]:
    """Why these customers, or calls of theirs, are held; nothing: they are not."""
    calls = select(Call.id).where(Call.customer_id.in_(customers))
    held = select(RetentionHold.reason).where(
        RetentionHold.ended_at.is_(None),
        or_(RetentionHold.customer_id.in_(customers), RetentionHold.call_id.in_(calls)),
    )
    return tuple(session.scalars(held.order_by(RetentionHold.id)))
