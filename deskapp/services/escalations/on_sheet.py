"""What a handoff sheet says of the place and the thing that the call is about, and of what that had before."""

from collections.abc import Iterator
from zoneinfo import ZoneInfo

from sqlalchemy import exists, not_, select
from sqlalchemy.orm import Session

from deskapp.domain.handoff.sheet import SheetEquipment, SheetFault, SheetPlace
from deskapp.domain.handoff.visible import particulars, without
from deskapp.domain.words import OUTSIDE_KINDS, CallState, Consent
from deskapp.models.calls import Call
from deskapp.models.customers import Customer
from deskapp.models.escalations import Escalation
from deskapp.models.places import Equipment, Place
from deskapp.services import records
from deskapp.services.directory.views import ContactView

#: So many past faults are told, each on a line or two.
_FAULTS, _LONGEST = 3, 160


def place(session: Session, call: Call) -> SheetPlace:
    """Where the customer needs help: the call's own place, else where its thing stands."""
    thing = _thing(session, call)
    place_id = call.place_id or (thing.place_id if thing is not None else None)
    found = session.get(Place, place_id) if place_id is not None else None
    return SheetPlace() if found is None else records.view(SheetPlace, found, {})


def equipment(session: Session, call: Call, contact: ContactView | None, zone: str) -> SheetEquipment:
    """The thing, for this contact: what is agreed with somebody else about it is not told them."""
    thing = _thing(session, call)
    if thing is None:
        return SheetEquipment()
    outside = contact is not None and contact.kind in OUTSIDE_KINDS
    theirs = contact is None or not outside or thing.contact_id == contact.id
    faults = tuple(_faults(session, call, zone, outside=outside))
    more = {"faults": faults} if theirs else {"faults": faults, "contract_ref": ""}
    return records.view(SheetEquipment, thing, more)


def _thing(session: Session, call: Call) -> Equipment | None:
    return session.get(Equipment, call.equipment_id) if call.equipment_id is not None else None


def _faults(session: Session, call: Call, zone: str, *, outside: bool) -> Iterator[SheetFault]:
    """The last calls on the same thing. Of confidential ones, and outside of those whose customer once said no, none.

    Outside, whoever else called is taken out of the words, where they stand there as recorded.
    """
    refused = exists().where(Escalation.call_id == Call.id, Escalation.consent == Consent.NO)
    rows = session.execute(
        select(Call, Customer)
        .join(Customer, Customer.id == Call.customer_id)
        .where(
            Call.equipment_id == call.equipment_id,
            Call.id != call.id,
            Call.state != CallState.VOID,
            not_(Call.confidential),
            *((not_(refused),) if outside else ()),
        )
        .order_by(Call.logged_at.desc(), Call.id.desc())
        .limit(_FAULTS)
    )
    for one, customer in rows:
        said = " ".join(one.summary.split())
        if outside and customer.id != call.customer_id:
            said = without(particulars((customer.name, customer.organisation, customer.account)), said)
        if len(said) > _LONGEST:
            said = said[: _LONGEST - 1].rstrip() + "…"
        yield SheetFault(one.logged_at.astimezone(ZoneInfo(zone)).date(), said)
