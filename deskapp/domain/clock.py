"""The present. Only SystemClock reads the clock of the machine; everything else is told the time."""

import os
import time
from datetime import UTC, datetime, timedelta
from functools import cache
from itertools import count
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The present instant, aware, in UTC."""

    def passed(self) -> timedelta:
        """Real time since some fixed beginning, sleep included; setting the machine's clock does not change it."""

    def beginning(self) -> str:
        """What names the beginning that `passed` counts from: it is another at another machine, and after a restart."""


class SystemClock:
    """The machine's clock."""

    def now(self) -> datetime:
        return datetime.now(UTC)

    def passed(self) -> timedelta:
        # Of the steady counters only this one goes on while the machine sleeps; where there is none, a sleep
        # looks like a clock that was set forward.
        counter = getattr(time, "CLOCK_BOOTTIME", None)
        return timedelta(seconds=time.monotonic() if counter is None else time.clock_gettime(counter))

    def beginning(self) -> str:
        return _start_of_this_machine()


@cache
def _start_of_this_machine() -> str:
    """Where the system does not tell one start of itself from another, each process counts for itself."""
    try:
        with open("/proc/sys/kernel/random/boot_id", encoding="ascii") as told:
            return told.read().strip()
    except (OSError, ValueError):
        return os.urandom(16).hex()


#: Each clock that is set by hand counts for itself.
_by_hand = count(1)


class FixedClock:
    """A clock that stands where it was put: for tests, and for looking at another instant."""

    def __init__(self, at: datetime) -> None:
        if at.tzinfo is None:
            raise ValueError("a clock needs an aware instant")
        self.at = at.astimezone(UTC)
        self._passed = timedelta(0)
        self._beginning = f"by hand {os.getpid()}.{next(_by_hand)}"

    def now(self) -> datetime:
        return self.at

    def advance(self, by: timedelta) -> None:
        """Move the clock on by real time; backwards, with a negative step, as if it were set back."""
        self.at += by
        self._passed += max(by, timedelta(0))

    def passed(self) -> timedelta:
        return self._passed

    def beginning(self) -> str:
        return self._beginning

    def set_to(self, at: datetime) -> None:
        """Set the clock, as a person or a time server does: no real time passes."""
        self.at = at.astimezone(UTC)
