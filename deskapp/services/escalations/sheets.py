"""What a handoff sheet says: put together from the record, reduced to what its reader may see, kept when printed."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import islice
from typing import TYPE_CHECKING, Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.attachments.kinds import Rendition
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff import marks, visible
from deskapp.domain.handoff.in_time import Limits, Needed, answer_needed
from deskapp.domain.handoff.marks import Decided
from deskapp.domain.handoff.sheet import (
    HandoffSheet,
    Promised,
    Recipient,
    Sender,
    SheetApproval,
    SheetCustomer,
    SheetFile,
    told,
)
from deskapp.domain.words import (
    OUTSIDE_KINDS,
    UNRETURNED,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    HandoffPart,
    PaperWay,
    Priority,
    PromiseKind,
)
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.promises import Promise
from deskapp.models.site import Site, Staff
from deskapp.services import events, spoken_signs
from deskapp.services.approvals import reading as approval_reading
from deskapp.services.attachments import reading as attachment_reading
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.clocks.hours import Hours
from deskapp.services.directory import contacts
from deskapp.services.directory.views import ContactView
from deskapp.services.escalations import answer, estimates, on_sheet, reach
from deskapp.services.escalations.escalating import checked
from deskapp.services.escalations.since import since
from deskapp.services.papers import leaving
from deskapp.services.places.people import person
from deskapp.services.routes import on_duty, ranking
from deskapp.services.texts import clean, reference
from deskapp.services.work import Look, Unit, Work

if TYPE_CHECKING:
    from deskapp.services.escalations.acts import Escalate

#: Signs whose words are for this house alone.
_NOT_FOR_OUTSIDE = ("legal", "may_leave", "abusive", "reputation", "senior_person", "asks_for_manager", "company_issue")
#: So many pictures go along with a sheet.
_MOST_PICTURES = 12


@dataclass(frozen=True, slots=True)
class LeavingSheet:
    """A sheet as its reader gets it, and the paper that it will be once it has left."""

    sheet: HandoffSheet
    paper: leaving.Leaving


@dataclass(frozen=True, slots=True)
class LookedOver:
    """A sheet before it leaves: of what there is, what its reader gets, what stays here, and what is in its words."""

    sheet: HandoffSheet
    gets: tuple[visible.Visible, ...]
    stays: tuple[visible.Visible, ...]
    marks: tuple[marks.Mark, ...]
    decided: Decided


@dataclass(frozen=True, slots=True)
class _Handed:
    """What an escalation hands over to whom: one that was made, or one that is about to be."""

    contact: ContactView | None
    number: int
    types: tuple[EscalationType, ...]
    parts: Mapping[str, str]
    priority: Priority
    #: What it was before the escalation raised it.
    priority_was: Priority | None
    answer: Needed | None
    #: The escalation, once it was made.
    made: Escalation | None
    resolve_by: datetime | None
    consent: Consent
    triggers: Collection[str]
    estimate: timedelta | None
    #: The contact's own.
    reference: str = ""


def preview(work: Work, act: Escalate) -> HandoffSheet:
    """The sheet that an escalation would print, before anything is recorded. Raises Invalid by field."""
    with work.look() as look:
        call = the_call(look.session, act.call_id)
        handed = _about_to_be_handed(look, call, act)
        whole = _sheet(look, call, handed)
        if act.next_update is not None:
            whole = replace(whole, promise=Promised(act.next_update))
        if not whole.customer.phone:
            whole = replace(whole, customer=replace(whole.customer, phone=clean(act.reach)))
        return _for_reader(look.session, whole, handed)


def look(work: Work, escalation_id: int) -> HandoffSheet:
    """An escalation's sheet as its next print would be numbered. Looking records nothing."""
    with work.look() as look:
        return as_read(look, escalation_id)


def as_read(look: Look, escalation_id: int) -> HandoffSheet:
    """What an escalation's contact may be told now."""
    escalation = _the_one(look.session, escalation_id)
    sheet, _said = _next_sheet(look, escalation, _last_decided(look.session, escalation))
    return sheet


def look_over(work: Work, escalation_id: int, decided: Decided | None = None) -> LookedOver:
    """The sheet with what its reader gets, what stays here, and what should be looked at before it leaves.

    decided: of the marks; None: as it was of the last sheet that left. Nothing is recorded.
    """
    with work.look() as look:
        escalation = _the_one(look.session, escalation_id)
        as_decided = decided or _last_decided(look.session, escalation)
        sheet, _said = _next_sheet(look, escalation, Decided())
        handed = _handed(look, escalation)
        there = visible.said_of(_sheet(look, the_call(look.session, escalation.call_id), handed))
        gets = _visible(look.session, handed)
        return LookedOver(
            marks.without_marks(sheet, as_decided.taken_out),
            tuple(one for one in visible.Visible if one in there & gets),
            tuple(one for one in visible.Visible if one in there - gets),
            _marks(look.session, sheet, handed.contact),
            as_decided,
        )


def _marks(session: Session, sheet: HandoffSheet, to: ContactView | None) -> tuple[marks.Mark, ...]:
    """What is to be decided in a sheet; for the house's own staff nothing is."""
    outside = to is not None and to.kind in OUTSIDE_KINDS
    return marks.marks(sheet, _signs(session)) if outside else ()


def begin(work: Work, escalation_id: int, decided: Decided | None = None) -> Done[LeavingSheet]:
    """Number an escalation's sheet, which is about to be printed or saved; `desk.papers` is told what became of it.

    A reprint tells what changed since the last that left. decided: see `look_over`; it is recorded with the sheet.
    Raises NotAllowed where something is marked in it that nobody has decided.
    """
    with work.act() as unit:
        escalation = _the_one(unit.session, escalation_id)
        decided = decided or _last_decided(unit.session, escalation)
        begun = _begin(unit, escalation_id, decided)
        # Below every way out: what is looked at nowhere, as on the command line, leaves with nothing undecided either.
        found = _marks(unit.session, begun.sheet, _handed(unit, escalation).contact)
        if left := marks.undecided(found, decided):
            words = ", ".join(mark.words for mark in left)
            raise NotAllowed(Refusal.SHEET_UNDECIDED, ref=begun.sheet.ref, words=words)
        return unit.done(begun)


def print_sheet(work: Work, escalation_id: int) -> Done[HandoffSheet]:
    """Number a sheet and record it as printed, in one act: for a story that is told as past."""
    with work.act() as unit:
        begun = _begin(unit, escalation_id)
        leaving.left(unit, begun.paper, PaperWay.PRINTED)
        return unit.done(begun.sheet)


def _begin(unit: Unit, escalation_id: int, decided: Decided | None = None) -> LeavingSheet:
    escalation = _the_one(unit.session, escalation_id)
    decided = decided or _last_decided(unit.session, escalation)
    sheet, said = _next_sheet(unit, escalation, decided)
    payload = {"number": escalation.number, "escalation": escalation.id, "sheet": sheet.sheet, "said": said}
    about = {"kept": list(decided.kept), "taken_out": list(decided.taken_out)}
    payload |= {name: words for name, words in about.items() if words}
    return LeavingSheet(sheet, leaving.begin(unit, escalation.call_id, sheet.sheet, payload, escalation))


def _the_one(session: Session, escalation_id: int) -> Escalation:
    escalation = session.get(Escalation, escalation_id)
    if escalation is None:
        raise NotFound(Refusal.ESCALATION_UNKNOWN, id=escalation_id)
    the_call(session, escalation.call_id)
    return escalation


def _next_sheet(look: Look, escalation: Escalation, decided: Decided) -> tuple[HandoffSheet, dict[str, str]]:
    """The sheet as its reader gets it, numbered, with what changed since the last; and what it says."""
    handed = _handed(look, escalation)
    whole = _sheet(look, the_call(look.session, escalation.call_id), handed)
    said = told(marks.without_marks(_for_reader(look.session, whole, handed), decided.taken_out))
    before = _last_said(look.session, escalation.call_id, escalation.id)
    changes = () if before is None else visible.changes_between(before, said)
    # Reduced with its changes: what the reader may not see any more is not told as a change either.
    number = leaving.next_number(look.session, escalation.call_id, escalation)
    numbered = replace(whole, sheet=number, changes=changes)
    return marks.without_marks(_for_reader(look.session, numbered, handed), decided.taken_out), said


def _about_to_be_handed(look: Look, call: Call, act: Escalate) -> _Handed:
    """Raises Invalid by field where the act could not be carried out."""
    contact = checked(look, call, act)
    last = select(func.max(Escalation.number)).where(Escalation.call_id == call.id)
    priority = act.priority or call.priority
    limits = answer.limits_at(look, call, act.priority)
    return _Handed(
        contact=contact,
        number=1 + (look.session.scalar(last) or 0),
        types=tuple(act.types),
        parts=act.handoff,
        priority=priority,
        priority_was=call.priority if priority != call.priority else None,
        answer=None if contact is None else _would_answer_by(look, call, contact, act, limits),
        made=None,
        resolve_by=limits.resolve_by,
        consent=act.consent or Consent.NOT_ASKED,
        triggers=[code for code, _reason in act.triggers],
        estimate=act.estimate,
    )


def _would_answer_by(look: Look, call: Call, contact: ContactView, act: Escalate, limits: Limits) -> Needed | None:
    policy = look.rules.policy(look.session, call.policy_version_id)
    usual = clocks.target_of(look.session, call, policy, ClockKind.ACCEPTANCE, act.priority)
    due = on_duty.answer_by(look, contact, ranking.acceptance_target(look.session, contact, usual), act.rota_id)
    return answer_needed(due, limits)


def _handed(look: Look, escalation: Escalation) -> _Handed:
    session, call = look.session, the_call(look.session, escalation.call_id)
    return _Handed(
        contact=contacts.one(session, escalation.contact_id) if escalation.contact_id is not None else None,
        number=escalation.number,
        types=tuple(EscalationType(kind) for kind in escalation.types),
        parts=escalation.handoff,
        priority=call.priority,
        priority_was=Priority(escalation.priority_was) if escalation.priority_was else None,
        answer=answer.needed(session, look.rules, escalation) if escalation.state is EscalationState.OFFERED else None,
        made=escalation,
        resolve_by=answer.limits_at(look, call).resolve_by,
        consent=escalation.consent,
        triggers=[code for code, _reason in escalation.triggers],
        estimate=escalation.estimate,
        reference=escalation.contact_reference,
    )


def _sheet(look: Look, call: Call, handed: _Handed) -> HandoffSheet:
    session, contact = look.session, handed.contact
    site = session.get_one(Site, 1)
    customer = session.get_one(Customer, call.customer_id)
    owner = session.get_one(Staff, call.owner_id)
    at = reach.known(session, customer.id)
    speaks = None if call.person_id is None else person(session, call.person_id)
    return HandoffSheet(
        ref=reference(call.id),
        number=handed.number,
        summary=call.summary,
        types=handed.types,
        priority=handed.priority,
        priority_was=handed.priority_was,
        impact=call.impact,
        urgency=call.urgency,
        to=_recipient(handed),
        sender=Sender(site.name, site.address, site.phone, owner.name, site.email),
        answer_needed_by=None if handed.answer is None else handed.answer.by,
        answer_because=None if handed.answer is None else handed.answer.because,
        agreed_response=contact.agreed_response if contact else None,
        estimate=handed.estimate,
        customer=SheetCustomer(
            *(customer.name, customer.organisation, customer.account, at),
            person=", ".join(filter(None, (speaks.name, speaks.role))) if speaks else "",
            person_phone=reach.of_person(speaks) if speaks else "",
        ),
        customer_deadline=call.customer_deadline,
        resolve_by=handed.resolve_by,
        parts={HandoffPart(name): text for name, text in handed.parts.items()},
        may_leave="may_leave" in handed.triggers,
        approvals=_approvals(session, call, contact),
        promise=_promise(session, call),
        consent=handed.consent,
        zone=site.zone,
        paper=site.paper,
        printed_at=look.now,
        printed_by=owner.name if look.viewer is None else session.get_one(Staff, look.viewer).name,
        language=(contact.language if contact else "") or site.language,
        head=events.head(session).printed,
        files=_files(session, call),
        place=on_sheet.place(session, call),
        equipment=on_sheet.equipment(session, call, contact, site.zone),
        **({} if handed.made is None else _answered(look, handed.made, contact)),
    )


def _answered(look: Look, made: Escalation, contact: ContactView | None) -> dict[str, Any]:
    """What a reprint says in place of asking for an answer, and what has come since; by the sheet's fields."""
    session, over = look.session, made.state not in UNRETURNED
    row = session.get(Contact, made.contact_id) if made.contact_id is not None else None
    said = estimates.of(session, Hours(session, look.rules), [(made, row)]).get(made.id, ())
    return {
        "answered": made.state is not EscalationState.OFFERED,
        "accepted_at": made.accepted_at,
        "accepted_by": "" if made.accepted_at is None else made.accepted_by or (contact.name if contact else ""),
        "fixed_by": said[-1].due if said and made.state is EscalationState.ACCEPTED else None,
        "ended": made.state if over else None,
        "ended_at": made.ended_at,
        "since": since(session, made, contact),
    }


def _files(session: Session, call: Call) -> tuple[SheetFile, ...]:
    """What is attached now; of many pictures the first are drawn, and the rest are named."""
    pictures = dict(islice(attachment_reading.pictures(session, call.id, Rendition.PAPER), _MOST_PICTURES))
    return tuple(SheetFile(one.name, pictures.get(one.id, b"")) for one in attachment_reading.of_call(session, call.id))


def _approvals(session: Session, call: Call, contact: ContactView | None) -> tuple[SheetApproval, ...]:
    """What somebody above granted; it is nobody's business outside."""
    if contact is None or contact.kind in OUTSIDE_KINDS:
        return ()
    return tuple(
        SheetApproval(one.kind, one.amount, one.currency, one.decided_by, one.unconfirmed)
        for one in approval_reading.granted(approval_reading.of_call(session, call.id))
    )


def _recipient(handed: _Handed) -> Recipient:
    contact = handed.contact
    if contact is None:
        return Recipient()
    return Recipient(
        name=contact.name,
        role=contact.role,
        organisation=contact.organisation,
        phone=contact.phones[0] if contact.phones else "",
        our_account=contact.our_account,
        reference=handed.reference,
    )


def _for_reader(session: Session, sheet: HandoffSheet, handed: _Handed) -> HandoffSheet:
    contact = handed.contact
    if contact is None:
        return sheet
    summary = not visible.withheld(contact.kind, contact.may_see, handed.consent)
    return visible.reduced(sheet, _visible(session, handed), summary=summary)


def _visible(session: Session, handed: _Handed) -> frozenset[visible.Visible]:
    contact = handed.contact
    if contact is None:
        return frozenset(visible.Visible)
    site = session.get_one(Site, 1)
    return visible.visible_to(contact.kind, contact.may_see, handed.consent, site.tone_to_outside)


def _signs(session: Session) -> Callable[[str], Iterator[str]]:
    """What of a text shows a sign that is nobody's business outside, in the customer's own words."""
    spoken = spoken_signs.of_site(session)

    def found(text: str) -> Iterator[str]:
        by_sign = spoken.found(text)
        return (words for code in _NOT_FOR_OUTSIDE for words in by_sign.get(code, ()))

    return found


def _promise(session: Session, call: Call) -> Promised | None:
    promise = session.scalars(
        select(Promise)
        .where(Promise.call_id == call.id, Promise.kept_at.is_(None), Promise.moved_at.is_(None))
        .order_by(Promise.due_at)
        .limit(1)
    ).first()
    return None if promise is None else Promised(promise.due_at, kind=PromiseKind(promise.kind))


def _last_said(session: Session, call_id: int, escalation_id: int) -> dict[str, str] | None:
    """What the last sheet of this escalation said that left."""
    payload = _last_line(session, call_id, escalation_id)
    return None if payload is None else payload["said"]


def _last_decided(session: Session, escalation: Escalation) -> Decided:
    """What was decided of the last sheet that left, and so of the next until somebody decides otherwise."""
    return marks.decided_of(_last_line(session, escalation.call_id, escalation.id) or {})


def _last_line(session: Session, call_id: int, escalation_id: int) -> dict[str, Any] | None:
    rows = session.scalars(
        select(EventWords.payload)
        .join(Event, Event.id == EventWords.event_id)
        .where(Event.call_id == call_id, Event.kind == EventKind.SHEET)
        .order_by(Event.id.desc())
    )
    return next((payload for payload in rows if payload.get("escalation") == escalation_id), None)
