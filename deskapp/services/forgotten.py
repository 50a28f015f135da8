"""What must not be done any more with a customer who was forgotten, nor with a call that says nothing any more."""

from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotAllowed
from deskapp.domain.words import OPEN_STATES
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.models.retention import ErasedCall
from deskapp.services.people import ACTING
from deskapp.services.texts import reference


def refuse_forgotten(customer: Customer) -> None:
    """Raises NotAllowed where a customer was forgotten: what was added would say of them what was to be forgotten."""
    if customer.erasure_id is not None:
        raise NotAllowed(Refusal.CUSTOMER_FORGOTTEN, name=customer.name)


def refuse_acts(session: Session, call: Call) -> None:
    """Raises NotAllowed where something is done with a call whose customer or words went; it may be looked at."""
    # All their calls were over, so that no other one needs to be asked for its customer.
    if call.state in OPEN_STATES or not session.info.get(ACTING):
        return
    if session.get_one(Customer, call.customer_id).erasure_id is not None:
        raise NotAllowed(Refusal.CALL_FORGOTTEN, ref=reference(call.id))
    if session.get(ErasedCall, call.id) is not None:
        raise NotAllowed(Refusal.CALL_EXPIRED, ref=reference(call.id))


def nobody(session: Session, customer_id: int) -> bool:
    """Whether there is no such customer, or one who was forgotten: nothing new is theirs."""
    customer = session.get(Customer, customer_id)
    return customer is None or customer.erasure_id is not None
