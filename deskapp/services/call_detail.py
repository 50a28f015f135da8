"""Everything about one call, as plain data."""

from collections.abc import Sequence
from dataclasses import replace

from sqlalchemy import ColumnElement, func, not_, or_, select
from sqlalchemy.orm import Session, aliased

from deskapp.domain.words import OPEN_STATES, PAUSABLE, CallState, EscalationType
from deskapp.models.attempts import ContactAttempt
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow, Pause
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.models.endings import CallNamed
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.promises import Agreement, AgreementWords, Promise
from deskapp.models.rotas import Rota
from deskapp.models.site import Category, Staff
from deskapp.services import (
    approval_reading,
    attempts,
    call_rows,
    call_signs,
    clocks,
    endings,
    estimates,
    incident_reading,
    told_of_others,
)
from deskapp.services.call_care import line, the_call
from deskapp.services.confidential_access import hidden, sees
from deskapp.services.escalation_views import EstimateView
from deskapp.services.masked import blank
from deskapp.services.route_rules import Hours
from deskapp.services.rules import Rules
from deskapp.services.views import (
    AgreementView,
    CallDetail,
    ClockView,
    CustomerView,
    EscalationView,
    EventView,
    PauseView,
    PromiseView,
)
from deskapp.services.work import Work

#: "Others see that it exists, its clocks, nothing else": and whom to ask.
_SEEN_OF_CLOCKS = ("id", "kind", "cycle", "facts", "verdict", "margin")
_SEEN_OF_ESCALATIONS = ("id", "call_id", "number", "cycle", "made_at", "state", "accepted_at", "ended_at", "version")
_SEEN_OF_PROMISES = ("id", "call_id", "ref", "kind", "made_at", "due_at", "owner", "owner_id", "masked")


def detail(work: Work, call_id: int) -> CallDetail:
    """The call with all that belongs to it; a confidential one masked for those who may not see it."""
    with work.read() as session:
        call = session.get(Call, call_id)
        if call is not None and not sees(session, call):
            return _masked(_loaded(session, work.rules, call, work))
        return load(session, work.rules, call_id, work)


def load(session: Session, rules: Rules, call_id: int, work: Work) -> CallDetail:
    """The call with all that belongs to it, as of now. Raises NotAllowed where it is confidential."""
    return _loaded(session, rules, the_call(session, call_id), work)


def _masked(call: CallDetail) -> CallDetail:
    """That it exists, its state and clocks, and whom to ask. Its row is masked already."""
    clocks = tuple(blank(clock, _SEEN_OF_CLOCKS) for clock in call.clocks)
    return blank(call, ("row", "state", "cycle"), clocks=clocks)


def _loaded(session: Session, rules: Rules, call: Call, work: Work) -> CallDetail:
    call_id = call.id
    category = session.get(Category, call.category_id) if call.category_id is not None else None
    customer = session.get_one(Customer, call.customer_id)
    pauses = clocks.pauses_of(session, call_id)
    escalations = escalations_of(session, Escalation.call_id == call_id, rules=rules)
    return CallDetail(
        row=line(session, call_id),
        version=call.version,
        customer=customer_view(session, customer),
        contacts_30_days=call_signs.contacts_in_30_days(session, customer.id, work.clock.now()) + call.confidential,
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
        repeat_of="".join(_references(session, Call.id == call.repeat_of_id)),
        source_ref=call.source_ref or "",
        clocks=_clocks(session, rules, call, pauses, escalations),
        pauses=tuple(
            PauseView(p.id, p.reason, p.began_at, p.ended_at, p.back_by, p.stops_clocks, p.words) for p in pauses
        ),
        escalations=escalations,
        promises=promises_of(session, Promise.call_id == call_id),
        agreements=_agreements(session, call_id),
        events=_events(session, call_id),
        approvals=approval_reading.of_call(session, call_id),
        incident=incident_reading.of_call(session, call_id),
        seen=call_signs.of_call(session, rules, call, work.clock.now()),
        repeated_by=_references(session, Call.repeat_of_id == call_id),
        named=_named(session, call) if call.confidential else (),
        attempts=attempts.of(session, ContactAttempt.call_id == call_id),
        endings=endings.of_call(session, rules, call, work.clock.now()),
    )


def _references(session: Session, *where: ColumnElement[bool]) -> tuple[str, ...]:
    """The calls that belong to this one; one that is not for whoever looks would tell whose it is."""
    found = session.scalars(select(Call.id).where(*where, not_(hidden(session))).order_by(Call.id))
    return tuple(call_rows.reference(number) for number in found)


def _named(session: Session, call: Call) -> tuple[tuple[int, str], ...]:
    rows = session.execute(
        select(Staff.id, Staff.name)
        .join(CallNamed, CallNamed.staff_id == Staff.id)
        .where(CallNamed.call_id == call.id)
        .order_by(Staff.name, Staff.id)
    )
    return tuple((number, name) for number, name in rows)


def customer_view(session: Session, customer: Customer) -> CustomerView:
    phones = session.scalars(
        select(CustomerPhone.shown)
        .where(CustomerPhone.customer_id == customer.id)
        .order_by(CustomerPhone.position, CustomerPhone.id)
    )
    open_calls = session.scalar(
        select(func.count())
        .select_from(Call)
        .where(Call.customer_id == customer.id, Call.state.in_(OPEN_STATES), not_(hidden(session)))
    )
    return CustomerView(
        id=customer.id,
        name=customer.name,
        organisation=customer.organisation,
        account=customer.account,
        email=customer.email,
        tier=customer.tier,
        notes=customer.notes,
        phones=tuple(phones),
        version=customer.version,
        open_calls=open_calls or 0,
    )


def escalations_of(session: Session, *where: object, rules: Rules | None = None) -> tuple[EscalationView, ...]:
    """Escalations by any condition, oldest first; masked where the call is not for whoever looks.

    rules: where calendars are remembered from one reading to the next.
    """
    earlier = aliased(Escalation)
    rows = session.execute(
        select(Escalation, Contact, Staff.name, Rota.name, earlier.number, hidden(session))
        .join(Call, Call.id == Escalation.call_id)
        .outerjoin(Contact, Contact.id == Escalation.contact_id)
        .outerjoin(Rota, Rota.id == Escalation.rota_id)
        .outerjoin(earlier, earlier.id == Escalation.instead_of_id)
        .join(Staff, Staff.id == Escalation.made_by_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Escalation.made_at, Escalation.id)
    ).all()
    hours = Hours(session, rules or Rules())
    said = estimates.of(session, hours, [(row[0], row[1]) for row in rows])
    views = ((_escalation(hours, said.get(row[0].id, ()), *row[:-1]), row[-1]) for row in rows)
    return tuple(blank(view, _SEEN_OF_ESCALATIONS, masked=True) if masked else view for view, masked in views)


def promises_of(session: Session, *where: object) -> tuple[PromiseView, ...]:
    """Promises by any condition, by the instant that was named; masked where not for whoever looks."""
    # Where no other number was named, the customer's own.
    first = (
        select(CustomerPhone.shown)
        .where(CustomerPhone.customer_id == Customer.id)
        .order_by(CustomerPhone.position)
        .limit(1)
        .scalar_subquery()
    )
    moved_to = select(Promise.id, Promise.due_at).subquery()
    rows = session.execute(
        select(
            Promise,
            Call.summary,
            Call.state,
            Customer.name,
            first,
            Staff.id,
            Staff.name,
            moved_to.c.due_at,
            hidden(session),
        )
        .join(Call, Call.id == Promise.call_id)
        .join(Customer, Customer.id == Call.customer_id)
        .join(Staff, Staff.id == Call.owner_id)
        .outerjoin(moved_to, moved_to.c.id == Promise.moved_to_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Promise.due_at, Promise.id)
    )
    views = (
        PromiseView(
            id=promise.id,
            call_id=promise.call_id,
            ref=call_rows.reference(promise.call_id),
            customer=customer,
            summary=summary,
            kind=promise.kind,
            made_at=promise.made_at,
            due_at=promise.due_at,
            phone=promise.phone or first_phone or "",
            words=promise.words,
            owner=owner,
            owner_id=owner_id,
            kept_at=promise.kept_at,
            moved_to=moved,
            moved_reason=promise.moved_reason,
            masked=bool(masked),
            follow_up=promise.follow_up,
            state=state,
        )
        for promise, summary, state, customer, first_phone, owner_id, owner, moved, masked in rows
    )
    return tuple(blank(view, _SEEN_OF_PROMISES) if view.masked else view for view in views)


def clock_view(
    session: Session, rules: Rules, clock: ClockRow, pauses: Sequence[Pause], contact: str = ""
) -> ClockView:
    return ClockView(
        id=clock.id,
        kind=clock.kind,
        cycle=clock.cycle,
        facts=clocks.facts_of(session, rules, clock, pauses),
        verdict=clock.verdict,
        margin=clock.margin,
        escalation_id=clock.escalation_id,
        promise_id=clock.promise_id,
        contact=contact,
    )


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


def _escalation(
    hours: Hours,
    said: tuple[EstimateView, ...],
    escalation: Escalation,
    contact: Contact | None,
    made_by: str,
    rota: str | None,
    instead_of: int | None,
) -> EscalationView:
    return EscalationView(
        id=escalation.id,
        call_id=escalation.call_id,
        number=escalation.number,
        cycle=escalation.cycle,
        made_at=escalation.made_at,
        made_by=made_by,
        state=escalation.state,
        types=tuple(EscalationType(kind) for kind in escalation.types),
        triggers=tuple((code, reason) for code, reason in escalation.triggers),
        contact_id=escalation.contact_id,
        contact="" if contact is None else contact.name,
        contact_role="" if contact is None else contact.role or contact.organisation,
        contact_kind=None if contact is None else contact.kind,
        handoff=dict(escalation.handoff),
        consent=escalation.consent,
        consent_reason=escalation.consent_reason,
        transfer=escalation.transfer,
        transfer_reason=escalation.transfer_reason,
        estimate=escalation.estimate,
        accepted_at=escalation.accepted_at,
        accepted_by=escalation.accepted_by,
        ended_at=escalation.ended_at,
        outcome=escalation.outcome,
        contact_reference=escalation.contact_reference,
        done=escalation.done,
        fixed_at=escalation.fixed_at,
        sheets=escalation.sheets,
        version=escalation.version,
        rota=rota or "",
        estimates=said,
        took=estimates.took(hours, escalation, contact, said),
        instead_of=instead_of,
    )


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
        select(Event, EventWords.words, Staff.name)
        .outerjoin(EventWords, EventWords.event_id == Event.id)
        .join(Staff, Staff.id == Event.staff_id)
        .where(Event.call_id == call_id)
        .order_by(Event.at, Event.id)
    ).all()
    told = told_of_others.without_hidden(session, [words or {} for _event, words, _by in rows])
    return tuple(
        EventView(e.id, e.call_id, e.at, e.kind, by, e.field, e.was, e.becomes, words)
        for (e, _words, by), words in zip(rows, told, strict=True)
    )
