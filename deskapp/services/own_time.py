"""What time it is by the file's own record: a clock that is set forward makes nothing in it older."""

from datetime import datetime

from sqlalchemy.orm import Session

from deskapp.models.base import from_stored

#: On so many different days something was written since: all that is done under a wrong clock in a day is one of them.
_DAYS = 7
#: Days of UTC on which the newest lines were written, with the first instant of each, the last day first.
_NEWEST = """
SELECT min(written_at) FROM (SELECT id, written_at FROM event ORDER BY id DESC LIMIT ?)
GROUP BY written_at / 86400000000 ORDER BY max(id) DESC
"""
_LAST = "SELECT coalesce(max(id), 0) FROM event"


def own_time(session: Session, now: datetime) -> datetime:
    """The earliest of the last seven days on which anybody wrote a line, and no later than `now`.

    So it lags behind by a week of work. A desk that has fewer days is as old as its first line.
    """
    run = session.connection().exec_driver_sql
    (last,) = run(_LAST).one()
    lines = 1000
    while True:
        found = [row[0] for row in run(_NEWEST, (lines,))]
        # The first day of those that were read may have begun before.
        if len(found) > _DAYS or lines >= last:
            return min((now, *map(from_stored, found[:_DAYS])))
        lines *= 8
