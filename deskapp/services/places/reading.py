"""Places and equipment as views, in a fixed number of reads."""

from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, and_, func, not_, or_, select
from sqlalchemy.orm import InstrumentedAttribute, Session

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import NotFound
from deskapp.domain.spelling import folded
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.contacts import Contact, ContactPhone
from deskapp.models.customers import Customer
from deskapp.models.places import Equipment, Place
from deskapp.services import records
from deskapp.services.confidential.access import hidden
from deskapp.services.places.views import EquipmentView, PlaceView

#: So many are few enough to be named in a query.
_A_FEW = 500
#: The first number of the contact of a row.
_FIRST_NUMBER = (
    select(ContactPhone.shown)
    .where(ContactPhone.contact_id == Equipment.contact_id)
    .order_by(ContactPhone.position, ContactPhone.id)
    .limit(1)
    .scalar_subquery()
)


def places(session: Session, *where: ColumnElement[bool]) -> tuple[PlaceView, ...]:
    """Places by any condition, those in use first, by name."""
    query = select(*Place.__table__.columns, Customer.name.label("customer")).join(
        Customer, Customer.id == Place.customer_id
    )
    found = session.execute(query.where(*where)).all()
    out = _open_calls(session, Call.place_id, found)
    return tuple(
        records.view(PlaceView, row, {"open_calls": out.get(row.id, 0)})
        for row in sorted(found, key=lambda row: (not row.active, folded(row.name), row.id))
    )


def equipment(session: Session, *where: ColumnElement[bool]) -> tuple[EquipmentView, ...]:
    """Equipment by any condition, what is in use first, by its label."""
    query = (
        select(
            *Equipment.__table__.columns,
            Customer.name.label("customer"),
            func.coalesce(Place.name, "").label("place"),
            func.coalesce(Contact.name, "").label("contact"),
            func.coalesce(Contact.organisation, "").label("contact_organisation"),
            func.coalesce(Contact.active, False).label("contact_active"),
            func.coalesce(_FIRST_NUMBER, "").label("contact_phone"),
        )
        .join(Customer, Customer.id == Equipment.customer_id)
        .outerjoin(Place, Place.id == Equipment.place_id)
        .outerjoin(Contact, Contact.id == Equipment.contact_id)
    )
    found = session.execute(query.where(*where)).all()
    out = _open_calls(session, Call.equipment_id, found)
    return tuple(
        records.view(EquipmentView, row, {"open_calls": out.get(row.id, 0)})
        for row in sorted(found, key=lambda row: (not row.active, folded(row.label), row.id))
    )


def place(session: Session, place_id: int) -> PlaceView:
    found = places(session, Place.id == place_id)
    if not found:
        raise NotFound(Refusal.PLACE_UNKNOWN, id=place_id)
    return found[0]


def thing(session: Session, equipment_id: int) -> EquipmentView:
    """One piece of equipment."""
    found = equipment(session, Equipment.id == equipment_id)
    if not found:
        raise NotFound(Refusal.EQUIPMENT_UNKNOWN, id=equipment_id)
    return found[0]


def looked_after(session: Session, equipment_id: int | None) -> tuple[int | None, str]:
    """The contact who looks after a piece of equipment, and what that is: its kind, else its label."""
    row = None if equipment_id is None else session.get(Equipment, equipment_id)
    return (None, "") if row is None else (row.contact_id, row.kind or row.label)


def near(session: Session, customer_id: int) -> frozenset[int]:
    """A customer and their colleagues: whoever is of the same organisation."""
    own = select(Customer.organisation).where(Customer.id == customer_id).scalar_subquery()
    same = and_(Customer.organisation != "", Customer.organisation == own)
    return frozenset(session.scalars(select(Customer.id).where(or_(Customer.id == customer_id, same))))


def _open_calls(session: Session, column: InstrumentedAttribute[int | None], rows: Iterable[Any]) -> dict[int, int]:
    """By what calls name in a column, how many of them are open."""
    ids = [row.id for row in rows]
    # A few are named; of a whole desk's, all those that an open call names.
    some = column.in_(ids) if len(ids) <= _A_FEW else column.is_not(None)
    query = select(column, func.count()).where(some, IS_OPEN, not_(hidden(session)))
    return {one: count for one, count in session.execute(query.group_by(column)) if one is not None} if ids else {}
