"""Phone numbers with their country's code, for finding them however they were typed; shown they are as typed."""

from functools import lru_cache
from importlib import resources

from sqlalchemy import ScalarSelect, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from deskapp.models.contacts import ContactPhone
from deskapp.models.customers import CustomerPhone
from deskapp.models.site import Site
from deskapp.services import rules


def region(session: Session) -> str:
    """Whose numbers are typed without a country's code here: of the desk's holidays, else of its zone; "" unknown."""
    country = rules.desk_calendar(session)[0].country
    if country:
        return country
    zone = session.scalar(select(Site.zone))
    return region_of_zone(zone or "")


def normal(phone: str, region: str) -> str:
    """The number's digits with its country's code; "" where it is none of any plan."""
    if not any(letter.isdecimal() for letter in phone):
        return ""
    import phonenumbers

    try:
        number = phonenumbers.parse(phone, region or None)
    except phonenumbers.NumberParseException:
        return ""
    if not phonenumbers.is_possible_number(number):
        return ""
    return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.E164).lstrip("+")


def first_of(customer_id: int | InstrumentedAttribute[int]) -> ScalarSelect[str]:
    """A customer's first number as it was typed, for a query."""
    return (
        select(CustomerPhone.shown)
        .where(CustomerPhone.customer_id == customer_id)
        .order_by(CustomerPhone.position)
        .limit(1)
        .scalar_subquery()
    )


def write_again(session: Session) -> None:
    """Every number anew: the desk has moved to another country."""
    here = region(session)
    for table in (ContactPhone, CustomerPhone):
        rows = session.execute(select(table.id, table.shown)).all()
        values = [{"id": row.id, "normal": normal(row.shown, here)} for row in rows]
        if values:
            session.execute(update(table), values)


@lru_cache(maxsize=64)
def region_of_zone(zone: str) -> str:
    """The first country of a time zone, two letters; "" where it is of none."""
    try:
        lines = (resources.files("tzdata") / "zoneinfo" / "zone.tab").read_text(encoding="utf-8").splitlines()
    except (OSError, ModuleNotFoundError):
        return ""
    for line in lines:
        parts = line.split("\t")
        if not line.startswith("#") and len(parts) > 2 and parts[2] == zone:
            return parts[0]
    return ""
