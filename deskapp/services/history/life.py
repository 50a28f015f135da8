"""One call of an invented history as its rows: what each act of the services leaves behind, without the services.

Each method is an act at `at`, by `by`; what it writes is what the service of that name writes. A test plays the same
acts through the services and compares.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from itertools import count
from typing import Any

from deskapp.domain import sla
from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    PAUSABLE,
    Answer,
    AttemptResult,
    CallState,
    Channel,
    ClockKind,
    Consent,
    EscalationState,
    EscalationType,
    Impact,
    PauseReason,
    Priority,
    PromiseKind,
    Tone,
    Transfer,
    Urgency,
    Verdict,
    VoidReason,
)
from deskapp.models.base import to_stored
from deskapp.services.escalations.attempts import HANDED_OVER
from deskapp.services.events import Line
from deskapp.services.history.people import Agent, Caller
from deskapp.services.history.setting import Helper, Setting
from deskapp.services.log.tags import key
from deskapp.services.rules import Target
from deskapp.services.texts import reference

#: Of these the target follows the priority.
_FOLLOW = (ClockKind.RESPONSE, ClockKind.UPDATE, ClockKind.RESOLUTION)


@dataclass(slots=True)
class Clock:
    id: int
    cycle: int
    kind: ClockKind
    started: datetime
    target: timedelta | None
    version: int | None
    fixed: datetime | None
    escalation: int | None = None
    promise: int | None = None
    stopped: datetime | None = None
    verdict: Verdict | None = None
    margin: timedelta | None = None


@dataclass(slots=True)
class Pause:
    id: int
    cycle: int
    reason: PauseReason
    began: datetime
    back_by: datetime | None
    words: str
    ended: datetime | None = None


@dataclass(slots=True)
class Promised:
    id: int
    kind: PromiseKind
    made: datetime
    by: int
    due: datetime
    phone: str = ""
    words: str = ""
    kept: datetime | None = None
    moved: datetime | None = None
    reason: str = ""
    moved_to: int | None = None


@dataclass(slots=True)
class Handed:
    """An escalation."""

    id: int
    number: int
    cycle: int
    made: datetime
    by: int
    helper: Helper
    types: Sequence[EscalationType]
    triggers: Sequence[tuple[str, str]]
    handoff: Mapping[str, str]
    consent: Consent
    consent_reason: str
    transfer: Transfer
    transfer_reason: str
    state: EscalationState = EscalationState.OFFERED
    estimate: timedelta | None = None
    accepted: datetime | None = None
    accepted_by: str = ""
    ended: datetime | None = None
    outcome: str = ""
    reference: str = ""
    done: str = ""
    fixed: datetime | None = None
    version: int = 1


class Ids:
    """The next id of each table."""

    def __init__(self) -> None:
        self.clock, self.change, self.pause, self.promise = count(1), count(1), count(1), count(1)
        self.agreement, self.escalation, self.estimate = count(1), count(1), count(1)
        self.attempt, self.voiding = count(1), count(1)


class Life:
    """A call from its logging on. Instants are whole seconds in UTC, and go forward."""

    def __init__(self, setting: Setting, ids: Ids, call_id: int, caller: Caller, owner: Agent) -> None:
        self._setting, self._ids = setting, ids
        self.id, self.caller, self.owner = call_id, caller, owner
        self.state = CallState.NEW
        self.cycle = 1
        self.logged = self.resolved_at = self.ended_at = None  # type: datetime | None
        self.by = self.logged_by = owner.id
        self.category = ""
        self.summary = self.details = self.wants = self.solution = ""
        self.tone: Tone | None = None
        self.channel, self.impact, self.urgency, self.priority = Channel.PHONE, Impact.ONE, Urgency.SOON, Priority.P3
        self.priority_reason = ""
        self.deadline: datetime | None = None
        self.repeat_of: int | None = None
        self.confidential = False
        self.back_from: str | None = None
        self.version = 1
        #: When the customer was last spoken to, or tried; whether they were told something then.
        self.last_word_at: datetime | None = None
        self.last_word_told = False
        self.next_step = ""
        self.lines: list[Line] = []
        self.clocks: list[Clock] = []
        self.changes: list[tuple[Any, ...]] = []
        self.pauses: list[Pause] = []
        self.promises: list[Promised] = []
        self.handed: list[Handed] = []
        #: Rows as they are stored, by table.
        self.agreements: list[tuple[int, int, Answer, Channel, datetime, int, str, str]] = []
        self.scores: list[tuple[int, int, datetime, int]] = []
        self.estimates: list[tuple[Any, ...]] = []
        self.attempts: list[tuple[Any, ...]] = []
        self.voidings: list[tuple[Any, ...]] = []
        self.tags: list[str] = []
        self.named: list[int] = []
        self.checks: Sequence[tuple[int, str]] = ()

    # Logged and looked after

    def log(
        self,
        at: datetime,
        *,
        category: str,
        summary: str,
        details: str,
        wants: str,
        channel: Channel,
        impact: Impact,
        urgency: Urgency,
        tone: Tone | None = None,
        deadline: datetime | None = None,
        repeat_of: int | None = None,
        checks: Sequence[tuple[int, str]] = (),
        confidential: bool = False,
    ) -> None:
        self.logged, self.category, self.summary, self.details, self.wants = at, category, summary, details, wants
        self.channel, self.impact, self.urgency, self.tone = channel, impact, urgency, tone
        self.priority = self._setting.policy.matrix[impact, urgency]
        self.deadline, self.repeat_of, self.checks, self.confidential = deadline, repeat_of, checks, confidential
        answered = self._setting.policy.phone_answers and channel is Channel.PHONE
        self.state = CallState.OPEN if answered else CallState.NEW
        if answered:
            self._told(at)
        response = self._start(ClockKind.RESPONSE, at)
        if answered and response is not None:
            response.stopped, response.verdict, response.margin = at, Verdict.MET, response.target
        self._start(ClockKind.RESOLUTION, at)
        if answered:
            self._start(ClockKind.UPDATE, at)
        if deadline is not None:
            self._start(ClockKind.DEADLINE, at, fixed=deadline)
        payload: dict[str, Any] = {
            "summary": summary,
            "details": details,
            "channel": channel.value,
            "impact": impact.value,
            "urgency": urgency.value,
            "priority": self.priority.value,
        }
        if repeat_of is not None:
            payload["repeat_of"] = reference(repeat_of)
        if checks:
            payload["checks"] = [text for _id, text in checks]
        if confidential:
            payload["confidential"] = True
        self._tell(at, EventKind.LOGGED, payload, field="state", becomes=self.state.value)

    def note(self, at: datetime, words: str, next_step: str = "") -> None:
        """next_step: what is done next; "" leaves what stands."""
        self._taken_up(at)
        payload = {"words": words}
        if next_step and next_step != self.next_step:
            payload |= {"next_step": next_step, "next_step_was": self.next_step}
            self.next_step = next_step
        self._tell(at, EventKind.NOTE, payload)

    def step(self, at: datetime, words: str) -> None:
        self._taken_up(at)
        self._tell(at, EventKind.STEP_TRIED, {"words": words})

    def spoke(self, at: datetime, words: str, next_update: datetime | None = None) -> None:
        self._taken_up(at)
        payload: dict[str, Any] = {"words": words, "how": Channel.PHONE.value}
        self._spoke(at, next_update)
        if next_update is not None:
            payload["next_update"] = to_stored(next_update)
        self._tell(at, EventKind.CUSTOMER_TOLD, payload)

    def attempt(self, at: datetime, words: str) -> None:
        self._taken_up(at)
        self.last_word_at, self.last_word_told = at, False
        self._tell(at, EventKind.ATTEMPT, {"words": words, "how": Channel.PHONE.value})

    def tag(self, at: datetime, word: str) -> None:
        if word not in self.tags:
            self.tags.append(word)
            self._tell(at, EventKind.TAGGED, {"tag": word})

    def seal(self, at: datetime, reason: str, named: Sequence[Agent]) -> None:
        """Make it confidential, by its owner."""
        self.confidential = True
        self.named = sorted(one.id for one in named)
        self._tell(at, EventKind.MADE_CONFIDENTIAL, {"words": reason, "named": sorted(one.name for one in named)})

    def reassign(self, at: datetime, to: Agent, reason: str) -> None:
        payload = {"reason": reason, "was": self.owner.name, "becomes": to.name}
        was, becomes = str(self.owner.id), str(to.id)
        self._tell(at, EventKind.REASSIGNED, payload, field="owner", was=was, becomes=becomes)
        self.owner = to
        self.by = to.id

    def set_priority(self, at: datetime, priority: Priority, reason: str) -> None:
        """Another one than the matrix says, with the reason."""
        self.priority_reason = reason
        self._taken_up(at)
        was, resolution = self.priority, next(iter(self._running(ClockKind.RESOLUTION)), None)
        before = None if resolution is None else self._due(resolution)
        self.priority = priority
        moved = {}
        for clock in self._running(*_FOLLOW):
            target = self._setting.targets[clock.kind, priority]
            if clock.fixed is not None or (clock.target, clock.version) == (target.length, target.calendar_version_id):
                continue
            was_due = self._due(clock)
            kept = (next(self._ids.change), clock.id, to_stored(at), _length(clock.target), clock.version, None)
            self.changes.append(kept)
            clock.target, clock.version = target.length, target.calendar_version_id
            if clock.kind is not ClockKind.RESOLUTION:
                moved[clock.kind.value] = [_stored(was_due), _stored(self._due(clock))]
        after = None if resolution is None else self._due(resolution)
        payload: dict[str, Any] = {"reason": reason, "impact": self.impact.value, "urgency": self.urgency.value}
        if before is not None:
            payload["due_was"] = to_stored(before)
        if after is not None:
            payload["due"] = to_stored(after)
        if moved:
            payload["moved"] = moved
        self._tell(at, EventKind.PRIORITY, payload, field="priority", was=was.value, becomes=priority.value)

    # Waiting

    def pause(self, at: datetime, reason: PauseReason, words: str, back_by: datetime | None) -> None:
        was, self.state = self.state, CallState.WAITING
        self._begin_pause(at, reason, words, back_by)
        payload = {"words": words, "reason": reason.value}
        self._tell(at, EventKind.PAUSED, payload, field="state", was=was.value, becomes=self.state.value)

    def resume(self, at: datetime, words: str) -> None:
        self._end_pause(at)
        self.state = CallState.OPEN
        payload = {"words": words} if words else {}
        waiting = CallState.WAITING.value
        self._tell(at, EventKind.RESUMED, payload, field="state", was=waiting, becomes=self.state.value)

    # Promises

    def call_back(self, at: datetime, due: datetime, words: str) -> None:
        self._taken_up(at)
        made = self._promise(at, PromiseKind.CALL_BACK, due, self.caller.phone, words)
        self._start(ClockKind.CALL_BACK, at, fixed=due, promise=made.id)
        self._tell(at, EventKind.CALL_BACK_PROMISED, {"promise": made.id, "due": to_stored(due), "words": words})

    def keep(self, at: datetime, words: str) -> None:
        """The call-back that is open is kept."""
        promise = self._call_back_open()
        promise.kept = at
        self._stop_promised(at, promise)
        self._spoke(at, None)
        payload = {"promise": promise.id, "kind": promise.kind.value, "due": to_stored(promise.due), "words": words}
        self._tell(at, EventKind.PROMISE_KEPT, payload)

    def move(self, at: datetime, due: datetime, reason: str) -> None:
        """The call-back that is open is moved."""
        promise = self._call_back_open()
        follower = self._promise(at, promise.kind, due, promise.phone, promise.words)
        promise.moved, promise.reason, promise.moved_to = at, reason, follower.id
        self._stop_promised(at, promise)
        self._start(ClockKind.CALL_BACK, at, fixed=due, promise=follower.id)
        payload = {
            "promise": promise.id,
            "kind": promise.kind.value,
            "due_was": to_stored(promise.due),
            "due": to_stored(due),
            "reason": reason,
        }
        self._tell(at, EventKind.PROMISE_MOVED, payload)

    # Escalated

    def escalate(
        self,
        at: datetime,
        helper: Helper,
        types: Sequence[EscalationType],
        triggers: Sequence[tuple[str, str]],
        handoff: Mapping[str, str],
        consent: Consent,
        consent_reason: str,
        transfer: Transfer,
        transfer_reason: str,
        next_update: datetime | None,
    ) -> None:
        self._taken_up(at)
        made = Handed(
            next(self._ids.escalation),
            len(self.handed) + 1,
            self.cycle,
            at,
            self.by,
            helper,
            types,
            triggers,
            handoff,
            consent,
            consent_reason,
            transfer,
            transfer_reason,
        )
        self.handed.append(made)
        if transfer in HANDED_OVER:
            self._attempt(at, HANDED_OVER[transfer], "")
        payload: dict[str, Any] = {
            "number": made.number,
            "escalation": made.id,
            "types": [kind.value for kind in types],
            "triggers": [code for code, _reason in triggers],
            "consent": consent.value,
            "handoff": dict(handoff),
            "contact": helper.name,
            "contact_role": helper.role,
            "transfer": transfer.value,
        }
        if next_update is not None:
            payload["next_update"] = to_stored(next_update)
        self._tell(at, EventKind.ESCALATED, payload)
        self._start(ClockKind.ACCEPTANCE, at, target=helper.acceptance[self.priority], escalation=made.id)
        self._start(ClockKind.FIRST_WORD, at, escalation=made.id)
        if consent is not Consent.NOT_ASKED or next_update is not None:
            self._spoke(at, next_update)

    def try_contact(self, at: datetime, result: AttemptResult, words: str) -> None:
        out = self.handed[-1]
        self._attempt(at, result, words)
        payload = {"contact": out.helper.name, "contact_role": out.helper.role, "result": result.value, "words": words}
        self._tell(at, EventKind.CONTACT_TRIED, payload | {"number": out.number, "escalation": out.id})

    def accept(self, at: datetime, by: str, estimate: timedelta | None) -> None:
        out = self.handed[-1]
        self._estimate(at, out, estimate)
        out.state, out.accepted, out.accepted_by = EscalationState.ACCEPTED, at, by
        self._of_escalation(at, EventKind.ACCEPTED, {"by": by}, ClockKind.ACCEPTANCE)

    def hear(self, at: datetime, words: str, estimate: timedelta | None) -> None:
        self._estimate(at, self.handed[-1], estimate)
        self._of_escalation(at, EventKind.HEARD, {"words": words}, ClockKind.FIRST_WORD)

    def refuse(self, at: datetime, reason: str) -> None:
        out = self.handed[-1]
        out.state, out.outcome, out.ended = EscalationState.REFUSED, reason, at
        self._of_escalation(at, EventKind.REFUSED, {"words": reason}, ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD)

    def give_back(self, at: datetime, outcome: str, done: str, ref: str, fixed: datetime | None) -> None:
        out = self.handed[-1]
        out.accepted = out.accepted or at
        out.state, out.outcome, out.ended = EscalationState.RETURNED, outcome, at
        out.done, out.reference, out.fixed = done, ref, fixed
        more: dict[str, Any] = {"words": outcome, "done": done}
        if ref:
            more["reference"] = ref
        if fixed is not None:
            more["fixed_at"] = to_stored(fixed)
        self.back_from = out.helper.name
        self._of_escalation(at, EventKind.RETURNED, more, ClockKind.ACCEPTANCE, ClockKind.FIRST_WORD)

    # Solved, agreed, or over otherwise

    def resolve(self, at: datetime, solution: str) -> None:
        was = self.state
        self._end_pause(at)
        self.state, self.resolved_at, self.solution, self.next_step = CallState.RESOLVED, at, solution, ""
        self._stop_all(at, ClockKind.DEADLINE)
        self._begin_pause(at, PauseReason.AGREEMENT, "", None)
        self._start(ClockKind.CHASE, at)
        payload = {"words": solution}
        self._tell(at, EventKind.RESOLVED, payload, field="state", was=was.value, becomes=self.state.value)

    def agree(self, at: datetime, how: Channel, score: int | None) -> None:
        """Yes: closed."""
        self._told(at)
        payload = self._answered(at, Answer.YES, how, "")
        assert self.resolved_at is not None
        self._stop_all(self.resolved_at, ClockKind.RESOLUTION)
        for promise in self._open_promises():
            promise.kept = at
        self._stop_all(at)
        self._end_pause(at)
        self.state, self.ended_at, self.back_from = CallState.CLOSED, at, None
        resolved = CallState.RESOLVED.value
        self._tell(at, EventKind.CLOSED, payload, field="state", was=resolved, becomes=self.state.value)
        if score is not None:
            self.scores.append((self.cycle, score, at, self.by))
            cycle = {"cycle": self.cycle}
            self._tell(at, EventKind.SATISFACTION, cycle, field="satisfaction", becomes=str(score))

    def not_agreed(self, at: datetime, how: Channel, missing: str) -> None:
        payload = self._answered(at, Answer.NO, how, missing)
        self._end_pause(at)
        self.state, self.resolved_at = CallState.OPEN, None
        self._await_deadline(at)
        self._spoke(at, None)
        resolved = CallState.RESOLVED.value
        self._tell(at, EventKind.NOT_AGREED, payload, field="state", was=resolved, becomes=self.state.value)

    def lapse(self, at: datetime, by: int, reason: str, attempts: int, days: int) -> None:
        """By a supervisor."""
        assert self.resolved_at is not None
        self._stop_all(self.resolved_at, ClockKind.RESOLUTION)
        self._stop_all(at, ClockKind.CHASE)
        for promise in self._open_promises():
            promise.moved, promise.reason = at, reason
        for clock in self._running():
            due = self._due(clock)
            clock.stopped = at
            if due is not None and at > due:
                self._judge(clock)
        self._end_pause(at)
        self.state, self.ended_at, self.back_from = CallState.LAPSED, at, None
        payload = {"words": reason, "attempts": attempts, "days": days}
        resolved = CallState.RESOLVED.value
        self._tell(at, EventKind.LAPSED, payload, by=by, field="state", was=resolved, becomes=self.state.value)

    def reopen(self, at: datetime, reason: str) -> None:
        was, self.state = self.state, CallState.OPEN
        self.cycle += 1
        self.resolved_at = self.ended_at = None
        self.solution = ""
        self._start(ClockKind.RESPONSE, at)
        self._start(ClockKind.RESOLUTION, at)
        self._await_deadline(at)
        payload = {"words": reason, "cycle": self.cycle}
        self._tell(at, EventKind.REOPENED, payload, field="state", was=was.value, becomes=self.state.value)
        if self._setting.policy.phone_answers:
            self._spoke(at, None)

    def void(self, at: datetime, reason: VoidReason, words: str, duplicate_of: int | None) -> None:
        running, promises = self._running(), self._open_promises()
        pause = next((one for one in self.pauses if one.ended is None), None)
        for clock in running:
            clock.stopped = at
        for promise in promises:
            promise.moved = at
        self._end_pause(at)
        ended = {
            "clocks": [clock.id for clock in running],
            "promises": [promise.id for promise in promises],
            "pause": None if pause is None else pause.id,
            "ended_at": _stored(self.ended_at),
            "back_from": self.back_from,
        }
        ref = "" if duplicate_of is None else reference(duplicate_of)
        row = (next(self._ids.voiding), self.id, to_stored(at), self.by, reason.value, duplicate_of)
        self.voidings.append((*row, words or ref, self.state.value, ended))
        was, self.state, self.ended_at, self.back_from = self.state, CallState.VOID, at, None
        payload = {"words": words, "reason": reason.value, "duplicate_of": ref}
        self._tell(at, EventKind.VOIDED, payload, field="state", was=was.value, becomes=self.state.value)
        if duplicate_of is not None:
            told = {} if self.confidential else {"ref": reference(self.id)}
            self.lines.append(Line(EventKind.DUPLICATE_FOUND, at, self.by, duplicate_of, payload=told))

    def told_again_after(self, at: datetime) -> bool:
        """Whether the next word to the customer is due later than that."""
        return any((due := self._due(clock)) is not None and due > at for clock in self._running(ClockKind.UPDATE))

    # What these have in common

    def _tell(
        self,
        at: datetime,
        kind: EventKind,
        payload: Mapping[str, Any],
        *,
        by: int | None = None,
        field: str | None = None,
        was: str | None = None,
        becomes: str | None = None,
    ) -> None:
        self.lines.append(Line(kind, at, by or self.by, self.id, field, was, becomes, payload))

    def _taken_up(self, at: datetime) -> None:
        if self.state is CallState.NEW:
            self.state = CallState.OPEN
            was, becomes = CallState.NEW.value, CallState.OPEN.value
            self._tell(at, EventKind.OPENED, {}, field="state", was=was, becomes=becomes)

    def _start(
        self,
        kind: ClockKind,
        at: datetime,
        *,
        target: Target | None = None,
        fixed: datetime | None = None,
        escalation: int | None = None,
        promise: int | None = None,
    ) -> Clock | None:
        length = version = None
        if fixed is None:
            target = target or self._setting.targets.get((kind, self.priority))
            if target is None:
                return None
            length, version = target.length, target.calendar_version_id
        clock = Clock(next(self._ids.clock), self.cycle, kind, at, length, version, fixed, escalation, promise)
        self.clocks.append(clock)
        return clock

    def _running(self, *kinds: ClockKind) -> list[Clock]:
        return [one for one in self.clocks if one.stopped is None and (not kinds or one.kind in kinds)]

    def _stop_all(self, at: datetime, *kinds: ClockKind) -> None:
        for clock in self._running(*kinds):
            clock.stopped = at
            self._judge(clock)

    def _judge(self, clock: Clock) -> None:
        outcome = sla.verdict(self.facts(clock))
        if outcome is not None:
            clock.verdict, clock.margin = outcome

    def _due(self, clock: Clock) -> datetime | None:
        return sla.due(self.facts(clock))

    def facts(self, clock: Clock) -> sla.ClockFacts:
        pauses = tuple((one.began, one.ended) for one in self.pauses) if clock.kind in PAUSABLE else ()
        calendar = None if clock.version is None else self._setting.calendars[clock.version]
        return sla.ClockFacts(
            clock.kind, clock.started, clock.target, calendar, clock.fixed, pauses, clock.stopped, clock.verdict
        )

    def _begin_pause(self, at: datetime, reason: PauseReason, words: str, back_by: datetime | None) -> None:
        self.pauses.append(Pause(next(self._ids.pause), self.cycle, reason, at, back_by, words))

    def _end_pause(self, at: datetime) -> None:
        for one in self.pauses:
            if one.ended is None:
                one.ended = at

    def _told(self, at: datetime) -> None:
        self.last_word_at, self.last_word_told = at, True

    def _spoke(self, at: datetime, next_update: datetime | None) -> None:
        self.back_from = None
        self._told(at)
        self._stop_all(at, ClockKind.RESPONSE, ClockKind.UPDATE)
        for promise in self._open_promises():
            if promise.kind is PromiseKind.UPDATE:
                promise.kept = at
        if next_update is not None:
            self._promise(at, PromiseKind.UPDATE, next_update)
        self._start(ClockKind.UPDATE, at, fixed=next_update)

    def _promise(self, at: datetime, kind: PromiseKind, due: datetime, phone: str = "", words: str = "") -> Promised:
        made = Promised(next(self._ids.promise), kind, at, self.by, due, phone, words)
        self.promises.append(made)
        return made

    def _open_promises(self) -> list[Promised]:
        return [one for one in self.promises if one.kept is None and one.moved is None]

    def _call_back_open(self) -> Promised:
        return next(one for one in self._open_promises() if one.kind is PromiseKind.CALL_BACK)

    def _stop_promised(self, at: datetime, promise: Promised) -> None:
        for clock in self._running(ClockKind.CALL_BACK):
            if clock.promise == promise.id:
                clock.stopped = at
                self._judge(clock)

    def _attempt(self, at: datetime, result: AttemptResult, words: str) -> None:
        out = self.handed[-1]
        row = (next(self._ids.attempt), self.id, out.helper.id, out.id, to_stored(at), self.by, result.value, words)
        self.attempts.append(row)

    def _estimate(self, at: datetime, out: Handed, length: timedelta | None) -> None:
        if length is not None:
            out.estimate = length
            self.estimates.append((next(self._ids.estimate), out.id, to_stored(at), self.by, _length(length)))

    def _of_escalation(self, at: datetime, kind: EventKind, more: Mapping[str, Any], *stops: ClockKind) -> None:
        out = self.handed[-1]
        out.version += 1
        payload: dict[str, Any] = {
            "number": out.number,
            "escalation": out.id,
            "contact": out.helper.name,
            "contact_role": out.helper.role,
        }
        if out.estimate is not None:
            payload["estimate"] = int(out.estimate.total_seconds())
        for clock in self._running(*stops):
            if clock.escalation == out.id:
                clock.stopped = at
                self._judge(clock)
        self._tell(at, kind, payload | {name: value for name, value in more.items() if value})

    def _answered(self, at: datetime, answer: Answer, how: Channel, words: str) -> dict[str, Any]:
        who = self.caller.name
        self.agreements.append((next(self._ids.agreement), self.cycle, answer, how, at, self.by, who, words))
        self._stop_all(at, ClockKind.CHASE)
        return {"who": who, "how": how.value, "words": words}

    def _await_deadline(self, at: datetime) -> None:
        if self.deadline is not None and self.deadline > at:
            self._start(ClockKind.DEADLINE, at, fixed=self.deadline)


def call_tags(life: Life) -> list[tuple[int, str, str]]:
    """The rows of a call's tags."""
    return [(life.id, key(word), word) for word in life.tags]


def _stored(at: datetime | None) -> int | None:
    return None if at is None else to_stored(at)


def _length(length: timedelta | None) -> int | None:
    return None if length is None else length // timedelta(microseconds=1)
