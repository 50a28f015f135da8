"""What becomes of the rows that are theirs: what people wrote goes; who did what, when, and every figure stays."""

from collections.abc import Iterator, Sequence
from typing import Any

from sqlalchemy import delete, func, literal, or_, select, update
from sqlalchemy.orm import Session

from deskapp.domain.words import Tier
from deskapp.models.approvals import Approval, UpdateRequest
from deskapp.models.attachments import Attachment
from deskapp.models.base import Base, UtcDateTime
from deskapp.models.calls import Call, CallTag
from deskapp.models.clocks import Pause
from deskapp.models.customers import Customer, CustomerMerge, CustomerPerson, CustomerPhone, CustomersApart, PersonPhone
from deskapp.models.endings import Voiding
from deskapp.models.escalations import ContactAttempt, Escalation
from deskapp.models.events import Event
from deskapp.models.fields import CallField
from deskapp.models.guards import GONE
from deskapp.models.imports import ImportedRow
from deskapp.models.improve.actions import Action
from deskapp.models.improve.reviews import Review
from deskapp.models.improve.signals import Feedback, Signal
from deskapp.models.incidents import Incident, IncidentMessage, IncidentStep
from deskapp.models.places import Equipment, Place
from deskapp.models.promises import Agreement, AgreementWords, Promise
from deskapp.models.retention import RetentionHold
from deskapp.models.site import SavedView
from deskapp.services.erasure.acts import Instead
from deskapp.services.erasure.whose import Names, Whose
from deskapp.services.log.sieve import read as read_sieve
from deskapp.services.work import Unit

#: Ids in one question to the database.
_ASKED = 500
#: Texts that an erasure leaves empty, by table; of some of them something must stand there, see `_calls`.
_EMPTY: dict[type[Base], tuple[str, ...]] = {
    Call: ("details", "wants", "steps", "solution", "priority_reason", "signs", "next_step"),
    Pause: ("words",),
    Promise: ("phone", "words", "moved_reason"),
    Escalation: (
        *("consent_reason", "transfer_reason", "accepted_by", "outcome"),
        *("contact_reference", "done", "returned_by"),
    ),
    ContactAttempt: ("words",),
    Approval: ("reason", "words"),
    UpdateRequest: ("words", "answer"),
    Place: ("address", "room", "access", "person", "phone"),
    Equipment: ("kind", "maker", "model", "serial", "contract_ref", "notes"),
    Customer: ("organisation", "account", "email", "email_kind", "notes"),
}


def customers(session: Session, of: Whose, erasure_id: int, instead: Instead) -> None:
    """Who they are, and who speaks for them, goes first: the guards ask whether somebody was forgotten."""
    for customer_id in of.customers:
        row = session.get_one(Customer, customer_id)
        row.name = instead.customer.format(number=customer_id)
        for name in _EMPTY[Customer]:
            setattr(row, name, "")
        row.tier, row.source_ref, row.other_emails = Tier.STANDARD, None, []
        row.erasure_id = erasure_id
        row.version += 1
    session.execute(delete(CustomerPhone).where(CustomerPhone.customer_id.in_(of.customers)))
    session.execute(delete(PersonPhone).where(PersonPhone.person_id.in_(of.people)))
    nobody = {"name": instead.text, "role": "", "email": "", "active": False, "version": CustomerPerson.version + 1}
    _set(session, CustomerPerson, CustomerPerson.id.in_(of.people), nobody)
    either = or_(CustomersApart.customer_id.in_(of.customers), CustomersApart.other_id.in_(of.customers))
    session.execute(delete(CustomersApart).where(either))
    held = RetentionHold.customer_id.in_(of.customers)
    session.execute(update(RetentionHold).where(held).values(reason=GONE))
    # What one took over from the other is needed by nobody: these are never made two again.
    merged = or_(CustomerMerge.kept_id.in_(of.customers), CustomerMerge.gone_id.in_(of.customers))
    session.execute(update(CustomerMerge).where(merged).values(taken={"fields": {}, "numbers": []}))
    session.flush()


def calls(unit: Unit, of: Whose, erasure_id: int, instead: Instead) -> None:
    """What their calls say, and whatever belongs to one."""
    more: dict[type[Base], dict[str, Any]] = {
        Call: {"summary": instead.text, "tone": None, "with_name": None, "back_from": None},
        Escalation: {"handoff": {}},
        Voiding: {"words": GONE},
        Attachment: {
            "name": instead.text,
            "content_id": None,
            "removed_at": func.coalesce(Attachment.removed_at, literal(unit.now, UtcDateTime())),
            "removed_by_id": func.coalesce(Attachment.removed_by_id, unit.staff.id),
        },
    }
    for some in _by(of.calls):
        for kind in (Call, Pause, Promise, Escalation, ContactAttempt, Approval, UpdateRequest, Voiding, Attachment):
            table: Any = kind
            key = table.id if kind is Call else table.call_id
            values = {**dict.fromkeys(_EMPTY.get(kind, ()), ""), **more.get(kind, {})}
            if hasattr(table, "version"):
                values["version"] = table.version + 1
            _set(unit.session, table, key.in_(some), values)
        _signs(unit.session, some)
        _set(unit.session, RetentionHold, RetentionHold.call_id.in_(some), {"reason": GONE})
        for gone in (CallTag, CallField):
            unit.session.execute(delete(gone).where(gone.call_id.in_(some)))
        agreed = select(Agreement.id).where(Agreement.call_id.in_(some))
        said = AgreementWords.agreement_id.in_(agreed) & AgreementWords.erasure_id.is_(None)
        _set(unit.session, AgreementWords, said, {"who": "", "words": "", "erasure_id": erasure_id})
        # A list of another program still finds its rows by their keys, and takes none of them again.
        brought = select(Event.id).where(Event.call_id.in_(some))
        _set(unit.session, ImportedRow, ImportedRow.event_id.in_(brought), {"digest": None})


def things(session: Session, of: Whose, instead: Instead) -> None:
    """Places and equipment; what others need too is theirs from now on, without what was said of people."""
    for kind, alone, shared, name, of_people in (
        (Place, of.places, of.shared_places, "name", ("access", "person", "phone")),
        (Equipment, of.equipment, of.shared_equipment, "label", ("notes",)),
    ):
        for row in _rows(session, kind, alone):
            for column in _EMPTY[kind]:
                setattr(row, column, "")
            setattr(row, name, instead.text)
            row.active = False
            row.version += 1
            if isinstance(row, Equipment):
                row.warranty_until = row.contract_until = row.contact_id = None
        for row in _rows(session, kind, tuple(shared)):
            row.customer_id = shared[row.id]
            for column in of_people:
                setattr(row, column, "")
            row.version += 1
    session.flush()


def incidents(session: Session, of: Whose, instead: Instead) -> None:
    """Incidents of their calls alone."""
    for some in _by(of.incidents):
        texts = {"title": instead.text, "outcome": "", "version": Incident.version + 1}
        _set(session, Incident, Incident.id.in_(some), texts)
        _set(session, IncidentMessage, IncidentMessage.incident_id.in_(some), {"words": GONE})
        _set(session, IncidentStep, IncidentStep.incident_id.in_(some), {"text": instead.text, "words": ""})


def views(session: Session, of: Whose, known_by: Names) -> dict[int, str]:
    """Lists kept by name that ask for something of theirs, or name them, go; gives them back, by id."""
    places, equipment, tags = set(of.places), set(of.equipment), set(of.tags)
    found = {}
    for row in session.scalars(select(SavedView)).all():
        sieve = read_sieve(row.spec).sieve
        theirs = (
            places.intersection(sieve.places)
            or equipment.intersection(sieve.equipment)
            or tags.intersection(sieve.tags)
        )
        if theirs or known_by.in_value((row.name, row.spec)):
            found[row.id] = row.name
            session.delete(row)
    return found


def handed_on(session: Session, of: Whose, known_by: Names) -> None:
    """Of calls that were theirs once: what was passed on with them and names them."""
    for row in session.scalars(select(Escalation).where(Escalation.call_id.in_(of.once))).all():
        kept = {part: said for part, said in row.handoff.items() if not known_by.in_value(said)}
        if kept != row.handoff:
            row.handoff = kept
            row.version += 1


def improved(session: Session, known_by: Names, instead: Instead) -> None:
    """What was agreed because of several calls stays; a text that names them goes."""
    texts: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (Action, ("about", "what", "words")),
        (Signal, ("reason",)),
        (Feedback, ("to_whom", "title", "told", "asks", "answer", "changed")),
    )
    for row, columns in ((row, columns) for kind, columns in texts for row in session.scalars(select(kind)).all()):
        for column in columns:
            if known_by.in_text(getattr(row, column)):
                setattr(row, column, instead.text)
                row.version += 1
    session.flush()


def reviews(session: Session, of: Whose, known_by: Names) -> None:
    """What was written about how their calls were looked after goes, and elsewhere what names them; marks stay."""
    theirs = set(of.calls)
    for row in session.scalars(select(Review)).all():
        for column, gone in (("note", ""), ("skip_reason", GONE), ("answer", "")):
            said = getattr(row, column)
            if said and (row.call_id in theirs or known_by.in_text(said)):
                setattr(row, column, gone)
                row.version += 1
    session.flush()


def _signs(session: Session, some: Sequence[int]) -> None:
    """Which signs there were stays, not by what."""
    for row in session.scalars(select(Escalation).where(Escalation.call_id.in_(some))).all():
        row.triggers = [[code, ""] for code, *_reason in row.triggers]
    session.flush()


def _set(session: Session, table: Any, where: Any, values: dict[str, Any]) -> None:
    session.execute(update(table).where(where).values(values).execution_options(synchronize_session=False))
    session.expire_all()


def _rows(session: Session, kind: Any, ids: Sequence[int]) -> Iterator[Any]:
    for some in _by(ids):
        yield from session.scalars(select(kind).where(kind.id.in_(some))).all()


def _by(ids: Sequence[int]) -> Iterator[Sequence[int]]:
    for begin in range(0, len(ids), _ASKED):
        yield ids[begin : begin + _ASKED]
