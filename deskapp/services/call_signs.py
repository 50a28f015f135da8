"""Signs to escalate that the record of a call shows."""

from collections.abc import Collection
from datetime import datetime, timedelta

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain import sla, triggers
from deskapp.domain.words import ClockKind, EscalationType
from deskapp.models.base import to_stored
from deskapp.models.calls import Call, CheckDone
from deskapp.models.clocks import ClockRow
from deskapp.models.customers import Customer
from deskapp.models.site import CategoryCheck, Site, Trigger
from deskapp.services import approval_reading, clocks
from deskapp.services.defaults import legal_words
from deskapp.services.rules import Rules
from deskapp.services.views import SeenTrigger

_DAY = timedelta(days=1)


#: How often this customer contacted the desk lately.
CONTACTS_IN_30_DAYS = """
SELECT count(*) FROM call
WHERE customer_id = :customer_id AND logged_at > :month_ago AND logged_at <= :now AND state <> 'void'
"""
#: Newest first by id: the last hour's calls are among the newest, whatever the table's size.
SAME_CATEGORY_LAST_HOUR = """
SELECT count(*) FROM (SELECT category_id, logged_at FROM call ORDER BY id DESC LIMIT 500)
WHERE category_id = :category_id AND logged_at > :hour_ago
"""


def asked(now: datetime, **ids: int | None) -> dict[str, int | str | None]:
    """The parameters of the two figures."""
    return {
        "now": to_stored(now),
        "month_ago": to_stored(now - triggers.REPEAT_DAYS * _DAY),
        "hour_ago": to_stored(now - triggers.MANY_WITHIN),
        **ids,
    }


def contacts_in_30_days(session: Session, customer_id: int, now: datetime) -> int:
    return _count(session, CONTACTS_IN_30_DAYS, asked(now, customer_id=customer_id))


def same_category_last_hour(session: Session, category_id: int | None, now: datetime) -> int:
    return _count(session, SAME_CATEGORY_LAST_HOUR, asked(now, category_id=category_id))


def _count(session: Session, sql: str, parameters: dict[str, int | str | None]) -> int:
    return int(session.connection().exec_driver_sql(sql, parameters).scalar_one())


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
    asked_above = approval_reading.asked_of_call(session, call.id)
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
            asked_above=asked_above.kind if asked_above else None,
            asked_amount=asked_above.amount if asked_above else None,
            currency=session.get_one(Site, 1).currency if asked_above else "",
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


def likely_types(session: Session, codes: Collection[str]) -> tuple[EscalationType, ...]:
    """The types of escalation that these triggers suggest; where they suggest none, it is a matter of knowledge."""
    suggests = {row.code: [EscalationType(kind) for kind in row.suggests] for row in session.scalars(select(Trigger))}
    return triggers.suggested_types(codes, suggests) or (EscalationType.FUNCTIONAL,)
