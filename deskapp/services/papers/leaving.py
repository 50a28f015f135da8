"""A numbered paper on its way out: it gets its number first, and its line in the timeline once it has left."""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.orm import Session

from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import PaperState, PaperWay
from deskapp.models.calls import Call
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event
from deskapp.models.papers import PaperOut
from deskapp.services import forgotten
from deskapp.services.confidential import access
from deskapp.services.work import Unit

#: No paper is on its way for so long: whoever began it was ended meanwhile.
LONGEST = timedelta(minutes=10)

_ENDED = {PaperWay.PRINTED: PaperState.PRINTED, PaperWay.SAVED: PaperState.SAVED, PaperWay.DRAFTED: PaperState.DRAFTED}


@dataclass(frozen=True, slots=True)
class Leaving:
    """A paper that has its number and has not left.

    handoff: the number of the escalation whose sheet it is, 0: it is the call's own. payload: what its line in the
    timeline keeps, once there is one.
    """

    id: int
    call_id: int
    number: int
    payload: Mapping[str, Any]
    escalation_id: int | None = None
    handoff: int = 0


def next_number(session: Session, call_id: int, escalation: Escalation | None = None) -> int:
    """The number that the next paper gets: one more than of any that left or may have left."""
    of = PaperOut.escalation_id == escalation.id if escalation else PaperOut.escalation_id.is_(None)
    last = select(func.max(PaperOut.number)).where(PaperOut.call_id == call_id, of, PaperOut.state != PaperState.FAILED)
    if escalation is not None:
        left = escalation.sheets
    else:
        # Those of a desk of an earlier version have their line alone.
        lines = select(func.count()).where(Event.call_id == call_id, Event.kind == EventKind.CALL_SHEET)
        left = session.scalar(lines) or 0
    return 1 + max(left, session.scalar(last) or 0)


def begin(
    unit: Unit, call_id: int, number: int, payload: Mapping[str, Any], escalation: Escalation | None = None
) -> Leaving:
    """Take the number, which `next_number` gave in this act."""
    settle(unit, call_id)
    of = escalation.id if escalation else None
    row = PaperOut(
        call_id=call_id,
        escalation_id=of,
        number=number,
        state=PaperState.LEAVING,
        begun_at=unit.now,
        staff_id=unit.staff.id,
    )
    unit.session.add(row)
    unit.session.flush()
    return Leaving(row.id, call_id, number, payload, of, escalation.number if escalation else 0)


def must_be_theirs(unit: Unit, paper: Leaving) -> None:
    """Refuse to end a paper of a call that is hidden from whoever ends it, or whose customer was forgotten meanwhile.

    Whoever began it may have lost sight of the call since: that it is out is recorded all the same.
    """
    session, row = unit.session, unit.session.get_one(PaperOut, paper.id)
    call = session.get_one(Call, row.call_id)
    if row.staff_id != unit.staff.id:
        access.refuse_hidden(session, call)
    forgotten.refuse_acts(session, call)


def left(unit: Unit, paper: Leaving, way: PaperWay) -> None:
    """It is out: its number counts, and the timeline says how it left."""
    # Of one that was given up meanwhile it is known now after all.
    if not _end(unit, paper.id, _ENDED[way], PaperState.LEAVING, PaperState.UNKNOWN):
        return
    if paper.escalation_id is None:
        unit.tell(EventKind.CALL_SHEET, paper.call_id, payload={**paper.payload, "way": way.value})
    else:
        escalation = unit.session.get_one(Escalation, paper.escalation_id)
        escalation.sheets = max(escalation.sheets, paper.number)
        unit.tell(EventKind.SHEET, paper.call_id, payload={**paper.payload, "way": way.value})
    unit.calls.add(paper.call_id)


def failed(unit: Unit, paper: Leaving, way: PaperWay, why: str, *, surely: bool) -> None:
    """It did not leave, and its number is free again; or, not `surely`, nobody knows whether it did.

    why: what printer or disk said.
    """
    if _end(unit, paper.id, PaperState.FAILED if surely else PaperState.UNKNOWN, PaperState.LEAVING):
        payload = {"sheet": paper.number, "handoff": paper.handoff, "way": way.value, "why": why, "surely": surely}
        unit.tell(EventKind.PAPER_FAILED, paper.call_id, payload=payload)
        unit.calls.add(paper.call_id)


def again(unit: Unit, paper: Leaving, way: PaperWay) -> None:
    """The very paper that left before left another way too: it keeps its number."""
    payload = {"sheet": paper.number, "handoff": paper.handoff, "way": way.value}
    unit.tell(EventKind.PAPER_AGAIN, paper.call_id, payload=payload)
    unit.calls.add(paper.call_id)


def settle(unit: Unit, call_id: int | None = None) -> int:
    """Of papers, of a call or of all, whose way out nobody ended in time, say that what became of them is not known;
    how many."""
    count = 0
    for paper, handoff in _given_up(unit.session, unit.now, call_id):
        _end(unit, paper.id, PaperState.UNKNOWN, PaperState.LEAVING)
        payload = {"sheet": paper.number, "handoff": handoff or 0, "surely": False}
        unit.tell(EventKind.PAPER_FAILED, paper.call_id, payload=payload, by=paper.staff_id)
        unit.calls.add(paper.call_id)
        count += 1
    return count


def any_given_up(session: Session, now: datetime) -> bool:
    """Whether `settle` has something to do."""
    return next(_given_up(session, now), None) is not None


def _given_up(session: Session, now: datetime, call_id: int | None = None) -> Iterator[tuple[PaperOut, int | None]]:
    asked = (
        select(PaperOut, Escalation.number)
        .outerjoin(Escalation, Escalation.id == PaperOut.escalation_id)
        .where(PaperOut.state == PaperState.LEAVING, PaperOut.begun_at < now - LONGEST)
        .order_by(PaperOut.id)
    )
    if call_id is not None:
        asked = asked.where(PaperOut.call_id == call_id)
    yield from ((row[0], row[1]) for row in session.execute(asked).all())


def _end(unit: Unit, paper_id: int, state: PaperState, *was: PaperState) -> bool:
    """Whether it had not been ended before, by somebody else."""
    row = unit.session.get(PaperOut, paper_id)
    if row is None or row.state not in was:
        return False
    row.state, row.ended_at = state, unit.now
    return True
