"""How a call ends otherwise than agreed: lapsed, or void; and void taken back."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from sqlalchemy import not_, select
from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.call_life import CallAct, after
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import OPEN_STATES, CallState, ClockKind, Role, VoidReason
from deskapp.models.base import from_stored, to_stored
from deskapp.models.calls import Call
from deskapp.models.clocks import ClockRow, Pause
from deskapp.models.endings import WITH_ITS_IMPORT, Voiding
from deskapp.models.promises import Promise
from deskapp.services.calls import signs as call_signs
from deskapp.services.calls import tiers
from deskapp.services.calls.care import done, must_fit, the_call
from deskapp.services.calls.life import end_pause, refuse_escalated
from deskapp.services.calls.newer_state import must_be_unchanged
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks, customer_attempts
from deskapp.services.confidential.access import hidden, sees
from deskapp.services.staff.supervisors import supervisors
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work

if TYPE_CHECKING:
    from deskapp.services.calls.acts import LapseCall, RestoreCall, VoidCall


def lapse(work: Work, act: LapseCall) -> Done[CallRow]:
    """Nobody answered: over without the customer's agreement, and never counted as agreed."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        if not unit.allows(Role.SUPERVISOR):
            raise NotAllowed(Refusal.ONLY_SUPERVISORS_LAPSE, ref=reference(call.id), who=_above(unit.session))
        must_be_unchanged(unit.session, call, act.base_version)
        must_fit(call, CallAct.LAPSE)
        attempts = customer_attempts.since_spoken(unit.session, call)
        if not attempts.enough:
            told = {"count": attempts.count, "days": attempts.days}
            raise NotAllowed(Refusal.TOO_FEW_ATTEMPTS, ref=reference(call.id), **told)
        if not act.reason.strip():
            raise Invalid({"reason": FieldFault.MISSING})
        # Final now: the verdict is on the instant it was resolved, in which the clock has stood since.
        clocks.stop_all(unit, call, ClockKind.RESOLUTION, at=call.resolved_at)
        clocks.stop_all(unit, call, ClockKind.CHASE)
        _end_unkept(unit, call, clean(act.reason))
        end_pause(unit, call)
        call.state, call.ended_at = after(CallAct.LAPSE, call.state), unit.now
        call.next_step = ""
        payload = {"words": clean(act.reason), "attempts": attempts.count, "days": attempts.days}
        state = ("state", CallState.RESOLVED.value, CallState.LAPSED.value)
        unit.tell(EventKind.LAPSED, call.id, *state, payload)
        return done(unit, call, "promises")


def void(work: Work, act: VoidCall) -> Done[CallRow]:
    """No call of its own. What ran ends without a verdict, and is kept so that it can go on."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        _refuse_somebody_elses(unit, call)
        must_be_unchanged(unit.session, call, act.base_version)
        must_fit(call, CallAct.VOID)
        other = _duplicate_of(unit.session, act)
        refuse_escalated(unit.session, call)
        ref = "" if other is None else reference(other.id)
        told_ref = "" if other is None or other.confidential else ref
        was = call.state
        voiding = Voiding(
            call_id=call.id,
            at=unit.now,
            staff_id=unit.staff.id,
            reason=act.reason,
            duplicate_of_id=None if other is None else other.id,
            words=clean(act.words) or ref,
            was=was,
            ended=_end_all(unit, call),
        )
        unit.session.add(voiding)
        # The database asks for the reason before it takes the state.
        unit.session.flush()
        call.state, call.ended_at = after(CallAct.VOID, was), unit.now
        payload = {"words": clean(act.words), "reason": act.reason.value, "duplicate_of": told_ref}
        state = ("state", was.value, CallState.VOID.value)
        unit.tell(EventKind.VOIDED, call.id, *state, payload)
        if other is not None:
            told = _named_elsewhere(call)
            unit.tell(EventKind.DUPLICATE_FOUND, other.id, payload=told)
        return _done(unit, call, other)


def restore(work: Work, act: RestoreCall) -> Done[CallRow]:
    """The call is what it was; clocks and promises go on from where they began, as if it had never been void."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        _refuse_somebody_elses(unit, call)
        must_fit(call, CallAct.RESTORE)
        if not act.reason.strip():
            raise Invalid({"reason": FieldFault.MISSING})
        voiding = unit.session.scalars(
            select(Voiding).where(Voiding.call_id == call.id, Voiding.undone_at.is_(None))
        ).one()
        if WITH_ITS_IMPORT in voiding.ended:
            raise NotAllowed(Refusal.WENT_WITH_ITS_IMPORT, ref=reference(call.id))
        voiding.undone_at, voiding.undone_by_id = max(unit.now, voiding.at), unit.staff.id
        call.state = voiding.was
        _begin_again(unit.session, call, voiding.ended)
        other = None if voiding.duplicate_of_id is None else unit.session.get_one(Call, voiding.duplicate_of_id)
        state = ("state", CallState.VOID.value, voiding.was.value)
        unit.tell(EventKind.RESTORED, call.id, *state, {"words": clean(act.reason)})
        # The customer may have become another tier's meanwhile.
        tiers.follow(unit, call)
        if other is not None:
            told = _named_elsewhere(call)
            unit.tell(EventKind.DUPLICATE_UNDONE, other.id, payload=told)
        return _done(unit, call, other)


def _done(unit: Unit, call: Call, other: Call | None) -> Done[CallRow]:
    if call.state is CallState.VOID:
        call.signs = ""
    # Others counted this one among theirs: those of the customer, on the same thing, and those like it of late.
    near = call_signs.near(call.summary, call_signs.around(unit, call))
    theirs = (Call.customer_id == call.customer_id) | Call.equipment_id.in_((call.equipment_id,))
    around = theirs | Call.id.in_([call_id for call_id, _customer in near])
    call_signs.sign_all_again(unit, Call.id != call.id, around)
    if other is not None:
        unit.calls.add(other.id)
    return done(unit, call, "promises")


def _named_elsewhere(call: Call) -> dict[str, str]:
    """What the timeline of another call tells of this one: nothing of a confidential one."""
    return {} if call.confidential else {"ref": reference(call.id)}


def _above(session: Session) -> str:
    return ", ".join(supervisors(session))


def _refuse_somebody_elses(unit: Unit, call: Call) -> None:
    """An agent may make only their own calls void, and take that back."""
    if call.owner_id != unit.staff.id and not unit.allows(Role.SUPERVISOR):
        raise NotAllowed(Refusal.NOT_YOUR_CALL_TO_VOID, ref=reference(call.id), who=_above(unit.session))


def _duplicate_of(session: Session, act: VoidCall) -> Call | None:
    wrong: dict[str, FieldFault] = {}
    other = None if act.duplicate_of is None else session.get(Call, act.duplicate_of)
    if act.reason is VoidReason.IN_ERROR:
        if not act.words.strip():
            wrong["words"] = FieldFault.MISSING
        if act.duplicate_of is not None:
            wrong["duplicate_of"] = FieldFault.NOT_A_DUPLICATE
    elif act.duplicate_of is None:
        wrong["duplicate_of"] = FieldFault.MISSING
    elif other is None or not sees(session, other):
        wrong["duplicate_of"] = FieldFault.UNKNOWN
    elif other.id == act.call_id:
        wrong["duplicate_of"] = FieldFault.THE_SAME_CALL
    elif other.state is CallState.VOID:
        wrong["duplicate_of"] = FieldFault.IS_VOID
    elif other.state not in OPEN_STATES and not act.over_too:
        wrong["duplicate_of"] = FieldFault.IS_OVER
    theirs = duplicates_of(session, act.call_id)
    if not set(act.duplicates).issuperset(number for number, _ref in theirs):
        wrong["reason"] = FieldFault.HAS_DUPLICATES
    if wrong:
        raise Invalid(wrong, duplicates=theirs)
    return other


def duplicates_of(session: Session, call_id: int) -> tuple[tuple[int, str], ...]:
    """The calls that are void as duplicates of this one, with their references; without what is not to be seen."""
    query = (
        select(Voiding.call_id)
        .join(Call, Call.id == Voiding.call_id)
        .where(Voiding.duplicate_of_id == call_id, Voiding.undone_at.is_(None), not_(hidden(session)))
    )
    return tuple((number, reference(number)) for number in session.scalars(query.order_by(Voiding.call_id)))


def _open_promises(session: Session, call: Call) -> Iterable[Promise]:
    query = select(Promise).where(Promise.call_id == call.id, Promise.kept_at.is_(None), Promise.moved_at.is_(None))
    return session.scalars(query).all()


def _end_unkept(unit: Unit, call: Call, reason: str) -> None:
    """Nobody was spoken to: nothing that is still to come was met, and what is over was missed."""
    for promise in _open_promises(unit.session, call):
        promise.moved_at, promise.moved_reason = unit.now, reason
    pauses = clocks.pauses_of(unit.session, call.id)
    for clock in clocks.running(unit.session, call.id):
        due = sla.due(clocks.facts_of(unit.session, unit.rules, clock, pauses))
        if due is not None and unit.now > due:
            clocks.stop(unit, clock, max(unit.now, clock.started_at))
        else:
            clocks.drop(unit, clock)


def _end_all(unit: Unit, call: Call) -> dict[str, Any]:
    """End what runs, without verdicts; gives back what is needed to go on."""
    running = list(clocks.running(unit.session, call.id))
    promises = list(_open_promises(unit.session, call))
    pause = unit.session.scalars(select(Pause).where(Pause.call_id == call.id, Pause.ended_at.is_(None))).first()
    for clock in running:
        clocks.drop(unit, clock)
    for promise in promises:
        promise.moved_at = unit.now
    end_pause(unit, call)
    return {
        "clocks": [clock.id for clock in running],
        "promises": [promise.id for promise in promises],
        "pause": None if pause is None else pause.id,
        "ended_at": None if call.ended_at is None else to_stored(call.ended_at),
        "back_from": call.back_from,
    }


def _begin_again(session: Session, call: Call, ended: dict[str, Any]) -> None:
    for clock_id in ended["clocks"]:
        session.get_one(ClockRow, clock_id).stopped_at = None
    for promise_id in ended["promises"]:
        session.get_one(Promise, promise_id).moved_at = None
    if ended["pause"] is not None:
        session.get_one(Pause, ended["pause"]).ended_at = None
    call.back_from = ended["back_from"]
    call.ended_at = None if ended["ended_at"] is None else from_stored(ended["ended_at"])
    session.flush()
