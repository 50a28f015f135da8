"""Signs to escalate that the record of a call shows."""

from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain import sla, triggers
from deskapp.domain.words import CallState, ClockKind
from deskapp.models.calls import Call, CheckDone
from deskapp.models.clocks import ClockRow
from deskapp.models.customers import Customer
from deskapp.models.site import CategoryCheck
from deskapp.services import clocks
from deskapp.services.defaults import legal_words
from deskapp.services.rules import Rules
from deskapp.services.views import SeenTrigger

_DAY = timedelta(days=1)


def contacts_in_30_days(session: Session, customer_id: int, now: datetime) -> int:
    """How often this customer contacted the desk lately."""
    return (
        session.scalar(
            select(func.count())
            .select_from(Call)
            .where(
                Call.customer_id == customer_id,
                Call.logged_at > now - triggers.REPEAT_DAYS * _DAY,
                Call.logged_at <= now,
                Call.state != CallState.VOID,
            )
        )
        or 0
    )


def same_category_last_hour(session: Session, category_id: int | None, now: datetime) -> int:
    if category_id is None:
        return 0
    # Newest first by id: the last hour's calls are among the newest, whatever the table's size.
    newest = select(Call.category_id, Call.logged_at).order_by(Call.id.desc()).limit(500).subquery()
    return (
        session.scalar(
            select(func.count())
            .select_from(newest)
            .where(newest.c.category_id == category_id, newest.c.logged_at > now - triggers.MANY_WITHIN)
        )
        or 0
    )


def of_call(session: Session, rules: Rules, call: Call, now: datetime) -> tuple[SeenTrigger, ...]:
    """The signs of a call that is logged."""
    customer = session.get_one(Customer, call.customer_id)
    resolution = session.scalars(
        select(ClockRow).where(
            ClockRow.call_id == call.id, ClockRow.kind == ClockKind.RESOLUTION, ClockRow.cycle == call.cycle
        )
    ).first()
    reading = None
    if resolution is not None and resolution.stopped_at is None:
        facts = clocks.facts_of(session, rules, resolution, clocks.pauses_of(session, call.id))
        reading = sla.reading(facts, now)
    lines, done = _checklist(session, call)
    return as_seen(
        triggers.CallSigns(
            impact=call.impact,
            tier=customer.tier,
            tone=call.tone,
            resolution=reading.state if reading else None,
            resolution_due=reading.due if reading else None,
            customer_deadline=call.customer_deadline,
            contacts_30_days=contacts_in_30_days(session, call.customer_id, now),
            same_category_last_hour=same_category_last_hour(session, call.category_id, now),
            checklist_lines=lines,
            checklist_done=done,
            solved=bool(call.solution),
            words=f"{call.summary} {call.details} {call.wants}",
            legal_words=legal_words(),
        )
    )


def as_seen(call: triggers.CallSigns) -> tuple[SeenTrigger, ...]:
    return tuple(SeenTrigger(sign.trigger, sign.reason, sign.values) for sign in triggers.seen(call))


def _checklist(session: Session, call: Call) -> tuple[int, int]:
    if call.category_id is None:
        return 0, 0
    lines = session.scalar(
        select(func.count()).select_from(CategoryCheck).where(CategoryCheck.category_id == call.category_id)
    )
    done = session.scalar(select(func.count()).select_from(CheckDone).where(CheckDone.call_id == call.id))
    return lines or 0, done or 0
