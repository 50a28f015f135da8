"""Merging two contacts that are one: the other's calls, equipment, routes, rotas and deputies follow the one kept."""

import copy
from typing import Any

from sqlalchemy import delete, func, select, update
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.reach import line, of_line, with_first
from deskapp.domain.words import Role
from deskapp.models.contacts import Contact, ContactPhone, ContactSkill
from deskapp.models.escalations import ContactAttempt, Escalation
from deskapp.models.places import Equipment
from deskapp.models.rotas import Rota, RotaVersion
from deskapp.models.routes import ContactDeputy, Route, RouteStep
from deskapp.models.site import Category
from deskapp.services import events, reached
from deskapp.services.changes import Done
from deskapp.services.directory import contacts
from deskapp.services.directory.views import ContactView
from deskapp.services.work import Unit, Work

#: What the kept one takes from the other where it says nothing itself.
_TAKEN = ("organisation", "role", "our_account", "language")


def merge(work: Work, keep: ContactView, other: ContactView) -> Done[ContactView]:
    """Make two contacts one. Raises Conflict where either was changed since it was looked at.

    The other stays in the file, out of the directory: what rotas say of the past names it.
    """
    with work.act(Role.SUPERVISOR) as unit:
        if keep.id == other.id:
            raise Invalid({"other": FieldFault.ONESELF})
        kept, gone = _same(unit.session, keep), _same(unit.session, other)
        _refuse_two_of_one_call(unit.session, kept, gone)
        was = contacts.one(unit.session, kept.id)
        moved = unit.session.scalar(select(func.count()).where(Escalation.contact_id == gone.id)) or 0
        unit.session.execute(update(Escalation).where(Escalation.contact_id == gone.id).values(contact_id=kept.id))
        unit.session.execute(
            update(ContactAttempt).where(ContactAttempt.contact_id == gone.id).values(contact_id=kept.id)
        )
        unit.session.execute(update(Category).where(Category.contact_id == gone.id).values(contact_id=kept.id))
        theirs = update(Equipment).where(Equipment.contact_id == gone.id)
        unit.session.execute(theirs.values(contact_id=kept.id, version=Equipment.version + 1))
        _routes(unit.session, kept.id, gone.id)
        _deputies(unit.session, kept.id, gone.id)
        rotas = _rotas(unit, kept.id, gone.id)
        _fields(unit.session, kept, gone)
        gone.active, gone.merged_into_id = False, kept.id
        for one in (kept, gone):
            one.version += 1
        unit.session.flush()
        becomes = contacts.one(unit.session, kept.id)
        payload = {
            "name": kept.name,
            "id": kept.id,
            "other": gone.name,
            "other_id": gone.id,
            "escalations": moved,
            "rotas": rotas,
            **events.differences(was, becomes),
        }
        unit.tell(EventKind.CONTACTS_MERGED, payload=payload)
        return unit.done(becomes, "contacts", "routes", "rotas", everything=bool(moved))


def _same(session: Session, view: ContactView) -> Contact:
    found = session.get(Contact, view.id)
    if found is None or found.merged_into_id is not None:
        raise NotFound(Refusal.CONTACT_UNKNOWN, id=view.id)
    if found.version != view.version:
        raise Conflict(Refusal.CONTACT_EDITED, name=found.name, newer=contacts.one(session, found.id))
    return found


def _refuse_two_of_one_call(session: Session, kept: Contact, gone: Contact) -> None:
    """A call that is out with both would be out with one contact twice."""
    query = (
        select(Escalation.call_id)
        .where(Escalation.ended_at.is_(None), Escalation.contact_id.in_((kept.id, gone.id)))
        .group_by(Escalation.call_id)
        .having(func.count() > 1)
    )
    if session.scalars(query).first() is not None:
        raise NotAllowed(Refusal.BOTH_HAVE_A_CALL, name=kept.name, other=gone.name)


def _routes(session: Session, kept: int, gone: int) -> None:
    """Steps of the other become steps of the kept one, unless its route offers that one already."""
    named = set(session.scalars(select(RouteStep.route_id).where(RouteStep.contact_id == kept)))
    touched = set(session.scalars(select(RouteStep.route_id).where(RouteStep.contact_id == gone)))
    session.execute(delete(RouteStep).where(RouteStep.contact_id == gone, RouteStep.route_id.in_(named)))
    session.execute(update(RouteStep).where(RouteStep.contact_id == gone).values(contact_id=kept))
    session.execute(update(Route).where(Route.id.in_(touched)).values(version=Route.version + 1))


def _deputies(session: Session, kept: int, gone: int) -> None:
    """Whoever the other stood in for has the kept one; its own deputies come after those of the kept one."""
    rows = session.scalars(select(ContactDeputy).order_by(ContactDeputy.contact_id, ContactDeputy.position)).all()
    touched = {row.contact_id for row in rows if gone in (row.contact_id, row.deputy_id)} | {kept}
    wanted: dict[int, list[int]] = {}
    for owner in (kept, gone, *sorted(touched - {kept, gone})):
        into = kept if owner == gone else owner
        deputies = (kept if row.deputy_id == gone else row.deputy_id for row in rows if row.contact_id == owner)
        found = wanted.setdefault(into, [])
        for deputy in deputies:
            if deputy != into and deputy not in found:
                found.append(deputy)
    session.execute(delete(ContactDeputy).where(ContactDeputy.contact_id.in_([*touched, gone])))
    for row in rows:
        session.expunge(row)
    session.add_all(
        ContactDeputy(contact_id=owner, deputy_id=deputy, position=position)
        for owner, found in wanted.items()
        for position, deputy in enumerate(found)
    )
    session.flush()


def _rotas(unit: Unit, kept: int, gone: int) -> list[str]:
    """From now on the kept one is on call where the other would be; versions of the past stay as they are."""
    changed = []
    for rota in unit.session.scalars(select(Rota).order_by(Rota.id)).all():
        newest = unit.session.scalars(
            select(RotaVersion).where(RotaVersion.rota_id == rota.id).order_by(RotaVersion.number.desc()).limit(1)
        ).first()
        if newest is None:
            continue
        spec = _renamed(newest.spec, str(gone), str(kept))
        if spec == newest.spec:
            continue
        rota.version += 1
        since = max(unit.now, newest.valid_from)
        made = RotaVersion(rota_id=rota.id, number=rota.version, valid_from=since, made_by_id=unit.staff.id, spec=spec)
        unit.session.add(made)
        unit.session.flush()
        changed.append(rota.name)
    return changed


def _renamed(spec: dict[str, Any], gone: str, kept: str) -> dict[str, Any]:
    """The rota's plan with one member for the other; who would replace themselves replaces nobody."""
    made = copy.deepcopy(spec)
    for rotation in made["rotations"]:
        rotation["members"] = [kept if member == gone else member for member in rotation["members"]]
    for row in (*made["shifts"], *made["overrides"]):
        for name in ("member", "replaces"):
            if row.get(name) == gone:
                row[name] = kept
    made["overrides"] = [row for row in made["overrides"] if row.get("member") != row.get("replaces")]
    if made["catch_all"] == gone:
        made["catch_all"] = kept
    return made


def _fields(session: Session, kept: Contact, gone: Contact) -> None:
    """Nothing that only the other knew is lost."""
    for name in _TAKEN:
        if not getattr(kept, name):
            setattr(kept, name, getattr(gone, name))
    theirs = map(line, with_first(gone.email, gone.email_kind, gone.other_emails))
    known = {of_line(one).text for one in kept.other_emails}
    others = [*kept.other_emails, *(one for one in theirs if of_line(one).text not in known)]
    for name, value in reached.email_values(kept.email, kept.email_kind, others).items():
        setattr(kept, name, value)
    if kept.agreed_response is None:
        kept.agreed_response = gone.agreed_response
    if gone.notes and gone.notes not in kept.notes:
        kept.notes = "\n".join(filter(None, (kept.notes, gone.notes)))
    query = select(ContactPhone).order_by(ContactPhone.position, ContactPhone.id)
    mine = session.scalars(query.where(ContactPhone.contact_id == kept.id)).all()
    numbers = {phone.normal or phone.digits or phone.shown for phone in mine}
    place = len(mine)
    for phone in session.scalars(query.where(ContactPhone.contact_id == gone.id)).all():
        if (phone.normal or phone.digits or phone.shown) in numbers:
            continue
        columns = {name: getattr(phone, name) for name in ("shown", "kind", "digits", "normal")}
        session.add(ContactPhone(contact_id=kept.id, position=place, **columns))
        place += 1
    skills = select(ContactSkill.category_id)
    have = set(session.scalars(skills.where(ContactSkill.contact_id == kept.id)))
    more = set(session.scalars(skills.where(ContactSkill.contact_id == gone.id))) - have
    session.add_all(ContactSkill(contact_id=kept.id, category_id=skill) for skill in sorted(more))
    session.flush()
