"""Phone numbers with their country's code, for finding them however they were typed; shown they are as typed."""

import re
from functools import lru_cache
from importlib import resources

from sqlalchemy import ScalarSelect, select, update
from sqlalchemy.orm import InstrumentedAttribute, Session

from deskapp.domain.data_class import dataclass
from deskapp.models.contacts import ContactPhone
from deskapp.models.customers import CustomerPhone, PersonPhone
from deskapp.models.site import Site
from deskapp.services import rules
from deskapp.services.texts import digits

#: So many digits are a part of a number, and not an age or a room.
A_NUMBER = 3
#: The national prefix as it is often written inside a number with its country's code.
_INSIDE = "(0)"


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed of a number, as the ways in which the number may be kept."""

    #: The digits as they were typed.
    digits: str
    #: The whole number with its country's code; "" while it is not all there.
    whole: str
    #: How a number that is kept with its country's code may begin.
    starts: tuple[str, ...]

    @property
    def ends(self) -> str:
        """The last digits of one: a number kept with its country's code is typed with a 0 instead."""
        return self.digits.lstrip("0") or self.digits


def typed(text: str, region: str) -> Typed | None:
    """What was typed as a part of a phone number, from its first digit or to its last; None where it is none."""
    number = digits(text)
    if not number or any(letter.isalpha() for letter in text):
        return None
    whole = normal(text, region)
    starts = tuple(dict.fromkeys(one for one in (whole, *_starts(text, number, region)) if one))
    return Typed(number, whole, starts)


def _starts(text: str, number: str, region: str) -> tuple[str, ...]:
    import phonenumbers

    if text.strip().startswith(("+", "＋")):
        return digits(text.replace(_INSIDE, "")), number
    here = phonenumbers.PhoneMetadata.metadata_for_region(region) if region else None
    abroad = re.match((here.international_prefix if here else None) or "00", number)
    if abroad is not None:
        inside = digits(text.replace(_INSIDE, ""))
        return inside[abroad.end() :], number[abroad.end() :]
    if here is None:
        return (number,)
    return f"{here.country_code}{number.removeprefix(here.national_prefix or '')}", number


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


def follow(session: Session, was: str) -> None:
    """Every number is kept anew where the desk is in another country than it was."""
    here = region(session)
    if here == was:
        return
    for table in (ContactPhone, CustomerPhone, PersonPhone):
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
