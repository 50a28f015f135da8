"""What is due to go by its age: found by how long ago it had its last word, with what keeps it all the same."""

import json
from calendar import monthrange
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import RetentionKind
from deskapp.models.base import from_stored, to_stored
from deskapp.models.site import Draft, Staff
from deskapp.services.erasure import held, typed
from deskapp.services.erasure.whose import Names, Whose
from deskapp.services.retention.views import DueItem, DueView
from deskapp.services.texts import reference

#: Lines that say of a call only what became of its words.
_NO_WORD = (EventKind.RETENTION, EventKind.HELD, EventKind.HOLD_ENDED)
_IS_HELD = """
(call.customer_id IN (SELECT value FROM json_each(:held))
 OR EXISTS (SELECT 1 FROM retention_hold WHERE call_id = call.id AND ended_at IS NULL))
"""
_IS_DISPUTED = "(SELECT answer FROM agreement WHERE call_id = call.id ORDER BY id DESC LIMIT 1) IS 'no'"
_IS_UNFINISHED = """
(EXISTS (SELECT 1 FROM promise WHERE call_id = call.id AND kept_at IS NULL AND moved_at IS NULL)
 OR EXISTS (SELECT 1 FROM escalation WHERE call_id = call.id AND ended_at IS NULL)
 OR EXISTS (SELECT 1 FROM approval WHERE call_id = call.id
            AND (state = 'asked' OR (means = 'phone' AND confirmed_at IS NULL)))
 OR EXISTS (SELECT 1 FROM update_request WHERE call_id = call.id AND ended_at IS NULL)
 OR EXISTS (SELECT 1 FROM incident_call JOIN incident ON incident.id = incident_id
            WHERE call_id = call.id AND left_at IS NULL AND over_at IS NULL))
"""
_WHY = (
    f"CASE WHEN {_IS_HELD} THEN 'held' WHEN {_IS_DISPUTED} THEN 'disputed' WHEN {_IS_UNFINISHED} THEN 'unfinished' END"
)
#: Calls that are over, had their last word by then, and still say something.
_OLD_CALLS = f"""
FROM call JOIN customer ON customer.id = call.customer_id
WHERE call.state NOT IN ('new', 'open', 'waiting', 'resolved')
  AND max(call.logged_at, coalesce(call.resolved_at, 0), coalesce(call.ended_at, 0)) <= :until
  AND customer.erasure_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM event WHERE event.call_id = call.id AND event.at > :until
                  AND event.kind NOT IN ({", ".join(f"'{kind}'" for kind in _NO_WORD)}))
"""
_SINCE = "max(call.logged_at, coalesce(call.resolved_at, 0), coalesce(call.ended_at, 0))"
#: What of a call is there to go.
_STILL: Mapping[RetentionKind, str] = {
    RetentionKind.WORDS: "NOT EXISTS (SELECT 1 FROM erased_call WHERE erased_call.call_id = call.id)",
    RetentionKind.FILES: "EXISTS (SELECT 1 FROM attachment WHERE call_id = call.id AND content_id IS NOT NULL)",
    RetentionKind.PAPERS: """EXISTS (
        SELECT 1 FROM event JOIN event_words ON event_words.event_id = event.id
        WHERE event.call_id = call.id AND event.kind IN ('sheet', 'call_sheet') AND event_words.erasure_id IS NULL)""",
}
#: When something was last said of a customer's own record, or of a thing or person of theirs.
_TOLD = """
WITH told AS (
    SELECT json_extract(words, '$.id') AS customer_id, event.at AS at
    FROM event JOIN event_words ON event_words.event_id = event.id
    WHERE event.call_id IS NULL AND kind IN (SELECT value FROM json_each(:record))
    UNION ALL
    SELECT json_extract(words, '$.other_id'), event.at FROM event JOIN event_words ON event_words.event_id = event.id
    WHERE event.call_id IS NULL AND kind IN (SELECT value FROM json_each(:record))
    UNION ALL
    SELECT json_extract(words, '$.customer_id'), event.at FROM event JOIN event_words ON event_words.event_id = event.id
    WHERE event.call_id IS NULL AND kind IN (SELECT value FROM json_each(:things))),
last AS (SELECT customer_id, max(at) AS at FROM told WHERE customer_id IS NOT NULL GROUP BY customer_id),
"""
#: Customers of whom no call says anything; of whom nobody knows since when they are there, is none.
_OLD_CUSTOMERS = f"""
{_TOLD}
old AS (
    SELECT customer.id AS id, customer.name AS name, customer.organisation AS said, max(
        coalesce((SELECT at FROM last WHERE customer_id = customer.id), 0),
        coalesce((SELECT max({_SINCE}) FROM call WHERE call.customer_id = customer.id), 0),
        coalesce((SELECT max(at) FROM last JOIN customer AS gone ON gone.id = last.customer_id
                  WHERE gone.merged_into_id = customer.id), 0)) AS since
    FROM customer
    WHERE customer.erasure_id IS NULL AND customer.merged_into_id IS NULL
      AND NOT EXISTS (SELECT 1 FROM call WHERE call.customer_id = customer.id
                      AND NOT EXISTS (SELECT 1 FROM erased_call WHERE erased_call.call_id = call.id)))
"""
_IS_HELD_CUSTOMER = """
(old.id IN (SELECT value FROM json_each(:held))
 OR EXISTS (SELECT 1 FROM call JOIN retention_hold ON call_id = call.id AND retention_hold.ended_at IS NULL
            WHERE call.customer_id = old.id))
"""
_THESE = "SELECT value FROM json_each(:some)"
#: Of whom nothing was said since, and who have no call that says anything.
_CUSTOMERS_STILL = f"""
SELECT old.id FROM customer AS old WHERE old.id IN ({_THESE}) AND old.erasure_id IS NULL AND old.merged_into_id IS NULL
  AND NOT EXISTS (SELECT 1 FROM call WHERE call.customer_id = old.id
                  AND NOT EXISTS (SELECT 1 FROM erased_call WHERE erased_call.call_id = call.id))
  AND NOT {_IS_HELD_CUSTOMER}
  AND NOT EXISTS (
      SELECT 1 FROM event JOIN event_words ON event_words.event_id = event.id
      WHERE event.id > :last_line AND event.call_id IS NULL
        AND ((kind IN (SELECT value FROM json_each(:record))
              AND old.id IN (json_extract(words, '$.id'), json_extract(words, '$.other_id')))
             OR (kind IN (SELECT value FROM json_each(:things)) AND json_extract(words, '$.customer_id') = old.id)))
"""
_CALLS_HELD = """
SELECT id FROM call WHERE customer_id IN (SELECT value FROM json_each(?))
UNION SELECT call_id FROM retention_hold WHERE ended_at IS NULL AND call_id IS NOT NULL
"""
_OLD_ENOUGH = "since > 0 AND since <= :until"
_OF_THE_RECORD = (
    *(EventKind.CUSTOMER_ADDED, EventKind.CUSTOMER_EDITED, EventKind.CUSTOMER_FILE, EventKind.CUSTOMERS_APART),
    *(EventKind.CUSTOMERS_MERGED, EventKind.CUSTOMERS_PARTED),
)
_OF_THINGS = (
    *(EventKind.PERSON_ADDED, EventKind.PERSON_EDITED, EventKind.PLACE_ADDED, EventKind.PLACE_EDITED),
    *(EventKind.EQUIPMENT_ADDED, EventKind.EQUIPMENT_EDITED),
)


def before(at: datetime, months: int) -> datetime:
    """The same day and time so many months of the calendar earlier; of a shorter month its last day."""
    year, month = divmod(at.year * 12 + at.month - 1 - months, 12)
    return at.replace(year=year, month=month + 1, day=min(at.day, monthrange(year, month + 1)[1]))


def count(session: Session, kind: RetentionKind, months: int, until: datetime) -> DueView:
    """How many are due, and how many as old stay, by why."""
    if kind is RetentionKind.DRAFTS:
        old = _old_drafts(session, until)
        kept = _of_the_held(session)
        due = sum((one.staff_id, one.key) not in kept for one in old)
        return DueView(kind, months, until, due, held=len(old) - due)
    if kind is RetentionKind.CUSTOMERS:
        query = f"""{_OLD_CUSTOMERS} SELECT CASE WHEN {_IS_HELD_CUSTOMER} THEN 'held' END, count(*)
            FROM old WHERE {_OLD_ENOUGH} GROUP BY 1"""
    else:
        query = f"SELECT {_WHY}, count(*) {_OLD_CALLS} AND {_STILL[kind]} GROUP BY 1"
    found: dict[str | None, int] = {row[0]: row[1] for row in _run(session, query, until)}
    return DueView(
        kind,
        months,
        until,
        found.get(None, 0),
        held=found.get("held", 0),
        disputed=found.get("disputed", 0),
        unfinished=found.get("unfinished", 0),
    )


def items(session: Session, kind: RetentionKind, until: datetime, most: int) -> tuple[DueItem, ...]:
    """Those that are due, the longest without a word first."""
    if kind is RetentionKind.DRAFTS:
        return _drafts(session, until)[:most]
    if kind is RetentionKind.CUSTOMERS:
        query = f"""{_OLD_CUSTOMERS} SELECT id, name, said, since FROM old
            WHERE {_OLD_ENOUGH} AND NOT {_IS_HELD_CUSTOMER} ORDER BY since, id LIMIT {most}"""
        return tuple(DueItem(row[0], row[1], row[2], from_stored(row[3])) for row in _run(session, query, until))
    query = f"""SELECT call.id, call.summary, customer.name, {_SINCE} {_OLD_CALLS} AND {_STILL[kind]}
        AND {_WHY} IS NULL ORDER BY 4, call.id LIMIT {most}"""
    return tuple(
        DueItem(row[0], reference(row[0]), f"{row[1]} · {row[2]}", from_stored(row[3]))
        for row in _run(session, query, until)
    )


def ids(session: Session, kind: RetentionKind, until: datetime) -> tuple[int, ...]:
    """The calls, or customers, that are due, in their order."""
    if kind is RetentionKind.CUSTOMERS:
        query = f"{_OLD_CUSTOMERS} SELECT id FROM old WHERE {_OLD_ENOUGH} AND NOT {_IS_HELD_CUSTOMER} ORDER BY id"
    else:
        query = f"SELECT call.id {_OLD_CALLS} AND {_STILL[kind]} AND {_WHY} IS NULL ORDER BY call.id"
    return tuple(row[0] for row in _run(session, query, until))


def still(session: Session, kind: RetentionKind, until: datetime, some: Sequence[int], last_line: int) -> list[int]:
    """Those of some that are due as they were when the timeline ended with the line `last_line`."""
    if kind is RetentionKind.CUSTOMERS:
        query = _CUSTOMERS_STILL
    else:
        query = f"SELECT call.id {_OLD_CALLS} AND call.id IN ({_THESE}) AND {_STILL[kind]} AND {_WHY} IS NULL"
    return sorted(row[0] for row in _run(session, query, until, some, last_line))


def drafts(session: Session, until: datetime, most: int) -> Sequence[Draft]:
    """The drafts that are due, as rows."""
    kept = _of_the_held(session)
    return [one for one in _old_drafts(session, until) if (one.staff_id, one.key) not in kept][:most]


def _run(session: Session, query: str, until: datetime, some: Sequence[int] = (), last_line: int = 0) -> Sequence[Any]:
    asked = {
        "until": to_stored(until),
        "some": json.dumps(some),
        "last_line": last_line,
        "held": json.dumps(held.customers(session)),
        "record": json.dumps(_OF_THE_RECORD),
        "things": json.dumps(_OF_THINGS),
    }
    return session.connection().exec_driver_sql(query, asked).fetchall()


def _old_drafts(session: Session, until: datetime) -> Sequence[Draft]:
    query = select(Draft).where(Draft.saved_at <= until).order_by(Draft.saved_at, Draft.staff_id, Draft.key)
    return session.scalars(query).all()


def _drafts(session: Session, until: datetime) -> tuple[DueItem, ...]:
    names = {row.id: row.name for row in session.execute(select(Staff.id, Staff.name))}
    kept = _of_the_held(session)
    return tuple(
        DueItem(None, one.key, names[one.staff_id], one.saved_at)
        for one in _old_drafts(session, until)
        if (one.staff_id, one.key) not in kept and one.saved_at is not None
    )


def _of_the_held(session: Session) -> set[tuple[int, str]]:
    """Drafts about what is held."""
    same = held.customers(session)
    calls = tuple(row[0] for row in session.connection().exec_driver_sql(_CALLS_HELD, (json.dumps(same),)))
    found = typed.of_them(session, Whose.of(customers=same, calls=calls), Names((), (), (), ()))
    return {(one.staff_id, one.key) for one in found}
