"""What a handoff sheet says: put together from the record, reduced to what its reader may see, kept when printed."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain import handoff, sla
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff_sheet import HandoffSheet, Promised, Recipient, Sender, SheetApproval, SheetCustomer, told
from deskapp.domain.words import OUTSIDE_KINDS, ClockKind, Consent, EscalationType, HandoffPart, Priority, PromiseKind
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.promises import Promise
from deskapp.models.site import Site, Staff
from deskapp.services import events
from deskapp.services.approvals import reading as approval_reading
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Changes, Done
from deskapp.services.clocks import clocks
from deskapp.services.directory import contacts
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations import reach
from deskapp.services.escalations.escalating import checked
from deskapp.services.routes import ranking
from deskapp.services.texts import clean
from deskapp.services.texts import reference as reference_of
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.escalations.acts import Escalate


def preview(work: Work, act: Escalate) -> HandoffSheet:
    """The sheet that an escalation would print, before anything is recorded. Raises Invalid by field."""
    now = work.clock.now()
    with work.read() as session:
        call = the_call(session, act.call_id)
        contact = checked(session, call, act, now, work.rules)
        printed_by = session.get_one(Staff, work.staff_id or call.owner_id).name
        number = 1 + (
            session.scalar(
                select(Escalation.number)
                .where(Escalation.call_id == call.id)
                .order_by(Escalation.number.desc())
                .limit(1)
            )
            or 0
        )
        policy = work.rules.policy(session, call.policy_version_id)
        priority = act.priority or call.priority
        answer_by = None
        if contact is not None:
            tier = session.get_one(Customer, call.customer_id).tier
            usual = policy.target(priority, ClockKind.ACCEPTANCE, call.category_id, tier)
            target = ranking.acceptance_target(session, contact, usual)
            if target is not None:
                answer_by = work.rules.calendar(session, target.calendar_version_id).due(now, target.length)
        whole = _sheet(
            work,
            session,
            call,
            contact,
            now=now,
            printed_by=printed_by,
            number=number,
            types=act.types,
            handoff_words=act.handoff,
            priority=priority,
            priority_was=call.priority if priority != call.priority else None,
            answer_by=answer_by,
            consent=act.consent or Consent.NOT_ASKED,
            triggers=[code for code, _reason in act.triggers],
            estimate=act.estimate,
        )
        if act.next_update is not None:
            whole = replace(whole, promise=Promised(act.next_update))
        if not whole.customer.phone:
            whole = replace(whole, customer=replace(whole.customer, phone=clean(act.reach)))
        return _for_reader(session, whole, contact, act.consent or Consent.NOT_ASKED)


def look(work: Work, escalation_id: int) -> HandoffSheet:
    """An escalation's sheet as its next print would be numbered. Looking records nothing."""
    with work.read() as session:
        escalation = _the_one(session, escalation_id)
        call = the_call(session, escalation.call_id)
        printed_by = session.get_one(Staff, work.staff_id or call.owner_id).name
        sheet, _said = _next_sheet(work, session, call, escalation, work.clock.now(), printed_by)
        return sheet


def print_sheet(work: Work, escalation_id: int) -> Done[HandoffSheet]:
    """Number a print of an escalation's sheet and keep what it says. A reprint tells what changed since the last."""
    with work.act() as (session, now, staff):
        escalation = _the_one(session, escalation_id)
        call = the_call(session, escalation.call_id)
        sheet, said = _next_sheet(work, session, call, escalation, now, staff.name)
        escalation.sheets = sheet.sheet
        payload = {"number": escalation.number, "escalation": escalation.id, "sheet": sheet.sheet, "said": said}
        events.record(session, [events.Line(EventKind.SHEET, now, staff.id, call.id, payload=payload)], now)
        return Done(sheet, Changes(calls=frozenset({call.id})))


def _the_one(session: Session, escalation_id: int) -> Escalation:
    escalation = session.get(Escalation, escalation_id)
    if escalation is None:
        raise NotFound(Refusal.ESCALATION_UNKNOWN, id=escalation_id)
    the_call(session, escalation.call_id)
    return escalation


def _next_sheet(
    work: Work, session: Session, call: Call, escalation: Escalation, now: datetime, printed_by: str
) -> tuple[HandoffSheet, dict[str, str]]:
    """The sheet as its reader gets it, numbered, with what changed since the last; and what it says."""
    contact = contacts.one(session, escalation.contact_id) if escalation.contact_id is not None else None
    whole = _recorded(work, session, call, escalation, contact, now, printed_by)
    said = told(_for_reader(session, whole, contact, escalation.consent))
    before = _last_said(session, call.id, escalation.id)
    changes = () if before is None else handoff.changes_between(before, said)
    # Reduced with its changes: what the reader may not see any more is not told as a change either.
    numbered = replace(whole, sheet=escalation.sheets + 1, changes=changes)
    return _for_reader(session, numbered, contact, escalation.consent), said


def _recorded(
    work: Work,
    session: Session,
    call: Call,
    escalation: Escalation,
    contact: ContactView | None,
    now: datetime,
    printed_by: str,
) -> HandoffSheet:
    clock = session.scalars(
        select(ClockRow).where(ClockRow.escalation_id == escalation.id, ClockRow.kind == ClockKind.ACCEPTANCE)
    ).first()
    answer_by = None if clock is None else sla.due(clocks.facts_of(session, work.rules, clock, ()))
    return _sheet(
        work,
        session,
        call,
        contact,
        now=now,
        printed_by=printed_by,
        number=escalation.number,
        types=[EscalationType(kind) for kind in escalation.types],
        handoff_words=escalation.handoff,
        priority=call.priority,
        priority_was=Priority(escalation.priority_was) if escalation.priority_was else None,
        answer_by=answer_by,
        consent=escalation.consent,
        triggers=[code for code, _reason in escalation.triggers],
        reference=escalation.contact_reference,
        estimate=escalation.estimate,
    )


def _sheet(
    work: Work,
    session: Session,
    call: Call,
    contact: ContactView | None,
    *,
    now: datetime,
    printed_by: str,
    number: int,
    types: Iterable[EscalationType],
    handoff_words: Mapping[str, str],
    priority: Priority,
    priority_was: Priority | None,
    answer_by: datetime | None,
    consent: Consent,
    triggers: list[str],
    reference: str = "",
    estimate: timedelta | None = None,
) -> HandoffSheet:
    site = session.get_one(Site, 1)
    customer = session.get_one(Customer, call.customer_id)
    owner = session.get_one(Staff, call.owner_id)
    at = reach.known(session, customer.id)
    return HandoffSheet(
        ref=reference_of(call.id),
        number=number,
        summary=call.summary,
        types=tuple(types),
        priority=priority,
        priority_was=priority_was,
        impact=call.impact,
        urgency=call.urgency,
        to=_recipient(contact, reference),
        sender=Sender(site.name, site.address, site.phone, owner.name),
        answer_needed_by=answer_by,
        agreed_response=contact.agreed_response if contact else None,
        estimate=estimate,
        customer=SheetCustomer(customer.name, customer.organisation, customer.account, at),
        customer_deadline=call.customer_deadline,
        resolve_by=_resolve_by(work, session, call),
        parts={HandoffPart(name): text for name, text in handoff_words.items()},
        may_leave="may_leave" in triggers,
        approvals=_approvals(session, call, contact),
        promise=_promise(session, call),
        consent=consent,
        zone=site.zone,
        paper=site.paper,
        printed_at=now,
        printed_by=printed_by,
        language=(contact.language if contact else "") or site.language,
    )


def _approvals(session: Session, call: Call, contact: ContactView | None) -> tuple[SheetApproval, ...]:
    """What somebody above granted; it is nobody's business outside."""
    if contact is None or contact.kind in OUTSIDE_KINDS:
        return ()
    return tuple(
        SheetApproval(one.kind, one.amount, one.currency, one.decided_by, one.unconfirmed)
        for one in approval_reading.granted(approval_reading.of_call(session, call.id))
    )


def _recipient(contact: ContactView | None, reference: str) -> Recipient:
    if contact is None:
        return Recipient()
    return Recipient(
        name=contact.name,
        role=contact.role,
        organisation=contact.organisation,
        phone=contact.phones[0] if contact.phones else "",
        our_account=contact.our_account,
        reference=reference,
    )


def _for_reader(session: Session, sheet: HandoffSheet, contact: ContactView | None, consent: Consent) -> HandoffSheet:
    if contact is None:
        return sheet
    site = session.get_one(Site, 1)
    allowed = [handoff.Seen(code) for code in contact.may_see]
    seen = handoff.visible_to(contact.kind, allowed, consent, site.tone_to_outside)
    return handoff.reduced(sheet, seen, summary=not handoff.withheld(contact.kind, consent))


def _resolve_by(work: Work, session: Session, call: Call) -> datetime | None:
    clock = next(iter(clocks.running(session, call.id, ClockKind.RESOLUTION)), None)
    if clock is None:
        return None
    return sla.due(clocks.facts_of(session, work.rules, clock, clocks.pauses_of(session, call.id)))


def _promise(session: Session, call: Call) -> Promised | None:
    promise = session.scalars(
        select(Promise)
        .where(Promise.call_id == call.id, Promise.kept_at.is_(None), Promise.moved_at.is_(None))
        .order_by(Promise.due_at)
        .limit(1)
    ).first()
    return None if promise is None else Promised(promise.due_at, kind=PromiseKind(promise.kind))


def _last_said(session: Session, call_id: int, escalation_id: int) -> dict[str, str] | None:
    """What the last sheet of this escalation said."""
    rows = session.scalars(
        select(EventWords.payload)
        .join(Event, Event.id == EventWords.event_id)
        .where(Event.call_id == call_id, Event.kind == EventKind.SHEET)
        .order_by(Event.id.desc())
    )
    return next((payload["said"] for payload in rows if payload.get("escalation") == escalation_id), None)
