"""How content the customer was, 1 to 5: never asked for twice in a cycle, never preset, never needed."""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.models.endings import Satisfaction
from deskapp.services.calls.care import done, must_fit, the_call
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.calls.acts import RateCall

SCORES = range(1, 6)


def rate(work: Work, act: RateCall) -> Done[CallRow]:
    """Record what the customer said after the end of the call; said anew, it is corrected, from and to."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_fit(call, CallAct.RATE)
        give(unit, call, act.score)
        return done(unit, call)


def give(unit: Unit, call: Call, score: int) -> None:
    """Keep a score for the present cycle, and tell the timeline where it changes."""
    if score not in SCORES:
        raise Invalid({"satisfaction": FieldFault.ONE_TO_FIVE})
    found = unit.session.get(Satisfaction, (call.id, call.cycle))
    was = None if found is None else found.score
    if was == score:
        return
    if found is None:
        unit.session.add(
            Satisfaction(call_id=call.id, cycle=call.cycle, score=score, at=unit.now, staff_id=unit.staff.id)
        )
    else:
        found.score, found.at, found.staff_id = score, unit.now, unit.staff.id
    unit.session.flush()
    before = None if was is None else str(was)
    payload = {"cycle": call.cycle}
    unit.tell(EventKind.SATISFACTION, call.id, "satisfaction", before, str(score), payload)
