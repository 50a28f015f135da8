"""What has just become due soon or overdue: each told once, whatever the machine's clock does meanwhile."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from deskapp.domain.sla import ClockState, state_at
from deskapp.domain.words import ClockKind

#: Between two looks the machine's clock may gain or lose so much against real time before it is a jump.
JUMP = timedelta(seconds=90)


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
    """

    def __init__(self) -> None:
        self._watched: tuple[Watched, ...] = ()
        self._told: dict[Watched, ClockState] = {}
        self.next_at: datetime | None = None

    def watch(self, calls: Iterable[Watched], now: datetime) -> list[Crossing]:
        """The open calls' deadlines, after a change. Gives back what crossed a line since the last look.

        A call that is new here, or whose deadline has moved, is told only if it becomes due later on.
        """
        crossed = self.look(now)
        known = self._told
        self._watched = tuple(calls)
        self._told = {one: known.get(one, one.state(now)) for one in self._watched}
        self._find_next()
        return crossed

    def look(self, now: datetime) -> list[Crossing]:
        """What became due soon or overdue since the last look; nothing twice, also after the clock was set back."""
        if self.next_at is None or now < self.next_at:
            return []
        crossed = []
        for one in self._watched:
            state = one.state(now)
            if _ORDER[state] > _ORDER[self._told[one]]:
                self._told[one] = state
                crossing = Crossing(one.call_id, state, one.due_at, one.escalation_id, one.clock)
                crossed.append((one.due_at or one.warn_at or now, one.call_id, crossing))
        self._find_next()
        return [crossing for _at, _call, crossing in sorted(crossed, key=lambda told: told[:2])]

    def _find_next(self) -> None:
        """The first instant at which something not told yet happens; it may lie in the past of a clock set back."""
        coming = []
        for one, told in self._told.items():
            if told is ClockState.RUNNING and one.warn_at is not None:
                coming.append(one.warn_at)
            if told is not ClockState.OVERDUE and one.due_at is not None:
                coming.append(one.due_at + datetime.resolution)
        self.next_at = min(coming, default=None)


def jumped(shown: timedelta, passed: timedelta) -> timedelta | None:
    """By how much the machine's clock was set between two looks, or None where it ran on.

    shown: what the clock gained; passed: the real time, sleep included, that a steady counter gained.
    """
    difference = shown - passed
    return difference if abs(difference) > JUMP else None


_ORDER = {ClockState.PAUSED: 0, ClockState.RUNNING: 0, ClockState.SOON: 1, ClockState.OVERDUE: 2}
