"""What must be known before a call can be logged, read in one go: the policy, the priority, the caller."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from deskapp.domain import priority as priorities
from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import NotFound
from deskapp.domain.words import Priority, Tier
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.services import phones
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls.signs import Around
from deskapp.services.rules import Policy
from deskapp.services.texts import clean, digits
from deskapp.services.work import Look

if TYPE_CHECKING:
    from deskapp.services.calls.acts import LogCall, NewCustomer

# A customer is speaking meanwhile: one statement of the driver instead of seven of the ORM.
_READ = f"""
SELECT (SELECT max(id) FROM policy_version) AS policy,
       :category_id IS NULL OR EXISTS (SELECT 1 FROM category WHERE id = :category_id) AS category_known,
       {call_signs.AROUND},
       customer.id, customer.name, customer.organisation, customer.account, customer.tier,
       (SELECT group_concat(digits, ' ') FROM customer_phone WHERE customer_id = customer.id) AS phones
FROM (SELECT 1) LEFT JOIN customer ON customer.id = :customer_id AND customer.erasure_id IS NULL
"""


@dataclass(frozen=True, slots=True)
class Caller:
    """The customer as a call about to be logged sees them."""

    id: int
    name: str
    organisation: str
    account: str
    tier: Tier
    #: The digits of their numbers, for the search index.
    phones: str


@dataclass(frozen=True, slots=True)
class Basis:
    policy: Policy
    #: What the matrix says.
    priority: Priority
    #: No category is one that is known.
    category_known: bool
    #: With this call.
    around: Around
    #: None: nobody was named, or somebody who is not there.
    caller: Caller | None


def read(look: Look, act: LogCall) -> Basis:
    """Raises Invalid (matrix: missing) where the matrix says nothing."""
    ids = {"customer_id": act.customer_id, "category_id": act.category_id, "equipment_id": act.equipment.id}
    asked = call_signs.asked(look.now, **ids)
    found = look.session.connection().exec_driver_sql(_READ, asked).one()
    if found.policy is None:
        raise NotFound(Refusal.NO_POLICY)
    policy = look.rules.policy(look.session, found.policy)
    priority = priorities.priority_of(act.impact, act.urgency, policy.matrix)
    caller = None
    if found.id is not None:
        tier = Tier(found.tier)
        caller = Caller(found.id, found.name, found.organisation, found.account, tier, found.phones or "")
    around = call_signs.around_of(found)
    return Basis(
        policy=policy,
        priority=priority,
        category_known=bool(found.category_known),
        around=call_signs.with_one_more(around, 1),
        caller=caller,
    )


def add_customer(session: Session, new: NewCustomer) -> Caller:
    """A new customer with the number they call from."""
    customer = Customer(
        name=clean(new.name),
        organisation=clean(new.organisation),
        account=clean(new.account),
        email=clean(new.email),
        tier=new.tier,
    )
    session.add(customer)
    session.flush()
    number = digits(new.phone)
    if new.phone.strip():
        session.add(
            CustomerPhone(
                customer_id=customer.id,
                position=0,
                shown=clean(new.phone),
                digits=number,
                digits_reversed=number[::-1],
                normal=phones.normal(new.phone, phones.region(session)),
            )
        )
        session.flush()
    return Caller(customer.id, customer.name, customer.organisation, customer.account, customer.tier, number)
