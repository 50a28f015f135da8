"""Clocks: when a promise is due, how it stands, what it came to, when that changes by itself, and why.

All pure: facts and instants in, values out. Instants are aware; those that are worked out here are in UTC.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date, datetime, timedelta

from deskapp.domain.clock_state import ClockState, state_at
from deskapp.domain.data_class import dataclass
from deskapp.domain.words import PAUSABLE, ClockKind, Verdict
from deskapp.domain.working_time import WEEKDAYS, Calendar, DayKind

#: A clock is due soon when a quarter of its target is left, at most so much of it.
SOON_AT_MOST = timedelta(minutes=60)
#: A promise, being a fixed instant, is due soon so much real time before it.
SOON_FOR_PROMISES = timedelta(minutes=15)

_NONE = timedelta(0)
_NEXT = datetime.resolution
_REAL_TIME = Calendar("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS})

Span = tuple[datetime, datetime]

__all__ = [
    "ClockFacts",
    "ClockState",
    "Explanation",
    "PauseCost",
    "Reading",
    "SkippedDay",
    "due",
    "next_transition",
    "reading",
    "state_at",
    "verdict",
    "warn_at",
    "why",
]


@dataclass(frozen=True)
class ClockFacts:
    """What is recorded about one clock.

    target: working time in `calendar`, real time where there is no calendar. fixed: a promise, due at that
    instant whatever the calendar says; it wins over the target. pauses: those of the call, an open one with
    None; only the kinds that a pause stops look at them. verdict: once there, it stays.
    """

    kind: ClockKind
    started: datetime
    target: timedelta | None = None
    calendar: Calendar | None = None
    fixed: datetime | None = None
    pauses: tuple[tuple[datetime, datetime | None], ...] = ()
    stopped: datetime | None = None
    verdict: Verdict | None = None


@dataclass(frozen=True)
class Reading:
    """How a clock stands at an instant.

    left: working time until due (a promise's: real time); after it, below zero, the real time since due,
    which always grows; paused, what is left of the target; stopped, by how much it was met or missed.
    """

    state: ClockState
    due: datetime | None
    warn_at: datetime | None
    left: timedelta | None


@dataclass(frozen=True)
class SkippedDay:
    """A local date on which the usual hours do not apply, or which has none."""

    day: date
    kind: DayKind


@dataclass(frozen=True)
class PauseCost:
    """A pause and the working time that it cost; what two pauses share is the earlier one's."""

    begin: datetime
    end: datetime | None
    cost: timedelta


@dataclass(frozen=True)
class Explanation:
    """Why a clock is due when it is. Pauses are cut out of the spans, which add up to the target at due."""

    started: datetime
    target: timedelta | None
    fixed: datetime | None
    zone: str | None
    spans: tuple[Span, ...]
    skipped: tuple[SkippedDay, ...]
    pauses: tuple[PauseCost, ...]
    due: datetime | None


def due(facts: ClockFacts) -> datetime | None:
    """When the clock is due. None: it has no target, is paused and was not overdue before, or its hours end first.

    "Due is the earliest instant at which the working time since the start, less pauses, has reached the
    target." Of a stopped clock: when it was due as things stood at the stop.
    Hours that are over for good before then reach nothing: what runs by them is never due, and can be ended.
    """
    target = facts.target
    if facts.fixed is not None or target is None:
        return facts.fixed
    facts = _as_of_stop(facts)
    waiting_since = _waiting_since(facts)
    reached = _hours(facts).reached(facts.started, target, _ended(facts))
    if reached is None or (waiting_since is not None and waiting_since <= reached):
        return None
    return reached


def warn_at(facts: ClockFacts) -> datetime | None:
    """When the clock becomes due soon; never after it is due. None where `due` is None."""
    return _warn_before(facts, due(facts))


def reading(facts: ClockFacts, now: datetime) -> Reading:
    """How the clock stands now. Without a target it has no due instant, and runs until it is stopped: met."""
    at = due(facts)
    warn = _warn_before(facts, at)
    if facts.stopped is not None or facts.verdict is not None:
        outcome = verdict(facts)
        missed = (outcome[0] if outcome else facts.verdict) is Verdict.MISSED
        return Reading(ClockState.MISSED if missed else ClockState.MET, at, warn, outcome[1] if outcome else None)
    if at is None:
        return Reading(_without_due(facts), at, warn, _kept(facts))
    return Reading(state_at(at, warn, now), at, warn, _left(facts, at, now))


def verdict(facts: ClockFacts) -> tuple[Verdict, timedelta] | None:
    """What a stopped clock came to, and by how much (`Reading.left` then). None: not stopped, or no target.

    "Nothing is breached while its clock is paused": one that stops in a pause is met. A verdict that the
    facts hold stays for good.
    """
    if facts.stopped is None:
        return None
    at = due(facts)
    if at is None:
        kept = _kept(_as_of_stop(facts))
        return None if kept is None else (facts.verdict or Verdict.MET, kept)
    kept_promise = Verdict.MET if facts.stopped <= at else Verdict.MISSED
    return facts.verdict or kept_promise, _left(facts, at, facts.stopped)


def next_transition(facts: ClockFacts, now: datetime) -> datetime | None:
    """The first instant after now at which the state changes without anybody's act, or None."""
    at = None if facts.stopped is not None or facts.verdict is not None else due(facts)
    if at is None:
        return None
    warn = _warn_before(facts, at)
    if warn is not None and now < warn:
        return warn
    return at + _NEXT if now <= at else None


def why(facts: ClockFacts, now: datetime) -> Explanation:
    """What the deadline is made of: from the start until it is due, or until it was paused."""
    at = due(facts)
    if facts.fixed is not None or facts.target is None:
        return Explanation(facts.started, facts.target, facts.fixed, None, (), (), (), at)
    now = facts.stopped or now
    facts = _as_of_stop(facts)
    hours, waiting_since = _hours(facts), _waiting_since(facts)
    until = at or max(facts.started, waiting_since or now)
    return Explanation(
        started=facts.started,
        target=facts.target,
        fixed=None,
        zone=facts.calendar.zone if facts.calendar else None,
        spans=tuple(_outside(hours.spans(facts.started, until), _ended(facts))),
        skipped=tuple(_skipped(facts.calendar, facts.started, until)) if facts.calendar else (),
        pauses=tuple(_costs(facts, at or max(until, now))),
        due=at,
    )


def _without_due(facts: ClockFacts) -> ClockState:
    if facts.target is None:
        return ClockState.RUNNING
    return ClockState.NO_HOURS if _waiting_since(facts) is None else ClockState.PAUSED


def _hours(facts: ClockFacts) -> Calendar:
    return facts.calendar or _REAL_TIME


def _pauses(facts: ClockFacts) -> tuple[tuple[datetime, datetime | None], ...]:
    return facts.pauses if facts.kind in PAUSABLE else ()


def _ended(facts: ClockFacts) -> list[Span]:
    return [(begin, end) for begin, end in _pauses(facts) if end is not None and begin < end]


def _waiting_since(facts: ClockFacts) -> datetime | None:
    """Since when the clock has stood still: a pause that touches the open one is part of the same wait."""
    open_since = [begin for begin, end in _pauses(facts) if end is None]
    if not open_since:
        return None
    since = min(open_since)
    for begin, end in sorted(_ended(facts), key=lambda pause: pause[1], reverse=True):
        if begin < since <= end:
            since = begin
    return since


def _as_of_stop(facts: ClockFacts) -> ClockFacts:
    """The facts as they stood when the clock stopped: a stop comes before a pause of the same instant."""
    stopped = facts.stopped
    if stopped is None or not facts.pauses:
        return facts
    begun = ((begin, end) for begin, end in facts.pauses if begin < stopped)
    pauses = tuple((begin, None if end is None or end > stopped else end) for begin, end in begun)
    return replace(facts, pauses=pauses)


def _warn_before(facts: ClockFacts, at: datetime | None) -> datetime | None:
    if at is None:
        return None
    target = facts.target
    if facts.fixed is not None or target is None:
        return min(at, max(facts.started, at - SOON_FOR_PROMISES))
    facts = _as_of_stop(facts)
    until_soon = target - min(target / 4, SOON_AT_MOST)
    return _hours(facts).due(facts.started, until_soon, _ended(facts))


def _left(facts: ClockFacts, at: datetime, now: datetime) -> timedelta:
    if now > at or facts.fixed is not None:
        return at - now
    return _hours(facts).elapsed(max(now, facts.started), at, _ended(_as_of_stop(facts)))


def _kept(facts: ClockFacts) -> timedelta | None:
    """What a paused clock has left of its target."""
    since = _waiting_since(facts)
    if facts.target is None or since is None:
        return None
    return facts.target - _hours(facts).elapsed(facts.started, since, _ended(facts))


def _outside(spans: Iterable[Span], pauses: Iterable[Span]) -> Iterator[Span]:
    ordered = sorted(pauses)
    for begin, end in spans:
        for pause_begin, pause_end in ordered:
            if pause_begin < end and begin < pause_end:
                if begin < pause_begin:
                    yield begin, pause_begin
                begin = pause_end
        if begin < end:
            yield begin, end


def _skipped(calendar: Calendar, started: datetime, until: datetime) -> Iterator[SkippedDay]:
    first, last = calendar.local_date(started), calendar.local_date(until)
    for day in map(date.fromordinal, range(first.toordinal(), last.toordinal() + 1)):
        kind = calendar.day_kind(day)
        if kind is not DayKind.USUAL:
            yield SkippedDay(day, kind)


def _costs(facts: ClockFacts, until: datetime) -> Iterator[PauseCost]:
    counted = facts.started
    for begin, end in sorted(_pauses(facts), key=lambda pause: pause[0]):
        if begin < until:
            over = until if end is None else min(end, until)
            yield PauseCost(begin, end, _hours(facts).elapsed(max(begin, counted), over))
            counted = max(counted, over)
