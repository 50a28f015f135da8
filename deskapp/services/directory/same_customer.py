"""Who may be the same customer as another: by a number or an account, unless somebody has said that they are two."""

from sqlalchemy import and_, or_, select
from sqlalchemy.orm import Session, aliased

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import Invalid, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import compact
from deskapp.models.customers import Customer, CustomerPhone, CustomersApart
from deskapp.services.callers import of_account
from deskapp.services.changes import Done
from deskapp.services.directory.customers import customer_view
from deskapp.services.directory.views import CustomerView
from deskapp.services.work import Work


@dataclass(frozen=True, slots=True)
class MaybeTheSame:
    """Another customer who may be this one, and what both have; "" where it is not that."""

    customer: CustomerView
    number: str
    account: str


def of(session: Session, customer: CustomerView) -> tuple[MaybeTheSame, ...]:
    """By name. Whoever has another account is somebody else: a number is often a whole house's."""
    numbers = _sharing(session, customer.id)
    by_account = set(of_account(session, customer.account))
    ids = (numbers.keys() | by_account) - {customer.id} - _apart(session, customer.id)
    query = select(Customer).where(Customer.id.in_(ids), Customer.merged_into_id.is_(None))
    found = []
    for one in session.scalars(query.order_by(Customer.name_folded, Customer.id)):
        accounts = compact(customer.account), compact(one.account)
        if all(accounts) and accounts[0] != accounts[1]:
            continue
        account = one.account if one.id in by_account else ""
        found.append(MaybeTheSame(customer_view(session, one), numbers.get(one.id, ""), account))
    return tuple(found)


def tell_apart(work: Work, customer_id: int, other_id: int) -> Done[None]:
    """Remember that these are two. Done twice it is no mistake."""
    with work.act() as unit:
        if customer_id == other_id:
            raise Invalid({"other": FieldFault.ONESELF})
        one, other = (unit.session.get(Customer, which) for which in (customer_id, other_id))
        if one is None or other is None:
            raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=customer_id if one is None else other_id)
        if other_id not in _apart(unit.session, customer_id):
            first, second = sorted((customer_id, other_id))
            unit.session.add(CustomersApart(customer_id=first, other_id=second, at=unit.now, staff_id=unit.staff.id))
            payload = {"name": one.name, "id": one.id, "other": other.name, "other_id": other.id}
            unit.tell(EventKind.CUSTOMERS_APART, payload=payload)
        return unit.done(None, "customers")


def _sharing(session: Session, customer_id: int) -> dict[int, str]:
    """Whoever has one of their numbers, however it was typed, and the number as that one's is shown."""
    mine, other = aliased(CustomerPhone), aliased(CustomerPhone)
    same = or_(
        and_(mine.normal != "", other.normal == mine.normal),
        and_(mine.digits != "", other.digits == mine.digits),
    )
    query = (
        select(other.customer_id, other.shown)
        .join(mine, same)
        .where(mine.customer_id == customer_id, other.customer_id != customer_id)
        .order_by(other.position.desc(), other.id.desc())
    )
    return {row[0]: row[1] for row in session.execute(query)}


def _apart(session: Session, customer_id: int) -> set[int]:
    """Who was said not to be this one."""
    pair = CustomersApart.customer_id, CustomersApart.other_id
    query = select(*pair).where(or_(pair[0] == customer_id, pair[1] == customer_id))
    return {one for row in session.execute(query) for one in row if one != customer_id}
