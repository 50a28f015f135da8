"""Each running clock of an open call with its due instant, watched for itself.

The call's row repeats only the one that is due first. Here every one is worked out, and remembered: what a
clock's facts came to is asked again only when they change. After a change the calls that changed are read alone.
"""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.alerts import Watched
from deskapp.domain.words import OPEN_STATES, PAUSABLE, CallState, ClockKind
from deskapp.domain.working_time import Calendar
from deskapp.models.base import from_stored
from deskapp.services.rules import Rules

Run = Callable[[str, Sequence[Any]], Sequence[Sequence[Any]]]
#: Kind, start, target, version of the calendar, fixed instant, as they are stored.
RawClock = tuple[str, int, int | None, int | None, int | None]
_Spans = tuple[tuple[int, int | None], ...]
_Rows = Sequence[Sequence[Any]]
#: By call and clock: what it was worked out from, and when it is due and due soon; None: it stands still, or no hours.
_Known = dict[int, dict[int, tuple[tuple[RawClock, _Spans], tuple[datetime, datetime | None] | None]]]

#: As the partial indexes of open calls have it.
_OPEN = f"call.state IN ({', '.join(repr(state.value) for state in OPEN_STATES)})"
_COLUMNS = (
    "clock.id, clock.call_id, call.state, clock.kind, clock.started_at, clock.target, clock.calendar_version_id,"
    " clock.fixed_at"
)
# The unique index of running clocks holds those of the call itself; a call-back's is in the promise, a contact's with
# the escalation, each with an index of the open ones. CROSS JOIN keeps SQLite to that order.
_CLOCKS = f"""
SELECT {_COLUMNS}
FROM call JOIN clock ON clock.call_id = call.id
WHERE {_OPEN} AND clock.stopped_at IS NULL AND clock.escalation_id IS NULL AND clock.promise_id IS NULL
UNION ALL
SELECT {_COLUMNS}
FROM escalation CROSS JOIN clock ON clock.call_id = escalation.call_id AND clock.escalation_id = escalation.id
CROSS JOIN call ON call.id = escalation.call_id
WHERE escalation.ended_at IS NULL AND clock.stopped_at IS NULL AND clock.kind = 'first_word' AND {_OPEN}
"""
_PAUSES = f"""
SELECT pause.call_id, began_at, pause.ended_at FROM call CROSS JOIN pause ON pause.call_id = call.id
WHERE {_OPEN} AND stops_clocks
"""
_DUE = f"due_at, due_at - {sla.SOON_FOR_PROMISES // timedelta(microseconds=1)}"
_PROMISED = f"""
SELECT call.id, {_DUE} FROM promise
JOIN call ON call.id = promise.call_id
WHERE kept_at IS NULL AND moved_at IS NULL AND promise.kind = 'call_back'
"""
_UP_AGAIN = f"SELECT id, back_by FROM call WHERE {_OPEN} AND back_by IS NOT NULL"

# The same of some calls: by their numbers, in the same order.
_SOME = "FROM json_each(?1) AS asked CROSS JOIN"
_CLOCKS_OF = f"""
SELECT {_COLUMNS}
{_SOME} call ON call.id = asked.value
CROSS JOIN clock ON clock.call_id = call.id
LEFT JOIN escalation ON escalation.id = clock.escalation_id
WHERE {_OPEN} AND clock.stopped_at IS NULL AND clock.promise_id IS NULL
AND (clock.escalation_id IS NULL OR (clock.kind = 'first_word' AND escalation.ended_at IS NULL))
"""
_PAUSES_OF = f"""
SELECT pause.call_id, began_at, pause.ended_at {_SOME} call ON call.id = asked.value
CROSS JOIN pause ON pause.call_id = call.id
WHERE {_OPEN} AND stops_clocks
"""
_PROMISED_OF = f"""
SELECT call_id, {_DUE} {_SOME} promise ON promise.call_id = asked.value
WHERE kept_at IS NULL AND moved_at IS NULL AND promise.kind = 'call_back'
"""
_UP_AGAIN_OF = f"SELECT call.id, back_by {_SOME} call ON call.id = asked.value WHERE {_OPEN} AND back_by IS NOT NULL"


class _Queries(NamedTuple):
    """What is read: of clocks, pauses, promised call-backs, and waits."""

    clocks: str
    pauses: str
    promised: str
    up_again: str


_EVERY = _Queries(_CLOCKS, _PAUSES, _PROMISED, _UP_AGAIN)
_CHANGED = _Queries(_CLOCKS_OF, _PAUSES_OF, _PROMISED_OF, _UP_AGAIN_OF)


class Watching:
    """What the clocks of open calls come to; remembered by what it was worked out from."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: _Known = {}

    def now(self, session: Session, run: Run, calls: Collection[int] | None = None) -> tuple[Watched, ...]:
        """Every clock that is to warn: those of open calls, promised call-backs, and when a wait is over.

        calls: only those of these calls, and nothing else is read.
        """
        queries = _EVERY if calls is None else _CHANGED
        parameters = () if calls is None else (json.dumps(sorted(calls)),)
        # What has stopped is forgotten.
        if calls is None:
            known, self._known = self._known, {}
        else:
            known = {call_id: self._known.pop(call_id) for call_id in calls if call_id in self._known}
        return (
            *self._clocks(session, run(queries.clocks, parameters), run(queries.pauses, parameters), known),
            *_promised(run(queries.promised, parameters)),
            *_up_again(run(queries.up_again, parameters)),
        )

    def _clocks(self, session: Session, rows: _Rows, pause_rows: _Rows, known: _Known) -> Iterator[Watched]:
        pauses: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
        for call_id, began, ended in pause_rows:
            pauses[call_id].append((began, ended))
        for number, call_id, state, kind, started, target, version, fixed in rows:
            if kind in PAUSABLE and state == CallState.RESOLVED:
                continue  # Resolved stops them, until the customer has answered.
            asked = (
                (kind, started, target, version, fixed),
                tuple(sorted(pauses.get(call_id, ()), key=itemgetter(0))) if kind in PAUSABLE else (),
            )
            before = known.get(call_id, {}).get(number)
            comes_to = before[1] if before is not None and before[0] == asked else self._worked_out(session, *asked)
            self._known.setdefault(call_id, {})[number] = asked, comes_to
            if comes_to is not None:
                yield Watched(call_id, *comes_to, clock=ClockKind(kind))

    def _worked_out(self, session: Session, raw: RawClock, pauses: _Spans) -> tuple[datetime, datetime | None] | None:
        version = raw[3]
        facts = as_facts(raw, None if version is None else self._rules.calendar(session, version), pauses)
        due = sla.due(facts)
        return None if due is None else (due, sla.warn_at(facts))


def as_facts(raw: RawClock, calendar: Calendar | None, pauses: Iterable[tuple[int, int | None]]) -> sla.ClockFacts:
    """What the domain needs to know of a running clock, from what is stored of it."""
    kind, started, target, _version, fixed = raw
    return sla.ClockFacts(
        kind=ClockKind(kind),
        started=from_stored(started),
        target=None if target is None else timedelta(microseconds=target),
        calendar=calendar,
        fixed=None if fixed is None else from_stored(fixed),
        pauses=tuple((from_stored(begin), None if end is None else from_stored(end)) for begin, end in pauses),
    )


def _promised(rows: _Rows) -> Iterator[Watched]:
    for call_id, due, warn in rows:
        yield Watched(call_id, from_stored(due), from_stored(warn), clock=ClockKind.CALL_BACK)


def _up_again(rows: _Rows) -> Iterator[Watched]:
    for call_id, back_by in rows:
        yield Watched(call_id, None, from_stored(back_by))
