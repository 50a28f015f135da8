"""The rows of the supervisor's view: what each says of its call. Masked here, for whoever looks, and nowhere later."""

import json
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from deskapp.domain.words import ClockKind
from deskapp.models.base import from_stored, to_stored
from deskapp.services.calls.lists import Runner
from deskapp.services.calls.rows import ASKED
from deskapp.services.confidential import condition as confidential
from deskapp.services.overview.late.ask import Ask, GroupBy
from deskapp.services.overview.late.question import CHASE, PLACES, PROMISED, WAITS, WRITTEN, step_at, step_kind
from deskapp.services.overview.late.views import LateRow, NextStep
from deskapp.services.texts import reference

#: (id, whether it is hidden, what leads, when it is due, the group's key, ...), as a question has them.
Found = Sequence[Any]

#: Clocks of a contact: with whom a confidential call is, is not for everybody.
_OF_CONTACTS = f"('{ClockKind.ACCEPTANCE}', '{ClockKind.FIRST_WORD}')"
_SAID = f"""
WITH {PLACES}
SELECT call.id, call.priority, customer.name, customer.organisation,
       (SELECT name FROM customer_person WHERE customer_person.id = call.person_id), call.summary,
       (SELECT count(*) FROM clock WHERE clock.call_id = call.id AND clock.due_at IS NOT NULL AND clock.due_at < ?1
        AND NOT (clock.kind IN {_OF_CONTACTS} AND {{hidden}})),
       call.next_clock, call.next_due_at, call.next_warn_at, call.next_calendar_id,
       ({CHASE.format(column="calendar_version_id")}),
       call.last_word_at, call.last_word_told, {step_kind()},
       CASE WHEN {WRITTEN} <> '' THEN {WRITTEN}
        ELSE coalesce(({PROMISED.format(column="words")}), ({WAITS.format(column="words")}), '') END,
       CASE WHEN {WRITTEN} = '' THEN {step_at()} END,
       call.owner_id, staff.name, place.place_id, place.name, contact.name, escalation.accepted_at,
       (SELECT due_at FROM clock WHERE clock.call_id = call.id AND clock.escalation_id = escalation.id
        AND clock.kind = '{ClockKind.ACCEPTANCE}'),
       call.state, call.paused, call.confidential, call.back_from, call.may_lapse, call.signs, {ASKED}
FROM json_each(?2) AS asked CROSS JOIN call ON call.id = asked.value
JOIN customer ON customer.id = call.customer_id JOIN staff ON staff.id = call.owner_id
LEFT JOIN escalation ON escalation.id = (
 SELECT id FROM escalation AS held WHERE held.call_id = call.id AND held.ended_at IS NULL
 ORDER BY held.accepted_at IS NOT NULL, held.made_at DESC, held.id DESC LIMIT 1)
LEFT JOIN contact ON contact.id = escalation.contact_id
LEFT JOIN place ON place.id = contact.id
ORDER BY asked.key
"""


def read(run: Runner, ask: Ask, found: Sequence[Found], at: datetime) -> tuple[LateRow, ...]:
    """What rows say that a question found, in their order, as of an instant."""
    sql = _SAID.format(hidden=confidential.hidden(run.viewer))
    said = run(sql, (to_stored(at), json.dumps([one[0] for one in found])))
    return tuple(_row(ask, one, raw, at) for one, raw in zip(found, said, strict=True))


def _row(ask: Ask, found: Found, raw: Sequence[Any], at: datetime) -> LateRow:
    call_id, hidden, what, due_at, heading = found[:5]
    (
        _id,
        priority,
        name,
        organisation,
        speaks,
        summary,
        late,
        next_clock,
        next_due_at,
        next_warn_at,
        next_calendar_id,
        chase_calendar_id,
        last_word_at,
        told,
        step,
        step_words,
        step_at,
        owner_id,
        owner,
        with_id,
        with_name,
        with_person,
        accepted_at,
        accept_by,
        state,
        paused,
        is_confidential,
        back_from,
        may_lapse,
        signs,
        asked,
    ) = raw
    leads = (what, due_at) == (next_clock, next_due_at)
    over = due_at is not None and from_stored(due_at) < at
    row = LateRow(
        id=call_id,
        ref=reference(call_id),
        priority=priority,
        customer=organisation or name,
        person=speaks or (name if organisation and organisation != name else ""),
        summary=summary,
        what=None if what is None else ClockKind(what),
        more=late - over,
        due_at=_instant(due_at),
        warn_at=_instant(next_warn_at) if leads else None,
        calendar_id=next_calendar_id if leads else chase_calendar_id if what == ClockKind.CHASE else None,
        last_word_at=_instant(last_word_at),
        told=bool(told),
        step=NextStep(step),
        step_words=step_words,
        step_at=_instant(step_at),
        owner_id=owner_id,
        owner=owner,
        with_id=with_id,
        with_name=with_name or "",
        with_person=with_person or "",
        accepted=accepted_at is not None,
        accept_by=_instant(accept_by),
        state=state,
        paused=paused,
        confidential=bool(is_confidential),
        masked=bool(hidden),
        back_from=back_from or "",
        may_lapse=bool(may_lapse),
        signs=tuple(signs.split()) if signs else (),
        asked=bool(asked),
        group=ClockKind(heading) if heading is not None and ask.group is GroupBy.WHAT_IS_LATE else heading,
    )
    return _masked(row) if hidden else row


def _masked(row: LateRow) -> LateRow:
    """The row with only what is told of a confidential call to whoever may not see it."""
    return row._replace(
        priority="",
        customer="",
        person="",
        summary="",
        last_word_at=None,
        told=False,
        step=NextStep.NONE,
        step_words="",
        step_at=None,
        with_id=None,
        with_name="",
        with_person="",
        accepted=False,
        accept_by=None,
        back_from="",
        may_lapse=False,
        signs=(),
        asked=False,
    )


def _instant(value: int | None) -> datetime | None:
    return None if value is None else from_stored(value)
