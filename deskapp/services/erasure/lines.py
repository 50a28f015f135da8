"""Lines of the timeline that say something of a customer: what they say goes, salt included; the lines stay."""

import json
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.services.erasure.whose import Names, Whose

_EMPTY = """
UPDATE event_words SET words = '{}', salt = '', erasure_id = ?1
WHERE erasure_id IS NULL AND event_id IN (SELECT value FROM json_each(?2))
"""
_OF_CALLS = """
SELECT event.id FROM event JOIN event_words ON event_words.event_id = event.id
WHERE event.call_id IN (SELECT value FROM json_each(?))
"""
_OF_PAPERS = f"{_OF_CALLS} AND event.kind IN (SELECT value FROM json_each(?))"
#: Of lines that belong to no call, whom they name: by the ids that they keep.
_BESIDE = """
SELECT event.id FROM event JOIN event_words ON event_words.event_id = event.id
WHERE event.call_id IS NULL AND (
    (kind IN (SELECT value FROM json_each(?1))
     AND (json_extract(words, '$.id') IN (SELECT value FROM json_each(?2))
          OR json_extract(words, '$.other_id') IN (SELECT value FROM json_each(?2))))
    OR (kind IN (SELECT value FROM json_each(?3))
        AND json_extract(words, '$.customer_id') IN (SELECT value FROM json_each(?2)))
    OR (kind IN (SELECT value FROM json_each(?4))
        AND (json_extract(words, '$.id') IN (SELECT value FROM json_each(?5))
             OR json_extract(words, '$.name') IN (SELECT value FROM json_each(?6)))))
UNION
SELECT event_id FROM incident_event JOIN event ON event.id = event_id
WHERE call_id IS NULL AND incident_id IN (SELECT value FROM json_each(?7))
"""
_OF_ONCE = """
SELECT event.id, event.field, event.was, event.becomes, words
FROM event JOIN event_words ON event_words.event_id = event.id WHERE event.call_id IN (SELECT value FROM json_each(?))
"""
#: Of what was agreed and asked for because of several calls: what names them.
_IMPROVED = """
SELECT action_event.event_id, words FROM action_event
JOIN event_words ON event_words.event_id = action_event.event_id
UNION ALL
SELECT signal_event.event_id, words FROM signal_event
JOIN event_words ON event_words.event_id = signal_event.event_id
"""
#: Lines on a customer's own record, on things of theirs, and on lists that are kept by name.
_OF_THE_RECORD = (
    *(EventKind.CUSTOMER_ADDED, EventKind.CUSTOMER_EDITED, EventKind.CUSTOMER_FILE),
    *(EventKind.CUSTOMERS_MERGED, EventKind.CUSTOMERS_PARTED, EventKind.CUSTOMERS_APART),
    *(EventKind.HELD, EventKind.HOLD_ENDED),
)
_OF_THINGS = (
    *(EventKind.PERSON_ADDED, EventKind.PERSON_EDITED),
    *(EventKind.PLACE_ADDED, EventKind.PLACE_EDITED),
    *(EventKind.EQUIPMENT_ADDED, EventKind.EQUIPMENT_EDITED),
)
_OF_VIEWS = (EventKind.VIEW_SAVED, EventKind.VIEW_REMOVED)


def empty(session: Session, of: Whose, erasure_id: int, known_by: Names, views: Mapping[int, str]) -> None:
    """Empty every line about them. views: lists of theirs that were kept by name."""
    run = session.connection().exec_driver_sql
    found = {row[0] for row in run(_OF_CALLS, (json.dumps(of.calls),))}
    asked = (_OF_THE_RECORD, of.customers, _OF_THINGS, _OF_VIEWS, [*views], [*views.values()], of.incidents)
    found.update(row[0] for row in run(_BESIDE, tuple(map(json.dumps, asked))))
    found.update(_of_once(run(_OF_ONCE, (json.dumps(of.once),)), of, known_by))
    found.update(row[0] for row in run(_IMPROVED) if known_by.in_value(json.loads(row[1])))
    run(_EMPTY, (erasure_id, json.dumps(sorted(found))))


def empty_these(session: Session, event_ids: Collection[int], erasure_id: int) -> None:
    """Empty lines by their ids."""
    session.connection().exec_driver_sql(_EMPTY, (erasure_id, json.dumps(sorted(event_ids))))


def empty_papers(session: Session, calls: Collection[int], erasure_id: int) -> None:
    """Empty what sheets of these calls said."""
    run = session.connection().exec_driver_sql
    found = run(_OF_PAPERS, (json.dumps([*calls]), json.dumps((EventKind.SHEET, EventKind.CALL_SHEET))))
    run(_EMPTY, (erasure_id, json.dumps([row[0] for row in found])))


def _of_once(rows: Iterable[Sequence[object]], of: Whose, known_by: Names) -> Iterator[int]:
    """Of calls that are somebody else's now: what names them, and that they were theirs."""
    same = {str(one) for one in of.customers}
    for event_id, field, was, becomes, words in rows:
        given = field == "customer" and bool(same.intersection((str(was), str(becomes))))
        if given or known_by.in_value(json.loads(str(words))):
            assert isinstance(event_id, int)
            yield event_id
