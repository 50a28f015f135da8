"""People who speak for customers: read, found while somebody types, saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, NotFound, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.reach import trimmed
from deskapp.domain.spelling import folded
from deskapp.models.customers import Customer, CustomerPerson, PersonPhone
from deskapp.services import events, reached, records, reindexing
from deskapp.services import phones as phone_numbers
from deskapp.services.callers import PEOPLE, Found, of_number
from deskapp.services.forgotten import nobody
from deskapp.services.places.index import PlacesIndex
from deskapp.services.places.views import PersonView
from deskapp.services.texts import clean, several

if TYPE_CHECKING:
    from deskapp.services.places.acts import SavePerson
    from deskapp.services.work import Unit


#: What a file tells of each, in this order.
FIELDS = ("customer", "account", "name", "role", "phones", "email", "active")


def cells(session: Session) -> Iterator[tuple[str, ...]]:
    """Everybody's people by customer, a text for each of FIELDS."""
    accounts = {row[0]: row[1] for row in session.execute(select(Customer.id, Customer.account))}
    for one in sorted(people(session), key=lambda one: (folded(one.customer), one.customer_id)):
        told = (one.customer, accounts[one.customer_id], one.name, one.role, several(one.phone_lines), one.email)
        yield (*told, "yes" if one.active else "no")


def people(session: Session, *where: ColumnElement[bool]) -> tuple[PersonView, ...]:
    """People by any condition, those who are there first, by name."""
    query = select(*CustomerPerson.__table__.columns, Customer.name.label("customer")).join(
        Customer, Customer.id == CustomerPerson.customer_id
    )
    found = session.execute(query.where(*where)).all()
    numbers: dict[int, list[tuple[str, str]]] = defaultdict(list)
    of_these = PersonPhone.person_id.in_([row.id for row in found])
    asked = select(PersonPhone.person_id, PersonPhone.shown, PersonPhone.kind).where(of_these)
    for one, shown, kind in session.execute(asked.order_by(PersonPhone.position, PersonPhone.id)) if found else ():
        numbers[one].append((shown, kind))
    return tuple(
        records.view(
            PersonView,
            row,
            {
                "phones": tuple(shown for shown, _kind in numbers[row.id]),
                "phone_kinds": trimmed(kind for _shown, kind in numbers[row.id]),
            },
        )
        for row in sorted(found, key=lambda row: (not row.active, folded(row.name), row.id))
    )


def person(session: Session, person_id: int) -> PersonView:
    """One of them. Raises NotFound."""
    found = people(session, CustomerPerson.id == person_id)
    if not found:
        raise NotFound(Refusal.PERSON_UNKNOWN, id=person_id)
    return found[0]


def find(session: Session, index: PlacesIndex, text: str, limit: int) -> Found:
    """Who is meant by what is typed, of those who are there: by a number, or by words of who they are."""
    those = index.people(session)
    numbers = of_number(session, PEOPLE, text, limit)
    words = those.of_anybody(text, limit)
    whole = tuple(those.in_use(numbers.whole))
    others = (one for one in dict.fromkeys((*numbers.others, *words)) if one not in whole)
    return Found(whole, tuple(those.in_use(others)[:limit]))


def take(unit: Unit, act: SavePerson) -> PersonView:
    """Add somebody, or change them. Raises Invalid by field, Conflict where somebody changed them meanwhile."""
    session = unit.session
    was = None if act.id is None else person(session, act.id)
    if was is not None and was.version != act.base_version:
        raise Conflict(Refusal.PERSON_EDITED, name=was.name, newer=was)
    refuse_where(
        ("name", FieldFault.MISSING, not clean(act.name)),
        ("customer", FieldFault.UNKNOWN, nobody(session, act.customer_id)),
    )
    row = CustomerPerson(version=0) if act.id is None else session.get_one(CustomerPerson, act.id)
    records.take(row, act)
    session.add(row)
    session.flush()
    session.execute(delete(PersonPhone).where(PersonPhone.person_id == row.id))
    numbers = reached.phone_values(act.phones, act.phone_kinds, phone_numbers.region(session))
    session.add_all(
        PersonPhone(person_id=row.id, digits_reversed=values["digits"][::-1], **values) for values in numbers
    )
    session.flush()
    becomes = person(session, row.id)
    payload: dict[str, object] = {"name": becomes.name, "id": row.id, "customer": becomes.customer}
    payload["customer_id"] = becomes.customer_id
    if was is not None:
        payload |= events.differences(was, becomes)
        # Their calls are found by what they are called now.
        reindexing.of_person(unit, row.id)
    unit.tell(EventKind.PERSON_ADDED if was is None else EventKind.PERSON_EDITED, payload=payload)
    return becomes
