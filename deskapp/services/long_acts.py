"""Acts on many calls: few are done at once, many are put down and carried out in steps that let others write between.

A step is a transaction of its own and whole: what it did to a call, and that this call is done. So an act that was
ended in the middle goes on where it was, and comes to what it would have come to.
"""

from collections.abc import Callable, Collection, Mapping, Sequence
from typing import Any

from sqlalchemy import delete, func, select
from sqlalchemy.dialects.sqlite import insert
from sqlalchemy.orm import Session

from deskapp.domain.words import LongActKind
from deskapp.models.site import LongAct, LongActCall
from deskapp.services.work import Unit

#: So many calls are done in the act itself: nobody waits long for it.
AT_ONCE = 50
#: What a step does, in the words of its kind: to which calls, by what was asked; gives back those that it changed.
Step = Callable[[Unit, Sequence[int], Mapping[str, Any]], Collection[int]]


def carry_out(
    unit: Unit, kind: LongActKind, call_ids: Collection[int], step: Step, asked: Mapping[str, Any] | None = None
) -> None:
    """Do it to these calls now where they are few; else put it down, and `Steps` does it."""
    asked = asked or {}
    act = unfinished(unit.session, kind)
    if act is None and len(call_ids) <= AT_ONCE:
        unit.calls.update(step(unit, sorted(call_ids), asked))
        return
    if not call_ids:
        return
    if act is not None and act.asked != asked:
        # What is asked for now takes its place.
        end(unit, act)
        act = None
    if act is None:
        act = LongAct(kind=kind, begun_at=unit.now, staff_id=unit.staff.id, asked=dict(asked), total=0)
        unit.session.add(act)
        unit.session.flush()
    before = left(unit.session, act.id)
    rows = [{"long_act_id": act.id, "call_id": call_id} for call_id in sorted(call_ids)]
    unit.session.execute(insert(LongActCall).on_conflict_do_nothing(), rows)
    act.total += left(unit.session, act.id) - before
    act.stopped_at = None
    unit.lists.add("long_acts")


def unfinished(session: Session, kind: LongActKind) -> LongAct | None:
    """The act of this kind that has not come to its end."""
    return session.scalars(select(LongAct).where(LongAct.kind == kind, LongAct.ended_at.is_(None))).first()


def left(session: Session, act_id: int) -> int:
    """How many calls are still to do."""
    query = select(func.count()).select_from(LongActCall).where(LongActCall.long_act_id == act_id)
    return session.scalar(query) or 0


def end(unit: Unit, act: LongAct) -> None:
    """It has come to its end; what was still to do is not done."""
    unit.session.execute(delete(LongActCall).where(LongActCall.long_act_id == act.id))
    act.ended_at = unit.now
    unit.session.flush()
