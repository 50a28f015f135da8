"""The life of a call: waiting, resolved, agreed and closed, open again."""

from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.call_life import CallAct, after
from deskapp.domain.codes import FieldFault, Refusal
from deskapp.domain.errors import Invalid, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    Answer,
    CallState,
    ClockKind,
    EscalationState,
    PauseReason,
)
from deskapp.models.calls import Call
from deskapp.models.clocks import Pause
from deskapp.models.escalations import Escalation
from deskapp.models.promises import Agreement, AgreementWords, Promise
from deskapp.models.site import Site
from deskapp.services import call_fields
from deskapp.services.calls import follow_ups, satisfaction
from deskapp.services.calls.care import done, must_fit, spoke, the_call
from deskapp.services.calls.newer_state import must_be_unchanged
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks, last_word
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work
from deskapp.storage import search

if TYPE_CHECKING:
    from deskapp.services.calls.acts import (
        GiveAgreement,
        PauseCall,
        RecordAgreement,
        ReopenCall,
        ResolveCall,
        ResumeCall,
    )


def pause(work: Work, act: PauseCall) -> Done[CallRow]:
    """The call waits for somebody else. Whether that stops its clocks, the reason and the site decide."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_be_unchanged(unit.session, call, act.base_version)
        must_fit(call, CallAct.PAUSE)
        if act.reason is PauseReason.AGREEMENT:
            raise Invalid({"reason": FieldFault.RESOLVE_INSTEAD})
        if act.back_by is not None and act.back_by <= unit.now:
            raise Invalid({"back_by": FieldFault.PAST})
        was = call.state
        call.state = after(CallAct.PAUSE, was)
        _begin_pause(unit, call, act.reason, act.back_by, clean(act.words))
        payload = {"words": clean(act.words), "reason": act.reason.value}
        unit.tell(EventKind.PAUSED, call.id, "state", was.value, CallState.WAITING.value, payload)
        return done(unit, call)


def resume(work: Work, act: ResumeCall) -> Done[CallRow]:
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_be_unchanged(unit.session, call, act.base_version)
        must_fit(call, CallAct.RESUME)
        end_pause(unit, call)
        call.state = after(CallAct.RESUME, call.state)
        payload = {"words": clean(act.words)} if act.words.strip() else {}
        unit.tell(EventKind.RESUMED, call.id, "state", CallState.WAITING.value, CallState.OPEN.value, payload)
        return done(unit, call)


def resolve(work: Work, act: ResolveCall) -> Done[CallRow]:
    """What solved it. Resolved time is a pause: the clock goes on where it was if the customer does not agree.

    With the customer still on the line the same act records the agreement too.
    """
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_be_unchanged(unit.session, call, act.base_version)
        must_fit(call, CallAct.RESOLVE)
        if not act.solution.strip():
            raise Invalid({"solution": FieldFault.MISSING})
        refuse_escalated(unit.session, call)
        missing = call_fields.missing(unit.session, call.id, call.category_id)
        if missing:
            raise NotAllowed(Refusal.FIELDS_MISSING, fields=", ".join(missing))
        was = call.state
        end_pause(unit, call)
        call.state, call.resolved_at, call.solution = after(CallAct.RESOLVE, was), unit.now, clean(act.solution)
        call.next_step = ""
        clocks.stop_all(unit, call, ClockKind.DEADLINE)
        _begin_pause(unit, call, PauseReason.AGREEMENT)
        policy = unit.rules.policy(unit.session, call.policy_version_id)
        chase = clocks.target_of(unit.session, call, policy, ClockKind.CHASE)
        clocks.start(unit, call, ClockKind.CHASE, target=chase)
        unit.session.flush()
        search.write_again(unit.session, call.id)
        payload = {"words": call.solution}
        unit.tell(EventKind.RESOLVED, call.id, "state", was.value, CallState.RESOLVED.value, payload)
        if act.agreement is not None:
            _agree(unit, call, act.agreement)
        return done(unit, call, "promises")


def agree(work: Work, act: RecordAgreement) -> Done[CallRow]:
    """The customer's answer to "is it solved?". Yes closes the call; no opens it again, in the same cycle."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_be_unchanged(unit.session, call, act.base_version)
        must_fit(call, CallAct.AGREEMENT)
        _agree(unit, call, act.agreement)
        return done(unit, call, "promises")


def reopen(work: Work, act: ReopenCall) -> Done[CallRow]:
    """A closed call is open again: a new cycle with new clocks, under the policy of today. Old verdicts stay."""
    with work.act() as unit:
        call = the_call(unit.session, act.call_id)
        must_be_unchanged(unit.session, call, act.base_version)
        must_fit(call, CallAct.REOPEN)
        if not act.reason.strip():
            raise Invalid({"reason": FieldFault.MISSING})
        was = call.state
        policy = unit.rules.in_force(unit.session)
        call.state, call.cycle, call.policy_version_id = after(CallAct.REOPEN, was), call.cycle + 1, policy.id
        call.resolved_at = call.ended_at = None
        call.solution = ""
        unit.session.flush()
        search.write_again(unit.session, call.id)
        for kind in (ClockKind.RESPONSE, ClockKind.RESOLUTION):
            clocks.start(unit, call, kind, target=clocks.target_of(unit.session, call, policy, kind))
        _await_deadline(unit, call)
        payload = {"words": clean(act.reason), "cycle": call.cycle}
        unit.tell(EventKind.REOPENED, call.id, "state", was.value, CallState.OPEN.value, payload)
        if policy.phone_answers:
            # The customer is on the line, or was: reopening answers them, and the next update starts.
            spoke(unit, call, None)
        return done(unit, call)


def end_pause(unit: Unit, call: Call) -> None:
    """End the pause that is open, if one is. An answer is recorded before a pause begins, and after it ends."""
    running = unit.session.scalars(select(Pause).where(Pause.call_id == call.id, Pause.ended_at.is_(None))).first()
    if running is not None:
        running.ended_at = max(unit.now, running.began_at)
        unit.session.flush()


def _begin_pause(unit: Unit, call: Call, reason: PauseReason, back_by: datetime | None = None, words: str = "") -> None:
    site = unit.session.get_one(Site, 1)
    stops = {PauseReason.SUPPLIER: site.supplier_pauses, PauseReason.OTHER: site.other_pauses}.get(reason, True)
    unit.session.add(
        Pause(
            call_id=call.id,
            cycle=call.cycle,
            reason=reason,
            stops_clocks=stops,
            began_at=unit.now,
            back_by=back_by,
            words=words,
        )
    )
    unit.session.flush()


def _agree(unit: Unit, call: Call, given: GiveAgreement) -> None:
    _check(given, unit.now)
    answer = Agreement(
        call_id=call.id, cycle=call.cycle, answer=given.answer, how=given.how, at=unit.now, staff_id=unit.staff.id
    )
    unit.session.add(answer)
    unit.session.flush()
    unit.session.add(AgreementWords(agreement_id=answer.id, who=clean(given.who), words=clean(given.words)))
    unit.session.flush()
    payload = {"who": clean(given.who), "how": given.how.value, "words": clean(given.words)}
    clocks.stop_all(unit, call, ClockKind.CHASE)
    if given.answer is Answer.YES:
        _close(unit, call, payload)
    else:
        _open_again(unit, call, payload)
    if given.satisfaction is not None:
        satisfaction.give(unit, call, given.satisfaction)
    if given.follow_up is not None:
        follow_ups.promise(unit, call, given.follow_up)


def _check(given: GiveAgreement, now: datetime) -> None:
    """A no says what is still missing; what comes after a yes comes after a yes."""
    wrong: dict[str, FieldFault] = {}
    if not given.who.strip():
        wrong["who"] = FieldFault.MISSING
    if given.answer is Answer.NO:
        if not given.words.strip():
            wrong["agreement_words"] = FieldFault.WHAT_IS_MISSING
        if given.satisfaction is not None:
            wrong["satisfaction"] = FieldFault.AFTER_A_YES
        if given.follow_up is not None:
            wrong["follow_up"] = FieldFault.AFTER_A_YES
    elif given.follow_up is not None and given.follow_up.due_at <= now:
        wrong["follow_up"] = FieldFault.PAST
    if wrong:
        raise Invalid(wrong)


def _close(unit: Unit, call: Call, payload: dict[str, str]) -> None:
    # Final now: the verdict is on the instant it was resolved, in which the clock has stood since.
    clocks.stop_all(unit, call, ClockKind.RESOLUTION, at=call.resolved_at)
    follow_up = set()
    for promise in unit.session.scalars(
        select(Promise).where(Promise.call_id == call.id, Promise.kept_at.is_(None), Promise.moved_at.is_(None))
    ):
        # What was promised for after the close is still to be kept.
        if promise.follow_up:
            follow_up.add(promise.id)
        else:
            promise.kept_at = unit.now
    for clock in clocks.running(unit.session, call.id):
        if clock.promise_id not in follow_up:
            clocks.stop(unit, clock, max(unit.now, clock.started_at))
    end_pause(unit, call)
    last_word.told(unit, call)
    call.state, call.ended_at = after(CallAct.CLOSE, call.state), unit.now
    call.next_step = ""
    unit.tell(EventKind.CLOSED, call.id, "state", CallState.RESOLVED.value, CallState.CLOSED.value, payload)


def _open_again(unit: Unit, call: Call, payload: dict[str, str]) -> None:
    end_pause(unit, call)
    call.state, call.resolved_at = after(CallAct.NOT_AGREED, call.state), None
    unit.session.flush()
    _await_deadline(unit, call)
    # Saying no was a conversation: the next update starts.
    spoke(unit, call, None)
    unit.tell(EventKind.NOT_AGREED, call.id, "state", CallState.RESOLVED.value, CallState.OPEN.value, payload)


def _await_deadline(unit: Unit, call: Call) -> None:
    """A call that is open again runs towards the customer's own deadline again, if that is still to come."""
    if call.customer_deadline is not None and call.customer_deadline > unit.now:
        clocks.start(unit, call, ClockKind.DEADLINE, fixed=call.customer_deadline)


def refuse_escalated(session: Session, call: Call) -> None:
    out = session.scalars(
        select(Escalation).where(
            Escalation.call_id == call.id,
            Escalation.state.in_((EscalationState.OFFERED, EscalationState.ACCEPTED)),
        )
    ).first()
    if out is not None:
        raise NotAllowed(Refusal.STILL_ESCALATED, ref=reference(call.id), number=out.number)
