"""What a customer is, and what is theirs: by which rows and words they are known in the rest of the file."""

import re
from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import and_, exists, or_, select
from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.reach import with_first
from deskapp.domain.spelling import compact, folded
from deskapp.domain.words import OPEN_STATES
from deskapp.models.attachments import Attachment
from deskapp.models.calls import Call, CallTag
from deskapp.models.contacts import Contact, ContactPhone
from deskapp.models.customers import Customer, CustomerPerson, CustomerPhone, PersonPhone
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event
from deskapp.models.incidents import Incident, IncidentCall
from deskapp.models.places import Equipment, Place
from deskapp.models.promises import Promise
from deskapp.models.site import Staff
from deskapp.services.callers import standing
from deskapp.services.texts import digits

#: Fewer digits than this are no number of anybody's.
_A_NUMBER = 6
#: Shorter than this an account may be any word.
_AN_ACCOUNT = 3
_WORD = re.compile(r"[^\W_]+")
_DIGITS = re.compile(r"\d[\d ()/.+-]*\d")


@dataclass(frozen=True, slots=True)
class Whose:
    """A customer with whoever was merged into them, and by id what is theirs alone.

    shared: places and equipment that calls of others name too, with the customer of the last of these calls.
    once: calls that were theirs and are somebody else's now.
    """

    customers: tuple[int, ...]
    people: tuple[int, ...]
    calls: tuple[int, ...]
    once: tuple[int, ...]
    places: tuple[int, ...]
    shared_places: dict[int, int]
    equipment: tuple[int, ...]
    shared_equipment: dict[int, int]
    incidents: tuple[int, ...]
    #: Keys of tags that no call has but theirs.
    tags: tuple[str, ...]

    @classmethod
    def of(cls, *, customers: tuple[int, ...] = (), calls: tuple[int, ...] = ()) -> "Whose":
        """Of these calls and customers themselves, without what else is theirs."""
        return cls(customers, (), calls, (), (), {}, (), {}, (), ())


class Names:
    """The words, accounts, addresses and numbers by which somebody is known, to find what names them."""

    def __init__(self, words: Sequence[str], signs: Sequence[str], addresses: Sequence[str], numbers: Sequence[str]):
        """signs: accounts and references, compared without the signs and blanks they are written with."""
        self._words = [f" {plain} " for plain in map(_plain, words) if plain.strip()]
        self._signs = [f" {one} " for one in map(compact, signs) if len(one) >= _AN_ACCOUNT]
        self._addresses = [folded(one) for one in addresses if one]
        self._numbers = [one for one in map(digits, numbers) if len(one) >= _A_NUMBER]
        #: All of them as they are looked for.
        self.told = (*words, *signs, *addresses, *numbers)

    def in_text(self, text: str) -> bool:
        """Whether a text names them: their whole name, account or number, or an address of theirs."""
        plain = f" {_plain(text)} "
        if any(words in plain for words in self._words) or any(one in folded(text) for one in self._addresses):
            return True
        if self._signs and any(one in f" {' '.join(map(compact, text.split()))} " for one in self._signs):
            return True
        found = [digits(run) for run in _DIGITS.findall(text)] if self._numbers else []
        return any(number in run for number in self._numbers for run in found)

    def without(self, value: Any, instead: str) -> Any:
        """Anything that JSON can hold, with other words in place of each that names them."""
        if isinstance(value, str):
            return self._without(value, instead)
        if isinstance(value, dict):
            return {name: self.without(one, instead) for name, one in value.items()}
        return [self.without(one, instead) for one in value] if isinstance(value, list) else value

    def _without(self, text: str, instead: str) -> str:
        for address in self._addresses:
            text = re.sub(re.escape(address), lambda _found: instead, text, flags=re.IGNORECASE)
        if self._numbers:
            text = _DIGITS.sub(
                lambda run: instead if any(one in digits(run[0]) for one in self._numbers) else run[0], text
            )
        text = re.sub(r"\S+", lambda one: instead if f" {compact(one[0])} " in self._signs else one[0], text)
        for words in self._words:
            text = _replaced(text, words.split(), instead)
        # What is spelt in a way that cannot be cut out goes whole.
        return instead if self.in_text(text) else text

    def in_value(self, value: Any) -> bool:
        """The same for anything that JSON can hold."""
        return any(map(self.in_text, _texts(value)))


def _replaced(text: str, name: list[str], instead: str) -> str:
    """A text with other words where those of a name stand in a row, whatever stands between them."""
    found = [(one.start(), one.end(), _plain(one[0])) for one in _WORD.finditer(text)]
    parts, end, place = [], 0, 0
    while place < len(found):
        if [word for _start, _end, word in found[place : place + len(name)]] == name:
            parts += [text[end : found[place][0]], instead]
            end = found[place + len(name) - 1][1]
            place += len(name)
        else:
            place += 1
    return "".join((*parts, text[end:]))


def alone(session: Session, customers: Sequence[int]) -> Names:
    """By what nobody else is known: their whole names of two words and more, accounts, addresses and numbers.

    What others wrote is looked through for these. A single word may be any, and a name that two have, the other's.
    """
    rows = session.scalars(select(Customer).where(Customer.id.in_(customers))).all()
    people = session.scalars(select(CustomerPerson).where(CustomerPerson.customer_id.in_(customers))).all()
    others = (
        *session.scalars(select(Customer.name).where(Customer.id.not_in(customers))),
        *session.scalars(select(CustomerPerson.name).where(CustomerPerson.customer_id.not_in(customers))),
        *session.scalars(select(Contact.name)),
        *session.scalars(select(Staff.name)),
    )
    taken = set(map(_plain, others))
    called = (*(row.name for row in rows), *(one.name for one in people))
    names = [name for name in called if " " in _plain(name) and _plain(name) not in taken]
    reached = _reached(session, customers, [one.id for one in people])
    phones = (
        select(ContactPhone.digits, ContactPhone.normal),
        select(CustomerPhone.digits, CustomerPhone.normal).where(CustomerPhone.customer_id.not_in(customers)),
        select(PersonPhone.digits, PersonPhone.normal)
        .join(CustomerPerson)
        .where(CustomerPerson.customer_id.not_in(customers)),
    )
    same = {number for query in phones for row in session.execute(query) for number in row}
    emails = [one.text for row in rows for one in with_first(row.email, row.email_kind, row.other_emails)]
    addresses = [one for one in (*emails, *(one.email for one in people)) if "@" in one]
    accounts = [row.account for row in rows if any(sign.isdigit() for sign in row.account)]
    return Names(names, accounts, addresses, [one for one in reached if one and one not in same])


def _reached(session: Session, customers: Sequence[int], people: Sequence[int]) -> list[str]:
    """The numbers of customers, and of people who speak for them, as digits."""
    phones = [
        *session.execute(
            select(CustomerPhone.digits, CustomerPhone.normal).where(CustomerPhone.customer_id.in_(customers))
        ),
        *session.execute(select(PersonPhone.digits, PersonPhone.normal).where(PersonPhone.person_id.in_(people))),
    ]
    return [number for row in phones for number in row]


def whose(session: Session, customer_id: int) -> Whose:
    """What is kept of a customer; customer_id: one who stands for themselves."""
    same = (customer_id, *sorted(one for one, now in standing(session).items() if now == customer_id))
    calls = tuple(session.scalars(select(Call.id).where(Call.customer_id.in_(same)).order_by(Call.id)))
    places, shared_places = _things(session, Place, Call.place_id, same)
    equipment, shared_equipment = _things(session, Equipment, Call.equipment_id, same)
    return Whose(
        customers=same,
        people=tuple(session.scalars(select(CustomerPerson.id).where(CustomerPerson.customer_id.in_(same)))),
        calls=calls,
        once=_once(session, same),
        places=places,
        shared_places=shared_places,
        equipment=equipment,
        shared_equipment=shared_equipment,
        incidents=_incidents(session, same),
        tags=_tags(session, same),
    )


def names(session: Session, customers: Sequence[int]) -> Names:
    """By what these and their people are known; an organisation only where nobody else is of it."""
    rows = session.scalars(select(Customer).where(Customer.id.in_(customers))).all()
    people = session.scalars(select(CustomerPerson).where(CustomerPerson.customer_id.in_(customers))).all()
    others = select(Customer.organisation).where(Customer.id.not_in(customers), Customer.organisation != "").distinct()
    shared = set(map(folded, session.scalars(others)))
    organisations = [row.organisation for row in rows if folded(row.organisation) not in shared]
    emails = [one.text for row in rows for one in with_first(row.email, row.email_kind, row.other_emails)]
    return Names(
        [*(row.name for row in rows), *(one.name for one in people), *organisations],
        [one for row in rows for one in (row.account, row.source_ref or "")],
        [*emails, *(one.email for one in people)],
        _reached(session, customers, [one.id for one in people]),
    )


def hinders(session: Session, of: Whose) -> tuple[int, ...]:
    """Calls of theirs of which something is not over: the call, a promise, an incident of theirs alone."""
    promised = exists().where(Promise.call_id == Call.id, Promise.kept_at.is_(None), Promise.moved_at.is_(None))
    in_incident = exists().where(
        IncidentCall.call_id == Call.id,
        IncidentCall.incident_id == Incident.id,
        Incident.id.in_(of.incidents),
        Incident.over_at.is_(None),
    )
    out = exists().where(Escalation.call_id == Call.id, Escalation.ended_at.is_(None))
    query = select(Call.id).where(
        Call.customer_id.in_(of.customers), or_(Call.state.in_(OPEN_STATES), promised, in_incident, out)
    )
    return tuple(session.scalars(query.order_by(Call.id)))


def attachments(session: Session, of: Whose) -> int:
    """How many files hang on their calls, those that were removed among them."""
    found = select(Attachment.id).join(Call, Call.id == Attachment.call_id).where(Call.customer_id.in_(of.customers))
    return len(session.scalars(found).all())


def _once(session: Session, same: Sequence[int]) -> tuple[int, ...]:
    told = [str(one) for one in same]
    query = (
        select(Event.call_id)
        .join(Call, Call.id == Event.call_id)
        .where(
            Event.field == "customer",
            or_(Event.was.in_(told), Event.becomes.in_(told)),
            Call.customer_id.not_in(same),
        )
        .distinct()
    )
    return tuple(sorted(one for one in session.scalars(query) if one is not None))


def _things(
    session: Session, kind: type[Place | Equipment], column: Any, same: Sequence[int]
) -> tuple[tuple[int, ...], dict[int, int]]:
    """Those that are theirs alone, and those that somebody else needs too, with whose they are from now on."""
    ids = session.scalars(select(kind.id).where(kind.customer_id.in_(same)).order_by(kind.id)).all()
    needed = (
        select(column, Call.customer_id)
        .join(kind, and_(kind.id == column, kind.customer_id.in_(same)))
        .join(Customer, Customer.id == Call.customer_id)
        .where(Call.customer_id.not_in(same), Customer.erasure_id.is_(None))
        .order_by(Call.id)
    )
    shared: dict[int, int] = {row[0]: row[1] for row in session.execute(needed)}
    return tuple(one for one in ids if one not in shared), shared


def _incidents(session: Session, same: Sequence[int]) -> tuple[int, ...]:
    """Incidents of no call but theirs; what is told to the customers of others too is not theirs."""
    theirs = select(IncidentCall.incident_id).join(Call, Call.id == IncidentCall.call_id)
    others = theirs.join(Customer, Customer.id == Call.customer_id).where(
        Call.customer_id.not_in(same), Customer.erasure_id.is_(None)
    )
    mine = theirs.where(Call.customer_id.in_(same), IncidentCall.incident_id.not_in(others)).distinct()
    return tuple(sorted(session.scalars(mine)))


def _tags(session: Session, same: Sequence[int]) -> tuple[str, ...]:
    on = select(CallTag.key).join(Call, Call.id == CallTag.call_id)
    mine = on.where(Call.customer_id.in_(same), CallTag.key.not_in(on.where(Call.customer_id.not_in(same))))
    return tuple(sorted(set(session.scalars(mine))))


def _plain(text: str) -> str:
    """A text as its words alone, folded, a blank between each."""
    return " ".join("".join(sign if sign.isalnum() else " " for sign in folded(text)).split())


def _texts(value: Any) -> Iterator[str]:
    """A value's texts, those that stand inside others as JSON among them."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, one in value.items():
            yield str(name)
            yield from _texts(one)
    elif isinstance(value, (list, tuple)):
        for one in value:
            yield from _texts(one)
    elif isinstance(value, int):
        yield str(value)
