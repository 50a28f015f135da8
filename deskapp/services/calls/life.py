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
from deskapp.services import events
from deskapp.services.calls import follow_ups, satisfaction
from deskapp.services.calls.care import done, must_fit, spoke, the_call
from deskapp.services.calls.newer_state import must_be_unchanged
from deskapp.services.calls.row import CallRow
from deskapp.services.changes import Done
from deskapp.services.clocks import clocks
from deskapp.services.people import StaffView
from deskapp.services.texts import clean, reference
from deskapp.services.work import Work
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
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        must_be_unchanged(session, call, act.seen)
        must_fit(call, CallAct.PAUSE)
        if act.reason is PauseReason.AGREEMENT:
            raise Invalid({"reason": FieldFault.RESOLVE_INSTEAD})
        if act.back_by is not None and act.back_by <= now:
            raise Invalid({"back_by": FieldFault.PAST})
        was = call.state
        call.state = after(CallAct.PAUSE, was)
        _begin_pause(session, call, act.reason, now, act.back_by, clean(act.words))
        payload = {"words": clean(act.words), "reason": act.reason.value}
        told = ("state", was.value, CallState.WAITING.value, payload)
        events.record(session, [events.Line(EventKind.PAUSED, now, staff.id, call.id, *told)], now)
        return done(work, session, call)


def resume(work: Work, act: ResumeCall) -> Done[CallRow]:
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        must_be_unchanged(session, call, act.seen)
        must_fit(call, CallAct.RESUME)
        end_pause(session, call, now)
        call.state = after(CallAct.RESUME, call.state)
        payload = {"words": clean(act.words)} if act.words.strip() else {}
        events.record(
            session,
            [
                events.Line(
                    EventKind.RESUMED,
                    now,
                    staff.id,
                    call.id,
                    "state",
                    CallState.WAITING.value,
                    CallState.OPEN.value,
                    payload,
                )
            ],
            now,
        )
        return done(work, session, call)


def resolve(work: Work, act: ResolveCall) -> Done[CallRow]:
    """What solved it. Resolved time is a pause: the clock goes on where it was if the customer does not agree.

    With the customer still on the line the same act records the agreement too.
    """
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        must_be_unchanged(session, call, act.seen)
        must_fit(call, CallAct.RESOLVE)
        if not act.solution.strip():
            raise Invalid({"solution": FieldFault.MISSING})
        refuse_escalated(session, call)
        was = call.state
        end_pause(session, call, now)
        call.state, call.resolved_at, call.solution = after(CallAct.RESOLVE, was), now, clean(act.solution)
        clocks.stop_all(session, work.rules, call, now, ClockKind.DEADLINE)
        _begin_pause(session, call, PauseReason.AGREEMENT, now)
        policy = work.rules.policy(session, call.policy_version_id)
        chase = clocks.target_of(session, call, policy, ClockKind.CHASE)
        clocks.start(session, call, ClockKind.CHASE, now, target=chase)
        session.flush()
        search.write_again(session, call_id=call.id)
        payload = {"words": call.solution}
        told = ("state", was.value, CallState.RESOLVED.value, payload)
        events.record(session, [events.Line(EventKind.RESOLVED, now, staff.id, call.id, *told)], now)
        if act.agreement is not None:
            _agree(work, session, call, act.agreement, now, staff)
        return done(work, session, call, "promises")


def agree(work: Work, act: RecordAgreement) -> Done[CallRow]:
    """The customer's answer to "is it solved?". Yes closes the call; no opens it again, in the same cycle."""
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        must_be_unchanged(session, call, act.seen)
        must_fit(call, CallAct.AGREEMENT)
        _agree(work, session, call, act.agreement, now, staff)
        return done(work, session, call, "promises")


def reopen(work: Work, act: ReopenCall) -> Done[CallRow]:
    """A closed call is open again: a new cycle with new clocks, under the policy of today. Old verdicts stay."""
    with work.act() as (session, now, staff):
        call = the_call(session, act.call_id)
        must_be_unchanged(session, call, act.seen)
        must_fit(call, CallAct.REOPEN)
        if not act.reason.strip():
            raise Invalid({"reason": FieldFault.MISSING})
        was = call.state
        policy = work.rules.in_force(session)
        call.state, call.cycle, call.policy_version_id = after(CallAct.REOPEN, was), call.cycle + 1, policy.id
        call.resolved_at = call.ended_at = None
        call.solution = ""
        session.flush()
        search.write_again(session, call_id=call.id)
        for kind in (ClockKind.RESPONSE, ClockKind.RESOLUTION):
            clocks.start(session, call, kind, now, target=clocks.target_of(session, call, policy, kind))
        _await_deadline(session, call, now)
        payload = {"words": clean(act.reason), "cycle": call.cycle}
        told = ("state", was.value, CallState.OPEN.value, payload)
        events.record(session, [events.Line(EventKind.REOPENED, now, staff.id, call.id, *told)], now)
        if policy.phone_answers:
            # The customer is on the line, or was: reopening answers them, and the next update starts.
            spoke(work, session, call, now, staff.id, None)
        return done(work, session, call)


def end_pause(session: Session, call: Call, at: datetime) -> None:
    """End the pause that is open, if one is. An answer is recorded before a pause begins, and after it ends."""
    running = session.scalars(select(Pause).where(Pause.call_id == call.id, Pause.ended_at.is_(None))).first()
    if running is not None:
        running.ended_at = max(at, running.began_at)
        session.flush()


def _begin_pause(
    session: Session,
    call: Call,
    reason: PauseReason,
    at: datetime,
    back_by: datetime | None = None,
    words: str = "",
) -> None:
    site = session.get_one(Site, 1)
    stops = {PauseReason.SUPPLIER: site.supplier_pauses, PauseReason.OTHER: site.other_pauses}.get(reason, True)
    session.add(
        Pause(
            call_id=call.id,
            cycle=call.cycle,
            reason=reason,
            stops_clocks=stops,
            began_at=at,
            back_by=back_by,
            words=words,
        )
    )
    session.flush()


def _agree(work: Work, session: Session, call: Call, given: GiveAgreement, now: datetime, staff: StaffView) -> None:
    _check(given, now)
    answer = Agreement(call_id=call.id, cycle=call.cycle, answer=given.answer, how=given.how, at=now, staff_id=staff.id)
    session.add(answer)
    session.flush()
    session.add(AgreementWords(agreement_id=answer.id, who=clean(given.who), words=clean(given.words)))
    session.flush()
    payload = {"who": clean(given.who), "how": given.how.value, "words": clean(given.words)}
    clocks.stop_all(session, work.rules, call, now, ClockKind.CHASE)
    if given.answer is Answer.YES:
        lines = [_close(work, session, call, now, staff, payload)]
    else:
        lines = [_open_again(work, session, call, now, staff, payload)]
    if given.satisfaction is not None:
        lines += satisfaction.give(session, call, given.satisfaction, now, staff.id)
    events.record(session, lines, now)
    if given.follow_up is not None:
        follow_ups.promise(session, call, given.follow_up, now, staff.id)


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


def _close(
    work: Work, session: Session, call: Call, now: datetime, staff: StaffView, payload: dict[str, str]
) -> events.Line:
    # Final now: the verdict is on the instant it was resolved, in which the clock has stood since.
    resolved_at = call.resolved_at or now
    clocks.stop_all(session, work.rules, call, resolved_at, ClockKind.RESOLUTION)
    follow_up = set()
    for promise in session.scalars(
        select(Promise).where(Promise.call_id == call.id, Promise.kept_at.is_(None), Promise.moved_at.is_(None))
    ):
        # What was promised for after the close is still to be kept.
        if promise.follow_up:
            follow_up.add(promise.id)
        else:
            promise.kept_at = now
    for clock in clocks.running(session, call.id):
        if clock.promise_id not in follow_up:
            clocks.stop(session, work.rules, clock, max(now, clock.started_at))
    end_pause(session, call, now)
    call.state, call.ended_at = after(CallAct.CLOSE, call.state), now
    return events.Line(
        EventKind.CLOSED,
        now,
        staff.id,
        call.id,
        "state",
        CallState.RESOLVED.value,
        CallState.CLOSED.value,
        dict(payload),
    )


def _open_again(
    work: Work, session: Session, call: Call, now: datetime, staff: StaffView, payload: dict[str, str]
) -> events.Line:
    end_pause(session, call, now)
    call.state, call.resolved_at = after(CallAct.NOT_AGREED, call.state), None
    session.flush()
    _await_deadline(session, call, now)
    # Saying no was a conversation: the next update starts.
    spoke(work, session, call, now, staff.id, None)
    return events.Line(
        EventKind.NOT_AGREED,
        now,
        staff.id,
        call.id,
        "state",
        CallState.RESOLVED.value,
        CallState.OPEN.value,
        dict(payload),
    )


def _await_deadline(session: Session, call: Call, now: datetime) -> None:
    """A call that is open again runs towards the customer's own deadline again, if that is still to come."""
    if call.customer_deadline is not None and call.customer_deadline > now:
        clocks.start(session, call, ClockKind.DEADLINE, now, fixed=call.customer_deadline)


def refuse_escalated(session: Session, call: Call) -> None:
    out = session.scalars(
        select(Escalation).where(
            Escalation.call_id == call.id,
            Escalation.state.in_((EscalationState.OFFERED, EscalationState.ACCEPTED)),
        )
    ).first()
    if out is not None:
        raise NotAllowed(Refusal.STILL_ESCALATED, ref=reference(call.id), number=out.number)
