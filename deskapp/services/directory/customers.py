"""Reading customers."""

from collections.abc import Collection

from sqlalchemy import func, not_, select
from sqlalchemy.orm import Session

from deskapp.domain.words import OPEN_STATES
from deskapp.models.calls import Call
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.services import records
from deskapp.services.confidential.access import hidden
from deskapp.services.directory.views import CustomerView
from deskapp.services.texts import several

#: What is written of a customer into a file, a column each.
FIELDS = ("name", "organisation", "account", "phones", "email", "tier", "notes")


def cells(session: Session, after: int, most: int, ids: Collection[int] = ()) -> list[tuple[int, tuple[str, ...]]]:
    """The next customers by id, at most so many: (id, a text for each of FIELDS); where given, of `ids` alone."""
    query = select(Customer).where(Customer.id > after).order_by(Customer.id).limit(most)
    found = list(session.scalars(query.where(Customer.id.in_(ids)) if ids else query))
    phones: dict[int, list[str]] = {one.id: [] for one in found}
    numbers = (
        select(CustomerPhone.customer_id, CustomerPhone.shown)
        .where(CustomerPhone.customer_id.in_(phones))
        .order_by(CustomerPhone.customer_id, CustomerPhone.position, CustomerPhone.id)
    )
    for customer_id, shown in session.execute(numbers):
        phones[customer_id].append(shown)
    return [
        (one.id, (one.name, one.organisation, one.account, several(phones[one.id]), one.email, one.tier, one.notes))
        for one in found
    ]


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
    return records.view(CustomerView, customer, {"phones": tuple(phones), "open_calls": open_calls or 0})
