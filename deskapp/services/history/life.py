"""One call of an invented history as its rows: what each act of the services leaves behind, without the services.

Each method is an act at `at`, by `by`; what it writes is what the service of that name writes. A test plays the same
acts through the services and compares.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    Answer,
    CallState,
    Channel,
    ClockKind,
    Impact,
    PauseReason,
    Priority,
    PromiseKind,
    Tone,
    Urgency,
    Verdict,
    VoidReason,
)
from deskapp.models.base import to_stored
from deskapp.services.events import Line
from deskapp.services.history.handed_on import HandedOn
from deskapp.services.history.people import Agent
from deskapp.services.history.record import microseconds, stored
from deskapp.services.history.setting import Thing
from deskapp.services.log.tags import key
from deskapp.services.texts import reference

#: Of these the target follows the priority.
_FOLLOW = (ClockKind.RESPONSE, ClockKind.UPDATE, ClockKind.RESOLUTION)


class Life(HandedOn):
    """A call from its logging on to its end, if it has one: logged, looked after, waiting, promised, solved."""

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
        about: Thing | None = None,
    ) -> None:
        self.logged, self.category, self.summary, self.details, self.wants = at, category, summary, details, wants
        self.channel, self.impact, self.urgency, self.tone = channel, impact, urgency, tone
        self.priority = self._setting.policy.matrix[impact, urgency]
        self.deadline, self.repeat_of, self.checks, self.confidential = deadline, repeat_of, checks, confidential
        self.about = about
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
        if about is not None:
            payload |= {"place": about.place, "equipment": about.label}
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
            kept = (next(self._ids.change), clock.id, to_stored(at), microseconds(clock.target), clock.version, None)
            self.changes.append(kept)
            clock.target, clock.version = target.length, target.calendar_version_id
            if clock.kind is not ClockKind.RESOLUTION:
                moved[clock.kind.value] = [stored(was_due), stored(self._due(clock))]
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
            "ended_at": stored(self.ended_at),
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


def call_tags(life: Life) -> list[tuple[int, str, str]]:
    """The rows of a call's tags."""
    return [(life.id, key(word), word) for word in life.tags]
