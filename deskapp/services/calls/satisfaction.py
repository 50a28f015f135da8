"""How content the customer was, 1 to 5: never asked for twice in a cycle, never preset, never needed."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct
from deskapp.domain.codes import FieldFault
from deskapp.domain.errors import Invalid
from deskapp.domain.event_kind import EventKind
from deskapp.models.calls import Call
from deskapp.models.endings import Satisfaction
from deskapp.services import events
from deskapp.services.calls.care import done, must_fit, the_call
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.work import Work

if TYPE_CHECKING:
    from deskapp.services.calls.acts import RateCall

SCORES = range(1, 6)


def rate(work: Work, act: RateCall) -> Done[CallRow]:
    """Record what the customer said after the end of the call; said anew, it is corrected, from and to."""
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        must_fit(call, CallAct.RATE)
        events.record(session, give(session, call, act.score, now, staff.id), now)
        return done(work, session, call)


def give(session: Session, call: Call, score: int, now: datetime, staff_id: int) -> list[events.Line]:
    """Keep a score for the present cycle; gives back the line for the timeline, none where nothing changes."""
    if score not in SCORES:
        raise Invalid({"satisfaction": FieldFault.ONE_TO_FIVE})
    found = session.get(Satisfaction, (call.id, call.cycle))
    was = None if found is None else found.score
    if was == score:
        return []
    if found is None:
        session.add(Satisfaction(call_id=call.id, cycle=call.cycle, score=score, at=now, staff_id=staff_id))
    else:
        found.score, found.at, found.staff_id = score, now, staff_id
    session.flush()
    before = None if was is None else str(was)
    payload = {"cycle": call.cycle}
    return [events.Line(EventKind.SATISFACTION, now, staff_id, call.id, "satisfaction", before, str(score), payload)]
