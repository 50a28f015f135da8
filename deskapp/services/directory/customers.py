"""Reading customers, and what follows from a change of one."""

from collections import defaultdict
from collections.abc import Collection, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import ColumnElement, func, not_, select, true
from sqlalchemy.orm import Session

from deskapp.domain.reach import of_line, trimmed
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.services import records
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls import tiers
from deskapp.services.confidential.access import hidden
from deskapp.services.directory.contact_entries import Told
from deskapp.services.directory.views import CustomerView
from deskapp.services.work import Unit


def some(session: Session, after: int, most: int, ids: Collection[int] = ()) -> list[CustomerView]:
    """The next customers by id, at most so many; where given, of `ids` alone."""
    standing = Customer.merged_into_id.is_(None)
    query = select(Customer.__table__).where(Customer.id > after, standing).order_by(Customer.id).limit(most)
    found = session.execute(query.where(Customer.id.in_(ids)) if ids else query).all()
    of_these = CustomerPhone.customer_id.in_([row.id for row in found])
    return _views(session, found, of_these)


def customer_view(session: Session, customer: Customer) -> CustomerView:
    phones = session.execute(
        select(CustomerPhone.shown, CustomerPhone.kind)
        .where(CustomerPhone.customer_id == customer.id)
        .order_by(CustomerPhone.position, CustomerPhone.id)
    ).all()
    open_calls = session.scalar(
        select(func.count()).select_from(Call).where(Call.customer_id == customer.id, IS_OPEN, not_(hidden(session)))
    )
    more = {
        "phones": tuple(phone.shown for phone in phones),
        "phone_kinds": trimmed(phone.kind for phone in phones),
        "other_emails": tuple(customer.other_emails or ()),
        "open_calls": open_calls or 0,
    }
    return records.view(CustomerView, customer, more)


def with_open(view: CustomerView, open_calls: int) -> CustomerView:
    """A customer with how many open calls they have."""
    return replace(view, open_calls=open_calls)


def everybody(session: Session) -> list[CustomerView]:
    """All customers but those forgotten, in a fixed number of reads; how many calls they have is not asked."""
    query = select(Customer.__table__).where(Customer.merged_into_id.is_(None), Customer.erasure_id.is_(None))
    return _views(session, session.execute(query.order_by(Customer.name_folded, Customer.id)).all(), true())


def _views(session: Session, found: Sequence[Any], numbers: ColumnElement[bool]) -> list[CustomerView]:
    """Rows of customers with the numbers that are theirs."""
    phones: dict[int, list[tuple[str, str]]] = defaultdict(list)
    query = select(CustomerPhone.customer_id, CustomerPhone.shown, CustomerPhone.kind).where(numbers)
    for customer_id, shown, kind in session.execute(query.order_by(CustomerPhone.position, CustomerPhone.id)):
        phones[customer_id].append((shown, kind))
    return [
        records.view(
            CustomerView,
            row,
            {
                "phones": tuple(shown for shown, _kind in phones[row.id]),
                "phone_kinds": trimmed(kind for _shown, kind in phones[row.id]),
                "other_emails": tuple(row.other_emails),
                "open_calls": 0,
            },
        )
        for row in found
    ]


def texts(customer: CustomerView) -> dict[str, Told]:
    """A customer as a file has them."""
    return {
        "name": customer.name,
        "organisation": customer.organisation,
        "account": customer.account,
        "phones": tuple(map(of_line, customer.phone_lines)),
        "email": customer.emails,
        "tier": customer.tier.value,
        "notes": customer.notes,
    }


def follow_tier(unit: Unit, customer_id: int) -> None:
    """The open calls of a customer follow their new tier, each under the policy that it began with."""
    query = select(Call).where(Call.customer_id == customer_id, IS_OPEN).order_by(Call.id)
    for call in unit.session.scalars(query).all():
        tiers.follow(unit, call)
        call_signs.sign_again(unit, call)
