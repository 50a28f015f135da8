"""The record of some months as the laws want it: from the tables of measures and by indexes, never all calls."""

import json
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from sqlalchemy import select

from deskapp.domain.findings.record import About, Asked, Handed, LateUpdate, Passed, Record, Updates
from deskapp.domain.measures.facts import OF_ESTIMATE, flag
from deskapp.domain.measures.kinds import Measure
from deskapp.domain.measures.periods import Period
from deskapp.domain.words import ApprovalKind, ApprovalState, Level, Priority
from deskapp.models.approvals import AuthorityLimit
from deskapp.models.base import from_stored, to_stored
from deskapp.models.site import Site
from deskapp.services.rules import desk_calendar
from deskapp.services.work import Look

LOGGED = """
SELECT day, category_id, sum(logged) FROM measured_day
WHERE day BETWEEN ? AND ? AND category_id >= 0 GROUP BY day, category_id
"""
PASSED = """
SELECT measured_escalation.call_id, logged_day, category_id, triggers
FROM measured_escalation JOIN escalation ON escalation.id = escalation_id WHERE logged_day BETWEEN ? AND ?
"""
HANDED = """
SELECT call_id, over_day, contact_id, in_time, ratio FROM measured_escalation
WHERE over_day BETWEEN ? AND ? AND contact_id IS NOT NULL
"""
UPDATES = """
SELECT over_day, priority, sum((flags & ?1) <> 0), count(*) FROM measured_call
WHERE over_day BETWEEN ?2 AND ?3 AND (flags & ?4) <> 0 GROUP BY over_day, priority
"""
#: Whether a contact had the call while the update that came late was due.
LATE = """
SELECT call_id, priority, EXISTS (
    SELECT 1 FROM clock JOIN escalation ON escalation.call_id = clock.call_id
    WHERE clock.call_id = measured_call.call_id AND kind = 'update' AND verdict = 'missed'
      AND escalation.contact_id IS NOT NULL AND made_at < stopped_at
      AND (escalation.ended_at IS NULL OR escalation.ended_at > started_at))
FROM measured_call WHERE over_day BETWEEN ? AND ? AND (flags & ?) <> 0
"""
ASKED = """
SELECT call_id, asked_at, kind, amount, currency, approval.state, decided_at
FROM approval JOIN call ON call.id = call_id
WHERE asked_at >= ? AND asked_at < ? AND amount IS NOT NULL AND approval.state <> 'withdrawn'
  AND call.state NOT IN ('void', 'archived')
"""
#: Of what calls of the month are about, all calls of the months before; a thing that is needed but once is left out.
THINGS = """
SELECT id, logged_at, equipment_id, coalesce(category_id, 0) FROM call
WHERE equipment_id IN (
    SELECT equipment_id FROM call WHERE logged_at >= ?1 AND logged_at < ?2 AND state NOT IN ('void', 'archived')
    AND equipment_id IS NOT NULL)
  AND equipment_id IS NOT NULL AND logged_at >= ?3 AND logged_at < ?2 AND state NOT IN ('void', 'archived')
"""
CUSTOMERS = """
SELECT id, logged_at, customer_id, category_id FROM call
WHERE customer_id IN (
    SELECT customer_id FROM call WHERE logged_at >= ?1 AND logged_at < ?2 AND state NOT IN ('void', 'archived')
    GROUP BY customer_id HAVING count(*) > 1)
  AND logged_at >= ?3 AND logged_at < ?2 AND state NOT IN ('void', 'archived') AND category_id IS NOT NULL
"""
_UPDATE, _LATE_UPDATE = flag(Measure.CLOCK_UPDATE), flag(Measure.CLOCK_UPDATE, rest=True)


def record(look: Look, months: Sequence[Period]) -> Record:
    """What happened in these months, the oldest first."""
    zone = ZoneInfo(look.session.get_one(Site, 1).zone)
    run = look.session.connection().exec_driver_sql
    of_day = {day: place for place, month in enumerate(months) for day in _ordinals(month)}
    first, last = months[0].first.toordinal(), months[-1].last.toordinal()
    began = to_stored(months[0].instants(zone)[0])
    month_began, ended = map(to_stored, months[-1].instants(zone))
    return Record(
        logged=_logged(run(LOGGED, (first, last)), of_day, len(months)),
        passed=tuple(_passed(run(PASSED, (first, last)), of_day)),
        handed=tuple(
            Handed(call_id, of_day[day], contact, None if in_time is None else bool(in_time), _ratio(ratio))
            for call_id, day, contact, in_time, ratio in run(HANDED, (first, last))
        ),
        updates=_updates(run(UPDATES, (_LATE_UPDATE, first, last, _UPDATE | _LATE_UPDATE)), of_day, len(months)),
        late=tuple(
            LateUpdate(call_id, Priority(priority), bool(out))
            for call_id, priority, out in run(LATE, (months[-1].first.toordinal(), last, _LATE_UPDATE))
        ),
        asked=tuple(_asked(look, run(ASKED, (began, ended)), of_day, zone)),
        limits={
            row.kind: row.amount
            for row in look.session.scalars(select(AuthorityLimit).where(AuthorityLimit.level == Level.AGENT))
            if row.amount is not None
        },
        on_things=tuple(_about(run(THINGS, (month_began, ended, began)), of_day, zone)),
        of_customers=tuple(_about(run(CUSTOMERS, (month_began, ended, began)), of_day, zone)),
    )


def _ordinals(month: Period) -> range:
    return range(month.first.toordinal(), month.last.toordinal() + 1)


def _logged(rows: Any, of_day: dict[int, int], months: int) -> tuple[dict[int, int], ...]:
    found: list[dict[int, int]] = [defaultdict(int) for _ in range(months)]
    for day, category_id, logged in rows:
        found[of_day[day]][category_id] += logged
    return tuple(dict(one) for one in found)


def _passed(rows: Any, of_day: dict[int, int]) -> Iterator[Passed]:
    calls: dict[int, tuple[int, int, set[str]]] = {}
    for call_id, day, category_id, triggers in rows:
        known = calls.setdefault(call_id, (of_day[day], category_id, set()))
        known[2].update(code for code, *_reason in json.loads(triggers))
    for call_id, (month, category_id, codes) in calls.items():
        yield Passed(call_id, month, category_id, frozenset(codes))


def _ratio(thousandths: int | None) -> float | None:
    return None if thousandths is None else thousandths / OF_ESTIMATE


def _updates(rows: Any, of_day: dict[int, int], months: int) -> tuple[dict[Priority, Updates], ...]:
    found: list[dict[Priority, Updates]] = [{} for _ in range(months)]
    for day, priority, late, of in rows:
        month = found[of_day[day]]
        known = month.get(Priority(priority), Updates(0, 0))
        month[Priority(priority)] = Updates(known.late + late, known.of + of)
    return tuple(found)


def _asked(look: Look, rows: Any, of_day: dict[int, int], zone: ZoneInfo) -> Iterator[Asked]:
    hours = look.rules.calendar(look.session, desk_calendar(look.session)[1].id)
    currency = look.session.get_one(Site, 1).currency
    for call_id, asked_at, kind, amount, asked_in, state, decided_at in rows:
        if asked_in != currency:
            continue  # amounts of two currencies are not put together
        month = of_day.get(_day(asked_at, zone).toordinal())
        if month is not None:
            decided = state in (ApprovalState.GRANTED, ApprovalState.REFUSED)
            waited = hours.elapsed(from_stored(asked_at), from_stored(decided_at)) if decided and decided_at else None
            granted = state == ApprovalState.GRANTED if decided else None
            yield Asked(call_id, month, ApprovalKind(kind), amount, asked_in, granted, waited)


def _about(rows: Any, of_day: dict[int, int], zone: ZoneInfo) -> Iterator[About]:
    for call_id, logged_at, subject_id, category_id in rows:
        month = of_day.get(_day(logged_at, zone).toordinal())
        if month is not None:
            yield About(call_id, month, subject_id, category_id)


def _day(stored: int, zone: ZoneInfo) -> date:
    at: datetime = from_stored(stored)
    return at.astimezone(zone).date()
