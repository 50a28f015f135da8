"""Lists of calls: one SQL text for the ORM's connection and for the plain driver of the first screen.

Nothing here loads the ORM.
"""

import json
from collections.abc import Callable, Iterable, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any

from deskapp.domain.words import OPEN_STATES, OUTSIDE_KINDS
from deskapp.services.calls.row import CallRow
from deskapp.services.confidential import condition as confidential
from deskapp.services.texts import reference

#: Between what is read as one text: nobody types it.
_BETWEEN = "\x1f"
_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


#: So many calls are counted unasked; where there are more, one more is told.
COUNTED = 1000

OPEN = "call.state IN ('new', 'open', 'waiting', 'resolved')"
#: Whether the owner was asked for an update, and has not answered.
ASKED = "EXISTS (SELECT 1 FROM update_request WHERE update_request.call_id = call.id AND ended_at IS NULL)"


_SELECT = """
SELECT call.id, call.priority, customer.name, customer.organisation, call.summary, call.state, call.next_clock,
       call.next_due_at, call.next_warn_at, call.next_calendar_id, call.paused,
       call.owner_id, staff.name, call.with_name, call.logged_at, call.customer_deadline, call.signs, call.back_by,
       call.back_from,
       (SELECT title FROM incident_call JOIN incident ON incident.id = incident_id
        WHERE call_id = call.id AND left_at IS NULL AND over_at IS NULL),
       call.confidential, {hidden}, call.may_lapse, customer.account, category.name, call.ended_at,
       CASE WHEN call.with_name IS NOT NULL THEN
        (SELECT contact.name || char(31) || coalesce(CASE WHEN contact.kind IN ({outside})
          THEN coalesce(nullif(contact.organisation, ''), contact.role)
          ELSE coalesce(nullif(contact.role, ''), contact.organisation) END, '')
         FROM escalation JOIN contact ON contact.id = contact_id
         WHERE call_id = call.id AND ended_at IS NULL ORDER BY made_at DESC, escalation.id DESC LIMIT 1) END,
       (SELECT group_concat(tag, char(31) ORDER BY key) FROM call_tag WHERE call_id = call.id),
       (SELECT name FROM customer_person WHERE customer_person.id = call.person_id), call.next_step,
       {asked}
FROM call JOIN customer ON customer.id = call.customer_id JOIN staff ON staff.id = call.owner_id
LEFT JOIN category ON category.id = call.category_id
"""
_OUTSIDE = ", ".join(f"'{kind}'" for kind in OUTSIDE_KINDS)


#: "Others see that it exists, its clocks, nothing else": and whom to ask about it.
_VISIBLE = frozenset(
    (
        *("id", "ref", "state", "clock", "due_at", "warn_at", "calendar_id", "paused", "back_by"),
        *("owner_id", "owner", "logged_at", "confidential"),
    )
)


# A wait that is over by its own promise brings the call up like a deadline.
_BY_DUE = (
    "ORDER BY min(coalesce(call.next_due_at, call.back_by), coalesce(call.back_by, call.next_due_at)) NULLS LAST,"
    " call.id"
)


#: (condition and order, whether it asks for the person who works here)
VIEWS: dict[str, tuple[str, bool]] = {
    # The plus keeps SQLite from walking the whole table backwards in search of the few that are open.
    "open": (f"WHERE {OPEN} ORDER BY +call.id DESC", False),
    "due": (f"WHERE {OPEN} {_BY_DUE}", False),
    "mine": (f"WHERE {OPEN} AND call.owner_id = ? {_BY_DUE}", True),
    "waiting": (f"WHERE {OPEN} AND call.state = 'waiting' {_BY_DUE}", False),
    "not_agreed": (f"WHERE {OPEN} AND call.state = 'resolved' {_BY_DUE}", False),
    "escalated": (f"WHERE {OPEN} AND call.with_name IS NOT NULL {_BY_DUE}", False),
    "closed": (f"WHERE NOT ({OPEN}) ORDER BY call.id DESC", False),
}
#: Of those that are over the log shows so many.
_SHOWN = {"closed": 500}


Run = Callable[[str, Sequence[Any]], Iterable[Sequence[Any]]]


def view(run: Run, name: str, staff_id: int | None) -> tuple[CallRow, ...]:
    """The calls of a view of the log, in its order. `run` carries out SQL with positional parameters."""
    condition, asks_who = VIEWS[name]
    if name in _SHOWN:
        condition += f" LIMIT {_SHOWN[name]}"
    return where(run, condition, (staff_id,) if asks_who else (), viewer=staff_id)


def first(run: Run, name: str, staff_id: int | None, count: int) -> tuple[CallRow, ...]:
    """The first so many calls of a view: of the others no row is read."""
    condition, asks_who = VIEWS[name]
    found = run(f"SELECT call.id FROM call {condition} LIMIT ?", (*((staff_id,) if asks_who else ()), count))
    return these(run, [int(raw[0]) for raw in found], viewer=staff_id)


def these(run: Run, call_ids: Sequence[int], *, viewer: int | None = None) -> tuple[CallRow, ...]:
    """These calls, in this order; one that is not there is left out."""
    asked = "WHERE call.id IN (SELECT value FROM json_each(?))"
    by_id = {row.id: row for row in where(run, asked, (json.dumps(list(call_ids)),), viewer=viewer)}
    return tuple(by_id[call_id] for call_id in call_ids if call_id in by_id)


def count(run: Run, condition: str, parameters: Sequence[Any] = (), most: int | None = COUNTED) -> int:
    """How many calls a condition has; one more than `most` where there are more: those are not looked at."""
    asked = f"SELECT 1 FROM call {condition}"
    if most is None:
        return int(next(iter(run(f"SELECT count(*) FROM ({asked})", parameters)))[0])
    return int(next(iter(run(f"SELECT count(*) FROM ({asked} LIMIT ?)", (*parameters, most + 1))))[0])


def ids(run: Run, name: str, staff_id: int | None) -> list[int]:
    """All calls of a view, in its order, by their ids: also those that the log has no room for."""
    condition, asks_who = VIEWS[name]
    found = run(f"SELECT call.id FROM call {condition}", (staff_id,) if asks_who else ())
    return [int(raw[0]) for raw in found]


def where(
    run: Run, condition: str, parameters: Sequence[Any] = (), *, viewer: int | None = None
) -> tuple[CallRow, ...]:
    """Calls by any condition and order. Confidential ones are masked here, for whoever looks, and nowhere later.

    viewer: who looks, where `run` does not say; nobody sees confidential calls.
    """
    return tuple(_row(raw) for raw in run(select(viewer or confidential.viewer_of(run)) + condition, parameters))


def select(viewer: int | None) -> str:
    """The SQL of rows of calls up to their condition, for whoever looks."""
    return _SELECT.format(hidden=confidential.hidden(viewer), outside=_OUTSIDE, asked=ASKED)


def _instant(value: int | None) -> datetime | None:
    return None if value is None else _EPOCH + timedelta(0, 0, value)


def _row(raw: Sequence[Any]) -> CallRow:
    (
        call_id,
        priority,
        name,
        organisation,
        summary,
        state,
        clock,
        due_at,
        warn_at,
        calendar_id,
        paused,
        owner_id,
        owner,
        with_name,
        logged_at,
        customer_deadline,
        signs,
        back_by,
        back_from,
        incident,
        is_confidential,
        hidden,
        may_lapse,
        account,
        category,
        ended_at,
        contact,
        tags,
        speaks,
        next_step,
        asked,
    ) = raw
    person, _, firm = (contact or "").partition(_BETWEEN)
    row = CallRow(
        call_id,
        reference(call_id),
        priority,
        f"{name}, {organisation}" if organisation and organisation != name else name,
        summary,
        state,
        with_name is not None,
        clock,
        _instant(due_at),
        _instant(warn_at),
        calendar_id,
        paused,
        owner_id,
        owner,
        with_name or "",
        _EPOCH + timedelta(0, 0, logged_at),
        _instant(customer_deadline),
        tuple(signs.split()) if signs else (),
        _instant(back_by),
        back_from or "",
        incident or "",
        bool(is_confidential),
        bool(may_lapse),
        speaks or name,
        # Of whoever speaks for a customer, that is whom they are of.
        (organisation if organisation != name else "") or (name if speaks else ""),
        account,
        person or with_name or "",
        firm if firm != person else "",
        category or "",
        tuple(tags.split(_BETWEEN)) if tags else (),
        _instant(ended_at),
        # One that was made void has it still, and again when it is restored.
        next_step if state in OPEN_STATES else "",
        bool(asked),
    )
    return _masked(row) if hidden else row


def _masked(row: CallRow) -> CallRow:
    """The row with only what is told of a confidential call; a column added later is taken out of itself."""
    return CallRow(*(value if name in _VISIBLE else _nothing(value) for name, value in row._asdict().items()))


def _nothing(value: Any) -> Any:
    if isinstance(value, (str, bool, tuple)):
        return type(value)()
    return None
