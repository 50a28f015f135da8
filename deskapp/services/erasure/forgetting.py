"""Forgetting a customer: one transaction, after which nothing of them is in any row, and that it was done is."""

from __future__ import annotations

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Role
from deskapp.models.customers import Customer, Erasure
from deskapp.services.attachments import content
from deskapp.services.callers import stands_for
from deskapp.services.changes import Done
from deskapp.services.directory.customers import customer_view
from deskapp.services.directory.views import CustomerView
from deskapp.services.erasure import elsewhere, emptied, held, lines, practised, typed
from deskapp.services.erasure import whose as theirs
from deskapp.services.erasure.acts import ForgetCustomer
from deskapp.services.erasure.whose import Names, Whose
from deskapp.services.forgotten import refuse_forgotten
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work
from deskapp.storage import call_words, search
from deskapp.storage.clearing import writing_over

#: The lists that must be read again.
CHANGED = ("customers", "promises", "views", "tags")
#: So many calls that are not over are named.
_NAMED = 10


def forget(work: Work, act: ForgetCustomer) -> Done[tuple[CustomerView, int]]:
    """Gives back what is left of them, and of how many calls. See `service.Erasures.forget` for what is refused."""
    with work.act(Role.MANAGER) as unit:
        session = unit.session
        customer = session.get(Customer, stands_for(session, act.customer_id))
        if customer is None:
            raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=act.customer_id)
        refuse_forgotten(customer)
        calls = forget_one(unit, customer, act)
        value = customer_view(session, session.get_one(Customer, customer.id)), calls
        return unit.done(value, *CHANGED, everything=True)


def forget_one(unit: Unit, customer: Customer, act: ForgetCustomer, *, by_rule: bool = False) -> int:
    """The same as a part of an act, of one who stands for themselves; of how many calls.

    by_rule: nobody gave the reason, and so it says nothing of anybody.
    """
    session = unit.session
    of = theirs.whose(session, customer.id)
    known_by = theirs.names(session, of.customers)
    reason = act.reason if by_rule else _checked(act.reason, known_by)
    _refuse_held(unit, of, customer)
    _refuse_not_over(unit, of, customer)
    erasure = Erasure(at=unit.now, staff_id=unit.staff.id, reason=reason, calls=len(of.calls))
    session.add(erasure)
    session.flush()
    with writing_over(session):
        _empty(unit, of, known_by, erasure.id, act)
    for call_id in of.calls:
        unit.tell(EventKind.CUSTOMER_FORGOTTEN, call_id)
    payload = {"id": customer.id, "erasure": erasure.id, "calls": len(of.calls), "reason": reason}
    unit.tell(EventKind.CUSTOMER_FORGOTTEN, payload=payload)
    return len(of.calls)


def _refuse_held(unit: Unit, of: Whose, customer: Customer) -> None:
    reasons = held.of(unit.session, of.customers)
    if reasons:
        raise NotAllowed(Refusal.CUSTOMER_HELD, name=customer.name, reason="; ".join(reasons))


def _refuse_not_over(unit: Unit, of: Whose, customer: Customer) -> None:
    hindering = theirs.hinders(unit.session, of)
    if hindering:
        refs = ", ".join(map(reference, hindering[:_NAMED])) + (", …" if len(hindering) > _NAMED else "")
        raise NotAllowed(Refusal.CUSTOMER_NOT_OVER, name=customer.name, refs=refs)


def _checked(reason: str, known_by: Names) -> str:
    """The reason, which stays. Raises Invalid where it is missing, or says who they were."""
    said = clean(reason)
    if not said:
        raise Invalid({"reason": FieldFault.MISSING})
    if known_by.in_text(said):
        raise Invalid({"reason": FieldFault.NAMES_THEM})
    return said


def _empty(unit: Unit, of: Whose, known_by: Names, erasure_id: int, act: ForgetCustomer) -> None:
    session, instead = unit.session, act.instead
    alone = theirs.alone(session, of.customers)
    typed.forget(session, typed.of_them(session, of, known_by))
    typed.forget_waiting(session, known_by)
    views = emptied.views(session, of, known_by)
    emptied.customers(session, of, erasure_id, instead)
    emptied.calls(unit, of, erasure_id, instead)
    emptied.things(session, of, instead)
    emptied.incidents(session, of, instead)
    emptied.handed_on(session, of, known_by)
    emptied.improved(session, known_by, instead)
    emptied.reviews(session, of, known_by)
    lines.empty(session, of, erasure_id, known_by, views)
    elsewhere.forget(session, of, alone, erasure_id, instead)
    practised.forget(session, alone, instead.text)
    session.expire_all()
    for call_id in of.calls:
        search.write_again(session, call_id)
    call_words.write_again(session, (*of.calls, *of.once))
    content.clear(session)
