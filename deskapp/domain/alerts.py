"""What has just become due soon or overdue: each told once, whatever the machine's clock does meanwhile."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from heapq import heappop, heappush
from itertools import count
from typing import NamedTuple

from deskapp.domain.sla import ClockState, state_at
from deskapp.domain.words import ClockKind

#: Between two looks the machine's clock may gain or lose so much against real time before it is a jump.
JUMP = timedelta(seconds=90)

#: So many instants that no longer hold are carried along before they are swept out.
_STALE = 1000


class Watched(NamedTuple):
    """One clock of a call, watched for itself; or, without a due instant, when the call is up again."""

    call_id: int
    due_at: datetime | None
    warn_at: datetime | None
    #: The escalation whose acceptance is waited for; 0: it is the call's own deadline.
    escalation_id: int = 0
    clock: ClockKind | None = None

    def state(self, now: datetime) -> ClockState:
        if self.due_at is None:
            up = self.warn_at is not None and now >= self.warn_at
            return ClockState.SOON if up else ClockState.RUNNING
        return state_at(self.due_at, self.warn_at, now)


class Crossing(NamedTuple):
    """A deadline that has come within reach, or passed."""

    call_id: int
    state: ClockState
    due_at: datetime | None
    escalation_id: int = 0
    clock: ClockKind | None = None


class Alarms:
    """Finds what crosses a line. Nothing is scanned until the next instant at which something can.

    What is already due soon or overdue when it is first seen is known, and not told: it has not *just* become so.
    A change of a call costs what that call has, and none of the others is looked at: of them the next instants alone
    are known, in a heap.
    """

    def __init__(self) -> None:
        self._of_call: dict[int, tuple[Watched, ...]] = {}
        self._told: dict[Watched, ClockState] = {}
        #: When, a number that keeps two of one instant apart, and what.
        self._coming: list[tuple[datetime, int, Watched]] = []
        self._number = count()

    @property
    def next_at(self) -> datetime | None:
        """The first instant at which something not told yet happens; it may lie in the past of a clock set back."""
        while self._coming and not self._holds(self._coming[0]):
            heappop(self._coming)
        return self._coming[0][0] if self._coming else None

    def watch(self, calls: Iterable[Watched], now: datetime) -> list[Crossing]:
        """Every clock there is, after a change of anything. Gives back what crossed a line since the last look.

        A call that is new here, or whose deadline has moved, is told only if it becomes due later on.
        """
        every = tuple(calls)
        return self.watch_some({*self._of_call, *(one.call_id for one in every)}, every, now)

    def watch_some(self, changed: Iterable[int], watched: Iterable[Watched], now: datetime) -> list[Crossing]:
        """What the calls that changed have now, in the place of what they had. Else as `watch`."""
        crossed = self.look(now)
        fresh: dict[int, list[Watched]] = {call_id: [] for call_id in changed}
        for one in watched:
            fresh[one.call_id].append(one)
        for call_id, theirs in fresh.items():
            self._replace(call_id, tuple(dict.fromkeys(theirs)), now)
        if len(self._coming) > 2 * len(self._told) + _STALE:
            self._coming = []
            for one in self._told:
                self._expect(one)
        return crossed

    def look(self, now: datetime) -> list[Crossing]:
        """What became due soon or overdue since the last look; nothing twice, also after the clock was set back."""
        crossed = []
        while (at := self.next_at) is not None and at <= now:
            _at, _number, one = heappop(self._coming)
            state = one.state(now)
            self._told[one] = state
            self._expect(one)
            crossing = Crossing(one.call_id, state, one.due_at, one.escalation_id, one.clock)
            crossed.append((one.due_at or one.warn_at or now, one.call_id, crossing))
        return [crossing for _at, _call, crossing in sorted(crossed, key=lambda told: told[:2])]

    def _replace(self, call_id: int, theirs: tuple[Watched, ...], now: datetime) -> None:
        known = {one: self._told.pop(one) for one in self._of_call.pop(call_id, ())}
        for one in theirs:
            self._told[one] = known.get(one, one.state(now))
            if one not in known:
                self._expect(one)
        if theirs:
            self._of_call[call_id] = theirs

    def _expect(self, one: Watched) -> None:
        at = _next(one, self._told[one])
        if at is not None:
            heappush(self._coming, (at, next(self._number), one))

    def _holds(self, expected: tuple[datetime, int, Watched]) -> bool:
        """Whether what was expected is still to be told."""
        at, _number, one = expected
        return one in self._told and _next(one, self._told[one]) == at


def _next(one: Watched, told: ClockState) -> datetime | None:
    """When something of it happens that was not told yet."""
    if told is ClockState.RUNNING and one.warn_at is not None:
        return one.warn_at
    if told is not ClockState.OVERDUE and one.due_at is not None:
        return one.due_at + datetime.resolution
    return None


#: By so much a machine's clock may stand before what the file says was written last: another machine's was ahead.
UNSEEN_JUMP = timedelta(minutes=30)


def jumped(shown: timedelta, passed: timedelta) -> timedelta | None:
    """By how much the machine's clock was set between two looks, or None where it ran on.

    shown: what the clock gained; passed: the real time, sleep included, that a steady counter gained.
    """
    difference = shown - passed
    return difference if abs(difference) > JUMP else None
