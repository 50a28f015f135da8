"""When a resolved call whose customer does not answer may lapse: 3 attempts on 2 days. Never counted as agreed."""

from collections.abc import Iterable
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from deskapp.domain.data_class import dataclass
from deskapp.domain.working_time import Calendar

ATTEMPTS, DAYS = 3, 2
#: Somebody who does not answer is tried again after so much working time, at another hour of the day.
PAUSE = timedelta(hours=2)
#: On another day people are tried once they have come in.
AFTER_OPENING = timedelta(minutes=30)


@dataclass(frozen=True, slots=True)
class Attempts:
    """The attempts to reach the customer that nobody answered since the last conversation about a resolved call."""

    count: int = 0
    #: On so many local days of the site.
    days: int = 0
    last: datetime | None = None

    @property
    def enough(self) -> bool:
        """Whether the call may lapse."""
        return self.count >= ATTEMPTS and self.days >= DAYS

    @property
    def more(self) -> int:
        """How many attempts are still needed at least."""
        return max(ATTEMPTS - self.count, DAYS - self.days, 0)

    @property
    def on_another_day(self) -> bool:
        """Whether one of those must be on another day."""
        return self.days < DAYS


def counted(instants: Iterable[datetime], zone: str) -> Attempts:
    """Count attempts by the site's own days."""
    every = sorted(instants)
    return Attempts(len(every), len({_day(at, zone) for at in every}), every[-1] if every else None)


def next_attempt(attempts: Attempts, now: datetime, zone: str, calendar: Calendar) -> datetime | None:
    """When to try again: later today at another hour, or when only another day counts, as that day begins.

    None where the hours are over for good: then whoever tries says when.
    """
    if attempts.last is not None and attempts.on_another_day and attempts.more == 1:
        tomorrow = _day(attempts.last, zone) + timedelta(days=1)
        midnight = datetime.combine(tomorrow, time(), ZoneInfo(zone)).astimezone(UTC)
        return calendar.reached(max(now, midnight), AFTER_OPENING)
    return calendar.reached(now, PAUSE)


def _day(at: datetime, zone: str) -> date:
    return at.astimezone(ZoneInfo(zone)).date()
