"""When the calls of the demo's year came: months of the calendar back from the opening, in the desk's hours."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from deskapp.domain.data_class import dataclass
from deskapp.domain.working_time import Calendar
from deskapp.services.demo.cases import Case
from deskapp.services.history.instants import WEEKDAYS, days_of, spread

_DAY, _AN_HOUR = timedelta(days=1), timedelta(hours=1)
#: So many instants are looked at for a call that takes longer.
_TRIES = 3


@dataclass(frozen=True)
class Stretch:
    """Local days from the first to the last; nothing of it happens at or after `until`."""

    first: date
    last: date
    until: datetime


def back(now: datetime, zone: str, count: int) -> list[Stretch]:
    """The present month as far as it is over, and so many whole ones before it, the newest first."""
    here = ZoneInfo(zone)
    day = now.astimezone(here).date()
    found = [Stretch(day.replace(day=1), day, now)]
    for _month in range(count):
        end = found[-1].first
        midnight = datetime.combine(end, time(), here).astimezone(UTC)
        last = end - _DAY
        found.append(Stretch(last.replace(day=1), last, min(now, midnight)))
    return found


def put_in(cases: list[Case], stretch: Stretch, calendar: Calendar, chance: Random) -> bool:
    """Give cases their instants, so that each is over before the stretch is; whether it has any hours.

    Fewer come at weekends.
    """
    days = [
        (spans, WEEKDAYS[day.weekday()] * part)
        for day, spans, part in days_of(calendar, stretch.first, stretch.last, stretch.until)
    ]
    if not days:
        return False
    free = [at for day in spread(days, len(cases), chance) for at in day]
    # Those that take longest choose first, from what leaves them time enough.
    for case in sorted(cases, key=lambda one: one.needs, reverse=True):
        fitting = _fitting(free, calendar, stretch.until, case.needs)
        drawn = {int(chance.random() * fitting) for _try in range(_TRIES if case.takes > _AN_HOUR else 1)}
        # Whatever can be solved on the same day mostly is.
        best = min(sorted(drawn), key=lambda place: calendar.due(free[place], case.takes) - free[place])
        case.at = free.pop(best)
    return True


def _fitting(free: Sequence[datetime], calendar: Calendar, until: datetime, needs: timedelta) -> int:
    """How many of the instants, the first ones, have so much working time before the end; one at least."""
    low, high = 0, len(free)
    while low < high:
        middle = (low + high) // 2
        if calendar.elapsed(free[middle], until) >= needs:
            low = middle + 1
        else:
            high = middle
    return max(1, low)
