"""How long what is kept stays: the site's rules, what is due by them, what is held, and that it goes."""

from collections.abc import Iterator

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import RetentionKind, Role
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.models.retention import RetentionHold, RetentionRule
from deskapp.models.site import Staff
from deskapp.services.callers import stands_for
from deskapp.services.calls.care import the_call
from deskapp.services.changes import Done
from deskapp.services.erasure.acts import Instead
from deskapp.services.forgotten import refuse_forgotten
from deskapp.services.own_time import own_time
from deskapp.services.retention import carrying, due
from deskapp.services.retention.acts import CarryOut, Hold, SetRules
from deskapp.services.retention.views import DueItem, DueView, HoldView, RuleView
from deskapp.services.texts import clean, reference
from deskapp.services.work import Work

#: So many of what is due are told one by one.
MOST = 200
_LONGEST = 1200


class Retention:
    """For managers, most of it. Nothing goes by itself. Every method may raise DeskError."""

    def __init__(self, work: Work) -> None:
        self._work = work

    def rules(self) -> tuple[RuleView, ...]:
        """Each kind with its months, for anybody."""
        with self._work.read() as session:
            months = _months(session)
            return tuple(RuleView(kind, months.get(kind)) for kind in RetentionKind)

    def set_rules(self, act: SetRules) -> Done[None]:
        """Take these for the others. Raises Conflict where somebody else changed them since they were seen."""
        wrong = {kind.value: FieldFault.MONTHS for kind, months in act.months.items() if not 1 <= months <= _LONGEST}
        if wrong:
            raise Invalid(wrong)
        with self._work.act(Role.MANAGER) as unit:
            was = _months(unit.session)
            if was != dict(act.before):
                raise Conflict(Refusal.RETENTION_CHANGED)
            for row in unit.session.scalars(select(RetentionRule)).all():
                unit.session.delete(row)
            unit.session.flush()
            unit.session.add_all(RetentionRule(kind=kind, months=months) for kind, months in act.months.items())
            if was != dict(act.months):
                told = {"was": _told(was), "becomes": _told(dict(act.months))}
                unit.tell(EventKind.RETENTION_RULES, payload=told)
            return unit.done(None, "retention")

    def due(self) -> tuple[DueView, ...]:
        """What of each rule is due, and what is as old and stays. By the file's own time."""
        with self._work.read() as session:
            self._work.may_read(session, Role.MANAGER)
            at = own_time(session, self._work.clock.now())
            return tuple(
                due.count(session, kind, months, due.before(at, months)) for kind, months in _months(session).items()
            )

    def items(self, one: DueView) -> tuple[DueItem, ...]:
        """Up to `MOST` of what is due, the longest without a word first."""
        with self._work.read() as session:
            self._work.may_read(session, Role.MANAGER)
            return due.items(session, one.kind, one.until, MOST)

    def steps(self, one: DueView, reason: str, instead: Instead) -> tuple[CarryOut, ...]:
        """What is to be carried out so that all of this goes: with a gap after each others write between."""
        with self._work.read() as session:
            self._work.must_be(session, Role.MANAGER)
            return carrying.steps(session, one, reason, instead)

    def carry_out(self, act: CarryOut) -> Done[int]:
        """A few of what is due go; see `carrying.step`. Afterwards `Erasures.clear` writes the file anew."""
        return carrying.step(self._work, act)

    def hold(self, act: Hold) -> Done[int]:
        """Nothing of a call or a customer goes from now on, by age or on request; the hold's id. For supervisors."""
        reason = clean(act.reason)
        if not reason:
            raise Invalid({"reason": FieldFault.MISSING})
        with self._work.act(Role.SUPERVISOR) as unit:
            session = unit.session
            if act.call_id is not None:
                call = the_call(session, act.call_id)
                call_id, customer_id = call.id, None
                same = RetentionHold.call_id == call.id
            else:
                customer = _the_customer(session, act.customer_id)
                call_id, customer_id = None, customer.id
                same = RetentionHold.customer_id == customer.id
            if session.scalars(select(RetentionHold.id).where(same, RetentionHold.ended_at.is_(None))).first():
                raise NotAllowed(Refusal.HELD_ALREADY)
            row = RetentionHold(
                call_id=call_id, customer_id=customer_id, reason=reason, at=unit.now, staff_id=unit.staff.id
            )
            session.add(row)
            session.flush()
            unit.tell(EventKind.HELD, call_id, payload=_of(row))
            return unit.done(row.id, "retention", "customers")

    def end_hold(self, hold_id: int) -> Done[None]:
        """It goes as everything goes. One that has ended already is left alone."""
        with self._work.act(Role.MANAGER) as unit:
            row = unit.session.get(RetentionHold, hold_id)
            if row is None:
                raise NotFound(Refusal.NOT_HELD)
            if row.ended_at is None:
                row.ended_at, row.ended_by_id = unit.now, unit.staff.id
                unit.tell(EventKind.HOLD_ENDED, row.call_id, payload=_of(row))
            return unit.done(None, "retention", "customers")

    def holds(self) -> tuple[HoldView, ...]:
        """What is held, the first one first. For supervisors."""
        with self._work.read() as session:
            self._work.must_be(session, Role.SUPERVISOR)
            return tuple(_holds(session))


def _months(session: Session) -> dict[RetentionKind, int]:
    found = {row.kind: row.months for row in session.scalars(select(RetentionRule))}
    return {kind: found[kind] for kind in RetentionKind if kind in found}


def _told(months: dict[RetentionKind, int]) -> dict[str, int]:
    return {kind.value: count for kind, count in months.items()}


def _of(row: RetentionHold) -> dict[str, object]:
    whose = {} if row.customer_id is None else {"id": row.customer_id}
    return {"hold": row.id, "reason": row.reason, **whose}


def _the_customer(session: Session, customer_id: int | None) -> Customer:
    customer = None if customer_id is None else session.get(Customer, stands_for(session, customer_id))
    if customer is None:
        raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=customer_id)
    refuse_forgotten(customer)
    return customer


def _holds(session: Session) -> Iterator[HoldView]:
    query = (
        select(RetentionHold, Staff.name)
        .join(Staff, Staff.id == RetentionHold.staff_id)
        .where(RetentionHold.ended_at.is_(None))
        .order_by(RetentionHold.id)
    )
    for row, by in session.execute(query).all():
        call = None if row.call_id is None else session.get_one(Call, row.call_id)
        customer_id = row.customer_id if call is None else call.customer_id
        assert customer_id is not None
        name = session.get_one(Customer, stands_for(session, customer_id)).name
        yield HoldView(row.id, "" if call is None else reference(call.id), name, row.reason, row.at, by)
