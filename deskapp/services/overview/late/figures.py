"""The figures of the supervisor's view: what tiles count, who holds what, where calls wait, verdicts of the day."""

from collections.abc import Iterable, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy.orm import Session

from deskapp.domain.words import CallState, ClockKind, Verdict
from deskapp.models.base import from_stored, to_stored
from deskapp.models.site import Site
from deskapp.services.calls.lists import Runner
from deskapp.services.calls.rows import OPEN
from deskapp.services.confidential import condition as confidential
from deskapp.services.overview.late import question
from deskapp.services.overview.late.ask import Ask, Tile
from deskapp.services.overview.late.question import NOT_AGREED, OVERDUE, PLACES, SOON
from deskapp.services.overview.late.views import Figures, Holding, TileFigure

#: "4 within 15 min", in microseconds.
_SHORTLY = 15 * 60 * 1_000_000

_OPEN = f"""
SELECT count(*),
       count(*) FILTER (WHERE {OVERDUE}), min(next_due_at) FILTER (WHERE {OVERDUE}),
       count(*) FILTER (WHERE {OVERDUE} AND {{named}}),
       count(*) FILTER (WHERE {SOON}), count(*) FILTER (WHERE {SOON} AND {{named}}),
       count(*) FILTER (WHERE {SOON} AND next_due_at <= ?1 + {_SHORTLY}),
       count(*) FILTER (WHERE {NOT_AGREED}), count(*) FILTER (WHERE {NOT_AGREED} AND {{named}}),
       count(*) FILTER (WHERE {NOT_AGREED} AND call.may_lapse AND NOT {{hidden}})
FROM {question.OPEN_CALLS} WHERE {OPEN}
"""
_MISSED = f"""
WITH {question.MISSED}
SELECT count(*), min(due_at), count(*) FILTER (WHERE {{named}}) FROM missed CROSS JOIN call ON call.id = call_id
"""
_NOT_ACCEPTED = f"""
WITH {question.NOT_ACCEPTED}
SELECT count(*), min(due_at), count(*) FILTER (WHERE {{named}})
FROM not_accepted CROSS JOIN call ON call.id = call_id WHERE NOT {{hidden}}
"""
_NOBODY_YET = f"""
SELECT {question.PLACE}, count(DISTINCT call.id) FROM clock CROSS JOIN call ON call.id = clock.call_id
JOIN escalation ON escalation.id = clock.escalation_id JOIN contact ON contact.id = escalation.contact_id
WHERE clock.due_at IS NOT NULL AND clock.kind = '{ClockKind.ACCEPTANCE}' AND clock.due_at < ?1 AND NOT {{hidden}}
GROUP BY 1 ORDER BY 2 DESC, 1
"""
_WHO = f"""
SELECT staff.id, staff.name, held, late, standing, NOT staff.active FROM (
 SELECT owner_id, count(*) AS held, count(*) FILTER (WHERE {OVERDUE}) AS late, count(paused) AS standing
 FROM {question.OPEN_CALLS} WHERE {OPEN} GROUP BY owner_id
) JOIN staff ON staff.id = owner_id
"""
_WHERE = f"""
WITH {PLACES}
SELECT waits.place_id, waits.name, count(*), count(*) FILTER (WHERE {OVERDUE}), count(call.paused), NOT max(at_work)
FROM (SELECT place.place_id, place.name, max(place.active) AS at_work, call_id FROM escalation
      JOIN place ON place.id = contact_id WHERE ended_at IS NULL GROUP BY place.place_id, call_id) AS waits
CROSS JOIN call ON call.id = waits.call_id WHERE {OPEN} AND NOT {{hidden}} GROUP BY waits.place_id
"""
# Of a day some hundred: by the index of verdicts.
_VERDICTS = f"""
SELECT verdict, count(*) FROM clock CROSS JOIN call ON call.id = clock.call_id
WHERE verdict IS NOT NULL AND stopped_at >= ?1 AND stopped_at <= ?2 AND call.state <> '{CallState.VOID}'
GROUP BY verdict
"""


def read(session: Session, run: Runner, ask: Ask, at: datetime) -> Figures:
    """What the tiles say at an instant, and how much of it is of the names asked for."""
    hidden = confidential.hidden(run.viewer)
    now = (to_stored(at),)
    parts = {"hidden": hidden, "named": question.named(ask, hidden) or "1"}
    every, late, since, their_late, soon, their_soon, shortly, resolved, theirs, may_lapse = next(
        iter(run(_OPEN.format(**parts), now))
    )
    missed = _figure(ask, *next(iter(run(_MISSED.format(**parts), now))))
    waiting = _figure(ask, *next(iter(run(_NOT_ACCEPTED.format(**parts), now))))
    met, stopped = verdicts_today(session, run, at)
    return Figures(
        tiles={
            Tile.OVERDUE: _figure(ask, late, since, their_late),
            Tile.DUE_SOON: _figure(ask, soon, None, their_soon),
            Tile.PROMISES_MISSED: missed,
            Tile.NOT_ACCEPTED: waiting,
            Tile.NOT_AGREED: _figure(ask, resolved, None, theirs),
        },
        open=every,
        within_15=shortly,
        not_accepted=tuple((name, calls) for name, calls in run(_NOBODY_YET.format(**parts), now)),
        may_lapse=may_lapse,
        met_today=met,
        stopped_today=stopped,
    )


def who(run: Runner, at: datetime) -> tuple[Holding, ...]:
    """Who holds open calls."""
    return _in_order(run(_WHO, (to_stored(at),)))


def where(run: Runner, at: datetime) -> tuple[Holding, ...]:
    """Where calls wait that are out with a contact; a call that is out with two waits at both."""
    return _in_order(run(_WHERE.format(hidden=confidential.hidden(run.viewer)), (to_stored(at),)))


def verdicts_today(session: Session, run: Runner, at: datetime) -> tuple[int, int]:
    """Clocks that stopped since midnight at the site: met, and all."""
    zone = ZoneInfo(session.get_one(Site, 1).zone)
    midnight = datetime.combine(at.astimezone(zone).date(), time(), zone)
    found = {str(row[0]): int(row[1]) for row in run(_VERDICTS, (to_stored(midnight), to_stored(at)))}
    return found.get(Verdict.MET, 0), sum(found.values())


def _figure(ask: Ask, calls: int, since: int | None, of_names: int) -> TileFigure:
    return TileFigure(calls, None if since is None else from_stored(since), of_names if ask.names else None)


def _in_order(rows: Iterable[Sequence[Any]]) -> tuple[Holding, ...]:
    """Of whoever left nobody answers for the calls: those come first."""
    held = [Holding(key, name, calls, late, paused, bool(left)) for key, name, calls, late, paused, left in rows]
    return tuple(sorted(held, key=lambda one: (not one.left, -one.late, -one.open, one.name)))
