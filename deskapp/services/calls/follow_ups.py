"""Follow-ups: the customer agreed, and wants to hear from us all the same. The call stays closed.

A follow-up is a call-back among the others. Reopened, the call has it as one; a later close leaves it as promised.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import ClockKind, PromiseKind
from deskapp.models.base import to_stored
from deskapp.models.calls import Call
from deskapp.models.promises import Promise
from deskapp.services.clocks import clocks
from deskapp.services.texts import clean
from deskapp.services.work import Unit

if TYPE_CHECKING:
    from deskapp.services.calls.acts import FollowUp, PromiseCallBack, PromiseFollowUp


def promise(
    unit: Unit, call: Call, asked: FollowUp | PromiseFollowUp | PromiseCallBack, *, follow_up: bool = True
) -> Promise:
    """Promise to call: fixed, whatever the hours; with its clock and its line in the timeline."""
    made = Promise(
        call_id=call.id,
        kind=PromiseKind.CALL_BACK,
        follow_up=follow_up,
        made_at=unit.now,
        made_by_id=unit.staff.id,
        due_at=asked.due_at,
        phone=clean(asked.phone),
        words=clean(asked.words),
    )
    unit.session.add(made)
    unit.session.flush()
    clocks.start(unit, call, ClockKind.CALL_BACK, fixed=asked.due_at, promise_id=made.id)
    payload = {"promise": made.id, "due": to_stored(asked.due_at), "words": clean(asked.words)}
    kind = EventKind.FOLLOW_UP_PROMISED if follow_up else EventKind.CALL_BACK_PROMISED
    unit.tell(kind, call.id, payload=payload)
    return made
