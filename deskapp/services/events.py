"""Writing the timeline: one line for every change, chained, its payload beside it."""

import dataclasses
import hashlib
import json
import secrets
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from datetime import date, datetime, timedelta
from typing import Any

from sqlalchemy import insert, select
from sqlalchemy.orm import Session

from deskapp.domain.backups.head import Head
from deskapp.domain.data_class import dataclass
from deskapp.domain.event_kind import EventKind
from deskapp.models.base import Base, to_stored
from deskapp.models.events import Event, EventWords

#: The last line of a timeline that has none: its id, its link.
NOTHING_YET = (0, "")

_LAST = "SELECT id, link FROM event ORDER BY id DESC LIMIT 1"
#: Made once: the library would make one for each payload.
_said = json.JSONEncoder(sort_keys=True, ensure_ascii=False, separators=(",", ":")).encode
_INSERT, _INSERT_WORDS = (insert(Base.metadata.tables[model.__tablename__]) for model in (Event, EventWords))


@dataclass(frozen=True, slots=True)
class Line:
    """A line to write. `payload`: what people wrote and whom it names; JSON-able."""

    kind: EventKind
    at: datetime
    staff_id: int
    call_id: int | None = None
    field: str | None = None
    was: str | None = None
    becomes: str | None = None
    payload: Mapping[str, Any] = dataclasses.field(default_factory=dict)


def differences(was: object, becomes: object, leaving_out: Collection[str] = ("version",)) -> dict[str, Any]:
    """What differs between two views of one thing, from and to, as the payload of a line keeps it."""
    names = [name for name in was.__dataclass_fields__ if name not in leaving_out]  # type: ignore[attr-defined]
    changed = [name for name in names if getattr(was, name) != getattr(becomes, name)]
    return {
        "was": {name: _plain(getattr(was, name)) for name in changed},
        "becomes": {name: _plain(getattr(becomes, name)) for name in changed},
    }


def _plain(value: Any) -> Any:
    if isinstance(value, timedelta):
        return int(value.total_seconds())
    return value.isoformat() if isinstance(value, date) else value


def mark(session: Session) -> str:
    """What no other desk has, the same for ever: the beginning of its first line's salted hash; "" before that line."""
    return (session.scalar(select(Event.link).order_by(Event.id).limit(1)) or "")[:16]


def last_written(session: Session) -> datetime | None:
    """The file's own last instant: when the newest line of its timeline was written, by whichever machine's clock; None
    before the first. A clock that stands before it was set back, or that machine's was ahead."""
    return session.scalar(select(Event.written_at).order_by(Event.id.desc()).limit(1))


def head(session: Session) -> Head:
    """How far the timeline goes now."""
    last = session.connection().exec_driver_sql(_LAST).first()
    return Head(*(last or NOTHING_YET))


def digest(salt: str, payload: Mapping[str, Any]) -> str:
    """The salted hash of a line's payload: proves it while it is there, tells nothing once salt is gone."""
    return hashlib.sha256(f"{salt}\n{_said(payload)}".encode("utf-8", "surrogatepass")).hexdigest()


def link(before: str, event_id: int, line: Line, written_at: datetime, payload_digest: str) -> str:
    """The hash that ties a line to all lines before it."""
    parts = (
        before,
        event_id,
        line.call_id,
        to_stored(line.at),
        to_stored(written_at),
        line.kind,
        line.staff_id,
        line.field,
        line.was,
        line.becomes,
        payload_digest,
    )
    return hashlib.sha256(json.dumps(parts).encode()).hexdigest()


def record(session: Session, lines: Sequence[Line], written_at: datetime) -> list[int]:
    """Write lines in order; gives back their ids. The session must be a writing one: the chain has one end."""
    if not lines:
        return []
    connection = session.connection()
    last = connection.exec_driver_sql(_LAST).first()
    rows: list[dict[str, Any]] = []
    said: list[dict[str, Any]] = []
    for row, payload in chained(lines, written_at, (last[0], last[1]) if last else NOTHING_YET):
        rows.append(row)
        if payload is not None:
            said.append(payload)
    connection.execute(_INSERT, rows)
    if said:
        connection.execute(_INSERT_WORDS, said)
    return [row["id"] for row in rows]


def chained(
    lines: Iterable[Line], written_at: datetime | None, last: tuple[int, str]
) -> Iterator[tuple[dict[str, Any], dict[str, Any] | None]]:
    """The rows of lines, each with that of its payload, None where it has none, tied to the last line there is.

    written_at: None: each was written when it happened. last: its id and link; `NOTHING_YET` for a new timeline.
    """
    event_id, before = last
    for line in lines:
        event_id += 1
        written = written_at or line.at
        # Without a payload there is nothing to hide: the digest shows that there never were any.
        salt = secrets.token_hex(8) if line.payload else ""
        payload_digest = digest(salt, line.payload)
        before = link(before, event_id, line, written, payload_digest)
        row = {
            "id": event_id,
            "call_id": line.call_id,
            "at": line.at,
            "written_at": written,
            "kind": line.kind,
            "staff_id": line.staff_id,
            "field": line.field,
            "was": line.was,
            "becomes": line.becomes,
            "digest": payload_digest,
            "link": before,
        }
        yield row, {"event_id": event_id, "salt": salt, "words": dict(line.payload)} if line.payload else None
