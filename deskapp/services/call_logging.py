"""Logging a call while the customer speaks: who, what, priority; the deadlines at once."""

from datetime import datetime
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deskapp.domain import priority as priorities
from deskapp.domain import sla, triggers
from deskapp.domain.errors import Invalid
from deskapp.domain.words import (
    CallState,
    Channel,
    ClockKind,
    Impact,
    Priority,
    Tier,
    Tone,
    Urgency,
    Verdict,
)
from deskapp.models.calls import Call, CheckDone
from deskapp.models.clocks import ClockRow
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.models.site import CategoryCheck
from deskapp.services import call_rows, call_signs, clocks, events, rules
from deskapp.services.acts import LogCall, NewCustomer
from deskapp.services.defaults import legal_words
from deskapp.services.lists import runner
from deskapp.services.rules import Policy
from deskapp.services.texts import clean, digits
from deskapp.services.views import CallRow, Changes, Deadlines, Done, SeenTrigger
from deskapp.services.work import Work
from deskapp.storage import search


def log(work: Work, act: LogCall, call_id: int | None = None) -> Done[CallRow]:
    """Log a call. It gets its reference, its clocks and its first event in one transaction.

    call_id: a reference of its own, for a desk that goes on counting from somewhere. Raises Invalid by field.
    """
    with work.act() as (session, now, staff):
        policy = work.rules.in_force(session)
        priority = _priority(session, act)
        _check(session, act)
        customer, is_new = _customer(session, act)
        started = _clocks(policy, act, priority, now)
        due = _next_due(work, session, started)
        # Answered, it is being worked on; what nobody has answered yet is new.
        state = CallState.OPEN if _answered(policy, act.channel) else CallState.NEW
        signs = _signs(work, session, act, customer, priority, now, started)
        columns = {
            "id": call_id,
            "customer_id": customer.id,
            "owner_id": staff.id,
            "logged_by_id": staff.id,
            "logged_at": now,
            "channel": act.channel,
            "category_id": act.category_id,
            "summary": clean(act.summary),
            "details": clean(act.details),
            "wants": clean(act.wants),
            "steps": "",
            "tone": act.tone,
            "impact": act.impact,
            "urgency": act.urgency,
            "priority": priority,
            "priority_reason": clean(act.priority_reason) if act.priority else "",
            "customer_deadline": act.customer_deadline,
            "state": state,
            "cycle": 1,
            "solution": "",
            "policy_version_id": policy.id,
            "repeat_of_id": act.repeat_of,
            "signs": " ".join(sign.code for sign in signs),
            "version": 1,
            **due.columns(),
        }
        if call_id is None:
            del columns["id"]
        connection = session.connection()
        number = connection.execute(insert(Call.__table__), columns).inserted_primary_key[0]
        connection.execute(insert(ClockRow.__table__), [{**clock, "call_id": number} for clock in started])
        if act.checks:
            connection.execute(insert(CheckDone.__table__), [{"call_id": number, "check_id": check} for check in act.checks])
        phones = _phones(session, customer) if not is_new else digits(act.new_customer.phone)  # type: ignore[union-attr]
        search.write(
            session,
            (
                number,
                call_rows.reference(number),
                f"{customer.name} {customer.organisation} {customer.account}",
                phones,
                columns["summary"],
                f"{columns['details']} {columns['wants']}",
            ),
        )
        events.record(session, [_event(act, columns, number, now, staff.id, due)], now)
        row = next(iter(call_rows.where(runner(session), "WHERE call.id = ?", (number,))))
    lists = frozenset({"customers"}) if is_new else frozenset[str]()
    return Done(row, Changes(calls=frozenset({number}), lists=lists))


def deadlines(work: Work, impact: Impact, urgency: Urgency, priority: Priority | None, channel: Channel) -> Deadlines:
    """What logging a call now would promise."""
    now = work.clock.now()
    with work.read() as session:
        policy = work.rules.in_force(session)
        chosen = priority or priorities.priority_of(impact, urgency, rules.matrix(session))
        answered = _answered(policy, channel)

        def due(kind: ClockKind) -> datetime | None:
            target = policy.target(chosen, kind)
            if target is None:
                return None
            return work.rules.calendar(session, target.calendar_version_id).due(now, target.length)

        resolution = policy.target(chosen, ClockKind.RESOLUTION)
        return Deadlines(
            priority=chosen,
            answered=answered,
            response=due(ClockKind.RESPONSE),
            update=due(ClockKind.UPDATE) if answered else None,
            resolution=due(ClockKind.RESOLUTION),
            resolution_target=None if resolution is None else resolution.length,
        )


def seen(
    work: Work,
    customer_id: int | None,
    impact: Impact,
    urgency: Urgency,
    category_id: int | None,
    tone: Tone | None,
    customer_deadline: datetime | None,
    words: str,
) -> tuple[SeenTrigger, ...]:
    """The signs to escalate that a call would show, before it is logged."""
    now = work.clock.now()
    with work.read() as session:
        customer = session.get(Customer, customer_id) if customer_id is not None else None
        policy = work.rules.in_force(session)
        chosen = priorities.priority_of(impact, urgency, rules.matrix(session))
        target = policy.target(chosen, ClockKind.RESOLUTION)
        due = None
        if target is not None:
            due = work.rules.calendar(session, target.calendar_version_id).due(now, target.length)
        return call_signs.as_seen(
            triggers.CallSigns(
                impact=impact,
                tier=customer.tier if customer else Tier.STANDARD,
                tone=tone,
                resolution_due=due,
                customer_deadline=customer_deadline,
                contacts_30_days=1 + (call_signs.contacts_in_30_days(session, customer.id, now) if customer else 0),
                same_category_last_hour=1 + call_signs.same_category_last_hour(session, category_id, now)
                if category_id
                else 0,
                words=words,
                legal_words=legal_words(),
            )
        )


def add_customer(session: Session, new: NewCustomer) -> Customer:
    """A new customer with the number they call from."""
    customer = Customer(
        name=clean(new.name),
        organisation=clean(new.organisation),
        account=clean(new.account),
        email=clean(new.email),
        tier=new.tier,
    )
    session.add(customer)
    session.flush()
    if new.phone.strip():
        number = digits(new.phone)
        session.add(
            CustomerPhone(
                customer_id=customer.id,
                position=0,
                shown=clean(new.phone),
                digits=number,
                digits_reversed=number[::-1],
            )
        )
        session.flush()
    return customer


def _check(session: Session, act: LogCall) -> None:
    wrong: dict[str, str] = {}
    if not act.summary.strip():
        wrong["summary"] = "missing"
    if act.customer_id is None and (act.new_customer is None or not act.new_customer.name.strip()):
        wrong["customer"] = "missing"
    if act.priority is not None and not act.priority_reason.strip():
        wrong["priority_reason"] = "missing"
    if act.checks and act.category_id is None:
        wrong["checks"] = "of_another_category"
    elif act.checks:
        known = set(session.scalars(select(CategoryCheck.id).where(CategoryCheck.category_id == act.category_id)))
        if not known.issuperset(act.checks):
            wrong["checks"] = "of_another_category"
    if wrong:
        raise Invalid(wrong)


def _priority(session: Session, act: LogCall) -> Priority:
    return act.priority or priorities.priority_of(act.impact, act.urgency, rules.matrix(session))


def _customer(session: Session, act: LogCall) -> tuple[Customer, bool]:
    if act.customer_id is None:
        assert act.new_customer is not None  # checked before
        return add_customer(session, act.new_customer), True
    customer = session.get(Customer, act.customer_id)
    if customer is None:
        raise Invalid({"customer": "unknown"})
    return customer, False


def _answered(policy: Policy, channel: Channel) -> bool:
    return policy.phone_answers and channel is Channel.PHONE


def _clocks(policy: Policy, act: LogCall, priority: Priority, now: datetime) -> list[dict[str, Any]]:
    """The clocks that start with the call; a call taken by phone is answered when logged, if the policy says so."""
    answered = _answered(policy, act.channel)
    rows = []
    for kind in (ClockKind.RESPONSE, ClockKind.RESOLUTION, ClockKind.UPDATE):
        target = policy.target(priority, kind)
        if target is None or (kind is ClockKind.UPDATE and not answered):
            continue
        clock = clocks.row(0, 1, kind, now, target=target)
        if kind is ClockKind.RESPONSE and answered:
            clock.update(stopped_at=now, verdict=Verdict.MET, margin=target.length)
        rows.append(clock)
    if act.customer_deadline is not None:
        rows.append(clocks.row(0, 1, ClockKind.DEADLINE, now, fixed=act.customer_deadline))
    return rows


def _next_due(work: Work, session: Session, started: list[dict[str, Any]]) -> clocks.NextDue:
    return clocks.next_due(
        (_facts(work, session, clock), clock["calendar_version_id"]) for clock in started if clock["stopped_at"] is None
    )


def _facts(work: Work, session: Session, clock: dict[str, Any]) -> sla.ClockFacts:
    version = clock["calendar_version_id"]
    return sla.ClockFacts(
        kind=clock["kind"],
        started=clock["started_at"],
        target=clock["target"],
        calendar=None if version is None else work.rules.calendar(session, version),
        fixed=clock["fixed_at"],
    )


def _signs(
    work: Work,
    session: Session,
    act: LogCall,
    customer: Customer,
    priority: Priority,
    now: datetime,
    started: list[dict[str, Any]],
) -> tuple[SeenTrigger, ...]:
    resolution = next((clock for clock in started if clock["kind"] is ClockKind.RESOLUTION), None)
    due = None if resolution is None else sla.due(_facts(work, session, resolution))
    return call_signs.as_seen(
        triggers.CallSigns(
            impact=act.impact,
            tier=customer.tier,
            tone=act.tone,
            resolution_due=due,
            customer_deadline=act.customer_deadline,
            contacts_30_days=1 + call_signs.contacts_in_30_days(session, customer.id, now),
            same_category_last_hour=1 + call_signs.same_category_last_hour(session, act.category_id, now)
            if act.category_id
            else 0,
            words=f"{act.summary} {act.details} {act.wants}",
            legal_words=legal_words(),
        )
    )


def _phones(session: Session, customer: Customer) -> str:
    return " ".join(session.scalars(select(CustomerPhone.digits).where(CustomerPhone.customer_id == customer.id)))


def _event(
    act: LogCall, columns: dict[str, Any], number: int, now: datetime, staff_id: int, due: clocks.NextDue
) -> events.Line:
    words: dict[str, Any] = {
        "summary": columns["summary"],
        "details": columns["details"],
        "channel": act.channel.value,
        "impact": act.impact.value,
        "urgency": act.urgency.value,
        "priority": columns["priority"].value,
    }
    if act.priority is not None:
        words["priority_reason"] = columns["priority_reason"]
    if act.repeat_of is not None:
        words["repeat_of"] = call_rows.reference(act.repeat_of)
    return events.Line("logged", now, staff_id, number, field="state", becomes=columns["state"].value, words=words)
