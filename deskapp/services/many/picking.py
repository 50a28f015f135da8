"""Which of several calls an act has its place in, and why not in the others: read in one look, by the same rules."""

import json
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime
from typing import NamedTuple

from deskapp.domain import call_life
from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, DeskError, NotAllowed, NotFound
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import CallState, Priority, Role
from deskapp.models.base import from_stored
from deskapp.services.confidential import condition
from deskapp.services.many.acts import Standing
from deskapp.services.people import StaffView
from deskapp.services.texts import reference
from deskapp.services.work import Look, Unit, allows

_PICK = """
SELECT call.id, call.state, call.owner_id, staff.name, call.priority, {hidden},
       call.state NOT IN ('new', 'open', 'waiting', 'resolved') AND customer.erasure_id IS NOT NULL,
       EXISTS (SELECT 1 FROM erased_call WHERE erased_call.call_id = call.id),
       call.state = 'closed' AND EXISTS (SELECT 1 FROM promise
        WHERE promise.call_id = call.id AND follow_up AND kept_at IS NULL AND moved_at IS NULL),
       asker.name, update_request.asked_at, staff.active
FROM json_each(?) AS wanted JOIN call ON call.id = wanted.value
JOIN customer ON customer.id = call.customer_id JOIN staff ON staff.id = call.owner_id
LEFT JOIN update_request ON update_request.call_id = call.id AND update_request.ended_at IS NULL
LEFT JOIN staff AS asker ON asker.id = update_request.asked_by_id
"""
#: Who did something of this kind to each of these calls last, and when.
_LAST_BY = """
SELECT event.call_id, staff.name, event.at FROM event JOIN staff ON staff.id = event.staff_id
WHERE event.id IN (SELECT max(id) FROM event
                   WHERE call_id IN (SELECT value FROM json_each(?)) AND kind = ? GROUP BY call_id)
"""


class Picked(NamedTuple):
    """A call as far as acts on several ask for it."""

    id: int
    state: CallState
    owner_id: int
    owner: str
    priority: Priority
    hidden: bool
    forgotten: bool
    #: Its words went by their age.
    expired: bool
    #: Closed, and the customer was promised to hear from us.
    follow_up: bool
    #: Who asked its owner for an update that is not there yet, and when.
    asked_by: str | None
    asked_at: datetime | None
    #: Whether its owner works here still.
    owner_here: bool

    @property
    def standing(self) -> Standing:
        return Standing(self.owner_id, self.priority)


#: Raises why not, of a call that may be seen and is of a state in which the act has its place.
Rule = Callable[[Picked, StaffView, Standing | None], DeskError | None]


def picked(look: Look, call_ids: Iterable[int]) -> dict[int, Picked]:
    """These calls by their ids, in this order; those that are not there are left out."""
    wanted = tuple(dict.fromkeys(call_ids))
    run = look.session.connection().exec_driver_sql
    rows = run(_PICK.format(hidden=condition.hidden(look.viewer)), (json.dumps(wanted),))
    found = {
        row[0]: Picked(
            row[0],
            CallState(row[1]),
            row[2],
            row[3],
            Priority(row[4]),
            bool(row[5]),
            bool(row[6]),
            bool(row[7]),
            bool(row[8]),
            row[9],
            None if row[10] is None else from_stored(row[10]),
            bool(row[11]),
        )
        for row in rows
    }
    return {call_id: found[call_id] for call_id in wanted if call_id in found}


def parted(
    unit: Unit, act: CallAct, call_ids: Iterable[int], stood: Mapping[int, Standing], rule: Rule
) -> tuple[dict[int, Picked], dict[int, DeskError]]:
    """The calls to which it can be done, and why not to each of the others."""
    wanted = tuple(dict.fromkeys(call_ids))
    found = picked(unit, wanted)
    refused: dict[int, DeskError] = {}
    for call_id in wanted:
        why = _why_not(act, call_id, found.get(call_id)) or rule(found[call_id], unit.staff, stood.get(call_id))
        if why is not None:
            refused[call_id] = why
    _say_who(unit, refused)
    return {call_id: row for call_id, row in found.items() if call_id not in refused}, refused


def _why_not(act: CallAct, call_id: int, row: Picked | None) -> DeskError | None:
    ref = reference(call_id)
    if row is None:
        return NotFound(Refusal.CALL_UNKNOWN, ref=ref)
    if row.hidden:
        return NotAllowed(Refusal.CONFIDENTIAL, ref=ref)
    if row.forgotten:
        return NotAllowed(Refusal.CALL_FORGOTTEN, ref=ref)
    if row.expired:
        return NotAllowed(Refusal.CALL_EXPIRED, ref=ref)
    if not call_life.fits(act, row.state) or (act is CallAct.REASSIGN and _is_over(row)):
        return NotAllowed(Refusal.CALL_STATE, ref=ref, state=row.state.value)
    return None


def _is_over(row: Picked) -> bool:
    return row.state is CallState.CLOSED and not row.follow_up


def reassigning(row: Picked, staff: StaffView, stood: Standing | None) -> DeskError | None:
    """An agent gives away their own; what somebody else gave away meanwhile is not overwritten unseen."""
    ref = reference(row.id)
    if row.owner_id != staff.id and not allows(staff, Role.SUPERVISOR):
        return NotAllowed(Refusal.NOT_YOUR_CALL, ref=ref)
    if stood is not None and stood.owner_id != row.owner_id:
        newer = {row.id: row.owner_id}
        return Conflict(Refusal.OWNER_CHANGED, ref=ref, owner=row.owner, by="", at=None, newer=newer, told=())
    return None


def raising(row: Picked, _staff: StaffView, stood: Standing | None) -> DeskError | None:
    """Nothing is above P1; what somebody else set meanwhile is not overwritten unseen."""
    ref = reference(row.id)
    if stood is not None and stood.priority is not row.priority:
        return Conflict(Refusal.PRIORITY_CHANGED, ref=ref, newer=row.priority, by="", at=None)
    if row.priority is Priority.P1:
        return NotAllowed(Refusal.PRIORITY_HIGH_ENOUGH, ref=ref, priority=row.priority)
    return None


def asking(row: Picked, staff: StaffView, _stood: Standing | None) -> DeskError | None:
    """Nobody asks themselves or somebody who left, and nobody is asked twice unseen."""
    ref = reference(row.id)
    if row.owner_id == staff.id:
        return NotAllowed(Refusal.ASKED_ONESELF, ref=ref)
    if not row.owner_here:
        return NotAllowed(Refusal.OWNER_LEFT, ref=ref, owner=row.owner)
    if row.asked_at is not None:
        return Conflict(Refusal.ASKED_ALREADY, ref=ref, by=row.asked_by, at=row.asked_at)
    return None


def anything(_row: Picked, _staff: StaffView, _stood: Standing | None) -> None:
    """A note has its place in every call."""


#: What is looked at before each act, beside the states that `domain.call_life` names.
RULES: Mapping[CallAct, Rule] = {
    CallAct.REASSIGN: reassigning,
    CallAct.RAISE: raising,
    CallAct.ASK: asking,
    CallAct.NOTE: anything,
}
#: What kind of line told it where somebody else was first.
_TOLD_BY = {Refusal.OWNER_CHANGED: EventKind.REASSIGNED, Refusal.PRIORITY_CHANGED: EventKind.PRIORITY}


def _say_who(look: Look, refused: dict[int, DeskError]) -> None:
    """Of what somebody else changed meanwhile: who it was, and when."""
    for code, kind in _TOLD_BY.items():
        ids = [call_id for call_id, error in refused.items() if error.code == code]
        if not ids:
            continue
        for call_id, name, at in look.session.connection().exec_driver_sql(_LAST_BY, (json.dumps(ids), kind.value)):
            refused[call_id] = Conflict(code, **{**refused[call_id].values, "by": name, "at": from_stored(at)})
