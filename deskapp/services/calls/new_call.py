"""Logging a call while the customer speaks: who, what, priority; the deadlines at once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, insert, select
from sqlalchemy.orm import Session

from deskapp.domain import priority as priorities
from deskapp.domain import sla
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.signs import triggers
from deskapp.domain.signs.triggers import Sign
from deskapp.domain.words import CallState, Channel, ClockKind, Priority, Tier, Verdict
from deskapp.models.base import Base, to_stored
from deskapp.models.calls import Call, CheckDone
from deskapp.models.clocks import ClockRow
from deskapp.models.customers import Customer
from deskapp.models.incidents import Incident
from deskapp.models.site import CategoryCheck
from deskapp.models.templates import CallTemplate
from deskapp.services import call_fields
from deskapp.services.attachments import attaching
from deskapp.services.callers import stands_for
from deskapp.services.calls import basis as call_basis
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.basis import Basis, Caller
from deskapp.services.calls.care import promise
from deskapp.services.calls.incident import put_in
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.clocks.views import Deadlines
from deskapp.services.confidential.access import refuse_hidden
from deskapp.services.places import choosing
from deskapp.services.places.acts import Chosen
from deskapp.services.rules import Policy
from deskapp.services.texts import clean, reference
from deskapp.services.work import Look, Unit, Work
from deskapp.storage import search

if TYPE_CHECKING:
    from deskapp.services.calls.acts import LogCall

_INSERT_CALL, _INSERT_CLOCK, _INSERT_CHECK = (
    insert(Base.metadata.tables[model.__tablename__]) for model in (Call, ClockRow, CheckDone)
)


def log(work: Work, act: LogCall, call_id: int | None = None) -> Done[CallRow]:
    """Log a call. It gets its reference, its clocks and its first event in one transaction.

    call_id: an id of its own, for a desk that goes on counting from somewhere. Raises Invalid by field.
    """
    with work.act() as unit:
        if act.customer_id is not None:
            # Whoever was chosen may have been merged into another while the call was typed.
            act = replace(act, customer_id=stands_for(unit.session, act.customer_id))
        basis = call_basis.read(unit, act)
        fields = _check(unit.session, act, basis, unit.now)
        caller = _caller(unit.session, act, basis.caller)
        place_id, equipment_id = choosing.take(unit, caller.id, act.place, act.equipment)
        if equipment_id != act.equipment.id:
            # It was told by a word: of what there is already the other calls count.
            basis = call_basis.read(unit, replace(act, equipment=Chosen(equipment_id)))
        priority = act.priority or basis.priority
        started = _clocks(unit, basis.policy, act, priority, caller.tier)
        running = _running(unit, started)
        columns = _columns(unit, act, basis, caller, priority)
        person_id = choosing.speaker(unit, caller.id, act.person)
        columns |= {"place_id": place_id, "equipment_id": equipment_id, "person_id": person_id}
        columns |= clocks.next_due(running).columns()
        resolve_by = next((due for facts, _version, due in running if facts.kind is ClockKind.RESOLUTION), None)
        signs = _signs(act, basis, caller.tier, resolve_by)
        columns["signs"] = " ".join(sign.code for sign in signs)
        call_id = _write(unit.session, act, columns, started, call_id)
        more = " ".join((columns["details"], columns["wants"], *fields.values()))
        search.write(unit.session, (call_id, columns["summary"], more))
        done = _ticked(unit.session, act.checks)
        said = {label: value for label, (_was, value) in call_fields.keep(unit.session, call_id, fields).items()}
        _tell(unit, act, columns, call_id, done, said)
        about = call_signs.About(columns["summary"], caller.id, equipment_id)
        others = call_signs.spread(unit, signs, about, basis.around)
        if act.files:
            attaching.take(unit, act.files, call_id)
        if act.next_update is not None:
            promise(unit, call_id, act.next_update)
        if act.incident_id is not None:
            put_in(unit, unit.session.get_one(Incident, act.incident_id), (call_id,))
            unit.lists.add("incidents")
        if act.customer_id is None:
            unit.lists.add("customers")
        row = next(iter(call_rows.where(runner(unit.session), "WHERE call.id = ?", (call_id,))))
        return unit.done(row, calls=others | {call_id})


def next_reference(work: Work) -> str:
    """The reference of the next call that is logged: no call ever goes, so that it follows the last."""
    with work.look() as look:
        last: int | None = look.session.scalar(select(func.max(Call.id)))
        return reference((last or 0) + 1)


def deadlines(work: Work, act: LogCall) -> Deadlines:
    """What logging a call now would promise."""
    with work.look() as look:
        session = look.session
        customer = session.get(Customer, act.customer_id) if act.customer_id is not None else None
        tier = customer.tier if customer else Tier.STANDARD
        policy = look.rules.in_force(session)
        chosen = act.priority or priorities.priority_of(act.impact, act.urgency, policy.matrix)
        answered = _answered(policy, act.channel)

        def due(kind: ClockKind) -> datetime | None:
            return clocks.would_be_due(look, policy.target(chosen, kind, act.category_id, tier))

        resolution = policy.target(chosen, ClockKind.RESOLUTION, act.category_id, tier)
        return Deadlines(
            priority=chosen,
            answered=answered,
            response=due(ClockKind.RESPONSE),
            update=due(ClockKind.UPDATE) if answered else None,
            resolution=due(ClockKind.RESOLUTION),
            resolution_target=None if resolution is None else resolution.length,
        )


def signs(work: Work, act: LogCall) -> tuple[Sign, ...]:
    """The signs to escalate that a call would show, before it is logged."""
    with work.look() as look:
        basis = call_basis.read(look, act)
        tier = basis.caller.tier if basis.caller else Tier.STANDARD
        target = basis.policy.target(basis.priority, ClockKind.RESOLUTION, act.category_id, tier)
        return _signs(act, basis, tier, clocks.would_be_due(look, target))


def _signs(act: LogCall, basis: Basis, tier: Tier, due: datetime | None) -> tuple[Sign, ...]:
    shown = triggers.CallSigns(
        impact=act.impact,
        tier=tier,
        tone=act.tone,
        resolution_due=due,
        customer_deadline=act.customer_deadline,
    )
    return call_signs.shown_by(shown, basis.around, act.customer_id, (act.summary, act.details, act.wants))


def _check(session: Session, act: LogCall, basis: Basis, now: datetime) -> dict[int, str]:
    """Raises Invalid by field; gives back what the fields of its category say."""
    incident = session.get(Incident, act.incident_id) if act.incident_id is not None else None
    repeats = session.get(Call, act.repeat_of) if act.repeat_of is not None else None
    if repeats is not None:
        refuse_hidden(session, repeats)
    template = session.get(CallTemplate, act.template_id) if act.template_id is not None else None
    own = CategoryCheck.template_id.is_(None) | (CategoryCheck.template_id == act.template_id)
    lines = select(CategoryCheck.id).where(CategoryCheck.category_id == act.category_id, own)
    strange = act.template_id is not None and (template is None or template.category_id != act.category_id)
    choosing.check(session, act.customer_id, act.place, act.equipment, act.person)
    nobody = act.customer_id is None and (act.new_customer is None or not clean(act.new_customer.name))
    fields, wrong = call_fields.taken(session, act.category_id, act.fields)
    refuse_where(
        ("summary", FieldFault.MISSING, not clean(act.summary)),
        ("customer", FieldFault.MISSING, nobody),
        ("next_update", FieldFault.PAST, act.next_update is not None and act.next_update <= now),
        ("priority_reason", FieldFault.MISSING, act.priority is not None and not clean(act.priority_reason)),
        ("category_id", FieldFault.UNKNOWN, not basis.category_known),
        ("template_id", FieldFault.UNKNOWN, strange),
        ("incident_id", FieldFault.UNKNOWN, incident is None and act.incident_id is not None),
        ("incident_id", FieldFault.INCIDENT_OVER, incident is not None and incident.over_at is not None),
        ("repeat_of", FieldFault.UNKNOWN, repeats is None and act.repeat_of is not None),
        # Of somebody new there is no earlier call that this one could repeat.
        ("repeat_of", FieldFault.OF_ANOTHER_CUSTOMER, repeats is not None and repeats.customer_id != act.customer_id),
        (
            "checks",
            FieldFault.OF_ANOTHER_CATEGORY,
            bool(act.checks) and not set(act.checks) <= set(session.scalars(lines)),
        ),
        *((name, fault, True) for name, fault in wrong.items()),
    )
    return fields


def _caller(session: Session, act: LogCall, known: Caller | None) -> Caller:
    if act.customer_id is None:
        assert act.new_customer is not None  # checked before
        return call_basis.add_customer(session, act.new_customer)
    if known is None:
        raise Invalid({"customer": FieldFault.UNKNOWN})
    return known


def _answered(policy: Policy, channel: Channel) -> bool:
    return policy.phone_answers and channel is Channel.PHONE


def _clocks(unit: Unit, policy: Policy, act: LogCall, priority: Priority, tier: Tier) -> list[dict[str, Any]]:
    """The clocks that start with the call; a call taken by phone is answered when logged, if the policy says so."""
    answered, now = _answered(policy, act.channel), unit.now
    rows = []
    promised = act.next_update is not None
    for kind in (ClockKind.RESPONSE, ClockKind.RESOLUTION, ClockKind.UPDATE):
        target = policy.target(priority, kind, act.category_id, tier)
        if target is None or (kind is ClockKind.UPDATE and (promised or not answered)):
            continue
        if clocks.would_be_due(unit, target) is None:
            continue
        clock = clocks.row(0, 1, kind, now, target=target)
        if kind is ClockKind.RESPONSE and answered:
            clock.update(stopped_at=now, verdict=Verdict.MET, margin=target.length)
        rows.append(clock)
    if promised:
        rows.append(clocks.row(0, 1, ClockKind.UPDATE, now, fixed=act.next_update))
    if act.customer_deadline is not None:
        rows.append(clocks.row(0, 1, ClockKind.DEADLINE, now, fixed=act.customer_deadline))
    return rows


def _running(look: Look, started: list[dict[str, Any]]) -> list[tuple[sla.ClockFacts, int | None, datetime | None]]:
    """What the domain needs to know of the clocks that run, each with the version of its calendar and when it is due.

    When that is, is put into its columns too.
    """
    running = []
    for clock in started:
        if clock["stopped_at"] is not None:
            continue
        version = clock["calendar_version_id"]
        facts = sla.ClockFacts(
            kind=clock["kind"],
            started=clock["started_at"],
            target=clock["target"],
            calendar=None if version is None else look.rules.calendar(look.session, version),
            fixed=clock["fixed_at"],
        )
        clock["due_at"] = sla.due(facts)
        running.append((facts, version, clock["due_at"]))
    return running


def _columns(unit: Unit, act: LogCall, basis: Basis, caller: Caller, priority: Priority) -> dict[str, Any]:
    answered = _answered(basis.policy, act.channel)
    spoken = answered or act.next_update is not None
    return {
        "customer_id": caller.id,
        "owner_id": unit.staff.id,
        "logged_by_id": unit.staff.id,
        "logged_at": unit.now,
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
        # Answered, it is being worked on; what nobody has answered yet is new.
        "state": CallState.OPEN if answered else CallState.NEW,
        "cycle": 1,
        "solution": "",
        "policy_version_id": basis.policy.id,
        "repeat_of_id": act.repeat_of,
        "confidential": act.confidential,
        "template_id": act.template_id,
        "version": 1,
        # Naming the time of the next update was a conversation, too.
        "last_word_at": unit.now if spoken else None,
        "last_word_told": spoken,
    }


def _write(
    session: Session, act: LogCall, columns: dict[str, Any], started: list[dict[str, Any]], call_id: int | None
) -> int:
    """Write the call with its clocks and checks; gives back its id."""
    connection = session.connection()
    given = columns if call_id is None else {"id": call_id, **columns}
    call_id = int(connection.execute(_INSERT_CALL, given).lastrowid)
    if started:
        connection.execute(_INSERT_CLOCK, [{**clock, "call_id": call_id} for clock in started])
    if act.checks:
        done = [{"call_id": call_id, "check_id": check} for check in dict.fromkeys(act.checks)]
        connection.execute(_INSERT_CHECK, done)
    return call_id


def _ticked(session: Session, checks: Sequence[int]) -> list[str]:
    """The lines of the checklist that were done while the customer spoke, as they read today."""
    if not checks:
        return []
    query = select(CategoryCheck.text).where(CategoryCheck.id.in_(checks))
    return list(session.scalars(query.order_by(CategoryCheck.position, CategoryCheck.id)))


def _tell(
    unit: Unit, act: LogCall, columns: dict[str, Any], call_id: int, checks: Sequence[str], fields: Mapping[str, str]
) -> None:
    payload: dict[str, Any] = {
        "summary": columns["summary"],
        "details": columns["details"],
        "channel": act.channel.value,
        "impact": act.impact.value,
        "urgency": act.urgency.value,
        "priority": columns["priority"].value,
    }
    if act.priority is not None:
        payload["priority_reason"] = columns["priority_reason"]
    for column in choosing.COLUMNS:
        if columns[column] is not None:
            payload[column.removesuffix("_id")] = choosing.name(unit.session, column, columns[column])
    if act.repeat_of is not None:
        payload["repeat_of"] = reference(act.repeat_of)
    if act.next_update is not None:
        payload["next_update"] = to_stored(act.next_update)
    if checks:
        payload["checks"] = list(checks)
    if act.template_id is not None:
        payload["template"] = unit.session.get_one(CallTemplate, act.template_id).name
    if fields:
        payload["fields"] = dict(fields)
    if act.confidential:
        payload["confidential"] = True
    unit.tell(EventKind.LOGGED, call_id, "state", becomes=columns["state"].value, payload=payload)
