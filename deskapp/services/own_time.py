"""What time it is by the file's own record: a clock that is set forward makes nothing in it older."""

from datetime import UTC, date, datetime

from sqlalchemy.orm import Session

from deskapp.models.base import from_stored

#: On so many different days something was written since: all that is done under a wrong clock in a day is one of them.
_DAYS = 7
_NEWEST_FIRST = "SELECT written_at FROM event ORDER BY id DESC"


def own_time(session: Session, now: datetime) -> datetime:
    """The earliest of the last seven days on which anybody wrote a line, and no later than `now`.

    So it lags behind by a week of work. A desk that has fewer days is as old as its first line.
    """
    days: set[date] = set()
    earliest = now
    for (stored,) in session.connection().exec_driver_sql(_NEWEST_FIRST).yield_per(1000):
        at = from_stored(stored)
        day = at.astimezone(UTC).date()
        if day not in days and len(days) == _DAYS:
            break
        days.add(day)
        earliest = min(earliest, at)
    return earliest
