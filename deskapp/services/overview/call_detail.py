"""Everything about one call, as plain data."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, not_, or_, select
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import PAUSABLE, CallState
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow, Pause
from deskapp.models.contacts import ContactPhone
from deskapp.models.customers import Customer
from deskapp.models.endings import CallNamed
from deskapp.models.escalations import ContactAttempt, Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.promises import Agreement, AgreementWords, Promise
from deskapp.models.site import Category, Staff
from deskapp.services import call_fields, events
from deskapp.services.approvals import reading as approval_reading
from deskapp.services.attachments import reading as attachment_reading
from deskapp.services.calls import how_ended
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import line, the_call
from deskapp.services.calls.promised import promises_of
from deskapp.services.calls.views import AgreementView, EventView
from deskapp.services.clocks import clocks
from deskapp.services.clocks.reading import clock_view
from deskapp.services.clocks.views import ClockView, PauseView
from deskapp.services.confidential import other_calls
from deskapp.services.confidential.access import hidden, sees
from deskapp.services.directory.customers import customer_view
from deskapp.services.escalations import attempts
from deskapp.services.escalations.reading import escalations_of
from deskapp.services.escalations.views import EscalationView
from deskapp.services.incidents import reading as incident_reading
from deskapp.services.masked import blank
from deskapp.services.overview.views import CallDetail
from deskapp.services.places import people
from deskapp.services.places import reading as place_reading
from deskapp.services.requests import reading as requests
from deskapp.services.rules import Rules
from deskapp.services.texts import reference
from deskapp.services.work import Look, Work
from deskapp.storage import out_of_sight

#: "Others see that it exists, its clocks, nothing else": and whom to ask.
_VISIBLE_OF_CLOCKS = ("id", "kind", "cycle", "facts", "verdict", "margin")


def detail(work: Work, call_id: int) -> CallDetail:
    """The call with all that belongs to it; a confidential one masked for those who may not see it."""
    with work.look() as look:
        call = look.session.get(Call, call_id)
        if call is not None and not sees(look.session, call):
            return _masked(_loaded(look, call))
        return load(look, call_id)


def load(look: Look, call_id: int) -> CallDetail:
    """The call with all that belongs to it, as of now. Raises NotAllowed where it is confidential."""
    return _loaded(look, the_call(look.session, call_id))


def _masked(call: CallDetail) -> CallDetail:
    """That it exists, its state and clocks, and whom to ask. Its row is masked already."""
    clocks = tuple(blank(clock, _VISIBLE_OF_CLOCKS) for clock in call.clocks)
    return blank(call, ("row", "state", "cycle"), clocks=clocks)


def _loaded(look: Look, call: Call) -> CallDetail:
    session, call_id = look.session, call.id
    category = session.get(Category, call.category_id) if call.category_id is not None else None
    customer = session.get_one(Customer, call.customer_id)
    pauses = clocks.pauses_of(session, call_id)
    escalations = escalations_of(session, Escalation.call_id == call_id, rules=look.rules)
    beside = call_signs.around(look, call)
    return CallDetail(
        row=line(session, call_id),
        version=call.version,
        customer=customer_view(session, customer),
        contacts_30_days=beside.contacts + call.confidential,
        category_id=call.category_id,
        category=category.name if category else "",
        channel=call.channel,
        impact=call.impact,
        urgency=call.urgency,
        priority=call.priority,
        priority_reason=call.priority_reason,
        details=call.details,
        wants=call.wants,
        steps=call.steps,
        tone=call.tone,
        state=call.state,
        cycle=call.cycle,
        resolved_at=call.resolved_at,
        solution=call.solution,
        repeat_of="" if call.repeat_of_id is None else "".join(_references(session, Call.id == call.repeat_of_id)),
        source_ref=call.source_ref or "",
        clocks=_clocks(session, look.rules, call, pauses, escalations),
        pauses=tuple(
            PauseView(p.id, p.reason, p.began_at, p.ended_at, p.back_by, p.stops_clocks, p.words) for p in pauses
        ),
        escalations=escalations,
        promises=promises_of(session, Promise.call_id == call_id),
        agreements=_agreements(session, call_id),
        events=_events(session, call_id),
        approvals=approval_reading.of_call(session, call_id),
        incident=incident_reading.of_call(session, call_id),
        signs=call_signs.of_call(look, call, beside, pauses),
        repeated_by=_references(session, Call.repeat_of_id == call_id),
        named=_named(session, call) if call.confidential else (),
        attachments=attachment_reading.of_call(session, call_id),
        attempts=attempts.of(session, ContactAttempt.call_id == call_id),
        matrix=look.rules.policy(session, call.policy_version_id).matrix,
        endings=how_ended.of_call(look, call),
        place=None if call.place_id is None else place_reading.place(session, call.place_id),
        equipment=None if call.equipment_id is None else place_reading.thing(session, call.equipment_id),
        person=None if call.person_id is None else people.person(session, call.person_id),
        fields=call_fields.of_call(session, call_id, call.category_id),
        contact_phones=_contact_phones(session, escalations),
        request=requests.of_call(session, call_id),
        head=events.head(session).printed,
    )


def _contact_phones(session: Session, escalations: Sequence[EscalationView]) -> dict[int, tuple[str, ...]]:
    contacts = {one.contact_id for one in escalations if one.contact_id is not None}
    found: dict[int, tuple[str, ...]] = {}
    if contacts:
        phones = select(ContactPhone.contact_id, ContactPhone.shown).where(ContactPhone.contact_id.in_(contacts))
        for contact_id, shown in session.execute(phones.order_by(ContactPhone.position)):
            found[contact_id] = (*found.get(contact_id, ()), shown)
    return found


def _references(session: Session, *where: ColumnElement[bool]) -> tuple[str, ...]:
    """The calls that belong to this one; one that is not for whoever looks would tell whose it is."""
    found = session.scalars(select(Call.id).where(*where, not_(hidden(session))).order_by(Call.id))
    return tuple(reference(call_id) for call_id in found)


def _named(session: Session, call: Call) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Staff.id, Staff.name)
        .join(CallNamed, CallNamed.staff_id == Staff.id)
        .where(CallNamed.call_id == call.id)
        .order_by(Staff.name, Staff.id)
    )
    return tuple((staff_id, name) for staff_id, name in rows)


def _clocks(
    session: Session, rules: Rules, call: Call, pauses: Sequence[Pause], escalations: Sequence[EscalationView]
) -> tuple[ClockView, ...]:
    names = {escalation.id: escalation.contact for escalation in escalations}
    # One that ended without a verdict was dropped: nothing is promised by it, and nothing was met or missed.
    kept = or_(ClockRow.stopped_at.is_(None), ClockRow.verdict.is_not(None))
    rows = session.scalars(select(ClockRow).where(ClockRow.call_id == call.id, kept).order_by(ClockRow.id))
    views = (clock_view(session, rules, row, pauses, names.get(row.escalation_id or 0, "")) for row in rows)
    return tuple(_as_resolved(view, call) for view in views)


def _as_resolved(view: ClockView, call: Call) -> ClockView:
    """Of a resolved call: its clocks as they stood then. No verdict is kept before the customer has answered."""
    if call.state is not CallState.RESOLVED or view.kind not in PAUSABLE or view.facts.stopped is not None:
        return view
    return replace(view, facts=replace(view.facts, stopped=call.resolved_at))


def _agreements(session: Session, call_id: int) -> tuple[AgreementView, ...]:
    rows = session.execute(
        select(Agreement, AgreementWords, Staff.name)
        .outerjoin(AgreementWords, AgreementWords.agreement_id == Agreement.id)
        .join(Staff, Staff.id == Agreement.staff_id)
        .where(Agreement.call_id == call_id)
        .order_by(Agreement.id)
    )
    return tuple(
        AgreementView(
            a.id, a.cycle, a.answer, words.who if words else "", a.how, a.at, words.words if words else "", by
        )
        for a, words, by in rows
    )


def _events(session: Session, call_id: int) -> tuple[EventView, ...]:
    rows = session.execute(
        select(Event, EventWords.payload, Staff.name)
        .outerjoin(EventWords, EventWords.event_id == Event.id)
        .join(Staff, Staff.id == Event.staff_id)
        .where(Event.call_id == call_id)
        .order_by(Event.at, Event.id)
    ).all()
    told = other_calls.without_hidden(session, [payload or {} for _event, payload, _by in rows])
    found = [
        EventView(e.id, e.call_id, e.at, EventKind(e.kind), by, e.field, e.was, e.becomes, payload)
        for (e, _payload, by), payload in zip(rows, told, strict=True)
    ]
    return _with_gaps(session, call_id, found)


def _with_gaps(session: Session, call_id: int, found: Sequence[EventView]) -> tuple[EventView, ...]:
    """The lines with one in the place of each that cannot be read, or whose words cannot be."""
    gaps = out_of_sight.of_timeline(session.connection().exec_driver_sql, call_id)
    lines = [replace(one, kind=EventKind.UNREADABLE, payload={}) if one.id in gaps.words else one for one in found]
    for gone in gaps.lines if lines else ():
        # When it was written cannot be read either: after the line before it.
        before = sum(one.id < gone for one in lines)
        at = lines[max(before - 1, 0)].at
        lines.insert(before, EventView(gone, call_id, at, EventKind.UNREADABLE, "", None, None, None, {}))
    return tuple(lines)
