"""Who works here, as what: adding and changing members of staff."""

from __future__ import annotations

from typing import TYPE_CHECKING

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, NotAllowed, NotFound, refuse_where
from deskapp.domain.event_kind import EventKind
from deskapp.domain.spelling import same_name
from deskapp.domain.words import Role
from deskapp.models.calls import IS_OPEN, Call
from deskapp.models.promises import Promise
from deskapp.models.site import Staff
from deskapp.services.changes import Done
from deskapp.services.people import StaffView
from deskapp.services.staff import pins
from deskapp.services.staff.views import StaffSaved
from deskapp.services.texts import clean
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.staff.acts import SaveStaff


def save(work: Work, act: SaveStaff) -> Done[StaffSaved]:
    """See `SiteSettings.save_staff`."""
    start = pins.new_start(work) if act.id is None else None
    with work.act(Role.MANAGER) as unit:
        person = _person(unit.session, act)
        _check_name(unit.session, act, person)
        left = bool(person.active) and not act.active
        person.name, person.role, person.active = clean(act.name), act.role, act.active
        unit.session.add(person)
        unit.session.flush()
        managers = unit.session.scalar(
            select(func.count()).select_from(Staff).where(Staff.role == Role.MANAGER, Staff.active.is_(True))
        )
        if not managers:
            raise NotAllowed(Refusal.LAST_MANAGER)
        if start is not None:
            pins.set_pin(unit.session, person.id, start.hash, unit.now, start=True)
        calls, promises = _left_with(unit.session, person.id) if left else ((), 0)
        kind = EventKind.STAFF_ADDED if act.id is None else EventKind.STAFF_EDITED
        payload = {"name": person.name, "role": person.role.value, "active": person.active, "id": person.id}
        unit.tell(kind, payload=payload)
        told = start.pin if start is not None else ""
        saved = StaffSaved(person.id, person.name, person.role, person.active, told, calls, promises)
        return unit.done(saved, "staff")


def _person(session: Session, act: SaveStaff) -> Staff:
    """Whose row it is. Refuses an edit that began from what is so no more; the same edit made twice is none."""
    if act.id is None:
        return Staff(name="", role=act.role, active=act.active)
    person = session.get(Staff, act.id)
    if person is None:
        raise NotFound(Refusal.STAFF_UNKNOWN, id=act.id)
    now = StaffView(person.id, person.name, person.role, person.active)
    wanted = StaffView(person.id, clean(act.name), act.role, act.active)
    if act.base is not None and now not in (act.base, wanted):
        raise Conflict(Refusal.STAFF_EDITED, name=person.name, newer=now)
    return person


def _check_name(session: Session, act: SaveStaff, person: Staff) -> None:
    """Two of one name could not be told apart at sign-in, in the log and in the timeline; so not even of who left."""
    name = clean(act.name)
    others = session.execute(select(Staff.name).where(Staff.id != (act.id or 0)))
    taken = name != person.name and any(same_name(one.name, name) for one in others)
    refuse_where(
        ("name", FieldFault.MISSING, not name),
        ("name", FieldFault.NAME_OF_ANOTHER, bool(name) and taken),
    )


def _left_with(session: Session, staff_id: int) -> tuple[tuple[int, ...], int]:
    """The calls for which nobody answers now, open or with a promise to keep; and how many promises."""
    promised = (
        select(Promise.call_id)
        .join(Call, Call.id == Promise.call_id)
        .where(Call.owner_id == staff_id, Promise.kept_at.is_(None), Promise.moved_at.is_(None))
    )
    promises = list(session.scalars(promised))
    ids = session.scalars(select(Call.id).where(Call.owner_id == staff_id, IS_OPEN))
    return tuple(sorted({*ids, *promises})), len(promises)
