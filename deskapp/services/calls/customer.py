"""Another customer for a call: whoever it was logged for, it is theirs from now on."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.services import events
from deskapp.services.calls import repeats as call_repeats
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls import tiers
from deskapp.services.calls.care import done, must_fit, the_call
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.people import StaffView
from deskapp.services.staff.supervisors import supervisors
from deskapp.services.texts import clean, reference
from deskapp.services.work import Work
from deskapp.storage import search

if TYPE_CHECKING:
    from deskapp.services.calls.acts import GiveCall


def give(work: Work, act: GiveCall) -> Done[CallRow]:
    """By its owner or a supervisor. Its clocks follow the tier of the new customer; it is given back by the same act.

    It repeats no call of the former customer any more, and none of theirs repeats it.
    """
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        _refuse_somebody_elses(work, session, call, staff)
        must_fit(call, CallAct.GIVE)
        was = session.get_one(Customer, call.customer_id)
        if act.from_customer_id not in (None, was.id):
            raise Conflict(Refusal.CUSTOMER_CHANGED, ref=reference(call.id), customer=was.name, newer=was.id)
        customer = _checked(session, act, was)
        payload = {"reason": clean(act.reason), "was": was.name, "becomes": customer.name}
        told = ("customer", str(was.id), str(customer.id), payload)
        lines = [events.Line(EventKind.CUSTOMER_CHANGED, now, staff.id, call.id, *told)]
        others: set[int] = set()
        for later, earlier_id in _repeats(session, call):
            later.repeat_of_id = None
            lines += call_repeats.linked(session, EventKind.REPEAT_UNLINKED, later.id, earlier_id, now, staff.id)
            others |= {later.id, earlier_id}
        call.customer_id = customer.id
        session.flush()
        events.record(session, [*lines, *tiers.follow(work, session, call, now, staff.id)], now)
        search.write_again(session, call_id=call.id)
        # The other calls of both count this one from now on, or count it no more.
        both = (Call.id != call.id, Call.customer_id.in_((was.id, customer.id)))
        others |= call_signs.sign_all_again(session, work.rules, now, *both)
        outcome = done(work, session, call, "customers", "promises")
        return replace(outcome, changes=replace(outcome.changes, calls=outcome.changes.calls | others))


def _repeats(session: Session, call: Call) -> list[tuple[Call, int]]:
    """The later call, and the id of the earlier one, of each repeat that it has part in."""
    own = [] if call.repeat_of_id is None else [(call, call.repeat_of_id)]
    return [*own, *((one, call.id) for one in session.scalars(select(Call).where(Call.repeat_of_id == call.id)))]


def _refuse_somebody_elses(work: Work, session: Session, call: Call, staff: StaffView) -> None:
    if call.owner_id != staff.id and not work.allows(staff, Role.SUPERVISOR):
        who = ", ".join(supervisors(session))
        raise NotAllowed(Refusal.NOT_YOUR_CALL_TO_GIVE, ref=reference(call.id), who=who)


def _checked(session: Session, act: GiveCall, was: Customer) -> Customer:
    """The new customer. Raises Invalid by field."""
    customer = session.get(Customer, act.customer_id)
    wrong: dict[str, FieldFault] = {}
    if customer is None:
        wrong["customer"] = FieldFault.UNKNOWN
    elif customer is was:
        wrong["customer"] = FieldFault.THE_SAME_CUSTOMER
    if not act.reason.strip():
        wrong["reason"] = FieldFault.MISSING
    if customer is None or wrong:
        raise Invalid(wrong)
    return customer
