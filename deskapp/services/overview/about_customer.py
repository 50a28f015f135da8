"""Everything that is kept about one customer, put together for a request of theirs; that it was done is recorded."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import datetime
from typing import Any

from sqlalchemy import and_, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import Refusal
from deskapp.domain.data_class import dataclass
from deskapp.domain.errors import NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import PaperState, Role
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact, ContactPhone
from deskapp.models.customers import Customer, CustomerPerson, CustomerPhone, PersonPhone
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.models.papers import PaperOut
from deskapp.models.places import Equipment, Place
from deskapp.models.site import Staff
from deskapp.services.callers import standing, stands_for
from deskapp.services.calls.views import EventView
from deskapp.services.changes import Done
from deskapp.services.directory.customers import customer_view
from deskapp.services.directory.views import CustomerView
from deskapp.services.forgotten import refuse_forgotten
from deskapp.services.overview import call_detail
from deskapp.services.overview.others import Instead, Others
from deskapp.services.overview.views import CallDetail
from deskapp.services.places import people
from deskapp.services.places import reading as place_reading
from deskapp.services.places.views import EquipmentView, PersonView, PlaceView
from deskapp.services.texts import reference
from deskapp.services.work import Work

#: Lines of the timeline on the customer's own record, which belong to no call.
_OF_THE_RECORD = (
    *(EventKind.CUSTOMER_ADDED, EventKind.CUSTOMER_EDITED, EventKind.CUSTOMER_FILE),
    *(EventKind.CUSTOMERS_MERGED, EventKind.CUSTOMERS_PARTED),
)
#: And on what is theirs: these name them beside the thing itself.
_OF_THINGS = (
    *(EventKind.PERSON_ADDED, EventKind.PERSON_EDITED),
    *(EventKind.PLACE_ADDED, EventKind.PLACE_EDITED),
    *(EventKind.EQUIPMENT_ADDED, EventKind.EQUIPMENT_EDITED),
)


#: The lines of a call that are given; whatever else there is, or comes, is the desk's own: reviews, holds, who was let
#: see it.
GIVEN = frozenset(
    (
        *(EventKind.LOGGED, EventKind.IMPORTED, EventKind.OPENED, EventKind.NOTE, EventKind.STEP_TRIED),
        *(EventKind.CUSTOMER_TOLD, EventKind.ATTEMPT, EventKind.EDITED, EventKind.PRIORITY, EventKind.REASSIGNED),
        *(EventKind.UPDATE_ASKED, EventKind.UPDATE_ANSWERED, EventKind.UPDATE_WITHDRAWN, EventKind.CUSTOMER_CHANGED),
        *(EventKind.PAUSED, EventKind.RESUMED, EventKind.RESOLVED, EventKind.CLOSED, EventKind.NOT_AGREED),
        *(EventKind.REOPENED, EventKind.LAPSED, EventKind.VOIDED, EventKind.RESTORED, EventKind.SATISFACTION),
        *(EventKind.CALL_SHEET, EventKind.PAPER_AGAIN, EventKind.TAGGED, EventKind.UNTAGGED, EventKind.CHECK_DONE),
        *(EventKind.CHECK_UNDONE, EventKind.REPEAT_LINKED, EventKind.REPEAT_UNLINKED, EventKind.ATTACHED),
        *(EventKind.ATTACHMENT_REMOVED, EventKind.ATTACHMENT_RESTORED, EventKind.CALL_BACK_PROMISED),
        *(EventKind.FOLLOW_UP_PROMISED, EventKind.PROMISE_KEPT, EventKind.PROMISE_MOVED, EventKind.DEADLINES_MOVED),
        *(EventKind.POLICY_APPLIED, EventKind.ESCALATED, EventKind.CONTACT_TRIED, EventKind.ACCEPTED),
        *(EventKind.REFUSED, EventKind.WITHDRAWN, EventKind.HEARD, EventKind.RETURNED, EventKind.HANDOFF_AMENDED),
        *(EventKind.SHEET, EventKind.APPROVAL_ASKED, EventKind.APPROVAL_GRANTED, EventKind.APPROVAL_REFUSED),
        *(EventKind.APPROVAL_CONFIRMED, EventKind.APPROVAL_DENIED, EventKind.APPROVAL_WITHDRAWN),
        *(EventKind.INCIDENT_JOINED, EventKind.INCIDENT_LEFT, EventKind.RETENTION),
    )
)


@dataclass(frozen=True, slots=True)
class GivenPaper:
    """A paper that left the desk. handoff: of which escalation it is the sheet; 0: it is the call's own."""

    handoff: int
    number: int
    state: PaperState
    at: datetime


@dataclass(frozen=True, slots=True)
class AboutCustomer:
    """The customer, their calls from the oldest, the lines on their record, and what is theirs; others are left out.

    papers: by the reference of the call the papers that left the desk. hidden: how many confidential calls are not in
    it. own: how many lines of their timelines are the desk's own, and not in it.
    """

    customer: CustomerView
    calls: tuple[CallDetail, ...]
    papers: Mapping[str, tuple[GivenPaper, ...]]
    hidden: int
    own: int
    events: tuple[EventView, ...]
    places: tuple[PlaceView, ...]
    equipment: tuple[EquipmentView, ...]
    people: tuple[PersonView, ...]


def put_together(work: Work, customer_id: int, instead: Instead, *, confidential: bool = False) -> AboutCustomer:
    """For supervisors and managers; confidential calls where a manager asks for them. Raises NotAllowed, NotFound."""
    with work.look() as look:
        work.must_be(look.session, Role.MANAGER if confidential else Role.SUPERVISOR)
        customer = _the_customer(look.session, customer_id)
        customer_id = customer.id
        view = customer_view(look.session, customer)
        whose = select(Call.id, Call.confidential).where(Call.customer_id == customer_id).order_by(Call.id)
        found = look.session.execute(whose).all()
        ids = [row.id for row in found if confidential or not row.confidential]
        whole = [call_detail.load(look, call_id) for call_id in ids]
        calls = tuple(replace(call, events=tuple(e for e in call.events if e.kind in GIVEN)) for call in whole)
        own = sum(len(call.events) for call in whole) - sum(len(call.events) for call in calls)
        # What was kept of one that was merged into them is about them, too.
        same = [customer_id, *(one for one, now in standing(look.session).items() if now == customer_id)]
        theirs = people.people(look.session, CustomerPerson.customer_id == customer_id)
        others = _others(look.session, view, theirs, same, instead)
        return AboutCustomer(
            view,
            others.left_out(calls),
            _papers(look.session, ids),
            len(found) - len(ids),
            own,
            others.left_out(tuple(_events(look.session, same))),
            others.left_out(place_reading.places(look.session, Place.customer_id == customer_id)),
            others.left_out(place_reading.equipment(look.session, Equipment.customer_id == customer_id)),
            theirs,
        )


def handed_out(work: Work, about: AboutCustomer) -> Done[None]:
    """Record that it was put together: once it is written, and before anybody has it. Raises as `put_together`."""
    with work.act(Role.SUPERVISOR) as unit:
        customer = _the_customer(unit.session, about.customer.id)
        payload = {"name": customer.name, "id": customer.id, "calls": len(about.calls)}
        unit.tell(EventKind.CUSTOMER_FILE, payload=payload)
        return unit.done(None)


def _the_customer(session: Session, customer_id: int) -> Customer:
    customer = session.get(Customer, stands_for(session, customer_id))
    if customer is None:
        raise NotFound(Refusal.CUSTOMER_UNKNOWN, id=customer_id)
    refuse_forgotten(customer)
    return customer


def _papers(session: Session, call_ids: Collection[int]) -> Mapping[str, tuple[GivenPaper, ...]]:
    """What left the desk, by the call's reference; of what failed nobody was told anything."""
    told: dict[str, tuple[GivenPaper, ...]] = {}
    for call_id in call_ids:
        query = (
            select(PaperOut, Escalation.number)
            .join(Escalation, Escalation.id == PaperOut.escalation_id, isouter=True)
            .where(PaperOut.call_id == call_id, PaperOut.state.not_in((PaperState.FAILED, PaperState.LEAVING)))
            .order_by(PaperOut.id)
        )
        found = tuple(
            GivenPaper(handoff or 0, one.number, one.state, one.begun_at) for one, handoff in session.execute(query)
        )
        if found:
            told[reference(call_id)] = found
    return told


def _events(session: Session, same: Collection[int]) -> Iterator[EventView]:
    query = (
        select(Event, EventWords.payload, Staff.name)
        .join(EventWords, EventWords.event_id == Event.id)
        .join(Staff, Staff.id == Event.staff_id)
        .where(
            and_(Event.kind.in_(_OF_THE_RECORD), EventWords.payload["id"].as_integer().in_(same))
            | and_(Event.kind.in_(_OF_THINGS), EventWords.payload["customer_id"].as_integer().in_(same))
        )
        .order_by(Event.id)
    )
    for event, payload, by in session.execute(query):
        kept: dict[str, Any] = payload
        yield EventView(
            event.id, None, event.at, EventKind(event.kind), by, event.field, event.was, event.becomes, kept
        )


def _others(
    session: Session,
    customer: CustomerView,
    theirs: Collection[PersonView],
    same: Collection[int],
    instead: Instead,
) -> Others:
    """Staff, contacts, and customers and people of others; what the customer or theirs share with one stays."""
    own = Customer.id.not_in(same)
    named = [(name, instead.customer) for name in session.scalars(select(Customer.name).where(own))]
    of_others = CustomerPerson.customer_id.not_in(same)
    named += [(name, instead.customer) for name in session.scalars(select(CustomerPerson.name).where(of_others))]
    named += [(name, instead.contact) for name in session.scalars(select(Contact.name))]
    named += [(name, instead.staff) for name in session.scalars(select(Staff.name))]
    numbers = (
        *session.scalars(select(ContactPhone.digits)),
        *session.scalars(select(CustomerPhone.digits).where(CustomerPhone.customer_id.not_in(same))),
        *session.scalars(select(PersonPhone.digits).join(CustomerPerson).where(of_others)),
    )
    own_people = (part for one in theirs for part in (one.name, one.email, *one.phones))
    kept = (*own_people, customer.name, customer.organisation, customer.email, customer.account, *customer.phones)
    return Others(named, numbers, kept, instead)
