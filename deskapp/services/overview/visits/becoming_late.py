"""When clocks that count became late in a stretch that ends now, from the record: by indexes of what ran out in it.

A running clock keeps its due instant, a stopped one by how much it was missed. What neither tells is worked out: a
clock that promised something else before, and one that stands since its call was resolved.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from operator import itemgetter
from typing import Any, NamedTuple

from deskapp.domain import sla
from deskapp.domain.words import OVERDUE_KINDS, PAUSABLE, ClockKind
from deskapp.models.base import from_stored, to_stored
from deskapp.services.calls.lists import Runner, runner
from deskapp.services.work import Look

_KINDS = ", ".join(f"'{kind}'" for kind in OVERDUE_KINDS)
_PAUSABLE = ", ".join(f"'{kind}'" for kind in PAUSABLE)
#: A call that is over is not late; what was promised for after its close can be.
_COUNTS = "call.state <> 'void' AND (call.ended_at IS NULL OR {due} < call.ended_at)"

#: (when it was due, call, clock) of those that run.
RUNNING = f"""
SELECT clock.due_at, clock.call_id, clock.id FROM clock JOIN call ON call.id = clock.call_id
WHERE clock.due_at IS NOT NULL AND clock.kind IN ({_KINDS}) AND clock.due_at >= ?1 AND clock.due_at < ?2
AND {_COUNTS.format(due="clock.due_at")}
"""
#: Of those that have stopped: none stops before it is missed.
STOPPED = f"""
SELECT clock.stopped_at + clock.margin, clock.call_id, clock.id FROM clock JOIN call ON call.id = clock.call_id
WHERE clock.verdict IS NOT NULL AND clock.stopped_at >= ?1 AND clock.verdict = 'missed' AND clock.kind IN ({_KINDS})
AND clock.stopped_at + clock.margin >= ?1 AND clock.stopped_at + clock.margin < ?2
AND {_COUNTS.format(due="clock.stopped_at + clock.margin")}
"""
#: The clocks that are to be worked out. UNION would have SQLite walk the table of changes in the order of clocks.
OTHERS = f"""
SELECT clock_change.clock_id FROM clock_change WHERE clock_change.until >= ?1
UNION ALL
SELECT clock.id FROM call CROSS JOIN clock ON clock.call_id = call.id
WHERE call.resolved_at >= ?1 AND call.state IN ('resolved', 'closed', 'lapsed') AND call.state = 'resolved'
AND clock.stopped_at IS NULL AND clock.escalation_id IS NULL AND clock.promise_id IS NULL
AND clock.kind IN ({_PAUSABLE})
"""
_CLOCKS = f"""
SELECT clock.id, clock.call_id, clock.kind, clock.started_at, clock.target, clock.calendar_version_id, clock.fixed_at,
       clock.stopped_at, CASE WHEN call.state = 'resolved' THEN call.resolved_at END, call.ended_at
FROM json_each(?1) AS asked CROSS JOIN clock ON clock.id = asked.value CROSS JOIN call ON call.id = clock.call_id
WHERE clock.kind IN ({_KINDS}) AND call.state <> 'void' AND (clock.stopped_at IS NULL OR clock.verdict IS NOT NULL)
"""
_CHANGES = """
SELECT clock_id, until, target, calendar_version_id, fixed_at
FROM json_each(?1) AS asked CROSS JOIN clock_change ON clock_change.clock_id = asked.value
WHERE until >= ?2 ORDER BY clock_id, until, clock_change.id
"""
_PAUSES = """
SELECT call_id, began_at, pause.ended_at FROM json_each(?1) AS asked CROSS JOIN pause ON pause.call_id = asked.value
WHERE stops_clocks ORDER BY call_id, began_at
"""

_Rows = Mapping[int, Sequence[Sequence[Any]]]


class BecameLate(NamedTuple):
    at: datetime
    call_id: int


def became_late(look: Look, since: datetime) -> list[BecameLate]:
    """Every time a clock that counts became late, from an instant until now; of one call perhaps several."""
    run, begin, now = runner(look.session), to_stored(since), to_stored(look.now)
    others = {row[0] for row in run(OTHERS, (begin,))}
    told = [*run(RUNNING, (begin, now)), *run(STOPPED, (begin, now))]
    found = [BecameLate(from_stored(at), call_id) for at, call_id, clock_id in told if clock_id not in others]
    return [*found, *(one for one in _worked_out(look, run, sorted(others), begin) if since <= one.at < look.now)]


class _Terms(NamedTuple):
    """What a clock promised until an instant."""

    until: datetime
    target: timedelta | None
    version: int | None
    fixed: datetime | None


def _worked_out(look: Look, run: Runner, clock_ids: Sequence[int], begin: int) -> Iterator[BecameLate]:
    rows = run(_CLOCKS, (json.dumps(clock_ids),))
    changes = _by_first(run(_CHANGES, (json.dumps(sorted(row[0] for row in rows)), begin)))
    pauses = _by_first(run(_PAUSES, (json.dumps(sorted({row[1] for row in rows})),)))
    for clock_id, call_id, kind, started, *terms, stopped, resolved, ended in rows:
        # Resolved, a clock that a pause stops grows no later, until the customer has answered.
        ends = [end for end in (stopped, ended, resolved if kind in PAUSABLE else None) if end is not None]
        over = min([from_stored(end) for end in ends], default=look.now)
        promised = [_terms(from_stored(until), *were) for _id, until, *were in changes.get(clock_id, ())]
        promised.append(_terms(max(over, *(one.until for one in promised), from_stored(started)), *terms))
        spans = pauses.get(call_id, ()) if kind in PAUSABLE else ()
        for at in _edges(look, ClockKind(kind), from_stored(started), promised, spans):
            if at < over:
                yield BecameLate(at, call_id)


def _edges(
    look: Look, kind: ClockKind, started: datetime, promised: Sequence[_Terms], pauses: Sequence[Sequence[Any]]
) -> Iterator[datetime]:
    """When a clock became late, by what it promised from one change to the next."""
    begun, was_late = started, False
    for terms in promised:
        due = sla.due(
            sla.ClockFacts(
                kind=kind,
                started=started,
                target=terms.target,
                calendar=None if terms.version is None else look.rules.calendar(look.session, terms.version),
                fixed=terms.fixed,
                pauses=tuple(_until(terms.until, pauses)),
            )
        )
        is_late = due is not None and due < terms.until
        # One that was late by what it promised before, and is by this, did not become late by the change.
        if due is not None and is_late and (due >= begun or not was_late):
            yield max(due, begun)
        begun, was_late = terms.until, is_late


def _until(end: datetime, pauses: Sequence[Sequence[Any]]) -> Iterator[tuple[datetime, datetime | None]]:
    """The pauses as they stood at an instant: one that ended later was open."""
    for _call, began, ended in pauses:
        if from_stored(began) < end:
            over = None if ended is None else from_stored(ended)
            yield from_stored(began), None if over is None or over > end else over


def _terms(until: datetime, target: int | None, version: int | None, fixed: int | None) -> _Terms:
    length = None if target is None else timedelta(microseconds=target)
    return _Terms(until, length, version, None if fixed is None else from_stored(fixed))


def _by_first(rows: Sequence[Sequence[Any]]) -> _Rows:
    return {key: list(some) for key, some in groupby(rows, key=itemgetter(0))}
