"""Whether what an owner was asked is answered by what was just told: a note, a conversation, or the end of the call."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Final

from sqlalchemy.orm import Session

from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Answered
from deskapp.models.base import to_stored
from deskapp.services.events import Line

#: A note of whoever asked answers them nothing, unless they own the call by now.
_SETTLE = """
UPDATE update_request SET ended_at = ?1, ended_by_id = ?2, how = ?3
WHERE ended_at IS NULL AND call_id IN (SELECT value FROM json_each(?4))
  AND (?3 <> 'note' OR asked_by_id <> ?2 OR (SELECT owner_id FROM call WHERE call.id = call_id) = ?2)
RETURNING id
"""
_ANSWERS: Final = {
    EventKind.NOTE: Answered.NOTE,
    EventKind.CUSTOMER_TOLD: Answered.CONVERSATION,
    EventKind.NOT_AGREED: Answered.CONVERSATION,
    EventKind.CLOSED: Answered.CONVERSATION,
    EventKind.LAPSED: Answered.OVER,
    EventKind.VOIDED: Answered.OVER,
}


def settle(session: Session, told: Iterable[Line], now: datetime) -> bool:
    """End the questions that these lines answer; whether there was one."""
    found: dict[tuple[Answered, int], set[int]] = {}
    for line in told:
        how = _ANSWERS.get(line.kind)
        if how is not None and line.call_id is not None:
            found.setdefault((how, line.staff_id), set()).add(line.call_id)
    settled = False
    for (how, staff_id), calls in found.items():
        values = (to_stored(now), staff_id, how.value, json.dumps(sorted(calls)))
        settled |= bool(session.connection().exec_driver_sql(_SETTLE, values).fetchall())
    return settled
