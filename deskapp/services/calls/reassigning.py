"""Another owner for calls. Escalating never does this; only an explicit, recorded reassignment does."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Conflict, Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState, Role
from deskapp.models.events import Event
from deskapp.models.site import Staff
from deskapp.services.calls.care import follow_up_is_promised, must_fit, the_call
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.calls.acts import Reassign


def reassign(work: Work, act: Reassign) -> Done[int]:
    """Another owner, recorded with its reason. An agent may give away only their own calls."""
    with work.act() as unit:
        owner = the_owner(unit, act.owner_id, act.reason)
        refuse_stale_owners(unit.session, act.call_ids, act.base_owners, act.owner_id)
        moved = {call_id for call_id in act.call_ids if given(unit, call_id, owner, act.reason)}
        return unit.done(len(moved), calls=moved)


def the_owner(unit: Unit, owner_id: int, reason: str) -> Staff:
    """Who is to have calls; Invalid where they do not work here, or no reason is given."""
    owner = unit.session.get(Staff, owner_id)
    if owner is None or not owner.active:
        raise Invalid({"owner": FieldFault.UNKNOWN})
    if not reason.strip():
        raise Invalid({"reason": FieldFault.MISSING})
    return owner


def given(unit: Unit, call_id: int, owner: Staff, reason: str) -> bool:
    """Give one call to another owner; whether it was not theirs already."""
    call = the_call(unit.session, call_id)
    must_fit(call, CallAct.REASSIGN)
    if call.state is CallState.CLOSED and not follow_up_is_promised(unit.session, call):
        raise NotAllowed(Refusal.CALL_STATE, ref=reference(call_id), state=call.state.value)
    if call.owner_id == owner.id:
        return False
    if call.owner_id != unit.staff.id and not unit.allows(Role.SUPERVISOR):
        raise NotAllowed(Refusal.NOT_YOUR_CALL, ref=reference(call_id))
    was = unit.session.get_one(Staff, call.owner_id)
    call.owner_id = owner.id
    payload = {"reason": clean(reason), "was": was.name, "becomes": owner.name}
    unit.tell(EventKind.REASSIGNED, call_id, "owner", str(was.id), str(owner.id), payload)
    clocks.refresh(unit, call)
    return True


def refuse_stale_owners(
    session: Session, call_ids: Iterable[int], base_owners: Mapping[int, int], owner_id: int
) -> None:
    """Each call that somebody else gave to another meanwhile, whom it belongs to now."""
    newer: dict[int, int] = {}
    told: list[tuple[str, str, str, datetime | None]] = []
    for call_id in call_ids:
        now_id = the_call(session, call_id).owner_id
        if now_id in (base_owners.get(call_id, now_id), owner_id):
            continue
        newer[call_id] = now_id
        by, at = _given_by(session, call_id)
        told.append((reference(call_id), session.get_one(Staff, now_id).name, by, at))
    if newer:
        refs = ", ".join(ref for ref, *_rest in told)
        raise Conflict(Refusal.OWNER_CHANGED, ref=refs, owner=told[0][1], by=told[0][2], newer=newer, told=tuple(told))


def _given_by(session: Session, call_id: int) -> tuple[str, datetime | None]:
    """Who reassigned a call last, and when."""
    found = session.execute(
        select(Staff.name, Event.at)
        .join(Event, Event.staff_id == Staff.id)
        .where(Event.call_id == call_id, Event.kind == EventKind.REASSIGNED)
        .order_by(Event.id.desc())
        .limit(1)
    ).first()
    return (found[0], found[1]) if found else ("", None)
