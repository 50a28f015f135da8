"""Reading customers."""

from sqlalchemy import func, not_, select
from sqlalchemy.orm import Session

from deskapp.domain.words import OPEN_STATES
from deskapp.models.calls import Call
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.services import records
from deskapp.services.confidential.access import hidden
from deskapp.services.directory.views import CustomerView


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
