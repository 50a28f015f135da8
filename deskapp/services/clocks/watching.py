"""Each running clock of an open call with its due instant, watched for itself.

The call's row repeats only the one that is due first. Here every one is worked out, and remembered: what a
clock's facts came to is asked again only when they change.
"""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from operator import itemgetter
from typing import Any

from sqlalchemy.orm import Session

from deskapp.domain import sla
from deskapp.domain.alerts import Watched
from deskapp.domain.words import OPEN_STATES, PAUSABLE, CallState, ClockKind
from deskapp.models.base import from_stored
from deskapp.services.rules import Rules

Run = Callable[[str, Sequence[Any]], Sequence[Sequence[Any]]]
_Raw = tuple[str, int, int | None, int | None, int | None]
_Spans = tuple[tuple[int, int | None], ...]

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
_PROMISED = f"""
SELECT call.id, due_at, due_at - {sla.SOON_FOR_PROMISES // timedelta(microseconds=1)} FROM promise
JOIN call ON call.id = promise.call_id
WHERE kept_at IS NULL AND moved_at IS NULL AND promise.kind = 'call_back'
"""
_UP_AGAIN = f"SELECT id, back_by FROM call WHERE {_OPEN} AND back_by IS NOT NULL"


class Watching:
    """What the clocks of open calls come to; remembered by what it was worked out from."""

    def __init__(self, rules: Rules) -> None:
        self._rules = rules
        self._known: dict[int, tuple[tuple[_Raw, _Spans], tuple[datetime, datetime | None] | None]] = {}

    def now(self, session: Session, run: Run) -> tuple[Watched, ...]:
        """Every clock that is to warn: those of open calls, promised call-backs, and when a wait is over."""
        return (*self._clocks(session, run), *_promised(run), *_up_again(run))

    def _clocks(self, session: Session, run: Run) -> Iterator[Watched]:
        pauses: dict[int, list[tuple[int, int | None]]] = defaultdict(list)
        for call_id, began, ended in run(_PAUSES, ()):
            pauses[call_id].append((began, ended))
        known, self._known = self._known, {}
        for number, call_id, state, kind, started, target, version, fixed in run(_CLOCKS, ()):
            if kind in PAUSABLE and state == CallState.RESOLVED:
                continue  # Resolved stops them, until the customer has answered.
            asked = (
                (kind, started, target, version, fixed),
                tuple(sorted(pauses.get(call_id, ()), key=itemgetter(0))) if kind in PAUSABLE else (),
            )
            before = known.get(number)
            comes_to = before[1] if before is not None and before[0] == asked else self._worked_out(session, *asked)
            self._known[number] = asked, comes_to
            if comes_to is not None:
                yield Watched(call_id, *comes_to, clock=ClockKind(kind))

    def _worked_out(self, session: Session, raw: _Raw, pauses: _Spans) -> tuple[datetime, datetime | None] | None:
        kind, started, target, version, fixed = raw
        facts = sla.ClockFacts(
            kind=ClockKind(kind),
            started=from_stored(started),
            target=None if target is None else timedelta(microseconds=target),
            calendar=None if version is None else self._rules.calendar(session, version),
            fixed=None if fixed is None else from_stored(fixed),
            pauses=tuple((from_stored(begin), None if end is None else from_stored(end)) for begin, end in pauses),
        )
        due = sla.due(facts)
        return None if due is None else (due, sla.warn_at(facts))


def _promised(run: Run) -> Iterator[Watched]:
    for call_id, due, warn in run(_PROMISED, ()):
        yield Watched(call_id, from_stored(due), from_stored(warn), clock=ClockKind.CALL_BACK)


def _up_again(run: Run) -> Iterator[Watched]:
    for call_id, back_by in run(_UP_AGAIN, ()):
        yield Watched(call_id, None, from_stored(back_by))
