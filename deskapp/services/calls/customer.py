"""Another customer for a call: whoever it was logged for, it is theirs from now on."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.calls import Call
from deskapp.models.customers import Customer, CustomerPerson
from deskapp.models.events import Event, EventWords
from deskapp.services.callers import stands_for
from deskapp.services.calls import repeats, tiers
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.care import done, must_fit, the_call
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.forgotten import refuse_forgotten
from deskapp.services.places import choosing
from deskapp.services.staff.supervisors import supervisors
from deskapp.services.texts import call_id_of, clean, reference
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.calls.acts import GiveCall


def give(work: Work, act: GiveCall) -> Done[CallRow]:
    """By its owner or a supervisor. Its clocks follow the tier of the new customer; it is given back by the same act.

    It repeats no call of the former customer any more, and none of theirs repeats it; given back, they do again.
    """
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        _refuse_somebody_elses(unit, call)
        must_fit(call, CallAct.GIVE)
        was = unit.session.get_one(Customer, call.customer_id)
        if act.from_customer_id not in (None, was.id):
            raise Conflict(Refusal.CUSTOMER_CHANGED, ref=reference(call.id), customer=was.name, newer=was.id)
        customer = _checked(unit.session, act, was)
        again = _repeats_before(unit.session, call, customer)
        payload: dict[str, object] = {"reason": clean(act.reason), "was": was.name, "becomes": customer.name}
        if call.person_id is not None:
            # Who speaks for one customer does not speak for another; given back, they do again.
            payload |= {"person": choosing.name(unit.session, "person_id", call.person_id), "person_id": call.person_id}
        call.person_id = _person_before(unit.session, call, customer)
        unit.tell(EventKind.CUSTOMER_CHANGED, call.id, "customer", str(was.id), str(customer.id), payload)
        for later, earlier_id in _repeats(unit.session, call):
            later.repeat_of_id = None
            repeats.tell(unit, EventKind.REPEAT_UNLINKED, later.id, earlier_id)
            unit.calls |= {later.id, earlier_id}
        call.customer_id = customer.id
        unit.session.flush()
        for later, earlier_id in again:
            later.repeat_of_id = earlier_id
            repeats.tell(unit, EventKind.REPEAT_LINKED, later.id, earlier_id)
            unit.calls |= {later.id, earlier_id}
        tiers.follow(unit, call)
        # The other calls of both count this one from now on, or count it no more.
        others_of_either = (Call.id != call.id, Call.customer_id.in_((was.id, customer.id)))
        call_signs.sign_all_again(unit, *others_of_either)
        return done(unit, call, "customers", "promises")


def _repeats(session: Session, call: Call) -> list[tuple[Call, int]]:
    """The later call, and the id of the earlier one, of each repeat that it has part in."""
    own = [] if call.repeat_of_id is None else [(call, call.repeat_of_id)]
    return [*own, *((one, call.id) for one in session.scalars(select(Call).where(Call.repeat_of_id == call.id)))]


def _given_last(session: Session, call: Call) -> Event | None:
    """When the call was given to whoever has it now."""
    query = select(Event).where(Event.call_id == call.id, Event.kind == EventKind.CUSTOMER_CHANGED)
    return session.scalars(query.order_by(Event.id.desc()).limit(1)).first()


def _person_before(session: Session, call: Call, customer: Customer) -> int | None:
    """Who spoke for this customer when their call was given away."""
    given = _given_last(session, call)
    if given is None or given.was != str(customer.id):
        return None
    words = session.get(EventWords, given.id)
    person_id = ((words.payload if words else None) or {}).get("person_id")
    person = session.get(CustomerPerson, person_id) if person_id else None
    return person.id if person is not None and person.customer_id == customer.id else None


def _repeats_before(session: Session, call: Call, customer: Customer) -> list[tuple[Call, int]]:
    """The repeats that ended when this customer's call was given away, where nothing else came of them since."""
    given = _given_last(session, call)
    if given is None or given.was != str(customer.id):
        return []
    told = session.scalars(
        select(EventWords.payload)
        .join(Event, Event.id == EventWords.event_id)
        .where(
            Event.call_id == call.id,
            Event.kind == EventKind.REPEAT_UNLINKED,
            Event.id > given.id,
            Event.at == given.at,
        )
    )
    found = []
    for payload in told:
        other = session.get(Call, call_id_of(payload.get("earlier") or payload.get("later") or ""))
        if other is None or other.customer_id != customer.id:
            continue
        later, earlier = (call, other) if "earlier" in payload else (other, call)
        if later.repeat_of_id is None:
            found.append((later, earlier.id))
    return found


def _refuse_somebody_elses(unit: Unit, call: Call) -> None:
    if call.owner_id != unit.staff.id and not unit.allows(Role.SUPERVISOR):
        who = ", ".join(supervisors(unit.session))
        raise NotAllowed(Refusal.NOT_YOUR_CALL_TO_GIVE, ref=reference(call.id), who=who)


def _checked(session: Session, act: GiveCall, was: Customer) -> Customer:
    """The new customer. Raises Invalid by field."""
    customer = session.get(Customer, stands_for(session, act.customer_id))
    wrong: dict[str, FieldFault] = {}
    if customer is None:
        wrong["customer"] = FieldFault.UNKNOWN
    elif customer is was:
        wrong["customer"] = FieldFault.THE_SAME_CUSTOMER
    if not act.reason.strip():
        wrong["reason"] = FieldFault.MISSING
    if customer is None or wrong:
        raise Invalid(wrong)
    refuse_forgotten(customer)
    return customer
