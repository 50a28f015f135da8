"""An invented call while it is told: what is known of it, and what every act of it has in common."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
from typing import Any

from deskapp.domain import sla
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import (
    PAUSABLE,
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
)
from deskapp.models.base import to_stored
from deskapp.services.events import Line
from deskapp.services.history.kept import Clock, Handed, Ids, Pause, Promised, Sought
from deskapp.services.history.people import Agent, Caller
from deskapp.services.history.setting import Setting, Thing
from deskapp.services.rules import Target


class Record:
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
        self.about: Thing | None = None
        self.sought: list[Sought] = []

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

    def _answered(self, at: datetime, answer: Answer, how: Channel, words: str) -> dict[str, Any]:
        who = self.caller.name
        self.agreements.append((next(self._ids.agreement), self.cycle, answer, how, at, self.by, who, words))
        self._stop_all(at, ClockKind.CHASE)
        return {"who": who, "how": how.value, "words": words}

    def _await_deadline(self, at: datetime) -> None:
        if self.deadline is not None and self.deadline > at:
            self._start(ClockKind.DEADLINE, at, fixed=self.deadline)


def stored(at: datetime | None) -> int | None:
    return None if at is None else to_stored(at)


def microseconds(length: timedelta | None) -> int | None:
    return None if length is None else length // timedelta(microseconds=1)
