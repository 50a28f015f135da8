"""Contacts of the directory: reading and saving them."""

from __future__ import annotations

from collections import defaultdict
from typing import TYPE_CHECKING

from sqlalchemy import ColumnElement, delete, func, select, true
from sqlalchemy.orm import InstrumentedAttribute, Session

from deskapp.domain.authority import level_of
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff.visible import DEFAULT_OUTSIDE, Visible
from deskapp.domain.reach import trimmed
from deskapp.domain.spelling import same_name
from deskapp.domain.words import OUTSIDE_KINDS, ContactKind
from deskapp.models.calls import Call
from deskapp.models.contacts import Contact, ContactPhone, ContactSkill
from deskapp.models.escalations import Escalation
from deskapp.models.policy import WorkCalendar
from deskapp.models.routes import ContactDeputy
from deskapp.models.site import Category, Staff
from deskapp.services import events, reached, records
from deskapp.services import phones as phone_numbers
from deskapp.services.calls import signs as call_signs
from deskapp.services.changes import Done
from deskapp.services.directory.views import ContactView
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.directory.acts import SaveContact
#: So many contacts are few enough to be named in a query.
_A_FEW = 500


def views(session: Session, *where: object) -> tuple[ContactView, ...]:
    """Contacts by any condition, by name, in a fixed number of reads."""
    # Rows, not objects: a directory is read whole, and nothing of it is changed here.
    table = Contact.__table__
    listed = select(table).where(Contact.merged_into_id.is_(None), *where)  # type: ignore[arg-type]
    found = session.execute(listed.order_by(func.lower(Contact.name), Contact.id)).all()
    ids = [contact.id for contact in found] if len(found) <= _A_FEW else None

    def of_these(column: ColumnElement[int] | InstrumentedAttribute[int]) -> ColumnElement[bool]:
        return true() if ids is None else column.in_(ids)

    phones: dict[int, list[tuple[str, str]]] = defaultdict(list)
    numbers = select(ContactPhone.contact_id, ContactPhone.shown, ContactPhone.kind)
    in_order = numbers.where(of_these(ContactPhone.contact_id)).order_by(ContactPhone.position, ContactPhone.id)
    for contact_id, shown, kind in session.execute(in_order):
        phones[contact_id].append((shown, kind))
    skills: dict[int, list[int]] = defaultdict(list)
    covered = select(ContactSkill.contact_id, ContactSkill.category_id).where(of_these(ContactSkill.contact_id))
    for contact_id, category in session.execute(covered):
        skills[contact_id].append(category)
    deputies: dict[int, list[int]] = defaultdict(list)
    stand_ins = select(ContactDeputy.contact_id, ContactDeputy.deputy_id).where(of_these(ContactDeputy.contact_id))
    for contact_id, deputy in session.execute(stand_ins.order_by(ContactDeputy.position)):
        deputies[contact_id].append(deputy)
    out = dict(
        session.execute(
            select(Escalation.contact_id, func.count())
            .where(Escalation.ended_at.is_(None))
            .group_by(Escalation.contact_id)
        ).all()
    )
    return tuple(
        records.view(
            ContactView,
            contact,
            {
                "skills": tuple(sorted(skills[contact.id])),
                "phones": tuple(shown for shown, _kind in phones[contact.id]),
                "phone_kinds": trimmed(kind for _shown, kind in phones[contact.id]),
                "other_emails": tuple(contact.other_emails),
                "deputies": tuple(deputies[contact.id]),
                "may_see": tuple(contact.may_see),
                "open_escalations": out.get(contact.id, 0),
            },
        )
        for contact in found
    )


def one(session: Session, contact_id: int) -> ContactView:
    found = views(session, Contact.id == contact_id)
    if not found:
        raise NotFound(Refusal.CONTACT_UNKNOWN, id=contact_id)
    return found[0]


def of_staff(work: Work, staff_id: int) -> Done[ContactView]:
    """The contact of a member of staff, by their name: the one that is there, else a new one with their authority."""
    from deskapp.services.directory.acts import SaveContact

    with work.act() as unit:
        person = unit.session.get(Staff, staff_id)
        if person is None:
            raise NotFound(Refusal.STAFF_UNKNOWN, id=staff_id)
        if not person.active:
            raise NotAllowed(Refusal.STAFF_INACTIVE, name=person.name)
        for contact in views(unit.session, Contact.active.is_(True)):
            if same_name(contact.name, person.name):
                return unit.done(contact)
        act = SaveContact(ContactKind.SENIOR, person.name, authority=level_of(person.role))
    return save(work, act)


def save(work: Work, act: SaveContact) -> Done[ContactView]:
    """Add a contact, or change one. Raises Invalid by field, Conflict where somebody changed it meanwhile."""
    with work.act() as unit:
        _check(unit.session, act)
        if act.id is None:
            contact = Contact(kind=act.kind, name="", may_see=[], version=0)
            kind = EventKind.CONTACT_ADDED
            unit.session.add(contact)
        else:
            found = unit.session.get(Contact, act.id)
            if found is None:
                raise NotFound(Refusal.CONTACT_UNKNOWN, id=act.id)
            contact, kind = found, EventKind.CONTACT_EDITED
            if contact.version != act.base_version:
                raise Conflict(Refusal.CONTACT_EDITED, name=contact.name, newer=one(unit.session, contact.id))
        was = None if act.id is None else one(unit.session, act.id)
        _take(contact, act)
        unit.session.flush()
        _lists(unit.session, contact, act)
        becomes = one(unit.session, contact.id)
        payload = {"name": contact.name, "organisation": contact.organisation, "id": contact.id}
        if was is not None:
            payload |= events.differences(was, becomes)
        unit.tell(kind, payload=payload)
        if was is not None and was.active is not becomes.active:
            # Who is not there any more answers for no category.
            theirs = select(Category.id).where(Category.contact_id == contact.id)
            call_signs.sign_all_again(unit, Call.category_id.in_(theirs))
        return unit.done(becomes, "contacts")


def _take(contact: Contact, act: SaveContact) -> None:
    records.take(contact, act, ("may_see", "other_emails"))
    for name, value in reached.email_values(act.email, act.email_kind, act.other_emails).items():
        setattr(contact, name, value)
    if act.may_see is not None:
        contact.may_see = sorted(act.may_see)
    elif act.id is None and act.kind in OUTSIDE_KINDS:
        contact.may_see = sorted(DEFAULT_OUTSIDE)


def _lists(session: Session, contact: Contact, act: SaveContact) -> None:
    session.execute(delete(ContactPhone).where(ContactPhone.contact_id == contact.id))
    session.execute(delete(ContactSkill).where(ContactSkill.contact_id == contact.id))
    numbers = reached.phone_values(act.phones, act.phone_kinds, phone_numbers.region(session))
    session.add_all(ContactPhone(contact_id=contact.id, **values) for values in numbers)
    session.add_all(ContactSkill(contact_id=contact.id, category_id=skill) for skill in set(act.skills))
    session.execute(delete(ContactDeputy).where(ContactDeputy.contact_id == contact.id))
    session.add_all(
        ContactDeputy(contact_id=contact.id, deputy_id=deputy, position=position)
        for position, deputy in enumerate(dict.fromkeys(act.deputies))
    )
    session.flush()


def _check(session: Session, act: SaveContact) -> None:
    wrong: dict[str, FieldFault] = {}
    if not act.name.strip():
        wrong["name"] = FieldFault.MISSING
    if act.agreed_response is not None and act.agreed_response.total_seconds() < 0:
        wrong["agreed_response"] = FieldFault.BELOW_ZERO
    if act.calendar_id is not None and session.get(WorkCalendar, act.calendar_id) is None:
        wrong["calendar_id"] = FieldFault.UNKNOWN
    known = set(session.scalars(select(Category.id)))
    if not known.issuperset(act.skills):
        wrong["skills"] = FieldFault.UNKNOWN
    if not {visible.value for visible in Visible}.issuperset(act.may_see or ()):
        wrong["may_see"] = FieldFault.UNKNOWN
    if act.deputies:
        if act.id is not None and act.id in act.deputies:
            wrong["deputies"] = FieldFault.ONESELF
        elif set(session.scalars(select(Contact.id).where(Contact.id.in_(act.deputies)))) != set(act.deputies):
            wrong["deputies"] = FieldFault.UNKNOWN
    if wrong:
        raise Invalid(wrong)
