"""Escalating a call: checked, recorded, its clocks started. The owner, the update clock and the close stay."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff import visible
from deskapp.domain.words import (
    CONTACT_TYPES,
    UNRETURNED,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    HandoffPart,
    Priority,
    Transfer,
)
from deskapp.models.base import to_stored
from deskapp.models.calls import Call
from deskapp.models.escalations import Escalation
from deskapp.models.rotas import Rota
from deskapp.models.site import Site, Trigger
from deskapp.services.approvals import asking as approval_asking
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import change_priority, must_fit, name_things, spoke, taken_up, the_call
from deskapp.services.calls.sealing import seal
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.directory import contacts
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations import attempts, conflicts, estimates, reach
from deskapp.services.escalations import incident as incident_escalation
from deskapp.services.escalations import life as escalation_life
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import EscalationView
from deskapp.services.places import asking
from deskapp.services.rotas import reading as rota_reading
from deskapp.services.routes import on_duty, ranking
from deskapp.services.texts import clean
from deskapp.services.work import Look, Unit, Work

if TYPE_CHECKING:
    from deskapp.services.escalations.acts import Escalate

_URGENT = list(Priority)


def escalate(work: Work, act: Escalate) -> Done[EscalationView]:
    """Record one escalating of one call. Raises Invalid by field; nothing is sent anywhere."""
    approval_asking.check_pin(work, act.approval.answer if act.approval else None)
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_fit(call, CallAct.ESCALATE)
        conflicts.check(unit.session, call, act)
        earlier = conflicts.replaced(unit.session, call, act)
        contact = checked(unit, call, act)
        if earlier is not None and earlier.state in UNRETURNED:
            to = "" if contact is None else contact.name
            escalation_life.take_back(unit, earlier, clean(act.instead_reason), to)
        taken_up(unit, call)
        if contact is not None:
            reach.keep(unit, call.customer_id, act.reach)
            name_things(unit, call, act.place, act.equipment)
        if act.approval is not None:
            approval_asking.asked(unit, call, act.approval)
            call_signs.sign_again(unit, call)
        priority_was = call.priority
        if EscalationType.PRIORITY in act.types and act.priority is not None:
            call.priority_reason = clean(act.priority_reason)
            change_priority(unit, call, act.priority, call.priority_reason)
        escalation = _row(unit, call, act, contact)
        escalation.instead_of_id = None if earlier is None else earlier.id
        if priority_was != call.priority:
            escalation.priority_was = priority_was.value
        unit.session.add(escalation)
        unit.session.flush()
        estimates.record(unit, escalation, act.estimate)
        attempts.tie(unit, escalation)
        _tell(unit, call, escalation, contact, act)
        if act.confidential and not call.confidential:
            seal(unit, call, "")
        if contact is not None:
            _start_clocks(unit, call, escalation, contact)
        if act.consent in (Consent.YES, Consent.NO) or act.next_update is not None:
            # Asking, or naming a time, was a conversation.
            spoke(unit, call, act.next_update)
        incident_escalation.carry_out(unit, call, escalation, act)
        clocks.refresh(unit, call)
        value = escalations_of(unit.session, Escalation.id == escalation.id)[0]
        if escalation.incident_id:
            unit.lists.add("incidents")
        if act.reach:
            unit.lists.add("customers")
        return unit.done(value, "promises", "contacts", "approvals", calls=(call.id, *act.incident_calls))


def checked(look: Look, call: Call, act: Escalate) -> ContactView | None:
    """The contact of an act that may be carried out; None where its types need none. Raises Invalid by field."""
    wrong: dict[str, FieldFault] = {}
    if not act.types:
        wrong["types"] = FieldFault.MISSING
    if not act.triggers:
        wrong["triggers"] = FieldFault.MISSING
    elif not set(look.session.scalars(select(Trigger.code))).issuperset(code for code, _reason in act.triggers):
        wrong["triggers"] = FieldFault.UNKNOWN
    needs = any(kind in CONTACT_TYPES for kind in act.types)
    contact = _contact(look, call, act, needs, wrong)
    if not {part.value for part in HandoffPart}.issuperset(act.handoff):
        wrong["handoff"] = FieldFault.UNKNOWN
    elif needs:
        _check_handoff(look.session, call, act, wrong)
    _check_telling(act, look.now, needs, wrong)
    _check_priority(call, act, wrong)
    incident_escalation.check(look.session, call, act, wrong)
    _check_instead(look.session, act, wrong)
    if act.estimate is not None and act.estimate < timedelta(0):
        wrong["estimate"] = FieldFault.BELOW_ZERO
    if wrong:
        with_them = (
            _with_them(look.session, call, act) if wrong.get("contact") == FieldFault.ALREADY_WITH_THEM else None
        )
        raise Invalid(wrong, with_them=with_them)
    return contact


def _contact(look: Look, call: Call, act: Escalate, needs: bool, wrong: dict[str, FieldFault]) -> ContactView | None:
    if not needs:
        if act.contact_id is not None or act.rota_id is not None:
            wrong["contact"] = FieldFault.NOT_WITH_THESE_TYPES
        return None
    if act.contact_id is None:
        wrong["contact"] = FieldFault.MISSING
        return None
    contact = contacts.one(look.session, act.contact_id)
    if not contact.active:
        wrong["contact"] = FieldFault.INACTIVE
    if act.rota_id is not None and act.rota_id not in rota_reading.rotas_of(look, contact.id):
        wrong["contact"] = FieldFault.NOT_ON_CALL_NOW
    if _with_them(look.session, call, act) is not None:
        wrong["contact"] = FieldFault.ALREADY_WITH_THEM
    return contact


def _with_them(session: Session, call: Call, act: Escalate) -> EscalationView | None:
    """The escalation that this contact has of the call already."""
    out = escalations_of(
        session,
        Escalation.call_id == call.id,
        Escalation.contact_id == act.contact_id,
        Escalation.ended_at.is_(None),
    )
    return out[0] if out else None


def _check_instead(session: Session, act: Escalate, wrong: dict[str, FieldFault]) -> None:
    """Whoever has the call still is told why it is taken back."""
    earlier = None if act.instead_of is None else session.get(Escalation, act.instead_of)
    if earlier is not None and earlier.state in UNRETURNED and not act.instead_reason.strip():
        wrong["instead_reason"] = FieldFault.MISSING


def _check_handoff(session: Session, call: Call, act: Escalate, wrong: dict[str, FieldFault]) -> None:
    if not act.reach.strip() and not reach.known(session, call.customer_id, call.person_id):
        wrong["reach"] = FieldFault.MISSING
    for name in asking.lacking(session, call):
        if not getattr(act, name).strip():
            wrong[name] = FieldFault.MISSING
    required = [HandoffPart(name) for name in session.get_one(Site, 1).required_parts]
    for part in visible.missing(act.handoff, required):
        wrong[part.value] = FieldFault.MISSING
    if act.transfer is None:
        wrong["transfer"] = FieldFault.MISSING
    elif act.transfer is Transfer.COLD and not act.transfer_reason.strip():
        wrong["transfer_reason"] = FieldFault.MISSING


def _check_telling(act: Escalate, now: datetime, needs: bool, wrong: dict[str, FieldFault]) -> None:
    if act.consent is None and needs:
        wrong["consent"] = FieldFault.MISSING
    if act.consent is Consent.NO and not act.consent_reason.strip():
        wrong["consent_reason"] = FieldFault.MISSING
    if act.next_update is not None and act.next_update <= now:
        wrong["next_update"] = FieldFault.PAST


def _check_priority(call: Call, act: Escalate, wrong: dict[str, FieldFault]) -> None:
    if EscalationType.PRIORITY not in act.types:
        if act.priority is not None:
            wrong["priority"] = FieldFault.WITHOUT_THE_TYPE
        return
    if act.priority is None:
        wrong["priority"] = FieldFault.MISSING
    elif _URGENT.index(act.priority) >= _URGENT.index(call.priority):
        wrong["priority"] = FieldFault.NOT_RAISED
    if not act.priority_reason.strip():
        wrong["priority_reason"] = FieldFault.MISSING


def _row(unit: Unit, call: Call, act: Escalate, contact: ContactView | None) -> Escalation:
    last = unit.session.scalar(select(func.max(Escalation.number)).where(Escalation.call_id == call.id)) or 0
    return Escalation(
        call_id=call.id,
        number=last + 1,
        cycle=call.cycle,
        made_at=unit.now,
        made_by_id=unit.staff.id,
        # Without a contact nobody has to accept: it counts as returned at once.
        state=EscalationState.RETURNED if contact is None else EscalationState.OFFERED,
        ended_at=unit.now if contact is None else None,
        types=[kind.value for kind in EscalationType if kind in act.types],
        triggers=[[code, clean(reason)] for code, reason in act.triggers],
        contact_id=None if contact is None else contact.id,
        rota_id=act.rota_id,
        handoff={name: clean(text) for name, text in act.handoff.items()},
        consent=act.consent or Consent.NOT_ASKED,
        consent_reason=clean(act.consent_reason),
        transfer=act.transfer,
        transfer_reason=clean(act.transfer_reason),
        estimate=act.estimate,
    )


def _start_clocks(unit: Unit, call: Call, escalation: Escalation, contact: ContactView) -> None:
    policy = unit.rules.policy(unit.session, call.policy_version_id)
    usual = clocks.target_of(unit.session, call, policy, ClockKind.ACCEPTANCE)
    acceptance = ranking.acceptance_target(unit.session, contact, usual)
    first_word = clocks.target_of(unit.session, call, policy, ClockKind.FIRST_WORD)
    for kind, target in ((ClockKind.ACCEPTANCE, acceptance), (ClockKind.FIRST_WORD, first_word)):
        # Whoever was reached through a rota is on duty, whatever their hours.
        real = on_duty.real_time(unit, contact, target, escalation.rota_id)
        clocks.start(unit, call, kind, target=target, real=real, escalation_id=escalation.id)


def _tell(unit: Unit, call: Call, escalation: Escalation, contact: ContactView | None, act: Escalate) -> None:
    payload: dict[str, object] = {
        "number": escalation.number,
        "escalation": escalation.id,
        "types": list(escalation.types),
        "triggers": [code for code, _reason in act.triggers],
        "consent": escalation.consent.value,
        "handoff": dict(escalation.handoff),
    }
    if contact is not None:
        payload |= {"contact": contact.name, "contact_role": contact.role or contact.organisation}
    if escalation.rota_id is not None:
        payload["rota"] = unit.session.get_one(Rota, escalation.rota_id).name
    if escalation.transfer is not None:
        payload["transfer"] = escalation.transfer.value
    if escalation.priority_was is not None:
        payload |= {"priority_was": escalation.priority_was, "priority": call.priority.value}
    if act.next_update is not None:
        payload["next_update"] = to_stored(act.next_update)
    if act.estimate is not None:
        payload["estimate"] = int(act.estimate.total_seconds())
    if escalation.instead_of_id is not None:
        payload["instead_of"] = unit.session.get_one(Escalation, escalation.instead_of_id).number
    unit.tell(EventKind.ESCALATED, call.id, payload=payload)
