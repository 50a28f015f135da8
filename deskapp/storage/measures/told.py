"""What the record says of calls, as far as it is counted; read for a few, or call by call for all of them."""

import json
from collections import defaultdict
from collections.abc import Callable, Collection, Iterator, Sequence
from datetime import datetime, timedelta
from functools import lru_cache
from typing import Any
from zoneinfo import ZoneInfo

from deskapp.domain.event_kind import EventKind
from deskapp.domain.measures.facts import REPEATED_WITHIN, Facts, Told, ToldEscalation, facts_of
from deskapp.domain.words import Answer, CallState, ClockKind, EscalationState, Transfer, Verdict
from deskapp.domain.working_time import WEEKDAYS, Calendar
from deskapp.models.base import from_stored

#: Carries out SQL with positional parameters, and gives back rows.
Run = Callable[..., Any]

_WEEK = REPEATED_WITHIN // timedelta(microseconds=1)
_REAL_TIME = Calendar("UTC", {day: [("00:00", "24:00")] for day in WEEKDAYS})

_CALLS = """
SELECT id, state, logged_at, ended_at, resolved_at, cycle, category_id, priority, customer_id, owner_id,
       source IS NOT NULL
FROM call WHERE {these} ORDER BY id
"""
_ESCALATIONS = """
SELECT call.id, escalation.id, escalation.state, made_at, escalation.ended_at, types, contact_id, transfer,
       accepted_at, fixed_at
FROM call JOIN escalation ON escalation.call_id = call.id
WHERE {these} AND call.state <> 'void' ORDER BY escalation.id
"""
#: The rest is told of closed calls alone, here or elsewhere.
_CLOCKS = """
SELECT call.id, kind, verdict, escalation_id, calendar_version_id, target, clock.cycle = call.cycle
FROM call JOIN clock ON clock.call_id = call.id
WHERE {these} AND call.state IN ('closed', 'archived') AND verdict IS NOT NULL ORDER BY clock.id
"""
_PAUSES = """
SELECT call.id, began_at, pause.ended_at FROM call JOIN pause ON pause.call_id = call.id
WHERE {these} AND call.state IN ('closed', 'archived') AND stops_clocks AND pause.ended_at IS NOT NULL
      AND EXISTS (SELECT 1 FROM escalation WHERE call_id = call.id)
ORDER BY began_at
"""
#: The first of each is what was estimated first.
_ESTIMATES = """
SELECT escalation.id, estimate.at, length FROM call JOIN escalation ON escalation.call_id = call.id
JOIN estimate ON estimate.escalation_id = escalation.id
WHERE {these} AND call.state IN ('closed', 'archived') ORDER BY estimate.at DESC, estimate.id DESC
"""
_PROMISES = """
SELECT call.id, due_at, kept_at, moved_at FROM call JOIN promise ON promise.call_id = call.id
WHERE {these} AND call.state = 'closed'
"""
_ANSWERS = """
SELECT call.id, answer FROM call JOIN agreement ON agreement.call_id = call.id AND agreement.cycle = call.cycle
WHERE {these} AND call.state = 'closed' ORDER BY agreement.id DESC
"""
_SCORES = """
SELECT call.id, score FROM call JOIN satisfaction ON satisfaction.call_id = call.id AND satisfaction.cycle = call.cycle
WHERE {these} AND call.state = 'closed'
"""
#: How often the customer was spoken with until it was solved; a call by phone that is answered at once is the first.
_SPOKEN = f"""
SELECT call.id, count(*) FROM call JOIN event ON event.call_id = call.id
WHERE {{these}} AND call.state = 'closed' AND call.cycle = 1 AND call.source IS NULL AND event.at <= call.resolved_at
      AND (kind IN ('{EventKind.CUSTOMER_TOLD}', '{EventKind.PROMISE_KEPT}', '{EventKind.NOT_AGREED}')
           OR (kind = '{EventKind.LOGGED}' AND becomes = '{CallState.OPEN}'))
GROUP BY call.id
"""
_REOPENED = f"""
SELECT call.id, max(event.at) FROM call JOIN event ON event.call_id = call.id
WHERE {{these}} AND call.state = 'closed' AND call.cycle > 1 AND kind = '{EventKind.REOPENED}' GROUP BY call.id
"""
_CONTACTS = f"""
SELECT call.id, other.logged_at FROM call JOIN escalation ON escalation.call_id = call.id
JOIN call AS other ON other.customer_id = call.customer_id
     AND other.logged_at > escalation.ended_at AND other.logged_at <= escalation.ended_at + {_WEEK}
WHERE {{these}} AND call.state = 'closed' AND other.id <> call.id AND other.state NOT IN ('void', 'archived')
"""
_VERSION = "SELECT spec FROM calendar_version WHERE id = ?"
#: The desk's own hours as they were at an instant; before the first of them, those.
_DESK_HOURS = """
SELECT id FROM calendar_version WHERE calendar_id = (SELECT min(id) FROM calendar)
ORDER BY made_at <= ? DESC, CASE WHEN made_at <= ? THEN -number ELSE number END LIMIT 1
"""

ONE = "call.id = ?"
BY_ID = "call.id IN (SELECT value FROM json_each(?))"
BETWEEN = "call.id BETWEEN ? AND ?"


def zone_of(run: Run) -> ZoneInfo:
    """The site's time zone: by its calendar days are told."""
    return ZoneInfo(next(iter(run("SELECT zone FROM site", ())))[0])


def facts(run: Run, zone: ZoneInfo, these: str, values: Sequence[Any]) -> Iterator[Facts]:
    """What these calls count for, by their ids; these: `ONE`, `BY_ID` or `BETWEEN`."""
    for told in _Record(run, these, values).calls():
        yield facts_of(told, lambda at: at.astimezone(zone).toordinal())


def by_id(ids: Collection[int]) -> tuple[str, tuple[Any, ...]]:
    """The condition that a call is one of these, and its values."""
    return (ONE, tuple(ids)) if len(ids) == 1 else (BY_ID, (json.dumps(sorted(ids)),))


class _Record:
    """The rows of some calls, read table by table; of what is told of closed calls only where one is among them."""

    def __init__(self, run: Run, these: str, values: Sequence[Any]) -> None:
        self._run, self._these, self._values = run, these, values
        self._calls = self._rows(_CALLS)
        self._escalations = self._by_call(_ESCALATIONS)
        closed = any(row[1] in ("closed", "archived") for row in self._calls)
        self._clocks, self._promises = (self._by_call(sql) if closed else {} for sql in (_CLOCKS, _PROMISES))
        self._answers, self._scores, self._spoken, self._reopened = (
            dict(self._rows(sql)) if closed else {} for sql in (_ANSWERS, _SCORES, _SPOKEN, _REOPENED)
        )
        of_escalated = closed and bool(self._escalations)
        self._pauses, self._contacts = (self._by_call(sql) if of_escalated else {} for sql in (_PAUSES, _CONTACTS))
        self._estimates = {row[0]: (row[1], row[2]) for row in self._rows(_ESTIMATES)} if of_escalated else {}

    def calls(self) -> Iterator[Told]:
        for row in self._calls:
            call_id, state, logged, ended, resolved, cycle, category, priority, customer, owner, imported = row
            clocks = self._clocks.get(call_id, ())
            logged_at = from_stored(logged)
            reopened = self._reopened.get(call_id)
            yield Told(
                call_id,
                CallState(state),
                logged_at,
                _instant(ended),
                _instant(resolved),
                logged_at if reopened is None else from_stored(reopened),
                cycle,
                category,
                priority,
                customer,
                owner,
                bool(imported),
                self._spoken.get(call_id, 0),
                Answer(self._answers[call_id]) if call_id in self._answers else None,
                self._scores.get(call_id),
                [self._escalation(one, clocks) for one in self._escalations.get(call_id, ())],
                [(ClockKind(kind), Verdict(verdict)) for _id, kind, verdict, *_rest in clocks],
                [
                    (from_stored(due), _instant(kept), _instant(moved))
                    for _id, due, kept, moved in self._promises.get(call_id, ())
                ],
                [from_stored(at) for _id, at in self._contacts.get(call_id, ())],
                self._working(call_id, logged, clocks),
            )

    def _escalation(self, row: Sequence[Any], clocks: Sequence[Sequence[Any]]) -> ToldEscalation:
        _call, number, state, made, ended, types, contact, transfer, accepted, fixed = row
        own = {
            kind: (verdict, version, target)
            for _c, kind, verdict, whose, version, target, _now in clocks
            if whose == number
        }
        acceptance, first_word = own.get("acceptance"), own.get("first_word")
        made_at = from_stored(made)
        accept = target = estimated = taken = None
        hours = _REAL_TIME if acceptance is None else self._calendar(acceptance[1])
        if acceptance is not None and accepted is not None:
            accept = hours.elapsed(made_at, from_stored(accepted))
            target = None if acceptance[2] is None else timedelta(microseconds=acceptance[2])
        said = self._estimates.get(number)
        if said is not None and state == EscalationState.RETURNED and contact is not None:
            estimated = timedelta(microseconds=said[1])
            taken = hours.elapsed(from_stored(said[0]), from_stored(ended if fixed is None else fixed))
        return ToldEscalation(
            number,
            EscalationState(state),
            made_at,
            _instant(ended),
            json.loads(types),
            contact,
            None if transfer is None else Transfer(transfer),
            accepted is not None,
            None if acceptance is None else Verdict(acceptance[0]),
            None if first_word is None else Verdict(first_word[0]),
            accept,
            target,
            estimated,
            taken,
        )

    def _working(
        self, call_id: int, logged: int, clocks: Sequence[Sequence[Any]]
    ) -> Callable[[datetime, datetime], timedelta]:
        """By the hours of its resolution clock; where it had none, by the desk's own of then."""

        def working(begin: datetime, end: datetime) -> timedelta:
            versions = [row[4] for row in clocks if row[1] == "resolution" and row[6]]
            version = versions[-1] if versions else next(iter(self._run(_DESK_HOURS, (logged, logged))))[0]
            pauses = [(from_stored(began), from_stored(ended)) for _id, began, ended in self._pauses.get(call_id, ())]
            return self._calendar(version).elapsed(begin, end, pauses)

        return working

    def _calendar(self, version: int | None) -> Calendar:
        if version is None:
            return _REAL_TIME
        return _calendar(next(iter(self._run(_VERSION, (version,))))[0])

    def _rows(self, sql: str) -> list[Any]:
        return list(self._run(sql.format(these=self._these), self._values))

    def _by_call(self, sql: str) -> dict[int, list[Any]]:
        found: dict[int, list[Any]] = defaultdict(list)
        for row in self._rows(sql):
            found[row[0]].append(row)
        return found


@lru_cache(maxsize=64)
def _calendar(spec: str) -> Calendar:
    """By what it says: versions never change, but the next desk has others of the same ids."""
    return Calendar.from_dict(json.loads(spec))


def _instant(value: int | None) -> datetime | None:
    return None if value is None else from_stored(value)
