"""Making a call confidential and open again, and who is named on it."""

from __future__ import annotations

from collections.abc import Collection
from typing import TYPE_CHECKING

from sqlalchemy import delete, select
from sqlalchemy.orm import Session

from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.confidential import ABOVE
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.models.endings import CallNamed
from deskapp.models.site import Staff
from deskapp.services.calls.care import done, the_call
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.confidential import access
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.calls.acts import MakeConfidential, MakeOpen, NameOnCall


def make_confidential(work: Work, act: MakeConfidential) -> Done[CallRow]:
    """Whoever sees a call may protect it. Who is not its owner is named on it, and does not lose sight of it."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        if call.confidential:
            raise NotAllowed(Refusal.ALREADY_CONFIDENTIAL, ref=reference(call.id))
        wrong = {} if act.reason.strip() else {"reason": FieldFault.MISSING}
        if not _known(unit.session, act.named):
            wrong["named"] = FieldFault.UNKNOWN
        if wrong:
            raise Invalid(wrong)
        seal(unit, call, act.reason, act.named)
        return done(unit, call)


def make_open(work: Work, act: MakeOpen) -> Done[CallRow]:
    """By its owner, or a supervisor. Nobody is named on it any more."""
    with work.act() as unit:
        call = _of_mine(unit, act.call_id)
        if not act.reason.strip():
            raise Invalid({"reason": FieldFault.MISSING})
        payload = {"words": clean(act.reason), "named": _names(unit.session, access.named(unit.session, call.id))}
        _name(unit.session, call, ())
        call.confidential = False
        unit.tell(EventKind.MADE_OPEN, call.id, payload=payload)
        return done(unit, call)


def name(work: Work, act: NameOnCall) -> Done[CallRow]:
    """By its owner, or a supervisor. Raises Conflict where somebody named others meanwhile."""
    with work.act() as unit:
        call = _of_mine(unit, act.call_id)
        before = access.named(unit.session, call.id)
        if act.base_named is not None and set(act.base_named) != set(before):
            raise Conflict(Refusal.NAMED_CHANGED, ref=reference(call.id), newer=before)
        # Who was named and left since may stay named.
        if not _known(unit.session, set(act.named) - set(before)):
            raise Invalid({"named": FieldFault.UNKNOWN})
        if set(act.named) != set(before):
            payload = {"was": _names(unit.session, before), "becomes": _names(unit.session, act.named)}
            _name(unit.session, call, act.named)
            unit.tell(EventKind.NAMED, call.id, payload=payload)
        return done(unit, call)


def seal(unit: Unit, call: Call, reason: str, named: Collection[int] = ()) -> None:
    """Make a call confidential within an act, and tell its timeline."""
    everybody = set(named)
    if call.owner_id != unit.staff.id and unit.staff.role not in ABOVE:
        everybody.add(unit.staff.id)
    call.confidential = True
    _name(unit.session, call, everybody)
    payload = {"words": clean(reason), "named": _names(unit.session, everybody)}
    unit.tell(EventKind.MADE_CONFIDENTIAL, call.id, payload=payload)


def _of_mine(unit: Unit, call_id: int) -> Call:
    call = the_call(unit.session, call_id)
    if not call.confidential:
        raise NotAllowed(Refusal.NOT_CONFIDENTIAL, ref=reference(call.id))
    if call.owner_id != unit.staff.id and unit.staff.role not in ABOVE:
        raise NotAllowed(Refusal.ONLY_OWNER_NAMES, ref=reference(call.id))
    return call


def _known(session: Session, staff_ids: Collection[int]) -> bool:
    if not staff_ids:
        return True
    known = session.scalars(select(Staff.id).where(Staff.id.in_(staff_ids), Staff.active))
    return set(known) == set(staff_ids)


def _names(session: Session, staff_ids: Collection[int]) -> list[str]:
    return sorted(session.scalars(select(Staff.name).where(Staff.id.in_(staff_ids))))


def _name(session: Session, call: Call, staff_ids: Collection[int]) -> None:
    session.execute(delete(CallNamed).where(CallNamed.call_id == call.id))
    session.add_all(CallNamed(call_id=call.id, staff_id=staff_id) for staff_id in sorted(staff_ids))
    session.flush()
