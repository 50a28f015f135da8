"""How a customer can be reached: it must be there before a handoff leaves, and is kept with the customer."""

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.models.customers import Customer, CustomerPhone
from deskapp.services import events, reindexing
from deskapp.services import phones as phone_numbers
from deskapp.services.directory.customers import customer_view
from deskapp.services.places.people import person
from deskapp.services.places.views import PersonView
from deskapp.services.texts import clean, digits
from deskapp.services.work import Unit


def known(session: Session, customer_id: int, person_id: int | None = None) -> str:
    """The first number on record, else the e-mail address; "" where there is neither.

    person_id: who speaks for the customer: theirs come first.
    """
    theirs = "" if person_id is None else of_person(person(session, person_id))
    if theirs:
        return theirs
    number = session.scalar(select(phone_numbers.first_of(customer_id)))
    return number or session.get_one(Customer, customer_id).email


def of_person(view: PersonView) -> str:
    """The first number of somebody who speaks for a customer, else their e-mail address; "" where there is neither."""
    return next(iter(view.phones), view.email)


def keep(unit: Unit, customer_id: int, words: str) -> None:
    """Keep what was told, where nothing is on record yet: with an @ it is an e-mail address, else a number."""
    said = clean(words)
    if not said or known(unit.session, customer_id):
        return
    customer = unit.session.get_one(Customer, customer_id)
    was = customer_view(unit.session, customer)
    if "@" in said:
        customer.email = said
    else:
        number = digits(said)
        normal = phone_numbers.normal(said, phone_numbers.region(unit.session))
        unit.session.add(
            CustomerPhone(
                customer_id=customer_id,
                position=0,
                shown=said,
                digits=number,
                digits_reversed=number[::-1],
                normal=normal,
            )
        )
    customer.version += 1
    unit.session.flush()
    reindexing.of_customers(unit, (customer_id,))
    told = {"name": customer.name, "id": customer.id, **events.differences(was, customer_view(unit.session, customer))}
    unit.tell(EventKind.CUSTOMER_EDITED, payload=told)
