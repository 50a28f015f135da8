"""Signals of a month, with what they are called and what was made of each."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import date
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select
from sqlalchemy.orm import Session, aliased

from deskapp.domain.event_kind import EventKind
from deskapp.domain.findings import laws
from deskapp.domain.findings.finding import ChartRow, Finding, Subject
from deskapp.domain.findings.kinds import FindingKind, Named, RowName, Rule, gap_of
from deskapp.domain.findings.record import MONTHS, Record
from deskapp.domain.findings.standing import Agreed, standing
from deskapp.domain.measures.periods import Period, PeriodKind, containing
from deskapp.domain.measures.values import Share
from deskapp.domain.words import ActionEnd, ActionOf, ApprovalKind, Channel, ContactKind, Priority
from deskapp.models.contacts import Contact
from deskapp.models.customers import Customer
from deskapp.models.events import Event, EventWords
from deskapp.models.improve.actions import Action
from deskapp.models.improve.signals import Feedback, Signal, SignalEvent
from deskapp.models.places import Equipment
from deskapp.models.site import Category, Site, Staff, Trigger
from deskapp.services.actions import reading as actions
from deskapp.services.actions.views import ActionView
from deskapp.services.findings import reading
from deskapp.services.findings.views import FeedbackView, Signals, SignalStep, SignalView, SubjectNames
from deskapp.services.work import Look

#: So many months can be asked for, the running one not counted.
OFFERED = 12
_KINDS = {
    Rule.TOPIC: FindingKind.TRAINING,
    Rule.CONTACT: FindingKind.PROCESS,
    Rule.WAITING: FindingKind.PROCESS,
    Rule.APPROVALS: FindingKind.POLICY,
    Rule.EQUIPMENT: FindingKind.PRODUCT,
    Rule.CUSTOMER: FindingKind.PRODUCT,
}


def today(look: Look) -> date:
    """The site's local day."""
    return look.now.astimezone(ZoneInfo(look.session.get_one(Site, 1).zone)).date()


def last_month(look: Look) -> Period:
    """The last month that is over."""
    return containing(PeriodKind.MONTH, today(look)).before()


def found(look: Look, month: Period) -> tuple[Record, tuple[Finding, ...]]:
    """What the record of a month and those before it points to."""
    record = reading.record(look, month.course(MONTHS))
    return record, laws.find(record)


def signals(look: Look, month: Period | None = None) -> Signals:
    """Those of a month, the last that is over unless another is asked for."""
    day = today(look)
    running = containing(PeriodKind.MONTH, day)
    month = month or running.before()
    record, findings = found(look, month)
    by_key = {one.key: one for one in findings}
    rows = {row.key: row for row in look.session.scalars(select(Signal))}
    wanted = [one for one in findings if one.named is not Named.NOT]
    named = {one.key for one in wanted}
    for key, row in rows.items():
        if key not in named:
            wanted.append(by_key.get(key) or none_of(row, len(record.logged)))
    views = _views(look, wanted, rows, day)
    return Signals(
        month=month,
        months=(running, *reversed(running.before().course(OFFERED))),
        charted=month.course(MONTHS),
        running=month.last >= day,
        today=day,
        logged=sum(record.logged[-1].values()),
        escalated=sum(one.month == record.last for one in record.passed),
        # What was named in another month alone, and nobody has made anything of, is no matter of this one.
        signals=tuple(one for one in views if one.finding.named is not Named.NOT or _is_dealt_with(one)),
    )


def view(look: Look, row: Signal, month: Period, finding: Finding | None = None) -> SignalView:
    """One that was noted, with the figures of a month; finding: where they are known."""
    if finding is None:
        record, findings = found(look, month)
        finding = next((one for one in findings if one.key == row.key), None) or none_of(row, len(record.logged))
    return _views(look, [finding], {row.key: row}, today(look))[0]


def none_of(row: Signal, months: int) -> Finding:
    """Of a signal that is known and shows in no figure of the month."""
    subject = subject_of(row)
    nothing = (0,) * months
    kind = _KINDS.get(row.rule) or gap_of(subject.trigger) or FindingKind.PRODUCT
    rows = (ChartRow(RowName.CALLS, nothing),)
    return Finding(row.rule, kind, subject, Named.NOT, (), Share(), None, rows, 0, row=0)


def subject_of(row: Signal) -> Subject:
    """As it was kept."""
    told = dict(row.subject)
    if "priority" in told:
        told["priority"] = Priority(told["priority"])
    if "approval" in told:
        told["approval"] = ApprovalKind(told["approval"])
    return Subject(**told)


def kept_subject(subject: Subject) -> dict[str, object]:
    """What of a subject is told, as it is kept."""
    told = {name: getattr(subject, name) for name in Subject.__dataclass_fields__}
    return {name: value for name, value in told.items() if value not in (None, "")}


def _is_dealt_with(view: SignalView) -> bool:
    return view.dismissed_at is not None or bool(view.actions) or bool(view.feedback)


def _views(look: Look, findings: Sequence[Finding], rows: dict[str, Signal], day: date) -> list[SignalView]:
    session = look.session
    ids = [rows[one.key].id for one in findings if one.key in rows]
    agreed = _agreed(session, ids)
    asked = feedback(session, Feedback.signal_id.in_(ids), Feedback.withdrawn_at.is_(None))
    names = _names(session, [one.subject for one in findings])
    staff = {row.id: row.name for row in session.scalars(select(Staff))}
    views = []
    for one in findings:
        row = rows.get(one.key)
        mine = tuple(agreed[row.id]) if row is not None else ()
        theirs = tuple(told for told in asked if row is not None and told.signal_id == row.id)
        stands = standing(
            one.named,
            len(one.calls),
            row.decided_calls if row is not None else None,
            row is not None and row.dismissed_at is not None,
            [Agreed(told.is_open, told.due) for told in mine if told.how is not ActionEnd.WITHDRAWN],
            [told.asked for told in theirs],
            day,
        )
        views.append(
            SignalView(
                id=row.id if row is not None else None,
                finding=one,
                names=names[one.subject],
                standing=stands,
                found_at=row.found_at if row is not None else None,
                decided_calls=row.decided_calls if row is not None else None,
                dismissed_at=row.dismissed_at if row is not None else None,
                dismissed_by=staff.get(row.dismissed_by_id or 0, "") if row is not None else "",
                reason=row.reason if row is not None else "",
                version=row.version if row is not None else 0,
                actions=mine,
                feedback=theirs,
            )
        )
    return views


def _agreed(session: Session, ids: Sequence[int]) -> dict[int, list[ActionView]]:
    found: dict[int, list[ActionView]] = defaultdict(list)
    keys = [str(one) for one in ids]
    for one in actions.views(session, Action.of_kind == ActionOf.SIGNAL, Action.of_key.in_(keys)):
        found[int(one.of_key)].append(one)
    return found


def _names(session: Session, subjects: Iterable[Subject]) -> dict[Subject, SubjectNames]:
    of = list(subjects)
    categories = _by_id(session, Category, [one.category_id for one in of])
    contacts = _by_id(session, Contact, [one.contact_id for one in of])
    things = _by_id(session, Equipment, [one.equipment_id for one in of])
    customers = _by_id(session, Customer, [one.customer_id for one in of])
    labels = {row.code: row.label for row in session.scalars(select(Trigger))}
    found = {}
    for one in of:
        contact = contacts.get(one.contact_id or 0)
        thing = things.get(one.equipment_id or 0)
        customer = customers.get(one.customer_id or (thing.customer_id if thing is not None else 0))
        if thing is not None and customer is None:
            customer = session.get(Customer, thing.customer_id)
        found[one] = SubjectNames(
            category=categories[one.category_id].name if one.category_id in categories else "",
            label=labels.get(one.trigger, ""),
            contact=_called(contact) if contact is not None else "",
            contact_kind=contact.kind if contact is not None else None,
            thing=thing.label if thing is not None else "",
            customer=(customer.organisation or customer.name) if customer is not None else "",
        )
    return found


def _called(contact: Contact) -> str:
    return (contact.organisation or contact.name) if contact.kind is ContactKind.SUPPLIER else contact.name


def _by_id(session: Session, model: Any, ids: Iterable[int | None]) -> dict[int, Any]:
    wanted = {one for one in ids if one}
    if not wanted:
        return {}
    return {row.id: row for row in session.scalars(select(model).where(model.id.in_(wanted)))}


_Maker, _Sender = aliased(Staff), aliased(Staff)


def feedback(session: Session, *where: object) -> tuple[FeedbackView, ...]:
    """By any condition, the newest first, each with its lines of the timeline."""
    rows = session.execute(
        select(Feedback, _Maker.name, _Sender.name)
        .join(_Maker, _Maker.id == Feedback.made_by_id)
        .outerjoin(_Sender, _Sender.id == Feedback.sent_by_id)
        .where(*where)  # type: ignore[arg-type]
        .order_by(Feedback.id.desc())
    ).all()
    steps = _steps(session, {row.signal_id for row, *_names in rows})
    return tuple(
        FeedbackView(
            id=row.id,
            signal_id=row.signal_id,
            number=number_of(row.id),
            area=row.area,
            to_whom=row.to_whom,
            title=row.title,
            told=row.told,
            asks=row.asks,
            wanted_by=row.wanted_by,
            with_names=row.with_names,
            calls=tuple(row.calls),
            made_at=row.made_at,
            made_by=made_by,
            left_at=row.left_at,
            sent_on=row.sent_on,
            sent_how=row.sent_how,
            sent_by=sent_by or "",
            answered_on=row.answered_on,
            answer=row.answer,
            changed=row.changed,
            version=row.version,
            steps=tuple(one for one in steps if one.feedback_id == row.id),
        )
        for row, made_by, sent_by in rows
    )


def number_of(feedback_id: int) -> str:
    """The number of its sheet: FB-0003."""
    return f"FB-{feedback_id:04d}"


def _steps(session: Session, ids: Iterable[int]) -> list[SignalStep]:
    query = (
        select(Event.at, Staff.name, Event.kind, EventWords.payload)
        .join(SignalEvent, SignalEvent.event_id == Event.id)
        .join(Staff, Staff.id == Event.staff_id)
        .join(EventWords, EventWords.event_id == Event.id)
        .where(SignalEvent.signal_id.in_(list(ids)))
        .order_by(Event.id)
    )
    return [
        SignalStep(
            at,
            by,
            EventKind(kind),
            said.get("feedback", 0),
            said.get("words", ""),
            said.get("changed", ""),
            date.fromisoformat(said["day"]) if said.get("day") else None,
            Channel(said["how"]) if said.get("how") else None,
        )
        for at, by, kind, said in session.execute(query)
    ]
