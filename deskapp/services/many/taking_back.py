"""An act on several calls is undone as a whole: each call that nothing else happened to since is as it was before."""

import json
from collections.abc import Mapping
from typing import Any, NamedTuple

from deskapp.domain.codes import Refusal
from deskapp.domain.errors import Conflict, DeskError, NotAllowed
from deskapp.domain.event_kind import EventKind
from deskapp.domain.words import Answered, Priority, Role
from deskapp.models.base import from_stored
from deskapp.services.changes import Done
from deskapp.services.many import asking, picking, raising, reassigning
from deskapp.services.many.acts import WITHIN, TakeBack
from deskapp.services.many.picking import Picked
from deskapp.services.many.views import ManyDone
from deskapp.services.texts import clean, reference
from deskapp.services.work import Unit, Work

_LINES = """
SELECT event.id, event.call_id, event.kind, event.was, event.staff_id, event.at, event_words.words,
       newer.id, staff.name, newer.at
FROM json_each(?) AS wanted JOIN event ON event.id = wanted.value
LEFT JOIN event_words ON event_words.event_id = event.id
JOIN event AS newer ON newer.id = (SELECT max(id) FROM event AS any_line WHERE any_line.call_id = event.call_id)
JOIN staff ON staff.id = newer.staff_id
"""


class _Done(NamedTuple):
    """A line to take back, and the newest of its call."""

    line: int
    call_id: int
    kind: str
    was: str | None
    by_id: int
    at: int
    words: str | None
    newest: int
    newest_by: str
    newest_at: int

    @property
    def payload(self) -> Mapping[str, Any]:
        found: Mapping[str, Any] = json.loads(self.words) if self.words else {}
        return found


def take_back(work: Work, act: TakeBack) -> Done[ManyDone]:
    """Whoever did it gives each call back what it had, recorded like everything; what was done to it since stays."""
    with work.act() as unit:
        rows = [_Done(*row) for row in unit.session.connection().exec_driver_sql(_LINES, (json.dumps(act.lines),))]
        found = picking.picked(unit, (row.call_id for row in rows))
        refused: dict[int, DeskError] = {}
        fit: list[_Done] = []
        for row in rows:
            why = _why_not(unit, row, found[row.call_id])
            if why is None:
                fit.append(row)
            else:
                refused[row.call_id] = why
        reason = clean(act.reason)
        _owners(unit, [row for row in fit if row.kind == EventKind.REASSIGNED], found, reason)
        _priorities(unit, [row for row in fit if row.kind == EventKind.PRIORITY], reason)
        _questions(unit, [row for row in fit if row.kind == EventKind.UPDATE_ASKED], found)
        lines = unit.record()
        done = tuple(row.call_id for row in fit)
        return unit.done(ManyDone(done, refused, tuple(lines)), "requests", calls=done)


def _why_not(unit: Unit, row: _Done, call: Picked) -> DeskError | None:
    ref = reference(row.call_id)
    if call.hidden and not unit.allows(Role.SUPERVISOR):
        return NotAllowed(Refusal.CONFIDENTIAL, ref=ref)
    if row.by_id != unit.staff.id or unit.now - from_stored(row.at) > WITHIN:
        return NotAllowed(Refusal.UNDO_OVER, ref=ref)
    if row.newest != row.line:
        return Conflict(Refusal.CHANGED_SINCE, ref=ref, by=row.newest_by, at=from_stored(row.newest_at))
    return None


def _owners(unit: Unit, rows: list[_Done], found: Mapping[int, Picked], reason: str) -> None:
    back: dict[int, list[int]] = {}
    for row in rows:
        owner_id = int(row.was or 0)
        payload = {"reason": reason, "was": found[row.call_id].owner, "becomes": row.payload.get("was", "")}
        was = str(found[row.call_id].owner_id)
        unit.tell(EventKind.REASSIGNED, row.call_id, "owner", was, str(owner_id), payload)
        back.setdefault(owner_id, []).append(row.call_id)
    for owner_id, calls in back.items():
        reassigning.give(unit, owner_id, tuple(calls))


def _priorities(unit: Unit, rows: list[_Done], reason: str) -> None:
    if rows:
        raising.set_all(
            unit,
            {row.call_id: (Priority(row.was or ""), str(row.payload.get("reason_was", "")), reason) for row in rows},
        )


def _questions(unit: Unit, rows: list[_Done], found: Mapping[int, Picked]) -> None:
    for row in rows:
        unit.tell(EventKind.UPDATE_WITHDRAWN, row.call_id, payload={"asked": found[row.call_id].owner})
    asking.end(unit, tuple(row.call_id for row in rows), Answered.WITHDRAWN)
