"""What has come since a call was handed over, as its sheet tells it: what was said, and what was added."""

from collections.abc import Iterable, Iterator, Mapping
from itertools import islice
from typing import Any

from sqlalchemy import select
from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.handoff.sheet import SheetSince
from deskapp.domain.words import OUTSIDE_KINDS, HandoffPart
from deskapp.models.escalations import Escalation
from deskapp.models.events import Event, EventWords
from deskapp.services.directory.views import ContactView

#: The newest are told, so many and so much of each; a timeline may have thousands of lines.
_MOST, _LONGEST = 12, 600
#: Conversations with the customer; a note is for the house's own staff alone.
_SPOKEN = (EventKind.CUSTOMER_TOLD, EventKind.NOT_AGREED)
#: What an edit of the record adds to which part.
_PARTS: Mapping[str, HandoffPart] = {
    "details": HandoffPart.ISSUE,
    "steps": HandoffPart.STEPS,
    "wants": HandoffPart.WANTS,
}

#: What a line says belongs to which part, where that is not the issue; None: to none.
_PART_OF: Mapping[EventKind, HandoffPart | None] = {
    EventKind.NOTE: None,
    EventKind.STEP_TRIED: HandoffPart.STEPS,
}


def since(session: Session, escalation: Escalation, contact: ContactView | None) -> tuple[SheetSince, ...]:
    """The newest of it, oldest first."""
    outside = contact is not None and contact.kind in OUTSIDE_KINDS
    kinds = [*_SPOKEN, EventKind.EDITED, EventKind.STEP_TRIED, *(() if outside else (EventKind.NOTE,))]
    rows = session.execute(
        select(Event, EventWords.payload)
        .join(EventWords, EventWords.event_id == Event.id)
        .where(Event.call_id == escalation.call_id, Event.at > escalation.made_at, Event.kind.in_(kinds))
        .order_by(Event.at.desc(), Event.id.desc())
    )
    newest = islice((one for event, payload in rows for one in _told(event, payload)), _MOST)
    return tuple(reversed(list(newest)))


def _told(event: Event, payload: Mapping[str, Any]) -> Iterator[SheetSince]:
    kind = EventKind(event.kind)
    if kind is EventKind.EDITED:
        was, becomes = payload.get("was", {}), payload.get("becomes", {})
        for field, part in _PARTS.items():
            said = _added(str(was.get(field) or ""), str(becomes.get(field) or ""))
            if said:
                yield SheetSince(event.at, kind, said, part)
        return
    said = _cut(str(payload.get("words") or "").strip())
    if said:
        yield SheetSince(event.at, kind, said, _PART_OF.get(kind, HandoffPart.ISSUE))


def _added(was: str, becomes: str) -> str:
    """The lines that were not there before."""
    before = set(map(str.strip, was.splitlines()))
    return _cut("\n".join(_new(becomes.splitlines(), before)))


def _new(lines: Iterable[str], before: set[str]) -> Iterator[str]:
    return (line.strip() for line in lines if line.strip() and line.strip() not in before)


def _cut(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1].rstrip() + "…"
