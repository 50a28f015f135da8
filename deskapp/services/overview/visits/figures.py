"""How many calls are new, solved and newly late since an instant, and which; and the same of each of the last days."""

import json
from bisect import bisect_right
from collections.abc import Sequence
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from deskapp.domain.visits.marks import midnight
from deskapp.domain.visits.trend import DayFigures
from deskapp.models.base import to_stored
from deskapp.services.calls import rows as call_rows
from deskapp.services.calls.lists import runner
from deskapp.services.calls.row import CallRow
from deskapp.services.overview.visits.becoming_late import became_late
from deskapp.services.overview.visits.views import Happened
from deskapp.services.work import Look

#: As the partial indexes have it, word for word; and the column that tells when.
WHEN = {
    Happened.NEW: ("logged_at", "state NOT IN ('void', 'archived')"),
    Happened.SOLVED: ("resolved_at", "state IN ('resolved', 'closed', 'lapsed')"),
}
COUNT = "SELECT count(*) FROM call WHERE {when} >= ? AND {when} <= ? AND {which}"
WHICH = "SELECT id FROM call WHERE {when} >= ? AND {when} <= ? AND {which} ORDER BY {when} DESC, id DESC LIMIT ?"
#: Of each stretch, by its number.
DAYS = """
SELECT day.key, (SELECT count(*) FROM call
                 WHERE {when} >= day.value ->> 0 AND {when} < day.value ->> 1 AND {which})
FROM json_each(?) AS day
"""


def count(look: Look, what: Happened, since: datetime) -> int:
    """How many calls, from an instant until now."""
    if what is Happened.LATE:
        return len({one.call_id for one in became_late(look, since)})
    when, which = WHEN[what]
    span = (to_stored(since), to_stored(look.now))
    return int(runner(look.session)(COUNT.format(when=when, which=which), span)[0][0])


def calls(look: Look, what: Happened, since: datetime, limit: int) -> tuple[CallRow, ...]:
    """Which they are, the newest first; at most so many. Masked where they are not for whoever looks."""
    run = runner(look.session)
    if what is Happened.LATE:
        late = sorted(became_late(look, since), reverse=True)
        ids = list(dict.fromkeys(one.call_id for one in late))[:limit]
    else:
        when, which = WHEN[what]
        span = (to_stored(since), to_stored(look.now))
        ids = [row[0] for row in run(WHICH.format(when=when, which=which), (*span, limit))]
    found = call_rows.where(run, "WHERE call.id IN (SELECT value FROM json_each(?))", (json.dumps(ids),))
    by_id = {row.id: row for row in found}
    return tuple(by_id[call_id] for call_id in ids)


def trend(look: Look, zone: str, days: int) -> tuple[DayFigures, ...]:
    """The figures of the last local days, today's until now the last of them."""
    there = ZoneInfo(zone)
    today = look.now.astimezone(there).date()
    dates = [today - timedelta(days=number) for number in reversed(range(days))]
    begins = [midnight(there, day) for day in dates]
    ends = [*begins[1:], look.now + timedelta(microseconds=1)]
    new, solved = (_of_days(look, what, begins, ends) for what in (Happened.NEW, Happened.SOLVED))
    late: list[set[int]] = [set() for _day in dates]
    for at, call_id in became_late(look, begins[0]):
        late[bisect_right(begins, at) - 1].add(call_id)
    return tuple(DayFigures(day, *figures) for day, *figures in zip(dates, new, solved, map(len, late), strict=True))


def _of_days(look: Look, what: Happened, begins: Sequence[datetime], ends: Sequence[datetime]) -> list[int]:
    when, which = WHEN[what]
    spans = [[to_stored(begin), to_stored(end)] for begin, end in zip(begins, ends, strict=True)]
    rows = runner(look.session)(DAYS.format(when=when, which=which), (json.dumps(spans),))
    found = {int(number): int(calls) for number, calls in rows}
    return [found[number] for number in range(len(spans))]
