"""The directory: customers who call, and contacts who help."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import folded
from deskapp.domain.words import ContactKind
from deskapp.models.base import to_stored
from deskapp.models.customers import Customer, CustomerPerson, CustomerPhone
from deskapp.services import events, reached, records, reindexing
from deskapp.services import phones as phone_numbers
from deskapp.services.callers import stands_for
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.confidential import condition
from deskapp.services.directory import (
    browsing,
    contact_table,
    contacts,
    customer_merging,
    customers,
    merging,
    same_customer,
)
from deskapp.services.directory.browsing import CustomerCounts, CustomerPage, Wanted, Which
from deskapp.services.directory.contact_entries import CUSTOMER_FIELDS
from deskapp.services.directory.customer_merging import MergeView
from deskapp.services.directory.customers import customer_view, follow_tier
from deskapp.services.directory.index import DirectoryIndex
from deskapp.services.directory.views import CallerMatch, ContactView, CustomerView
from deskapp.services.forgotten import refuse_forgotten
from deskapp.services.places import people
from deskapp.services.places.index import PlacesIndex
from deskapp.services.texts import typed
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.directory.acts import SaveContact, SaveCustomer
    from deskapp.services.places.views import PersonView

#: How many callers or customers are offered at the most, unless more of them share the very number that was typed.
_OFFERED = 20
_WEEK_DAYS = 7
#: So many customers are read in one look where many are wanted.
_AT_ONCE = 500


class Directory:
    def __init__(self, work: Work, index: DirectoryIndex | None = None) -> None:
        """index: the one that others search too; else one of its own."""
        self._work = work
        self._index = index or DirectoryIndex()
        self._people = PlacesIndex()

    def callers(self, text: str) -> tuple[CallerMatch, ...]:
        """Customers and their people by phone, account or name while it is typed; all who share a number.

        Each with the open calls of the customer and those of the last 7 days.
        """
        with self._work.read() as session:
            return tuple(
                CallerMatch(customer_view(session, customer), self._calls(session, customer.id), person)
                for customer, person in self._found(session, text)
                # Nobody who was forgotten calls.
                if customer.erasure_id is None
            )

    def customers(self, text: str) -> tuple[CustomerView, ...]:
        """The same, each customer once."""
        with self._work.read() as session:
            found = dict.fromkeys(customer for customer, _person in self._found(session, text))
            return tuple(customer_view(session, customer) for customer in found)

    def prepare(self) -> None:
        """Have everybody at hand, so that the first letter which somebody types waits for nothing. Tells nothing."""
        with self._work.read(anybody=True) as session:
            self._work.customers.prepare(session)

    def customer(self, customer_id: int) -> CustomerView:
        """A customer; of one who was merged into another that other."""
        with self._work.read() as session:
            found = session.get(Customer, stands_for(session, customer_id))
            if found is None:
                raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=customer_id)
            return customer_view(session, found)

    def browse_customers(self, wanted: Wanted) -> CustomerPage:
        """Some customers in the order of their names; see `browsing.page`."""
        with self._work.read() as session:
            return browsing.page(session, wanted)

    def customer_counts(self) -> CustomerCounts:
        """How many customers there are to browse, and how many of each kind."""
        with self._work.read() as session:
            return browsing.counts(session)

    def customer_count(self, which: Which) -> int:
        """How many customers of a kind there are, to the last one."""
        with self._work.read() as session:
            return browsing.count(session, which)

    def customer_cells(self, ids: Sequence[int] = ()) -> Iterator[tuple[str, ...]]:
        """These customers, or all of them, a text for each of CUSTOMER_FIELDS; read as they are asked for."""
        last = 0
        while True:
            with self._work.read() as session:
                found = customers.some(session, last, _AT_ONCE, ids)
            if not found:
                return
            last = found[-1].id
            for one in found:
                row = customers.texts(one)
                yield tuple(contact_table.cell_text(row[name]) for name in CUSTOMER_FIELDS)

    def save_customer(self, act: SaveCustomer) -> Done[CustomerView]:
        """Add or change a customer; a change is found by search in all their calls at once."""
        with self._work.act() as unit:
            if not act.name.strip():
                raise Invalid({"name": FieldFault.MISSING})
            if act.id is None:
                customer = Customer(name="", version=0)
                unit.session.add(customer)
            else:
                found = unit.session.get(Customer, act.id)
                if found is None:
                    raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=act.id)
                customer = found
                _refuse_merged(unit.session, customer)
                refuse_forgotten(customer)
                if customer.version != act.base_version:
                    newer = customer_view(unit.session, customer)
                    raise Conflict(Refusal.CUSTOMER_EDITED, name=customer.name, newer=newer)
            was = None if act.id is None else customer_view(unit.session, customer)
            records.take(customer, act, ("other_emails",))
            for name, value in reached.email_values(act.email, act.email_kind, act.other_emails).items():
                setattr(customer, name, value)
            unit.session.flush()
            _phones(unit.session, customer.id, act)
            reindexing.of_customers(unit, (customer.id,))
            kind = EventKind.CUSTOMER_ADDED if act.id is None else EventKind.CUSTOMER_EDITED
            becomes = customer_view(unit.session, customer)
            payload = {"name": customer.name, "id": customer.id}
            if was is not None:
                payload |= events.differences(was, becomes)
            unit.tell(kind, payload=payload)
            if was is not None and was.tier != becomes.tier:
                follow_tier(unit, customer.id)
            return unit.done(becomes, "customers", everything=True)

    def merge_customers(self, keep: CustomerView, other: CustomerView) -> Done[MergeView]:
        """Make two customers one; see `customer_merging.merge`."""
        return customer_merging.merge(self._work, keep, other)

    def undo_customer_merge(self, merge_id: int) -> Done[CustomerView]:
        """Make them two again; see `customer_merging.undo`."""
        return customer_merging.undo(self._work, merge_id)

    def not_the_same(self, customer_id: int, other_id: int) -> Done[None]:
        """Two customers who look like one are not: nobody is asked again."""
        return same_customer.tell_apart(self._work, customer_id, other_id)

    def contacts(
        self, text: str = "", kinds: Collection[ContactKind] = (), inactive: bool = False
    ) -> tuple[ContactView, ...]:
        """Contacts by name, organisation, role, skill or phone; every word typed must be found."""
        with self._work.read() as session:
            return self._index.search(session, text, kinds, inactive)

    def contact(self, contact_id: int) -> ContactView:
        with self._work.read() as session:
            return contacts.one(session, contact_id)

    def save_contact(self, act: SaveContact) -> Done[ContactView]:
        return contacts.save(self._work, act)

    def contact_of_staff(self, staff_id: int) -> Done[ContactView]:
        """The contact that a member of staff is, by their name; where there is none, with the authority of their role.

        So whoever works here can be handed a call without being written twice.
        """
        return contacts.of_staff(self._work, staff_id)

    def merge(self, keep: ContactView, other: ContactView) -> Done[ContactView]:
        """Make two contacts one; everything that names the other follows. For supervisors and managers."""
        return merging.merge(self._work, keep, other)

    def _found(self, session: Session, text: str) -> list[tuple[Customer, PersonView | None]]:
        """By a phone number, by account, or by words; of a number that was typed whole everybody who shares it.

        Where it is that of somebody who speaks for a customer, it is they who call. Of the others customers come first.
        """
        if not typed(text):
            return []
        found = self._work.customers.find(session, text, _OFFERED)
        who = people.find(session, self._people, text, _OFFERED)
        of_these = CustomerPerson.id.in_((*who.whole, *who.others))
        theirs = {one.id: one for one in people.people(session, of_these)}
        sharing = [theirs[one] for one in who.whole]
        speak = {one.customer_id for one in sharing}
        whole: list[tuple[int, PersonView | None]] = [(one.customer_id, one) for one in sharing]
        whole += [(one, None) for one in found.whole if one not in speak]
        others: list[tuple[int, PersonView | None]] = [(one, None) for one in found.others if one not in speak]
        others += [(theirs[one].customer_id, theirs[one]) for one in who.others]
        others = others[: max(0, _OFFERED - len(whole))]
        query = select(Customer).where(Customer.id.in_([one for one, _person in (*whole, *others)]))
        named = {one.id: one for one in session.scalars(query)}
        whole.sort(key=lambda one: (folded(named[one[0]].name), one[0], folded(one[1].name) if one[1] else ""))
        return [(named[one], person) for one, person in (*whole, *others) if one in named]

    def _calls(self, session: Session, customer_id: int) -> tuple[CallRow, ...]:
        week_ago = to_stored(self._work.clock.now()) - _WEEK_DAYS * 86_400_000_000
        run = runner(session)
        return call_rows.where(
            run,
            # A masked line among a customer's would tell whose it is.
            f"WHERE call.customer_id = ? AND call.state <> 'void' AND ({call_rows.OPEN} OR call.logged_at >= ?)"
            f" AND NOT {condition.hidden(run.viewer)} ORDER BY call.id DESC LIMIT 20",
            (customer_id, week_ago),
        )


def _refuse_merged(session: Session, customer: Customer) -> None:
    if customer.merged_into_id is not None:
        into = session.get_one(Customer, stands_for(session, customer.id)).name
        raise NotAllowed(Refusal.CUSTOMER_MERGED, name=customer.name, into=into)


def _phones(session: Session, customer_id: int, act: SaveCustomer) -> None:
    session.execute(delete(CustomerPhone).where(CustomerPhone.customer_id == customer_id))
    numbers = reached.phone_values(act.phones, act.phone_kinds, phone_numbers.region(session))
    session.add_all(
        CustomerPhone(customer_id=customer_id, digits_reversed=values["digits"][::-1], **values) for values in numbers
    )
    session.flush()
