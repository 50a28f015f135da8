"""What is due before an instant to come, in order, and who is on call then."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from deskapp.domain.words import ClockKind, Priority
from deskapp.models.base import from_stored, to_stored
from deskapp.services.calls.lists import runner
from deskapp.services.confidential import condition
from deskapp.services.masked import blank
from deskapp.services.overview.visits.views import DueAhead, Duty
from deskapp.services.rotas import reading as rota_reading
from deskapp.services.texts import reference
from deskapp.services.work import Look

#: What is told of a confidential call to those who may not see it.
_VISIBLE = ("at", "clock", "call_id", "ref", "owner", "on_call", "masked")
_KINDS = ", ".join(f"'{kind}'" for kind in ClockKind)
# A clock that runs is one of an open call, or of what was promised for after its close.
_DUE = f"FROM clock WHERE due_at IS NOT NULL AND kind IN ({_KINDS}) AND due_at >= ?1 AND due_at < ?2"
COUNT = f"SELECT count(*) {_DUE}"
WHICH = f"""
SELECT due.due_at, due.kind, call.id, call.priority, customer.name, customer.organisation,
       (SELECT shown FROM customer_phone WHERE customer_id = customer.id ORDER BY position, customer_phone.id LIMIT 1),
       call.summary, staff.name, call.with_name,
       (SELECT shown FROM escalation CROSS JOIN contact_phone ON contact_phone.contact_id = escalation.contact_id
        WHERE escalation.call_id = call.id AND escalation.ended_at IS NULL
        ORDER BY made_at DESC, escalation.id DESC, position, contact_phone.id LIMIT 1), {{hidden}}
FROM (SELECT id, due_at, kind, call_id {_DUE} ORDER BY due_at, id LIMIT ?3) AS due
CROSS JOIN call ON call.id = due.call_id
CROSS JOIN customer ON customer.id = call.customer_id CROSS JOIN staff ON staff.id = call.owner_id
ORDER BY due.due_at, due.id
"""


def count(look: Look, until: datetime) -> int:
    """How many clocks of every kind are due from now until an instant."""
    return int(runner(look.session)(COUNT, (to_stored(look.now), to_stored(until)))[0][0])


def due(look: Look, until: datetime, duty: Sequence[Duty], limit: int) -> tuple[DueAhead, ...]:
    """These, the first due first; at most so many."""
    sql = WHICH.format(hidden=condition.hidden(look.viewer))
    rows = runner(look.session)(sql, (to_stored(look.now), to_stored(until), limit))
    return tuple(_row(row, duty) for row in rows)


def duty(look: Look, until: datetime) -> tuple[Duty, ...]:
    """Who is on call from now until then, rota by rota."""
    return tuple(
        Duty(row.view.name, max(one.start, look.now), min(one.end, until), one.name, one.phone)
        for row in rota_reading.rows(look, look.now, until)
        for one in row.stretches
        if one.end > look.now and one.start < until
    )


def _row(raw: Sequence[Any], duty: Sequence[Duty]) -> DueAhead:
    due_at, kind, call_id, priority, name, firm, phone, summary, owner, holder, with_phone, masked = raw
    at = from_stored(due_at)
    told = DueAhead(
        at=at,
        clock=ClockKind(kind),
        call_id=call_id,
        ref=reference(call_id),
        priority=Priority(priority),
        customer=", ".join(dict.fromkeys(filter(None, (name, firm)))),
        phone=phone or "",
        summary=summary,
        owner=owner,
        with_name=holder or "",
        with_phone=(with_phone or "") if holder else "",
        on_call=next((one.name for one in duty if one.start <= at < one.end and one.name), ""),
        masked=bool(masked),
    )
    return blank(told, _VISIBLE) if told.masked else told
