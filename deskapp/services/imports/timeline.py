"""The timeline of an import: the same chain as `events.record` writes, thousands of lines at a time."""

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any, NamedTuple

from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.models.base import to_stored

_EVENT = """
INSERT INTO event (id, call_id, at, written_at, kind, staff_id, field, was, becomes, digest, link)
VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
"""
_WORDS = "INSERT INTO event_words (event_id, salt, words) VALUES (?, ?, ?)"
_ROW = "INSERT INTO imported_row (source, key, event_id, import_id, digest) VALUES (?, ?, ?, ?, ?)"
_SALT = 16

#: As `events.digest` and `events.link` write what they hash (a test checks the chain by those); payloads are
#: then stored as they were hashed, instead of being written out twice.
_linked = json.JSONEncoder().encode
_said = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode


class Told(NamedTuple):
    """A line of the timeline, as `events.Line`, with key and digest of the row it tells (None: what else it changed).

    A plain tuple: an import makes thousands.
    """

    key: tuple[str, str] | None
    kind: EventKind
    at: datetime
    staff_id: int
    call_id: int
    field: str | None
    was: str | None
    becomes: str | None
    payload: Mapping[str, Any]


def record(session: Session, source: str, import_id: int, lines: Sequence[Told], written_at: datetime) -> None:
    """Write lines in order, and which row each tells."""
    connection = session.connection()
    last = connection.exec_driver_sql("SELECT id, link FROM event ORDER BY id DESC LIMIT 1").first()
    event_id, before = (last[0], last[1]) if last else (0, "")
    salts = secrets.token_hex(_SALT // 2 * len(lines))
    written = to_stored(written_at)
    events_rows, payload_rows, taken = [], [], []
    #: What most lines share, as JSON has it.
    codes: dict[tuple[object, ...], tuple[str, str]] = {}
    for place, (key, kind, at, staff_id, call_id, field, was, becomes, payload) in enumerate(lines):
        event_id += 1
        salt = salts[place * _SALT : (place + 1) * _SALT]
        said = _said(payload)
        digest = hashlib.sha256(f"{salt}\n{said}".encode()).hexdigest()
        instant = to_stored(at)
        changed = codes.get((kind, staff_id, field, was, becomes))
        if changed is None:
            changed = codes[kind, staff_id, field, was, becomes] = (
                _linked((kind, staff_id))[1:-1],
                _linked((field, was, becomes))[1:-1],
            )
        parts = f'["{before}", {event_id}, {call_id}, {instant}, {written}, {changed[0]}, {changed[1]}, "{digest}"]'
        before = hashlib.sha256(parts.encode()).hexdigest()
        events_rows.append(
            (event_id, call_id, instant, written, kind.value, staff_id, field, was, becomes, digest, before)
        )
        payload_rows.append((event_id, salt, said))
        if key is not None:
            taken.append((source, key[0], event_id, import_id, key[1]))
    for sql, rows in ((_EVENT, events_rows), (_WORDS, payload_rows), (_ROW, taken)):
        if rows:
            connection.exec_driver_sql(sql, rows)
