"""Asking the owners of calls for an update: it shows at their next look, and whoever asked sees the answer."""

import json

from sqlalchemy import insert

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import Refusal
from deskapp.domain.errors import DeskError
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Answered, Role
from deskapp.models.approvals import UpdateRequest
from deskapp.models.base import to_stored
from deskapp.services.changes import Done
from deskapp.services.many import picking
from deskapp.services.many.acts import AskOwners, Standing
from deskapp.services.many.picking import Picked
from deskapp.services.many.views import ManyDone
from deskapp.services.people import StaffView
from deskapp.services.texts import clean
from deskapp.services.work import Unit, Work

_END = """
UPDATE update_request SET ended_at = ?, ended_by_id = ?, how = ?
WHERE ended_at IS NULL AND call_id IN (SELECT value FROM json_each(?))
"""


def ask(work: Work, act: AskOwners) -> Done[ManyDone]:
    """A question to the owner of each; the words may be left out. Nobody is asked twice unless it is meant so."""
    with work.act(Role.SUPERVISOR) as unit:

        def rule(row: Picked, staff: StaffView, stood: Standing | None) -> DeskError | None:
            why = picking.asking(row, staff, stood)
            return None if act.again and why is not None and why.code == Refusal.ASKED_ALREADY else why

        fit, refused = picking.parted(unit, CallAct.ASK, act.call_ids, {}, rule)
        end(unit, tuple(fit), Answered.AGAIN)
        words = clean(act.words)
        for row in fit.values():
            unit.tell(EventKind.UPDATE_ASKED, row.id, payload={"words": words, "asked": row.owner})
        if fit:
            unit.session.execute(
                insert(UpdateRequest),
                [
                    {
                        "call_id": row.id,
                        "asked_at": unit.now,
                        "asked_by_id": unit.staff.id,
                        "asked_of_id": row.owner_id,
                        "words": words,
                    }
                    for row in fit.values()
                ],
            )
        lines = unit.record()
        return unit.done(ManyDone(tuple(fit), refused, tuple(lines)), "requests", calls=tuple(fit))


def end(unit: Unit, call_ids: tuple[int, ...], how: Answered) -> None:
    """What waits of these calls for an answer waits no more."""
    run = unit.session.connection().exec_driver_sql
    run(_END, (to_stored(unit.now), unit.staff.id, how.value, json.dumps(call_ids)))
