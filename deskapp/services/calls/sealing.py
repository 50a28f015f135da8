"""Making a call confidential and open again, and who is named on it."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
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
from deskapp.services import events
from deskapp.services.calls.care import done, the_call
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.confidential import access
from deskapp.services.people import StaffView
from deskapp.services.texts import clean, reference
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.calls.acts import MakeConfidential, MakeOpen, NameOnCall


def make_confidential(work: Work, act: MakeConfidential) -> Done[CallRow]:
    """Whoever sees a call may protect it. Who is not its owner is named on it, and does not lose sight of it."""
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        if call.confidential:
            raise NotAllowed(Refusal.ALREADY_CONFIDENTIAL, ref=reference(call.id))
        wrong = {} if act.reason.strip() else {"reason": FieldFault.MISSING}
        if not _known(session, act.named):
            wrong["named"] = FieldFault.UNKNOWN
        if wrong:
            raise Invalid(wrong)
        events.record(session, [seal(session, call, staff, now, act.reason, act.named)], now)
        return done(work, session, call)


def make_open(work: Work, act: MakeOpen) -> Done[CallRow]:
    """By its owner, or a supervisor. Nobody is named on it any more."""
    with work.act() as (session, now, staff):
        call = _of_mine(session, act.call_id, staff)
        if not act.reason.strip():
            raise Invalid({"reason": FieldFault.MISSING})
        payload = {"words": clean(act.reason), "named": _names(session, access.named(session, call.id))}
        _name(session, call, ())
        call.confidential = False
        events.record(session, [events.Line(EventKind.MADE_OPEN, now, staff.id, call.id, payload=payload)], now)
        return done(work, session, call)


def name(work: Work, act: NameOnCall) -> Done[CallRow]:
    """By its owner, or a supervisor. Raises Conflict where somebody named others meanwhile."""
    with work.act() as (session, now, staff):
        call = _of_mine(session, act.call_id, staff)
        before = access.named(session, call.id)
        if act.seen is not None and set(act.seen) != set(before):
            raise Conflict(Refusal.NAMED_CHANGED, ref=reference(call.id), newer=before)
        # Who was named and left since may stay named.
        if not _known(session, set(act.named) - set(before)):
            raise Invalid({"named": FieldFault.UNKNOWN})
        if set(act.named) != set(before):
            payload = {"was": _names(session, before), "becomes": _names(session, act.named)}
            _name(session, call, act.named)
            events.record(session, [events.Line(EventKind.NAMED, now, staff.id, call.id, payload=payload)], now)
        return done(work, session, call)


def seal(
    session: Session, call: Call, staff: StaffView, now: datetime, reason: str, named: Collection[int] = ()
) -> events.Line:
    """Make a call confidential within another act; gives back the line for its timeline."""
    everybody = set(named)
    if call.owner_id != staff.id and staff.role not in ABOVE:
        everybody.add(staff.id)
    call.confidential = True
    _name(session, call, everybody)
    payload = {"words": clean(reason), "named": _names(session, everybody)}
    return events.Line(EventKind.MADE_CONFIDENTIAL, now, staff.id, call.id, payload=payload)


def _of_mine(session: Session, call_id: int, staff: StaffView) -> Call:
    call = the_call(session, call_id)
    if not call.confidential:
        raise NotAllowed(Refusal.NOT_CONFIDENTIAL, ref=reference(call.id))
    if call.owner_id != staff.id and staff.role not in ABOVE:
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
