"""Another owner for several calls, in sets: what it costs grows with the calls, not with questions about each."""

import json

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.services.calls.reassigning import the_owner
from deskapp.services.changes import Done
from deskapp.services.many import picking
from deskapp.services.many.acts import ReassignCalls, Standing
from deskapp.services.many.picking import Picked
from deskapp.services.many.views import ManyDone
from deskapp.services.people import StaffView
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work

_GIVE = "UPDATE call SET owner_id = ? WHERE id IN (SELECT value FROM json_each(?))"


def reassign(work: Work, act: ReassignCalls) -> Done[ManyDone]:
    """An agent gives away their own. Whoever has a call already is told so, and it tells its timeline nothing."""
    with work.act() as unit:
        owner = the_owner(unit, act.owner_id, act.reason)
        fit, refused = picking.parted(
            unit, CallAct.REASSIGN, act.call_ids, act.stood, lambda *one: _already(owner.id, *one)
        )
        reason = clean(act.reason)
        for row in fit.values():
            payload = {"reason": reason, "was": row.owner, "becomes": owner.name}
            unit.tell(EventKind.REASSIGNED, row.id, "owner", str(row.owner_id), str(owner.id), payload)
        give(unit, owner.id, tuple(fit))
        lines = unit.record()
        return unit.done(ManyDone(tuple(fit), refused, tuple(lines)), calls=tuple(fit))


def give(unit: Unit, owner_id: int, call_ids: tuple[int, ...]) -> None:
    """Write whose these calls are from now on."""
    unit.session.connection().exec_driver_sql(_GIVE, (owner_id, json.dumps(call_ids)))


def _already(owner_id: int, row: Picked, staff: StaffView, stood: Standing | None) -> DeskError | None:
    if row.owner_id == owner_id:
        return NotAllowed(Refusal.OWNER_ALREADY, ref=reference(row.id), owner=row.owner)
    return picking.reassigning(row, staff, stood)
