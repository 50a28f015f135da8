"""What has just become due soon or overdue: each told once, whatever the machine's clock does meanwhile."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from deskapp.domain.sla import ClockState, state_at

#: Between two looks the machine's clock may gain or lose so much against real time before it is a jump.
JUMP = timedelta(seconds=90)


class Watched(NamedTuple):
    """One open call's next deadline, as its row has it."""

    call_id: int
    due_at: datetime
    warn_at: datetime | None


class Crossing(NamedTuple):
    """A deadline that has come within reach, or passed."""

    call_id: int
    state: ClockState
    due_at: datetime


class Alarms:
    """Finds what crosses a line. Nothing is scanned until the next instant at which something can.

    What is already due soon or overdue when it is first seen is known, and not told: it has not *just* become so.
    """

    def __init__(self) -> None:
        self._watched: tuple[Watched, ...] = ()
        self._told: dict[int, tuple[datetime, ClockState]] = {}
        self.next_at: datetime | None = None

    def watch(self, calls: Iterable[Watched], now: datetime) -> list[Crossing]:
        """The open calls' deadlines, after a change. Gives back what crossed a line since the last look.

        A call that is new here, or whose deadline has moved, is told only if it becomes due later on.
        """
        known = {one.call_id: one.due_at for one in self._watched}
        crossed = self.look(now) if self._watched else []
        self._watched = tuple(calls)
        present = {one.call_id for one in self._watched}
        self._told = {call: told for call, told in self._told.items() if call in present}
        for one in self._watched:
            if known.get(one.call_id) != one.due_at:
                self._told[one.call_id] = (one.due_at, state_at(one.due_at, one.warn_at, now))
        self._find_next(now)
        return crossed

    def look(self, now: datetime) -> list[Crossing]:
        """What became due soon or overdue since the last look; nothing twice, also after the clock was set back."""
        if self.next_at is None or now < self.next_at:
            return []
        crossed = []
        for one in self._watched:
            state = state_at(one.due_at, one.warn_at, now)
            told_due, told_state = self._told.get(one.call_id, (one.due_at, ClockState.RUNNING))
            if told_due == one.due_at and _ORDER[state] > _ORDER[told_state]:
                self._told[one.call_id] = (one.due_at, state)
                crossed.append(Crossing(one.call_id, state, one.due_at))
        self._find_next(now)
        return sorted(crossed, key=lambda one: one.due_at)

    def _find_next(self, now: datetime) -> None:
        """The first instant at which something not told yet can happen; past ones count where the clock went back."""
        coming = []
        for one in self._watched:
            told_state = self._told.get(one.call_id, (one.due_at, ClockState.RUNNING))[1]
            if told_state is ClockState.RUNNING and one.warn_at is not None:
                coming.append(one.warn_at)
            if told_state is not ClockState.OVERDUE:
                coming.append(one.due_at + datetime.resolution)
        self.next_at = min(coming, default=None)


def jumped(shown: timedelta, passed: timedelta) -> timedelta | None:
    """By how much the machine's clock was set between two looks, or None where it ran on.

    shown: what the clock gained; passed: the real time, sleep included, that a steady counter gained.
    """
    difference = shown - passed
    return difference if abs(difference) > JUMP else None


_ORDER = {ClockState.PAUSED: 0, ClockState.RUNNING: 0, ClockState.SOON: 1, ClockState.OVERDUE: 2}
